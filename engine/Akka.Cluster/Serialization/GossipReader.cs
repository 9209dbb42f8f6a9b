using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Remote.Wire;
using Google.Protobuf;

namespace Akka.Cluster.Serialization;

/// <summary>States and clocks from bytes. What is the same as lately is the same object again.</summary>
internal sealed class GossipReader(GossipMemory memory)
{
    private const int MaxNodes = 100_000;

    public Gossip Read(ReadOnlySpan<byte> bytes)
    {
        var sections = new Sections(bytes);
        if (!sections.AreInOrder)
            return GossipFormat.FromProto(Proto.Gossip.Parser.ParseFrom(bytes));
        var members = Members(sections.Head, sections.Entries, sections.AppVersions);
        var clock = Clock(sections.Hashes, sections.Versions);
        var (seen, reachability) = Overview(sections.Overview, members);
        return new Gossip(members.Members, seen, reachability, clock) { MembersPart = members };
    }

    /// <summary>The clock of a status, from its fields 2 and 3.</summary>
    public VectorClock ReadStatus(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < memory.Statuses.Size; i++)
        {
            if (memory.Statuses.At(i) is { } known && bytes.SequenceEqual(known.Bytes))
                return known.Clock;
        }
        var proto = Proto.GossipStatus.Parser.ParseFrom(bytes);
        var clock = GossipFormat.FromProto(proto.Version, proto.AllHashes);
        memory.Statuses.Add(new StatusPart(clock, bytes.ToArray()));
        return clock;
    }

    private MembersPart Members(ReadOnlySpan<byte> head, ReadOnlySpan<byte> entries, ReadOnlySpan<byte> appVersions)
    {
        for (var i = 0; i < memory.Members.Size; i++)
        {
            if (memory.Members.At(i) is { } known && known.Is(head, entries, appVersions))
                return known;
        }
        var addresses = new List<UniqueAddress>();
        var reader = new ProtoReader(head);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 1 && wireType == ProtoReader.LengthDelimited)
                addresses.Add(memory.Node(reader.ReadBytes()));
            else
                reader.Skip(wireType);
        }
        if (addresses.Count > MaxNodes)
            throw new SerializationException($"A gossip state with {addresses.Count} addresses; at most {MaxNodes} are read");
        var proto = new Proto.Gossip();
        proto.MergeFrom(entries);
        proto.MergeFrom(appVersions);
        proto.AllRoles.AddRange(GossipFormat.Roles(head));
        var nodes = addresses.ToArray();
        var part = new MembersPart(GossipFormat.MembersFromProto(proto, nodes), nodes, head.ToArray(), entries.ToArray(), appVersions.ToArray());
        memory.Members.Add(part);
        return part;
    }

    private VectorClock Clock(ReadOnlySpan<byte> hashes, ReadOnlySpan<byte> versions)
    {
        for (var i = 0; i < memory.Clocks.Size; i++)
        {
            if (memory.Clocks.At(i) is { } known && known.Is(hashes, versions))
                return known.Clock;
        }
        var proto = new Proto.Gossip();
        proto.MergeFrom(hashes);
        proto.MergeFrom(versions);
        var clock = GossipFormat.FromProto(proto.Version, proto.AllHashes);
        var part = new ClockPart(clock, hashes.ToArray(), versions.ToArray());
        clock.Encoded = part;
        memory.Clocks.Add(part);
        return clock;
    }

    private (SeenBy Seen, Reachability Reachability) Overview(ReadOnlySpan<byte> overview, MembersPart members)
    {
        var seen = ImmutableArray<UniqueAddress>.Empty;
        var reader = new ProtoReader(overview);
        var rest = 0;
        // Seen comes first and packed from everybody we know of; anything else is read by the generated parser.
        if (reader.TryReadTag(out var field, out var wireType) && field == 1 && wireType == ProtoReader.LengthDelimited)
        {
            seen = Nodes(reader.ReadBytes(), members.Addresses);
            rest = reader.Position;
        }
        if (reader.Failed)
            throw new SerializationException("A gossip state whose overview is cut off");
        var records = overview[rest..];
        if (records.IsEmpty)
            return (SeenBy.Of(seen), Reachability.Empty);
        for (var i = 0; i < memory.Reachabilities.Size; i++)
        {
            if (memory.Reachabilities.At(i) is { } known && ReferenceEquals(known.Members, members) && records.SequenceEqual(known.Bytes))
                return (SeenBy.Of(seen), known.Reachability);
        }
        var proto = Proto.GossipOverview.Parser.ParseFrom(records);
        if (proto.Seen.Count > 0)
            seen = [.. seen, .. proto.Seen.Select(index => members.Addresses[index])];
        var reachability = GossipFormat.FromProto(proto.ObserverReachability, members.Addresses);
        if (proto.Seen.Count == 0)
        {
            var part = new ReachabilityPart(reachability, members, records.ToArray());
            reachability.Encoded = part;
            memory.Reachabilities.Add(part);
        }
        return (SeenBy.Of(seen), reachability);
    }

    private static ImmutableArray<UniqueAddress> Nodes(ReadOnlySpan<byte> packed, UniqueAddress[] addresses)
    {
        var nodes = ImmutableArray.CreateBuilder<UniqueAddress>(Math.Min(packed.Length, addresses.Length));
        var at = 0;
        while (at < packed.Length)
        {
            var value = 0u;
            for (var shift = 0; ; shift += 7)
            {
                if (at >= packed.Length || shift > 28)
                    throw new SerializationException("A gossip state that is cut off");
                var b = packed[at++];
                value |= (uint)(b & 0x7F) << shift;
                if (b < 0x80)
                    break;
            }
            if (value >= (uint)addresses.Length)
                throw new SerializationException($"A gossip state that refers to address {value} of {addresses.Length}");
            nodes.Add(addresses[value]);
        }
        return nodes.DrainToImmutable();
    }

    /// <summary>Where the fields of a state lie, when they come in the order of their numbers as every encoder writes them.</summary>
    private readonly ref struct Sections
    {
        public Sections(ReadOnlySpan<byte> bytes)
        {
            var reader = new ProtoReader(bytes);
            Span<int> ends = stackalloc int[9];
            var last = 0;
            var start = 0;
            AreInOrder = true;
            while (reader.TryReadTag(out var field, out var wireType))
            {
                if (field < last || field > 8 || wireType != ProtoReader.LengthDelimited || (field == 5 && last == 5))
                {
                    AreInOrder = false;
                    return;
                }
                if (field == 5)
                {
                    for (; last < 5; last++)
                        ends[last] = start;
                    Overview = reader.ReadBytes();
                    ends[5] = start = reader.Position;
                    last = 5;
                    continue;
                }
                reader.ReadBytes();
                for (; last < field; last++)
                    ends[last] = start;
                ends[last] = start = reader.Position;
            }
            if (reader.Failed)
                throw new SerializationException("A gossip state that is cut off");
            for (last++; last < ends.Length; last++)
                ends[last] = start;
            Head = bytes[..ends[2]];
            Hashes = bytes[ends[2]..ends[3]];
            Entries = bytes[ends[3]..ends[4]];
            Versions = bytes[ends[5]..ends[6]];
            AppVersions = bytes[ends[7]..];
        }

        public bool AreInOrder { get; }

        public ReadOnlySpan<byte> Head { get; }

        public ReadOnlySpan<byte> Hashes { get; }

        public ReadOnlySpan<byte> Entries { get; }

        public ReadOnlySpan<byte> Overview { get; }

        public ReadOnlySpan<byte> Versions { get; }

        public ReadOnlySpan<byte> AppVersions { get; }
    }
}
