using System.Collections;
using System.Collections.Concurrent;

namespace Akka.Util;

/// <summary>A set for several threads.</summary>
public class ConcurrentSet<T> : ICollection<T>
{
    private readonly ConcurrentDictionary<T, bool> _items;

    public ConcurrentSet()
    {
        _items = new ConcurrentDictionary<T, bool>();
    }

    public ConcurrentSet(IEnumerable<T> collection)
        : this(collection, EqualityComparer<T>.Default)
    {
    }

    public ConcurrentSet(IEqualityComparer<T> comparer)
    {
        _items = new ConcurrentDictionary<T, bool>(comparer);
    }

    public ConcurrentSet(IEnumerable<T> collection, IEqualityComparer<T> comparer)
        : this(comparer)
    {
        Fill(collection);
    }

    public ConcurrentSet(int concurrencyLevel, int capacity)
    {
        _items = new ConcurrentDictionary<T, bool>(concurrencyLevel, capacity);
    }

    public ConcurrentSet(int concurrencyLevel, int capacity, IEqualityComparer<T> comparer)
    {
        _items = new ConcurrentDictionary<T, bool>(concurrencyLevel, capacity, comparer);
    }

    public ConcurrentSet(int concurrencyLevel, IEnumerable<T> collection, IEqualityComparer<T> comparer)
    {
        _items = new ConcurrentDictionary<T, bool>(concurrencyLevel, 31, comparer);
        Fill(collection);
    }

    public int Count => _items.Count;

    public bool IsEmpty => _items.IsEmpty;

    bool ICollection<T>.IsReadOnly => false;

    public bool TryAdd(T item) => _items.TryAdd(item, true);

    public bool TryRemove(T item) => _items.TryRemove(item, out _);

    public bool Contains(T item) => _items.ContainsKey(item);

    public void Clear() => _items.Clear();

    void ICollection<T>.Add(T item)
    {
        if (!TryAdd(item))
            throw new ArgumentException("The item is in the set already.", nameof(item));
    }

    bool ICollection<T>.Remove(T item) => TryRemove(item);

    void ICollection<T>.CopyTo(T[] array, int arrayIndex) => _items.Keys.CopyTo(array, arrayIndex);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => _items.Keys.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.Keys.GetEnumerator();

    private void Fill(IEnumerable<T> collection)
    {
        foreach (var item in collection)
            _items.TryAdd(item, true);
    }
}
