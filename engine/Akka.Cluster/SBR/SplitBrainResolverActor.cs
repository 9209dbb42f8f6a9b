using Akka.Actor;
using Akka.Coordination;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster.SBR;

/// <summary>Watches for splits and, on the leader of a side, has the strategy's choice declared down once things are stable.</summary>
internal sealed class SplitBrainResolverActor : UntypedActor
{
    private static readonly TimeSpan LongestTick = TimeSpan.FromSeconds(1);
    private readonly Cluster _cluster;
    private readonly SplitBrainResolverSettings _settings;
    private readonly SplitStrategy _strategy;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Lease _lease;
    private StabilityWatch _watch;
    private ICancelable _ticks;
    private ICancelable _leaseTimer;
    private bool _awaitingLease;

    public SplitBrainResolverActor(Cluster cluster, SplitBrainResolverSettings settings)
    {
        _cluster = cluster;
        _settings = settings;
        _strategy = SplitStrategy.Create(settings);
        if (_strategy is LeaseMajority)
        {
            var lease = settings.LeaseMajoritySettings;
            _lease = LeaseProvider.Get(Context.System).GetLease(
                lease.SafeLeaseName(Context.System.Name), lease.LeaseImplementation, $"{cluster.SelfAddress.Host}:{cluster.SelfAddress.Port}");
        }
    }

    private TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    public static Props Props(Cluster cluster, SplitBrainResolverSettings settings) =>
        Akka.Actor.Props.Create(() => new SplitBrainResolverActor(cluster, settings));

    protected override void PreStart()
    {
        _watch = new StabilityWatch(_settings.DowningStableAfter, _settings.DownAllWhenUnstable, Now);
        var interval = _settings.DowningStableAfter / 4 < LongestTick ? _settings.DowningStableAfter / 4 : LongestTick;
        _ticks = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(interval, interval, Self, Step.Tick, Self);
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        _log.Info("SBR started. Config: strategy [{0}], stable-after [{1}], down-all-when-unstable [{2}]",
            _settings.DowningStrategy, _settings.DowningStableAfter, _settings.DownAllWhenUnstable);
    }

    protected override void PostStop()
    {
        _ticks.Cancel();
        _leaseTimer?.Cancel();
        Context.System.EventStream.Unsubscribe(Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Step.Tick:
                OnTick();
                break;
            case Step.AcquireLease:
                _lease.Acquire().PipeTo(Self, success: held => new LeaseAnswer(held), failure: cause => new LeaseAnswer(false, cause));
                break;
            case Step.ReleaseLease:
                _lease.Release().PipeTo(Self, success: _ => Step.LeaseReleased, failure: _ => Step.LeaseReleased);
                break;
            case Step.LeaseReleased:
                break;
            case LeaseAnswer answer:
                OnLeaseAnswer(answer);
                break;
            case ThisActorSystemQuarantinedEvent quarantined:
                OnQuarantined(quarantined.RemoteAddress);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnTick()
    {
        var gossip = _cluster.View.Gossip;
        var view = SplitView.Of(gossip, _cluster.SelfUniqueAddress);
        _watch.Observe(view, Now);
        if (_awaitingLease || !IsResponsible(gossip))
            return;
        switch (_watch.Judge(Now))
        {
            case Stability.Stable:
                Act(view);
                break;
            case Stability.Unstable:
                _log.Warning("SBR found reachability changing for longer than stable-after and down-all-when-unstable together: all members are downed");
                Down(view, [.. view.Members.Select(static m => m.UniqueAddress)], SplitVerdict.DownAll.ToString());
                break;
        }
    }

    /// <summary>Every side has one leader, and the leader alone acts for it.</summary>
    private bool IsResponsible(Gossip gossip) =>
        gossip.IsLeader(_cluster.SelfUniqueAddress)
        && gossip.StatusOf(_cluster.SelfUniqueAddress) is MemberStatus.Up or MemberStatus.Leaving;

    private void Act(SplitView view)
    {
        var clean = view.WithoutIndirectlyConnected();
        var decision = _strategy.Decide(clean);
        if (decision.LeaseAfter is not { } delay)
        {
            Down(view, _strategy.NodesToDown(view), clean.Unreachable.IsEmpty ? "DownIndirectlyConnected" : decision.Verdict.ToString());
            return;
        }
        _awaitingLease = true;
        _leaseTimer = Context.System.Scheduler.ScheduleTellOnceCancelable(delay, Self, Step.AcquireLease, Self);
    }

    private void OnLeaseAnswer(LeaseAnswer answer)
    {
        _awaitingLease = false;
        if (answer.Failure is not null)
            _log.Error(answer.Failure, "SBR could not ask for the lease [{0}]", _lease.Settings.LeaseName);
        var view = SplitView.Of(_cluster.View.Gossip, _cluster.SelfUniqueAddress);
        if (answer.Held)
            _leaseTimer = Context.System.Scheduler.ScheduleTellOnceCancelable(_settings.LeaseMajoritySettings.ReleaseAfter, Self, Step.ReleaseLease, Self);
        if (view.Unreachable.IsEmpty && view.IndirectlyConnected.IsEmpty)
            return;
        var verdict = answer.Held ? SplitVerdict.DownUnreachable : SplitVerdict.DownReachable;
        Down(view, _strategy.NodesToDown(view, verdict), $"{verdict}, lease [{_lease.Settings.LeaseName}] {(answer.Held ? "held" : "not held")}");
    }

    private void Down(SplitView view, IReadOnlyCollection<UniqueAddress> nodes, string verdict)
    {
        _watch.Decided(Now);
        if (nodes.Count == 0)
            return;
        var self = _cluster.SelfUniqueAddress;
        var line = $"SBR took decision [{verdict}] with strategy [{_settings.DowningStrategy}] and is downing [{string.Join(", ", nodes.Select(static n => n.Address))}]"
            + $"{(nodes.Contains(self) ? " including this node" : "")}, [{view.Unreachable.Count}] unreachable of [{view.Members.Count}] members";
        _log.Warning("{0}", line);
        // Ourselves last: a node that is down does not tell the others any more.
        foreach (var node in nodes.Where(n => !n.Equals(self)))
            _cluster.Down(node.Address);
        if (nodes.Contains(self))
            _cluster.Down(self.Address);
    }

    /// <summary>A member has shut us out for good, so we are not part of its cluster any more; only a new incarnation can be.</summary>
    private void OnQuarantined(Address remote)
    {
        if (!_cluster.State.Members.Any(m => m.Address.Equals(remote) && m.Status != MemberStatus.Down))
            return;
        _log.Warning("SBR: member [{0}] has quarantined this system, which therefore goes down", remote);
        _cluster.Down(_cluster.SelfAddress);
    }

    private enum Step
    {
        Tick,
        AcquireLease,
        ReleaseLease,
        LeaseReleased,
    }

    private sealed record LeaseAnswer(bool Held, Exception Failure = null) : INoSerializationVerificationNeeded;
}
