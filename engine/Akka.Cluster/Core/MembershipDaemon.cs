using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>
/// /system/cluster/core/daemon: keeps this node's view of the membership and talks to the daemons of the others. What is decided is
/// decided by functions of the state; here they are applied, sent and published.
/// </summary>
internal sealed partial class MembershipDaemon : UntypedActor
{
    private readonly Cluster _cluster;
    private readonly ClusterSettings _settings;
    private readonly UniqueAddress _self;
    private readonly VectorClock.Node _clock;
    private readonly IActorRef _publisher;
    private readonly GossipTargets _targets;
    private readonly MembersNeeded _needed;
    private readonly Random _random;
    private readonly RemovedNodes _removed = new();
    private readonly HashSet<UniqueAddress> _exitingConfirmed = [];
    private readonly Dictionary<Address, ActorSelection> _daemons = [];
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<ICancelable> _ticks = [];
    private Gossip _gossip = Gossip.Empty;
    private IActorRef _heartbeats;
    private Phase _phase = Phase.Idle;

    public MembershipDaemon(Cluster cluster, IActorRef publisher)
    {
        _cluster = cluster;
        _settings = cluster.Settings;
        _self = cluster.SelfUniqueAddress;
        _clock = Gossip.ClockNode(_self);
        _publisher = publisher;
        _targets = new GossipTargets(_self, _settings.GossipDifferentViewProbability, _settings.ReduceGossipDifferentViewProbability);
        _needed = new MembersNeeded(_settings.MinNrOfMembers, _settings.MinNrOfMembersOfRole);
        _random = new Random((int)((ActorSystemImpl)cluster.System).Random.NextUInt64());
    }

    private enum Phase
    {
        /// <summary>No member, and not told to become one; or asking seed nodes.</summary>
        Idle,

        /// <summary>A Join is sent and waits for its Welcome.</summary>
        Joining,

        Member,
    }

    private TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    public static Props Props(Cluster cluster, IActorRef publisher) => Akka.Actor.Props.Create(() => new MembershipDaemon(cluster, publisher));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(QuarantinedEvent));
        Context.System.EventStream.Subscribe(Self, typeof(AssociationErrorEvent));
        if (_cluster.DowningProvider.DowningActorProps is { } downing)
            Context.ActorOf(downing.WithDispatcher(_settings.UseDispatcher), "downingProvider");
        Every(_settings.GossipInterval, DaemonTick.Gossip);
        Every(_settings.UnreachableNodesReaperInterval, DaemonTick.ReapUnreachable);
        Every(_settings.LeaderActionsInterval, DaemonTick.LeaderActions);
        if (_settings.SeedNodes.IsEmpty)
            _cluster.Info("No seed-nodes configured, manual cluster join required");
        else
            OnJoinSeedNodes(_settings.SeedNodes);
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        foreach (var tick in _ticks)
            tick.Cancel();
        StopJoining();
        CompleteWaiting();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case DaemonTick tick:
                OnTick(tick);
                break;
            case GossipEnvelope envelope when _phase == Phase.Member:
                OnGossip(envelope);
                break;
            case GossipStatus status when _phase == Phase.Member:
                OnGossipStatus(status);
                break;
            case GossipEnvelope or GossipStatus:
                break;
            case InitJoin:
                OnInitJoin();
                break;
            case JoinRequest join when _phase == Phase.Member:
                OnJoin(join);
                break;
            case JoinRequest join:
                _log.Info("Cluster Node [{0}] - Ignored the join of [{1}]: this node is no member itself yet", _self.Address, join.Node.Address);
                break;
            case Welcome welcome:
                OnWelcome(welcome);
                break;
            case JoinTo join:
                OnJoinTo(join.Address);
                break;
            case JoinSeedNodesCommand join:
                OnJoinSeedNodes(join.SeedNodes);
                break;
            case SeedAnswered answer:
                _progress?.OnAnswer(answer.Seed, answer.HasCluster);
                break;
            case LeaveCommand leave:
                OnLeave(leave.Address);
                break;
            case DownCommand down:
                OnDown(down.Address);
                break;
            case ExitingConfirmed confirmed:
                OnExitingConfirmed(confirmed.Address);
                break;
            case BeginLeaving or AwaitExiting or CompleteExiting:
                OnShutdownStep(message);
                break;
            case QuarantinedEvent quarantined:
                OnQuarantined(new UniqueAddress(quarantined.Address, quarantined.Uid));
                break;
            case AssociationErrorEvent error:
                _progress?.OnError(error.RemoteAddress, error.Cause);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnTick(DaemonTick tick)
    {
        switch (tick)
        {
            case DaemonTick.Gossip:
                OnGossipTick();
                break;
            case DaemonTick.GossipSpeedup:
                if (IsGossipBehind)
                    SendGossip();
                break;
            case DaemonTick.LeaderActions:
                ActAsLeader();
                break;
            case DaemonTick.ReapUnreachable:
                Reap();
                break;
            case DaemonTick.JoinProgress:
                ReportJoin();
                break;
            case DaemonTick.JoinRetry:
                RetryJoin();
                break;
            case DaemonTick.GiveUpJoining:
                GiveUpJoining();
                break;
        }
    }

    /// <summary>Goes on with another state that came from elsewhere or is ours already.</summary>
    private void Adopt(Gossip gossip)
    {
        var before = _gossip;
        _gossip = gossip;
        if (ReferenceEquals(before.Members, gossip.Members))
            return;
        foreach (var member in before.Members)
        {
            if (gossip.HasMember(member.UniqueAddress))
                continue;
            _removed.Add(member.UniqueAddress, Now);
            _exitingConfirmed.Remove(member.UniqueAddress);
            _cluster.FailureDetector.Remove(member.Address);
            _daemons.Remove(member.Address);
            AdmitWaiting(member.Address);
        }
        foreach (var member in gossip.Members)
        {
            // A new member at an address starts with a clean record.
            if (member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp && !before.HasMember(member.UniqueAddress))
                _cluster.FailureDetector.Remove(member.Address);
        }
    }

    /// <summary>Goes on with a state of our own making, which nobody else has seen.</summary>
    private void Change(Gossip gossip) => Adopt(gossip.Bump(_self, _clock));

    private void Publish()
    {
        _publisher.Tell(new EventPublisher.PublishChanges(_gossip));
        _heartbeats?.Tell(new HeartbeatMembers(_gossip));
        NoticeOwnStatus();
    }

    private void Every(TimeSpan interval, DaemonTick tick)
    {
        var initial = _settings.PeriodicTasksInitialDelay > interval ? _settings.PeriodicTasksInitialDelay : interval;
        _ticks.Add(Context.System.Scheduler.ScheduleTellRepeatedlyCancelable(initial, interval, Self, tick, Self));
    }

    private ActorSelection DaemonAt(Address address)
    {
        if (!_daemons.TryGetValue(address, out var path))
            _daemons.Add(address, path = Context.ActorSelection(new RootActorPath(address) / "system" / "cluster" / "core" / "daemon"));
        return path;
    }
}
