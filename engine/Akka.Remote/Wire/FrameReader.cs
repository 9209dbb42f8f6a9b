using System.Buffers;
using System.Buffers.Binary;

namespace Akka.Remote.Wire;

internal enum FrameStatus
{
    /// <summary>The buffer ends inside the frame.</summary>
    Incomplete,
    Complete,
    /// <summary>The length is negative or beyond maximum-frame-size: nothing after it can be trusted.</summary>
    Refused,
}

/// <summary>Cuts the byte stream of an association into frames: 4 bytes little-endian length, then that many bytes.</summary>
internal static class FrameReader
{
    public const int HeaderSize = 4;

    /// <summary>
    /// Takes one frame off the front of <paramref name="buffer"/>. The length is judged as soon as its four bytes are there, before
    /// anything of the size it names is allocated or awaited. The limit counts the header in, as the recorded peers do.
    /// </summary>
    public static FrameStatus TryRead(ref ReadOnlySequence<byte> buffer, int maximumFrameSize, out ReadOnlySequence<byte> payload, out int length)
    {
        payload = default;
        length = 0;
        if (buffer.Length < HeaderSize)
            return FrameStatus.Incomplete;

        length = ReadLength(buffer);
        if (length < 0 || length > maximumFrameSize - HeaderSize)
            return FrameStatus.Refused;
        if (buffer.Length - HeaderSize < length)
            return FrameStatus.Incomplete;

        payload = buffer.Slice(HeaderSize, length);
        buffer = buffer.Slice(payload.End);
        return FrameStatus.Complete;
    }

    private static int ReadLength(in ReadOnlySequence<byte> buffer)
    {
        var first = buffer.FirstSpan;
        if (first.Length >= HeaderSize)
            return BinaryPrimitives.ReadInt32LittleEndian(first);
        Span<byte> header = stackalloc byte[HeaderSize];
        buffer.Slice(0, HeaderSize).CopyTo(header);
        return BinaryPrimitives.ReadInt32LittleEndian(header);
    }
}
