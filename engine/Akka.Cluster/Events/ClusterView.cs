using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>
/// The newest state that was published, readable from any thread. It changes before the events of that change are sent, so that whoever
/// handles an event finds at least what the event says.
/// </summary>
internal sealed class ClusterView
{
    private readonly UniqueAddress _self;
    private volatile Gossip _gossip = Gossip.Empty;
    private volatile ClusterEvent.CurrentClusterState _state = new();
    private volatile Member _selfMember;

    public ClusterView(UniqueAddress self, ImmutableHashSet<string> roles, Util.AppVersion appVersion)
    {
        _self = self;
        _selfMember = Member.Create(self, Member.NeverUp, MemberStatus.Removed, roles, appVersion);
    }

    public ClusterEvent.CurrentClusterState State => _state;

    public Member Self => _selfMember;

    public Gossip Gossip => _gossip;

    public void Publish(Gossip gossip)
    {
        _gossip = gossip;
        _state = Snapshot(gossip, _self);
        _selfMember = gossip.TryGetMember(_self, out var member) ? member : _selfMember.Seen(MemberStatus.Removed);
    }

    public static ClusterEvent.CurrentClusterState Snapshot(Gossip gossip, UniqueAddress self) => new(
        gossip.Members,
        GossipDifference.Unreachable(gossip, self),
        GossipDifference.Addresses(gossip.Seen),
        gossip.Leader(self)?.Address,
        GossipDifference.RoleLeaders(gossip, self));
}
