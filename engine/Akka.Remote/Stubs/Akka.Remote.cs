using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Remote;

public partial class AddressUid : Akka.Actor.IExtension
{
    public AddressUid() { }
    public readonly int Uid;
}
public partial class AddressUidExtension : Akka.Actor.ExtensionIdProvider<Akka.Remote.AddressUid>
{
    public AddressUidExtension() { }
    public override Akka.Remote.AddressUid CreateExtension(Akka.Actor.ExtendedActorSystem system)=> throw null;
    public static int Uid(Akka.Actor.ActorSystem system)=> throw null;
}
public partial class AkkaProtocolSettings
{
    internal AkkaProtocolSettings() { }
    public AkkaProtocolSettings(Akka.Configuration.Config config) { }
    public Akka.Configuration.Config TransportFailureDetectorConfig { get => throw null; }
    public TimeSpan HandshakeTimeout { get => throw null; }
    public TimeSpan TransportHeartBeatInterval { get => throw null; }
    public string TransportFailureDetectorImplementationClass { get => throw null; }
}
public sealed partial class AssociatedEvent : Akka.Remote.AssociationEvent
{
    internal AssociatedEvent() { }
    public AssociatedEvent(Akka.Actor.Address localAddress, Akka.Actor.Address remoteAddress, bool inbound) { }
    public override Akka.Actor.Address LocalAddress { get => throw null; protected set => throw null; }
    public override Akka.Actor.Address RemoteAddress { get => throw null; protected set => throw null; }
    public override Akka.Event.LogLevel LogLevel()=> throw null;
    public override bool IsInbound { get => throw null; protected set => throw null; }
}
public sealed partial class AssociationErrorEvent : Akka.Remote.AssociationEvent
{
    internal AssociationErrorEvent() { }
    public AssociationErrorEvent(Exception cause, Akka.Actor.Address localAddress, Akka.Actor.Address remoteAddress, bool inbound, Akka.Event.LogLevel level) { }
    public Exception Cause { get => throw null; }
    public override Akka.Actor.Address LocalAddress { get => throw null; protected set => throw null; }
    public override Akka.Actor.Address RemoteAddress { get => throw null; protected set => throw null; }
    public override Akka.Event.LogLevel LogLevel()=> throw null;
    public override bool IsInbound { get => throw null; protected set => throw null; }
    public override string ToString()=> throw null;
}
public abstract partial class AssociationEvent : Akka.Remote.RemotingLifecycleEvent
{
    public abstract Akka.Actor.Address LocalAddress { get; protected set; }
    public abstract Akka.Actor.Address RemoteAddress { get; protected set; }
    public abstract bool IsInbound { get; protected set; }
    public override string ToString()=> throw null;
    protected AssociationEvent() { }
    protected string EventName;
}
public delegate long Clock();
public partial class Deadline
{
    internal Deadline() { }
    public Deadline(DateTime when) { }
    public DateTime When { get => throw null; }
    public TimeSpan TimeLeft { get => throw null; }
    public bool HasTimeLeft { get => throw null; }
    public bool IsOverdue { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public static Akka.Remote.Deadline Now { get => throw null; }
    public static Akka.Remote.Deadline operator +(Akka.Remote.Deadline deadline, TimeSpan duration) => throw null;
    public static Akka.Remote.Deadline operator +(Akka.Remote.Deadline deadline, TimeSpan? duration) => throw null;
}
public partial class DeadlineFailureDetector : Akka.Remote.FailureDetector
{
    internal DeadlineFailureDetector() { }
    public DeadlineFailureDetector(Akka.Configuration.Config config, Akka.Event.EventStream eventStream) { }
    [System.Obsolete] public DeadlineFailureDetector(TimeSpan acceptableHeartbeatPause, Akka.Remote.Clock clock = default) { }
    public DeadlineFailureDetector(TimeSpan acceptableHeartbeatPause, TimeSpan heartbeatInterval, Akka.Remote.Clock clock = default) { }
    public override bool IsAvailable { get => throw null; }
    public override bool IsMonitoring { get => throw null; }
    public override void HeartBeat()=> throw null;
}
public partial class DefaultFailureDetectorRegistry<T> : Akka.Remote.IFailureDetectorRegistry<T>
{
    internal DefaultFailureDetectorRegistry() { }
    public DefaultFailureDetectorRegistry(Func<Akka.Remote.FailureDetector> factory) { }
    public bool IsAvailable(T resource)=> throw null;
    public bool IsMonitoring(T resource)=> throw null;
    public void Heartbeat(T resource)=> throw null;
    public void Remove(T resource)=> throw null;
    public void Reset()=> throw null;
}
public sealed partial class DisassociatedEvent : Akka.Remote.AssociationEvent
{
    internal DisassociatedEvent() { }
    public DisassociatedEvent(Akka.Actor.Address localAddress, Akka.Actor.Address remoteAddress, bool inbound) { }
    public override Akka.Actor.Address LocalAddress { get => throw null; protected set => throw null; }
    public override Akka.Actor.Address RemoteAddress { get => throw null; protected set => throw null; }
    public override Akka.Event.LogLevel LogLevel()=> throw null;
    public override bool IsInbound { get => throw null; protected set => throw null; }
}
public abstract partial class FailureDetector
{
    public abstract bool IsAvailable { get; }
    public abstract bool IsMonitoring { get; }
    public abstract void HeartBeat();
    protected FailureDetector() { }
    public static readonly Akka.Remote.Clock DefaultClock;
}
public static partial class FailureDetectorLoader
{
    public static Akka.Remote.FailureDetector Load(string fqcn, Akka.Configuration.Config config, Akka.Actor.ActorSystem system)=> throw null;
    public static Akka.Remote.FailureDetector LoadFailureDetector(this Akka.Actor.IActorContext context, string fqcn, Akka.Configuration.Config config)=> throw null;
}
public partial interface IFailureDetectorRegistry<T>
{
    bool IsAvailable(T resource);
    bool IsMonitoring(T resource);
    void Heartbeat(T resource);
    void Remove(T resource);
    void Reset();
}
public partial interface IRemoteActorRefProvider : Akka.Actor.IActorRefProvider
{
    Akka.Actor.Deploy LookUpRemotes(IEnumerable<string> p);
    Akka.Actor.IActorRef InternalResolveActorRef(string path);
    Akka.Actor.IActorRef RemoteWatcher { get; }
    Akka.Actor.IInternalActorRef RemoteDaemon { get; }
    Akka.Actor.IInternalActorRef ResolveActorRefWithLocalAddress(string path, Akka.Actor.Address localAddress);
    Akka.Remote.RemoteSettings RemoteSettings { get; }
    Akka.Remote.RemoteTransport Transport { get; }
    bool HasAddress(Akka.Actor.Address address);
    void Quarantine(Akka.Actor.Address address, int? uid);
    void UseActorOnNode(Akka.Remote.RemoteActorRef actor, Akka.Actor.Props props, Akka.Actor.Deploy deploy, Akka.Actor.IInternalActorRef supervisor);
}
public partial interface IRemoteRef : Akka.Actor.IActorRefScope
{
}
public partial class PhiAccrualFailureDetector : Akka.Remote.FailureDetector
{
    internal PhiAccrualFailureDetector() { }
    public PhiAccrualFailureDetector(Akka.Configuration.Config config, Akka.Event.EventStream ev) { }
    public PhiAccrualFailureDetector(double threshold, int maxSampleSize, TimeSpan minStdDeviation, TimeSpan acceptableHeartbeatPause, TimeSpan firstHeartbeatEstimate, Akka.Remote.Clock clock = default) { }
    public override bool IsAvailable { get => throw null; }
    public override bool IsMonitoring { get => throw null; }
    public override void HeartBeat()=> throw null;
    protected PhiAccrualFailureDetector(Akka.Remote.Clock clock) { }
    public string Address { get => throw null; set => throw null; }
}
public sealed partial class QuarantinedEvent : Akka.Remote.RemotingLifecycleEvent
{
    internal QuarantinedEvent() { }
    public QuarantinedEvent(Akka.Actor.Address address, int uid) { }
    public Akka.Actor.Address Address { get => throw null; }
    public int Uid { get => throw null; }
    public override Akka.Event.LogLevel LogLevel()=> throw null;
    public override string ToString()=> throw null;
}
public partial class RemoteActorRef : Akka.Actor.InternalActorRefBase, Akka.Remote.IRemoteRef
{
    internal RemoteActorRef() { }
    public RemoteActorRef(Akka.Remote.RemoteTransport remote, Akka.Actor.Address localAddressToUse, Akka.Actor.ActorPath path, Akka.Actor.IInternalActorRef parent, Akka.Actor.Props props, Akka.Actor.Deploy deploy) { }
    public Akka.Actor.Address LocalAddressToUse { get => throw null; }
    public bool IsWatchIntercepted(Akka.Actor.IActorRef watchee, Akka.Actor.IActorRef watcher)=> throw null;
    public override Akka.Actor.ActorPath Path { get => throw null; }
    public override Akka.Actor.IActorRef GetChild(IReadOnlyList<string> name)=> throw null;
    public override Akka.Actor.IActorRefProvider Provider { get => throw null; }
    public override Akka.Actor.IInternalActorRef Parent { get => throw null; }
    public override bool IsLocal { get => throw null; }
    [System.Obsolete] public override bool IsTerminated { get => throw null; }
    public override void Restart(Exception cause)=> throw null;
    public override void Resume(Exception causedByFailure = default)=> throw null;
    public override void SendSystemMessage(Akka.Dispatch.SysMsg.ISystemMessage message)=> throw null;
    public override void Start()=> throw null;
    public override void Stop()=> throw null;
    public override void Suspend()=> throw null;
    protected override void TellInternal(object message, Akka.Actor.IActorRef sender)=> throw null;
}
public partial class RemoteActorRefProvider : Akka.Remote.IRemoteActorRefProvider
{
    internal RemoteActorRefProvider() { }
    public RemoteActorRefProvider(string systemName, Akka.Actor.Settings settings, Akka.Event.EventStream eventStream) { }
    public Akka.Actor.ActorPath RootPath { get => throw null; }
    public Akka.Actor.ActorPath TempPath()=> throw null;
    public Akka.Actor.Address DefaultAddress { get => throw null; }
    public Akka.Actor.Address GetExternalAddressFor(Akka.Actor.Address address)=> throw null;
    public Akka.Actor.Deploy LookUpRemotes(IEnumerable<string> p)=> throw null;
    public Akka.Actor.Deployer Deployer { get => throw null; protected set => throw null; }
    public Akka.Actor.FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs)=> throw null;
    public Akka.Actor.IActorRef DeadLetters { get => throw null; }
    public Akka.Actor.IActorRef IgnoreRef { get => throw null; }
    public Akka.Actor.IActorRef InternalResolveActorRef(string path)=> throw null;
    public Akka.Actor.IActorRef RemoteWatcher { get => throw null; }
    public Akka.Actor.IActorRef ResolveActorRef(Akka.Actor.ActorPath actorPath)=> throw null;
    public Akka.Actor.IActorRef ResolveActorRef(string path)=> throw null;
    public Akka.Actor.IActorRef RootGuardianAt(Akka.Actor.Address address)=> throw null;
    public Akka.Actor.IInternalActorRef ActorOf(Akka.Actor.Internal.ActorSystemImpl system, Akka.Actor.Props props, Akka.Actor.IInternalActorRef supervisor, Akka.Actor.ActorPath path, bool systemService, Akka.Actor.Deploy deploy, bool lookupDeploy, bool async)=> throw null;
    public Akka.Actor.IInternalActorRef RemoteDaemon { get => throw null; }
    public Akka.Actor.IInternalActorRef ResolveActorRefWithLocalAddress(string path, Akka.Actor.Address localAddress)=> throw null;
    public Akka.Actor.IInternalActorRef RootGuardian { get => throw null; }
    public Akka.Actor.IInternalActorRef TempContainer { get => throw null; }
    public Akka.Actor.LocalActorRef Guardian { get => throw null; }
    public Akka.Actor.LocalActorRef SystemGuardian { get => throw null; }
    public Akka.Actor.Settings Settings { get => throw null; }
    public Akka.Remote.RemoteSettings RemoteSettings { get => throw null; }
    public Akka.Remote.RemoteTransport Transport { get => throw null; }
    public Akka.Serialization.Information SerializationInformation { get => throw null; }
    public Task TerminationTask { get => throw null; }
    public bool HasAddress(Akka.Actor.Address address)=> throw null;
    protected Akka.Remote.DefaultFailureDetectorRegistry<Akka.Actor.Address> CreateRemoteWatcherFailureDetector(Akka.Actor.ActorSystem system)=> throw null;
    protected virtual Akka.Actor.IActorRef CreateRemoteDeploymentWatcher(Akka.Actor.Internal.ActorSystemImpl system)=> throw null;
    protected virtual Akka.Actor.IActorRef CreateRemoteWatcher(Akka.Actor.Internal.ActorSystemImpl system)=> throw null;
    protected virtual Akka.Actor.IInternalActorRef CreateRemoteRef(Akka.Actor.ActorPath actorPath, Akka.Actor.Address localAddress)=> throw null;
    protected virtual Akka.Actor.IInternalActorRef CreateRemoteRef(Akka.Actor.Props props, Akka.Actor.IInternalActorRef supervisor, Akka.Actor.Address localAddress, Akka.Actor.ActorPath rpath, Akka.Actor.Deploy deployment)=> throw null;
    public virtual void Init(Akka.Actor.Internal.ActorSystemImpl system)=> throw null;
    public void Quarantine(Akka.Actor.Address address, int? uid)=> throw null;
    public void RegisterTempActor(Akka.Actor.IInternalActorRef actorRef, Akka.Actor.ActorPath path)=> throw null;
    public void UnregisterTempActor(Akka.Actor.ActorPath path)=> throw null;
    public void UseActorOnNode(Akka.Remote.RemoteActorRef actor, Akka.Actor.Props props, Akka.Actor.Deploy deploy, Akka.Actor.IInternalActorRef supervisor)=> throw null;
}
public partial class RemoteSettings
{
    internal RemoteSettings() { }
    public RemoteSettings(Akka.Configuration.Config config) { }
    public Akka.Actor.Props ConfigureDispatcher(Akka.Actor.Props props)=> throw null;
    public Akka.Configuration.Config Config { get => throw null; }
    public Akka.Configuration.Config WatchFailureDetectorConfig { get => throw null; set => throw null; }
    public Akka.Remote.RemoteSettings.TransportSettings[] Transports { get => throw null; set => throw null; }
    public HashSet<string> TrustedSelectionPaths { get => throw null; set => throw null; }
    public IDictionary<string, string> Adapters { get => throw null; set => throw null; }
    public IList<string> TransportNames { get => throw null; set => throw null; }
    public TimeSpan BackoffPeriod { get => throw null; set => throw null; }
    public TimeSpan CommandAckTimeout { get => throw null; set => throw null; }
    public TimeSpan FlushWait { get => throw null; set => throw null; }
    public TimeSpan InitialSysMsgDeliveryTimeout { get => throw null; set => throw null; }
    public TimeSpan QuarantineSilentSystemTimeout { get => throw null; set => throw null; }
    public TimeSpan RetryGateClosedFor { get => throw null; set => throw null; }
    public TimeSpan ShutdownTimeout { get => throw null; set => throw null; }
    public TimeSpan StartupTimeout { get => throw null; set => throw null; }
    public TimeSpan SysMsgAckTimeout { get => throw null; set => throw null; }
    public TimeSpan SysResendTimeout { get => throw null; set => throw null; }
    public TimeSpan WatchHeartBeatInterval { get => throw null; set => throw null; }
    public TimeSpan WatchHeartbeatExpectedResponseAfter { get => throw null; set => throw null; }
    public TimeSpan WatchUnreachableReaperInterval { get => throw null; set => throw null; }
    public TimeSpan? QuarantineDuration { get => throw null; set => throw null; }
    public bool LogReceive { get => throw null; set => throw null; }
    public bool LogSend { get => throw null; set => throw null; }
    public bool UntrustedMode { get => throw null; set => throw null; }
    public bool UsePassiveConnections { get => throw null; set => throw null; }
    public int LogBufferSizeExceeding { get => throw null; set => throw null; }
    public int SysMsgBufferSize { get => throw null; set => throw null; }
    public int SysResendLimit { get => throw null; set => throw null; }
    public static readonly string AkkaScheme;
    public string Dispatcher { get => throw null; set => throw null; }
    public string RemoteLifecycleEventsLogLevel { get => throw null; set => throw null; }
    public string WatchFailureDetectorImplementationClass { get => throw null; set => throw null; }
    public partial class TransportSettings
    {
        internal TransportSettings() { }
        public TransportSettings(Akka.Configuration.Config config) { }
        public Akka.Configuration.Config Config { get => throw null; set => throw null; }
        public IList<string> Adapters { get => throw null; set => throw null; }
        public string TransportClass { get => throw null; set => throw null; }
    }
}
public abstract partial class RemoteTransport
{
    internal RemoteTransport() { }
    public Akka.Actor.ExtendedActorSystem System { get => throw null; }
    public Akka.Event.ILoggingAdapter Log { get => throw null; protected set => throw null; }
    public Akka.Remote.RemoteActorRefProvider Provider { get => throw null; }
    public abstract Akka.Actor.Address DefaultAddress { get; }
    public abstract Akka.Actor.Address LocalAddressForRemote(Akka.Actor.Address remote);
    public abstract ISet<Akka.Actor.Address> Addresses { get; }
    public abstract Task Shutdown();
    public abstract Task<bool> ManagementCommand(object cmd);
    public abstract Task<bool> ManagementCommand(object cmd, CancellationToken cancellationToken);
    public abstract void Quarantine(Akka.Actor.Address address, int? uid);
    public abstract void Send(object message, Akka.Actor.IActorRef sender, Akka.Remote.RemoteActorRef recipient);
    public abstract void Start();
    public bool logRemoteLifeCycleEvents { get => throw null; protected set => throw null; }
    protected RemoteTransport(Akka.Actor.ExtendedActorSystem system, Akka.Remote.RemoteActorRefProvider provider) { }
    protected bool UseUntrustedMode { get => throw null; set => throw null; }
}
public partial class RemoteTransportException : Akka.Actor.AkkaException
{
    internal RemoteTransportException() { }
    public RemoteTransportException(string message, Exception cause = default) { }
    protected RemoteTransportException(SerializationInfo info, StreamingContext context) { }
}
public partial class RemoteWatcher : Akka.Actor.UntypedActor, Akka.Dispatch.IRequiresMessageQueue<Akka.Dispatch.IUnboundedMessageQueueSemantics>
{
    internal RemoteWatcher() { }
    public RemoteWatcher(Akka.Remote.IFailureDetectorRegistry<Akka.Actor.Address> failureDetector, TimeSpan heartbeatInterval, TimeSpan unreachableReaperInterval, TimeSpan heartbeatExpectedResponseAfter) { }
    protected HashSet<Akka.Actor.Address> Unreachable { get => throw null; }
    protected ICollection<Akka.Actor.Address> WatchingNodes { get => throw null; }
    protected override void OnReceive(object message)=> throw null;
    protected override void PostStop()=> throw null;
    protected readonly Akka.Event.ILoggingAdapter Log;
    protected readonly Dictionary<Akka.Actor.Address, HashSet<Akka.Actor.IInternalActorRef>> WatcheeByNodes;
    protected readonly Dictionary<Akka.Actor.IInternalActorRef, HashSet<Akka.Actor.IInternalActorRef>> Watching;
    protected virtual void PublishAddressTerminated(Akka.Actor.Address address)=> throw null;
    protected virtual void Quarantine(Akka.Actor.Address address, int? addressUid)=> throw null;
    protected virtual void WatchNode(Akka.Actor.IInternalActorRef watchee)=> throw null;
    protected void AddWatching(Akka.Actor.IInternalActorRef watchee, Akka.Actor.IInternalActorRef watcher)=> throw null;
    protected void RemoveWatch(Akka.Actor.IInternalActorRef watchee, Akka.Actor.IInternalActorRef watcher)=> throw null;
    protected void RemoveWatchee(Akka.Actor.IInternalActorRef watchee)=> throw null;
    protected void UnwatchNode(Akka.Actor.Address watcheeAddress)=> throw null;
    public static Akka.Actor.Props Props(Akka.Remote.IFailureDetectorRegistry<Akka.Actor.Address> failureDetector, TimeSpan heartbeatInterval, TimeSpan unreachableReaperInterval, TimeSpan heartbeatExpectedResponseAfter)=> throw null;
    public sealed partial class ExpectedFirstHeartbeat
    {
        internal ExpectedFirstHeartbeat() { }
        public ExpectedFirstHeartbeat(Akka.Actor.Address from) { }
        public Akka.Actor.Address From { get => throw null; }
    }
    public sealed partial class Heartbeat
    {
        internal Heartbeat() { }
        public static Akka.Remote.RemoteWatcher.Heartbeat Instance { get => throw null; }
    }
    public partial class HeartbeatRsp
    {
        internal HeartbeatRsp() { }
        public HeartbeatRsp(int addressUid) { }
        public int AddressUid { get => throw null; }
    }
    public partial class HeartbeatTick
    {
        internal HeartbeatTick() { }
        public static Akka.Remote.RemoteWatcher.HeartbeatTick Instance { get => throw null; }
    }
    public partial class ReapUnreachableTick
    {
        internal ReapUnreachableTick() { }
        public static Akka.Remote.RemoteWatcher.ReapUnreachableTick Instance { get => throw null; }
    }
    public sealed partial class Stats
    {
        internal Stats() { }
        public Stats(int watching, int watchingNodes) { }
        public Stats(int watching, int watchingNodes, ImmutableHashSet<ValueTuple<Akka.Actor.IActorRef, Akka.Actor.IActorRef>> watchingRefs, ImmutableHashSet<Akka.Actor.Address> watchingAddresses) { }
        public Akka.Remote.RemoteWatcher.Stats Copy(int watching, int watchingNodes, ImmutableHashSet<ValueTuple<Akka.Actor.IActorRef, Akka.Actor.IActorRef>> watchingRefs = default, ImmutableHashSet<Akka.Actor.Address> watchingAddresses = default)=> throw null;
        public ImmutableHashSet<Akka.Actor.Address> WatchingAddresses { get => throw null; }
        public ImmutableHashSet<ValueTuple<Akka.Actor.IActorRef, Akka.Actor.IActorRef>> WatchingRefs { get => throw null; }
        public int Watching { get => throw null; }
        public int WatchingNodes { get => throw null; }
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public override string ToString()=> throw null;
        public static Akka.Remote.RemoteWatcher.Stats Counts(int watching, int watchingNodes)=> throw null;
        public static Akka.Remote.RemoteWatcher.Stats Empty;
    }
    public sealed partial class UnwatchRemote : Akka.Remote.RemoteWatcher.WatchCommand
    {
        internal UnwatchRemote() { }
        public UnwatchRemote(Akka.Actor.IInternalActorRef watchee, Akka.Actor.IInternalActorRef watcher) { }
    }
    public abstract partial class WatchCommand
    {
        internal WatchCommand() { }
        public Akka.Actor.IInternalActorRef Watchee { get => throw null; }
        public Akka.Actor.IInternalActorRef Watcher { get => throw null; }
        protected WatchCommand(Akka.Actor.IInternalActorRef watchee, Akka.Actor.IInternalActorRef watcher) { }
    }
    public sealed partial class WatchRemote : Akka.Remote.RemoteWatcher.WatchCommand
    {
        internal WatchRemote() { }
        public WatchRemote(Akka.Actor.IInternalActorRef watchee, Akka.Actor.IInternalActorRef watcher) { }
    }
}
public sealed partial class RemotingErrorEvent : Akka.Remote.RemotingLifecycleEvent
{
    internal RemotingErrorEvent() { }
    public RemotingErrorEvent(Exception cause) { }
    public Exception Cause { get => throw null; }
    public override Akka.Event.LogLevel LogLevel()=> throw null;
    public override string ToString()=> throw null;
}
public abstract partial class RemotingLifecycleEvent
{
    public abstract Akka.Event.LogLevel LogLevel();
    protected RemotingLifecycleEvent() { }
}
public sealed partial class RemotingListenEvent : Akka.Remote.RemotingLifecycleEvent
{
    internal RemotingListenEvent() { }
    public RemotingListenEvent(IList<Akka.Actor.Address> listenAddresses) { }
    public IList<Akka.Actor.Address> ListenAddresses { get => throw null; }
    public override Akka.Event.LogLevel LogLevel()=> throw null;
    public override string ToString()=> throw null;
}
public sealed partial class RemotingShutdownEvent : Akka.Remote.RemotingLifecycleEvent
{
    public RemotingShutdownEvent() { }
    public override Akka.Event.LogLevel LogLevel()=> throw null;
    public override string ToString()=> throw null;
}
public sealed partial class ThisActorSystemQuarantinedEvent : Akka.Remote.RemotingLifecycleEvent
{
    internal ThisActorSystemQuarantinedEvent() { }
    public ThisActorSystemQuarantinedEvent(Akka.Actor.Address localAddress, Akka.Actor.Address remoteAddress) { }
    public Akka.Actor.Address LocalAddress { get => throw null; }
    public Akka.Actor.Address RemoteAddress { get => throw null; }
    public override Akka.Event.LogLevel LogLevel()=> throw null;
    public override string ToString()=> throw null;
}
