using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Remote.Transport;

public abstract partial class AbstractTransportAdapter : Akka.Remote.Transport.Transport
{
    internal AbstractTransportAdapter() { }
    public override Task<Akka.Remote.Transport.AssociationHandle> Associate(Akka.Actor.Address remoteAddress)=> throw null;
    public override Task<ValueTuple<Akka.Actor.Address, TaskCompletionSource<Akka.Remote.Transport.IAssociationEventListener>>> Listen()=> throw null;
    public override Task<bool> Shutdown()=> throw null;
    public override bool IsResponsibleFor(Akka.Actor.Address remote)=> throw null;
    public override long MaximumPayloadBytes { get => throw null; }
    public override string SchemeIdentifier { get => throw null; }
    protected AbstractTransportAdapter(Akka.Remote.Transport.Transport wrappedTransport) { }
    protected Akka.Remote.Transport.Transport WrappedTransport;
    protected abstract Akka.Remote.Transport.SchemeAugmenter SchemeAugmenter { get; }
    protected abstract Task<Akka.Remote.Transport.IAssociationEventListener> InterceptListen(Akka.Actor.Address listenAddress, Task<Akka.Remote.Transport.IAssociationEventListener> listenerTask);
    protected abstract void InterceptAssociate(Akka.Actor.Address remoteAddress, TaskCompletionSource<Akka.Remote.Transport.AssociationHandle> statusPromise);
}
public abstract partial class AbstractTransportAdapterHandle : Akka.Remote.Transport.AssociationHandle
{
    internal AbstractTransportAdapterHandle() { }
    public Akka.Actor.Address OriginalLocalAddress { get => throw null; }
    public Akka.Actor.Address OriginalRemoteAddress { get => throw null; }
    public Akka.Remote.Transport.AssociationHandle WrappedHandle { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    protected AbstractTransportAdapterHandle(Akka.Actor.Address originalLocalAddress, Akka.Actor.Address originalRemoteAddress, Akka.Remote.Transport.AssociationHandle wrappedHandle, string addedSchemeIdentifier) { }
    protected AbstractTransportAdapterHandle(Akka.Remote.Transport.AssociationHandle wrappedHandle, string addedSchemeIdentifier) { }
    protected Akka.Remote.Transport.SchemeAugmenter SchemeAugmenter { get => throw null; }
    protected bool Equals(Akka.Remote.Transport.AbstractTransportAdapterHandle other)=> throw null;
}
public abstract partial class Activity
{
    protected Activity() { }
}
public sealed partial class ActorAssociationEventListener : Akka.Remote.Transport.IAssociationEventListener
{
    internal ActorAssociationEventListener() { }
    public ActorAssociationEventListener(Akka.Actor.IActorRef actor) { }
    public Akka.Actor.IActorRef Actor { get => throw null; }
    public void Notify(Akka.Remote.Transport.IAssociationEvent ev)=> throw null;
}
public sealed partial class ActorHandleEventListener : Akka.Remote.Transport.IHandleEventListener
{
    internal ActorHandleEventListener() { }
    public ActorHandleEventListener(Akka.Actor.IActorRef actor) { }
    public readonly Akka.Actor.IActorRef Actor;
    public void Notify(Akka.Remote.Transport.IHandleEvent ev)=> throw null;
}
public abstract partial class ActorTransportAdapter : Akka.Remote.Transport.AbstractTransportAdapter
{
    internal ActorTransportAdapter() { }
    public override Task<bool> Shutdown()=> throw null;
    protected ActorTransportAdapter(Akka.Remote.Transport.Transport wrappedTransport, Akka.Actor.ActorSystem system) { }
    protected Akka.Actor.IActorRef manager;
    protected abstract Akka.Actor.Props ManagerProps { get; }
    protected abstract string ManagerName { get; }
    protected override Task<Akka.Remote.Transport.IAssociationEventListener> InterceptListen(Akka.Actor.Address listenAddress, Task<Akka.Remote.Transport.IAssociationEventListener> listenerTask)=> throw null;
    protected override void InterceptAssociate(Akka.Actor.Address remoteAddress, TaskCompletionSource<Akka.Remote.Transport.AssociationHandle> statusPromise)=> throw null;
    public static readonly TimeSpan AskTimeout;
}
public abstract partial class ActorTransportAdapterManager : Akka.Actor.UntypedActor
{
    protected ActorTransportAdapterManager() { }
    protected Akka.Actor.Address LocalAddress;
    protected Akka.Remote.Transport.IAssociationEventListener AssociationListener;
    protected Queue<object> DelayedEvents;
    protected abstract void Ready(object message);
    protected long NextId()=> throw null;
    protected long UniqueId;
    protected override void OnReceive(object message)=> throw null;
}
public partial class AkkaProtocolException : Akka.Actor.AkkaException
{
    internal AkkaProtocolException() { }
    public AkkaProtocolException(string message, Exception cause = default) { }
    protected AkkaProtocolException(SerializationInfo info, StreamingContext context) { }
}
public sealed partial class AssociateAttempt : Akka.Remote.Transport.Activity
{
    internal AssociateAttempt() { }
    public AssociateAttempt(Akka.Actor.Address localAddress, Akka.Actor.Address remoteAddress) { }
    public Akka.Actor.Address LocalAddress { get => throw null; }
    public Akka.Actor.Address RemoteAddress { get => throw null; }
}
public sealed partial class AssociateUnderlying : Akka.Remote.Transport.TransportOperation
{
    internal AssociateUnderlying() { }
    public AssociateUnderlying(Akka.Actor.Address remoteAddress, TaskCompletionSource<Akka.Remote.Transport.AssociationHandle> statusPromise) { }
    public Akka.Actor.Address RemoteAddress { get => throw null; }
    public TaskCompletionSource<Akka.Remote.Transport.AssociationHandle> StatusPromise { get => throw null; }
}
public abstract partial class AssociationHandle
{
    internal AssociationHandle() { }
    public Akka.Actor.Address LocalAddress { get => throw null; protected set => throw null; }
    public Akka.Actor.Address RemoteAddress { get => throw null; protected set => throw null; }
    public TaskCompletionSource<Akka.Remote.Transport.IHandleEventListener> ReadHandlerSource { get => throw null; protected set => throw null; }
    public abstract bool Write(Google.Protobuf.ByteString payload);
    [System.Obsolete] public abstract void Disassociate();
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    protected AssociationHandle(Akka.Actor.Address localAddress, Akka.Actor.Address remoteAddress) { }
    protected bool Equals(Akka.Remote.Transport.AssociationHandle other)=> throw null;
    public void Disassociate(string reason, Akka.Event.ILoggingAdapter log)=> throw null;
}
public partial class AssociationRegistry
{
    public AssociationRegistry() { }
    public Akka.Remote.Transport.IHandleEventListener GetRemoteReadHandlerFor(Akka.Remote.Transport.TestAssociationHandle localHandle)=> throw null;
    public Akka.Remote.Transport.IHandleEventListener RemoteListenerRelativeTo(Akka.Remote.Transport.TestAssociationHandle handle, ValueTuple<Akka.Remote.Transport.IHandleEventListener, Akka.Remote.Transport.IHandleEventListener> listenerPair)=> throw null;
    public Akka.Util.Option<ValueTuple<Akka.Remote.Transport.IHandleEventListener, Akka.Remote.Transport.IHandleEventListener>> DeregisterAssociation(ValueTuple<Akka.Actor.Address, Akka.Actor.Address> key)=> throw null;
    public Akka.Util.Option<ValueTuple<Akka.Remote.Transport.TestTransport, Task<Akka.Remote.Transport.IAssociationEventListener>>> TransportFor(Akka.Actor.Address address)=> throw null;
    public IList<Akka.Remote.Transport.Activity> LogSnapshot()=> throw null;
    public bool ExistsAssociation(Akka.Actor.Address initiatorAddress, Akka.Actor.Address remoteAddress)=> throw null;
    public bool TransportsReady(params Akka.Actor.Address[] addresses)=> throw null;
    public static Akka.Remote.Transport.AssociationRegistry Get(string key)=> throw null;
    public static void Clear()=> throw null;
    public void ClearLog()=> throw null;
    public void LogActivity(Akka.Remote.Transport.Activity activity)=> throw null;
    public void RegisterListenerPair(ValueTuple<Akka.Actor.Address, Akka.Actor.Address> key, ValueTuple<Akka.Remote.Transport.IHandleEventListener, Akka.Remote.Transport.IHandleEventListener> listeners)=> throw null;
    public void RegisterTransport(Akka.Remote.Transport.TestTransport transport, Task<Akka.Remote.Transport.IAssociationEventListener> associationEventListenerTask)=> throw null;
    public void Reset()=> throw null;
}
public partial class Blackhole : Akka.Remote.Transport.ThrottleMode
{
    internal Blackhole() { }
    public override TimeSpan TimeToAvailable(long currentNanoTime, int tokens)=> throw null;
    public override ValueTuple<Akka.Remote.Transport.ThrottleMode, bool> TryConsumeTokens(long nanoTimeOfSend, int tokens)=> throw null;
    public static Akka.Remote.Transport.Blackhole Instance { get => throw null; }
}
public sealed partial class DisassociateAttempt : Akka.Remote.Transport.Activity
{
    internal DisassociateAttempt() { }
    public DisassociateAttempt(Akka.Actor.Address requestor, Akka.Actor.Address remote) { }
    public Akka.Actor.Address Remote { get => throw null; }
    public Akka.Actor.Address Requestor { get => throw null; }
}
public enum DisassociateInfo { Unknown = 0, Shutdown = 1, Quarantined = 2 }
public sealed partial class DisassociateUnderlying : Akka.Remote.Transport.TransportOperation, Akka.Event.IDeadLetterSuppression
{
    internal DisassociateUnderlying() { }
    public DisassociateUnderlying(Akka.Remote.Transport.DisassociateInfo info = Akka.Remote.Transport.DisassociateInfo.Unknown) { }
    public Akka.Remote.Transport.DisassociateInfo Info { get => throw null; }
}
public sealed partial class Disassociated : Akka.Event.IDeadLetterSuppression, Akka.Remote.Transport.IHandleEvent
{
    internal Disassociated() { }
    public Disassociated(Akka.Remote.Transport.DisassociateInfo info) { }
}
public sealed partial class FailureInjectorException : Akka.Actor.AkkaException
{
    internal FailureInjectorException() { }
    public FailureInjectorException(string msg) { }
    public string Msg { get => throw null; }
}
public partial class FailureInjectorProvider : Akka.Remote.Transport.ITransportAdapterProvider
{
    public FailureInjectorProvider() { }
    public Akka.Remote.Transport.Transport Create(Akka.Remote.Transport.Transport wrappedTransport, Akka.Actor.ExtendedActorSystem system)=> throw null;
}
public partial class FailureInjectorTransportAdapter : Akka.Remote.Transport.AbstractTransportAdapter, Akka.Remote.Transport.IAssociationEventListener
{
    internal FailureInjectorTransportAdapter() { }
    public FailureInjectorTransportAdapter(Akka.Remote.Transport.Transport wrappedTransport, Akka.Actor.ExtendedActorSystem extendedActorSystem) { }
    public bool ShouldDropInbound(Akka.Actor.Address remoteAddress, object instance, string debugMessage)=> throw null;
    public bool ShouldDropOutbound(Akka.Actor.Address remoteAddress, object instance, string debugMessage)=> throw null;
    public const string FailureInjectorSchemeIdentifier = "gremlin";
    public override Task<bool> ManagementCommand(object message)=> throw null;
    protected int MaximumOverhead;
    protected override Akka.Remote.Transport.SchemeAugmenter SchemeAugmenter { get => throw null; }
    protected override Task<Akka.Remote.Transport.IAssociationEventListener> InterceptListen(Akka.Actor.Address listenAddress, Task<Akka.Remote.Transport.IAssociationEventListener> listenerTask)=> throw null;
    protected override void InterceptAssociate(Akka.Actor.Address remoteAddress, TaskCompletionSource<Akka.Remote.Transport.AssociationHandle> statusPromise)=> throw null;
    public readonly Akka.Actor.ExtendedActorSystem ExtendedActorSystem;
    public void Notify(Akka.Remote.Transport.IAssociationEvent ev)=> throw null;
    public sealed partial class All
    {
        internal All() { }
        public All(Akka.Remote.Transport.FailureInjectorTransportAdapter.IGremlinMode mode) { }
        public Akka.Remote.Transport.FailureInjectorTransportAdapter.IGremlinMode Mode { get => throw null; }
    }
    public sealed partial class Drop : Akka.Remote.Transport.FailureInjectorTransportAdapter.IGremlinMode
    {
        internal Drop() { }
        public Drop(double outboundDropP, double inboundDropP) { }
        public double InboundDropP { get => throw null; }
        public double OutboundDropP { get => throw null; }
    }
    public partial interface IFailureInjectorCommand
    {
    }
    public partial interface IGremlinMode
    {
    }
    public sealed partial class One
    {
        internal One() { }
        public One(Akka.Actor.Address remoteAddress, Akka.Remote.Transport.FailureInjectorTransportAdapter.IGremlinMode mode) { }
        public Akka.Actor.Address RemoteAddress { get => throw null; }
        public Akka.Remote.Transport.FailureInjectorTransportAdapter.IGremlinMode Mode { get => throw null; }
    }
    public sealed partial class PassThru : Akka.Remote.Transport.FailureInjectorTransportAdapter.IGremlinMode
    {
        internal PassThru() { }
        public static Akka.Remote.Transport.FailureInjectorTransportAdapter.PassThru Instance { get => throw null; }
    }
}
public sealed partial class ForceDisassociate
{
    internal ForceDisassociate() { }
    public ForceDisassociate(Akka.Actor.Address address) { }
    public Akka.Actor.Address Address { get => throw null; }
}
public sealed partial class ForceDisassociateAck
{
    internal ForceDisassociateAck() { }
    public static Akka.Remote.Transport.ForceDisassociateAck Instance { get => throw null; }
}
public sealed partial class ForceDisassociateExplicitly
{
    internal ForceDisassociateExplicitly() { }
    public ForceDisassociateExplicitly(Akka.Actor.Address address, Akka.Remote.Transport.DisassociateInfo reason) { }
    public Akka.Actor.Address Address { get => throw null; }
    public Akka.Remote.Transport.DisassociateInfo Reason { get => throw null; }
}
public partial interface IAssociationEvent : Akka.Actor.INoSerializationVerificationNeeded
{
}
public partial interface IAssociationEventListener
{
    void Notify(Akka.Remote.Transport.IAssociationEvent ev);
}
public partial interface IHandleEvent : Akka.Actor.INoSerializationVerificationNeeded
{
}
public partial interface IHandleEventListener
{
    void Notify(Akka.Remote.Transport.IHandleEvent ev);
}
public partial interface ITransportAdapterProvider
{
    Akka.Remote.Transport.Transport Create(Akka.Remote.Transport.Transport wrappedTransport, Akka.Actor.ExtendedActorSystem system);
}
public sealed partial class InboundAssociation : Akka.Remote.Transport.IAssociationEvent
{
    internal InboundAssociation() { }
    public InboundAssociation(Akka.Remote.Transport.AssociationHandle association) { }
    public Akka.Remote.Transport.AssociationHandle Association { get => throw null; }
}
public sealed partial class InboundPayload : Akka.Remote.Transport.IHandleEvent
{
    internal InboundPayload() { }
    public InboundPayload(Google.Protobuf.ByteString payload) { }
    public Google.Protobuf.ByteString Payload { get => throw null; }
    public override string ToString()=> throw null;
}
public partial class InvalidAssociationException : Akka.Actor.AkkaException
{
    internal InvalidAssociationException() { }
    public InvalidAssociationException(string message, Exception cause = default) { }
    protected InvalidAssociationException(SerializationInfo info, StreamingContext context) { }
}
public sealed partial class ListenAttempt : Akka.Remote.Transport.Activity
{
    internal ListenAttempt() { }
    public ListenAttempt(Akka.Actor.Address boundAddress) { }
    public Akka.Actor.Address BoundAddress { get => throw null; }
}
public sealed partial class ListenUnderlying : Akka.Remote.Transport.TransportOperation
{
    internal ListenUnderlying() { }
    public ListenUnderlying(Akka.Actor.Address listenAddress, Task<Akka.Remote.Transport.IAssociationEventListener> upstreamListener) { }
    public Akka.Actor.Address ListenAddress { get => throw null; }
    public Task<Akka.Remote.Transport.IAssociationEventListener> UpstreamListener { get => throw null; }
}
public sealed partial class ListenerRegistered : Akka.Remote.Transport.TransportOperation
{
    internal ListenerRegistered() { }
    public ListenerRegistered(Akka.Remote.Transport.IAssociationEventListener listener) { }
    public Akka.Remote.Transport.IAssociationEventListener Listener { get => throw null; }
}
public partial class SchemeAugmenter
{
    internal SchemeAugmenter() { }
    public SchemeAugmenter(string addedSchemeIdentifier) { }
    public Akka.Actor.Address AugmentScheme(Akka.Actor.Address address)=> throw null;
    public Akka.Actor.Address RemoveScheme(Akka.Actor.Address address)=> throw null;
    public readonly string AddedSchemeIdentifier;
    public string AugmentScheme(string originalScheme)=> throw null;
    public string RemoveScheme(string scheme)=> throw null;
}
public sealed partial class SetThrottle
{
    internal SetThrottle() { }
    public SetThrottle(Akka.Actor.Address address, Akka.Remote.Transport.ThrottleTransportAdapter.Direction direction, Akka.Remote.Transport.ThrottleMode mode) { }
    public Akka.Actor.Address Address { get => throw null; }
    public Akka.Remote.Transport.ThrottleMode Mode { get => throw null; }
    public Akka.Remote.Transport.ThrottleTransportAdapter.Direction Direction { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public static bool operator ==(Akka.Remote.Transport.SetThrottle left, Akka.Remote.Transport.SetThrottle right) => throw null;
    public static bool operator !=(Akka.Remote.Transport.SetThrottle left, Akka.Remote.Transport.SetThrottle right) => throw null;
}
public sealed partial class SetThrottleAck
{
    internal SetThrottleAck() { }
    public static Akka.Remote.Transport.SetThrottleAck Instance { get => throw null; }
}
public sealed partial class ShutdownAttempt : Akka.Remote.Transport.Activity
{
    internal ShutdownAttempt() { }
    public ShutdownAttempt(Akka.Actor.Address boundAddress) { }
    public Akka.Actor.Address BoundAddress { get => throw null; }
}
public partial class SwitchableLoggedBehavior<TIn, TOut>
{
    internal SwitchableLoggedBehavior() { }
    public SwitchableLoggedBehavior(Func<TIn, Task<TOut>> defaultBehavior, Action<TIn> logCallback) { }
    public Action<TIn> LogCallback { get => throw null; }
    public Func<TIn, Task<TOut>> CurrentBehavior { get => throw null; }
    public Func<TIn, Task<TOut>> DefaultBehavior { get => throw null; }
    public Task<TOut> Apply(TIn param)=> throw null;
    public TaskCompletionSource<bool> PushDelayed()=> throw null;
    public void Pop()=> throw null;
    public void Push(Func<TIn, Task<TOut>> behavior)=> throw null;
    public void PushConstant(TOut result)=> throw null;
    public void PushError(Exception e)=> throw null;
}
public sealed partial class TestAssociationHandle : Akka.Remote.Transport.AssociationHandle
{
    internal TestAssociationHandle() { }
    public TestAssociationHandle(Akka.Actor.Address localAddress, Akka.Actor.Address remoteAddress, Akka.Remote.Transport.TestTransport transport, bool inbound) { }
    public ValueTuple<Akka.Actor.Address, Akka.Actor.Address> Key { get => throw null; }
    public override bool Write(Google.Protobuf.ByteString payload)=> throw null;
    public override void Disassociate()=> throw null;
    public readonly bool Inbound;
}
public partial class TestTransport : Akka.Remote.Transport.Transport
{
    internal TestTransport() { }
    public TestTransport(Akka.Actor.ActorSystem system, Akka.Configuration.Config conf) { }
    public TestTransport(Akka.Actor.Address localAddress, Akka.Remote.Transport.AssociationRegistry registry, long maximumPayloadBytes = 32000, string schemeIdentifier = "test") { }
    public Task Disassociate(Akka.Remote.Transport.TestAssociationHandle handle)=> throw null;
    public Task<ValueTuple<Akka.Actor.Address, TaskCompletionSource<Akka.Remote.Transport.IAssociationEventListener>>> DefaultListen()=> throw null;
    public Task<bool> DefaultDisassociate(Akka.Remote.Transport.TestAssociationHandle handle)=> throw null;
    public Task<bool> Write(Akka.Remote.Transport.TestAssociationHandle handle, Google.Protobuf.ByteString payload)=> throw null;
    public override Task<Akka.Remote.Transport.AssociationHandle> Associate(Akka.Actor.Address remoteAddress)=> throw null;
    public override Task<ValueTuple<Akka.Actor.Address, TaskCompletionSource<Akka.Remote.Transport.IAssociationEventListener>>> Listen()=> throw null;
    public override Task<bool> Shutdown()=> throw null;
    public override bool IsResponsibleFor(Akka.Actor.Address remote)=> throw null;
    public readonly Akka.Actor.Address LocalAddress;
    public readonly Akka.Remote.Transport.SwitchableLoggedBehavior<Akka.Actor.Address, Akka.Remote.Transport.AssociationHandle> AssociateBehavior;
    public readonly Akka.Remote.Transport.SwitchableLoggedBehavior<Akka.Remote.Transport.TestAssociationHandle, bool> DisassociateBehavior;
    public readonly Akka.Remote.Transport.SwitchableLoggedBehavior<ValueTuple<Akka.Remote.Transport.TestAssociationHandle, Google.Protobuf.ByteString>, bool> WriteBehavior;
    public readonly Akka.Remote.Transport.SwitchableLoggedBehavior<bool, ValueTuple<Akka.Actor.Address, TaskCompletionSource<Akka.Remote.Transport.IAssociationEventListener>>> ListenBehavior;
    public readonly Akka.Remote.Transport.SwitchableLoggedBehavior<bool, bool> ShutdownBehavior;
}
public abstract partial class ThrottleMode : Akka.Actor.INoSerializationVerificationNeeded
{
    public abstract TimeSpan TimeToAvailable(long currentNanoTime, int tokens);
    public abstract ValueTuple<Akka.Remote.Transport.ThrottleMode, bool> TryConsumeTokens(long nanoTimeOfSend, int tokens);
    protected ThrottleMode() { }
}
public partial class ThrottleTransportAdapter : Akka.Remote.Transport.ActorTransportAdapter
{
    internal ThrottleTransportAdapter() { }
    public ThrottleTransportAdapter(Akka.Remote.Transport.Transport wrappedTransport, Akka.Actor.ActorSystem system) { }
    public const string Scheme = "trttl";
    public override Task<bool> ManagementCommand(object message)=> throw null;
    protected override Akka.Actor.Props ManagerProps { get => throw null; }
    protected override Akka.Remote.Transport.SchemeAugmenter SchemeAugmenter { get => throw null; }
    protected override string ManagerName { get => throw null; }
    public static readonly Akka.Util.Internal.AtomicCounter UniqueId;
    public enum Direction { Send = 0, Receive = 1, Both = 2 }
}
public partial class ThrottlerProvider : Akka.Remote.Transport.ITransportAdapterProvider
{
    public ThrottlerProvider() { }
    public Akka.Remote.Transport.Transport Create(Akka.Remote.Transport.Transport wrappedTransport, Akka.Actor.ExtendedActorSystem system)=> throw null;
}
public sealed partial class TokenBucket : Akka.Remote.Transport.ThrottleMode
{
    internal TokenBucket() { }
    public TokenBucket(int capacity, double tokensPerSecond, long nanoTimeOfLastSend, int availableTokens) { }
    public override TimeSpan TimeToAvailable(long currentNanoTime, int tokens)=> throw null;
    public override ValueTuple<Akka.Remote.Transport.ThrottleMode, bool> TryConsumeTokens(long nanoTimeOfSend, int tokens)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public static bool operator ==(Akka.Remote.Transport.TokenBucket left, Akka.Remote.Transport.TokenBucket right) => throw null;
    public static bool operator !=(Akka.Remote.Transport.TokenBucket left, Akka.Remote.Transport.TokenBucket right) => throw null;
}
public abstract partial class Transport
{
    public Akka.Actor.ActorSystem System { get => throw null; protected set => throw null; }
    public Akka.Configuration.Config Config { get => throw null; protected set => throw null; }
    public abstract Task<Akka.Remote.Transport.AssociationHandle> Associate(Akka.Actor.Address remoteAddress);
    public abstract Task<ValueTuple<Akka.Actor.Address, TaskCompletionSource<Akka.Remote.Transport.IAssociationEventListener>>> Listen();
    public abstract Task<bool> Shutdown();
    public abstract bool IsResponsibleFor(Akka.Actor.Address remote);
    protected Transport() { }
    public virtual Task<bool> ManagementCommand(object message)=> throw null;
    public virtual long MaximumPayloadBytes { get => throw null; protected set => throw null; }
    public virtual string SchemeIdentifier { get => throw null; protected set => throw null; }
}
public abstract partial class TransportOperation : Akka.Actor.INoSerializationVerificationNeeded
{
    protected TransportOperation() { }
    public static readonly TimeSpan AskTimeout;
}
public sealed partial class UnderlyingTransportError : Akka.Remote.Transport.IHandleEvent
{
    internal UnderlyingTransportError() { }
    public UnderlyingTransportError(Exception cause, string message) { }
}
public partial class Unthrottled : Akka.Remote.Transport.ThrottleMode
{
    internal Unthrottled() { }
    public override TimeSpan TimeToAvailable(long currentNanoTime, int tokens)=> throw null;
    public override ValueTuple<Akka.Remote.Transport.ThrottleMode, bool> TryConsumeTokens(long nanoTimeOfSend, int tokens)=> throw null;
    public static Akka.Remote.Transport.Unthrottled Instance { get => throw null; }
}
public sealed partial class WriteAttempt : Akka.Remote.Transport.Activity
{
    internal WriteAttempt() { }
    public WriteAttempt(Akka.Actor.Address sender, Akka.Actor.Address recipient, Google.Protobuf.ByteString payload) { }
    public Akka.Actor.Address Recipient { get => throw null; }
    public Akka.Actor.Address Sender { get => throw null; }
    public Google.Protobuf.ByteString Payload { get => throw null; }
}
