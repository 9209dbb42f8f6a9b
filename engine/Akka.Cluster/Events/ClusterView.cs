using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>
/// The newest state that was published, readable from any thread. It changes before the events of that change are sent, so that whoever
/// handles an event finds at least what the event says.
/// </summary>
internal sealed class ClusterView
{
    private readonly UniqueAddress _self;
    private volatile Published _published;
    private volatile Member _selfMember;

    public ClusterView(UniqueAddress self, ImmutableHashSet<string> roles, Util.AppVersion appVersion)
    {
        _self = self;
        _published = new Published(Gossip.Empty, self);
        _selfMember = Member.Create(self, Member.NeverUp, MemberStatus.Removed, roles, appVersion);
    }

    public ClusterEvent.CurrentClusterState State => _published.State;

    public Member Self => _selfMember;

    public Gossip Gossip => _published.Gossip;

    public void Publish(Gossip gossip)
    {
        _published = new Published(gossip, _self);
        _selfMember = gossip.TryGetMember(_self, out var member) ? member : _selfMember.Seen(MemberStatus.Removed);
    }

    public static ClusterEvent.CurrentClusterState Snapshot(Gossip gossip, UniqueAddress self) => new(
        gossip.Members,
        GossipDifference.Unreachable(gossip, self),
        GossipDifference.Addresses(gossip.Seen),
        gossip.Leader(self)?.Address,
        GossipDifference.RoleLeaders(gossip, self));

    /// <summary>A state whose snapshot is made when somebody looks: states come by far more often.</summary>
    private sealed class Published(Gossip gossip, UniqueAddress self)
    {
        private ClusterEvent.CurrentClusterState _state;

        public Gossip Gossip => gossip;

        public ClusterEvent.CurrentClusterState State => Volatile.Read(ref _state) ?? Make();

        private ClusterEvent.CurrentClusterState Make()
        {
            var made = gossip.IsEmpty ? new ClusterEvent.CurrentClusterState() : Snapshot(gossip, self);
            return Interlocked.CompareExchange(ref _state, made, null) ?? made;
        }
    }
}
