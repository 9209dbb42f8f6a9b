using System.Collections.Immutable;

namespace Akka.Cluster.Serialization;

// A state differs from the one before mostly in who has seen it, so its encoding is kept in parts. A part hangs on the immutable object
// that it encodes: whoever sends or receives the same members or the same clock again neither encodes nor decodes them again.

/// <summary>The members' part: fields 1 and 2, 4, and 8 of a state.</summary>
internal sealed class MembersPart(ImmutableSortedSet<Member> members, UniqueAddress[] addresses, byte[] head, byte[] entries, byte[] appVersions)
{
    private Dictionary<UniqueAddress, int> _index;

    public ImmutableSortedSet<Member> Members => members;

    /// <summary>By the numbers under which everything else in the state refers to them.</summary>
    public UniqueAddress[] Addresses => addresses;

    public byte[] Head => head;

    public byte[] Entries => entries;

    public byte[] AppVersions => appVersions;

    public bool TryIndex(UniqueAddress node, out int index)
    {
        if (_index is not { } known)
        {
            known = new Dictionary<UniqueAddress, int>(addresses.Length);
            for (var i = 0; i < addresses.Length; i++)
                known.TryAdd(addresses[i], i);
            _index = known;
        }
        return known.TryGetValue(node, out index);
    }

    public bool Is(ReadOnlySpan<byte> otherHead, ReadOnlySpan<byte> otherEntries, ReadOnlySpan<byte> otherAppVersions) =>
        otherEntries.SequenceEqual(entries) && otherHead.SequenceEqual(head) && otherAppVersions.SequenceEqual(appVersions);
}

/// <summary>The clock's part: fields 3 and 6 of a state.</summary>
internal sealed class ClockPart(VectorClock clock, byte[] hashes, byte[] versions)
{
    public VectorClock Clock => clock;

    public byte[] Hashes => hashes;

    public byte[] Versions => versions;

    public bool Is(ReadOnlySpan<byte> otherHashes, ReadOnlySpan<byte> otherVersions) =>
        otherVersions.SequenceEqual(versions) && otherHashes.SequenceEqual(hashes);
}

/// <summary>The reachability's part of the overview, by the members' numbers.</summary>
internal sealed class ReachabilityPart(Reachability reachability, MembersPart members, byte[] bytes)
{
    public Reachability Reachability => reachability;

    public MembersPart Members => members;

    public byte[] Bytes => bytes;
}

/// <summary>A clock alone, as a status has it: fields 2 and 3 of it.</summary>
internal sealed class StatusPart(VectorClock clock, byte[] bytes)
{
    public VectorClock Clock => clock;

    public byte[] Bytes => bytes;
}

/// <summary>The last few of a kind, for any number of threads. One that is lost in a race is encoded once more.</summary>
internal sealed class Recent<T>(int size)
    where T : class
{
    private readonly T[] _items = new T[size];
    private uint _next;

    public void Add(T item) => Volatile.Write(ref _items[Interlocked.Increment(ref _next) % (uint)_items.Length], item);

    public T At(int index) => Volatile.Read(ref _items[index]);

    public int Size => _items.Length;
}
