using Akka.Actor;
using Akka.Event;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>
/// A node's ranks: owns the warden, the loop and one <see cref="RankGroup"/> per group, under the fixed path /user/rank-host. Passes every message about a
/// run to its group, and keeps those that overtook their StartGroup.
/// </summary>
public sealed class RankHost : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name under /user.</summary>
    public const string Name = "rank-host";

    private const int MostEarly = 4096;
    private const int MostRemembered = 4096;
    private const int MostNamed = 32;
    private static readonly TimeSpan EarlyPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan WardenPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWardenPause = TimeSpan.FromSeconds(8);

    private readonly RankHostSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<RunKey, IActorRef> _groups = [];
    private readonly Dictionary<IActorRef, RunKey> _keys = [];
    private readonly Dictionary<RunKey, (string Reason, bool Ran)> _over = [];
    private readonly Queue<RunKey> _overOrder = new();
    private readonly Dictionary<RunKey, LastWords> _lastWords = [];
    private readonly List<(RunKey Key, object Message, IActorRef Sender, DateTimeOffset Until)> _early = [];
    private readonly NodeDescription _description;
    private readonly OomCounter _oom = OomCounter.OfThisProcess();
    private RankIo _io = null!;
    private long _epoch;
    private ulong _lastGroup;
    private uint _lastId;
    private bool _wardenAnswered;
    private string? _wardenFault;  // why there is none, as it was logged
    private TimeSpan _wardenPause = WardenPause;
    private DateTimeOffset _busySince;
    private DateTimeOffset? _dirtySince;

    /// <summary>Use <see cref="Props"/>.</summary>
    public RankHost(RankHostSettings settings)
    {
        _description = Describe(settings);
        _settings = settings with { Gpus = _description.Gpus };

        Receive<StartGroup>(OnStartGroup);
        Receive<StopGroup>(OnStopGroup);
        Receive<SignalGroup>(s => Pass(s.Key, s));
        Receive<GroupReports>(OnReports);
        Receive<EndGroup>(e => Pass(e.Key, e, endsIfUnknown: true, e.Reason));
        Receive<FenceEntered>(f => Pass(f.Key, f));
        Receive<FenceCompleted>(f => Pass(f.Key, f));
        Receive<Stored>(s =>
        {
            if (_groups.TryGetValue(s.Key, out var group))
                group.Forward(s);
        });
        Receive<UseParser>(u =>
        {
            if (!IsOld(nameof(UseParser), u.Epoch) && _groups.TryGetValue(u.Key, out var group))
                group.Forward(u);
        });
        Receive<UseProducer>(OnUseProducer);
        Receive<LastWords>(last => _lastWords[last.Key] = last);
        Receive<GetNodeDescription>(get =>
        {
            if (get.Epoch == 0 || !IsOld(nameof(GetNodeDescription), get.Epoch))
                Sender.Tell(DescribeNow());
        });
        Receive<PutInput>(p =>
        {
            if (_groups.TryGetValue(p.Key, out var group))
                group.Forward(p);
            else
                Sender.Tell(new InputTaken { Key = p.Key, Closed = true });
        });
        Receive<Terminated>(OnGroupOver);
        Receive<WardenUp>(up =>
        {
            if (_wardenFault != null)
                _log.WardenCame(_settings.Node);
            else
                _log.WardenUp(_settings.Node, up.Pid);
            (_wardenAnswered, _wardenFault, _wardenPause) = (true, null, WardenPause);
        });
        Receive<WardenGone>(OnWardenGone);
        Receive<StartWarden>(_ =>
        {
            _wardenAnswered = false;
            _io.StartWarden();
        });
        Receive<DropEarly>(_ => OnDropEarly());
        Receive<LeftoversFound>(OnLeftovers);
        Receive<EscapedEnded>(ended =>
        {
            if (ended.Names.Count > 0)
                _log.EscapedEnded(_settings.Node, string.Join(", ", ended.Names));
        });
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>How to create it.</summary>
    public static Props Props(RankHostSettings settings) => Akka.Actor.Props.Create(() => new RankHost(settings));

    /// <inheritdoc />
    protected override void PreStart() => _io = NewIo();

    /// <inheritdoc />
    protected override void PostStop() => _io.Dispose();

    /// <inheritdoc />
    protected override SupervisorStrategy SupervisorStrategy() =>
        // A group's actor holds what cannot be made again; when it fails, its group is over.
        new OneForOneStrategy(_ => Directive.Stop);

    private static NodeDescription Describe(RankHostSettings settings)
    {
        var grant = NodeGrant.OfThisProcess();
        var cores = settings.Cores ?? grant.Cores;
        var description = new NodeDescription
        {
            Node = settings.Node,
            BootId = Machine.BootId(),
            ShmDomain = Machine.SharedMemoryDomain(),
            MemoryBytes = grant.MemoryBytes,
            Pid = Environment.ProcessId,
            Mpich = MpiLibrary.InstalledMpich(),
            Openmpi = MpiLibrary.InstalledOpenMpi(),
            SlotsGiven = settings.Slots != null,
            Slots = settings.Slots ?? (settings.Cores != null ? cores.Length : grant.Slots),
            // Cores the user named are meant as named.
            CoresCounted = settings.Cores == null && grant.CoresCounted,
            ReserveGiven = settings.Reserve != null,
            Reserve = settings.Reserve ?? 0,
        };
        description.Cores.AddRange(cores);
        description.Numa.AddRange(Machine.NumaDomains(cores));
        description.Gpus.AddRange(grant.Gpus);
        return description;
    }

    private NodeDescription DescribeNow()
    {
        var now = _description.Clone();
        now.Address = Akka.Serialization.Serialization.SerializedActorPath(Self);
        now.Running.AddRange(_groups.Keys);
        return now;
    }

    private RankIo NewIo()
    {
        var self = Self;
        return new RankIo(
            _settings.WardenProgram,
            (int)_settings.WardenPatience.TotalMilliseconds,
            hello => self.Tell(new WardenUp(hello.Pid), ActorRefs.NoSender),
            how => self.Tell(new WardenGone(how), ActorRefs.NoSender));
    }

    private void OnStartGroup(StartGroup start)
    {
        if (IsOld(nameof(StartGroup), start.Epoch))
        {
            Refuse(start, $"the coordinator of epoch {start.Epoch} was replaced by that of epoch {_epoch}");
            return;
        }
        if (_groups.ContainsKey(start.Key))
            return;
        if (_over.TryGetValue(start.Key, out var over))
        {
            Refuse(start, over.Ran ? "this attempt ran here already" : $"it was ended before it started: {over.Reason}");
            return;
        }
        if (_groups.Count == 0)
            _busySince = Context.System.Scheduler.Now;
        var group = Context.ActorOf(RankGroup.Props(start, ProducerOf(start.Producer), _settings, _io, _oom, ++_lastGroup, () => Interlocked.Increment(ref _lastId)), $"run-{start.Key.Run}-{start.Key.Attempt}");
        _groups[start.Key] = group;
        _keys[group] = start.Key;
        Context.Watch(group);
        foreach (var early in _early.Where(e => e.Key.Equals(start.Key)))
            group.Tell(early.Message, early.Sender);
        _early.RemoveAll(e => e.Key.Equals(start.Key));
    }

    private void OnStopGroup(StopGroup stop)
    {
        if (IsOld(nameof(StopGroup), stop.Epoch))
            return;
        if (_groups.TryGetValue(stop.Key, out var group))
        {
            group.Forward(stop);
            return;
        }
        Remember(stop.Key, stop.Reason, ran: false);
        Sender.Tell(LastWordsOf(stop.Key)[^1].NodeEnded ?? new NodeGroupEnded { Key = stop.Key, Node = _settings.Node });
    }

    private void OnUseProducer(UseProducer use)
    {
        if (IsOld(nameof(UseProducer), use.Epoch))
            return;
        if (_groups.TryGetValue(use.Key, out var group))
            group.Forward(use);
        else
            ProducerOf(use.Producer).Tell(new GroupReports { Key = use.Key, Producer = use.Producer, Reports = { LastWordsOf(use.Key) } });
    }

    private IReadOnlyList<GroupReport> LastWordsOf(RunKey key) => _lastWords.TryGetValue(key, out var last)
        ? last.Reports
        : [new GroupReport { NodeEnded = new NodeGroupEnded { Key = key, Node = _settings.Node } }];

    private void Pass(RunKey key, object message, bool endsIfUnknown = false, string reason = "")
    {
        if (_groups.TryGetValue(key, out var group))
        {
            group.Forward(message);
        }
        else if (_over.ContainsKey(key))
        {
            // Late word of a group that is over.
        }
        else if (endsIfUnknown)
        {
            Remember(key, reason, ran: false);
        }
        else if (_early.Count < MostEarly)
        {
            _early.Add((key, message, Sender, Context.System.Scheduler.Now + EarlyPatience));
            Timers.StartSingleTimer(DropEarly.Instance, DropEarly.Instance, EarlyPatience);
        }
        else
        {
            _log.EarlyDropped(key, message.GetType().Name);
        }
    }

    private void OnDropEarly()
    {
        var now = Context.System.Scheduler.Now;
        foreach (var early in _early.Where(e => e.Until <= now))
            _log.EarlyDropped(early.Key, early.Message.GetType().Name);
        _early.RemoveAll(e => e.Until <= now);
        if (_early.Count > 0)
            Timers.StartSingleTimer(DropEarly.Instance, DropEarly.Instance, EarlyPatience);
    }

    private void OnGroupOver(Terminated over)
    {
        if (!_keys.Remove(over.ActorRef, out var key))
            return;
        _groups.Remove(key);
        Remember(key, "it ended", ran: true);
        if (_groups.Count > 0)
            return;
        // Nobody of ours is left here, so what lies in shared memory since the first of them is nobody's.
        var (since, until) = (_dirtySince ?? _busySince, Context.System.Scheduler.Now);
        Task.Run(() => new LeftoversFound(since, SharedMemoryLeftovers.Remove(since, until))).PipeTo(Self);
    }

    private void OnLeftovers(LeftoversFound found)
    {
        var (removed, others, postponed) = found.Left;
        if (removed.Count > 0)
            _log.LeftoversRemoved(_settings.Node, string.Join(", ", removed));
        if (others.Count > 0)
            _log.LeftoversNamed(_settings.Node, string.Join(", ", others.Take(MostNamed)));
        // Looked at again when the next runs here are over.
        _dirtySince = postponed ? found.Since : null;
    }

    private void OnWardenGone(WardenGone gone)
    {
        if (_wardenAnswered)
        {
            _log.WardenLost(_settings.Node, gone.How);
            Escaped.End(_settings.Token).PipeTo(Self, success: names => new EscapedEnded(names));
        }
        else
        {
            // Said once, however often it is tried; whoever wants ranks meanwhile is refused with it.
            if (_wardenFault != gone.How)
                _log.WardenFailed(_settings.Node, _wardenFault = gone.How);
            _wardenPause = TimeSpan.FromTicks(Math.Min(_wardenPause.Ticks * 2, LongestWardenPause.Ticks));
        }
        Timers.StartSingleTimer(StartWarden.Instance, StartWarden.Instance, _wardenPause);
    }

    private bool IsOld(string message, long epoch)
    {
        if (epoch < _epoch)
        {
            _log.OldEpoch(message, epoch, _epoch);
            return true;
        }
        _epoch = epoch;
        return false;
    }

    // The producer stops the others, also those below this node in the group's tree, who have not heard of the run yet.
    private void Refuse(StartGroup start, string reason)
    {
        _log.GroupRefused(start.Key, reason);
        ProducerOf(start.Producer).Tell(new GroupRefused { Key = start.Key, Node = _settings.Node, Reason = reason });
    }

    private void OnReports(GroupReports reports)
    {
        if (_groups.TryGetValue(reports.Key, out var group))
            group.Forward(reports);
        else
            ProducerOf(reports.Producer).Forward(reports);
    }

    private static IActorRef ProducerOf(string path) =>
        path.Length == 0 ? Context.Sender : ((ExtendedActorSystem)Context.System).Provider.ResolveActorRef(path);

    private void Remember(RunKey key, string reason, bool ran)
    {
        if (_over.TryAdd(key, (reason, ran)))
            _overOrder.Enqueue(key);
        else if (ran)
            _over[key] = (reason, ran);
        while (_overOrder.Count > MostRemembered)
        {
            var oldest = _overOrder.Dequeue();
            _over.Remove(oldest);
            _lastWords.Remove(oldest);
        }
    }

    private sealed record WardenUp(int Pid);

    private sealed record WardenGone(string How);

    private sealed record LeftoversFound(DateTimeOffset Since, Leftovers Left);

    private sealed record EscapedEnded(IReadOnlyList<string> Names);

    private sealed record StartWarden
    {
        public static StartWarden Instance { get; } = new();
    }

    private sealed record DropEarly
    {
        public static DropEarly Instance { get; } = new();
    }
}
