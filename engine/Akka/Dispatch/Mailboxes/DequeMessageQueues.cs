using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>Lets the consumer put messages back in front of a queue: what was put back last comes out first.</summary>
public class DequeWrapperMessageQueue : IMessageQueue, IDequeBasedMessageQueueSemantics
{
    protected readonly IMessageQueue MessageQueue;

    // Only the consumer (an actor that unstashes, or the clean-up after its end) touches the front.
    private readonly Stack<Envelope> _front = new();
    private int _frontCount;

    public DequeWrapperMessageQueue(IMessageQueue messageQueue) => MessageQueue = messageQueue;

    public bool HasMessages => Volatile.Read(ref _frontCount) > 0 || MessageQueue.HasMessages;
    public int Count => MessageQueue.Count + Volatile.Read(ref _frontCount);

    public void Enqueue(IActorRef receiver, Envelope envelope) => MessageQueue.Enqueue(receiver, envelope);

    public void EnqueueFirst(Envelope envelope)
    {
        _front.Push(envelope);
        Volatile.Write(ref _frontCount, _front.Count);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        if (_frontCount == 0) return MessageQueue.TryDequeue(out envelope);
        envelope = _front.Pop();
        Volatile.Write(ref _frontCount, _front.Count);
        return true;
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }
}

public class UnboundedDequeMessageQueue : DequeWrapperMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    public UnboundedDequeMessageQueue() : base(new UnboundedMessageQueue()) { }
}

public class BoundedDequeMessageQueue : DequeWrapperMessageQueue, IBoundedDequeBasedMessageQueueSemantics
{
    public BoundedDequeMessageQueue(int boundedCapacity, TimeSpan pushTimeOut) : base(new BoundedMessageQueue(boundedCapacity, pushTimeOut)) =>
        PushTimeOut = pushTimeOut;

    public TimeSpan PushTimeOut { get; }
}
