using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Akka.Remote;
using Muster.Messages;
using Muster.Messages.Hosts;

namespace Muster.Actors.Hosting;

/// <summary>
/// At /user/host of each host: takes the order to stop, sees at once when another host's process has ended, and ends the host when no host is left that
/// could hold the coordinator. How the process ends is the program's affair; this actor only says that it should and why.
/// </summary>
public sealed class HostControl : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SeedPatience = Workflow.Producer.CoordinatorPatience;
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StandingInterval = TimeSpan.FromMilliseconds(100);

    private readonly HostOptions _options;
    private readonly HostEnd _end;
    private readonly Action? _accepted;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly HashSet<Address> _seeds = [];
    private readonly HashSet<Address> _working = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private sealed record SilenceEnded(Address Address);

    private int _asked;

    private sealed record NoSeedCame(string Reason);

    private sealed record AskStanding
    {
        public static readonly AskStanding Instance = new();
    }

    /// <summary>How to create it.</summary>
    public static Props Props(HostOptions options, HostEnd end, Action? accepted = null) => Akka.Actor.Props.Create(() => new HostControl(options, end, accepted));

    /// <summary>Creates it.</summary>
    /// <param name="options">Of the host.</param>
    /// <param name="end">Where it says that the host should end.</param>
    /// <param name="accepted">Called once the coordinator has taken the host in; null when nobody waits for that.</param>
    public HostControl(HostOptions options, HostEnd end, Action? accepted)
    {
        (_options, _end, _accepted) = (options, end, accepted);
        Receive<AskStanding>(_ => OnAskStanding());
        Receive<HostStanding>(standing => standing.Accepted, _ =>
        {
            Timers.Cancel(AskStanding.Instance);
            _accepted?.Invoke();
        });
        Receive<HostStanding>(_ => { });
        Receive<StopHost>(OnStop);
        Receive<ClusterEvent.MemberDowned>(e => e.Member.Address.Equals(_cluster.SelfAddress), _ => OnSelfDowned());
        Receive<ClusterEvent.MemberRemoved>(e =>
        {
            _working.Remove(e.Member.Address);
            LoseSeed(e.Member.Address, "it left the cluster", inOrder: e.PreviousStatus != MemberStatus.Down);
        });
        Receive<ClusterEvent.MemberLeft>(e =>
        {
            _working.Remove(e.Member.Address);
            LoseSeed(e.Member.Address, "it leaves the cluster", inOrder: true);
        });
        Receive<ClusterEvent.MemberExited>(_ => { });
        Receive<ClusterEvent.IMemberEvent>(e => OnMember(e.Member));
        Receive<ClusterEvent.UnreachableMember>(e =>
        {
            if (_seeds.Contains(e.Member.Address))
                Timers.StartSingleTimer(e.Member.Address, new SilenceEnded(e.Member.Address), SilenceLimit);
            Probe(e.Member.Address);
        });
        Receive<ClusterEvent.ReachableMember>(e =>
        {
            Timers.Cancel(e.Member.Address);
            // Also one that was given up: it was cut off for longer than we waited, and nobody else has taken it for dead.
            OnMember(e.Member);
        });
        Receive<DisassociatedEvent>(e => Probe(e.RemoteAddress));
        Receive<ProcessProbe.Answer>(answer =>
        {
            if (!answer.ProcessEnded)
                return;
            // Whoever sees it says so: the coordinator may be what has ended.
            if (_working.Contains(answer.Address))
                _cluster.Down(answer.Address);
            LoseSeed(answer.Address, "its host process ended", inOrder: false);
        });
        Receive<NoSeedCame>(none => _end.Ask(ExitCode.ClusterLost, none.Reason));
        Receive<SilenceEnded>(e => LoseSeed(e.Address, $"it was silent for {SilenceLimit.TotalSeconds:0} s", inOrder: false));
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        if (_accepted is not null)
            Timers.StartPeriodicTimer(AskStanding.Instance, AskStanding.Instance, StandingInterval);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
    }

    // Over the service of any seed host: the coordinator may be about to move.
    private void OnAskStanding()
    {
        var doors = _options.Has(WellKnown.SeedRole) ? [_cluster.SelfAddress] : _seeds.ToArray();
        if (doors.Length > 0)
            Context.ActorSelection(doors[_asked++ % doors.Length] + WellKnown.WorkflowService).Tell(new GetHostStanding());
    }

    private void OnStop(StopHost stop)
    {
        Sender.Tell(new HostStopping { Node = _options.Name, Pid = Environment.ProcessId });
        _end.Ask((ExitCode)stop.ExitCode, stop.Reason);
    }

    private void OnSelfDowned() =>
        _end.Ask(ExitCode.ClusterLost, "The other hosts had taken this one for dead and put it out of the cluster: it stood still or its network was cut.");

    private void Probe(Address address)
    {
        if (_working.Contains(address) || _seeds.Contains(address))
            ProcessProbe.Ask(address, ProbeTimeout).PipeTo(Self);
    }

    // Without a seed host runs have no coordinator and rows no store. Ranks go on for a while: another seed host may join.
    private void LoseSeed(Address address, string reason, bool inOrder)
    {
        Timers.Cancel(address);
        if (!_seeds.Remove(address) || _seeds.Count > 0 || _options.Has(WellKnown.SeedRole))
            return;
        if (inOrder && _cluster.SelfMember.Status is MemberStatus.Down or MemberStatus.Removed)
        {
            OnSelfDowned();
            return;
        }
        if (inOrder)
        {
            _end.Ask(ExitCode.Stopped, "The seed host leaves the cluster.");
            return;
        }
        _log.SeedLost(address.ToString(), reason, SeedPatience.TotalSeconds);
        Timers.StartSingleTimer(nameof(NoSeedCame), new NoSeedCame($"The seed host at {address} is lost: {reason}. No other came within {SeedPatience.TotalSeconds:0} s."), SeedPatience);
    }

    private void OnMember(Member member)
    {
        if (member.Address.Equals(_cluster.SelfAddress))
            return;
        if (member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up)
            _working.Add(member.Address);
        if (member.Status != MemberStatus.Up || !member.HasRole(WellKnown.SeedRole))
            return;
        _seeds.Add(member.Address);
        Timers.Cancel(nameof(NoSeedCame));
    }
}
