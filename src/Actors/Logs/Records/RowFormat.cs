using System.Buffers.Binary;

namespace Muster.Actors.Logs.Records;

/// <summary>What a field's value is.</summary>
public enum FieldKind : byte
{
    /// <summary>UTF-8.</summary>
    Text = 1,

    /// <summary>64 bits.</summary>
    Integer = 2,

    /// <summary>A double; NaN and the infinities too.</summary>
    Real = 3,

    /// <summary>A boolean.</summary>
    True = 4,

    /// <summary>A boolean.</summary>
    False = 5,

    /// <summary>An object, an array, or a number that fits neither of the above: its JSON text.</summary>
    Json = 6,
}

/// <summary>Fields that nearly every record has: their index in the rows of every batch.</summary>
public enum KnownField
{
    /// <summary>The text of the record.</summary>
    Message = 0,

    /// <summary>The host that it comes from.</summary>
    Source = 1,

    /// <summary>The logger that it was written to.</summary>
    Logger = 2,

    /// <summary>A longer text, like a traceback.</summary>
    FullMessage = 3,

    /// <summary>The run it belongs to: an integer.</summary>
    Run = 4,

    /// <summary>The rank of that run: an integer.</summary>
    Rank = 5,
}

/// <summary>
/// The bytes of a batch's rows. A row: length of what follows (4), time in microseconds since 1970 (8), level 0 to 7 as syslog counts (1), then its fields, each the index of its name
/// (varint), its kind (1) and its value: text and JSON as length (varint) and bytes, an integer as zigzag varint, a real as 8 bytes; little-endian.
/// </summary>
public static class RowFormat
{
    /// <summary>Bytes of a row before its fields.</summary>
    public const int HeadBytes = 13;

    /// <summary>Longest varint.</summary>
    public const int MaxVarint = 10;

    /// <summary>Names of the fields of <see cref="KnownField"/>.</summary>
    public static readonly string[] KnownNames = ["message", "source", "logger", "full_message", "run", "rank"];

    /// <summary>Writes a varint; answers how many bytes it took.</summary>
    public static int WriteVarint(Span<byte> into, ulong value)
    {
        var length = 0;
        while (value >= 0x80)
        {
            into[length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        into[length++] = (byte)value;
        return length;
    }

    /// <summary>Reads a varint and moves <paramref name="at"/> behind it.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static ulong ReadVarint(ReadOnlySpan<byte> from, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if ((uint)at >= (uint)from.Length)
                break;
            var b = from[at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
        throw new InvalidDataException("A log row ends within a number.");
    }

    /// <summary>Small numbers of either sign as small numbers without one.</summary>
    public static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    /// <summary>The other way.</summary>
    public static long UnZigZag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);

    internal static double ReadReal(ReadOnlySpan<byte> from) => BinaryPrimitives.ReadDoubleLittleEndian(from);
}
