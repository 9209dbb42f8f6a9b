using System.Buffers.Binary;
using Muster.Actors.Logs.Records;

namespace Muster.Actors.Logs.Blocks;

/// <summary>A column that grows.</summary>
internal sealed class ColumnBuilder
{
    // Nobody outside can choose values that all fall on one slot.
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64();

    private byte[] _kinds = new byte[4];
    private int[] _starts = new int[5];
    private byte[] _data = new byte[64];
    private ushort[] _index = new ushort[64];
    private int[] _slots = new int[8];
    private int _distinct;
    private int _filled;

    /// <summary>Bytes of the different values.</summary>
    public int DataBytes => _starts[_distinct];

    /// <summary>Sets a row's value; of several the first counts. Rows are set in order.</summary>
    public void Set(int row, FieldKind kind, ReadOnlySpan<byte> bytes)
    {
        if (row < _filled)
            return;
        if (row >= _index.Length)
            Array.Resize(ref _index, Math.Max(_index.Length * 4, row + 1));
        // What a rollback left there.
        _index.AsSpan(_filled, row - _filled).Clear();
        var last = _filled > 0 ? _index[_filled - 1] - 1 : -1;
        _index[row] = (ushort)(1 + (last >= 0 && Is(last, kind, bytes) ? last : Intern(kind, bytes)));
        _filled = row + 1;
    }

    /// <summary>Forgets the rows from this one on.</summary>
    public void Truncate(int rows)
    {
        if (_filled <= rows)
            return;
        // Who reads the index now does not read that far.
        _filled = rows;
    }

    /// <summary>The column as it is now.</summary>
    public Column Freeze() => new(_distinct, _kinds, _starts, _data, _index, _filled);

    private bool Is(int value, FieldKind kind, ReadOnlySpan<byte> bytes) =>
        _kinds[value] == (byte)kind && bytes.SequenceEqual(_data.AsSpan(_starts[value].._starts[value + 1]));

    private int Intern(FieldKind kind, ReadOnlySpan<byte> bytes)
    {
        var hash = Hash(kind, bytes);
        var slot = hash & (_slots.Length - 1);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_slots.Length - 1))
        {
            if (Is(_slots[slot] - 1, kind, bytes))
                return _slots[slot] - 1;
        }
        var value = _distinct;
        if (value == _kinds.Length)
        {
            Array.Resize(ref _kinds, value * 4);
            Array.Resize(ref _starts, (value * 4) + 1);
        }
        var start = _starts[value];
        if (start + bytes.Length > _data.Length)
            Array.Resize(ref _data, Math.Max(_data.Length * 2, start + bytes.Length));
        bytes.CopyTo(_data.AsSpan(start));
        (_kinds[value], _starts[value + 1]) = ((byte)kind, start + bytes.Length);
        _distinct++;
        _slots[slot] = value + 1;
        if (_distinct * 2 > _slots.Length)
            Rehash();
        return value;
    }

    private void Rehash()
    {
        _slots = new int[_slots.Length * 4];
        for (var value = 0; value < _distinct; value++)
        {
            var slot = Hash((FieldKind)_kinds[value], _data.AsSpan(_starts[value].._starts[value + 1])) & (_slots.Length - 1);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (_slots.Length - 1);
            _slots[slot] = value + 1;
        }
    }

    private static int Hash(FieldKind kind, ReadOnlySpan<byte> bytes)
    {
        var hash = Seed ^ (ulong)kind ^ ((ulong)bytes.Length << 8);
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        var rest = 0UL;
        foreach (var b in bytes)
            rest = (rest << 8) | b;
        hash = Mix(hash ^ rest);
        return (int)(hash >> 32) & int.MaxValue;
    }

    private static ulong Mix(ulong x)
    {
        x *= 0x9E3779B97F4A7C15;
        return x ^ (x >> 29);
    }
}
