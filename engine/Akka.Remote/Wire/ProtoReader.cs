using System.Buffers.Binary;

namespace Akka.Remote.Wire;

/// <summary>
/// Walks protobuf fields of a span without copying. It never throws: a malformed input sets <see cref="Failed"/>, and every
/// length is compared with what is left of the span before it is used.
/// </summary>
internal ref struct ProtoReader
{
    public const int Varint = 0, Fixed64 = 1, LengthDelimited = 2, Fixed32 = 5;

    private readonly ReadOnlySpan<byte> _buffer;
    private int _position;

    public ProtoReader(ReadOnlySpan<byte> buffer)
    {
        _buffer = buffer;
        _position = 0;
        Failed = false;
    }

    public bool Failed { get; private set; }

    /// <summary>How far it has come.</summary>
    public readonly int Position => _position;

    /// <summary>Reads the next tag; false at the end of the span or on garbage.</summary>
    public bool TryReadTag(out int field, out int wireType)
    {
        field = 0;
        wireType = 0;
        if (Failed || _position >= _buffer.Length)
            return false;
        var tag = ReadVarint();
        if (Failed)
            return false;
        field = (int)(tag >> 3);
        wireType = (int)(tag & 7);
        if (tag > uint.MaxValue || field == 0)
            Failed = true;
        return !Failed;
    }

    public ulong ReadVarint()
    {
        ulong result = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_position >= _buffer.Length)
                break;
            var b = _buffer[_position++];
            result |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return result;
        }
        Failed = true;
        return 0;
    }

    public ulong ReadFixed64()
    {
        if (_buffer.Length - _position < 8)
        {
            Failed = true;
            return 0;
        }
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_buffer.Slice(_position));
        _position += 8;
        return value;
    }

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (Failed || length > (ulong)(_buffer.Length - _position))
        {
            Failed = true;
            return default;
        }
        var bytes = _buffer.Slice(_position, (int)length);
        _position += (int)length;
        return bytes;
    }

    /// <summary>Steps over a field this reader does not know. Groups do not occur on this wire and are refused.</summary>
    public void Skip(int wireType)
    {
        switch (wireType)
        {
            case Varint:
                ReadVarint();
                break;
            case Fixed64:
                ReadFixed64();
                break;
            case LengthDelimited:
                ReadBytes();
                break;
            case Fixed32 when _buffer.Length - _position >= 4:
                _position += 4;
                break;
            default:
                Failed = true;
                break;
        }
    }
}
