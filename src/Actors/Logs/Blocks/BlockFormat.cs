using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;
using Muster.Actors.Logs.Records;
using Muster.Actors.Store;
using Muster.Messages.Store;

namespace Muster.Actors.Logs.Blocks;

/// <summary>A block's bytes on disk: head, filter, columns, each compressed for itself so that a search reads only those that it asks.</summary>
internal static class BlockFormat
{
    // Columns that no field can be named like.
    private const string Times = "\0time";
    private const string Sequences = "\0sequence";
    private const string Received = "\0received";

    private const int CompressionQuality = 4;
    private const int CompressionWindow = 20;
    private const int LeastCompressed = 32;

    // More than a block's column has: what a damaged head asks for is never allocated.
    private const int MaxColumn = 64 * 1024 * 1024;

    private const byte AllSame = 0;
    private const byte InOrder = 1;
    private const byte Narrow = 2;
    private const byte Wide = 3;

    /// <summary>Writes a block.</summary>
    public static (LogBlockHead Head, byte[] Payload) Encode(Block block)
    {
        var filter = TokenFilter.Of(block);
        var head = new LogBlockHead
        {
            Rows = block.Rows,
            FirstSequence = block.Sequences[0],
            LastSequence = block.Sequences[block.Rows - 1],
            FirstUs = Least(block.Times.AsSpan(0, block.Rows)),
            LastUs = Greatest(block.Times.AsSpan(0, block.Rows)),
            FilterLength = filter.Length,
        };
        var body = new ArrayBufferWriter<byte>(64 * 1024);
        var raw = new ArrayBufferWriter<byte>(64 * 1024);
        AddNumbers(head, body, raw, Times, block.Times.AsSpan(0, block.Rows));
        AddNumbers(head, body, raw, Sequences, block.Sequences.AsSpan(0, block.Rows));
        AddNumbers(head, body, raw, Received, block.Received.AsSpan(0, block.Rows));
        foreach (var name in block.Names)
        {
            var column = block.Find(name)!;
            if (column.Filled == 0)
                continue;
            raw.ResetWrittenCount();
            WriteColumn(raw, column, block.Rows);
            Add(head, body, name, raw.WrittenSpan);
        }
        var payload = new byte[sizeof(int) + head.CalculateSize() + filter.Length + body.WrittenCount];
        BinaryPrimitives.WriteInt32LittleEndian(payload, head.CalculateSize());
        head.WriteTo(payload.AsSpan(sizeof(int), head.CalculateSize()));
        filter.CopyTo(payload.AsSpan(sizeof(int) + head.CalculateSize()));
        body.WrittenSpan.CopyTo(payload.AsSpan(payload.Length - body.WrittenCount));
        return (head, payload);
    }

    /// <summary>The block behind a head; <paramref name="read"/> reads bytes of the columns, by offset and length.</summary>
    public static Block Open(LogBlockHead head, Func<int, int, byte[]> read)
    {
        var columns = head.Columns.ToDictionary(c => c.Name, StringComparer.Ordinal);
        byte[] Raw(LogColumnHead column) => Expand(column, read(column.Offset, column.Length));
        long[] Numbers(string name) => columns.TryGetValue(name, out var column) ? ReadNumbers(Raw(column), head.Rows) : throw Damaged($"it has no column '{name[1..]}'");
        return new Block(
            head.Rows,
            Numbers(Times),
            Numbers(Sequences),
            Numbers(Received),
            [.. columns.Keys.Where(name => name[0] != '\0')],
            name => name.Length > 0 && name[0] != '\0' && columns.TryGetValue(name, out var column) ? ReadColumn(Raw(column), head.Rows) : null);
    }

    private static void AddNumbers(LogBlockHead head, ArrayBufferWriter<byte> body, ArrayBufferWriter<byte> raw, string name, ReadOnlySpan<long> numbers)
    {
        raw.ResetWrittenCount();
        var before = 0L;
        foreach (var number in numbers)
        {
            raw.Advance(RowFormat.WriteVarint(raw.GetSpan(RowFormat.MaxVarint), RowFormat.ZigZag(unchecked(number - before))));
            before = number;
        }
        Add(head, body, name, raw.WrittenSpan);
    }

    private static void WriteColumn(ArrayBufferWriter<byte> raw, Column column, int rows)
    {
        Number(raw, (ulong)column.Distinct);
        raw.Write(column.Kinds);
        var starts = column.Starts;
        for (var value = 0; value < column.Distinct; value++)
            Number(raw, (ulong)(starts[value + 1] - starts[value]));
        raw.Write(column.Data);
        var index = column.Index;
        Number(raw, (ulong)index.Length);
        var form = FormOf(index, column.Distinct);
        raw.Write([form]);
        if (form == Narrow)
        {
            var into = raw.GetSpan(index.Length);
            for (var i = 0; i < index.Length; i++)
                into[i] = (byte)index[i];
            raw.Advance(index.Length);
        }
        else if (form == Wide)
        {
            // Low bytes, then high bytes: the latter are nearly all the same.
            var into = raw.GetSpan(index.Length * 2);
            for (var i = 0; i < index.Length; i++)
                (into[i], into[index.Length + i]) = ((byte)index[i], (byte)(index[i] >> 8));
            raw.Advance(index.Length * 2);
        }
    }

