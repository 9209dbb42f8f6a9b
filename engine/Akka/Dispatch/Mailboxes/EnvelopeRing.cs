using System.Runtime.InteropServices;
using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>
/// One ring of a many-producers, one-consumer queue. A producer claims a slot by moving <see cref="_tail"/> (the only locked operation of
/// an enqueue) and then publishes the message with a release store; an empty slot has a null message. A ring that is full is frozen by
/// pushing its tail out of reach, and continues in <see cref="Next"/>; so a late producer can never write behind the consumer's back.
/// </summary>
internal sealed class EnvelopeRing
{
    private const long FrozenBit = 1L << 62;

    private readonly Slot[] _slots;
    private readonly int _mask;

    // Producers write _tail all the time and the consumer writes _consumed: kept on separate cache lines.
    private Counters _counters;
    private long _head;

    internal volatile EnvelopeRing Next;

    internal EnvelopeRing(int capacity)
    {
        _slots = new Slot[capacity];
        _mask = capacity - 1;
    }

    internal int Capacity => _slots.Length;

    /// <summary>True as soon as a producer has claimed a slot that was not consumed yet. Read after a full fence it cannot miss one.</summary>
    internal bool HasClaimed => (Volatile.Read(ref _counters.Tail) & ~FrozenBit) != Volatile.Read(ref _head);

    internal int Count => (int)((Volatile.Read(ref _counters.Tail) & ~FrozenBit) - Volatile.Read(ref _head));

    internal bool IsFrozen => (Volatile.Read(ref _counters.Tail) & FrozenBit) != 0;

    internal bool TryEnqueue(object message, IActorRef sender)
    {
        while (true)
        {
            long tail = Volatile.Read(ref _counters.Tail);
            if (tail - Volatile.Read(ref _counters.ConsumedSeen) >= _slots.Length)
            {
                if ((tail & FrozenBit) != 0) return false;
                long consumed = Volatile.Read(ref _head);
                if (tail - consumed >= _slots.Length) return false;
                Volatile.Write(ref _counters.ConsumedSeen, consumed);
            }
            if (Interlocked.CompareExchange(ref _counters.Tail, tail + 1, tail) != tail) continue;
            ref var slot = ref _slots[tail & _mask];
            slot.Sender = sender;
            Volatile.Write(ref slot.Message, message);
            return true;
        }
    }

    /// <summary>Consumer only. False when nothing is published at the head (empty, or a producer is between claim and publish).</summary>
    internal bool TryDequeue(out Envelope envelope)
    {
        long head = _head;
        ref var slot = ref _slots[head & _mask];
        object message = Volatile.Read(ref slot.Message);
        if (message == null)
        {
            envelope = default;
            return false;
        }
        envelope = new Envelope(message, slot.Sender);
        slot.Sender = null;
        slot.Message = null;
        Volatile.Write(ref _head, head + 1);
        return true;
    }

    internal void Freeze()
    {
        if (!IsFrozen) Interlocked.Add(ref _counters.Tail, FrozenBit);
    }

    private struct Slot
    {
        internal object Message;
        internal IActorRef Sender;
    }

    [StructLayout(LayoutKind.Explicit, Size = 80)]
    private struct Counters
    {
        [FieldOffset(0)] internal long Tail;
        [FieldOffset(8)] internal long ConsumedSeen;
    }
}
