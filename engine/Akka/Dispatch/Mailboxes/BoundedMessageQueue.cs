using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch.MessageQueues;

/// <summary>A sender that finds the queue full waits up to the push time-out; then the message becomes a dead letter.</summary>
public class BoundedMessageQueue : IMessageQueue, IBoundedMessageQueueSemantics
{
    private readonly BoundedBuffer _buffer;

    public BoundedMessageQueue(Config config) : this(MailboxBounds.Capacity(config), MailboxBounds.PushTimeout(config)) { }

    public BoundedMessageQueue(int boundedCapacity, TimeSpan pushTimeOut)
    {
        PushTimeOut = pushTimeOut;
        _buffer = new BoundedBuffer(boundedCapacity);
    }

    public TimeSpan PushTimeOut { get; set; }
    public bool HasMessages => _buffer.Count > 0;
    public int Count => _buffer.Count;

    public void Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (!_buffer.TryAdd(envelope, PushTimeOut)) BoundedBuffer.Overflow(receiver, envelope);
    }

    public bool TryDequeue(out Envelope envelope) => _buffer.TryTake(out envelope);

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }
}

/// <summary>A bounded deque; an addition at the front, which comes from a stash, never waits.</summary>
internal sealed class BoundedBuffer(int capacity)
{
    private readonly LinkedList<Envelope> _items = new();

    internal int Count
    {
        get
        {
            lock (_items) return _items.Count;
        }
    }

    internal bool TryAdd(Envelope envelope, TimeSpan timeout)
    {
        lock (_items)
        {
            if (_items.Count >= capacity && timeout != TimeSpan.Zero)
            {
                long deadline = timeout == Timeout.InfiniteTimeSpan ? long.MaxValue : Environment.TickCount64 + (long)timeout.TotalMilliseconds;
                while (_items.Count >= capacity)
                {
                    long left = deadline == long.MaxValue ? Timeout.Infinite : deadline - Environment.TickCount64;
                    if (deadline != long.MaxValue && left <= 0) break;
                    Monitor.Wait(_items, (int)left);
                }
            }
            if (_items.Count >= capacity) return false;
            _items.AddLast(envelope);
            return true;
        }
    }

    internal void AddFirst(Envelope envelope)
    {
        lock (_items) _items.AddFirst(envelope);
    }

    internal bool TryTake(out Envelope envelope)
    {
        lock (_items)
        {
            if (_items.First is not { } first)
            {
                envelope = default;
                return false;
            }
            envelope = first.Value;
            _items.RemoveFirst();
            Monitor.Pulse(_items);
            return true;
        }
    }

    internal static void Overflow(IActorRef receiver, Envelope envelope)
    {
        if (receiver is IInternalActorRef { Provider: { } provider })
            provider.DeadLetters.Tell(new Event.DeadLetter(envelope.Message, envelope.Sender ?? provider.DeadLetters, receiver), envelope.Sender);
    }
}
