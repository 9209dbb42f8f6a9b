using System.Text;

namespace Akka.Remote.Wire;

/// <summary>Writes protobuf fields into a span that is as long as they are.</summary>
internal ref struct ProtoWriter(Span<byte> place)
{
    private readonly Span<byte> _place = place;
    private int _at;

    public void Tag(byte tag) => _place[_at++] = tag;

    public void Varint(ulong value)
    {
        while (value >= 0x80)
        {
            _place[_at++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _place[_at++] = (byte)value;
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_place[_at..]);
        _at += bytes.Length;
    }

    /// <summary>What comes before something that has a length.</summary>
    public void Length(byte tag, int length)
    {
        Tag(tag);
        Varint((uint)length);
    }

    public void Bytes(byte tag, ReadOnlySpan<byte> bytes)
    {
        Length(tag, bytes.Length);
        Raw(bytes);
    }

    public void Text(byte tag, string text)
    {
        Length(tag, Encoding.UTF8.GetByteCount(text));
        _at += Encoding.UTF8.GetBytes(text, _place[_at..]);
    }

    /// <summary>A number, unless it is the zero that is not written.</summary>
    public void Number(byte tag, ulong value)
    {
        if (value == 0)
            return;
        Tag(tag);
        Varint(value);
    }

    public Span<byte> Reserve(int length)
    {
        var reserved = _place.Slice(_at, length);
        _at += length;
        return reserved;
    }

    public static int VarintSize(ulong value)
    {
        var size = 1;
        for (; value >= 0x80; value >>= 7)
            size++;
        return size;
    }

    public static int NumberSize(ulong value) => value == 0 ? 0 : 1 + VarintSize(value);

    /// <summary>With a tag of one byte and the length.</summary>
    public static int Delimited(int length) => 1 + VarintSize((uint)length) + length;

    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));
}
