using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace Muster.Actors.Store;

/// <summary>
/// An append-only file of checksummed frames with one writer. A frame is there as a whole or not at all: a tail torn by a kill ends the file for every
/// reader. A file is never changed by anyone but the one who created it.
/// </summary>
/// <remarks>
/// On disk: length (4), CRC32C of what follows (4), payload; little-endian. The length's bit 30 says that the payload is compressed (Brotli); the checksum of such a frame
/// is turned over by a mark, so that neither kind is ever taken for the other.
/// </remarks>
public sealed class FrameFile : IDisposable
{
    /// <summary>Largest payload; a longer length on disk is damage, never an allocation.</summary>
    public const int MaxPayload = 16 * 1024 * 1024;

    internal const int HeadBytes = 8;
    private const int CompressedBit = 1 << 30;

    private const uint CompressedMark = 0x5A5A5A5A;

    // Below this a frame gets no smaller.
    private const int LeastCompressed = 512;
    private const int CompressionQuality = 1;
    private const int CompressionWindow = 18;

    // More bytes than any first frame, a header, has: a longer file without a whole frame was never one of ours.
    private const int MaxTornStart = 4096;

    private readonly SafeFileHandle _handle;

    private FrameFile(string path, SafeFileHandle handle, long length)
    {
        Path = path;
        _handle = handle;
        Length = length;
    }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>Bytes of whole frames.</summary>
    public long Length { get; private set; }

    /// <summary>Whole frames.</summary>
    public long Frames { get; private set; }

    /// <summary>Reads one whole frame.</summary>
    public delegate void FrameReader(long offset, ReadOnlySpan<byte> payload);

