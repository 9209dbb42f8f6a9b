using System.Numerics;
using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>
/// The data structure of the scheduler; the caller holds the lock. Times are clock ticks (100 ns); a bucket covers one tick of the wheel and
/// an entry that is due in a later turn waits there for its round. An entry never fires early.
/// </summary>
internal sealed class TimerWheel
{
    private readonly long _tick;
    private readonly int _mask;
    private readonly Entry[] _buckets;
    private readonly ulong[] _occupied;
    private long _current = -1;
    private int _count;

    internal TimerWheel(long tickDuration, int buckets)
    {
        _tick = tickDuration;
        buckets = Math.Max(buckets, 64);
        _mask = buckets - 1;
        _buckets = new Entry[buckets];
        _occupied = new ulong[buckets / 64];
    }

    internal sealed class Entry(IRunnable action, ICancelable cancelable)
    {
        internal readonly IRunnable Action = action;
        internal readonly ICancelable Cancelable = cancelable;
        internal long Due;
        internal long DueTick;
        internal long Interval;
        internal Entry Next;
    }

    /// <summary>True when the thread has to look sooner than it planned to.</summary>
    internal bool Add(long now, long delay, long interval, IRunnable action, ICancelable cancelable)
    {
        var entry = new Entry(action, cancelable) { Due = now + delay, Interval = interval };
        return Insert(entry, now);
    }

    /// <summary>The next turn of a periodic entry; turns that were missed are skipped, the rhythm stays.</summary>
    internal void AddAgain(Entry entry, long now)
    {
        entry.Due += entry.Interval;
        if (entry.Due < now - entry.Interval) entry.Due = now;
        Insert(entry, now);
    }

    private bool Insert(Entry entry, long now)
    {
        if (_count == 0) _current = Math.Max(_current, now / _tick - 1);
        long next = NextOccupiedTick();
        entry.DueTick = Math.Max((entry.Due + _tick - 1) / _tick, _current + 1);
        int bucket = (int)(entry.DueTick & _mask);
        entry.Next = _buckets[bucket];
        _buckets[bucket] = entry;
        _occupied[bucket >> 6] |= 1UL << (bucket & 63);
        _count++;
        return next == long.MaxValue || Math.Min(entry.DueTick, _current + _mask + 1) < next;
    }

    /// <summary>Everything due by now, in order of its time.</summary>
    internal Entry TakeDue(long now)
    {
        long nowTick = now / _tick;
        if (_count == 0)
        {
            _current = nowTick;
            return null;
        }
        List<Entry> due = null;
        // After a long sleep one turn over all buckets is enough.
        long from = Math.Max(_current + 1, nowTick - _mask);
        for (long tick = from; tick <= nowTick; tick++)
        {
            int bucket = (int)(tick & _mask);
            if ((_occupied[bucket >> 6] & (1UL << (bucket & 63))) == 0) continue;
            Entry kept = null;
            for (var entry = _buckets[bucket]; entry != null;)
            {
                var following = entry.Next;
                if (entry.Cancelable is { IsCancellationRequested: true }) _count--;
                else if (entry.DueTick <= nowTick)
                {
                    _count--;
                    (due ??= []).Add(entry);
                }
                else
                {
                    entry.Next = kept;
                    kept = entry;
                }
                entry = following;
            }
            _buckets[bucket] = kept;
            if (kept == null) _occupied[bucket >> 6] &= ~(1UL << (bucket & 63));
        }
        _current = Math.Max(_current, nowTick);
        if (due == null) return null;
        // Buckets are stacks: reversing first makes the stable sort keep the order of scheduling for equal times.
        due.Reverse();
        Entry[] sorted = [.. due.OrderBy(static e => e.Due)];
        for (int i = 0; i < sorted.Length; i++) sorted[i].Next = i + 1 < sorted.Length ? sorted[i + 1] : null;
        return sorted[0];
    }

    internal long TicksToNext(long now)
    {
        long next = NextOccupiedTick();
        return next == long.MaxValue ? long.MaxValue : Math.Max(0, next * _tick - now);
    }

    internal void Clear()
    {
        Array.Clear(_buckets);
        Array.Clear(_occupied);
        _count = 0;
    }

    private long NextOccupiedTick()
    {
        if (_count == 0) return long.MaxValue;
        int start = (int)((_current + 1) & _mask);
        for (int i = 0; i <= _occupied.Length; i++)
        {
            int word = ((start >> 6) + i) % _occupied.Length;
            ulong bits = _occupied[word];
            if (i == 0) bits &= ulong.MaxValue << (start & 63);
            else if (i == _occupied.Length) bits &= (start & 63) == 0 ? 0 : ulong.MaxValue >> (64 - (start & 63));
            if (bits == 0) continue;
            int bucket = (word << 6) + BitOperations.TrailingZeroCount(bits);
            int distance = (bucket - start) & _mask;
            return _current + 1 + distance;
        }
        return long.MaxValue;
    }
}