    private static byte FormOf(ReadOnlySpan<ushort> index, int distinct)
    {
        if (!index.ContainsAnyExcept((ushort)1))
            return AllSame;
        var inOrder = true;
        for (var i = 0; i < index.Length && inOrder; i++)
            inOrder = index[i] == i + 1;
        return inOrder ? InOrder : distinct < byte.MaxValue ? Narrow : Wide;
    }

    private static void Add(LogBlockHead head, ArrayBufferWriter<byte> body, string name, ReadOnlySpan<byte> raw)
    {
        var column = new LogColumnHead { Name = name, Offset = body.WrittenCount, Length = raw.Length };
        var into = body.GetSpan(BrotliEncoder.GetMaxCompressedLength(raw.Length));
        if (raw.Length >= LeastCompressed && BrotliEncoder.TryCompress(raw, into, out var compressed, CompressionQuality, CompressionWindow) && compressed < raw.Length)
            (column.Length, column.RawLength) = (compressed, raw.Length);
        else
            raw.CopyTo(into);
        column.Checksum = Crc32C.Of(into[..column.Length]);
        body.Advance(column.Length);
        head.Columns.Add(column);
    }

    private static byte[] Expand(LogColumnHead column, byte[] stored)
    {
        if (Crc32C.Of(stored) != column.Checksum)
            throw Damaged($"the checksum of its column '{column.Name.TrimStart('\0')}' does not match");
        if (column.RawLength == 0)
            return stored;
        if (column.RawLength is < 0 or > MaxColumn)
            throw Damaged($"its column '{column.Name.TrimStart('\0')}' claims {column.RawLength} bytes");
        var raw = new byte[column.RawLength];
        return BrotliDecoder.TryDecompress(stored, raw, out var written) && written == raw.Length ? raw : throw Damaged($"its column '{column.Name.TrimStart('\0')}' does not decompress");
    }

    private static long[] ReadNumbers(byte[] raw, int rows)
    {
        var numbers = new long[rows];
        var (at, before) = (0, 0L);
        for (var i = 0; i < rows; i++)
            numbers[i] = before = unchecked(before + RowFormat.UnZigZag(RowFormat.ReadVarint(raw, ref at)));
        return numbers;
    }

    private static Column ReadColumn(byte[] raw, int rows)
    {
        var at = 0;
        var distinct = Bounded(raw, ref at, ushort.MaxValue - 1);
        var kinds = Slice(raw, ref at, distinct).ToArray();
        var starts = new int[distinct + 1];
        for (var value = 0; value < distinct; value++)
            starts[value + 1] = starts[value] + Bounded(raw, ref at, raw.Length - starts[value]);
        var data = Slice(raw, ref at, starts[distinct]).ToArray();
        var filled = Bounded(raw, ref at, rows);
        var index = new ushort[filled];
        switch (Slice(raw, ref at, 1)[0])
        {
            case AllSame:
                index.AsSpan().Fill(1);
                break;
            case InOrder:
                for (var i = 0; i < filled; i++)
                    index[i] = (ushort)(i + 1);
                break;
            case Narrow:
                var narrow = Slice(raw, ref at, filled);
                for (var i = 0; i < filled; i++)
                    index[i] = narrow[i];
                break;
            case Wide:
                var wide = Slice(raw, ref at, filled * 2);
                for (var i = 0; i < filled; i++)
                    index[i] = (ushort)(wide[i] | (wide[filled + i] << 8));
                break;
            default:
                throw Damaged("a column has an index of an unknown form");
        }
        foreach (var value in index)
        {
            if (value > distinct)
                throw Damaged("a column's index leads beyond its values");
        }
        return new Column(distinct, kinds, starts, data, index, filled);
    }

    private static void Number(ArrayBufferWriter<byte> raw, ulong number) => raw.Advance(RowFormat.WriteVarint(raw.GetSpan(RowFormat.MaxVarint), number));

    private static int Bounded(ReadOnlySpan<byte> raw, ref int at, int most)
    {
        var number = RowFormat.ReadVarint(raw, ref at);
        return number <= (ulong)Math.Max(0, most) ? (int)number : throw Damaged($"a length in it reads {number}");
    }

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> raw, ref int at, int length)
    {
        if (length > raw.Length - at)
            throw Damaged("a column ends too early");
        at += length;
        return raw.Slice(at - length, length);
    }

    private static long Least(ReadOnlySpan<long> numbers)
    {
        var least = long.MaxValue;
        foreach (var number in numbers)
            least = Math.Min(least, number);
        return least;
    }

    private static long Greatest(ReadOnlySpan<long> numbers)
    {
        var greatest = long.MinValue;
        foreach (var number in numbers)
            greatest = Math.Max(greatest, number);
        return greatest;
    }

    private static InvalidDataException Damaged(string how) => new($"A block of the log store is damaged: {how}.");
}
