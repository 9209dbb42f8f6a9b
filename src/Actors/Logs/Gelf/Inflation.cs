using System.Buffers;
using System.IO.Compression;

namespace Muster.Actors.Logs.Gelf;

/// <summary>What a payload is, by its first bytes.</summary>
internal enum Packing
{
    Plain,
    Gzip,
    Zlib,
    Chunk,
}

/// <summary>Undoes gzip and zlib, up to a bound.</summary>
internal static class Inflation
{
    /// <summary>Largest message when it is inflated.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>What the payload is.</summary>
    public static Packing Sniff(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 2)
            return Packing.Plain;
        return (payload[0], payload[1]) switch
        {
            (0x1f, 0x8b) => Packing.Gzip,
            (0x1e, 0x0f) => Packing.Chunk,
            (0x78, var second) when ((0x78 << 8) + second) % 31 == 0 => Packing.Zlib,
            _ => Packing.Plain,
        };
    }

    /// <summary>Inflates into the buffer; null when that went well, else why not.</summary>
    public static string? TryInflate(ReadOnlyMemory<byte> payload, Packing packing, ArrayBufferWriter<byte> into, int most = MostBytes)
    {
        into.ResetWrittenCount();
        var packed = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(payload, out var array) && array.Array is not null
            ? new MemoryStream(array.Array, array.Offset, array.Count, writable: false)
            : new MemoryStream(payload.ToArray());
        try
        {
            using Stream inflating = packing == Packing.Gzip ? new GZipStream(packed, CompressionMode.Decompress) : new ZLibStream(packed, CompressionMode.Decompress);
            while (true)
            {
                var room = into.GetSpan(16 * 1024);
                var read = inflating.Read(room);
                if (read == 0)
                    return into.WrittenCount == 0 ? $"its {packing.ToString().ToLowerInvariant()} data is empty or cut off" : null;
                into.Advance(read);
                if (into.WrittenCount > most)
                    return $"it is larger than {most} bytes when inflated";
            }
        }
        catch (InvalidDataException)
        {
            return $"its {packing.ToString().ToLowerInvariant()} data is damaged";
        }
    }
}
