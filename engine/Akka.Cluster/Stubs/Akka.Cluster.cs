using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Cluster;

public sealed partial class AutoDowning : Akka.Cluster.IDowningProvider
{
    internal AutoDowning() { }
    public AutoDowning(Akka.Actor.ActorSystem system, Akka.Cluster.Cluster cluster) { }
    public Akka.Actor.Props DowningActorProps { get => throw null; }
    public TimeSpan DownRemovalMargin { get => throw null; }
}
public partial class Cluster : Akka.Actor.IExtension
{
    internal Cluster() { }
    public Cluster(Akka.Actor.Internal.ActorSystemImpl system) { }
    public Akka.Actor.ActorPath RemotePathOf(Akka.Actor.IActorRef actorRef)=> throw null;
    public Akka.Actor.Address SelfAddress { get => throw null; }
    public Akka.Actor.ExtendedActorSystem System { get => throw null; }
    public Akka.Cluster.ClusterEvent.CurrentClusterState State { get => throw null; }
    public Akka.Cluster.ClusterSettings Settings { get => throw null; }
    public Akka.Cluster.IDowningProvider DowningProvider { get => throw null; }
    public Akka.Cluster.Member SelfMember { get => throw null; }
    public Akka.Cluster.UniqueAddress SelfUniqueAddress { get => throw null; }
    public Akka.Remote.DefaultFailureDetectorRegistry<Akka.Actor.Address> FailureDetector { get => throw null; }
    public ImmutableHashSet<string> SelfRoles { get => throw null; }
    public Task JoinAsync(Akka.Actor.Address address, CancellationToken token = default)=> throw null;
    public Task JoinSeedNodesAsync(IEnumerable<Akka.Actor.Address> seedNodes, CancellationToken token = default)=> throw null;
    public Task LeaveAsync()=> throw null;
    public Task LeaveAsync(CancellationToken cancellationToken)=> throw null;
    public bool IsTerminated { get => throw null; }
    public bool IsUp { get => throw null; }
    public static Akka.Cluster.Cluster Get(Akka.Actor.ActorSystem system)=> throw null;
    public void Down(Akka.Actor.Address address)=> throw null;
    public void Join(Akka.Actor.Address address)=> throw null;
    public void JoinSeedNodes(IEnumerable<Akka.Actor.Address> seedNodes)=> throw null;
    public void Leave(Akka.Actor.Address address)=> throw null;
    public void RegisterOnMemberRemoved(Action callback)=> throw null;
    public void RegisterOnMemberUp(Action callback)=> throw null;
    public void SendCurrentClusterState(Akka.Actor.IActorRef receiver)=> throw null;
    public void Subscribe(Akka.Actor.IActorRef subscriber, Akka.Cluster.ClusterEvent.SubscriptionInitialStateMode initialStateMode, params Type[] to)=> throw null;
    public void Subscribe(Akka.Actor.IActorRef subscriber, params Type[] to)=> throw null;
    public void Unsubscribe(Akka.Actor.IActorRef subscriber)=> throw null;
    public void Unsubscribe(Akka.Actor.IActorRef subscriber, Type to)=> throw null;
}
public partial class ClusterActorRefProvider : Akka.Remote.RemoteActorRefProvider, Akka.Cluster.IClusterActorRefProvider
{
    internal ClusterActorRefProvider() { }
    public ClusterActorRefProvider(string systemName, Akka.Actor.Settings settings, Akka.Event.EventStream eventStream) { }
    public override void Init(Akka.Actor.Internal.ActorSystemImpl system)=> throw null;
    protected override Akka.Actor.IActorRef CreateRemoteWatcher(Akka.Actor.Internal.ActorSystemImpl system)=> throw null;
}
public partial class ClusterEvent
{
    public ClusterEvent() { }
    public static readonly Akka.Cluster.ClusterEvent.SubscriptionInitialStateMode InitialStateAsEvents;
    public static readonly Akka.Cluster.ClusterEvent.SubscriptionInitialStateMode InitialStateAsSnapshot;
    public sealed partial class ClusterShuttingDown : Akka.Cluster.ClusterEvent.IClusterDomainEvent
    {
        internal ClusterShuttingDown() { }
        public override string ToString()=> throw null;
        public static readonly Akka.Cluster.ClusterEvent.IClusterDomainEvent Instance;
    }
    public sealed partial class CurrentClusterState : Akka.Actor.INoSerializationVerificationNeeded
    {
        public CurrentClusterState() { }
        public CurrentClusterState(ImmutableSortedSet<Akka.Cluster.Member> members, ImmutableHashSet<Akka.Cluster.Member> unreachable, ImmutableHashSet<Akka.Actor.Address> seenBy, Akka.Actor.Address leader, ImmutableDictionary<string, Akka.Actor.Address> roleLeaderMap) { }
        public Akka.Actor.Address Leader { get => throw null; }
        public Akka.Actor.Address RoleLeader(string role)=> throw null;
        public Akka.Cluster.ClusterEvent.CurrentClusterState Copy(ImmutableSortedSet<Akka.Cluster.Member> members = default, ImmutableHashSet<Akka.Cluster.Member> unreachable = default, ImmutableHashSet<Akka.Actor.Address> seenBy = default, Akka.Actor.Address leader = default, ImmutableDictionary<string, Akka.Actor.Address> roleLeaderMap = default)=> throw null;
        public ImmutableHashSet<Akka.Actor.Address> SeenBy { get => throw null; }
        public ImmutableHashSet<Akka.Cluster.Member> Unreachable { get => throw null; }
        public ImmutableHashSet<string> AllRoles { get => throw null; }
        public ImmutableSortedSet<Akka.Cluster.Member> Members { get => throw null; }
        public bool HasMoreThanOneAppVersion { get => throw null; }
    }
    public partial interface IClusterDomainEvent : Akka.Event.IDeadLetterSuppression
    {
    }
    public partial interface IMemberEvent : Akka.Cluster.ClusterEvent.IClusterDomainEvent
    {
        Akka.Cluster.Member Member { get; }
    }
    public partial interface IReachabilityEvent : Akka.Cluster.ClusterEvent.IClusterDomainEvent
    {
    }
    public sealed partial class LeaderChanged : Akka.Cluster.ClusterEvent.IClusterDomainEvent
    {
        internal LeaderChanged() { }
        public LeaderChanged(Akka.Actor.Address leader) { }
        public Akka.Actor.Address Leader { get => throw null; }
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public override string ToString()=> throw null;
    }
    public sealed partial class MemberDowned : Akka.Cluster.ClusterEvent.MemberStatusChange
    {
        internal MemberDowned() { }
        public MemberDowned(Akka.Cluster.Member member) { }
    }
    public sealed partial class MemberExited : Akka.Cluster.ClusterEvent.MemberStatusChange
    {
        internal MemberExited() { }
        public MemberExited(Akka.Cluster.Member member) { }
    }
    public sealed partial class MemberJoined : Akka.Cluster.ClusterEvent.MemberStatusChange
    {
        internal MemberJoined() { }
        public MemberJoined(Akka.Cluster.Member member) { }
    }
    public sealed partial class MemberLeft : Akka.Cluster.ClusterEvent.MemberStatusChange
    {
        internal MemberLeft() { }
        public MemberLeft(Akka.Cluster.Member member) { }
    }
    public sealed partial class MemberRemoved : Akka.Cluster.ClusterEvent.MemberStatusChange
    {
        internal MemberRemoved() { }
        public MemberRemoved(Akka.Cluster.Member member, Akka.Cluster.MemberStatus previousStatus) { }
        public Akka.Cluster.MemberStatus PreviousStatus { get => throw null; }
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
    }
    public abstract partial class MemberStatusChange : Akka.Cluster.ClusterEvent.IMemberEvent
    {
        internal MemberStatusChange() { }
        public Akka.Cluster.Member Member { get => throw null; }
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public override string ToString()=> throw null;
        protected MemberStatusChange(Akka.Cluster.Member member, Akka.Cluster.MemberStatus validStatus) { }
        protected readonly Akka.Cluster.Member _member;
    }
    public sealed partial class MemberUp : Akka.Cluster.ClusterEvent.MemberStatusChange
    {
        internal MemberUp() { }
        public MemberUp(Akka.Cluster.Member member) { }
    }
    public sealed partial class MemberWeaklyUp : Akka.Cluster.ClusterEvent.MemberStatusChange
    {
        internal MemberWeaklyUp() { }
        public MemberWeaklyUp(Akka.Cluster.Member member) { }
    }
    public abstract partial class ReachabilityEvent : Akka.Cluster.ClusterEvent.IReachabilityEvent
    {
        internal ReachabilityEvent() { }
        public Akka.Cluster.Member Member { get => throw null; }
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public override string ToString()=> throw null;
        protected ReachabilityEvent(Akka.Cluster.Member member) { }
    }
    public sealed partial class ReachableMember : Akka.Cluster.ClusterEvent.ReachabilityEvent
    {
        internal ReachableMember() { }
        public ReachableMember(Akka.Cluster.Member member) { }
    }
    public sealed partial class RoleLeaderChanged : Akka.Cluster.ClusterEvent.IClusterDomainEvent
    {
        internal RoleLeaderChanged() { }
        public RoleLeaderChanged(string role, Akka.Actor.Address leader) { }
        public Akka.Actor.Address Leader { get => throw null; }
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public override string ToString()=> throw null;
        public string Role { get => throw null; }
    }
    public enum SubscriptionInitialStateMode { InitialStateAsSnapshot = 0, InitialStateAsEvents = 1 }
    public sealed partial class UnreachableMember : Akka.Cluster.ClusterEvent.ReachabilityEvent
    {
        internal UnreachableMember() { }
        public UnreachableMember(Akka.Cluster.Member member) { }
    }
}
public partial class ClusterExtension : Akka.Actor.ExtensionIdProvider<Akka.Cluster.Cluster>
{
    public ClusterExtension() { }
    public override Akka.Cluster.Cluster CreateExtension(Akka.Actor.ExtendedActorSystem system)=> throw null;
}
public partial class ClusterJoinFailedException : Akka.Actor.AkkaException
{
    internal ClusterJoinFailedException() { }
    public ClusterJoinFailedException(string message) { }
    protected ClusterJoinFailedException(SerializationInfo info, StreamingContext context) { }
}
public partial class ClusterScope : Akka.Actor.Scope
{
    internal ClusterScope() { }
    public override Akka.Actor.Scope Copy()=> throw null;
    public override Akka.Actor.Scope WithFallback(Akka.Actor.Scope other)=> throw null;
    public static readonly Akka.Cluster.ClusterScope Instance;
}
public sealed partial class ClusterSettings
{
    internal ClusterSettings() { }
    public ClusterSettings(Akka.Configuration.Config config, string systemName) { }
    public Akka.Configuration.Config FailureDetectorConfig { get => throw null; }
    public Akka.Util.AppVersion AppVersion { get => throw null; }
    public ImmutableDictionary<string, int> MinNrOfMembersOfRole { get => throw null; }
    public ImmutableHashSet<string> Roles { get => throw null; }
    public ImmutableList<Akka.Actor.Address> SeedNodes { get => throw null; }
    public TimeSpan GossipInterval { get => throw null; }
    public TimeSpan GossipTimeToLive { get => throw null; }
    public TimeSpan HeartbeatExpectedResponseAfter { get => throw null; }
    public TimeSpan HeartbeatInterval { get => throw null; }
    public TimeSpan LeaderActionsInterval { get => throw null; }
    public TimeSpan PeriodicTasksInitialDelay { get => throw null; }
    public TimeSpan SchedulerTickDuration { get => throw null; }
    public TimeSpan SeedNodeTimeout { get => throw null; }
    public TimeSpan UnreachableNodesReaperInterval { get => throw null; }
    public TimeSpan WeaklyUpAfter { get => throw null; }
    [System.Obsolete] public TimeSpan? AutoDownUnreachableAfter { get => throw null; }
    public TimeSpan? PublishStatsInterval { get => throw null; }
    public TimeSpan? RetryUnsuccessfulJoinAfter { get => throw null; }
    public TimeSpan? ShutdownAfterUnsuccessfulJoinSeedNodes { get => throw null; }
    public Type DowningProviderType { get => throw null; }
    public bool AllowWeaklyUpMembers { get => throw null; }
    public bool LogInfo { get => throw null; }
    public bool LogInfoVerbose { get => throw null; }
    public bool RunCoordinatedShutdownWhenDown { get => throw null; }
    public bool UseLegacyHeartbeatMessage { get => throw null; }
    public bool VerboseGossipReceivedLogging { get => throw null; }
    public bool VerboseHeartbeatLogging { get => throw null; }
    public double GossipDifferentViewProbability { get => throw null; }
    public int MinNrOfMembers { get => throw null; }
    public int MonitoredByNrOfMembers { get => throw null; }
    public int ReduceGossipDifferentViewProbability { get => throw null; }
    public int SchedulerTicksPerWheel { get => throw null; }
    public string FailureDetectorImplementationClass { get => throw null; }
    public string UseDispatcher { get => throw null; }
}
public partial interface IClusterActorRefProvider : Akka.Remote.IRemoteActorRefProvider
{
}
public partial interface IDowningProvider
{
    Akka.Actor.Props DowningActorProps { get; }
    TimeSpan DownRemovalMargin { get; }
}
public sealed partial class NoDowning : Akka.Cluster.IDowningProvider
{
    internal NoDowning() { }
    public NoDowning(Akka.Actor.ActorSystem system, Akka.Cluster.Cluster cluster) { }
    public Akka.Actor.Props DowningActorProps { get => throw null; }
    public TimeSpan DownRemovalMargin { get => throw null; }
}
public sealed partial class SplitBrainResolver : Akka.Cluster.IDowningProvider
{
    internal SplitBrainResolver() { }
    public SplitBrainResolver(Akka.Actor.ActorSystem system, Akka.Cluster.Cluster cluster) { }
    public Akka.Actor.Props DowningActorProps { get => throw null; }
    public TimeSpan DownRemovalMargin { get => throw null; }
    public TimeSpan StableAfter { get => throw null; }
}
