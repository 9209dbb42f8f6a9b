using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Muster.Actors.Logs.Blocks;
using Muster.Actors.Store;
using Muster.Messages.Store;

namespace Muster.Actors.Logs.Keeping;

/// <summary>Where a block is, and what its head says: enough to know whether a search must look into it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Offset">Of the frame.</param>
/// <param name="Head">What is in it.</param>
internal sealed record BlockAt(string Path, long Offset, LogBlockHead Head)
{
    private long FilterAt => Offset + FrameFile.HeadBytes + sizeof(int) + Head.CalculateSize();

    /// <summary>The token filter.</summary>
    public byte[] ReadFilter(SafeFileHandle file) => BlockFile.Read(file, FilterAt, Head.FilterLength, Path);

    /// <summary>The block; its columns are read when they are asked for, as long as the file is open.</summary>
    public Block Open(SafeFileHandle file)
    {
        var columns = FilterAt + Head.FilterLength;
        return BlockFormat.Open(Head, (offset, length) => BlockFile.Read(file, columns + offset, length, Path));
    }
}

/// <summary>Files of blocks, for reading.</summary>
internal static class BlockFile
{
    private const int MaxHead = 4 * 1024 * 1024;

    /// <summary>Opens a file that may be removed meanwhile.</summary>
    public static SafeFileHandle Open(string path) => File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>The blocks of a file as far as it counts, without what is in them.</summary>
    public static List<BlockAt> Survey(string path, long bytes)
    {
        var blocks = new List<BlockAt>();
        using var file = Open(path);
        Span<byte> start = stackalloc byte[FrameFile.HeadBytes + sizeof(int)];
        for (long offset = 0; offset < bytes;)
        {
            ReadExactly(file, start, offset, path);
            if (FrameFile.EndOf(start, offset, bytes) is not { } end)
                throw Damaged(path, offset, "no block begins there");
            var length = BinaryPrimitives.ReadInt32LittleEndian(start[FrameFile.HeadBytes..]);
            if (length is <= 0 or > MaxHead || length > end - offset)
                throw Damaged(path, offset, $"its head's length reads {length}");
            blocks.Add(new BlockAt(path, offset, LogBlockHead.Parser.ParseFrom(Read(file, offset + start.Length, length, path))));
            offset = end;
        }
        return blocks;
    }

    /// <summary>Some bytes of a file.</summary>
    public static byte[] Read(SafeFileHandle file, long offset, int length, string path)
    {
        if (length is < 0 or > FrameFile.MaxPayload)
            throw Damaged(path, offset, $"a length reads {length}");
        var bytes = new byte[length];
        ReadExactly(file, bytes, offset, path);
        return bytes;
    }

    private static void ReadExactly(SafeFileHandle file, Span<byte> into, long offset, string path)
    {
        for (var at = offset; into.Length > 0;)
        {
            var read = RandomAccess.Read(file, into, at);
            if (read == 0)
                throw Damaged(path, offset, "the file ends before it");
            into = into[read..];
            at += read;
        }
    }

    private static InvalidDataException Damaged(string path, long offset, string how) =>
        new($"{path} is damaged: the block at byte {offset} cannot be read, {how}. Move the file away to go on without it.");
}
