using Akka.Remote.Serialization;
using Akka.Remote.Wire;
using Google.Protobuf;

namespace Akka.Cluster.Serialization;

/// <summary>States and clocks as bytes, put together from parts that are encoded once.</summary>
internal sealed class GossipWriter(GossipMemory memory)
{
    private const byte OverviewTag = 0x2A;

    public int SizeOf(Gossip gossip)
    {
        var members = MembersOf(gossip);
        var clock = ClockOf(gossip.Version);
        return members.Head.Length + clock.Hashes.Length + members.Entries.Length + ProtoWriter.Delimited(OverviewOf(gossip, members).Length)
            + clock.Versions.Length + members.AppVersions.Length;
    }

    public void Write(Gossip gossip, ref ProtoWriter to)
    {
        var members = MembersOf(gossip);
        var clock = ClockOf(gossip.Version);
        to.Raw(members.Head);
        to.Raw(clock.Hashes);
        to.Raw(members.Entries);
        to.Bytes(OverviewTag, OverviewOf(gossip, members));
        to.Raw(clock.Versions);
        to.Raw(members.AppVersions);
    }

    /// <summary>Fields 2 and 3 of a status.</summary>
    public byte[] StatusOf(VectorClock clock)
    {
        if (clock.AsStatus is { } known)
            return known.Bytes;
        var proto = new Proto.GossipStatus();
        proto.Version = GossipFormat.ToProto(clock, proto.AllHashes);
        var part = new StatusPart(clock, proto.ToByteArray());
        clock.AsStatus = part;
        memory.Statuses.Add(part);
        return part.Bytes;
    }

    /// <summary>A node, as a message without tag and length.</summary>
    public static byte[] NodeOf(UniqueAddress node) => node.Encoded ??= GossipFormat.ToProto(node).ToByteArray();

    private MembersPart MembersOf(Gossip gossip)
    {
        if (gossip.MembersPart is { } known)
            return known;
        var part = GossipFormat.Encode(gossip.Members);
        gossip.MembersPart = part;
        memory.Members.Add(part);
        return part;
    }

    private ClockPart ClockOf(VectorClock clock)
    {
        if (clock.Encoded is { } known)
            return known;
        var hashes = new Proto.Gossip();
        var version = new Proto.Gossip { Version = GossipFormat.ToProto(clock, hashes.AllHashes) };
        var part = new ClockPart(clock, hashes.ToByteArray(), version.ToByteArray());
        clock.Encoded = part;
        memory.Clocks.Add(part);
        return part;
    }

    private byte[] OverviewOf(Gossip gossip, MembersPart members)
    {
        if (gossip.Overview is { } known)
            return known;
        var reachability = ReachabilityOf(gossip.Reachability, members);
        var seen = new int[gossip.Seen.Count];
        var count = 0;
        var length = 0;
        foreach (var node in gossip.Seen)
        {
            if (!members.TryIndex(node, out var index))
                continue;
            seen[count++] = index;
            length += ProtoWriter.VarintSize((uint)index);
        }
        var bytes = new byte[(count == 0 ? 0 : ProtoWriter.Delimited(length)) + reachability.Length];
        var to = new ProtoWriter(bytes);
        if (count > 0)
        {
            to.Tag(0x0A);
            to.Varint((uint)length);
            for (var i = 0; i < count; i++)
                to.Varint((uint)seen[i]);
        }
        to.Raw(reachability);
        return gossip.Overview = bytes;
    }

    private byte[] ReachabilityOf(Reachability reachability, MembersPart members)
    {
        if (reachability.Versions.IsEmpty)
            return [];
        if (reachability.Encoded is { } known && ReferenceEquals(known.Members, members))
            return known.Bytes;
        var part = new ReachabilityPart(reachability, members, GossipFormat.Encode(reachability, members));
        reachability.Encoded = part;
        memory.Reachabilities.Add(part);
        return part.Bytes;
    }
}
