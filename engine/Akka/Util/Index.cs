using System.Collections.Concurrent;

namespace Akka.Util;

/// <summary>Sets of values by key, for several threads.</summary>
public class Index<TKey, TValue>
{
    private readonly ConcurrentDictionary<TKey, ConcurrentSet<TValue>> _sets = new();
    private readonly object _gate = new();

    public Index()
    {
    }

    public bool IsEmpty => _sets.IsEmpty;

    public IEnumerable<TValue> this[TKey index] => _sets.TryGetValue(index, out var set) ? set : Enumerable.Empty<TValue>();

    public ICollection<TKey> Keys => _sets.Keys;

    public HashSet<TValue> Values => _sets.Values.SelectMany(set => set).ToHashSet();

    public bool Put(TKey key, TValue value)
    {
        lock (_gate)
            return _sets.GetOrAdd(key, static _ => new ConcurrentSet<TValue>()).TryAdd(value);
    }

    public TValue FindValue(TKey key, Func<TValue, bool> predicate) =>
        _sets.TryGetValue(key, out var set) ? set.FirstOrDefault(predicate) : default;

    public void ForEach(Action<TKey, TValue> fun)
    {
        foreach (var (key, set) in _sets)
        {
            foreach (var value in set)
                fun(key, value);
        }
    }

    public IEnumerable<TValue> Remove(TKey key)
    {
        lock (_gate)
            return _sets.TryRemove(key, out var set) ? set : Enumerable.Empty<TValue>();
    }

    public bool Remove(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (!_sets.TryGetValue(key, out var set) || !set.TryRemove(value))
                return false;
            if (set.IsEmpty)
                _sets.TryRemove(key, out _);
            return true;
        }
    }

    public void RemoveValue(TValue value)
    {
        foreach (var key in _sets.Keys)
            Remove(key, value);
    }

    public void Clear()
    {
        lock (_gate)
            _sets.Clear();
    }
}
