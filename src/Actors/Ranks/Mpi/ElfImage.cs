using System.Buffers.Binary;
using System.Text;

namespace Muster.Actors.Ranks;

/// <summary>What a 64-bit little-endian ELF file says about the libraries it needs.</summary>
public sealed record ElfImage(IReadOnlyList<string> Needed, IReadOnlyList<string> SearchPath)
{
    private const int MaxHeaders = 256;
    private const int MaxDynamic = 64 * 1024;
    private const int MaxName = 4096;
    private const uint Load = 1;
    private const uint Dynamic = 2;
    private const long TagNeeded = 1;
    private const long TagStrings = 5;
    private const long TagRpath = 15;
    private const long TagRunpath = 29;

    /// <summary>Reads the file; null when it is none of this kind (a script, another machine's program).</summary>
    public static ElfImage? Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, Path.GetDirectoryName(path) ?? "/");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads an image that lies in <paramref name="origin"/>.</summary>
    public static ElfImage? Read(Stream file, string origin)
    {
        Span<byte> head = stackalloc byte[64];
        if (file.ReadAtLeast(head, 64, throwOnEndOfStream: false) < 64 || !head.StartsWith("\u007fELF"u8) || head[4] != 2 || head[5] != 1)
            return null;
        var at = BinaryPrimitives.ReadInt64LittleEndian(head[32..]);
        var size = BinaryPrimitives.ReadUInt16LittleEndian(head[54..]);
        var count = BinaryPrimitives.ReadUInt16LittleEndian(head[56..]);
        if (size < 56 || count is 0 or > MaxHeaders || Bytes(file, at, size * count) is not { } headers)
            return null;

        var loads = new List<(long Address, long Offset, long Size)>();
        byte[]? dynamic = null;
        for (var i = 0; i < count; i++)
        {
            var header = headers.AsSpan(i * size);
            var type = BinaryPrimitives.ReadUInt32LittleEndian(header);
            var offset = BinaryPrimitives.ReadInt64LittleEndian(header[8..]);
            var address = BinaryPrimitives.ReadInt64LittleEndian(header[16..]);
            var length = BinaryPrimitives.ReadInt64LittleEndian(header[32..]);
            if (type == Load)
                loads.Add((address, offset, length));
            else if (type == Dynamic && length is > 0 and <= MaxDynamic)
                dynamic = Bytes(file, offset, (int)length);
        }
        // A static program needs nothing.
        return dynamic == null ? new ElfImage([], []) : ReadDynamic(file, dynamic, loads, origin);
    }

    private static ElfImage? ReadDynamic(Stream file, byte[] dynamic, List<(long Address, long Offset, long Size)> loads, string origin)
    {
        var needed = new List<long>();
        var paths = new List<long>();
        long strings = -1;
        for (var at = 0; at + 16 <= dynamic.Length; at += 16)
        {
            var tag = BinaryPrimitives.ReadInt64LittleEndian(dynamic.AsSpan(at));
            var value = BinaryPrimitives.ReadInt64LittleEndian(dynamic.AsSpan(at + 8));
            if (tag == 0)
                break;
            if (tag == TagNeeded)
                needed.Add(value);
            else if (tag is TagRpath or TagRunpath)
                paths.Add(value);
            else if (tag == TagStrings)
                strings = value;
        }
        var load = loads.Find(l => strings >= l.Address && strings - l.Address < l.Size);
        if (strings < 0 || load.Size == 0)
            return null;
        var table = strings - load.Address + load.Offset;
        string[] names = [.. needed.Select(n => Text(file, table, n)).Where(n => n.Length > 0)];
        string[] search =
        [
            .. paths.SelectMany(p => Text(file, table, p).Split(':', StringSplitOptions.RemoveEmptyEntries))
                .Select(p => p.Replace("${ORIGIN}", origin, StringComparison.Ordinal).Replace("$ORIGIN", origin, StringComparison.Ordinal)),
        ];
        return new ElfImage(names, search);
    }

    private static string Text(Stream file, long table, long offset)
    {
        if (offset < 0 || table + offset < 0 || table + offset >= file.Length || Bytes(file, table + offset, (int)Math.Min(MaxName, file.Length - table - offset)) is not { } bytes)
            return "";
        var end = Array.IndexOf(bytes, (byte)0);
        return end < 0 ? "" : Encoding.UTF8.GetString(bytes, 0, end);
    }

    private static byte[]? Bytes(Stream file, long offset, int count)
    {
        if (offset < 0 || count < 0 || offset > file.Length - count)
            return null;
        var bytes = new byte[count];
        file.Position = offset;
        return file.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : null;
    }
}
