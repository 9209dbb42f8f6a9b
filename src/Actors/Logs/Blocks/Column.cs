using System.Text;
using Muster.Actors.Logs.Records;

namespace Muster.Actors.Logs.Blocks;

/// <summary>
/// A field of the records of a block: each different value once, and for each record which of them it has. What is asked of a value is asked once a value, not once a record.
/// </summary>
/// <remarks>Made of arrays that are written behind these counts only, so that it may be read while its block grows.</remarks>
internal sealed class Column
{
    private readonly byte[] _kinds;
    private readonly int[] _starts;
    private readonly byte[] _data;
    private readonly ushort[] _index;
    private readonly int _filled;

    internal Column(int distinct, byte[] kinds, int[] starts, byte[] data, ushort[] index, int filled)
    {
        (Distinct, _kinds, _starts, _data, _index, _filled) = (distinct, kinds, starts, data, index, filled);
    }

    /// <summary>Different values.</summary>
    public int Distinct { get; }

    /// <summary>Rows that the index reaches; those behind have no value.</summary>
    public int Filled => _filled;

    /// <summary>The number of a row's value; -1 when it has none.</summary>
    public int ValueOf(int row) => row < _filled ? _index[row] - 1 : -1;

    /// <summary>What a value is.</summary>
    public FieldKind KindOf(int value) => (FieldKind)_kinds[value];

    /// <summary>A text's or JSON's UTF-8, a number's bytes.</summary>
    public ReadOnlySpan<byte> BytesOf(int value) => _data.AsSpan(_starts[value].._starts[value + 1]);

    /// <summary>A number; null for anything else. Text that reads as a number is none.</summary>
    public double? NumberOf(int value) => KindOf(value) switch
    {
        FieldKind.Integer => IntegerOf(value),
        FieldKind.Real => RowFormat.ReadReal(BytesOf(value)),
        _ => null,
    };

    /// <summary>An integer's value.</summary>
    public long IntegerOf(int value)
    {
        var at = 0;
        return RowFormat.UnZigZag(RowFormat.ReadVarint(BytesOf(value), ref at));
    }

    /// <summary>A value as people read it.</summary>
    public string TextOf(int value) => KindOf(value) switch
    {
        FieldKind.Integer => IntegerOf(value).ToString(System.Globalization.CultureInfo.InvariantCulture),
        FieldKind.Real => RowFormat.ReadReal(BytesOf(value)).ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        FieldKind.True => "true",
        FieldKind.False => "false",
        _ => Encoding.UTF8.GetString(BytesOf(value)),
    };

    /// <summary>The index as it lies in memory: 0 for no value.</summary>
    internal ReadOnlySpan<ushort> Index => _index.AsSpan(0, _filled);

    internal ReadOnlySpan<byte> Data => _data.AsSpan(0, _starts[Distinct]);

    internal ReadOnlySpan<int> Starts => _starts.AsSpan(0, Distinct + 1);

    internal ReadOnlySpan<byte> Kinds => _kinds.AsSpan(0, Distinct);
}
