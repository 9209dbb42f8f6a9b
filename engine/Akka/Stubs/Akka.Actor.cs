using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Actor;

public abstract partial class ActorBase : Akka.Actor.IInternalActor
{
    protected ActorBase() { }
    protected Akka.Actor.IActorRef Self { get => throw null; }
    protected Akka.Actor.IActorRef Sender { get => throw null; }
    protected abstract bool Receive(object message);
    protected static Akka.Actor.IActorContext Context { get => throw null; }
    protected static Akka.Actor.Receive EmptyReceive { get => throw null; }
    protected virtual Akka.Actor.SupervisorStrategy SupervisorStrategy()=> throw null;
    protected virtual bool AroundReceive(Akka.Actor.Receive receive, object message)=> throw null;
    protected virtual void PostRestart(Exception reason)=> throw null;
    protected virtual void PostStop()=> throw null;
    protected virtual void PreRestart(Exception reason, object message)=> throw null;
    protected virtual void PreStart()=> throw null;
    protected virtual void Unhandled(object message)=> throw null;
    protected void Become(Akka.Actor.Receive receive)=> throw null;
    protected void BecomeStacked(Akka.Actor.Receive receive)=> throw null;
    protected void SetReceiveTimeout(TimeSpan? timeout)=> throw null;
    protected void UnbecomeStacked()=> throw null;
    public virtual void AroundPostRestart(Exception cause, object message)=> throw null;
    public virtual void AroundPostStop()=> throw null;
    public virtual void AroundPreRestart(Exception cause, object message)=> throw null;
    public virtual void AroundPreStart()=> throw null;
    IActorContext IInternalActor.ActorContext => throw null;
}
public partial class ActorCell : Akka.Actor.ICell, Akka.Actor.IUntypedActorContext
{
    internal ActorCell() { }
    public ActorCell(Akka.Actor.Internal.ActorSystemImpl system, Akka.Actor.IInternalActorRef self, Akka.Actor.Props props, Akka.Dispatch.MessageDispatcher dispatcher, Akka.Actor.IInternalActorRef parent) { }
    public Akka.Actor.ActorSelection ActorSelection(Akka.Actor.ActorPath path)=> throw null;
    public Akka.Actor.ActorSelection ActorSelection(string path)=> throw null;
    public Akka.Actor.ActorSystem System { get => throw null; }
    public Akka.Actor.IActorRef Self { get => throw null; }
    public Akka.Actor.IActorRef Sender { get => throw null; }
    public Akka.Actor.IActorRef Unwatch(Akka.Actor.IActorRef subject)=> throw null;
    public Akka.Actor.IActorRef Watch(Akka.Actor.IActorRef subject)=> throw null;
    public Akka.Actor.IActorRef WatchWith(Akka.Actor.IActorRef subject, object message)=> throw null;
    [System.Obsolete] public Akka.Actor.IInternalActorRef GetChildByName(string name)=> throw null;
    public Akka.Actor.IInternalActorRef GetSingleChild(string name)=> throw null;
    public Akka.Actor.IInternalActorRef Parent { get => throw null; }
    public Akka.Actor.Internal.ActorSystemImpl SystemImpl { get => throw null; }
    public Akka.Actor.Internal.ChildRestartStats InitChild(Akka.Actor.IInternalActorRef actor)=> throw null;
    public Akka.Actor.Internal.IChildrenContainer ChildrenContainer { get => throw null; }
    public Akka.Actor.Props Props { get => throw null; }
    public Akka.Dispatch.Mailbox Mailbox { get => throw null; }
    public Akka.Dispatch.MessageDispatcher Dispatcher { get => throw null; }
    public IEnumerable<Akka.Actor.IInternalActorRef> GetChildren()=> throw null;
    public TimeSpan? ReceiveTimeout { get => throw null; }
    public bool HasMessages { get => throw null; }
    public bool IsLocal { get => throw null; }
    public bool IsTerminated { get => throw null; }
    public bool TryGetChildStatsByName(string name, out Akka.Actor.Internal.IChildStats child)=> throw null;
    public const int UndefinedUid = 0;
    public int CurrentEnvelopeId { get => throw null; }
    public int NumberOfMessages { get => throw null; }
    public object CurrentMessage { get => throw null; }
    protected Akka.Actor.Internal.SuspendReason RemoveChildAndGetStateChange(Akka.Actor.IActorRef child)=> throw null;
    protected bool IsNormal { get => throw null; }
    protected bool IsTerminating { get => throw null; }
    protected bool SetChildrenTerminationReason(Akka.Actor.Internal.SuspendReason reason)=> throw null;
    protected bool TryGetChildStatsByRef(Akka.Actor.IActorRef actor, out Akka.Actor.Internal.ChildRestartStats child)=> throw null;
    protected virtual Akka.Actor.ActorBase CreateNewActorInstance()=> throw null;
    protected virtual void AutoReceiveMessage(Akka.Actor.Envelope envelope)=> throw null;
    protected virtual void PreStart()=> throw null;
    protected virtual void ReceiveMessage(object message)=> throw null;
    protected void AddWatcher(Akka.Actor.IActorRef watchee, Akka.Actor.IActorRef watcher)=> throw null;
    protected void AddressTerminated(Akka.Actor.Address address)=> throw null;
    protected void ClearActor(Akka.Actor.ActorBase actor)=> throw null;
    protected void ClearActorCell()=> throw null;
    protected void PrepareForNewActor()=> throw null;
    protected void ReceivedTerminated(Akka.Actor.Terminated t)=> throw null;
    protected void RemWatcher(Akka.Actor.IActorRef watchee, Akka.Actor.IActorRef watcher)=> throw null;
    protected void SetActorFields(Akka.Actor.ActorBase actor)=> throw null;
    protected void SetTerminated()=> throw null;
    protected void Stash(Akka.Dispatch.SysMsg.SystemMessage msg)=> throw null;
    protected void StopFunctionRefs()=> throw null;
    protected void TellWatchersWeDied()=> throw null;
    protected void UnreserveChild(string name)=> throw null;
    protected void UnwatchWatchedActors(Akka.Actor.ActorBase actor)=> throw null;
    protected void WatchedActorTerminated(Akka.Actor.IActorRef actor, bool existenceConfirmed, bool addressTerminated)=> throw null;
    public static Akka.Actor.IActorRef GetCurrentSelfOrNoSender()=> throw null;
    public static Akka.Actor.IActorRef GetCurrentSenderOrNoSender()=> throw null;
    public virtual Akka.Actor.IActorRef ActorOf(Akka.Actor.Props props, string name = default)=> throw null;
    public virtual Akka.Actor.IActorRef AttachChild(Akka.Actor.Props props, bool isSystemService, string name = default)=> throw null;
    public virtual Akka.Dispatch.ActorTaskScheduler TaskScheduler { get => throw null; }
    public virtual void SendMessage(Akka.Actor.Envelope message)=> throw null;
    public virtual void SendMessage(Akka.Actor.IActorRef sender, object message)=> throw null;
    public virtual void SendSystemMessage(Akka.Dispatch.SysMsg.ISystemMessage systemMessage)=> throw null;
    public virtual void Start()=> throw null;
    public void Become(Akka.Actor.Receive receive)=> throw null;
    public void BecomeStacked(Akka.Actor.Receive receive)=> throw null;
    public void CheckReceiveTimeout(bool reschedule = true)=> throw null;
    public void Init(bool sendSupervise, Akka.Dispatch.MailboxType mailboxType)=> throw null;
    public void Invoke(Akka.Actor.Envelope envelope)=> throw null;
    public void ReceiveMessageForTest(Akka.Actor.Envelope envelope)=> throw null;
    public void ReserveChild(string name)=> throw null;
    public void Restart(Exception cause)=> throw null;
    public void Resume(Exception causedByFailure)=> throw null;
    public void SetReceiveTimeout(TimeSpan? timeout = default)=> throw null;
    public void Stop()=> throw null;
    public void Stop(Akka.Actor.IActorRef child)=> throw null;
    public void Suspend()=> throw null;
    public void TerminatedQueuedFor(Akka.Actor.IActorRef subject, Akka.Util.Option<object> customMessage)=> throw null;
    public void UnbecomeStacked()=> throw null;
    public void UseThreadContext(Action action)=> throw null;
    IActorRef IActorContext.Child(string name) => throw null;
    void IUntypedActorContext.Become(UntypedReceive r) => throw null;
    void IUntypedActorContext.BecomeStacked(UntypedReceive r) => throw null;
    IEnumerable<IActorRef> IActorContext.GetChildren() => throw null;
    IActorRef IActorContext.Parent => throw null;
}
public sealed partial class ActorIdentity
{
    internal ActorIdentity() { }
    public ActorIdentity(object messageId, Akka.Actor.IActorRef subject) { }
    public Akka.Actor.IActorRef Subject { get => throw null; }
    public object MessageId { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
}
public partial class ActorInitializationException : Akka.Actor.AkkaException
{
    public ActorInitializationException() { }
    public ActorInitializationException(Akka.Actor.IActorRef actor, string message, Exception cause = default) { }
    public ActorInitializationException(string message) { }
    public ActorInitializationException(string message, Exception cause) { }
    public Akka.Actor.IActorRef Actor { get => throw null; set => throw null; }
    public override string ToString()=> throw null;
    public override void GetObjectData(SerializationInfo info, StreamingContext context)=> throw null;
    protected ActorInitializationException(SerializationInfo info, StreamingContext context) { }
}
public partial class ActorInterruptedException : Akka.Actor.AkkaException
{
    internal ActorInterruptedException() { }
    public ActorInterruptedException(string message = default, Exception cause = default) { }
    protected ActorInterruptedException(SerializationInfo info, StreamingContext context) { }
}
public partial class ActorKilledException : Akka.Actor.AkkaException
{
    public ActorKilledException() { }
    public ActorKilledException(string message) { }
    protected ActorKilledException(SerializationInfo info, StreamingContext context) { }
}
public partial class ActorNotFoundException : Akka.Actor.AkkaException
{
    public ActorNotFoundException() { }
    public ActorNotFoundException(string message, Exception innerException = default) { }
    protected ActorNotFoundException(SerializationInfo info, StreamingContext context) { }
}
public partial class ActorProducerPipeline : System.Collections.Generic.IEnumerable<Akka.Actor.IActorProducerPlugin>
{
    internal ActorProducerPipeline() { }
    public ActorProducerPipeline(Lazy<Akka.Event.ILoggingAdapter> log, IEnumerable<Akka.Actor.IActorProducerPlugin> plugins) { }
    public IEnumerator<Akka.Actor.IActorProducerPlugin> GetEnumerator()=> throw null;
    public int Count { get => throw null; }
    public void AfterActorIncarnated(Akka.Actor.ActorBase actor, Akka.Actor.IActorContext context)=> throw null;
    public void BeforeActorIncarnated(Akka.Actor.ActorBase actor, Akka.Actor.IActorContext context)=> throw null;
    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => throw null;
}
public partial class ActorProducerPipelineResolver
{
    internal ActorProducerPipelineResolver() { }
    public ActorProducerPipelineResolver(Func<Akka.Event.ILoggingAdapter> logBuilder) { }
    public bool Insert(int index, Akka.Actor.IActorProducerPlugin plugin)=> throw null;
    public bool IsRegistered(Akka.Actor.IActorProducerPlugin plugin)=> throw null;
    public bool Register(Akka.Actor.IActorProducerPlugin plugin)=> throw null;
    public bool Unregister(Akka.Actor.IActorProducerPlugin plugin)=> throw null;
    public int TotalPluginCount { get => throw null; }
}
public abstract partial class ActorProducerPluginBase : Akka.Actor.IActorProducerPlugin
{
    protected ActorProducerPluginBase() { }
    public virtual bool CanBeAppliedTo(Type actorType)=> throw null;
    public virtual void AfterIncarnated(Akka.Actor.ActorBase actor, Akka.Actor.IActorContext context)=> throw null;
    public virtual void BeforeIncarnated(Akka.Actor.ActorBase actor, Akka.Actor.IActorContext context)=> throw null;
}
public abstract partial class ActorProducerPluginBase<TActor> : Akka.Actor.IActorProducerPlugin
{
    protected ActorProducerPluginBase() { }
    public virtual bool CanBeAppliedTo(Type actorType)=> throw null;
    public virtual void AfterIncarnated(TActor actor, Akka.Actor.IActorContext context)=> throw null;
    public virtual void BeforeIncarnated(TActor actor, Akka.Actor.IActorContext context)=> throw null;
    void IActorProducerPlugin.AfterIncarnated(ActorBase actor, IActorContext context) => throw null;
    void IActorProducerPlugin.BeforeIncarnated(ActorBase actor, IActorContext context) => throw null;
}
public abstract partial class ActorRefBase : Akka.Actor.IActorRef
{
    public abstract Akka.Actor.ActorPath Path { get; }
    public bool Equals(Akka.Actor.IActorRef other)=> throw null;
    public int CompareTo(Akka.Actor.IActorRef other)=> throw null;
    public int CompareTo(object obj)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    protected ActorRefBase() { }
    protected abstract void TellInternal(object message, Akka.Actor.IActorRef sender);
    public virtual Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public void Tell(object message, Akka.Actor.IActorRef sender)=> throw null;
    public partial class Surrogate : Akka.Util.ISurrogate
    {
        internal Surrogate() { }
        public Surrogate(string path) { }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public string Path { get => throw null; }
    }
}
public static partial class ActorRefExtensions
{
    public static Akka.Actor.IActorRef GetOrElse(this Akka.Actor.IActorRef actorRef, Func<Akka.Actor.IActorRef> elseValue)=> throw null;
    public static bool IsNobody(this Akka.Actor.IActorRef actorRef)=> throw null;
}
public static partial class ActorRefFactoryExtensions
{
    public static Akka.Actor.ActorSelection ActorSelection(this Akka.Actor.IActorRefFactory factory, Akka.Actor.IActorRef anchorRef, string actorPath)=> throw null;
    public static Akka.Actor.IActorRef ActorOf<TActor>(this Akka.Actor.IActorRefFactory factory, string name = default) where TActor : Akka.Actor.ActorBase, new()=> throw null;
}
public static partial class ActorRefFactoryShared
{
    public static Akka.Actor.ActorSelection ActorSelection(Akka.Actor.ActorPath actorPath, Akka.Actor.ActorSystem system)=> throw null;
    public static Akka.Actor.ActorSelection ActorSelection(Akka.Actor.IActorRef anchorActorRef, string path)=> throw null;
    public static Akka.Actor.ActorSelection ActorSelection(string path, Akka.Actor.ActorSystem system, Akka.Actor.IActorRef lookupRoot)=> throw null;
}
public static partial class ActorRefImplicitSenderExtensions
{
    public static void Forward(this Akka.Actor.IActorRef receiver, object message)=> throw null;
    public static void Tell(this Akka.Actor.IActorRef receiver, object message)=> throw null;
}
public abstract partial class ActorRefWithCell : Akka.Actor.InternalActorRefBase
{
    public abstract Akka.Actor.ICell Underlying { get; }
    public abstract Akka.Actor.IInternalActorRef GetSingleChild(string name);
    public abstract IEnumerable<Akka.Actor.IActorRef> Children { get; }
    protected ActorRefWithCell() { }
}
public static partial class ActorRefs
{
    public static readonly Akka.Actor.IActorRef NoSender;
    public static readonly Akka.Actor.Nobody Nobody;
}
public sealed partial class ActorRestarted : Akka.Actor.IActorTelemetryEvent
{
    internal ActorRestarted() { }
    public Akka.Actor.IActorRef Subject { get => throw null; }
    public Exception Reason { get => throw null; }
    public Type ActorType { get => throw null; }
}
public partial class ActorSelection : Akka.Actor.ICanTell
{
    public ActorSelection() { }
    public ActorSelection(Akka.Actor.IActorRef anchor, Akka.Actor.SelectionPathElement[] path) { }
    public ActorSelection(Akka.Actor.IActorRef anchor, IEnumerable<string> elements) { }
    public ActorSelection(Akka.Actor.IActorRef anchor, string path) { }
    public Akka.Actor.IActorRef Anchor { get => throw null; }
    public Akka.Actor.SelectionPathElement[] Path { get => throw null; }
    public Task<Akka.Actor.IActorRef> ResolveOne(TimeSpan timeout)=> throw null;
    public Task<Akka.Actor.IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    protected bool Equals(Akka.Actor.ActorSelection other)=> throw null;
    public string PathString { get => throw null; }
    public void Tell(object message, Akka.Actor.IActorRef sender = default)=> throw null;
}
public partial class ActorSelectionMessage : Akka.Actor.IAutoReceivedMessage, Akka.Actor.IPossiblyHarmful, Akka.Actor.IWrappedMessage
{
    internal ActorSelectionMessage() { }
    public ActorSelectionMessage(object message, Akka.Actor.SelectionPathElement[] elements, bool wildCardFanOut = false) { }
    public Akka.Actor.ActorSelectionMessage Copy(object message = default, Akka.Actor.SelectionPathElement[] elements = default, bool? wildCardFanOut = default)=> throw null;
    public Akka.Actor.SelectionPathElement[] Elements { get => throw null; }
    public bool WildCardFanOut { get => throw null; }
    public object Message { get => throw null; }
    public override string ToString()=> throw null;
}
public sealed partial class ActorStarted : Akka.Actor.IActorTelemetryEvent
{
    internal ActorStarted() { }
    public Akka.Actor.IActorRef Subject { get => throw null; }
    public Type ActorType { get => throw null; }
}
public partial class ActorStashPlugin : Akka.Actor.ActorProducerPluginBase
{
    public ActorStashPlugin() { }
    public override bool CanBeAppliedTo(Type actorType)=> throw null;
    public override void AfterIncarnated(Akka.Actor.ActorBase actor, Akka.Actor.IActorContext context)=> throw null;
    public override void BeforeIncarnated(Akka.Actor.ActorBase actor, Akka.Actor.IActorContext context)=> throw null;
}
public sealed partial class ActorStopped : Akka.Actor.IActorTelemetryEvent
{
    internal ActorStopped() { }
    public Akka.Actor.IActorRef Subject { get => throw null; }
    public Type ActorType { get => throw null; }
}
public abstract partial class ActorSystem : Akka.Actor.IActorRefFactory, IDisposable
{
    public TimeSpan StartTime { get => throw null; }
    public TimeSpan Uptime { get => throw null; }
    public abstract Akka.Actor.ActorSelection ActorSelection(Akka.Actor.ActorPath actorPath);
    public abstract Akka.Actor.ActorSelection ActorSelection(string actorPath);
    public abstract Akka.Actor.IActorRef ActorOf(Akka.Actor.Props props, string name = default);
    public abstract Akka.Actor.IActorRef DeadLetters { get; }
    public abstract Akka.Actor.IActorRef IgnoreRef { get; }
    public abstract Akka.Actor.IScheduler Scheduler { get; }
    public abstract Akka.Actor.Settings Settings { get; }
    public abstract Akka.Dispatch.Dispatchers Dispatchers { get; }
    public abstract Akka.Dispatch.Mailboxes Mailboxes { get; }
    public abstract Akka.Event.EventStream EventStream { get; }
    public abstract Akka.Event.ILoggingAdapter Log { get; }
    public abstract Akka.Serialization.Serialization Serialization { get; }
    public abstract T GetExtension<T>() where T : class, Akka.Actor.IExtension;
    public abstract Task Terminate();
    public abstract Task WhenTerminated { get; }
    public abstract bool HasExtension(Type type);
    public abstract bool HasExtension<T>() where T : class, Akka.Actor.IExtension;
    public abstract bool TryGetExtension(Type extensionType, out object extension);
    public abstract bool TryGetExtension<T>(out T extension) where T : class, Akka.Actor.IExtension;
    public abstract object GetExtension(Akka.Actor.IExtensionId extensionId);
    public abstract object RegisterExtension(Akka.Actor.IExtensionId extension);
    public abstract string Name { get; }
    public abstract void RegisterOnTermination(Action code);
    public abstract void Stop(Akka.Actor.IActorRef actor);
    protected ActorSystem() { }
    public static Akka.Actor.ActorSystem Create(string name)=> throw null;
    public static Akka.Actor.ActorSystem Create(string name, Akka.Actor.BootstrapSetup setup)=> throw null;
    public static Akka.Actor.ActorSystem Create(string name, Akka.Actor.Setup.ActorSystemSetup setup)=> throw null;
    public static Akka.Actor.ActorSystem Create(string name, Akka.Configuration.Config config)=> throw null;
    public void Dispose()=> throw null;
}
public static partial class ActorSystemWithExtensions
{
    public static T WithExtension<T,TI>(this Akka.Actor.ActorSystem system) where T : class, Akka.Actor.IExtension where TI : Akka.Actor.IExtensionId=> throw null;
    public static T WithExtension<T>(this Akka.Actor.ActorSystem system) where T : class, Akka.Actor.IExtension=> throw null;
    public static T WithExtension<T>(this Akka.Actor.ActorSystem system, Type extensionId) where T : class, Akka.Actor.IExtension=> throw null;
}
public abstract partial class AkkaException : Exception
{
    protected AkkaException() { }
    protected AkkaException(SerializationInfo info, StreamingContext context) { }
    protected AkkaException(string message, Exception cause = default) { }
    protected Exception Cause { get => throw null; }
}
public partial class AllForOneStrategy : Akka.Actor.SupervisorStrategy, IEquatable<Akka.Actor.AllForOneStrategy>
{
    public AllForOneStrategy(Akka.Actor.IDecider decider) { }
    public AllForOneStrategy(Func<Exception, Akka.Actor.Directive> localOnlyDecider) { }
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Akka.Actor.IDecider decider, bool loggingEnabled = true) { }
    public AllForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Akka.Actor.Directive> localOnlyDecider, bool loggingEnabled = true) { }
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Akka.Actor.IDecider decider) { }
    public AllForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Akka.Actor.Directive> localOnlyDecider) { }
    public bool Equals(Akka.Actor.AllForOneStrategy other)=> throw null;
    public int MaxNumberOfRetries { get => throw null; }
    public int WithinTimeRangeMilliseconds { get => throw null; }
    public override Akka.Actor.IDecider Decider { get => throw null; }
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override void HandleChildTerminated(Akka.Actor.IActorContext actorContext, Akka.Actor.IActorRef child, IEnumerable<Akka.Actor.IInternalActorRef> children)=> throw null;
    public override void ProcessFailure(Akka.Actor.IActorContext context, bool restart, Akka.Actor.IActorRef child, Exception cause, Akka.Actor.Internal.ChildRestartStats stats, IReadOnlyCollection<Akka.Actor.Internal.ChildRestartStats> children)=> throw null;
    protected AllForOneStrategy() { }
    protected override Akka.Actor.Directive Handle(Akka.Actor.IActorRef child, Exception exception)=> throw null;
    public partial class AllForOneStrategySurrogate : Akka.Util.ISurrogate
    {
        public AllForOneStrategySurrogate() { }
        public Akka.Actor.IDecider Decider { get => throw null; set => throw null; }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public bool LoggingEnabled { get => throw null; set => throw null; }
        public int MaxNumberOfRetries { get => throw null; set => throw null; }
        public int WithinTimeRangeMilliseconds { get => throw null; set => throw null; }
    }
}
public partial class AskTimeoutException : Akka.Actor.AkkaException
{
    internal AskTimeoutException() { }
    public AskTimeoutException(string message) { }
    protected AskTimeoutException(SerializationInfo info, StreamingContext context) { }
}
public partial class Cancelable : Akka.Actor.ICancelable, IDisposable
{
    internal Cancelable() { }
    public Cancelable(Akka.Actor.IActionScheduler scheduler) { }
    public Cancelable(Akka.Actor.IActionScheduler scheduler, TimeSpan delay) { }
    public Cancelable(Akka.Actor.IScheduler scheduler) { }
    public Cancelable(Akka.Actor.IScheduler scheduler, TimeSpan delay) { }
    public Cancelable(Akka.Actor.IScheduler scheduler, int millisecondsDelay) { }
    public CancellationToken Token { get => throw null; }
    public bool IsCancellationRequested { get => throw null; }
    public bool IsDisposed { get => throw null; }
    protected virtual void Dispose(bool disposing)=> throw null;
    public static Akka.Actor.ICancelable CreateCanceled()=> throw null;
    public static Akka.Actor.ICancelable CreateLinkedCancelable(Akka.Actor.IActionScheduler scheduler, params Akka.Actor.ICancelable[] cancelables)=> throw null;
    public static Akka.Actor.ICancelable CreateLinkedCancelable(Akka.Actor.IActionScheduler scheduler, params CancellationToken[] cancellationTokens)=> throw null;
    public static Akka.Actor.ICancelable CreateLinkedCancelable(Akka.Actor.IScheduler scheduler, params Akka.Actor.ICancelable[] cancelables)=> throw null;
    public static Akka.Actor.ICancelable CreateLinkedCancelable(Akka.Actor.IScheduler scheduler, params CancellationToken[] cancellationTokens)=> throw null;
    public void Cancel()=> throw null;
    public void Cancel(bool throwOnFirstException)=> throw null;
    public void CancelAfter(TimeSpan delay)=> throw null;
    public void CancelAfter(int millisecondsDelay)=> throw null;
    public void Dispose()=> throw null;
}
public static partial class CancelableExtensions
{
    public static void CancelIfNotNull(this Akka.Actor.ICancelable cancelable)=> throw null;
}
[System.Obsolete]
public partial class DateTimeOffsetNowTimeProvider : Akka.Actor.IDateTimeOffsetNowTimeProvider
{
    internal DateTimeOffsetNowTimeProvider() { }
    public DateTimeOffset Now { get => throw null; }
    public TimeSpan HighResMonotonicClock { get => throw null; }
    public TimeSpan MonotonicClock { get => throw null; }
    public static Akka.Actor.DateTimeOffsetNowTimeProvider Instance { get => throw null; }
}
public partial class DeadLetterActorRef : Akka.Actor.EmptyLocalActorRef
{
    internal DeadLetterActorRef() { }
    public DeadLetterActorRef(Akka.Actor.IActorRefProvider provider, Akka.Actor.ActorPath path, Akka.Event.EventStream eventStream) { }
    protected override bool SpecialHandle(object message, Akka.Actor.IActorRef sender)=> throw null;
    protected override void TellInternal(object message, Akka.Actor.IActorRef sender)=> throw null;
}
public sealed partial class DeadLetterMailbox : Akka.Dispatch.Mailbox
{
    internal DeadLetterMailbox() { }
    public DeadLetterMailbox(Akka.Actor.IActorRef deadLetters) { }
}
public partial class DeathPactException : Akka.Actor.AkkaException
{
    internal DeathPactException() { }
    public DeathPactException(Akka.Actor.IActorRef deadActor) { }
    public Akka.Actor.IActorRef DeadActor { get => throw null; }
    public override void GetObjectData(SerializationInfo info, StreamingContext context)=> throw null;
    protected DeathPactException(SerializationInfo info, StreamingContext context) { }
}
public static partial class Decider
{
    public static Akka.Actor.DeployableDecider From(Akka.Actor.Directive defaultDirective, IEnumerable<KeyValuePair<Type, Akka.Actor.Directive>> pairs)=> throw null;
    public static Akka.Actor.DeployableDecider From(Akka.Actor.Directive defaultDirective, params KeyValuePair<Type, Akka.Actor.Directive>[] pairs)=> throw null;
    public static Akka.Actor.LocalOnlyDecider From(Func<Exception, Akka.Actor.Directive> localOnlyDecider)=> throw null;
}
public partial class DefaultSupervisorStrategy : Akka.Actor.SupervisorStrategyConfigurator
{
    public DefaultSupervisorStrategy() { }
    public override Akka.Actor.SupervisorStrategy Create()=> throw null;
}
public partial class Deploy : Akka.Util.ISurrogated, IEquatable<Akka.Actor.Deploy>
{
    public Deploy() { }
    public Deploy(Akka.Actor.Scope scope) { }
    public Deploy(Akka.Routing.RouterConfig routerConfig) { }
    public Deploy(Akka.Routing.RouterConfig routerConfig, Akka.Actor.Scope scope) { }
    public Deploy(string path, Akka.Actor.Scope scope) { }
    public Deploy(string path, Akka.Configuration.Config config, Akka.Routing.RouterConfig routerConfig, Akka.Actor.Scope scope, string dispatcher) { }
    public Deploy(string path, Akka.Configuration.Config config, Akka.Routing.RouterConfig routerConfig, Akka.Actor.Scope scope, string dispatcher, string mailbox) { }
    public Deploy(string path, Akka.Configuration.Config config, Akka.Routing.RouterConfig routerConfig, Akka.Actor.Scope scope, string dispatcher, string mailbox, int stashCapacity) { }
    public Akka.Actor.Scope Scope { get => throw null; }
    public Akka.Configuration.Config Config { get => throw null; }
    public Akka.Routing.RouterConfig RouterConfig { get => throw null; }
    public Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public bool Equals(Akka.Actor.Deploy other)=> throw null;
    public const int NoStashSize = -1;
    public int StashCapacity { get => throw null; }
    public static readonly Akka.Actor.Deploy Local;
    public static readonly Akka.Actor.Deploy None;
    public static readonly Akka.Actor.Scope NoScopeGiven;
    public static readonly string NoDispatcherGiven;
    public static readonly string NoMailboxGiven;
    public string Dispatcher { get => throw null; }
    public string Mailbox { get => throw null; }
    public string Path { get => throw null; }
    public virtual Akka.Actor.Deploy WithDispatcher(string dispatcher)=> throw null;
    public virtual Akka.Actor.Deploy WithFallback(Akka.Actor.Deploy other)=> throw null;
    public virtual Akka.Actor.Deploy WithMailbox(string mailbox)=> throw null;
    public virtual Akka.Actor.Deploy WithRouterConfig(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public virtual Akka.Actor.Deploy WithScope(Akka.Actor.Scope scope)=> throw null;
    public virtual Akka.Actor.Deploy WithStashCapacity(int stashSize)=> throw null;
    public partial class DeploySurrogate : Akka.Util.ISurrogate
    {
        public DeploySurrogate() { }
        public Akka.Actor.Scope Scope { get => throw null; set => throw null; }
        public Akka.Configuration.Config Config { get => throw null; set => throw null; }
        public Akka.Routing.RouterConfig RouterConfig { get => throw null; set => throw null; }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public int StashCapacity { get => throw null; set => throw null; }
        public string Dispatcher { get => throw null; set => throw null; }
        public string Mailbox { get => throw null; set => throw null; }
        public string Path { get => throw null; set => throw null; }
    }
}
public partial class DeployableDecider : Akka.Actor.IDecider, IEquatable<Akka.Actor.DeployableDecider>
{
    public DeployableDecider(Akka.Actor.Directive defaultDirective, IEnumerable<KeyValuePair<Type, Akka.Actor.Directive>> pairs) { }
    public DeployableDecider(Akka.Actor.Directive defaultDirective, params KeyValuePair<Type, Akka.Actor.Directive>[] pairs) { }
    public Akka.Actor.Directive Decide(Exception cause)=> throw null;
    public Akka.Actor.Directive DefaultDirective { get => throw null; }
    public KeyValuePair<Type, Akka.Actor.Directive>[] Pairs { get => throw null; }
    public bool Equals(Akka.Actor.DeployableDecider other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    protected DeployableDecider() { }
}
public partial class Deployer
{
    internal Deployer() { }
    public Deployer(Akka.Actor.Settings settings) { }
    public Akka.Actor.Deploy Lookup(Akka.Actor.ActorPath path)=> throw null;
    public Akka.Actor.Deploy Lookup(IEnumerable<string> path)=> throw null;
    protected readonly Akka.Configuration.Config Default;
    public virtual Akka.Actor.Deploy ParseConfig(string key, Akka.Configuration.Config config)=> throw null;
    public void SetDeploy(Akka.Actor.Deploy deploy)=> throw null;
}
public enum Directive { Resume = 0, Restart = 1, Escalate = 2, Stop = 3 }
public static partial class DirectiveExtensions
{
    public static KeyValuePair<Type, Akka.Actor.Directive> When<TException>(this Akka.Actor.Directive self) where TException : Exception=> throw null;
}
public partial class EmptyLocalActorRef : Akka.Actor.MinimalActorRef
{
    internal EmptyLocalActorRef() { }
    public EmptyLocalActorRef(Akka.Actor.IActorRefProvider provider, Akka.Actor.ActorPath path, Akka.Event.EventStream eventStream) { }
    public override Akka.Actor.ActorPath Path { get => throw null; }
    public override Akka.Actor.IActorRefProvider Provider { get => throw null; }
    [System.Obsolete] public override bool IsTerminated { get => throw null; }
    public override void SendSystemMessage(Akka.Dispatch.SysMsg.ISystemMessage message)=> throw null;
    protected override void TellInternal(object message, Akka.Actor.IActorRef sender)=> throw null;
    protected virtual bool SpecialHandle(object message, Akka.Actor.IActorRef sender)=> throw null;
}
public partial struct Envelope
{
    public Envelope(object message, Akka.Actor.IActorRef sender) { throw null; }
    public Envelope(object message, Akka.Actor.IActorRef sender, Akka.Actor.ActorSystem system) { throw null; }
    public Akka.Actor.IActorRef Sender { get => throw null; }
    public object Message { get => throw null; }
    public override string ToString()=> throw null;
}
public partial class EventStreamActor : Akka.Actor.ActorBase
{
    public EventStreamActor() { }
    protected override bool Receive(object message)=> throw null;
}
public abstract partial class ExtendedActorSystem : Akka.Actor.ActorSystem
{
    public abstract Akka.Actor.ActorProducerPipelineResolver ActorPipelineResolver { get; }
    public abstract Akka.Actor.IActorRef SystemActorOf(Akka.Actor.Props props, string name = default);
    public abstract Akka.Actor.IActorRef SystemActorOf<TActor>(string name = default) where TActor : Akka.Actor.ActorBase, new();
    public abstract Akka.Actor.IActorRefProvider Provider { get; }
    public abstract Akka.Actor.IInternalActorRef Guardian { get; }
    public abstract Akka.Actor.IInternalActorRef LookupRoot { get; }
    public abstract Akka.Actor.IInternalActorRef SystemGuardian { get; }
    public abstract string PrintTree();
    public abstract void Abort();
    protected ExtendedActorSystem() { }
}
public abstract partial class ExtensionIdProvider<T> : Akka.Actor.IExtensionId<T>
{
    public T Apply(Akka.Actor.ActorSystem system)=> throw null;
    public T Get(Akka.Actor.ActorSystem system)=> throw null;
    public Type ExtensionType { get => throw null; }
    public abstract T CreateExtension(Akka.Actor.ExtendedActorSystem system);
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    protected ExtensionIdProvider() { }
    object IExtensionId.Apply(ActorSystem s) => throw null;
    object IExtensionId.CreateExtension(ExtendedActorSystem s) => throw null;
    object IExtensionId.Get(ActorSystem s) => throw null;
}
public abstract partial class FSMBase : Akka.Actor.ActorBase
{
    protected FSMBase() { }
    public sealed partial class CurrentState<TS>
    {
        internal CurrentState() { }
        public CurrentState(Akka.Actor.IActorRef fsmRef, TS state) { }
        public Akka.Actor.IActorRef FsmRef { get => throw null; }
        public TS State { get => throw null; }
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public override string ToString()=> throw null;
    }
    public partial struct Event<TD> : Akka.Actor.INoSerializationVerificationNeeded
    {
        public Event(object fsmEvent, TD stateData) { throw null; }
        public TD StateData { get => throw null; }
        public object FsmEvent { get => throw null; }
        public override string ToString()=> throw null;
    }
    public sealed partial class Failure : Akka.Actor.FSMBase.Reason
    {
        internal Failure() { }
        public Failure(object cause) { }
        public object Cause { get => throw null; }
        public override string ToString()=> throw null;
    }
    public sealed partial class LogEntry<TS, TD>
    {
        internal LogEntry() { }
        public LogEntry(TS stateName, TD stateData, object fsmEvent) { }
        public TD StateData { get => throw null; }
        public TS StateName { get => throw null; }
        public object FsmEvent { get => throw null; }
        public override string ToString()=> throw null;
    }
    public sealed partial class Normal : Akka.Actor.FSMBase.Reason
    {
        internal Normal() { }
        public static Akka.Actor.FSMBase.Normal Instance { get => throw null; }
    }
    public abstract partial class Reason
    {
        protected Reason() { }
    }
    public sealed partial class Shutdown : Akka.Actor.FSMBase.Reason
    {
        internal Shutdown() { }
        public static Akka.Actor.FSMBase.Shutdown Instance { get => throw null; }
    }
    public sealed partial class StateTimeout
    {
        internal StateTimeout() { }
        public static Akka.Actor.FSMBase.StateTimeout Instance { get => throw null; }
    }
    public sealed partial class State<TS, TD> : IEquatable<Akka.Actor.FSMBase.State<TS, TD>>
    {
        internal State() { }
        public State(TS stateName, TD stateData, TimeSpan? timeout = default, Akka.Actor.FSMBase.Reason stopReason = default, IReadOnlyList<object> replies = default, bool notifies = true) { }
        public Akka.Actor.FSMBase.Reason StopReason { get => throw null; }
        public Akka.Actor.FSMBase.State<TS, TD> ForMax(TimeSpan timeout)=> throw null;
        public Akka.Actor.FSMBase.State<TS, TD> Replying(object replyValue)=> throw null;
        public Akka.Actor.FSMBase.State<TS, TD> Using(TD nextStateData)=> throw null;
        public IReadOnlyList<object> Replies { get => throw null; }
        public TD StateData { get => throw null; }
        public TS StateName { get => throw null; }
        public TimeSpan? Timeout { get => throw null; }
        public bool Equals(Akka.Actor.FSMBase.State<TS, TD> other)=> throw null;
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public override string ToString()=> throw null;
    }
    public sealed partial class StopEvent<TS, TD> : Akka.Actor.INoSerializationVerificationNeeded
    {
        internal StopEvent() { }
        public StopEvent(Akka.Actor.FSMBase.Reason reason, TS terminatedState, TD stateData) { }
        public Akka.Actor.FSMBase.Reason Reason { get => throw null; }
        public TD StateData { get => throw null; }
        public TS TerminatedState { get => throw null; }
        public override string ToString()=> throw null;
    }
    public sealed partial class SubscribeTransitionCallBack
    {
        internal SubscribeTransitionCallBack() { }
        public SubscribeTransitionCallBack(Akka.Actor.IActorRef actorRef) { }
        public Akka.Actor.IActorRef ActorRef { get => throw null; }
    }
    public sealed partial class Transition<TS>
    {
        internal Transition() { }
        public Transition(Akka.Actor.IActorRef fsmRef, TS from, TS to) { }
        public Akka.Actor.IActorRef FsmRef { get => throw null; }
        public TS From { get => throw null; }
        public TS To { get => throw null; }
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public override string ToString()=> throw null;
    }
    public sealed partial class UnsubscribeTransitionCallBack
    {
        internal UnsubscribeTransitionCallBack() { }
        public UnsubscribeTransitionCallBack(Akka.Actor.IActorRef actorRef) { }
        public Akka.Actor.IActorRef ActorRef { get => throw null; }
    }
}
public abstract partial class FSM<TState, TData> : Akka.Actor.FSMBase, Akka.Actor.Internal.IInternalSupportsTestFSMRef<TState, TData>, Akka.Routing.IListeners
{
    public Akka.Actor.FSM<TState, TData>.TransformHelper Transform(Akka.Actor.FSM<TState, TData>.StateFunction func)=> throw null;
    public Akka.Actor.FSMBase.State<TState, TData> GoTo(TState nextStateName)=> throw null;
    [System.Obsolete] public Akka.Actor.FSMBase.State<TState, TData> GoTo(TState nextStateName, TData stateData)=> throw null;
    public Akka.Actor.FSMBase.State<TState, TData> Stay()=> throw null;
    public Akka.Actor.FSMBase.State<TState, TData> Stop()=> throw null;
    public Akka.Actor.FSMBase.State<TState, TData> Stop(Akka.Actor.FSMBase.Reason reason)=> throw null;
    public Akka.Actor.FSMBase.State<TState, TData> Stop(Akka.Actor.FSMBase.Reason reason, TData stateData)=> throw null;
    public Akka.Routing.ListenerSupport Listeners { get => throw null; }
    public TData NextStateData { get => throw null; }
    public TData StateData { get => throw null; }
    public TState StateName { get => throw null; }
    public bool IsTimerActive(string name)=> throw null;
    protected FSM() { }
    protected bool DebugEvent;
    protected override bool Receive(object message)=> throw null;
    protected override void PostStop()=> throw null;
    protected virtual void LogTermination(Akka.Actor.FSMBase.Reason reason)=> throw null;
    public void CancelTimer(string name)=> throw null;
    public void Initialize()=> throw null;
    public void OnTermination(Action<Akka.Actor.FSMBase.StopEvent<TState, TData>> terminationHandler)=> throw null;
    public void OnTransition(Akka.Actor.FSM<TState, TData>.TransitionHandler transitionHandler)=> throw null;
    public void SetStateTimeout(TState state, TimeSpan? timeout)=> throw null;
    public void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false)=> throw null;
    public void StartWith(TState stateName, TData stateData, TimeSpan? timeout = default)=> throw null;
    public void When(TState stateName, Akka.Actor.FSM<TState, TData>.StateFunction func, TimeSpan? timeout = default)=> throw null;
    public void WhenUnhandled(Akka.Actor.FSM<TState, TData>.StateFunction stateFunction)=> throw null;
    void Akka.Actor.Internal.IInternalSupportsTestFSMRef<TState, TData>.ApplyState(FSMBase.State<TState, TData> s) => throw null;
    bool Akka.Actor.Internal.IInternalSupportsTestFSMRef<TState, TData>.IsStateTimerActive => throw null;
    public delegate Akka.Actor.FSMBase.State<TState, TData> StateFunction(Akka.Actor.FSMBase.Event<TData> fsmEvent);
    public sealed partial class TransformHelper
    {
        internal TransformHelper() { }
        public TransformHelper(Akka.Actor.FSM<TState, TData>.StateFunction func) { }
        public Akka.Actor.FSM<TState, TData>.StateFunction Func { get => throw null; }
        public Akka.Actor.FSM<TState, TData>.StateFunction Using(Func<Akka.Actor.FSMBase.State<TState, TData>, Akka.Actor.FSMBase.State<TState, TData>> andThen)=> throw null;
    }
    public delegate void TransitionHandler(TState initialState, TState nextState);
}
[System.Obsolete]
public partial class Failure
{
    public Failure() { }
    public DateTime Timestamp { get => throw null; set => throw null; }
    public Exception Exception { get => throw null; set => throw null; }
}
[System.Obsolete]
public partial class Failures
{
    public Failures() { }
    public List<Akka.Actor.Failure> Entries { get => throw null; }
}
public partial class FutureActorRef<T> : Akka.Actor.MinimalActorRef
{
    internal FutureActorRef() { }
    public FutureActorRef(TaskCompletionSource<T> result, Akka.Actor.ActorPath path, Akka.Actor.IActorRefProvider provider) { }
    public override Akka.Actor.ActorPath Path { get => throw null; }
    public override Akka.Actor.IActorRefProvider Provider { get => throw null; }
    protected override void TellInternal(object message, Akka.Actor.IActorRef sender)=> throw null;
    public virtual void DeliverAsk(object message, Akka.Actor.ICanTell destination)=> throw null;
}
public static partial class Futures
{
    public static Task<T> Ask<T>(this Akka.Actor.ICanTell self, Func<Akka.Actor.IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)=> throw null;
    public static Task<T> Ask<T>(this Akka.Actor.ICanTell self, object message, CancellationToken cancellationToken)=> throw null;
    public static Task<T> Ask<T>(this Akka.Actor.ICanTell self, object message, TimeSpan? timeout = default)=> throw null;
    public static Task<T> Ask<T>(this Akka.Actor.ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken)=> throw null;
    public static Task<object> Ask(this Akka.Actor.ICanTell self, object message, CancellationToken cancellationToken)=> throw null;
    public static Task<object> Ask(this Akka.Actor.ICanTell self, object message, TimeSpan? timeout = default)=> throw null;
    public static Task<object> Ask(this Akka.Actor.ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken)=> throw null;
}
public static partial class GracefulStopSupport
{
    public static Task<bool> GracefulStop(this Akka.Actor.IActorRef target, TimeSpan timeout)=> throw null;
    public static Task<bool> GracefulStop(this Akka.Actor.IActorRef target, TimeSpan timeout, object stopMessage)=> throw null;
}
public partial class GuardianActor : Akka.Actor.ActorBase, Akka.Dispatch.IRequiresMessageQueue<Akka.Dispatch.IUnboundedMessageQueueSemantics>
{
    public GuardianActor() { }
    protected override bool Receive(object message)=> throw null;
    protected override void PreStart()=> throw null;
}
public sealed partial class HashedWheelTimerScheduler : Akka.Actor.SchedulerBase, Akka.Actor.IDateTimeOffsetNowTimeProvider, IDisposable
{
    internal HashedWheelTimerScheduler() { }
    public HashedWheelTimerScheduler(Akka.Configuration.Config scheduler, Akka.Event.ILoggingAdapter log) { }
    public override TimeSpan HighResMonotonicClock { get => throw null; }
    public override TimeSpan MonotonicClock { get => throw null; }
    protected override DateTimeOffset TimeNow { get => throw null; }
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, Akka.Actor.ICancelable cancelable)=> throw null;
    protected override void InternalScheduleOnce(TimeSpan delay, Akka.Dispatch.IRunnable action, Akka.Actor.ICancelable cancelable)=> throw null;
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, Akka.Actor.ICancelable cancelable)=> throw null;
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Akka.Dispatch.IRunnable action, Akka.Actor.ICancelable cancelable)=> throw null;
    protected override void InternalScheduleTellOnce(TimeSpan delay, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender, Akka.Actor.ICancelable cancelable)=> throw null;
    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender, Akka.Actor.ICancelable cancelable)=> throw null;
    public void Dispose()=> throw null;
}
public partial interface IActionScheduler : Akka.Actor.IRunnableScheduler
{
    void ScheduleOnce(TimeSpan delay, Action action);
    void ScheduleOnce(TimeSpan delay, Action action, Akka.Actor.ICancelable cancelable);
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, Akka.Actor.ICancelable cancelable);
}
public partial interface IActorContext : Akka.Actor.IActorRefFactory, Akka.Actor.ICanWatch
{
    Akka.Actor.ActorSystem System { get; }
    Akka.Actor.IActorRef Child(string name);
    Akka.Actor.IActorRef Parent { get; }
    Akka.Actor.IActorRef Self { get; }
    Akka.Actor.IActorRef Sender { get; }
    Akka.Actor.Props Props { get; }
    Akka.Dispatch.MessageDispatcher Dispatcher { get; }
    IEnumerable<Akka.Actor.IActorRef> GetChildren();
    TimeSpan? ReceiveTimeout { get; }
    void Become(Akka.Actor.Receive receive);
    void BecomeStacked(Akka.Actor.Receive receive);
    void SetReceiveTimeout(TimeSpan? timeout);
    void Stop(Akka.Actor.IActorRef child);
    void UnbecomeStacked();
}
public partial interface IActorProducerPlugin
{
    bool CanBeAppliedTo(Type actorType);
    void AfterIncarnated(Akka.Actor.ActorBase actor, Akka.Actor.IActorContext context);
    void BeforeIncarnated(Akka.Actor.ActorBase actor, Akka.Actor.IActorContext context);
}
public partial interface IActorRef : Akka.Actor.ICanTell, Akka.Util.ISurrogated, IComparable, IComparable<Akka.Actor.IActorRef>, IEquatable<Akka.Actor.IActorRef>
{
    Akka.Actor.ActorPath Path { get; }
}
public partial interface IActorRefFactory
{
    Akka.Actor.ActorSelection ActorSelection(Akka.Actor.ActorPath actorPath);
    Akka.Actor.ActorSelection ActorSelection(string actorPath);
    Akka.Actor.IActorRef ActorOf(Akka.Actor.Props props, string name = default);
}
public partial interface IActorRefProvider
{
    Akka.Actor.ActorPath RootPath { get; }
    Akka.Actor.ActorPath TempPath();
    Akka.Actor.Address DefaultAddress { get; }
    Akka.Actor.Address GetExternalAddressFor(Akka.Actor.Address address);
    Akka.Actor.Deployer Deployer { get; }
    Akka.Actor.FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs);
    Akka.Actor.IActorRef DeadLetters { get; }
    Akka.Actor.IActorRef IgnoreRef { get; }
    Akka.Actor.IActorRef ResolveActorRef(Akka.Actor.ActorPath actorPath);
    Akka.Actor.IActorRef ResolveActorRef(string path);
    Akka.Actor.IActorRef RootGuardianAt(Akka.Actor.Address address);
    Akka.Actor.IInternalActorRef ActorOf(Akka.Actor.Internal.ActorSystemImpl system, Akka.Actor.Props props, Akka.Actor.IInternalActorRef supervisor, Akka.Actor.ActorPath path, bool systemService, Akka.Actor.Deploy deploy, bool lookupDeploy, bool async);
    Akka.Actor.IInternalActorRef RootGuardian { get; }
    Akka.Actor.IInternalActorRef TempContainer { get; }
    Akka.Actor.LocalActorRef Guardian { get; }
    Akka.Actor.LocalActorRef SystemGuardian { get; }
    Akka.Actor.Settings Settings { get; }
    Akka.Serialization.Information SerializationInformation { get; }
    Task TerminationTask { get; }
    void Init(Akka.Actor.Internal.ActorSystemImpl system);
    void RegisterTempActor(Akka.Actor.IInternalActorRef actorRef, Akka.Actor.ActorPath path);
    void UnregisterTempActor(Akka.Actor.ActorPath path);
}
public partial interface IActorRefScope
{
    bool IsLocal { get; }
}
public partial interface IActorStash
{
    Akka.Actor.IStash Stash { get; set; }
}
public partial interface IActorTelemetryEvent : Akka.Actor.INoSerializationVerificationNeeded, Akka.Actor.INotInfluenceReceiveTimeout
{
    Akka.Actor.IActorRef Subject { get; }
    Type ActorType { get; }
}
public partial interface IAdvancedScheduler : Akka.Actor.IActionScheduler
{
}
public partial interface IAutoReceivedMessage
{
}
public partial interface ICanTell
{
    void Tell(object message, Akka.Actor.IActorRef sender);
}
public partial interface ICanWatch
{
    Akka.Actor.IActorRef Unwatch(Akka.Actor.IActorRef subject);
    Akka.Actor.IActorRef Watch(Akka.Actor.IActorRef subject);
    Akka.Actor.IActorRef WatchWith(Akka.Actor.IActorRef subject, object message);
}
public partial interface ICancelable
{
    CancellationToken Token { get; }
    bool IsCancellationRequested { get; }
    void Cancel();
    void Cancel(bool throwOnFirstException);
    void CancelAfter(TimeSpan delay);
    void CancelAfter(int millisecondsDelay);
}
public partial interface ICell
{
    Akka.Actor.ActorSystem System { get; }
    Akka.Actor.IActorRef Self { get; }
    Akka.Actor.IInternalActorRef GetChildByName(string name);
    Akka.Actor.IInternalActorRef GetSingleChild(string name);
    Akka.Actor.IInternalActorRef Parent { get; }
    Akka.Actor.Internal.ActorSystemImpl SystemImpl { get; }
    Akka.Actor.Internal.IChildrenContainer ChildrenContainer { get; }
    Akka.Actor.Props Props { get; }
    [System.Obsolete] IEnumerable<Akka.Actor.IInternalActorRef> GetChildren();
    bool HasMessages { get; }
    bool IsLocal { get; }
    bool IsTerminated { get; }
    bool TryGetChildStatsByName(string name, out Akka.Actor.Internal.IChildStats child);
    int NumberOfMessages { get; }
    void Restart(Exception cause);
    void Resume(Exception causedByFailure);
    void SendMessage(Akka.Actor.IActorRef sender, object message);
    void SendSystemMessage(Akka.Dispatch.SysMsg.ISystemMessage message);
    void Start();
    void Stop();
    void Suspend();
}
public partial interface IDateTimeOffsetNowTimeProvider : Akka.Actor.ITimeProvider
{
}
public partial interface IDecider
{
    Akka.Actor.Directive Decide(Exception cause);
}
public partial interface IExtension
{
}
public partial interface IExtensionId
{
    Type ExtensionType { get; }
    object Apply(Akka.Actor.ActorSystem system);
    object CreateExtension(Akka.Actor.ExtendedActorSystem system);
    object Get(Akka.Actor.ActorSystem system);
}
public partial interface IExtensionId<T> : Akka.Actor.IExtensionId
{
    T Apply(Akka.Actor.ActorSystem system);
    T CreateExtension(Akka.Actor.ExtendedActorSystem system);
    T Get(Akka.Actor.ActorSystem system);
}
public partial interface IInboxable : Akka.Actor.ICanWatch
{
    Akka.Actor.IActorRef Receiver { get; }
    Task<object> ReceiveAsync();
    Task<object> ReceiveAsync(TimeSpan timeout);
    object Receive();
    object Receive(TimeSpan timeout);
    object ReceiveWhere(Predicate<object> predicate);
    object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout);
    void Send(Akka.Actor.IActorRef target, object message);
}
public partial interface IIndirectActorProducer
{
    Akka.Actor.ActorBase Produce();
    Type ActorType { get; }
    void Release(Akka.Actor.ActorBase actor);
}
public partial interface IInternalActor
{
    Akka.Actor.IActorContext ActorContext { get; }
}
public partial interface IInternalActorRef : Akka.Actor.IActorRef, Akka.Actor.IActorRefScope
{
    Akka.Actor.IActorRef GetChild(IReadOnlyList<string> name);
    Akka.Actor.IActorRefProvider Provider { get; }
    Akka.Actor.IInternalActorRef Parent { get; }
    [System.Obsolete] bool IsTerminated { get; }
    void Restart(Exception cause);
    void Resume(Exception causedByFailure = default);
    void SendSystemMessage(Akka.Dispatch.SysMsg.ISystemMessage message);
    [System.Obsolete] void SendSystemMessage(Akka.Dispatch.SysMsg.ISystemMessage message, Akka.Actor.IActorRef sender);
    void Start();
    void Stop();
    void Suspend();
}
public partial interface ILogReceive
{
}
public partial interface ILoggingFSM
{
}
public partial interface INoSerializationVerificationNeeded
{
}
public partial interface INotInfluenceReceiveTimeout
{
}
public partial interface IPossiblyHarmful
{
}
public partial interface IRepointableRef : Akka.Actor.IActorRefScope
{
    bool IsStarted { get; }
}
public partial interface IRunnableScheduler
{
    void ScheduleOnce(TimeSpan delay, Akka.Dispatch.IRunnable action);
    void ScheduleOnce(TimeSpan delay, Akka.Dispatch.IRunnable action, Akka.Actor.ICancelable cancelable);
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Akka.Dispatch.IRunnable action);
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Akka.Dispatch.IRunnable action, Akka.Actor.ICancelable cancelable);
}
public partial interface IScheduler : Akka.Actor.ITellScheduler, Akka.Actor.ITimeProvider
{
    Akka.Actor.IAdvancedScheduler Advanced { get; }
}
public partial interface IStash
{
    IEnumerable<Akka.Actor.Envelope> ClearStash();
    bool IsEmpty { get; }
    bool IsFull { get; }
    bool NonEmpty { get; }
    int Capacity { get; }
    int Count { get; }
    void Prepend(IEnumerable<Akka.Actor.Envelope> envelopes);
    void Stash();
    void Unstash();
    void UnstashAll();
    void UnstashAll(Func<Akka.Actor.Envelope, bool> predicate);
}
public partial interface ITellScheduler
{
    void ScheduleTellOnce(TimeSpan delay, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender);
    void ScheduleTellOnce(TimeSpan delay, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender, Akka.Actor.ICancelable cancelable);
    void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender);
    void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender, Akka.Actor.ICancelable cancelable);
}
public partial interface ITimeProvider
{
    DateTimeOffset Now { get; }
    TimeSpan HighResMonotonicClock { get; }
    TimeSpan MonotonicClock { get; }
}
public partial interface ITimerScheduler
{
    IReadOnlyCollection<object> ActiveTimers { get; }
    bool IsTimerActive(object key);
    void Cancel(object key);
    void CancelAll();
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, Akka.Actor.IActorRef sender);
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);
    void StartPeriodicTimer(object key, object msg, TimeSpan interval, Akka.Actor.IActorRef sender);
    void StartSingleTimer(object key, object msg, TimeSpan timeout);
    void StartSingleTimer(object key, object msg, TimeSpan timeout, Akka.Actor.IActorRef sender);
}
public partial interface IUntypedActorContext : Akka.Actor.IActorContext
{
    void Become(Akka.Actor.UntypedReceive receive);
    void BecomeStacked(Akka.Actor.UntypedReceive receive);
}
[System.Obsolete]
public partial interface IWithBoundedStash : Akka.Actor.IWithUnrestrictedStash, Akka.Dispatch.IRequiresMessageQueue<Akka.Dispatch.IBoundedDequeBasedMessageQueueSemantics>
{
}
public partial interface IWithStash : Akka.Actor.IWithUnrestrictedStash, Akka.Dispatch.IRequiresMessageQueue<Akka.Dispatch.IDequeBasedMessageQueueSemantics>
{
}
public partial interface IWithTimers
{
    Akka.Actor.ITimerScheduler Timers { get; set; }
}
public partial interface IWithUnboundedStash : Akka.Actor.IWithUnrestrictedStash, Akka.Dispatch.IRequiresMessageQueue<Akka.Dispatch.IUnboundedDequeBasedMessageQueueSemantics>
{
}
public partial interface IWithUnrestrictedStash : Akka.Actor.IActorStash
{
}
public partial interface IWrappedMessage
{
    object Message { get; }
}
public sealed partial class Identify : Akka.Actor.IAutoReceivedMessage, Akka.Actor.INotInfluenceReceiveTimeout
{
    internal Identify() { }
    public Identify(object messageId) { }
    public object MessageId { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
}
public partial class IllegalActorNameException : Akka.Actor.AkkaException
{
    internal IllegalActorNameException() { }
    public IllegalActorNameException(string message) { }
    protected IllegalActorNameException(SerializationInfo info, StreamingContext context) { }
}
public partial class IllegalActorStateException : Akka.Actor.AkkaException
{
    internal IllegalActorStateException() { }
    public IllegalActorStateException(string message) { }
    protected IllegalActorStateException(SerializationInfo info, StreamingContext context) { }
}
public partial class Inbox : Akka.Actor.IInboxable, IDisposable
{
    internal Inbox() { }
    public Akka.Actor.IActorRef Receiver { get => throw null; }
    public Akka.Actor.IActorRef Unwatch(Akka.Actor.IActorRef subject)=> throw null;
    public Akka.Actor.IActorRef Watch(Akka.Actor.IActorRef subject)=> throw null;
    public Akka.Actor.IActorRef WatchWith(Akka.Actor.IActorRef subject, object message)=> throw null;
    public Task<object> ReceiveAsync()=> throw null;
    public Task<object> ReceiveAsync(TimeSpan timeout)=> throw null;
    public object Receive()=> throw null;
    public object Receive(TimeSpan timeout)=> throw null;
    public object ReceiveWhere(Predicate<object> predicate)=> throw null;
    public object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout)=> throw null;
    protected virtual void Dispose(bool disposing)=> throw null;
    public static Akka.Actor.Inbox Create(Akka.Actor.ActorSystem system)=> throw null;
    public void Dispose()=> throw null;
    public void Send(Akka.Actor.IActorRef actorRef, object message)=> throw null;
}
public abstract partial class InternalActorRefBase : Akka.Actor.ActorRefBase, Akka.Actor.IInternalActorRef
{
    public abstract Akka.Actor.IActorRef GetChild(IReadOnlyList<string> name);
    public abstract Akka.Actor.IActorRefProvider Provider { get; }
    public abstract Akka.Actor.IInternalActorRef Parent { get; }
    public abstract bool IsLocal { get; }
    public abstract bool IsTerminated { get; }
    public abstract void Restart(Exception cause);
    public abstract void Resume(Exception causedByFailure = default);
    public abstract void SendSystemMessage(Akka.Dispatch.SysMsg.ISystemMessage message);
    public abstract void Start();
    public abstract void Stop();
    public abstract void Suspend();
    protected InternalActorRefBase() { }
    [System.Obsolete] public void SendSystemMessage(Akka.Dispatch.SysMsg.ISystemMessage message, Akka.Actor.IActorRef sender)=> throw null;
}
public partial class InvalidActorNameException : Akka.Actor.AkkaException
{
    internal InvalidActorNameException() { }
    public InvalidActorNameException(string message) { }
    public InvalidActorNameException(string message, Exception innerException) { }
    protected InvalidActorNameException(SerializationInfo info, StreamingContext context) { }
}
public partial class InvalidMessageException : Akka.Actor.AkkaException
{
    public InvalidMessageException() { }
    public InvalidMessageException(string message) { }
    protected InvalidMessageException(SerializationInfo info, StreamingContext context) { }
}
public sealed partial class Kill : Akka.Actor.IAutoReceivedMessage
{
    internal Kill() { }
    public override string ToString()=> throw null;
    public static Akka.Actor.Kill Instance { get => throw null; }
}
public partial class LocalActorRef : Akka.Actor.ActorRefWithCell
{
    internal LocalActorRef() { }
    public LocalActorRef(Akka.Actor.Internal.ActorSystemImpl system, Akka.Actor.Props props, Akka.Dispatch.MessageDispatcher dispatcher, Akka.Dispatch.MailboxType mailboxType, Akka.Actor.IInternalActorRef supervisor, Akka.Actor.ActorPath path) { }
    public Akka.Actor.ActorCell Cell { get => throw null; }
    public override Akka.Actor.ActorPath Path { get => throw null; }
    public override Akka.Actor.IActorRef GetChild(IReadOnlyList<string> name)=> throw null;
    public override Akka.Actor.IActorRefProvider Provider { get => throw null; }
    public override Akka.Actor.ICell Underlying { get => throw null; }
    public override Akka.Actor.IInternalActorRef GetSingleChild(string name)=> throw null;
    public override Akka.Actor.IInternalActorRef Parent { get => throw null; }
    public override IEnumerable<Akka.Actor.IActorRef> Children { get => throw null; }
    public override bool IsLocal { get => throw null; }
    public override bool IsTerminated { get => throw null; }
    public override void Restart(Exception cause)=> throw null;
    public override void Resume(Exception causedByFailure = default)=> throw null;
    public override void SendSystemMessage(Akka.Dispatch.SysMsg.ISystemMessage message)=> throw null;
    public override void Start()=> throw null;
    public override void Stop()=> throw null;
    public override void Suspend()=> throw null;
    protected Akka.Actor.ActorSystem System { get => throw null; }
    protected Akka.Actor.IInternalActorRef Supervisor { get => throw null; }
    protected Akka.Actor.Props Props { get => throw null; }
    protected Akka.Dispatch.MailboxType MailboxType { get => throw null; }
    protected Akka.Dispatch.MessageDispatcher Dispatcher { get => throw null; }
    protected override void TellInternal(object message, Akka.Actor.IActorRef sender)=> throw null;
    protected virtual Akka.Actor.ActorCell NewActorCell(Akka.Actor.Internal.ActorSystemImpl system, Akka.Actor.IInternalActorRef self, Akka.Actor.Props props, Akka.Dispatch.MessageDispatcher dispatcher, Akka.Actor.IInternalActorRef supervisor)=> throw null;
}
public sealed partial class LocalActorRefProvider : Akka.Actor.IActorRefProvider
{
    internal LocalActorRefProvider() { }
    public LocalActorRefProvider(string systemName, Akka.Actor.Settings settings, Akka.Event.EventStream eventStream) { }
    public LocalActorRefProvider(string systemName, Akka.Actor.Settings settings, Akka.Event.EventStream eventStream, Akka.Actor.Deployer deployer, Func<Akka.Actor.ActorPath, Akka.Actor.IInternalActorRef> deadLettersFactory) { }
    public Akka.Actor.ActorPath RootPath { get => throw null; }
    public Akka.Actor.ActorPath TempPath()=> throw null;
    public Akka.Actor.Address DefaultAddress { get => throw null; }
    public Akka.Actor.Address GetExternalAddressFor(Akka.Actor.Address address)=> throw null;
    public Akka.Actor.Deployer Deployer { get => throw null; }
    public Akka.Actor.FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs)=> throw null;
    public Akka.Actor.IActorRef DeadLetters { get => throw null; }
    public Akka.Actor.IActorRef IgnoreRef { get => throw null; }
    public Akka.Actor.IActorRef ResolveActorRef(Akka.Actor.ActorPath path)=> throw null;
    public Akka.Actor.IActorRef ResolveActorRef(string path)=> throw null;
    public Akka.Actor.IActorRef RootGuardianAt(Akka.Actor.Address address)=> throw null;
    public Akka.Actor.IInternalActorRef ActorOf(Akka.Actor.Internal.ActorSystemImpl system, Akka.Actor.Props props, Akka.Actor.IInternalActorRef supervisor, Akka.Actor.ActorPath path, bool systemService, Akka.Actor.Deploy deploy, bool lookupDeploy, bool async)=> throw null;
    public Akka.Actor.IInternalActorRef RootGuardian { get => throw null; }
    public Akka.Actor.IInternalActorRef TempContainer { get => throw null; }
    public Akka.Actor.LocalActorRef Guardian { get => throw null; }
    public Akka.Actor.LocalActorRef SystemGuardian { get => throw null; }
    public Akka.Actor.Settings Settings { get => throw null; }
    public Akka.Event.EventStream EventStream { get => throw null; }
    public Akka.Event.ILoggingAdapter Log { get => throw null; }
    public Akka.Serialization.Information SerializationInformation { get => throw null; }
    public Task TerminationTask { get => throw null; }
    public void Init(Akka.Actor.Internal.ActorSystemImpl system)=> throw null;
    public void RegisterExtraName(string name, Akka.Actor.IInternalActorRef actor)=> throw null;
    public void RegisterTempActor(Akka.Actor.IInternalActorRef actorRef, Akka.Actor.ActorPath path)=> throw null;
    public void UnregisterTempActor(Akka.Actor.ActorPath path)=> throw null;
}
public partial class LocalOnlyDecider : Akka.Actor.IDecider
{
    internal LocalOnlyDecider() { }
    public LocalOnlyDecider(Func<Exception, Akka.Actor.Directive> decider) { }
    public Akka.Actor.Directive Decide(Exception cause)=> throw null;
}
public partial class LocalScope : Akka.Actor.Scope, Akka.Util.ISurrogated
{
    internal LocalScope() { }
    public Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Actor.Scope Copy()=> throw null;
    public override Akka.Actor.Scope WithFallback(Akka.Actor.Scope other)=> throw null;
    public static Akka.Actor.LocalScope Instance { get => throw null; }
    public partial class LocalScopeSurrogate : Akka.Util.ISurrogate
    {
        public LocalScopeSurrogate() { }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    }
}
public partial class LoggerInitializationException : Akka.Actor.AkkaException
{
    public LoggerInitializationException() { }
    public LoggerInitializationException(string message) { }
    public LoggerInitializationException(string message, Exception cause = default) { }
    protected LoggerInitializationException(SerializationInfo info, StreamingContext context) { }
}
public abstract partial class MinimalActorRef : Akka.Actor.InternalActorRefBase
{
    public override Akka.Actor.IActorRef GetChild(IReadOnlyList<string> name)=> throw null;
    public override Akka.Actor.IInternalActorRef Parent { get => throw null; }
    public override bool IsLocal { get => throw null; }
    [System.Obsolete] public override bool IsTerminated { get => throw null; }
    public override void Restart(Exception cause)=> throw null;
    public override void Resume(Exception causedByFailure = default)=> throw null;
    public override void SendSystemMessage(Akka.Dispatch.SysMsg.ISystemMessage message)=> throw null;
    public override void Start()=> throw null;
    public override void Stop()=> throw null;
    public override void Suspend()=> throw null;
    protected MinimalActorRef() { }
    protected override void TellInternal(object message, Akka.Actor.IActorRef sender)=> throw null;
}
public sealed partial class Nobody : Akka.Actor.MinimalActorRef
{
    internal Nobody() { }
    public override Akka.Actor.ActorPath Path { get => throw null; }
    public override Akka.Actor.IActorRefProvider Provider { get => throw null; }
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public static Akka.Actor.Nobody Instance;
    public partial class NobodySurrogate : Akka.Util.ISurrogate
    {
        public NobodySurrogate() { }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    }
}
public partial class OneForOneStrategy : Akka.Actor.SupervisorStrategy, IEquatable<Akka.Actor.OneForOneStrategy>
{
    public OneForOneStrategy(Akka.Actor.IDecider decider) { }
    public OneForOneStrategy(Func<Exception, Akka.Actor.Directive> localOnlyDecider) { }
    public OneForOneStrategy(Func<Exception, Akka.Actor.Directive> localOnlyDecider, bool loggingEnabled = true) { }
    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Akka.Actor.IDecider decider, bool loggingEnabled = true) { }
    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Akka.Actor.Directive> localOnlyDecider, bool loggingEnabled = true) { }
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Akka.Actor.IDecider decider) { }
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Akka.Actor.Directive> localOnlyDecider) { }
    public Akka.Actor.OneForOneStrategy WithMaxNrOfRetries(int maxNrOfRetries)=> throw null;
    public bool Equals(Akka.Actor.OneForOneStrategy other)=> throw null;
    public int MaxNumberOfRetries { get => throw null; }
    public int WithinTimeRangeMilliseconds { get => throw null; }
    public override Akka.Actor.IDecider Decider { get => throw null; }
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override void HandleChildTerminated(Akka.Actor.IActorContext actorContext, Akka.Actor.IActorRef child, IEnumerable<Akka.Actor.IInternalActorRef> children)=> throw null;
    public override void ProcessFailure(Akka.Actor.IActorContext context, bool restart, Akka.Actor.IActorRef child, Exception cause, Akka.Actor.Internal.ChildRestartStats stats, IReadOnlyCollection<Akka.Actor.Internal.ChildRestartStats> children)=> throw null;
    protected OneForOneStrategy() { }
    protected override Akka.Actor.Directive Handle(Akka.Actor.IActorRef child, Exception exception)=> throw null;
    public partial class OneForOneStrategySurrogate : Akka.Util.ISurrogate
    {
        public OneForOneStrategySurrogate() { }
        public Akka.Actor.IDecider Decider { get => throw null; set => throw null; }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public bool LoggingEnabled { get => throw null; set => throw null; }
        public int MaxNumberOfRetries { get => throw null; set => throw null; }
        public int WithinTimeRangeMilliseconds { get => throw null; set => throw null; }
    }
}
public static partial class PipeToSupport
{
    public static Task PipeTo(this Task taskToPipe, Akka.Actor.ICanTell recipient, Akka.Actor.IActorRef sender = default, Func<object> success = default, Func<Exception, object> failure = default)=> throw null;
    public static Task PipeTo(this Task taskToPipe, Akka.Actor.ICanTell recipient, bool useConfigureAwait, Akka.Actor.IActorRef sender = default, Func<object> success = default, Func<Exception, object> failure = default)=> throw null;
    public static Task PipeTo(this ValueTask taskToPipe, Akka.Actor.ICanTell recipient, Akka.Actor.IActorRef sender = default, Func<object> success = default, Func<Exception, object> failure = default)=> throw null;
    public static Task PipeTo(this ValueTask taskToPipe, Akka.Actor.ICanTell recipient, bool useConfigureAwait, Akka.Actor.IActorRef sender = default, Func<object> success = default, Func<Exception, object> failure = default)=> throw null;
    public static Task PipeTo<T>(this Task<T> taskToPipe, Akka.Actor.ICanTell recipient, Akka.Actor.IActorRef sender = default, Func<T, object> success = default, Func<Exception, object> failure = default)=> throw null;
    public static Task PipeTo<T>(this Task<T> taskToPipe, Akka.Actor.ICanTell recipient, bool useConfigureAwait, Akka.Actor.IActorRef sender = default, Func<T, object> success = default, Func<Exception, object> failure = default)=> throw null;
    public static Task PipeTo<T>(this ValueTask<T> taskToPipe, Akka.Actor.ICanTell recipient, Akka.Actor.IActorRef sender = default, Func<T, object> success = default, Func<Exception, object> failure = default)=> throw null;
    public static Task PipeTo<T>(this ValueTask<T> taskToPipe, Akka.Actor.ICanTell recipient, bool useConfigureAwait, Akka.Actor.IActorRef sender = default, Func<T, object> success = default, Func<Exception, object> failure = default)=> throw null;
}
public sealed partial class PoisonPill : Akka.Actor.IAutoReceivedMessage, Akka.Actor.IPossiblyHarmful, Akka.Event.IDeadLetterSuppression
{
    internal PoisonPill() { }
    public override string ToString()=> throw null;
    public static Akka.Actor.PoisonPill Instance { get => throw null; }
}
public partial class PostRestartException : Akka.Actor.ActorInitializationException
{
    internal PostRestartException() { }
    public PostRestartException(Akka.Actor.IActorRef actor, Exception cause, Exception originalCause) { }
    public Exception OriginalCause { get => throw null; }
    public override void GetObjectData(SerializationInfo info, StreamingContext context)=> throw null;
    protected PostRestartException(SerializationInfo info, StreamingContext context) { }
}
public partial class PreRestartException : Akka.Actor.ActorInitializationException
{
    internal PreRestartException() { }
    public PreRestartException(Akka.Actor.IActorRef actor, Exception restartException, Exception cause, object optionalMessage) { }
    public Exception RestartException { get => throw null; }
    public object OptionalMessage { get => throw null; }
    public override void GetObjectData(SerializationInfo info, StreamingContext context)=> throw null;
    protected PreRestartException(SerializationInfo info, StreamingContext context) { }
}
public partial class Props : Akka.Util.ISurrogated, IEquatable<Akka.Actor.Props>
{
    public Props(Akka.Actor.Deploy deploy, Type type, IEnumerable<object> args) { }
    public Props(Akka.Actor.Deploy deploy, Type type, params object[] args) { }
    public Props(Type type) { }
    public Props(Type type, Akka.Actor.SupervisorStrategy supervisorStrategy, IEnumerable<object> args) { }
    public Props(Type type, Akka.Actor.SupervisorStrategy supervisorStrategy, params object[] args) { }
    public Props(Type type, object[] args) { }
    public Akka.Actor.Deploy Deploy { get => throw null; protected set => throw null; }
    public Akka.Actor.Props WithDeploy(Akka.Actor.Deploy deploy)=> throw null;
    public Akka.Actor.Props WithDispatcher(string dispatcher)=> throw null;
    public Akka.Actor.Props WithMailbox(string mailbox)=> throw null;
    public Akka.Actor.Props WithRouter(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public Akka.Actor.Props WithStashCapacity(int stashCapacity)=> throw null;
    public Akka.Actor.Props WithSupervisorStrategy(Akka.Actor.SupervisorStrategy supervisorStrategy)=> throw null;
    public Akka.Actor.SupervisorStrategy SupervisorStrategy { get => throw null; protected set => throw null; }
    public Akka.Routing.RouterConfig RouterConfig { get => throw null; }
    public Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public Type Type { get => throw null; }
    public bool Equals(Akka.Actor.Props other)=> throw null;
    public object[] Arguments { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    protected Props() { }
    protected Props(Akka.Actor.Props copy) { }
    protected virtual Akka.Actor.Props Copy()=> throw null;
    public static Akka.Actor.Props Create(Type type, params object[] args)=> throw null;
    public static Akka.Actor.Props Create<TActor>(Akka.Actor.SupervisorStrategy supervisorStrategy) where TActor : Akka.Actor.ActorBase, new()=> throw null;
    public static Akka.Actor.Props Create<TActor>(Expression<Func<TActor>> factory, Akka.Actor.SupervisorStrategy supervisorStrategy = default) where TActor : Akka.Actor.ActorBase=> throw null;
    public static Akka.Actor.Props Create<TActor>(params object[] args) where TActor : Akka.Actor.ActorBase=> throw null;
    public static Akka.Actor.Props CreateBy(Akka.Actor.IIndirectActorProducer producer, params object[] args)=> throw null;
    [System.Obsolete] public static Akka.Actor.Props CreateBy<TProducer>(params object[] args) where TProducer : class, Akka.Actor.IIndirectActorProducer=> throw null;
    public static Akka.Actor.Props Empty { get => throw null; }
    public static readonly Akka.Actor.Props None;
    public string Dispatcher { get => throw null; }
    public string Mailbox { get => throw null; }
    public string TypeName { get => throw null; }
    public virtual Akka.Actor.ActorBase NewActor()=> throw null;
    public partial class PropsSurrogate : Akka.Util.ISurrogate
    {
        public PropsSurrogate() { }
        public Akka.Actor.Deploy Deploy { get => throw null; set => throw null; }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public Type Type { get => throw null; set => throw null; }
        public object[] Arguments { get => throw null; set => throw null; }
    }
}
public delegate bool Receive(object message);
public abstract partial class ReceiveActor : Akka.Actor.UntypedActor, Akka.Actor.Internal.IInitializableActor
{
    protected ReceiveActor() { }
    protected sealed override void OnReceive(object message)=> throw null;
    protected void Become(Action configure)=> throw null;
    protected void BecomeStacked(Action configure)=> throw null;
    protected void Receive(Type messageType, Action<object> handler, Predicate<object> shouldHandle = default)=> throw null;
    protected void Receive(Type messageType, Func<object, bool> handler)=> throw null;
    protected void Receive(Type messageType, Predicate<object> shouldHandle, Action<object> handler)=> throw null;
    protected void Receive<T>(Action<T> handler, Predicate<T> shouldHandle = default)=> throw null;
    protected void Receive<T>(Func<T, bool> handler)=> throw null;
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler)=> throw null;
    protected void ReceiveAny(Action<object> handler)=> throw null;
    protected void ReceiveAnyAsync(Func<object, Task> handler)=> throw null;
    protected void ReceiveAsync(Type messageType, Func<object, Task> handler, Predicate<object> shouldHandle = default)=> throw null;
    protected void ReceiveAsync(Type messageType, Predicate<object> shouldHandle, Func<object, Task> handler)=> throw null;
    protected void ReceiveAsync<T>(Func<T, Task> handler, Predicate<T> shouldHandle = default)=> throw null;
    protected void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, Task> handler)=> throw null;
    void Akka.Actor.Internal.IInitializableActor.Init() => throw null;
}
public partial class ReceiveTimeout : Akka.Actor.IPossiblyHarmful
{
    internal ReceiveTimeout() { }
    public static Akka.Actor.ReceiveTimeout Instance { get => throw null; }
}
public partial class RemoteScope : Akka.Actor.Scope, IEquatable<Akka.Actor.RemoteScope>
{
    public RemoteScope(Akka.Actor.Address address) { }
    public Akka.Actor.Address Address { get => throw null; set => throw null; }
    public bool Equals(Akka.Actor.RemoteScope other)=> throw null;
    public override Akka.Actor.Scope Copy()=> throw null;
    public override Akka.Actor.Scope WithFallback(Akka.Actor.Scope other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    protected RemoteScope() { }
}
public partial class RepointableActorRef : Akka.Actor.ActorRefWithCell, Akka.Actor.IRepointableRef
{
    internal RepointableActorRef() { }
    public RepointableActorRef(Akka.Actor.Internal.ActorSystemImpl system, Akka.Actor.Props props, Akka.Dispatch.MessageDispatcher dispatcher, Akka.Dispatch.MailboxType mailboxType, Akka.Actor.IInternalActorRef supervisor, Akka.Actor.ActorPath path) { }
    public Akka.Actor.ICell Lookup { get => throw null; }
    public Akka.Actor.RepointableActorRef Initialize(bool async)=> throw null;
    public bool IsStarted { get => throw null; }
    public override Akka.Actor.ActorPath Path { get => throw null; }
    public override Akka.Actor.IActorRef GetChild(IReadOnlyList<string> name)=> throw null;
    public override Akka.Actor.IActorRefProvider Provider { get => throw null; }
    public override Akka.Actor.ICell Underlying { get => throw null; }
    public override Akka.Actor.IInternalActorRef GetSingleChild(string name)=> throw null;
    public override Akka.Actor.IInternalActorRef Parent { get => throw null; }
    public override IEnumerable<Akka.Actor.IActorRef> Children { get => throw null; }
    public override bool IsLocal { get => throw null; }
    public override bool IsTerminated { get => throw null; }
    public override void Restart(Exception cause)=> throw null;
    public override void Resume(Exception causedByFailure = default)=> throw null;
    public override void SendSystemMessage(Akka.Dispatch.SysMsg.ISystemMessage message)=> throw null;
    public override void Start()=> throw null;
    public override void Stop()=> throw null;
    public override void Suspend()=> throw null;
    protected override void TellInternal(object message, Akka.Actor.IActorRef sender)=> throw null;
    protected readonly Akka.Actor.ActorPath _path;
    protected readonly Akka.Actor.IInternalActorRef Supervisor;
    protected readonly Akka.Actor.Internal.ActorSystemImpl System;
    protected readonly Akka.Actor.Props Props;
    protected readonly Akka.Dispatch.MessageDispatcher Dispatcher;
    protected virtual Akka.Actor.ActorCell NewCell()=> throw null;
    public void Point()=> throw null;
    public void SwapUnderlying(Akka.Actor.ICell cell)=> throw null;
}
public partial class RootGuardianActorRef : Akka.Actor.LocalActorRef
{
    internal RootGuardianActorRef() { }
    public RootGuardianActorRef(Akka.Actor.Internal.ActorSystemImpl system, Akka.Actor.Props props, Akka.Dispatch.MessageDispatcher dispatcher, Akka.Dispatch.MailboxType mailboxType, Akka.Actor.IInternalActorRef supervisor, Akka.Actor.ActorPath path, Akka.Actor.IInternalActorRef deadLetters, IReadOnlyDictionary<string, Akka.Actor.IInternalActorRef> extraNames) { }
    public override Akka.Actor.IInternalActorRef GetSingleChild(string name)=> throw null;
    public override Akka.Actor.IInternalActorRef Parent { get => throw null; }
    public void SetTempContainer(Akka.Actor.IInternalActorRef tempContainer)=> throw null;
}
public partial class RootGuardianSupervisor : Akka.Actor.MinimalActorRef
{
    internal RootGuardianSupervisor() { }
    public RootGuardianSupervisor(Akka.Actor.RootActorPath root, Akka.Actor.IActorRefProvider provider, TaskCompletionSource<Akka.Actor.Status> terminationPromise, Akka.Event.ILoggingAdapter log) { }
    public Exception CauseOfTermination { get => throw null; }
    public override Akka.Actor.ActorPath Path { get => throw null; }
    public override Akka.Actor.IActorRefProvider Provider { get => throw null; }
    public override void SendSystemMessage(Akka.Dispatch.SysMsg.ISystemMessage systemMessage)=> throw null;
    public override void Stop()=> throw null;
    protected override void TellInternal(object message, Akka.Actor.IActorRef sender)=> throw null;
}
public abstract partial class SchedulerBase : Akka.Actor.IAdvancedScheduler, Akka.Actor.IScheduler
{
    internal SchedulerBase() { }
    public abstract TimeSpan HighResMonotonicClock { get; }
    public abstract TimeSpan MonotonicClock { get; }
    protected SchedulerBase(Akka.Configuration.Config scheduler, Akka.Event.ILoggingAdapter log) { }
    protected abstract DateTimeOffset TimeNow { get; }
    protected abstract void InternalScheduleOnce(TimeSpan delay, Action action, Akka.Actor.ICancelable cancelable);
    protected abstract void InternalScheduleOnce(TimeSpan delay, Akka.Dispatch.IRunnable action, Akka.Actor.ICancelable cancelable);
    protected abstract void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, Akka.Actor.ICancelable cancelable);
    protected abstract void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Akka.Dispatch.IRunnable action, Akka.Actor.ICancelable cancelable);
    protected abstract void InternalScheduleTellOnce(TimeSpan delay, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender, Akka.Actor.ICancelable cancelable);
    protected abstract void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender, Akka.Actor.ICancelable cancelable);
    protected readonly Akka.Configuration.Config SchedulerConfig;
    protected readonly Akka.Event.ILoggingAdapter Log;
    protected static void ValidateDelay(TimeSpan delay, string parameterName)=> throw null;
    protected static void ValidateInterval(TimeSpan interval, string parameterName)=> throw null;
    public void ScheduleOnce(TimeSpan delay, Akka.Dispatch.IRunnable action)=> throw null;
    public void ScheduleOnce(TimeSpan delay, Akka.Dispatch.IRunnable action, Akka.Actor.ICancelable cancelable)=> throw null;
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Akka.Dispatch.IRunnable action)=> throw null;
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Akka.Dispatch.IRunnable action, Akka.Actor.ICancelable cancelable)=> throw null;
    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action) => throw null;
    void IActionScheduler.ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => throw null;
    void IActionScheduler.ScheduleRepeatedly(TimeSpan a, TimeSpan b, Action action) => throw null;
    void IActionScheduler.ScheduleRepeatedly(TimeSpan a, TimeSpan b, Action action, ICancelable cancelable) => throw null;
    IAdvancedScheduler IScheduler.Advanced => throw null;
    void ITellScheduler.ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) => throw null;
    void ITellScheduler.ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) => throw null;
    void ITellScheduler.ScheduleTellRepeatedly(TimeSpan a, TimeSpan b, ICanTell receiver, object message, IActorRef sender) => throw null;
    void ITellScheduler.ScheduleTellRepeatedly(TimeSpan a, TimeSpan b, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) => throw null;
    DateTimeOffset ITimeProvider.Now => throw null;
}
public sealed partial class SchedulerException : Akka.Actor.AkkaException
{
    internal SchedulerException() { }
    public SchedulerException(SerializationInfo info, StreamingContext context) { }
    public SchedulerException(string message) { }
}
public static partial class SchedulerExtensions
{
    public static Akka.Actor.ICancelable ScheduleOnceCancelable(this Akka.Actor.IActionScheduler scheduler, TimeSpan delay, Action action)=> throw null;
    public static Akka.Actor.ICancelable ScheduleOnceCancelable(this Akka.Actor.IActionScheduler scheduler, int millisecondsDelay, Action action)=> throw null;
    public static Akka.Actor.ICancelable ScheduleRepeatedlyCancelable(this Akka.Actor.IActionScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, Action action)=> throw null;
    public static Akka.Actor.ICancelable ScheduleRepeatedlyCancelable(this Akka.Actor.IActionScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, Action action)=> throw null;
    public static Akka.Actor.ICancelable ScheduleTellOnceCancelable(this Akka.Actor.IScheduler scheduler, TimeSpan delay, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender)=> throw null;
    public static Akka.Actor.ICancelable ScheduleTellOnceCancelable(this Akka.Actor.IScheduler scheduler, int millisecondsDelay, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender)=> throw null;
    public static Akka.Actor.ICancelable ScheduleTellRepeatedlyCancelable(this Akka.Actor.IScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender)=> throw null;
    public static Akka.Actor.ICancelable ScheduleTellRepeatedlyCancelable(this Akka.Actor.IScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender)=> throw null;
    public static void ScheduleOnce(this Akka.Actor.IActionScheduler scheduler, int millisecondsDelay, Action action, Akka.Actor.ICancelable cancelable = default)=> throw null;
    public static void ScheduleRepeatedly(this Akka.Actor.IActionScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, Action action, Akka.Actor.ICancelable cancelable = default)=> throw null;
    public static void ScheduleTellOnce(this Akka.Actor.ITellScheduler scheduler, int millisecondsDelay, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender, Akka.Actor.ICancelable cancelable = default)=> throw null;
    public static void ScheduleTellRepeatedly(this Akka.Actor.ITellScheduler scheduler, int initialMillisecondsDelay, int millisecondsInterval, Akka.Actor.ICanTell receiver, object message, Akka.Actor.IActorRef sender, Akka.Actor.ICancelable cancelable = default)=> throw null;
}
public abstract partial class Scope : IEquatable<Akka.Actor.Scope>
{
    public abstract Akka.Actor.Scope Copy();
    public abstract Akka.Actor.Scope WithFallback(Akka.Actor.Scope other);
    protected Scope() { }
    public static readonly Akka.Actor.LocalScope Local;
    public virtual bool Equals(Akka.Actor.Scope other)=> throw null;
}
public partial class SelectChildName : Akka.Actor.SelectionPathElement
{
    internal SelectChildName() { }
    public SelectChildName(string name) { }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    protected bool Equals(Akka.Actor.SelectChildName other)=> throw null;
    public string Name { get => throw null; }
}
public partial class SelectChildPattern : Akka.Actor.SelectionPathElement
{
    internal SelectChildPattern() { }
    public SelectChildPattern(string patternStr) { }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    protected bool Equals(Akka.Actor.SelectChildPattern other)=> throw null;
    public string PatternStr { get => throw null; }
}
public partial class SelectChildRecursive : Akka.Actor.SelectionPathElement
{
    public SelectChildRecursive() { }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    public static readonly Akka.Actor.SelectChildRecursive Instance;
}
public partial class SelectParent : Akka.Actor.SelectionPathElement
{
    public SelectParent() { }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
    public static readonly Akka.Actor.SelectParent Instance;
}
public abstract partial class SelectionPathElement
{
    protected SelectionPathElement() { }
}
public partial class Settings
{
    internal Settings() { }
    public Settings(Akka.Actor.ActorSystem system, Akka.Configuration.Config config) { }
    public Settings(Akka.Actor.ActorSystem system, Akka.Configuration.Config config, Akka.Actor.Setup.ActorSystemSetup setup) { }
    public Akka.Actor.ActorSystem System { get => throw null; }
    public Akka.Actor.ProviderSelection ProviderSelectionType { get => throw null; }
    public Akka.Actor.Setup.ActorSystemSetup Setup { get => throw null; }
    public Akka.Configuration.Config Config { get => throw null; }
    public Akka.Event.ILogMessageFormatter LogFormatter { get => throw null; }
    public Akka.Event.LogFilterEvaluator LogFilter { get => throw null; }
    public Akka.Event.MinimalLogger StdoutLogger { get => throw null; }
    public IList<string> Loggers { get => throw null; }
    public TimeSpan AskTimeout { get => throw null; }
    public TimeSpan CreationTimeout { get => throw null; }
    public TimeSpan LogDeadLettersSuspendDuration { get => throw null; }
    public TimeSpan LoggerStartTimeout { get => throw null; }
    public TimeSpan SchedulerShutdownTimeout { get => throw null; }
    public TimeSpan UnstartedPushTimeout { get => throw null; }
    public bool AddLoggingReceive { get => throw null; }
    public bool CoordinatedShutdownRunByActorSystemTerminate { get => throw null; }
    public bool CoordinatedShutdownTerminateActorSystem { get => throw null; }
    public bool DebugAutoReceive { get => throw null; }
    public bool DebugEventStream { get => throw null; }
    public bool DebugLifecycle { get => throw null; }
    public bool DebugRouterMisconfiguration { get => throw null; }
    public bool DebugTimerScheduler { get => throw null; }
    public bool DebugUnhandledMessage { get => throw null; }
    public bool EmitActorTelemetry { get => throw null; }
    public bool FsmDebugEvent { get => throw null; }
    public bool HasCluster { get => throw null; }
    public bool LogConfigOnStart { get => throw null; }
    public bool LogDeadLettersDuringShutdown { get => throw null; }
    public bool LogSerializerOverrideOnStart { get => throw null; }
    public bool LoggerAsyncStart { get => throw null; }
    public bool SerializeAllCreators { get => throw null; }
    public bool SerializeAllMessages { get => throw null; }
    public int DefaultVirtualNodesFactor { get => throw null; }
    public int LogDeadLetters { get => throw null; }
    public override string ToString()=> throw null;
    public string ConfigVersion { get => throw null; }
    public string Home { get => throw null; }
    public string LogLevel { get => throw null; }
    public string LoggersDispatcher { get => throw null; }
    public string ProviderClass { get => throw null; }
    public string SchedulerClass { get => throw null; }
    public string StdoutLogLevel { get => throw null; }
    public string SupervisorStrategyClass { get => throw null; }
    public void InjectTopLevelFallback(Akka.Configuration.Config config)=> throw null;
}
public static partial class StashFactory
{
    public static Akka.Actor.IStash CreateStash(this Akka.Actor.IActorContext context, Akka.Actor.IActorStash actorInstance)=> throw null;
    public static Akka.Actor.IStash CreateStash(this Akka.Actor.IActorContext context, Type actorType)=> throw null;
    public static Akka.Actor.IStash CreateStash<T>(this Akka.Actor.IActorContext context) where T : Akka.Actor.ActorBase=> throw null;
}
public partial class StashOverflowException : Akka.Actor.AkkaException
{
    internal StashOverflowException() { }
    public StashOverflowException(string message, Exception cause = default) { }
    protected StashOverflowException(SerializationInfo info, StreamingContext context) { }
}
public abstract partial class Status
{
    protected Status() { }
    public sealed partial class Failure : Akka.Actor.Status
    {
        internal Failure() { }
        public Failure(Exception cause) { }
        public Failure(Exception cause, object state) { }
        public override string ToString()=> throw null;
        public readonly Exception Cause;
        public readonly object State;
    }
    public sealed partial class Success : Akka.Actor.Status
    {
        internal Success() { }
        public Success(object status) { }
        public override string ToString()=> throw null;
        public readonly object Status;
        public static readonly Akka.Actor.Status.Success Instance;
    }
}
public partial class StoppingSupervisorStrategy : Akka.Actor.SupervisorStrategyConfigurator
{
    public StoppingSupervisorStrategy() { }
    public override Akka.Actor.SupervisorStrategy Create()=> throw null;
}
public abstract partial class SupervisorStrategy : Akka.Util.ISurrogated
{
    public abstract Akka.Actor.IDecider Decider { get; }
    public abstract Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system);
    public abstract void HandleChildTerminated(Akka.Actor.IActorContext actorContext, Akka.Actor.IActorRef child, IEnumerable<Akka.Actor.IInternalActorRef> children);
    public abstract void ProcessFailure(Akka.Actor.IActorContext context, bool restart, Akka.Actor.IActorRef child, Exception cause, Akka.Actor.Internal.ChildRestartStats stats, IReadOnlyCollection<Akka.Actor.Internal.ChildRestartStats> children);
    public bool HandleFailure(Akka.Actor.ActorCell actorCell, Akka.Actor.IActorRef child, Exception cause, Akka.Actor.Internal.ChildRestartStats stats, IReadOnlyCollection<Akka.Actor.Internal.ChildRestartStats> children)=> throw null;
    protected SupervisorStrategy() { }
    protected abstract Akka.Actor.Directive Handle(Akka.Actor.IActorRef child, Exception exception);
    protected bool LoggingEnabled { get => throw null; set => throw null; }
    protected virtual void LogFailure(Akka.Actor.IActorContext context, Akka.Actor.IActorRef child, Exception cause, Akka.Actor.Directive directive)=> throw null;
    protected void RestartChild(Akka.Actor.IActorRef child, Exception cause, bool suspendFirst)=> throw null;
    protected void ResumeChild(Akka.Actor.IActorRef child, Exception exception)=> throw null;
    public static Akka.Actor.IDecider DefaultDecider;
    public static readonly Akka.Actor.OneForOneStrategy StoppingStrategy;
    public static readonly Akka.Actor.SupervisorStrategy DefaultStrategy;
}
public abstract partial class SupervisorStrategyConfigurator
{
    public abstract Akka.Actor.SupervisorStrategy Create();
    protected SupervisorStrategyConfigurator() { }
    public static Akka.Actor.SupervisorStrategyConfigurator CreateConfigurator(string typeName)=> throw null;
}
public partial class SystemGuardianActor : Akka.Actor.ActorBase, Akka.Dispatch.IRequiresMessageQueue<Akka.Dispatch.IUnboundedMessageQueueSemantics>
{
    internal SystemGuardianActor() { }
    public SystemGuardianActor(Akka.Actor.IActorRef userGuardian) { }
    protected override bool Receive(object message)=> throw null;
    protected override void PreRestart(Exception reason, object message)=> throw null;
}
public sealed partial class Terminated : Akka.Actor.IAutoReceivedMessage, Akka.Actor.INoSerializationVerificationNeeded, Akka.Actor.IPossiblyHarmful, Akka.Event.IDeadLetterSuppression, IEquatable<Akka.Actor.Terminated>
{
    internal Terminated() { }
    public Terminated(Akka.Actor.IActorRef actorRef, bool existenceConfirmed, bool addressTerminated) { }
    public Akka.Actor.IActorRef ActorRef { get => throw null; }
    public bool AddressTerminated { get => throw null; }
    public bool Equals(Akka.Actor.Terminated other)=> throw null;
    public bool ExistenceConfirmed { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override string ToString()=> throw null;
}
public partial class TerminatedProps : Akka.Actor.Props
{
    public TerminatedProps() { }
    public override Akka.Actor.ActorBase NewActor()=> throw null;
}
public partial class UnstartedCell : Akka.Actor.ICell
{
    internal UnstartedCell() { }
    public UnstartedCell(Akka.Actor.Internal.ActorSystemImpl system, Akka.Actor.RepointableActorRef self, Akka.Actor.Props props, Akka.Actor.IInternalActorRef supervisor) { }
    public Akka.Actor.ActorSystem System { get => throw null; }
    public Akka.Actor.IActorRef Self { get => throw null; }
    public Akka.Actor.IInternalActorRef GetChildByName(string name)=> throw null;
    public Akka.Actor.IInternalActorRef GetSingleChild(string name)=> throw null;
    public Akka.Actor.IInternalActorRef Parent { get => throw null; }
    public Akka.Actor.Internal.ActorSystemImpl SystemImpl { get => throw null; }
    public Akka.Actor.Internal.IChildrenContainer ChildrenContainer { get => throw null; }
    public Akka.Actor.Props Props { get => throw null; }
    public IEnumerable<Akka.Actor.IInternalActorRef> GetChildren()=> throw null;
    public bool HasMessages { get => throw null; }
    public bool IsLocal { get => throw null; }
    public bool IsTerminated { get => throw null; }
    public bool TryGetChildStatsByName(string name, out Akka.Actor.Internal.IChildStats child)=> throw null;
    public int NumberOfMessages { get => throw null; }
    public void ReplaceWith(Akka.Actor.ICell cell)=> throw null;
    public void Restart(Exception cause)=> throw null;
    public void Resume(Exception causedByFailure)=> throw null;
    public void SendMessage(Akka.Actor.IActorRef sender, object message)=> throw null;
    public void SendSystemMessage(Akka.Dispatch.SysMsg.ISystemMessage message)=> throw null;
    public void Start()=> throw null;
    public void Stop()=> throw null;
    public void Suspend()=> throw null;
}
public abstract partial class UntypedActor : Akka.Actor.ActorBase
{
    protected UntypedActor() { }
    protected abstract void OnReceive(object message);
    protected sealed override bool Receive(object message)=> throw null;
    protected static Akka.Actor.IUntypedActorContext Context { get => throw null; }
    protected void Become(Akka.Actor.UntypedReceive receive)=> throw null;
    protected void BecomeStacked(Akka.Actor.UntypedReceive receive)=> throw null;
    protected void RunTask(Action action)=> throw null;
    protected void RunTask(Func<Task> action)=> throw null;
}
public abstract partial class UntypedActorWithStash : Akka.Actor.UntypedActor, Akka.Actor.IWithStash
{
    public Akka.Actor.IStash Stash { get => throw null; set => throw null; }
    protected UntypedActorWithStash() { }
}
public abstract partial class UntypedActorWithUnboundedStash : Akka.Actor.UntypedActor, Akka.Actor.IWithUnboundedStash
{
    public Akka.Actor.IStash Stash { get => throw null; set => throw null; }
    protected UntypedActorWithUnboundedStash() { }
}
public abstract partial class UntypedActorWithUnrestrictedStash : Akka.Actor.UntypedActor, Akka.Actor.IWithUnrestrictedStash
{
    public Akka.Actor.IStash Stash { get => throw null; set => throw null; }
    protected UntypedActorWithUnrestrictedStash() { }
}
public delegate void UntypedReceive(object message);
public static partial class WatchAsyncSupport
{
    public static Task<bool> WatchAsync(this Akka.Actor.IActorRef target, CancellationToken token = default)=> throw null;
}
public static partial class WrappedMessage
{
    public static object Unwrap(object message)=> throw null;
}
