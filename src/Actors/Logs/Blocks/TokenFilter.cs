using System.Buffers.Binary;
using System.Text;
using Muster.Actors.Logs.Records;

namespace Muster.Actors.Logs.Blocks;

/// <summary>
/// A Bloom filter of the words and values in a block: a search passes over blocks that surely have none of what it looks for. About one in a hundred that have none is
/// looked into all the same.
/// </summary>
internal static class TokenFilter
{
    private const int BitsPerEntry = 10;
    private const int Probes = 6;
    private const int MaxBytes = 128 * 1024;

    // Longer values are found by reading the block.
    private const int LongestValue = 256;

    /// <summary>The filter of a block. Empty when there is so much in it that a filter would not help.</summary>
    public static byte[] Of(Block block)
    {
        var hashes = new HashSet<ulong>();
        foreach (var name in block.Names)
        {
            var column = block.Find(name)!;
            var field = Encoding.UTF8.GetBytes(name);
            for (var value = 0; value < column.Distinct; value++)
                Add(hashes, field, column, value);
        }
        var bytes = (hashes.Count * BitsPerEntry / 8) + 8;
        if (bytes > MaxBytes)
            return [];
        var filter = new byte[bytes];
        var bits = (ulong)bytes * 8;
        foreach (var hash in hashes)
        {
            for (var probe = 0; probe < Probes; probe++)
            {
                var bit = BitOf(hash, probe, bits);
                filter[bit >> 3] |= (byte)(1 << (int)(bit & 7));
            }
        }
        return filter;
    }

    /// <summary>False when what has this hash is surely not there.</summary>
    public static bool MayHold(ReadOnlySpan<byte> filter, ulong hash)
    {
        if (filter.Length == 0)
            return true;
        var bits = (ulong)filter.Length * 8;
        for (var probe = 0; probe < Probes; probe++)
        {
            var bit = BitOf(hash, probe, bits);
            if ((filter[(int)(bit >> 3)] & (1 << (int)(bit & 7))) == 0)
                return false;
        }
        return true;
    }

    /// <summary>The hash of a word, in whatever field.</summary>
    public static ulong HashOfWord(ReadOnlySpan<byte> folded) => Hash(0xCBF29CE484222325, folded);

    /// <summary>The hash of a field's whole value.</summary>
    public static ulong HashOfValue(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value) => Hash(Hash(0x84222325CBF29CE4, field), value);

    /// <summary>False for values that are not in the filter.</summary>
    public static bool Covers(int valueBytes) => valueBytes <= LongestValue;

    private static void Add(HashSet<ulong> hashes, byte[] field, Column column, int value)
    {
        if (column.KindOf(value) is FieldKind.Text or FieldKind.Json)
        {
            var text = column.BytesOf(value);
            Span<byte> folded = stackalloc byte[LongestValue];
            for (var at = 0; Tokens.Next(text, ref at, out var word);)
            {
                if (word.Length <= LongestValue && Ascii.ToLower(word, folded, out var length) == System.Buffers.OperationStatus.Done)
                    hashes.Add(HashOfWord(folded[..length]));
                else
                    hashes.Add(HashOfWord(Tokens.Fold(word)));
            }
            if (Covers(text.Length))
                hashes.Add(HashOfValue(field, text));
        }
        else
        {
            hashes.Add(HashOfValue(field, Encoding.UTF8.GetBytes(column.TextOf(value))));
        }
    }

    private static ulong BitOf(ulong hash, int probe, ulong bits) => ((hash & 0xFFFFFFFF) + ((ulong)probe * (hash >> 32))) % bits;

    // The same on every machine and in every process: it is on disk.
    private static ulong Hash(ulong hash, ReadOnlySpan<byte> bytes)
    {
        hash ^= (ulong)bytes.Length * 0x9E3779B97F4A7C15;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        var rest = 0UL;
        foreach (var b in bytes)
            rest = (rest << 8) | b;
        return Mix(Mix(hash ^ rest));
    }

    private static ulong Mix(ulong x)
    {
        x ^= x >> 31;
        x *= 0x9E3779B97F4A7C15;
        return x ^ (x >> 29);
    }
}
