using Akka.Actor;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>
/// Death watch of remote actors, in a cluster: members are watched by membership's own heartbeats, and removal is what ends them.
/// Everybody else is watched as without a cluster.
/// </summary>
internal sealed class ClusterRemoteWatcher : RemoteWatcher
{
    private readonly Cluster _cluster;
    private readonly HashSet<Address> _members = [];

    public ClusterRemoteWatcher(
        IFailureDetectorRegistry<Address> failureDetector,
        TimeSpan heartbeatInterval,
        TimeSpan unreachableReaperInterval,
        TimeSpan heartbeatExpectedResponseAfter)
        : base(failureDetector, heartbeatInterval, unreachableReaperInterval, heartbeatExpectedResponseAfter) =>
        _cluster = Cluster.Get(Context.System);

    public static Props PropsFor(IFailureDetectorRegistry<Address> failureDetector, RemoteSettings settings) =>
        Akka.Actor.Props.Create(() => new ClusterRemoteWatcher(
            failureDetector, settings.WatchHeartBeatInterval, settings.WatchUnreachableReaperInterval, settings.WatchHeartbeatExpectedResponseAfter))
            .WithDeploy(Deploy.Local);

    protected override void PreStart()
    {
        base.PreStart();
        _cluster.Subscribe(Self, typeof(ClusterEvent.IMemberEvent));
    }

    protected override void PostStop()
    {
        base.PostStop();
        _cluster.Unsubscribe(Self);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterEvent.CurrentClusterState state:
                _members.UnionWith(state.Members.Select(static m => m.Address).Where(a => !a.Equals(_cluster.SelfAddress)));
                foreach (var address in _members)
                    StopOwnHeartbeats(address);
                break;
            case ClusterEvent.MemberRemoved removed:
                OnRemoved(removed);
                break;
            case ClusterEvent.IMemberEvent change:
                OnMember(change.Member);
                break;
            default:
                base.OnReceive(message);
                break;
        }
    }

    /// <summary>A member is missed by its observers on the heartbeat ring, not by everybody who watches one of its actors.</summary>
    protected override void WatchNode(IInternalActorRef watchee)
    {
        if (!_members.Contains(watchee.Path.Address))
            base.WatchNode(watchee);
    }

    private void OnMember(Member member)
    {
        if (member.Address.Equals(_cluster.SelfAddress) || !_members.Add(member.Address))
            return;
        StopOwnHeartbeats(member.Address);
    }

    private void StopOwnHeartbeats(Address address)
    {
        if (WatchingNodes.Contains(address))
            UnwatchNode(address);
    }

    private void OnRemoved(ClusterEvent.MemberRemoved removed)
    {
        var member = removed.Member;
        if (member.Address.Equals(_cluster.SelfAddress))
            return;
        // The address may have a new incarnation already, which has nothing to do with this one's end.
        if (!_cluster.State.Members.Any(m => m.Address.Equals(member.Address)))
            _members.Remove(member.Address);
        if (removed.PreviousStatus == MemberStatus.Down)
            Quarantine(member.Address, member.UniqueAddress.Uid);
        PublishAddressTerminated(member.Address);
    }
}
