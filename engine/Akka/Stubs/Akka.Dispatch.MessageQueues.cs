using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Dispatch.MessageQueues;

public abstract partial class BlockingMessageQueue : Akka.Dispatch.IBlockingMessageQueueSemantics, Akka.Dispatch.MessageQueues.IMessageQueue
{
    public TimeSpan BlockTimeOut { get => throw null; set => throw null; }
    public bool HasMessages { get => throw null; }
    public bool TryDequeue(out Akka.Actor.Envelope envelope)=> throw null;
    public int Count { get => throw null; }
    protected BlockingMessageQueue() { }
    protected abstract bool LockedTryDequeue(out Akka.Actor.Envelope envelope);
    protected abstract int LockedCount { get; }
    protected abstract void LockedEnqueue(Akka.Actor.Envelope envelope);
    public void CleanUp(Akka.Actor.IActorRef owner, Akka.Dispatch.MessageQueues.IMessageQueue deadletters)=> throw null;
    public void Enqueue(Akka.Actor.IActorRef receiver, Akka.Actor.Envelope envelope)=> throw null;
}
public partial class BoundedDequeMessageQueue : Akka.Dispatch.MessageQueues.DequeWrapperMessageQueue, Akka.Dispatch.IBoundedDequeBasedMessageQueueSemantics
{
    internal BoundedDequeMessageQueue() { }
    public BoundedDequeMessageQueue(int boundedCapacity, TimeSpan pushTimeOut) { }
    public TimeSpan PushTimeOut { get => throw null; }
}
public partial class BoundedMessageQueue : Akka.Dispatch.IBoundedMessageQueueSemantics, Akka.Dispatch.MessageQueues.IMessageQueue
{
    internal BoundedMessageQueue() { }
    public BoundedMessageQueue(Akka.Configuration.Config config) { }
    public BoundedMessageQueue(int boundedCapacity, TimeSpan pushTimeOut) { }
    public TimeSpan PushTimeOut { get => throw null; set => throw null; }
    public bool HasMessages { get => throw null; }
    public bool TryDequeue(out Akka.Actor.Envelope envelope)=> throw null;
    public int Count { get => throw null; }
    public void CleanUp(Akka.Actor.IActorRef owner, Akka.Dispatch.MessageQueues.IMessageQueue deadletters)=> throw null;
    public void Enqueue(Akka.Actor.IActorRef receiver, Akka.Actor.Envelope envelope)=> throw null;
}
public partial class DequeWrapperMessageQueue : Akka.Dispatch.IDequeBasedMessageQueueSemantics, Akka.Dispatch.MessageQueues.IMessageQueue
{
    internal DequeWrapperMessageQueue() { }
    public DequeWrapperMessageQueue(Akka.Dispatch.MessageQueues.IMessageQueue messageQueue) { }
    public bool HasMessages { get => throw null; }
    public bool TryDequeue(out Akka.Actor.Envelope envelope)=> throw null;
    public int Count { get => throw null; }
    protected readonly Akka.Dispatch.MessageQueues.IMessageQueue MessageQueue;
    public void CleanUp(Akka.Actor.IActorRef owner, Akka.Dispatch.MessageQueues.IMessageQueue deadletters)=> throw null;
    public void Enqueue(Akka.Actor.IActorRef receiver, Akka.Actor.Envelope envelope)=> throw null;
    public void EnqueueFirst(Akka.Actor.Envelope envelope)=> throw null;
}
public partial interface IMessageQueue
{
    bool HasMessages { get; }
    bool TryDequeue(out Akka.Actor.Envelope envelope);
    int Count { get; }
    void CleanUp(Akka.Actor.IActorRef owner, Akka.Dispatch.MessageQueues.IMessageQueue deadletters);
    void Enqueue(Akka.Actor.IActorRef receiver, Akka.Actor.Envelope envelope);
}
public partial class UnboundedDequeMessageQueue : Akka.Dispatch.MessageQueues.DequeWrapperMessageQueue, Akka.Dispatch.IUnboundedDequeBasedMessageQueueSemantics
{
    public UnboundedDequeMessageQueue() { }
}
public partial class UnboundedMessageQueue : Akka.Dispatch.IUnboundedMessageQueueSemantics, Akka.Dispatch.MessageQueues.IMessageQueue
{
    public UnboundedMessageQueue() { }
    public bool HasMessages { get => throw null; }
    public bool TryDequeue(out Akka.Actor.Envelope envelope)=> throw null;
    public int Count { get => throw null; }
    public void CleanUp(Akka.Actor.IActorRef owner, Akka.Dispatch.MessageQueues.IMessageQueue deadletters)=> throw null;
    public void Enqueue(Akka.Actor.IActorRef receiver, Akka.Actor.Envelope envelope)=> throw null;
}
public partial class UnboundedPriorityMessageQueue : Akka.Dispatch.MessageQueues.BlockingMessageQueue, Akka.Dispatch.IUnboundedDequeBasedMessageQueueSemantics
{
    internal UnboundedPriorityMessageQueue() { }
    public UnboundedPriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity) { }
    protected override bool LockedTryDequeue(out Akka.Actor.Envelope envelope)=> throw null;
    protected override int LockedCount { get => throw null; }
    protected override void LockedEnqueue(Akka.Actor.Envelope envelope)=> throw null;
    public void EnqueueFirst(Akka.Actor.Envelope envelope)=> throw null;
}
public partial class UnboundedStablePriorityMessageQueue : Akka.Dispatch.MessageQueues.BlockingMessageQueue, Akka.Dispatch.IUnboundedDequeBasedMessageQueueSemantics
{
    internal UnboundedStablePriorityMessageQueue() { }
    public UnboundedStablePriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity) { }
    protected override bool LockedTryDequeue(out Akka.Actor.Envelope envelope)=> throw null;
    protected override int LockedCount { get => throw null; }
    protected override void LockedEnqueue(Akka.Actor.Envelope envelope)=> throw null;
    public void EnqueueFirst(Akka.Actor.Envelope envelope)=> throw null;
}