    /// <summary>Creates a file that was not there; null when it was.</summary>
    public static FrameFile? TryCreate(string path)
    {
        try
        {
            return new FrameFile(path, File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read), 0);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    /// <summary>Opens a file for reading what was in it by now: every whole frame below <paramref name="limit"/>.</summary>
    /// <exception cref="InvalidDataException">A frame before the tail is damaged.</exception>
    public static FrameFile OpenRead(string path, long limit, FrameReader read)
    {
        // Its writer may be alive still, or again.
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        try
        {
            var file = new FrameFile(path, handle, 0);
            file.ReadOn(limit, read);
            return file;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>The payload of a file's first frame; null when there is none that is whole.</summary>
    public static byte[]? TryReadFirst(string path)
    {
        using var file = new FrameFile(path, File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), 0);
        try
        {
            return file.ReadAt(0);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Reads the whole frames that were added since, below <paramref name="limit"/>. Answers the bytes behind them that are no frame.</summary>
    public long ReadOn(long limit, FrameReader read)
    {
        var onDisk = Math.Min(limit, RandomAccess.GetLength(_handle));
        var whole = Scan(onDisk, read);
        if (whole == 0 && onDisk > MaxTornStart)
            throw new InvalidDataException($"{Path} does not begin with a frame: it is no file of Muster's store, or its beginning is destroyed. Move it away to go on without it.");
        Length = whole;
        return onDisk - whole;
    }

    /// <summary>Appends one frame and returns its offset. The bytes are with the kernel when this returns: they outlive this process.</summary>
    /// <param name="payload">What the frame holds.</param>
    /// <param name="compress">False for what is compressed already, or is soon replaced.</param>
    public long Append(ReadOnlySpan<byte> payload, bool compress = true)
    {
        if (payload.Length > MaxPayload)
            throw new ArgumentException($"A frame of {payload.Length} bytes is larger than {MaxPayload} bytes.", nameof(payload));
        var frame = ArrayPool<byte>.Shared.Rent(HeadBytes + Math.Max(payload.Length, BrotliEncoder.GetMaxCompressedLength(payload.Length)));
        try
        {
            var length = Encode(payload, frame, compress);
            var offset = Length;
            RandomAccess.Write(_handle, frame.AsSpan(0, length), offset);
            Length += length;
            Frames++;
            return offset;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(frame);
        }
    }

    /// <summary>Makes what was appended outlive the machine's power.</summary>
    public void Flush() => RandomAccess.FlushToDisk(_handle);

    /// <summary>Reads the payload of the frame that starts at <paramref name="offset"/>.</summary>
    public byte[] ReadAt(long offset)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        ReadExactly(head, offset);
        var (length, compressed) = LengthOf(head);
        if (length is < 0 or > MaxPayload)
            throw Damaged(offset, $"its length reads {length}");
        var stored = new byte[length];
        ReadExactly(stored, offset + HeadBytes);
        if (!IsIntact(head, stored))
            throw Damaged(offset, "its checksum does not match");
        return compressed ? Expand(stored, offset) : stored;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static int Encode(ReadOnlySpan<byte> payload, byte[] frame, bool compress)
    {
        var body = frame.AsSpan(HeadBytes);
        var length = payload.Length;
        var mark = 0;
        if (compress && payload.Length >= LeastCompressed
            && BrotliEncoder.TryCompress(payload, body[sizeof(int)..], out var compressed, CompressionQuality, CompressionWindow)
            && compressed + sizeof(int) < payload.Length)
        {
            BinaryPrimitives.WriteInt32LittleEndian(body, payload.Length);
            (length, mark) = (compressed + sizeof(int), CompressedBit);
        }
        else
        {
            payload.CopyTo(body);
        }
        BinaryPrimitives.WriteInt32LittleEndian(frame, length | mark);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), Crc32C.Of(body[..length]) ^ (mark == 0 ? 0 : CompressedMark));
        return HeadBytes + length;
    }

    private byte[] Expand(ReadOnlySpan<byte> stored, long offset)
    {
        var length = stored.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(stored);
        if (length is < 0 or > MaxPayload)
            throw Damaged(offset, $"its uncompressed length reads {length}");
        var payload = new byte[length];
        return BrotliDecoder.TryDecompress(stored[sizeof(int)..], payload, out var written) && written == length
            ? payload
            : throw Damaged(offset, "it does not decompress");
    }

    /// <summary>Where the frame with this head ends; null when no frame begins so.</summary>
    internal static long? EndOf(ReadOnlySpan<byte> head, long offset, long onDisk)
    {
        var (length, _) = LengthOf(head);
        return length is > 0 and <= MaxPayload && offset + HeadBytes + length <= onDisk ? offset + HeadBytes + length : null;
    }

    /// <summary>True when the payload is the one that the head was written for.</summary>
    internal static bool IsIntact(ReadOnlySpan<byte> head, ReadOnlySpan<byte> stored)
    {
        var (sum, written) = (Crc32C.Of(stored), BinaryPrimitives.ReadUInt32LittleEndian(head[4..]));
        // Compressed frames of the first version have no mark.
        return sum == written || (LengthOf(head).Compressed && (sum ^ CompressedMark) == written);
    }

    private static (int Length, bool Compressed) LengthOf(ReadOnlySpan<byte> head)
    {
        var word = BinaryPrimitives.ReadInt32LittleEndian(head);
        return (word & ~CompressedBit, (word & CompressedBit) != 0);
    }

    private long Scan(long onDisk, FrameReader read)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        var offset = Length;
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (offset + HeadBytes <= onDisk)
            {
                ReadExactly(head, offset);
                var (length, compressed) = LengthOf(head);
                var end = offset + HeadBytes + length;
                // A length that leads past the end is what a torn write looks like; so is a run of zeros that some file systems leave. Behind those there is nothing.
                if (length is <= 0 or > MaxPayload || end > onDisk)
                    return FrameSurvey.NextWhole(_handle, offset + 1, onDisk) is null ? offset : throw Damaged(offset, $"its length reads {length} and whole frames follow");
                if (length > buffer.Length)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = ArrayPool<byte>.Shared.Rent(length);
                }
                var stored = buffer.AsSpan(0, length);
                ReadExactly(stored, offset + HeadBytes);
                if (!IsIntact(head, stored))
                    return end == onDisk ? offset : throw Damaged(offset, "its checksum does not match and more frames follow");
                read(offset, compressed ? Expand(stored, offset) : stored);
                Frames++;
                offset = end;
            }
            return offset;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private void ReadExactly(Span<byte> into, long offset)
    {
        while (into.Length > 0)
        {
            var read = RandomAccess.Read(_handle, into, offset);
            if (read == 0)
                throw new EndOfStreamException($"{Path} ends at {offset}, before the frame that starts there ends.");
            into = into[read..];
            offset += read;
        }
    }

    private InvalidDataException Damaged(long offset, string how) =>
        new($"{Path} is damaged: the frame at byte {offset} cannot be read, {how}. Move the file away to go on without it.");
}
