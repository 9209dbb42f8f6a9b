using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Akka.Event;
using Akka.Routing;
using Status = Akka.Cluster.Tools.PublishSubscribe.Internal.Status;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>
/// Knows, through gossip with the mediators of the other nodes, which actors are registered where and which nodes have subscribers of
/// which topic, and sends messages straight to them.
/// </summary>
public partial class DistributedPubSubMediator : ReceiveActor
{
    private readonly DistributedPubSubSettings _settings;
    private readonly RoutingLogic _routingLogic;
    private readonly Cluster _cluster;
    private readonly SortedSet<Address> _nodes = new(Member.AddressOrdering);
    private readonly SystemRandom _random;
    private readonly ICancelable _gossiping;
    private readonly ICancelable _pruning;
    private Registry _registry;

    public DistributedPubSubMediator(DistributedPubSubSettings settings)
    {
        ToolsDefaults.Register(Context.System);
        _settings = settings;
        _cluster = Cluster.Get(Context.System);
        if (_cluster.IsTerminated)
            throw new ArgumentException("A pub-sub mediator cannot start on a node that has left the cluster.");
        if (settings.Role is not null && !_cluster.SelfRoles.Contains(settings.Role))
            throw new ArgumentException($"A pub-sub mediator for role [{settings.Role}] cannot start on {_cluster.SelfAddress}, which has roles [{string.Join(", ", _cluster.SelfRoles)}].");
        _random = ((ActorSystemImpl)Context.System).Random;
        _routingLogic = settings.RoutingLogic is RandomLogic ? new RandomLogic(_random) : settings.RoutingLogic;
        _registry = Registry.Empty(_cluster.SelfAddress);
        var scheduler = Context.System.Scheduler;
        _gossiping = scheduler.ScheduleTellRepeatedlyCancelable(settings.GossipInterval, settings.GossipInterval, Self, GossipTick.Instance, Self);
        var pruneInterval = settings.RemovedTimeToLive / 2;
        _pruning = scheduler.ScheduleTellRepeatedlyCancelable(pruneInterval, pruneInterval, Self, Internal.Prune.Instance, Self);
        ReceiveDelivery();
        ReceiveRegistration();
        ReceiveGossip();
        ReceiveMembership();
    }

    public ILoggingAdapter Log { get; } = Context.GetLogger();

    public IImmutableDictionary<Address, long> OwnVersions => _registry.Versions.ToImmutableDictionary();

    public static Props Props(DistributedPubSubSettings settings) =>
        Actor.Props.From(typeof(DistributedPubSubMediator), () => new DistributedPubSubMediator(settings)).WithDeploy(Deploy.Local);

    protected override void PreStart()
    {
        base.PreStart();
        _cluster.Subscribe(Self, typeof(ClusterEvent.IMemberEvent));
    }

    protected override void PostStop()
    {
        base.PostStop();
        _cluster.Unsubscribe(Self);
        _gossiping.Cancel();
        _pruning.Cancel();
    }

    private void ReceiveMembership()
    {
        Receive<ClusterEvent.CurrentClusterState>(state =>
        {
            _nodes.Clear();
            foreach (var member in state.Members)
            {
                if (member.Status != MemberStatus.Joining && HasRole(member))
                    _nodes.Add(member.Address);
            }
        });
        Receive<ClusterEvent.MemberUp>(up => Join(up.Member));
        Receive<ClusterEvent.MemberWeaklyUp>(up => Join(up.Member));
        Receive<ClusterEvent.MemberLeft>(left => Leave(left.Member));
        Receive<ClusterEvent.MemberDowned>(downed => Leave(downed.Member));
        Receive<ClusterEvent.MemberRemoved>(removed =>
        {
            if (removed.Member.Address.Equals(_cluster.SelfAddress))
                Context.Stop(Self);
            else
                Leave(removed.Member);
        });
        Receive<ClusterEvent.IMemberEvent>(_ => { });
    }

    private void Join(Member member)
    {
        if (HasRole(member))
            _nodes.Add(member.Address);
    }

    private void Leave(Member member)
    {
        if (!HasRole(member))
            return;
        _nodes.Remove(member.Address);
        // The own bucket stays while this node is leaving: its subscribers are still served.
        if (!member.Address.Equals(_cluster.SelfAddress))
            _registry = _registry.Without(member.Address);
    }

    private bool HasRole(Member member) => _settings.Role is null || member.HasRole(_settings.Role);
}
