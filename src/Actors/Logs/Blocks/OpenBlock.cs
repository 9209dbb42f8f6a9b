using System.Text;
using Muster.Actors.Logs.Records;

namespace Muster.Actors.Logs.Blocks;

/// <summary>Records as columns, as they come in: what the store keeps in memory until there are enough for a block on disk.</summary>
internal sealed class OpenBlock
{
    /// <summary>So many records are enough for a block.</summary>
    public const int EnoughRows = 8192;

    /// <summary>Most records of one batch: what a row has in a column is a number of 16 bits.</summary>
    public const int MaxBatch = 16 * 1024;

    // Above this a block is written though it has few rows; a frame takes 16 MiB at most, one record 8.
    private const int MaxDataBytes = 4 * 1024 * 1024;

    private readonly FieldNames _names = new();
    private readonly List<ColumnBuilder> _columns = [];
    private readonly int _level;
    private readonly int _streams;
    private long[] _times = new long[256];
    private long[] _sequences = new long[256];
    private long[] _received = new long[256];
    private int[] _map = [];

    public OpenBlock()
    {
        _level = ColumnOf(BlockNames.Level);
        _streams = ColumnOf(BlockNames.Streams);
    }

    /// <summary>Records.</summary>
    public int Rows { get; private set; }

    /// <summary>Of its first record; it has one.</summary>
    public long FirstSequence => _sequences[0];

    /// <summary>When its first record came in; 0 while it has none.</summary>
    public long OpenedUs { get; private set; }

    /// <summary>True when it should be written before more is added.</summary>
    public bool IsFull => Rows >= EnoughRows || DataBytes >= MaxDataBytes;

    private long DataBytes { get; set; }

    /// <summary>Makes ready for the records of a batch: their fields have other numbers here.</summary>
    public void Expect(LogBatch batch)
    {
        if (_map.Length < batch.Names.Count)
            _map = new int[Math.Max(64, batch.Names.Count)];
        _map.AsSpan().Fill(-1);
    }

    /// <summary>Adds a record.</summary>
    public void Add(in LogRecord record, long sequence, long receivedUs, ReadOnlySpan<byte> streams)
    {
        var row = Rows;
        if (row == _times.Length)
        {
            Array.Resize(ref _times, row * 2);
            Array.Resize(ref _sequences, row * 2);
            Array.Resize(ref _received, row * 2);
        }
        (_times[row], _sequences[row], _received[row]) = (record.TimeUs, sequence, receivedUs);
        Span<byte> number = stackalloc byte[RowFormat.MaxVarint];
        Set(_level, row, FieldKind.Integer, number[..RowFormat.WriteVarint(number, RowFormat.ZigZag(record.Level))]);
        Set(_streams, row, FieldKind.Text, streams);
        foreach (var field in record.Fields)
        {
            var column = Column(record.Batch, field.Name);
            if (column <= _streams)
                continue;
            switch (field.Value.Kind)
            {
                case FieldKind.Integer:
                    Set(column, row, FieldKind.Integer, number[..RowFormat.WriteVarint(number, RowFormat.ZigZag(field.Value.Integer))]);
                    break;
                case FieldKind.Real:
                    System.Buffers.Binary.BinaryPrimitives.WriteDoubleLittleEndian(number, field.Value.Real);
                    Set(column, row, FieldKind.Real, number[..sizeof(double)]);
                    break;
                default:
                    Set(column, row, field.Value.Kind, field.Value.Bytes);
                    break;
            }
        }
        if (row == 0)
            OpenedUs = receivedUs;
        Rows++;
    }

    /// <summary>Forgets the records from this one on: they could not be kept.</summary>
    public void Truncate(int rows)
    {
        Rows = rows;
        foreach (var column in _columns)
            column.Truncate(rows);
    }

    /// <summary>What is in it now, for reading: it does not change when more is added.</summary>
    public Block Freeze()
    {
        var columns = new Dictionary<string, Column>(_columns.Count, StringComparer.Ordinal);
        for (var i = 0; i < _columns.Count; i++)
            columns[Encoding.UTF8.GetString(_names[i])] = _columns[i].Freeze();
        return new Block(Rows, _times, _sequences, _received, columns);
    }

    private void Set(int column, int row, FieldKind kind, ReadOnlySpan<byte> bytes)
    {
        var builder = _columns[column];
        var before = builder.DataBytes;
        builder.Set(row, kind, bytes);
        DataBytes += builder.DataBytes - before;
    }

    private int Column(LogBatch batch, int name)
    {
        if ((uint)name >= (uint)batch.Names.Count)
            throw new InvalidDataException($"A batch of {batch.Records.Source} has a row with a field that is not named.");
        ref var column = ref _map[name];
        return column >= 0 ? column : column = ColumnOf(batch.Names[name]);
    }

    private int ColumnOf(ReadOnlySpan<byte> name)
    {
        var column = _names.Add(name);
        if (column == _columns.Count)
            _columns.Add(new ColumnBuilder());
        return column;
    }
}

/// <summary>Columns that every block has.</summary>
internal static class BlockNames
{
    public static ReadOnlySpan<byte> Level => "level"u8;

    public static ReadOnlySpan<byte> Streams => "streams"u8;
}
