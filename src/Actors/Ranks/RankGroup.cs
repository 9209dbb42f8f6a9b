using Akka.Actor;
using Akka.Event;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>
/// This node's part of one attempt of one run: starts its ranks, passes fences on, hands their lines over, tells the producer how each ended,
/// and is done when nobody is left and everything is stored.
/// </summary>
internal sealed partial class RankGroup : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan StoreSilence = TimeSpan.FromMinutes(5);

    private readonly StartGroup _start;
    private readonly RankHostSettings _settings;
    private readonly RankIo _io;
    private readonly ulong _number;
    private readonly Func<uint> _nextId;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly FenceTree _fences;
    private readonly IActorRef[] _hosts;
    private IActorRef _parser;
    private readonly Dictionary<(int Rank, RankStream Stream), StreamChannel> _channels = [];
    private readonly IActorRef _outputs;
    private readonly Dictionary<int, int> _aborts = [];
    private readonly List<string> _strays = [];
    private readonly OomCounter _oom;
    private readonly long _oomBefore;

    private GroupPlan? _plan;
    private MpiSetting? _mpi;
    private readonly HashSet<int> _ended = [];  // ranks reaped or never started
    private string? _stopReason;   // the group is being stopped
    private string? _refusal;      // it could not be started
    private string? _wardenGone;
    private bool _sweeping;
    private bool _gone;
    private bool _reported;
    private GroupReport? _over;    // the last word about this node

    public RankGroup(StartGroup start, IActorRef producer, RankHostSettings settings, RankIo io, OomCounter oom, ulong number, Func<uint> nextId)
    {
        _start = start;
        (_producer, _producerPath) = (producer, start.Producer);
        _settings = settings;
        _io = io;
        _number = number;
        _nextId = nextId;
        _fences = new FenceTree(start.NodeIndex, start.Nodes.Count);
        _hosts = [.. start.Nodes.Select(n => Resolve(n.RankHost))];
        _parser = Resolve(start.Parser_);
        _outputs = Resolve(start.Outputs);
        _up = _fences.Parent < 0 ? producer : _hosts[_fences.Parent];
        (_oom, _oomBefore) = (oom, oom.Read());

        Receive<Planned>(OnPlanned);
        Receive<Status.Failure>(f => Refuse($"cannot plan the run: {f.Cause.Message}"));
        Receive<GroupNews.AllStarted>(OnAllStarted);
        Receive<GroupNews.StartedAgain>(s => _settings.Running.Add(Key, s.Rank, s.Pid));
        Receive<GroupNews.StartFailed>(OnStartFailed);
        Receive<GroupNews.Reaped>(OnReaped);
        Receive<GroupNews.Batch>(b => Add(_channels[(b.Rank, b.Stream)], b.Cut));
        Receive<GroupNews.StreamEnded>(OnStreamEnded);
        Receive<GroupNews.Stray>(s => _strays.Add($"{s.Name} (pid {s.Pid})"));
        Receive<GroupNews.Gone>(g => OnGone(g.Left));
        Receive<GroupNews.Aborted>(OnAborted);
        Receive<GroupNews.Violated>(v => Fail($"rank {v.Rank} {v.What}"));
        Receive<GroupNews.WardenGone>(g => _wardenGone = g.How);
        Receive<GroupNews.FenceReached>(f => Step(_fences.SelfEntered(f.Puts)));
        Receive<FenceEntered>(f => Step(_fences.ChildEntered(f.NodeIndex, f.Fence, f.Puts, f.More)));
        Receive<FenceCompleted>(OnFenceCompleted);
        Receive<Stored>(OnStored);
        Receive<UseParser>(OnUseParser);
        ReceiveProducerNews();
        Receive<Resend>(_ => ResendWhenSilent());
        Receive<StopGroup>(OnStopGroup);
        Receive<EndGroup>(OnEndGroup);
        Receive<Sweep>(_ => BeginSweep());
        Receive<StoreSilent>(_ => GiveUp());
        Receive<KeeperSilent>(_ => OnKeeperSilent());
        Receive<Terminated>(OnTerminated);
        ReceiveTree();
        ReceiveNames();
        ReceiveInput();
        Receive<RestartDue>(OnRestartDue);
        ReceiveLaunch();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private RunKey Key => _start.Key;

    private int LocalRanks => _start.Nodes[_start.NodeIndex].Ranks.Count;

    public static Props Props(StartGroup start, IActorRef producer, RankHostSettings settings, RankIo io, OomCounter oom, ulong number, Func<uint> nextId) =>
        Akka.Actor.Props.Create(() => new RankGroup(start, producer, settings, io, oom, number, nextId));

    protected override void PreStart()
    {
        Context.Watch(_producer);
        foreach (var node in _fences.Children.Append(_fences.Parent).Where(n => n >= 0))
            Context.Watch(_hosts[node]);
        StartChildren();
        // Looking at programs may mean a slow file system, so not on an actor's time.
        var (start, settings, number, nextId) = (_start, _settings, _number, _nextId);
        Task.Run(() => new Planned(GroupPlanner.Plan(start, settings, number, nextId))).PipeTo(Self);
    }

    protected override void PostStop()
    {
        foreach (var rank in _start.Nodes[_start.NodeIndex].Ranks)
            _settings.Running.Remove(Key, rank);
        _io.Forget(_number);
        ForgetLauncher();
    }

    private static IActorRef Resolve(string path) =>
        path.Length == 0 ? ActorRefs.Nobody : ((ExtendedActorSystem)Context.System).Provider.ResolveActorRef(path);

    private void OnPlanned(Planned planned)
    {
        if (planned.Result.Plan is not { } plan)
        {
            Refuse(planned.Result.Fault!);
            return;
        }
        if (_stopReason != null)
        {
            // Stopped before anything ran.
            _gone = true;
            _ended.UnionWith(_start.Nodes[_start.NodeIndex].Ranks);
            Settle();
            return;
        }
        _plan = plan;
        _mpi = planned.Result.Mpi;
        foreach (var rank in plan.Ranks)
        {
            if (rank.Spawn.Output == StreamKind.Pipe)
                _channels[(rank.Rank, RankStream.Stdout)] = new StreamChannel(Key, rank.Rank, RankStream.Stdout, rank.Output);
            if (rank.KeepsError)
                _channels[(rank.Rank, RankStream.Stderr)] = new StreamChannel(Key, rank.Rank, RankStream.Stderr, StreamConsumer.Keeper);
        }
        var self = Self;
        if (_channels.Values.Any(c => c.IsKept))
            Context.Watch(_outputs);
        if (_channels.Count > 0)
            Timers.StartPeriodicTimer(Resend.Instance, Resend.Instance, ResendPatience);
        _io.Start(plan, news => self.Tell(news, ActorRefs.NoSender));
    }

    private void OnAllStarted(GroupNews.AllStarted started)
    {
        var mpi = _mpi!.Describe();
        _log.GroupStarted(Key, started.Ranks.Count, _start.Templates[0].Program, mpi);
        var message = new RanksStarted { Key = Key, Node = _settings.Node, Mpi = mpi };
        message.Ranks.AddRange(started.Ranks.Select(r => new StartedRank { Rank = r.Rank, Pid = r.Pid }));
        foreach (var rank in message.Ranks)
            _settings.Running.Add(Key, rank.Rank, rank.Pid);
        ReportOwn(new GroupReport { Started = message });
    }

    private void OnStartFailed(GroupNews.StartFailed failed)
    {
        if (WasStoppedBefore(failed))
            return;
        _ended.Add(failed.Rank);
        // A rank that ran before and now cannot be started again has failed; the group was not refused.
        if (!_restarts.ContainsKey(failed.Rank))
            _refusal ??= failed.Reason;
        EndChannels(failed.Rank);
        if (_stopReason == null)
            Fail($"rank {failed.Rank}: {failed.Reason}");
        SettleOrSweep();
    }

    private void OnReaped(GroupNews.Reaped reaped)
    {
        _settings.Running.Remove(Key, reaped.Rank);
        int? abort = _aborts.TryGetValue(reaped.Rank, out var code) ? code : null;
        var verdict = RankVerdict.Of(reaped.Code, reaped.Signal, reaped.Phase, _mpi!.MustJoin, abort, reaped.Exit.Stopped, reaped.Signal == Signals.Kill && _oom.Read() > _oomBefore);
        if (verdict.Failed && _stopReason == null && TryRestart(reaped, verdict.Reason))
            return;
        if (_reported || !_ended.Add(reaped.Rank))
            return;
        var reason = _wardenGone != null && reaped.Signal != 0 ? $"the node's warden ended ({_wardenGone}) and its ranks with it" : reaped.How ?? verdict.Reason;
        // Who aborts wants everybody to end.
        var ignored = verdict.Failed && _start.IgnoreErrors && abort == null && _wardenGone == null;
        var message = new RankEnded
        {
            Key = Key,
            Node = _settings.Node,
            Rank = reaped.Rank,
            ExitCode = reaped.Code,
            Signal = reaped.Signal,
            Reason = reason,
            RuntimeUs = reaped.Exit.RuntimeUs,
            UserUs = reaped.Exit.UserUs,
            SystemUs = reaped.Exit.SystemUs,
            MaxRssKib = reaped.Exit.MaxRssKib,
            StoppedByUs = verdict.StoppedByUs,
            Ignored = ignored,
            Restarts = _restarts.GetValueOrDefault(reaped.Rank),
        };
        message.StderrTail.AddRange(reaped.StderrTail);
        ReportOwn(new GroupReport { RankEnded = message }, canWait: reason.Length == 0 && _ended.Count < LocalRanks);
        if (verdict.Failed && !ignored)
            Fail($"rank {reaped.Rank} on node {_settings.Node}: {reason}");
        SettleOrSweep();
    }

    private void OnAborted(GroupNews.Aborted aborted)
    {
        _aborts.TryAdd(aborted.Rank, aborted.ExitCode);
        Fail($"rank {aborted.Rank} on node {_settings.Node}: MPI_Abort({aborted.ExitCode})");
    }

    private void OnTerminated(Terminated gone)
    {
        if (gone.ActorRef.Equals(_producer))
        {
            OnProducerGone(gone);
            return;
        }
        if (gone.ActorRef.Equals(_outputs))
        {
            OnKeeperGone();
            return;
        }
        var node = Array.IndexOf(_hosts, gone.ActorRef);
        if (node >= 0 && node == _fences.Parent)
            _up = _producer;
        // Those below it report to the producer from now on.
        if (node >= 0)
            _openBelow.ExceptWith(FenceTree.Below(node, _hosts.Length).Append(node).Select(n => _start.Nodes[n].Node));
        if (_ended.Count < LocalRanks)
            Fail($"node {(node < 0 ? gone.ActorRef.Path.ToString() : _start.Nodes[node].Node)} of the group is lost");
        StopWhenDone();
    }

    private void OnStopGroup(StopGroup stop)
    {
        // The producer itself says so: the node above has nothing of the group any more, and what was reported to it may be lost.
        if (_fences.Parent >= 0 && Sender.Path.Equals(_producer.Path) && !_up.Equals(_producer))
        {
            _up = _producer;
            if (_over != null)
                Report(_over);
        }
        PassDown(stop);
        Stop(stop.Reason, Signals.Interrupt);
    }

    private void OnEndGroup(EndGroup end)
    {
        if (_stopReason == null)
            PassEnd(end.Reason, end.FromIndex);
        Stop(end.Reason, Signals.Terminate);
    }

    // A rank's failure is its group's: on every node.
    private void Fail(string reason)
    {
        if (_stopReason != null)
            return;
        _log.GroupFailed(Key, reason);
        PassEnd(reason, from: -1);
        Stop(reason, Signals.Terminate);
    }

    private void Stop(string reason, int firstSignal)
    {
        if (_stopReason == null)
            _log.GroupStopped(Key, reason);
        else if (firstSignal != Signals.Interrupt)
            return;
        _stopReason ??= reason;
        GiveUpRestarts();
        if (_plan != null && !_gone)
            _io.Stop(_number, firstSignal, GroupPlanner.PatienceOf(_start));
        StopLauncherLater();
    }

    private void Refuse(string reason)
    {
        _log.GroupRefused(Key, reason);
        ReportLast(new GroupReport { Refused = new GroupRefused { Key = Key, Node = _settings.Node, Reason = reason } });
        PassEnd($"node {_settings.Node}: {reason}", from: -1);
        (_stopReason, _reported, _gone) = (reason, true, true);
    }

    private sealed record Planned((GroupPlan? Plan, MpiSetting? Mpi, string? Fault) Result);

    private sealed record Sweep
    {
        public static Sweep Instance { get; } = new();
    }

    private sealed record Resend
    {
        public static Resend Instance { get; } = new();
    }

    private sealed record StoreSilent
    {
        public static StoreSilent Instance { get; } = new();
    }

    private sealed record KeeperSilent
    {
        public static KeeperSilent Instance { get; } = new();
    }
}
