using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>
/// /system/cluster/core/daemon/heartbeatSender: sends heartbeats to those that follow in the ring and feeds the failure detector with
/// their answers.
/// </summary>
internal sealed class HeartbeatSender : UntypedActor
{
    private readonly Cluster _cluster;
    private readonly Dictionary<Address, ActorSelection> _paths = [];
    private readonly HashSet<UniqueAddress> _leftWhileUnreachable = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private HeartbeatRing _ring;
    private Gossip _known = Gossip.Empty;
    private ICancelable _ticks;
    private long _sequenceNr;
    private TimeSpan _lastTick;

    public HeartbeatSender(Cluster cluster)
    {
        _cluster = cluster;
        _ring = new HeartbeatRing(cluster.SelfUniqueAddress, [], [], cluster.Settings.MonitoredByNrOfMembers);
    }

    public static Props Props(Cluster cluster) => Akka.Actor.Props.Create(() => new HeartbeatSender(cluster));

    protected override void PreStart()
    {
        var initial = Max(_cluster.Settings.PeriodicTasksInitialDelay, _cluster.Settings.HeartbeatInterval);
        _lastTick = Context.System.Scheduler.MonotonicClock;
        _ticks = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(initial, _cluster.Settings.HeartbeatInterval, Self, Tick.Instance, Self);
        static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? b : a;
    }

    protected override void PostStop()
    {
        _ticks.Cancel();
        foreach (var node in _ring.Receivers)
            _cluster.FailureDetector.Remove(node.Address);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Tick:
                Beat();
                break;
            case HeartbeatRsp answer:
                OnAnswer(answer);
                break;
            case ExpectFirst expected:
                // Nobody has ever answered: counting from now on, silence is noticed.
                if (_ring.Receivers.Contains(expected.From) && !_cluster.FailureDetector.IsMonitoring(expected.From.Address))
                    _cluster.FailureDetector.Heartbeat(expected.From.Address);
                break;
            case HeartbeatMembers members:
                OnMembers(members.Gossip);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Beat()
    {
        var now = Context.System.Scheduler.MonotonicClock;
        WarnWhenLate(now);
        var beat = new Heartbeat(_cluster.SelfAddress, ++_sequenceNr, now.Ticks * 100);
        foreach (var node in Receivers())
        {
            if (!_cluster.FailureDetector.IsMonitoring(node.Address))
            {
                Context.System.Scheduler.ScheduleTellOnce(
                    _cluster.Settings.HeartbeatExpectedResponseAfter, Self, new ExpectFirst(node), Self);
            }
            PathOf(node.Address).Tell(beat, Self);
        }
    }

    private IEnumerable<UniqueAddress> Receivers() => _leftWhileUnreachable.Count == 0 ? _ring.Receivers : _ring.Receivers.Union(_leftWhileUnreachable);

    private void WarnWhenLate(TimeSpan now)
    {
        var late = now - _lastTick;
        if (late > 2 * _cluster.Settings.HeartbeatInterval && _sequenceNr > 0)
        {
            _log.Warning(
                "Cluster Node [{0}] - Heartbeats were held up for {1} ms instead of {2} ms: the machine or this process has stood still. "
                + "The others may take this node for dead.",
                _cluster.SelfAddress, (long)late.TotalMilliseconds, (long)_cluster.Settings.HeartbeatInterval.TotalMilliseconds);
        }
        _lastTick = now;
    }

    private void OnAnswer(HeartbeatRsp answer)
    {
        // A late answer of one that is not asked any more would start a watch that nobody feeds.
        if (!_ring.Receivers.Contains(answer.From) && !_leftWhileUnreachable.Contains(answer.From))
            return;
        _cluster.FailureDetector.Heartbeat(answer.From.Address);
        if (_leftWhileUnreachable.Remove(answer.From) && !_ring.Receivers.Contains(answer.From))
            _cluster.FailureDetector.Remove(answer.From.Address);
    }

    private void OnMembers(Gossip gossip)
    {
        // Most states differ from the last one in who has seen them and nothing else.
        if (ReferenceEquals(gossip.Members, _known.Members) && ReferenceEquals(gossip.Reachability, _known.Reachability))
            return;
        _known = gossip;
        var before = _ring;
        var nodes = ImmutableHashSet.CreateRange(Answering(gossip));
        var unreachable = gossip.Reachability.IsAllReachable
            ? []
            : ImmutableHashSet.CreateRange(GossipDifference.Unreachable(gossip, _cluster.SelfUniqueAddress).Select(static m => m.UniqueAddress));
        if (nodes.Add(_cluster.SelfUniqueAddress).SetEquals(before.Nodes) && unreachable.SetEquals(before.Unreachable))
            return;
        _ring = new HeartbeatRing(_cluster.SelfUniqueAddress, nodes, unreachable, _cluster.Settings.MonitoredByNrOfMembers);
        _leftWhileUnreachable.RemoveWhere(node => !_ring.Contains(node));
        foreach (var node in before.Receivers)
        {
            if (_ring.Receivers.Contains(node))
                continue;
            // Somebody we have told the others to be unreachable is watched until it answers; the others rely on us to say so.
            if (_ring.Contains(node) && !_cluster.FailureDetector.IsAvailable(node.Address))
                _leftWhileUnreachable.Add(node);
            else
                _cluster.FailureDetector.Remove(node.Address);
        }
    }

    /// <summary>
    /// All members, but of two incarnations at one address only the one that is not down: the failure detector knows addresses, and what
    /// answers there is not the earlier one.
    /// </summary>
    private static IEnumerable<UniqueAddress> Answering(Gossip gossip)
    {
        var addresses = new HashSet<Address>();
        HashSet<Address> twice = null;
        foreach (var member in gossip.Members)
        {
            if (!addresses.Add(member.Address))
                (twice ??= []).Add(member.Address);
        }
        return gossip.Members.Where(m => twice is null || m.Status != MemberStatus.Down || !twice.Contains(m.Address)).Select(static m => m.UniqueAddress);
    }

    private ActorSelection PathOf(Address address)
    {
        if (!_paths.TryGetValue(address, out var path))
            _paths.Add(address, path = Context.ActorSelection(new RootActorPath(address) / "system" / "cluster" / "heartbeatReceiver"));
        return path;
    }

    private sealed class Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }

    private sealed record ExpectFirst(UniqueAddress From) : INoSerializationVerificationNeeded;
}
