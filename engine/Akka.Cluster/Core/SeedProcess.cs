using Akka.Actor;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>
/// Asks the seed nodes for a cluster to join. On the first seed node itself it starts a new one when nobody has one within the time-out;
/// all the others keep asking. A seed node that has taken the connection is there and only slow to answer: it gets more time, because a
/// first seed node that is restarted on a busy machine would found a second cluster beside the one it came from.
/// </summary>
internal sealed class SeedProcess : UntypedActor
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);
    private const int PatienceWithConnected = 4;
    private readonly Cluster _cluster;
    private readonly List<Address> _seeds;
    private readonly bool _isFirst;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly HashSet<Address> _withoutCluster = [];
    private readonly HashSet<Address> _connected = [];
    private ICancelable _ticks;
    private TimeSpan _deadline;
    private int _attempts;

    public SeedProcess(Cluster cluster, IReadOnlyList<Address> seeds, bool isFirst)
    {
        _cluster = cluster;
        _isFirst = isFirst;
        _seeds = [.. seeds.Where(seed => !seed.Equals(cluster.SelfAddress)).Distinct()];
    }

    private TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    public static Props Props(Cluster cluster, IReadOnlyList<Address> seeds, bool isFirst) =>
        Akka.Actor.Props.Create(() => new SeedProcess(cluster, seeds, isFirst));

    protected override void PreStart()
    {
        var patience = _cluster.Settings.SeedNodeTimeout;
        _deadline = Now + patience;
        if (_isFirst)
            Context.System.EventStream.Subscribe(Self, typeof(AssociatedEvent));
        var interval = _isFirst && AskAgain < patience ? AskAgain : patience;
        _ticks = Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(interval, interval, Self, Tick.Instance, Self);
        Ask();
    }

    protected override void PostStop()
    {
        _ticks.Cancel();
        Context.System.EventStream.Unsubscribe(Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case AssociatedEvent associated:
                _connected.Add(associated.RemoteAddress);
                break;
            case Tick when _isFirst && Now >= _deadline && !IsWorthWaiting:
                _cluster.Info($"Couldn't join other seed nodes, will join myself. seed-nodes=[{string.Join(", ", _seeds)}]");
                Join(_cluster.SelfAddress);
                break;
            case Tick:
                if (_attempts >= 2 && !_isFirst)
                    _log.Warning("Cluster Node [{0}] - Couldn't join seed nodes after [{1}] attempts, will try again. seed-nodes=[{2}]", _cluster.SelfAddress, _attempts, string.Join(", ", _seeds));
                Ask();
                break;
            case InitJoinAck ack:
                _cluster.Info($"Received InitJoinAck message from [{Sender.Path}] to [{_cluster.SelfAddress}]");
                Context.Parent.Tell(new SeedAnswered(ack.Address, true));
                Join(ack.Address);
                break;
            case InitJoinNack nack:
                _cluster.Info($"Received InitJoinNack message from [{Sender.Path}] to [{_cluster.SelfAddress}]");
                Context.Parent.Tell(new SeedAnswered(nack.Address, false));
                _withoutCluster.Add(nack.Address);
                // The first seed node need not wait for the time-out when everybody has said that there is no cluster.
                if (_isFirst && _seeds.TrueForAll(_withoutCluster.Contains))
                    Join(_cluster.SelfAddress);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>Somebody is there who has not said yet whether there is a cluster.</summary>
    private bool IsWorthWaiting =>
        Now < _deadline + (PatienceWithConnected - 1) * _cluster.Settings.SeedNodeTimeout
        && _seeds.Exists(seed => _connected.Contains(seed) && !_withoutCluster.Contains(seed));

    private void Ask()
    {
        _attempts++;
        foreach (var seed in _seeds)
        {
            if (!_isFirst || !_withoutCluster.Contains(seed))
                Context.ActorSelection(new RootActorPath(seed) / "system" / "cluster" / "core" / "daemon").Tell(InitJoin.Instance, Self);
        }
    }

    /// <summary>The parent stops this actor when it acts on it; later answers find nobody.</summary>
    private void Join(Address address) => Context.Parent.Tell(new JoinTo(address));

    private sealed class Tick : INoSerializationVerificationNeeded
    {
        public static readonly Tick Instance = new();
    }
}
