using Akka.Actor;

namespace Akka.Util;

/// <summary>Envelopes, the lowest number first; equal ones in no particular order.</summary>
public sealed class ListPriorityQueue
{
    private readonly EnvelopeHeap _heap;

    public ListPriorityQueue(int initialCapacity, Func<object, int> priorityCalculator)
    {
        _heap = new EnvelopeHeap(initialCapacity, priorityCalculator);
    }

    public void Enqueue(Envelope item) => _heap.Enqueue(item, 0);

    public Envelope Dequeue() => _heap.Dequeue();

    public Envelope Peek() => _heap.Peek();

    public int Count() => _heap.Count;

    public bool IsConsistent() => _heap.IsConsistent();

    public override string ToString() => _heap.ToString();
}

/// <summary>Envelopes, the lowest number first; equal ones in the order they came.</summary>
public sealed class StableListPriorityQueue
{
    private readonly EnvelopeHeap _heap;
    private long _sequence;

    public StableListPriorityQueue(int initialCapacity, Func<object, int> priorityCalculator)
    {
        _heap = new EnvelopeHeap(initialCapacity, priorityCalculator);
    }

    public void Enqueue(Envelope item) => _heap.Enqueue(item, _sequence++);

    public Envelope Dequeue() => _heap.Dequeue();

    public Envelope Peek() => _heap.Peek();

    public int Count() => _heap.Count;

    public bool IsConsistent() => _heap.IsConsistent();

    public override string ToString() => _heap.ToString();
}

/// <summary>A binary heap that computes a priority once, when an envelope comes in.</summary>
internal sealed class EnvelopeHeap(int initialCapacity, Func<object, int> priority)
{
    private readonly List<Entry> _entries = new(initialCapacity);

    internal int Count => _entries.Count;

    internal void Enqueue(Envelope item, long sequence)
    {
        _entries.Add(new Entry(priority(item.Message), sequence, item));
        var child = _entries.Count - 1;
        while (child > 0)
        {
            var parent = (child - 1) / 2;
            if (!_entries[child].Before(_entries[parent]))
                return;
            (_entries[child], _entries[parent]) = (_entries[parent], _entries[child]);
            child = parent;
        }
    }

    internal Envelope Peek() => _entries[0].Item;

    internal Envelope Dequeue()
    {
        var first = _entries[0].Item;
        var last = _entries.Count - 1;
        _entries[0] = _entries[last];
        _entries.RemoveAt(last);
        Sink();
        return first;
    }

    internal bool IsConsistent()
    {
        for (var i = 1; i < _entries.Count; i++)
        {
            if (_entries[i].Before(_entries[(i - 1) / 2]))
                return false;
        }

        return true;
    }

    public override string ToString() => string.Join(" ", _entries.Select(static entry => entry.Item.Message)) + $" count = {Count}";

    private void Sink()
    {
        var parent = 0;
        while (true)
        {
            var child = (2 * parent) + 1;
            if (child >= _entries.Count)
                return;
            if (child + 1 < _entries.Count && _entries[child + 1].Before(_entries[child]))
                child++;
            if (!_entries[child].Before(_entries[parent]))
                return;
            (_entries[child], _entries[parent]) = (_entries[parent], _entries[child]);
            parent = child;
        }
    }

    private readonly record struct Entry(int Priority, long Sequence, Envelope Item)
    {
        internal bool Before(in Entry other) => Priority != other.Priority ? Priority < other.Priority : Sequence < other.Sequence;
    }
}
