using System.Buffers.Binary;
using System.Text;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>
/// A fence's keys as a table that ranks read from shared memory, so that n ranks which want everybody's keys do not ask n times n times. native/pmi/keys.c
/// is the reader.
/// </summary>
/// <remarks>
/// Little-endian: u32 magic, u32 bytes of all, u32 buckets (a power of 2), u32 offset of the first entry of each bucket (0: none); entries at multiples of 4:
/// u32 offset of the bucket's next entry, u16 length of the key, u16 length of the value, key NUL value NUL. A key's bucket is its FNV-1a hash modulo buckets.
/// </remarks>
public static class KeySegment
{
    /// <summary>"MKS1".</summary>
    public const uint Magic = 0x31534b4d;

    private const int HeadBytes = 12;
    private const int EntryBytes = 8;

    /// <summary>Builds the table. Of a key that comes twice the later value counts.</summary>
    public static byte[] Build(IReadOnlyList<KeyValue> keys)
    {
        var buckets = 16;
        while (buckets < keys.Count)
            buckets *= 2;
        var size = HeadBytes + buckets * 4;
        foreach (var pair in keys)
            size += Align(EntryBytes + pair.Key.Length + pair.Value.Length + 2);
        var table = new byte[size];
        Put(table, 0, Magic);
        Put(table, 4, (uint)size);
        Put(table, 8, (uint)buckets);
        var at = HeadBytes + buckets * 4;
        foreach (var pair in keys)
        {
            var head = HeadBytes + (int)(Hash(pair.Key) & (uint)(buckets - 1)) * 4;
            Put(table, at, BinaryPrimitives.ReadUInt32LittleEndian(table.AsSpan(head)));
            Put(table, head, (uint)at);
            BinaryPrimitives.WriteUInt16LittleEndian(table.AsSpan(at + 4), (ushort)pair.Key.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(table.AsSpan(at + 6), (ushort)pair.Value.Length);
            Encoding.ASCII.GetBytes(pair.Key, table.AsSpan(at + EntryBytes));
            Encoding.ASCII.GetBytes(pair.Value, table.AsSpan(at + EntryBytes + pair.Key.Length + 1));
            at += Align(EntryBytes + pair.Key.Length + pair.Value.Length + 2);
        }
        return table;
    }

    private static uint Hash(string key)
    {
        var hash = 2166136261u;
        foreach (var c in key)
            hash = (hash ^ (byte)c) * 16777619u;
        return hash;
    }

    private static int Align(int bytes) => (bytes + 3) & ~3;

    private static void Put(byte[] table, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(table.AsSpan(at), value);
}
