using System.Buffers.Binary;
using System.Text;
using Google.Protobuf;
using Muster.Messages.Logs;

namespace Muster.Actors.Logs.Records;

/// <summary>
/// Records as they come in, one after the other into one buffer: nothing is allocated a record. Begin, fields, End; Discard in place of End when the record turns out to be bad.
/// Take makes a batch of what has been ended.
/// </summary>
/// <remarks>Not thread-safe: each input or connection has its own. Text must be valid UTF-8. Of fields of one name the first counts.</remarks>
public sealed class LogBatchWriter
{
    // Large enough for a batch, small enough to stay out of the heap of large objects.
    private const int FirstBytes = 80 * 1024;

    private readonly FieldNames _names = new();
    private byte[] _rows = new byte[FirstBytes];
    private int _end;
    private int _row = -1;
    private int _namesBefore;
    private int _guess;

    /// <summary>A writer without records.</summary>
    public LogBatchWriter()
    {
        foreach (var name in RowFormat.KnownNames)
            _names.Add(Encoding.UTF8.GetBytes(name));
    }

    /// <summary>Records that were ended since the last Take.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of rows so far: take the batch at about 60 KiB, so that it crosses between hosts as one message.</summary>
    public int Bytes => _end;

    /// <summary>Begins a record.</summary>
    /// <param name="timeUs">Microseconds since 1970.</param>
    /// <param name="level">0 (emergency) to 7 (debug), as syslog and GELF count.</param>
    public void Begin(long timeUs, int level)
    {
        Discard();
        (_row, _namesBefore, _guess) = (_end, _names.Count, RowFormat.KnownNames.Length);
        Need(RowFormat.HeadBytes);
        BinaryPrimitives.WriteInt64LittleEndian(_rows.AsSpan(_end + 4), timeUs);
        _rows[_end + 12] = (byte)Math.Clamp(level, 0, 7);
        _end += RowFormat.HeadBytes;
    }

    /// <summary>Changes the time and the level of the record that was begun: some formats name them last.</summary>
    public void Stamp(long timeUs, int level)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_rows.AsSpan(_row + 4), timeUs);
        _rows[_row + 12] = (byte)Math.Clamp(level, 0, 7);
    }

    /// <summary>Adds a text.</summary>
    public void Text(KnownField field, ReadOnlySpan<byte> utf8) => AddBytes((int)field, FieldKind.Text, utf8);

    /// <summary>Adds a text.</summary>
    public void Text(ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8) => AddBytes(IndexOf(name), FieldKind.Text, utf8);

    /// <summary>Adds a text. A lone surrogate becomes U+FFFD.</summary>
    public void Text(KnownField field, string text) => AddText((int)field, text);

    /// <summary>Adds a text. A lone surrogate becomes U+FFFD.</summary>
    public void Text(ReadOnlySpan<byte> name, string text) => AddText(IndexOf(name), text);

    /// <summary>Adds JSON as it is: an object, an array, a number that fits no 64 bits.</summary>
    public void Json(ReadOnlySpan<byte> name, ReadOnlySpan<byte> utf8) => AddBytes(IndexOf(name), FieldKind.Json, utf8);

    /// <summary>Adds an integer.</summary>
    public void Integer(KnownField field, long value) => AddInteger((int)field, value);

    /// <summary>Adds an integer.</summary>
    public void Integer(ReadOnlySpan<byte> name, long value) => AddInteger(IndexOf(name), value);

    /// <summary>Adds a real.</summary>
    public void Real(ReadOnlySpan<byte> name, double value)
    {
        AddHead(IndexOf(name), FieldKind.Real, sizeof(double));
        BinaryPrimitives.WriteDoubleLittleEndian(_rows.AsSpan(_end), value);
        _end += sizeof(double);
    }

    /// <summary>Adds a boolean.</summary>
    public void Boolean(ReadOnlySpan<byte> name, bool value) => AddHead(IndexOf(name), value ? FieldKind.True : FieldKind.False, 0);

    /// <summary>The record is whole.</summary>
    public void End()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_rows.AsSpan(_row), _end - _row - 4);
        _row = -1;
        Count++;
    }

    /// <summary>Forgets the record that was begun.</summary>
    public void Discard()
    {
        if (_row < 0)
            return;
        _end = _row;
        _row = -1;
        _names.Truncate(_namesBefore);
    }

    /// <summary>The records so far as a batch; the writer is empty then. The batch is never changed any more.</summary>
    public LogRecords Take(string source, long number, long receivedUs)
    {
        Discard();
        var batch = new LogRecords { Source = source, Number = number, Count = Count, ReceivedUs = receivedUs };
        for (var i = RowFormat.KnownNames.Length; i < _names.Count; i++)
            batch.Names.Add(Encoding.UTF8.GetString(_names[i]));
        batch.Rows = UnsafeByteOperations.UnsafeWrap(_rows.AsSpan(0, _end).ToArray());
        (_end, Count) = (0, 0);
        _names.Truncate(RowFormat.KnownNames.Length);
        if (_rows.Length > FirstBytes)
            _rows = new byte[FirstBytes];
        return batch;
    }

    // Records of one source have the same fields in the same order nearly always: the name is likely the one after the last.
    private int IndexOf(ReadOnlySpan<byte> name)
    {
        if (_guess < _names.Count && name.SequenceEqual(_names[_guess]))
            return _guess++;
        var index = _names.Add(name);
        _guess = index + 1;
        return index;
    }

    private void AddBytes(int name, FieldKind kind, ReadOnlySpan<byte> value)
    {
        AddHead(name, kind, RowFormat.MaxVarint + value.Length);
        _end += RowFormat.WriteVarint(_rows.AsSpan(_end), (ulong)value.Length);
        value.CopyTo(_rows.AsSpan(_end));
        _end += value.Length;
    }

    private void AddText(int name, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        AddHead(name, FieldKind.Text, RowFormat.MaxVarint + length);
        _end += RowFormat.WriteVarint(_rows.AsSpan(_end), (ulong)length);
        _end += Encoding.UTF8.GetBytes(text, _rows.AsSpan(_end));
    }

    private void AddInteger(int name, long value)
    {
        AddHead(name, FieldKind.Integer, RowFormat.MaxVarint);
        _end += RowFormat.WriteVarint(_rows.AsSpan(_end), RowFormat.ZigZag(value));
    }

    private void AddHead(int name, FieldKind kind, int valueBytes)
    {
        if (_row < 0)
            throw new InvalidOperationException("A field was added before Begin.");
        Need(RowFormat.MaxVarint + 1 + valueBytes);
        _end += RowFormat.WriteVarint(_rows.AsSpan(_end), (ulong)name);
        _rows[_end++] = (byte)kind;
    }

    private void Need(int bytes)
    {
        if (_end + bytes > _rows.Length)
            Array.Resize(ref _rows, Math.Max(_rows.Length * 2, _end + bytes));
    }
}
