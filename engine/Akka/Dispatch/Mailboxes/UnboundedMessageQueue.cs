using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>
/// The default mailbox's queue: any number of producers, one consumer at a time. It grows by rings of doubled size and then recycles the
/// last one, so a steady flow of messages allocates nothing.
/// </summary>
public class UnboundedMessageQueue : IMessageQueue, IUnboundedMessageQueueSemantics
{
    private const int FirstCapacity = 1;
    private const int LargestCapacity = 1 << 16;

    private volatile EnvelopeRing _producing;
    private EnvelopeRing _consuming;

    public UnboundedMessageQueue()
    {
    }

    public bool HasMessages
    {
        get
        {
            var ring = Volatile.Read(ref _consuming);
            return ring != null && (ring.HasClaimed || ring.Next != null);
        }
    }

    public int Count
    {
        get
        {
            int count = 0;
            for (var ring = Volatile.Read(ref _consuming); ring != null; ring = ring.Next) count += ring.Count;
            return count;
        }
    }

    public void Enqueue(IActorRef receiver, Envelope envelope) => Enqueue(envelope.Message, envelope.Sender);

    internal void Enqueue(object message, IActorRef sender)
    {
        var ring = _producing;
        if (ring == null || !ring.TryEnqueue(message, sender)) EnqueueSlow(message, sender);
    }

    private void EnqueueSlow(object message, IActorRef sender)
    {
        while (true)
        {
            lock (this)
            {
                var ring = _producing;
                if (ring == null)
                {
                    ring = EnvelopeRing.Of(FirstCapacity);
                    ring.TryEnqueue(message, sender);
                    Volatile.Write(ref _consuming, ring);
                    _producing = ring;
                    Interlocked.MemoryBarrier();
                    return;
                }
                if (ring.TryEnqueue(message, sender)) return;
                ring.Freeze();
                var next = EnvelopeRing.Of(Math.Min(ring.Capacity * 2, LargestCapacity));
                next.TryEnqueue(message, sender);
                ring.Next = next;
                _producing = next;
                Interlocked.MemoryBarrier();
                return;
            }
        }
    }

    public bool TryDequeue(out Envelope envelope)
    {
        var ring = _consuming;
        if (ring == null)
        {
            envelope = default;
            return false;
        }
        return ring.TryDequeue(out envelope) || TryDequeueSlow(out envelope);
    }

    private bool TryDequeueSlow(out Envelope envelope)
    {
        var spin = new SpinWait();
        while (true)
        {
            var ring = _consuming;
            if (ring.HasClaimed)
            {
                // A producer claimed the slot and has not filled it yet: a few instructions away unless its thread was preempted.
                if (ring.TryDequeue(out envelope)) return true;
                if (spin.Count > 20)
                {
                    envelope = default;
                    return false;
                }
                spin.SpinOnce(sleep1Threshold: -1);
                continue;
            }
            var next = ring.Next;
            if (next == null)
            {
                envelope = default;
                return false;
            }
            if (ring.HasClaimed) continue;
            Volatile.Write(ref _consuming, next);
            if (next.TryDequeue(out envelope)) return true;
        }
    }

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }
}
