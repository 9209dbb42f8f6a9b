using Akka.Actor;
using Akka.Cluster;
using Akka.Event;
using Akka.Remote;
using Muster.Messages;
using Muster.Messages.Hosts;

namespace Muster.Actors.Hosting;

/// <summary>
/// At /user/host of each host: takes the order to stop, and ends the host when no seed host is left to work for. How the process ends is the
/// program's affair; this actor only says that it should and why.
/// </summary>
public sealed class HostControl : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan SilenceLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1);

    private readonly HostOptions _options;
    private readonly HostEnd _end;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly HashSet<Address> _seeds = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();

    private sealed record SilenceEnded(Address Address);

    /// <summary>How to create it.</summary>
    public static Props Props(HostOptions options, HostEnd end) => Akka.Actor.Props.Create(() => new HostControl(options, end));

    /// <summary>Creates it.</summary>
    public HostControl(HostOptions options, HostEnd end)
    {
        (_options, _end) = (options, end);
        Receive<StopHost>(OnStop);
        Receive<ClusterEvent.MemberDowned>(e => e.Member.Address.Equals(_cluster.SelfAddress), _ => OnSelfDowned());
        Receive<ClusterEvent.MemberRemoved>(e => LoseSeed(e.Member.Address, "it left the cluster", inOrder: e.PreviousStatus != MemberStatus.Down));
        Receive<ClusterEvent.MemberLeft>(e => LoseSeed(e.Member.Address, "it leaves the cluster", inOrder: true));
        Receive<ClusterEvent.IMemberEvent>(e =>
        {
            if (e.Member.HasRole(WellKnown.SeedRole) && !e.Member.Address.Equals(_cluster.SelfAddress))
                _seeds.Add(e.Member.Address);
        });
        Receive<ClusterEvent.UnreachableMember>(e =>
        {
            if (!_seeds.Contains(e.Member.Address))
                return;
            Timers.StartSingleTimer(e.Member.Address, new SilenceEnded(e.Member.Address), SilenceLimit);
            Probe(e.Member.Address);
        });
        Receive<ClusterEvent.ReachableMember>(e => Timers.Cancel(e.Member.Address));
        Receive<DisassociatedEvent>(e => Probe(e.RemoteAddress));
        Receive<ProcessProbe.Answer>(answer =>
        {
            if (answer.ProcessEnded)
                LoseSeed(answer.Address, "its host process ended", inOrder: false);
        });
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
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
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
        if (_seeds.Contains(address))
            ProcessProbe.Ask(address, ProbeTimeout).PipeTo(Self);
    }

    // Without a seed host there is nobody to work for: runs have no coordinator and rows no store.
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
        _log.SeedLost(address.ToString(), reason);
        _end.Ask(ExitCode.ClusterLost, $"The seed host at {address} is lost: {reason}.");
    }
}
