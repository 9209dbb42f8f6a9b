using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>A queue whose order a lock protects.</summary>
public abstract class BlockingMessageQueue : IMessageQueue, IBlockingMessageQueueSemantics
{
    private readonly object _lock = new();

    protected BlockingMessageQueue() { }

    public TimeSpan BlockTimeOut { get; set; } = TimeSpan.FromSeconds(1);

    public bool HasMessages => Count > 0;

    public int Count
    {
        get
        {
            lock (_lock) return LockedCount;
        }
    }

    protected abstract int LockedCount { get; }
    protected abstract void LockedEnqueue(Envelope envelope);
    protected abstract bool LockedTryDequeue(out Envelope envelope);

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        lock (_lock) LockedEnqueue(envelope);
    }

    public bool TryDequeue(out Envelope envelope)
    {
        lock (_lock) return LockedTryDequeue(out envelope);
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }
}

public class UnboundedPriorityMessageQueue : BlockingMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly Func<object, int> _priority;
    private readonly PriorityQueue<Envelope, int> _queue;
    private readonly Stack<Envelope> _front = new();

    public UnboundedPriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
    {
        _priority = priorityGenerator;
        _queue = new PriorityQueue<Envelope, int>(initialCapacity);
    }

    protected override int LockedCount => _queue.Count + _front.Count;

    protected override void LockedEnqueue(Envelope envelope) => _queue.Enqueue(envelope, _priority(envelope.Message));

    protected override bool LockedTryDequeue(out Envelope envelope) =>
        _front.TryPop(out envelope) || _queue.TryDequeue(out envelope, out _);

    public void EnqueueFirst(Envelope envelope) => _front.Push(envelope);
}

public class UnboundedStablePriorityMessageQueue : BlockingMessageQueue, IUnboundedDequeBasedMessageQueueSemantics
{
    private readonly Func<object, int> _priority;
    private readonly PriorityQueue<Envelope, (int Priority, long Arrival)> _queue;
    private readonly Stack<Envelope> _front = new();
    private long _arrivals;

    public UnboundedStablePriorityMessageQueue(Func<object, int> priorityGenerator, int initialCapacity)
    {
        _priority = priorityGenerator;
        _queue = new PriorityQueue<Envelope, (int, long)>(initialCapacity);
    }

    protected override int LockedCount => _queue.Count + _front.Count;

    protected override void LockedEnqueue(Envelope envelope) => _queue.Enqueue(envelope, (_priority(envelope.Message), _arrivals++));

    protected override bool LockedTryDequeue(out Envelope envelope) =>
        _front.TryPop(out envelope) || _queue.TryDequeue(out envelope, out _);

    public void EnqueueFirst(Envelope envelope) => _front.Push(envelope);
}
