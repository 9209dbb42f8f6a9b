using System.Buffers.Binary;
using Muster.Messages.Logs;

namespace Muster.Actors.Logs.Records;

/// <summary>A field's value, as it lies in the row.</summary>
public readonly ref struct FieldValue
{
    internal FieldValue(FieldKind kind, ReadOnlySpan<byte> bytes, long integer, double real)
    {
        Kind = kind;
        Bytes = bytes;
        Integer = integer;
        Real = real;
    }

    /// <summary>What it is.</summary>
    public FieldKind Kind { get; }

    /// <summary>Of a text or JSON.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Of an integer.</summary>
    public long Integer { get; }

    /// <summary>Of a real.</summary>
    public double Real { get; }
}

/// <summary>One record of a batch, read where it lies.</summary>
public readonly ref struct LogRecord
{
    private readonly ReadOnlySpan<byte> _row;

    internal LogRecord(LogBatch batch, ReadOnlySpan<byte> row)
    {
        Batch = batch;
        _row = row;
    }

    /// <summary>The batch it is of.</summary>
    public LogBatch Batch { get; }

    /// <summary>Microseconds since 1970.</summary>
    public long TimeUs => BinaryPrimitives.ReadInt64LittleEndian(_row);

    /// <summary>0 (emergency) to 7 (debug).</summary>
    public int Level => _row[8];

    /// <summary>Its fields, in the order they came.</summary>
    public FieldEnumerator Fields => new(_row[(RowFormat.HeadBytes - 4)..]);

    /// <summary>A field that nearly every record has, like Message.</summary>
    public bool TryGet(KnownField field, out FieldValue value) => TryGet((int)field, out value);

    /// <summary>A field by its name.</summary>
    public bool TryGet(ReadOnlySpan<byte> name, out FieldValue value)
    {
        value = default;
        var index = Batch.Names.Find(name);
        return index >= 0 && TryGet(index, out value);
    }

    /// <summary>A field by the index of its name in the batch.</summary>
    public bool TryGet(int name, out FieldValue value)
    {
        foreach (var field in Fields)
        {
            if (field.Name == name)
            {
                value = field.Value;
                return true;
            }
        }
        value = default;
        return false;
    }

    /// <summary>A text field; empty when there is none.</summary>
    public ReadOnlySpan<byte> Text(KnownField field) => TryGet(field, out var value) ? value.Bytes : default;
}

/// <summary>A field: the index of its name and its value.</summary>
public readonly ref struct LogField
{
    internal LogField(int name, FieldValue value)
    {
        Name = name;
        Value = value;
    }

    /// <summary>Index in the batch's names.</summary>
    public int Name { get; }

    /// <summary>What it is set to.</summary>
    public FieldValue Value { get; }
}

/// <summary>Goes over a row's fields.</summary>
public ref struct FieldEnumerator
{
    private readonly ReadOnlySpan<byte> _fields;
    private int _at;

    internal FieldEnumerator(ReadOnlySpan<byte> fields)
    {
        _fields = fields;
    }

    /// <summary>The field it is at.</summary>
    public LogField Current { get; private set; }

    /// <summary>For foreach.</summary>
    public readonly FieldEnumerator GetEnumerator() => this;

    /// <summary>Goes to the next field.</summary>
    /// <exception cref="InvalidDataException">The row is not one.</exception>
    public bool MoveNext()
    {
        if (_at >= _fields.Length)
            return false;
        var name = (int)RowFormat.ReadVarint(_fields, ref _at);
        var kind = _at < _fields.Length ? (FieldKind)_fields[_at++] : 0;
        ReadOnlySpan<byte> bytes = default;
        long integer = 0;
        double real = 0;
        switch (kind)
        {
            case FieldKind.Text or FieldKind.Json:
                bytes = Slice(RowFormat.ReadVarint(_fields, ref _at));
                break;
            case FieldKind.Integer:
                integer = RowFormat.UnZigZag(RowFormat.ReadVarint(_fields, ref _at));
                break;
            case FieldKind.Real:
                real = RowFormat.ReadReal(Slice(sizeof(double)));
                break;
            case FieldKind.True or FieldKind.False:
                break;
            default:
                throw new InvalidDataException($"A log row has a field of kind {(byte)kind}.");
        }
        Current = new LogField(name, new FieldValue(kind, bytes, integer, real));
        return true;
    }

    private ReadOnlySpan<byte> Slice(ulong length)
    {
        if (length > (ulong)(_fields.Length - _at))
            throw new InvalidDataException("A log row ends within a value.");
        var slice = _fields.Slice(_at, (int)length);
        _at += (int)length;
        return slice;
    }
}

/// <summary>A batch for reading.</summary>
public sealed class LogBatch
{
    /// <summary>Reads a batch.</summary>
    public LogBatch(LogRecords records)
    {
        Records = records;
        foreach (var name in RowFormat.KnownNames)
            Names.Add(System.Text.Encoding.UTF8.GetBytes(name));
        // Twice the same name would move those behind it.
        foreach (var name in records.Names)
        {
            if (Names.Add(System.Text.Encoding.UTF8.GetBytes(name)) != Names.Count - 1)
                throw new InvalidDataException($"A batch of {records.Source} names the field '{name}' twice.");
        }
    }

    /// <summary>As it came.</summary>
    public LogRecords Records { get; }

    /// <summary>Names of the fields by the index that rows have.</summary>
    public FieldNames Names { get; } = new();

    /// <summary>For foreach over the records.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes over the records.</summary>
    public ref struct Enumerator
    {
        private readonly LogBatch _batch;
        private readonly ReadOnlySpan<byte> _rows;
        private int _at;

        internal Enumerator(LogBatch batch)
        {
            _batch = batch;
            _rows = batch.Records.Rows.Span;
        }

        /// <summary>The record it is at.</summary>
        public LogRecord Current { get; private set; }

        /// <summary>Goes to the next record.</summary>
        /// <exception cref="InvalidDataException">There are bytes that are none.</exception>
        public bool MoveNext()
        {
            if (_at >= _rows.Length)
                return false;
            var length = _rows.Length - _at >= RowFormat.HeadBytes ? BinaryPrimitives.ReadInt32LittleEndian(_rows[_at..]) : -1;
            if (length < RowFormat.HeadBytes - 4 || length > _rows.Length - _at - 4)
                throw new InvalidDataException($"A batch of {_batch.Records.Source} ends within a row.");
            Current = new LogRecord(_batch, _rows.Slice(_at + 4, length));
            _at += 4 + length;
            return true;
        }
    }
}
