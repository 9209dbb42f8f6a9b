using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Dispatch;

public sealed partial class ActionRunnable : Akka.Dispatch.IRunnable
{
    internal ActionRunnable() { }
    public ActionRunnable(Action action) { }
    public void Execute()=> throw null;
    public void Run()=> throw null;
}
public sealed partial class ActionWithStateRunnable : Akka.Dispatch.IRunnable
{
    internal ActionWithStateRunnable() { }
    public ActionWithStateRunnable(Action<object> actionWithState, object state) { }
    public void Execute()=> throw null;
    public void Run()=> throw null;
}
public partial class ActorTaskScheduler : TaskScheduler
{
    internal ActorTaskScheduler() { }
    public object CurrentMessage { get => throw null; }
    public override int MaximumConcurrencyLevel { get => throw null; }
    protected override IEnumerable<Task> GetScheduledTasks()=> throw null;
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued)=> throw null;
    protected override void QueueTask(Task task)=> throw null;
    protected virtual void OnAfterTaskCompleted()=> throw null;
    protected virtual void OnBeforeTaskStarted()=> throw null;
    public static void RunTask(Action action)=> throw null;
    public static void RunTask(Func<Task> asyncAction)=> throw null;
}
public partial class BoundedDequeBasedMailbox : Akka.Dispatch.MailboxType, Akka.Dispatch.IProducesMessageQueue<Akka.Dispatch.MessageQueues.BoundedDequeMessageQueue>, Akka.Dispatch.IProducesPushTimeoutSemanticsMailbox
{
    internal BoundedDequeBasedMailbox() { }
    public BoundedDequeBasedMailbox(Akka.Actor.Settings settings, Akka.Configuration.Config config) { }
    public TimeSpan PushTimeout { get => throw null; }
    public int Capacity { get => throw null; }
    public override Akka.Dispatch.MessageQueues.IMessageQueue Create(Akka.Actor.IActorRef owner, Akka.Actor.ActorSystem system)=> throw null;
}
public sealed partial class BoundedMailbox : Akka.Dispatch.MailboxType, Akka.Dispatch.IProducesMessageQueue<Akka.Dispatch.MessageQueues.BoundedMessageQueue>, Akka.Dispatch.IProducesPushTimeoutSemanticsMailbox
{
    internal BoundedMailbox() { }
    public BoundedMailbox(Akka.Actor.Settings settings, Akka.Configuration.Config config) { }
    public TimeSpan PushTimeout { get => throw null; }
    public int Capacity { get => throw null; }
    public override Akka.Dispatch.MessageQueues.IMessageQueue Create(Akka.Actor.IActorRef owner, Akka.Actor.ActorSystem system)=> throw null;
}
public sealed partial class ChannelTaskScheduler : Akka.Actor.IExtension, IDisposable
{
    internal ChannelTaskScheduler() { }
    public ChannelTaskScheduler(Akka.Actor.ExtendedActorSystem system) { }
    public TaskScheduler GetScheduler(Akka.Dispatch.TaskSchedulerPriority priority)=> throw null;
    public TaskScheduler High { get => throw null; }
    public TaskScheduler Idle { get => throw null; }
    public TaskScheduler Low { get => throw null; }
    public TaskScheduler Normal { get => throw null; }
    public static Akka.Dispatch.ChannelTaskScheduler Get(Akka.Actor.ActorSystem system)=> throw null;
    public void Dispose()=> throw null;
}
public sealed partial class ChannelTaskSchedulerProvider : Akka.Actor.ExtensionIdProvider<Akka.Dispatch.ChannelTaskScheduler>
{
    public ChannelTaskSchedulerProvider() { }
    public override Akka.Dispatch.ChannelTaskScheduler CreateExtension(Akka.Actor.ExtendedActorSystem system)=> throw null;
}
public sealed partial class CurrentSynchronizationContextDispatcher : Akka.Dispatch.Dispatcher
{
    internal CurrentSynchronizationContextDispatcher() { }
    public CurrentSynchronizationContextDispatcher(Akka.Dispatch.MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime, Akka.Dispatch.ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout) { }
}
public sealed partial class DefaultDispatcherPrerequisites : Akka.Dispatch.IDispatcherPrerequisites
{
    internal DefaultDispatcherPrerequisites() { }
    public DefaultDispatcherPrerequisites(Akka.Event.EventStream eventStream, Akka.Actor.IScheduler scheduler, Akka.Actor.Settings settings, Akka.Dispatch.Mailboxes mailboxes) { }
    public Akka.Actor.IScheduler Scheduler { get => throw null; }
    public Akka.Actor.Settings Settings { get => throw null; }
    public Akka.Dispatch.Mailboxes Mailboxes { get => throw null; }
    public Akka.Event.EventStream EventStream { get => throw null; }
}
public partial class Dispatcher : Akka.Dispatch.MessageDispatcher
{
    internal Dispatcher() { }
    public Dispatcher(Akka.Dispatch.MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime, Akka.Dispatch.ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout) { }
    protected override void ExecuteTask(Akka.Dispatch.IRunnable run)=> throw null;
    protected override void Shutdown()=> throw null;
}
public sealed partial class DispatcherConfigurator : Akka.Dispatch.MessageDispatcherConfigurator
{
    internal DispatcherConfigurator() { }
    public DispatcherConfigurator(Akka.Configuration.Config config, Akka.Dispatch.IDispatcherPrerequisites prerequisites) { }
    public override Akka.Dispatch.MessageDispatcher Dispatcher()=> throw null;
}
public sealed partial class Dispatchers
{
    internal Dispatchers() { }
    public Dispatchers(Akka.Actor.ActorSystem system, Akka.Dispatch.IDispatcherPrerequisites prerequisites, Akka.Event.ILoggingAdapter logger) { }
    public Akka.Configuration.Config DefaultDispatcherConfig { get => throw null; }
    public Akka.Dispatch.IDispatcherPrerequisites Prerequisites { get => throw null; }
    public Akka.Dispatch.MessageDispatcher DefaultGlobalDispatcher { get => throw null; }
    public Akka.Dispatch.MessageDispatcher Lookup(string dispatcherName)=> throw null;
    public bool HasDispatcher(string id)=> throw null;
    public bool RegisterConfigurator(string id, Akka.Dispatch.MessageDispatcherConfigurator configurator)=> throw null;
    public const string DefaultBlockingDispatcherId = "akka.actor.default-blocking-io-dispatcher";
    public const string DefaultDispatcherId = "akka.actor.default-dispatcher";
    public const string SynchronizedDispatcherId = "akka.actor.synchronized-dispatcher";
    public static Akka.Configuration.Config GetConfig(Akka.Configuration.Config config, string id, int depth = 0)=> throw null;
}
public abstract partial class ExecutorService
{
    internal ExecutorService() { }
    public abstract void Execute(Akka.Dispatch.IRunnable run);
    public abstract void Shutdown();
    protected ExecutorService(string id) { }
    public string Id { get => throw null; }
}
public abstract partial class ExecutorServiceConfigurator : Akka.Dispatch.ExecutorServiceFactory
{
    internal ExecutorServiceConfigurator() { }
    public Akka.Configuration.Config Config { get => throw null; }
    public Akka.Dispatch.IDispatcherPrerequisites Prerequisites { get => throw null; }
    protected ExecutorServiceConfigurator(Akka.Configuration.Config config, Akka.Dispatch.IDispatcherPrerequisites prerequisites) { }
}
public abstract partial class ExecutorServiceFactory
{
    public abstract Akka.Dispatch.ExecutorService Produce(string id);
    protected ExecutorServiceFactory() { }
}
public partial class FutureActor : Akka.Actor.ActorBase
{
    public FutureActor() { }
    public FutureActor(TaskCompletionSource<object> completionSource, Akka.Actor.IActorRef respondTo) { }
    protected override bool Receive(object message)=> throw null;
}
public partial interface IBlockingMessageQueueSemantics : Akka.Dispatch.IMultipleConsumerSemantics
{
    TimeSpan BlockTimeOut { get; set; }
}
public partial interface IBoundedDequeBasedMessageQueueSemantics : Akka.Dispatch.IBoundedMessageQueueSemantics, Akka.Dispatch.IDequeBasedMessageQueueSemantics
{
}
public partial interface IBoundedMessageQueueSemantics : Akka.Dispatch.ISemantics
{
    TimeSpan PushTimeOut { get; }
}
public partial interface IDequeBasedMessageQueueSemantics : Akka.Dispatch.ISemantics
{
    void EnqueueFirst(Akka.Actor.Envelope envelope);
}
public partial interface IDispatcherPrerequisites
{
    Akka.Actor.IScheduler Scheduler { get; }
    Akka.Actor.Settings Settings { get; }
    Akka.Dispatch.Mailboxes Mailboxes { get; }
    Akka.Event.EventStream EventStream { get; }
}
public partial interface IMultipleConsumerSemantics : Akka.Dispatch.ISemantics
{
}
public partial interface IProducesMessageQueue<TQueue>
{
}
public partial interface IProducesPushTimeoutSemanticsMailbox
{
    TimeSpan PushTimeout { get; }
}
public partial interface IRequiresMessageQueue<T>
{
}
public partial interface IRunnable : IThreadPoolWorkItem
{
    void Run();
}
public partial interface ISemantics
{
}
public partial interface IUnboundedDequeBasedMessageQueueSemantics : Akka.Dispatch.IDequeBasedMessageQueueSemantics, Akka.Dispatch.IUnboundedMessageQueueSemantics
{
}
public partial interface IUnboundedMessageQueueSemantics : Akka.Dispatch.ISemantics
{
}
public partial class Mailbox : Akka.Dispatch.IRunnable
{
    internal Mailbox() { }
    public Mailbox(Akka.Dispatch.MessageQueues.IMessageQueue messageQueue) { }
    public Akka.Dispatch.MessageDispatcher Dispatcher { get => throw null; }
    public Akka.Dispatch.MessageQueues.IMessageQueue MessageQueue { get => throw null; }
    public static void DebugPrint(string message, params object[] args)=> throw null;
    public virtual void CleanUp()=> throw null;
    public virtual void SetActor(Akka.Actor.ActorCell actorCell)=> throw null;
    public void Execute()=> throw null;
    public void Run()=> throw null;
}
public abstract partial class MailboxType
{
    internal MailboxType() { }
    public abstract Akka.Dispatch.MessageQueues.IMessageQueue Create(Akka.Actor.IActorRef owner, Akka.Actor.ActorSystem system);
    protected MailboxType(Akka.Actor.Settings settings, Akka.Configuration.Config config) { }
    protected readonly Akka.Actor.Settings Settings;
    protected readonly Akka.Configuration.Config Config;
}
public partial class Mailboxes
{
    internal Mailboxes() { }
    public Mailboxes(Akka.Actor.ActorSystem system) { }
    public Akka.Actor.DeadLetterMailbox DeadLetterMailbox { get => throw null; }
    public Akka.Dispatch.MailboxType GetMailboxType(Akka.Actor.Props props, Akka.Configuration.Config dispatcherConfig)=> throw null;
    public Akka.Dispatch.MailboxType Lookup(string id)=> throw null;
    public Akka.Dispatch.MailboxType LookupByQueueType(Type queueType)=> throw null;
    public Type GetRequiredType(Type actorType)=> throw null;
    public bool HasRequiredType(Type actorType)=> throw null;
    public bool ProducesMessageQueue(Type mailboxType)=> throw null;
    public int StashCapacity(string dispatcher, string mailbox)=> throw null;
    public static readonly string DefaultMailboxId;
    public static readonly string NoMailboxRequirement;
}
public abstract partial class MessageDispatcher
{
    internal MessageDispatcher() { }
    public Akka.Dispatch.Mailboxes Mailboxes { get => throw null; }
    public Akka.Dispatch.MessageDispatcherConfigurator Configurator { get => throw null; }
    public Akka.Event.EventStream EventStream { get => throw null; }
    public TimeSpan ShutdownTimeout { get => throw null; protected set => throw null; }
    public const int DefaultThroughput = 100;
    public int Throughput { get => throw null; set => throw null; }
    public long? ThroughputDeadlineTime { get => throw null; protected set => throw null; }
    protected MessageDispatcher(Akka.Dispatch.MessageDispatcherConfigurator configurator) { }
    protected abstract void ExecuteTask(Akka.Dispatch.IRunnable run);
    protected abstract void Shutdown();
    protected long Inhabitants { get => throw null; }
    protected void ReportFailure(Exception ex)=> throw null;
    public string Id { get => throw null; protected set => throw null; }
    public virtual void Attach(Akka.Actor.ActorCell cell)=> throw null;
    public virtual void Detach(Akka.Actor.ActorCell cell)=> throw null;
    public virtual void Dispatch(Akka.Actor.ActorCell cell, Akka.Actor.Envelope envelope)=> throw null;
    public virtual void SystemDispatch(Akka.Actor.ActorCell cell, Akka.Dispatch.SysMsg.SystemMessage message)=> throw null;
    public void Schedule(Action run)=> throw null;
    public void Schedule(Akka.Dispatch.IRunnable run)=> throw null;
}
public abstract partial class MessageDispatcherConfigurator
{
    internal MessageDispatcherConfigurator() { }
    public Akka.Configuration.Config Config { get => throw null; }
    public Akka.Dispatch.IDispatcherPrerequisites Prerequisites { get => throw null; }
    public abstract Akka.Dispatch.MessageDispatcher Dispatcher();
    protected MessageDispatcherConfigurator(Akka.Configuration.Config config, Akka.Dispatch.IDispatcherPrerequisites prerequisites) { }
    protected Akka.Dispatch.ExecutorServiceConfigurator ConfigureExecutor()=> throw null;
}
public sealed partial class PinnedDispatcher : Akka.Dispatch.Dispatcher
{
    internal PinnedDispatcher() { }
    public PinnedDispatcher(Akka.Dispatch.MessageDispatcherConfigurator configurator, string id, int throughput, long? throughputDeadlineTime, Akka.Dispatch.ExecutorServiceFactory executorServiceFactory, TimeSpan shutdownTimeout) { }
}
public partial class RejectedExecutionException : Akka.Actor.AkkaException
{
    internal RejectedExecutionException() { }
    public RejectedExecutionException(string message = default, Exception inner = default) { }
    protected RejectedExecutionException(SerializationInfo info, StreamingContext context) { }
}
public enum TaskSchedulerPriority { None = 0, Idle = 4, Background = 4, Low = 5, BelowNormal = 6, Normal = 8, AboveNormal = 10, High = 13, Realtime = 24 }
public partial class ThreadPoolConfig
{
    internal ThreadPoolConfig() { }
    public ThreadPoolConfig(Akka.Configuration.Config config) { }
    public double PoolSizeFactor { get => throw null; }
    public int PoolSizeMax { get => throw null; }
    public int PoolSizeMin { get => throw null; }
    public static int ScaledPoolSize(int floor, double scalar, int ceiling)=> throw null;
}
public sealed partial class UnboundedDequeBasedMailbox : Akka.Dispatch.MailboxType, Akka.Dispatch.IProducesMessageQueue<Akka.Dispatch.MessageQueues.UnboundedDequeMessageQueue>
{
    internal UnboundedDequeBasedMailbox() { }
    public UnboundedDequeBasedMailbox(Akka.Actor.Settings settings, Akka.Configuration.Config config) { }
    public override Akka.Dispatch.MessageQueues.IMessageQueue Create(Akka.Actor.IActorRef owner, Akka.Actor.ActorSystem system)=> throw null;
}
public sealed partial class UnboundedMailbox : Akka.Dispatch.MailboxType, Akka.Dispatch.IProducesMessageQueue<Akka.Dispatch.MessageQueues.UnboundedMessageQueue>
{
    public UnboundedMailbox() { }
    public UnboundedMailbox(Akka.Actor.Settings settings, Akka.Configuration.Config config) { }
    public override Akka.Dispatch.MessageQueues.IMessageQueue Create(Akka.Actor.IActorRef owner, Akka.Actor.ActorSystem system)=> throw null;
}
public abstract partial class UnboundedPriorityMailbox : Akka.Dispatch.MailboxType, Akka.Dispatch.IProducesMessageQueue<Akka.Dispatch.MessageQueues.UnboundedPriorityMessageQueue>
{
    internal UnboundedPriorityMailbox() { }
    public const int DefaultCapacity = 11;
    public int InitialCapacity { get => throw null; }
    protected UnboundedPriorityMailbox(Akka.Actor.Settings settings, Akka.Configuration.Config config) { }
    protected abstract int PriorityGenerator(object message);
    public sealed override Akka.Dispatch.MessageQueues.IMessageQueue Create(Akka.Actor.IActorRef owner, Akka.Actor.ActorSystem system)=> throw null;
}
public abstract partial class UnboundedStablePriorityMailbox : Akka.Dispatch.MailboxType, Akka.Dispatch.IProducesMessageQueue<Akka.Dispatch.MessageQueues.UnboundedStablePriorityMessageQueue>
{
    internal UnboundedStablePriorityMailbox() { }
    public const int DefaultCapacity = 11;
    public int InitialCapacity { get => throw null; }
    protected UnboundedStablePriorityMailbox(Akka.Actor.Settings settings, Akka.Configuration.Config config) { }
    protected abstract int PriorityGenerator(object message);
    public sealed override Akka.Dispatch.MessageQueues.IMessageQueue Create(Akka.Actor.IActorRef owner, Akka.Actor.ActorSystem system)=> throw null;
}
