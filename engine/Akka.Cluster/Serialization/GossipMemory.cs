using System.Runtime.InteropServices;
using Akka.Actor;
using Akka.Remote.Serialization;

namespace Akka.Cluster.Serialization;

/// <summary>What was lately written and read, so that the same bytes come back as the same objects: most of what members tell each other is known already.</summary>
internal sealed class GossipMemory
{
    private const int Slots = 1024;
    private readonly Known<UniqueAddress>[] _nodes = new Known<UniqueAddress>[Slots];
    private readonly Known<Address>[] _addresses = new Known<Address>[Slots];

    public Recent<MembersPart> Members { get; } = new(4);

    public Recent<ClockPart> Clocks { get; } = new(8);

    public Recent<ReachabilityPart> Reachabilities { get; } = new(8);

    public Recent<StatusPart> Statuses { get; } = new(4);

    /// <summary>The node that these bytes, without tag and length, stand for.</summary>
    public UniqueAddress Node(ReadOnlySpan<byte> bytes)
    {
        ref var slot = ref _nodes[SlotOf(bytes)];
        if (Volatile.Read(ref slot) is { } known && bytes.SequenceEqual(known.Bytes))
            return known.Value;
        var node = GossipFormat.FromProto(Proto.UniqueAddress.Parser.ParseFrom(bytes));
        var copy = bytes.ToArray();
        node.Encoded = copy;
        Volatile.Write(ref slot, new Known<UniqueAddress>(copy, node));
        return node;
    }

    public Address Address(ReadOnlySpan<byte> bytes)
    {
        ref var slot = ref _addresses[SlotOf(bytes)];
        if (Volatile.Read(ref slot) is { } known && bytes.SequenceEqual(known.Bytes))
            return known.Value;
        var address = AddressFormat.FromProto(Remote.Serialization.Proto.AddressData.Parser.ParseFrom(bytes));
        Volatile.Write(ref slot, new Known<Address>(bytes.ToArray(), address));
        return address;
    }

    private static int SlotOf(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261u;
        foreach (var b in bytes)
            hash = unchecked((hash ^ b) * 16777619);
        return (int)((hash ^ (hash >> 15)) & (Slots - 1));
    }

    private sealed record Known<T>(byte[] Bytes, T Value);
}
