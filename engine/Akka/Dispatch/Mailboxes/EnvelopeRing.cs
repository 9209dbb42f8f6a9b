using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Akka.Actor;

namespace Akka.Dispatch.MessageQueues;

/// <summary>
/// One ring of a many-producers, one-consumer queue. A producer claims a slot by moving the tail (the only locked operation of an
/// enqueue) and then publishes the message with a release store; an empty slot has a null message. A ring that is full is frozen by
/// pushing its tail out of reach, and continues in <see cref="Next"/>; so a late producer can never write behind the consumer's back.
/// </summary>
internal class EnvelopeRing
{
    private const long FrozenBit = 1L << 62;

    // From this size on the two counters get cache lines of their own: a small ring belongs to an actor with little to do, and there may be
    // a million of them.
    private const int SpreadFrom = 32;

    private readonly Slot[] _slots;
    private readonly int _mask;

    // Where the counters are, in bytes from _near: the tail there or far away, the head behind it or far away.
    private int _tailAt;
    private int _headAt = sizeof(long);

    // How far the consumer had come when a producer last looked; it saves the others the look.
    private long _consumedSeen;

    // Used in place by a small ring.
    private Counters _near;

    internal volatile EnvelopeRing Next;

    private EnvelopeRing(int capacity)
    {
        _slots = new Slot[capacity];
        _mask = capacity - 1;
    }

    internal static EnvelopeRing Of(int capacity) => capacity >= SpreadFrom ? new Spread(capacity) : new EnvelopeRing(capacity);

    private ref long Tail => ref Unsafe.AddByteOffset(ref _near.Tail, _tailAt);
    private ref long Head => ref Unsafe.AddByteOffset(ref _near.Tail, _headAt);

    internal int Capacity => _slots.Length;

    /// <summary>True as soon as a producer has claimed a slot that was not consumed yet. Read after a full fence it cannot miss one.</summary>
    internal bool HasClaimed => (Volatile.Read(ref Tail) & ~FrozenBit) != Volatile.Read(ref Head);

    internal int Count => (int)((Volatile.Read(ref Tail) & ~FrozenBit) - Volatile.Read(ref Head));

    internal bool TryEnqueue(object message, IActorRef sender)
    {
        ref long tailCounter = ref Tail;
        while (true)
        {
            long tail = Volatile.Read(ref tailCounter);
            if (tail - Volatile.Read(ref _consumedSeen) > _mask)
            {
                if ((tail & FrozenBit) != 0) return false;
                long consumed = Volatile.Read(ref Head);
                if (tail - consumed > _mask) return false;
                Volatile.Write(ref _consumedSeen, consumed);
            }
            if (Interlocked.CompareExchange(ref tailCounter, tail + 1, tail) != tail) continue;
            ref var slot = ref At(tail);
            slot.Sender = sender;
            Volatile.Write(ref slot.Message, message);
            return true;
        }
    }

    /// <summary>Consumer only. False when nothing is published at the head (empty, or a producer is between claim and publish).</summary>
    internal bool TryDequeue(out Envelope envelope)
    {
        long head = Head;
        ref var slot = ref At(head);
        object message = Volatile.Read(ref slot.Message);
        if (message == null)
        {
            envelope = default;
            return false;
        }
        envelope = new Envelope(message, slot.Sender);
        slot.Sender = null;
        slot.Message = null;
        Volatile.Write(ref Head, head + 1);
        return true;
    }

    internal void Freeze()
    {
        if ((Volatile.Read(ref Tail) & FrozenBit) == 0) Interlocked.Add(ref Tail, FrozenBit);
    }

    // The mask keeps the index inside the array; the check that the compiler would add costs on every message.
    private ref Slot At(long position) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slots), (int)position & _mask);

    private struct Slot
    {
        internal object Message;
        internal IActorRef Sender;
    }

#pragma warning disable CS0649 // The counters are reached by reference only.
    private struct Counters
    {
        internal long Tail;
        internal long Head;
    }

    [StructLayout(LayoutKind.Explicit, Size = 4 * Line)]
    private struct FarCounters
    {
        private const int Line = 64;

        [FieldOffset(Line)]
        internal long Tail;

        [FieldOffset(3 * Line)]
        internal long Head;
    }

    private sealed class Spread : EnvelopeRing
    {
        private FarCounters _far;

        internal Spread(int capacity) : base(capacity)
        {
            _tailAt = (int)Unsafe.ByteOffset(ref _near.Tail, ref _far.Tail);
            _headAt = (int)Unsafe.ByteOffset(ref _near.Tail, ref _far.Head);
        }
    }
#pragma warning restore CS0649
}
