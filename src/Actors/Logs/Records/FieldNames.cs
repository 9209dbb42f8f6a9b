namespace Muster.Actors.Logs.Records;

/// <summary>Names of fields and their indexes: UTF-8 on one side, small numbers on the other. A name is looked up without making a string.</summary>
public sealed class FieldNames
{
    private readonly List<byte[]> _names = [];
    private int[] _slots = new int[64];

    /// <summary>How many there are.</summary>
    public int Count => _names.Count;

    /// <summary>The name of an index.</summary>
    public ReadOnlySpan<byte> this[int index] => _names[index];

    /// <summary>The index of a name; -1 when it is not there.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        for (var slot = Hash(name) & (_slots.Length - 1); _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (name.SequenceEqual(_names[_slots[slot] - 1]))
                return _slots[slot] - 1;
        }
        return -1;
    }

    /// <summary>The index of a name; it gets the next one when it is new.</summary>
    public int Add(ReadOnlySpan<byte> name)
    {
        var found = Find(name);
        if (found >= 0)
            return found;
        _names.Add(name.ToArray());
        if (_names.Count * 2 > _slots.Length)
            Rehash(_slots.Length * 2);
        else
            Place(_names.Count - 1);
        return _names.Count - 1;
    }

    /// <summary>Forgets all names from this index on.</summary>
    public void Truncate(int count)
    {
        if (count >= _names.Count)
            return;
        _names.RemoveRange(count, _names.Count - count);
        Rehash(_slots.Length);
    }

    // Names are short; what matters is that it costs little and that nobody can choose names that all fall on one slot at no cost.
    private static int Hash(ReadOnlySpan<byte> name)
    {
        var hash = new HashCode();
        hash.AddBytes(name);
        return hash.ToHashCode();
    }

    private void Rehash(int slots)
    {
        _slots = new int[slots];
        for (var i = 0; i < _names.Count; i++)
            Place(i);
    }

    private void Place(int index)
    {
        var slot = Hash(_names[index]) & (_slots.Length - 1);
        while (_slots[slot] != 0)
            slot = (slot + 1) & (_slots.Length - 1);
        _slots[slot] = index + 1;
    }
}
