using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Cluster.Tools.Client;

public sealed partial class ClusterClient : Akka.Actor.ActorBase
{
    internal ClusterClient() { }
    public ClusterClient(Akka.Cluster.Tools.Client.ClusterClientSettings settings) { }
    protected override bool Receive(object message)=> throw null;
    protected override void PostStop()=> throw null;
    public static Akka.Actor.Props Props(Akka.Cluster.Tools.Client.ClusterClientSettings settings)=> throw null;
    public sealed partial class Publish : Akka.Cluster.Tools.Client.IClusterClientProtocolMessage, IEquatable<Akka.Cluster.Tools.Client.ClusterClient.Publish>
    {
        internal Publish() { }
        public Publish(string topic, object message) { }
        public bool Equals(Akka.Cluster.Tools.Client.ClusterClient.Publish other)=> throw null;
        public object Message { get => throw null; }
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public string Topic { get => throw null; }
    }
    public sealed partial class Send : Akka.Cluster.Tools.Client.IClusterClientProtocolMessage, IEquatable<Akka.Cluster.Tools.Client.ClusterClient.Send>
    {
        internal Send() { }
        public Send(string path, object message, bool localAffinity = false) { }
        public bool Equals(Akka.Cluster.Tools.Client.ClusterClient.Send other)=> throw null;
        public bool LocalAffinity { get => throw null; }
        public object Message { get => throw null; }
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public string Path { get => throw null; }
    }
    public sealed partial class SendToAll : Akka.Cluster.Tools.Client.IClusterClientProtocolMessage, IEquatable<Akka.Cluster.Tools.Client.ClusterClient.SendToAll>
    {
        internal SendToAll() { }
        public SendToAll(string path, object message) { }
        public bool Equals(Akka.Cluster.Tools.Client.ClusterClient.SendToAll other)=> throw null;
        public object Message { get => throw null; }
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public string Path { get => throw null; }
    }
}
public partial class ClusterClientDiscovery : Akka.Actor.UntypedActor, Akka.Actor.IWithTimers, Akka.Actor.IWithUnboundedStash
{
    internal ClusterClientDiscovery() { }
    public ClusterClientDiscovery(Akka.Cluster.Tools.Client.ClusterClientSettings settings) { }
    public Akka.Actor.IStash Stash { get => throw null; set => throw null; }
    public Akka.Actor.ITimerScheduler Timers { get => throw null; set => throw null; }
    protected override void OnReceive(object message)=> throw null;
    protected override void PostStop()=> throw null;
    protected override void PreStart()=> throw null;
}
public sealed partial class ClusterClientDiscoverySettings : IEquatable<Akka.Cluster.Tools.Client.ClusterClientDiscoverySettings>
{
    internal ClusterClientDiscoverySettings() { }
    public ClusterClientDiscoverySettings(string DiscoveryMethod, string ServiceName, string PortName, int NumberOfContacts, TimeSpan Interval, double ExponentialBackoffJitter, TimeSpan ExponentialBackoffMax, TimeSpan ResolveTimeout, TimeSpan ProbeTimeout) { }
    public TimeSpan ExponentialBackoffMax { get => throw null; init => throw null; }
    public TimeSpan Interval { get => throw null; init => throw null; }
    public TimeSpan ProbeTimeout { get => throw null; init => throw null; }
    public TimeSpan ResolveTimeout { get => throw null; init => throw null; }
    public bool Equals(Akka.Cluster.Tools.Client.ClusterClientDiscoverySettings other)=> throw null;
    public double ExponentialBackoffJitter { get => throw null; init => throw null; }
    public int NumberOfContacts { get => throw null; init => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    public static Akka.Cluster.Tools.Client.ClusterClientDiscoverySettings Create(Akka.Configuration.Config clusterClientConfig)=> throw null;
    public static bool operator ==(Akka.Cluster.Tools.Client.ClusterClientDiscoverySettings left, Akka.Cluster.Tools.Client.ClusterClientDiscoverySettings right) => throw null;
    public static bool operator !=(Akka.Cluster.Tools.Client.ClusterClientDiscoverySettings left, Akka.Cluster.Tools.Client.ClusterClientDiscoverySettings right) => throw null;
    public static readonly Akka.Cluster.Tools.Client.ClusterClientDiscoverySettings Empty;
    public string DiscoveryMethod { get => throw null; init => throw null; }
    public string PortName { get => throw null; init => throw null; }
    public string ServiceName { get => throw null; init => throw null; }
    public void Deconstruct(out string DiscoveryMethod, out string ServiceName, out string PortName, out int NumberOfContacts, out TimeSpan Interval, out double ExponentialBackoffJitter, out TimeSpan ExponentialBackoffMax, out TimeSpan ResolveTimeout, out TimeSpan ProbeTimeout)=> throw null;
}
public sealed partial class ClusterClientReceptionist : Akka.Actor.IExtension
{
    internal ClusterClientReceptionist() { }
    public ClusterClientReceptionist(Akka.Actor.ExtendedActorSystem system) { }
    public Akka.Actor.IActorRef Underlying { get => throw null; }
    public bool IsTerminated { get => throw null; }
    public static Akka.Cluster.Tools.Client.ClusterClientReceptionist Get(Akka.Actor.ActorSystem system)=> throw null;
    public static Akka.Configuration.Config DefaultConfig()=> throw null;
    public void RegisterService(Akka.Actor.IActorRef actorRef)=> throw null;
    public void RegisterSubscriber(string topic, Akka.Actor.IActorRef actorRef)=> throw null;
    public void UnregisterService(Akka.Actor.IActorRef actorRef)=> throw null;
    public void UnregisterSubscriber(string topic, Akka.Actor.IActorRef actorRef)=> throw null;
}
public sealed partial class ClusterClientReceptionistExtensionProvider : Akka.Actor.ExtensionIdProvider<Akka.Cluster.Tools.Client.ClusterClientReceptionist>
{
    public ClusterClientReceptionistExtensionProvider() { }
    public override Akka.Cluster.Tools.Client.ClusterClientReceptionist CreateExtension(Akka.Actor.ExtendedActorSystem system)=> throw null;
}
public sealed partial class ClusterClientSettings : Akka.Actor.INoSerializationVerificationNeeded
{
    internal ClusterClientSettings() { }
    [System.Obsolete] public ClusterClientSettings(IImmutableSet<Akka.Actor.ActorPath> initialContacts, TimeSpan establishingGetContactsInterval, TimeSpan refreshContactsInterval, TimeSpan heartbeatInterval, TimeSpan acceptableHeartbeatPause, int bufferSize, TimeSpan? reconnectTimeout = default) { }
    [System.Obsolete] public ClusterClientSettings(IImmutableSet<Akka.Actor.ActorPath> initialContacts, TimeSpan establishingGetContactsInterval, TimeSpan refreshContactsInterval, TimeSpan heartbeatInterval, TimeSpan acceptableHeartbeatPause, int bufferSize, bool useLegacySerialization, TimeSpan? reconnectTimeout = default) { }
    public ClusterClientSettings(IImmutableSet<Akka.Actor.ActorPath> initialContacts, TimeSpan establishingGetContactsInterval, TimeSpan refreshContactsInterval, TimeSpan heartbeatInterval, TimeSpan acceptableHeartbeatPause, int bufferSize, bool useLegacySerialization, bool useInitialContactsDiscovery, Akka.Cluster.Tools.Client.ClusterClientDiscoverySettings discoverySettings = default, TimeSpan? reconnectTimeout = default, bool verboseLogging = false) { }
    public Akka.Cluster.Tools.Client.ClusterClientDiscoverySettings DiscoverySettings { get => throw null; }
    public Akka.Cluster.Tools.Client.ClusterClientSettings WithBufferSize(int bufferSize)=> throw null;
    public Akka.Cluster.Tools.Client.ClusterClientSettings WithEstablishingGetContactsInterval(TimeSpan value)=> throw null;
    public Akka.Cluster.Tools.Client.ClusterClientSettings WithHeartbeatInterval(TimeSpan value)=> throw null;
    public Akka.Cluster.Tools.Client.ClusterClientSettings WithInitialContacts(IImmutableSet<Akka.Actor.ActorPath> initialContacts)=> throw null;
    public Akka.Cluster.Tools.Client.ClusterClientSettings WithInitialContactsDiscovery(bool useInitialContactsDiscovery, Akka.Cluster.Tools.Client.ClusterClientDiscoverySettings discoverySettings = default)=> throw null;
    public Akka.Cluster.Tools.Client.ClusterClientSettings WithReconnectTimeout(TimeSpan? reconnectTimeout)=> throw null;
    public Akka.Cluster.Tools.Client.ClusterClientSettings WithRefreshContactsInterval(TimeSpan value)=> throw null;
    public Akka.Cluster.Tools.Client.ClusterClientSettings WithUseLegacySerialization(bool useLegacySerialization)=> throw null;
    public IImmutableSet<Akka.Actor.ActorPath> InitialContacts { get => throw null; }
    public TimeSpan AcceptableHeartbeatPause { get => throw null; }
    public TimeSpan EstablishingGetContactsInterval { get => throw null; }
    public TimeSpan HeartbeatInterval { get => throw null; }
    public TimeSpan RefreshContactsInterval { get => throw null; }
    public TimeSpan? ReconnectTimeout { get => throw null; }
    public bool UseInitialContactDiscovery { get => throw null; }
    public bool UseLegacySerialization { get => throw null; }
    public bool VerboseLogging { get => throw null; }
    public int BufferSize { get => throw null; }
    public static Akka.Cluster.Tools.Client.ClusterClientSettings Create(Akka.Actor.ActorSystem system)=> throw null;
    public static Akka.Cluster.Tools.Client.ClusterClientSettings Create(Akka.Configuration.Config config)=> throw null;
}
public sealed partial class ClusterClientUnreachable : Akka.Cluster.Tools.Client.IClusterClientInteraction
{
    internal ClusterClientUnreachable() { }
    public ClusterClientUnreachable(Akka.Actor.IActorRef clusterClient) { }
    public Akka.Actor.IActorRef ClusterClient { get => throw null; }
}
public sealed partial class ClusterClientUp : Akka.Cluster.Tools.Client.IClusterClientInteraction
{
    internal ClusterClientUp() { }
    public ClusterClientUp(Akka.Actor.IActorRef clusterClient) { }
    public Akka.Actor.IActorRef ClusterClient { get => throw null; }
}
public sealed partial class ClusterClients
{
    internal ClusterClients() { }
    public ClusterClients(IImmutableSet<Akka.Actor.IActorRef> clusterClientsList) { }
    public IImmutableSet<Akka.Actor.IActorRef> ClusterClientsList { get => throw null; }
}
public sealed partial class ClusterReceptionist : Akka.Actor.ActorBase
{
    internal ClusterReceptionist() { }
    public ClusterReceptionist(Akka.Actor.IActorRef pubSubMediator, Akka.Cluster.Tools.Client.ClusterReceptionistSettings settings) { }
    protected override bool Receive(object message)=> throw null;
    protected override void PostStop()=> throw null;
    protected override void PreStart()=> throw null;
    public static Akka.Actor.Props Props(Akka.Actor.IActorRef pubSubMediator, Akka.Cluster.Tools.Client.ClusterReceptionistSettings settings)=> throw null;
}
public sealed partial class ClusterReceptionistSettings : Akka.Actor.INoSerializationVerificationNeeded
{
    internal ClusterReceptionistSettings() { }
    public ClusterReceptionistSettings(string role, int numberOfContacts, TimeSpan responseTunnelReceiveTimeout, TimeSpan heartbeatInterval, TimeSpan acceptableHeartbeatPause, TimeSpan failureDetectionInterval) { }
    public Akka.Cluster.Tools.Client.ClusterReceptionistSettings WithHeartbeat(TimeSpan heartbeatInterval, TimeSpan acceptableHeartbeatPause, TimeSpan failureDetectionInterval)=> throw null;
    public Akka.Cluster.Tools.Client.ClusterReceptionistSettings WithNumberOfContacts(int numberOfContacts)=> throw null;
    public Akka.Cluster.Tools.Client.ClusterReceptionistSettings WithResponseTunnelReceiveTimeout(TimeSpan responseTunnelReceiveTimeout)=> throw null;
    public Akka.Cluster.Tools.Client.ClusterReceptionistSettings WithRole(string role)=> throw null;
    public Akka.Cluster.Tools.Client.ClusterReceptionistSettings WithoutRole()=> throw null;
    public TimeSpan AcceptableHeartbeatPause { get => throw null; }
    public TimeSpan FailureDetectionInterval { get => throw null; }
    public TimeSpan HeartbeatInterval { get => throw null; }
    public TimeSpan ResponseTunnelReceiveTimeout { get => throw null; }
    public int NumberOfContacts { get => throw null; }
    public static Akka.Cluster.Tools.Client.ClusterReceptionistSettings Create(Akka.Actor.ActorSystem system)=> throw null;
    public static Akka.Cluster.Tools.Client.ClusterReceptionistSettings Create(Akka.Configuration.Config config)=> throw null;
    public string Role { get => throw null; }
}
public sealed partial class ContactPointAdded : Akka.Cluster.Tools.Client.IContactPointChange
{
    internal ContactPointAdded() { }
    public ContactPointAdded(Akka.Actor.ActorPath contactPoint) { }
    public Akka.Actor.ActorPath ContactPoint { get => throw null; }
}
public sealed partial class ContactPointRemoved : Akka.Cluster.Tools.Client.IContactPointChange
{
    internal ContactPointRemoved() { }
    public ContactPointRemoved(Akka.Actor.ActorPath contactPoint) { }
    public Akka.Actor.ActorPath ContactPoint { get => throw null; }
}
public sealed partial class ContactPoints
{
    internal ContactPoints() { }
    public ContactPoints(IImmutableSet<Akka.Actor.ActorPath> contactPoints) { }
    public IImmutableSet<Akka.Actor.ActorPath> ContactPointsList { get => throw null; }
}
public sealed partial class GetClusterClients
{
    internal GetClusterClients() { }
    public static Akka.Cluster.Tools.Client.GetClusterClients Instance { get => throw null; }
}
public sealed partial class GetContactPoints : Akka.Cluster.Tools.Client.IGetContactPoints
{
    internal GetContactPoints() { }
    public static readonly Akka.Cluster.Tools.Client.GetContactPoints Instance;
}
public partial interface IClusterClientInteraction
{
    Akka.Actor.IActorRef ClusterClient { get; }
}
public partial interface IContactPointChange
{
    Akka.Actor.ActorPath ContactPoint { get; }
}
public partial interface IGetContactPoints
{
}
public partial interface ISubscribeContactPoints
{
}
public partial interface IUnsubscribeContactPoints
{
}
public sealed partial class SubscribeClusterClients
{
    internal SubscribeClusterClients() { }
    public static Akka.Cluster.Tools.Client.SubscribeClusterClients Instance { get => throw null; }
}
public sealed partial class SubscribeContactPoints : Akka.Cluster.Tools.Client.ISubscribeContactPoints
{
    internal SubscribeContactPoints() { }
    public static readonly Akka.Cluster.Tools.Client.SubscribeContactPoints Instance;
}
public sealed partial class UnsubscribeClusterClients
{
    internal UnsubscribeClusterClients() { }
    public static Akka.Cluster.Tools.Client.UnsubscribeClusterClients Instance { get => throw null; }
}
public sealed partial class UnsubscribeContactPoints : Akka.Cluster.Tools.Client.IUnsubscribeContactPoints
{
    internal UnsubscribeContactPoints() { }
    public static readonly Akka.Cluster.Tools.Client.UnsubscribeContactPoints Instance;
}
