using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Muster.Actors.Logs.Gelf;
using Muster.Messages;
using Muster.Messages.Ranks;

namespace Muster.Actors.Hosting;

/// <summary>
/// Beside the coordinator: keeps access.json in the run directory up to date as hosts come and go, and takes it away at the end. The file of a later
/// coordinator is left alone; one that a host wrote which was replaced without knowing it yet is written anew.
/// </summary>
public sealed class AccessKeeper : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan AskInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);

    private readonly HostOptions _options;
    private readonly long _epoch;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly SortedDictionary<string, AccessHost> _hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<Address, Member> _unnamed = [];
    private readonly DateTimeOffset _startedAt = Context.System.Scheduler.Now;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private IReadOnlyList<AccessInput> _inputs = [];

    private sealed record AskNames
    {
        public static readonly AskNames Instance = new();
    }

    private sealed record Look
    {
        public static readonly Look Instance = new();
    }

    /// <summary>How to create it.</summary>
    public static Props Props(HostOptions options, long epoch) => Akka.Actor.Props.Create(() => new AccessKeeper(options, epoch));

    /// <summary>Creates it.</summary>
    public AccessKeeper(HostOptions options, long epoch)
    {
        (_options, _epoch) = (options, epoch);
        Receive<ClusterEvent.MemberUp>(e => OnUp(e.Member));
        Receive<ClusterEvent.MemberRemoved>(e =>
        {
            _unnamed.Remove(e.Member.Address);
            if (_hosts.Remove(e.Member.Address.ToString()))
                Write();
        });
        Receive<ClusterEvent.IMemberEvent>(_ => { });
        Receive<GelfInputsState>(OnInputs);
        Receive<Status.Failure>(_ => { });
        Receive<AskNames>(_ => OnAskNames());
        Receive<Look>(_ => OnLook());
        Receive<NodeDescription>(description =>
        {
            if (!_unnamed.Remove(Sender.Path.Address, out var member))
                return;
            Add(member, description.Node, description.Pid);
        });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Timers.StartPeriodicTimer(Look.Instance, Look.Instance, LookInterval);
        AskInputs();
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        Forget();
    }

    private void OnUp(Member member)
    {
        if (member.Address.Equals(_cluster.SelfAddress))
        {
            Add(member, _options.Name, Environment.ProcessId);
            return;
        }
        _unnamed[member.Address] = member;
        OnAskNames();
    }

    private void OnInputs(GelfInputsState state)
    {
        _inputs = [.. state.Inputs.Select(i => new AccessInput(i.Settings.Name, i.Settings.Transport.ToString().ToLowerInvariant(), i.Port == 0 ? "" : $"{_options.TakesLogsAt}:{i.Port}", i.Fault))];
        if (_hosts.Count > 0)
            Write();
    }

    private void OnAskNames()
    {
        foreach (var member in _unnamed.Values.Where(m => m.HasRole(WellKnown.NodeRole)))
            Context.ActorSelection(member.Address + WellKnown.RankHost).Tell(new GetNodeDescription(), Self);
        if (_unnamed.Count > 0)
            Timers.StartSingleTimer(AskNames.Instance, AskNames.Instance, AskInterval);
    }

    private void Add(Member member, string node, int pid)
    {
        _hosts[member.Address.ToString()] = new AccessHost(node, member.Address.ToString(), pid, [.. member.Roles.Order()]);
        Write();
    }

    private void AskInputs()
    {
        if (_options.TakesLogsAt is not null && _inputs.Count == 0)
            Context.ActorSelection(WellKnown.LogInputs).Tell(GetGelfInputs.Instance, Self);
    }

    private void OnLook()
    {
        AskInputs();
        if (_hosts.Count > 0 && (Known()?.Epoch ?? -1) < _epoch)
            Write();
    }

    private AccessFile? Known()
    {
        try
        {
            return AccessFile.TryRead(_options.RunDirectory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _log.AccessFileFailed(e);
            return null;
        }
    }

    private void Write()
    {
        if (Known() is { } known && known.Epoch > _epoch)
            return;
        var file = new AccessFile
        {
            Seed = _cluster.SelfAddress.ToString(),
            SeedPid = Environment.ProcessId,
            SeedMachine = Environment.MachineName,
            Epoch = _epoch,
            StartedAt = _startedAt,
            Insecure = _options.Insecure,
            Trust = _options.Trust,
            Token = _options.Token,
            Pbm = _options.Pbm,
            ExpectedNodes = _options.ExpectedNodes,
            Inputs = _inputs,
            Hosts = [.. _hosts.Values.OrderBy(h => h.Roles.Contains(WellKnown.NodeRole))],
        };
        try
        {
            file.Write(_options.RunDirectory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.AccessFileFailed(e);
        }
    }

    // Only the file of this host: where the coordinator goes on elsewhere, its host has written its own.
    private void Forget()
    {
        try
        {
            if (Known() is { } known && known.Epoch == _epoch && known.Seed == _cluster.SelfAddress.ToString())
                File.Delete(AccessFile.PathIn(_options.RunDirectory));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.AccessFileFailed(e);
        }
    }
}
