using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Muster.Actors.Store;

/// <summary>
/// An append-only file of checksummed frames with one writer. A frame is there as a whole or not at all: a tail torn by a kill is found and cut
/// when the file is opened again.
/// </summary>
/// <remarks>On disk: length (4), CRC32C of the payload (4), payload; little-endian.</remarks>
public sealed class FrameFile : IDisposable
{
    /// <summary>Largest payload; a longer length on disk is damage, never an allocation.</summary>
    public const int MaxPayload = 16 * 1024 * 1024;

    private const int HeadBytes = 8;

    // More bytes than any first frame, a header, has: a longer file without a whole frame was never one of ours.
    private const int MaxTornStart = 128;

    private readonly SafeFileHandle _handle;

    private FrameFile(string path, SafeFileHandle handle, long length, long cut)
    {
        Path = path;
        _handle = handle;
        Length = length;
        BytesCut = cut;
    }

    /// <summary>Where the file is.</summary>
    public string Path { get; }

    /// <summary>Bytes of whole frames.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes of a torn tail that were cut when the file was opened.</summary>
    public long BytesCut { get; }

    /// <summary>Reads one whole frame.</summary>
    public delegate void FrameReader(long offset, ReadOnlySpan<byte> payload);

    /// <summary>Opens or creates the file for appending, reads every whole frame and cuts a torn tail.</summary>
    /// <exception cref="InvalidDataException">A frame before the tail is damaged.</exception>
    public static FrameFile OpenOrCreate(string path, FrameReader read)
    {
        var handle = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var onDisk = RandomAccess.GetLength(handle);
            var whole = Scan(path, handle, onDisk, read);
            if (whole == 0 && onDisk > MaxTornStart)
                throw new InvalidDataException($"{path} does not begin with a frame: it is no file of Muster's store, or its beginning is destroyed. Move it away to go on without it.");
            if (whole < onDisk)
                RandomAccess.SetLength(handle, whole);
            return new FrameFile(path, handle, whole, onDisk - whole);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads every whole frame of a file that another process may be writing; changes nothing. Returns the bytes after the last whole frame.</summary>
    public static long ReadAll(string path, FrameReader read)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var onDisk = RandomAccess.GetLength(handle);
        return onDisk - Scan(path, handle, onDisk, read);
    }

    /// <summary>Appends one frame and returns its offset. The bytes are with the kernel when this returns: they outlive this process.</summary>
    public long Append(ReadOnlySpan<byte> payload)
    {
        if (payload.Length > MaxPayload)
            throw new ArgumentException($"A frame of {payload.Length} bytes is larger than {MaxPayload} bytes.", nameof(payload));
        var frame = ArrayPool<byte>.Shared.Rent(HeadBytes + payload.Length);
        try
        {
            BinaryPrimitives.WriteInt32LittleEndian(frame, payload.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(4), Crc32C.Of(payload));
            payload.CopyTo(frame.AsSpan(HeadBytes));
            var offset = Length;
            RandomAccess.Write(_handle, frame.AsSpan(0, HeadBytes + payload.Length), offset);
            Length += HeadBytes + payload.Length;
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
        ReadExactly(_handle, head, offset);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 0 or > MaxPayload)
            throw Damaged(Path, offset, $"its length reads {length}");
        var payload = new byte[length];
        ReadExactly(_handle, payload, offset + HeadBytes);
        return Crc32C.Of(payload) == BinaryPrimitives.ReadUInt32LittleEndian(head[4..])
            ? payload
            : throw Damaged(Path, offset, "its checksum does not match");
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static long Scan(string path, SafeFileHandle handle, long onDisk, FrameReader read)
    {
        Span<byte> head = stackalloc byte[HeadBytes];
        long offset = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            while (offset + HeadBytes <= onDisk)
            {
                ReadExactly(handle, head, offset);
                var length = BinaryPrimitives.ReadInt32LittleEndian(head);
                var end = offset + HeadBytes + length;
                // A length that leads past the end is what a torn write looks like; so is a run of zeros that some file systems leave.
                if (length is < 0 or > MaxPayload || end > onDisk)
                    return offset;
                if (length > buffer.Length)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = ArrayPool<byte>.Shared.Rent(length);
                }
                var payload = buffer.AsSpan(0, length);
                ReadExactly(handle, payload, offset + HeadBytes);
                if (Crc32C.Of(payload) != BinaryPrimitives.ReadUInt32LittleEndian(head[4..]))
                    return end == onDisk ? offset : throw Damaged(path, offset, "its checksum does not match and more frames follow");
                if (length == 0)
                    return offset;
                read(offset, payload);
                offset = end;
            }
            return offset;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void ReadExactly(SafeFileHandle handle, Span<byte> into, long offset)
    {
        while (into.Length > 0)
        {
            var read = RandomAccess.Read(handle, into, offset);
            if (read == 0)
                throw new EndOfStreamException($"The file ends at {offset}, before the frame that starts there ends.");
            into = into[read..];
            offset += read;
        }
    }

    private static InvalidDataException Damaged(string path, long offset, string how) =>
        new($"{path} is damaged: the frame at byte {offset} cannot be read, {how}. Move the file away to go on without it.");
}
