using System.Collections.Immutable;
using System.Text;
using Akka.Actor;
using Akka.Remote.Serialization;
using Akka.Remote.Wire;
using Akka.Util;
using Google.Protobuf;

namespace Akka.Cluster.Serialization;

/// <summary>
/// A gossip state as bytes and back. What occurs more than once (addresses, roles, clock hashes, versions) is listed once and referred to
/// by its place in the list.
/// </summary>
internal static class GossipFormat
{
    /// <summary>The members' part of a state.</summary>
    public static MembersPart Encode(ImmutableSortedSet<Member> members)
    {
        var head = new Proto.Gossip();
        var entries = new Proto.Gossip();
        var appVersions = new Proto.Gossip();
        var addresses = new UniqueAddress[members.Count];
        var roles = new Dictionary<string, int>();
        var versions = new Dictionary<string, int>();
        foreach (var member in members)
        {
            foreach (var role in Sorted(member.Roles))
            {
                if (roles.TryAdd(role, roles.Count))
                    head.AllRoles.Add(role);
            }
            if (versions.TryAdd(member.AppVersion.Version, versions.Count))
                appVersions.AllAppVersions.Add(member.AppVersion.Version);
        }

        var index = 0;
        foreach (var member in members)
        {
            addresses[index] = member.UniqueAddress;
            head.AllAddresses.Add(ToProto(member.UniqueAddress));
            var entry = new Proto.Member
            {
                AddressIndex = index++,
                UpNumber = member.UpNumber,
                Status = (Proto.Member.Types.MemberStatus)member.Status,
                AppVersionIndex = versions[member.AppVersion.Version],
            };
            foreach (var role in Sorted(member.Roles))
                entry.RolesIndexes.Add(roles[role]);
            entries.Members.Add(entry);
        }
        return new MembersPart(members, addresses, head.ToByteArray(), entries.ToByteArray(), appVersions.ToByteArray());
    }

    /// <summary>The reachability's part of the overview.</summary>
    public static byte[] Encode(Reachability reachability, MembersPart members)
    {
        var overview = new Proto.GossipOverview();
        foreach (var (observer, version) in reachability.Versions)
        {
            if (!members.TryIndex(observer, out var index))
                continue;
            var entry = new Proto.ObserverReachability { AddressIndex = index, Version = version };
            foreach (var record in reachability.RecordsFrom(observer))
            {
                if (!members.TryIndex(record.Subject, out var subject))
                    continue;
                entry.SubjectReachability.Add(new Proto.SubjectReachability
                {
                    AddressIndex = subject,
                    Status = (Proto.SubjectReachability.Types.ReachabilityStatus)record.Status,
                    Version = record.Version,
                });
            }
            overview.ObserverReachability.Add(entry);
        }
        return overview.ToByteArray();
    }

    /// <summary>A whole state, whatever order its fields came in.</summary>
    public static Gossip FromProto(Proto.Gossip proto)
    {
        var addresses = new UniqueAddress[proto.AllAddresses.Count];
        for (var i = 0; i < addresses.Length; i++)
            addresses[i] = FromProto(proto.AllAddresses[i]);
        return new Gossip(
            MembersFromProto(proto, addresses),
            SeenBy.Of((proto.Overview?.Seen ?? []).Select(index => addresses[index])),
            FromProto(proto.Overview?.ObserverReachability ?? [], addresses),
            FromProto(proto.Version, proto.AllHashes));
    }

    public static ImmutableSortedSet<Member> MembersFromProto(Proto.Gossip proto, UniqueAddress[] addresses)
    {
        var appVersions = new AppVersion[proto.AllAppVersions.Count];
        for (var i = 0; i < appVersions.Length; i++)
            appVersions[i] = AppVersion.Create(proto.AllAppVersions[i]);

        // Most members of a cluster have one of a few sets of roles: the sets are shared.
        var roleSets = new Dictionary<string, ImmutableHashSet<string>>();
        var members = new Member[proto.Members.Count];
        for (var i = 0; i < members.Length; i++)
        {
            var entry = proto.Members[i];
            members[i] = Member.Create(
                addresses[entry.AddressIndex],
                entry.UpNumber,
                (MemberStatus)entry.Status,
                RolesOf(entry, proto, roleSets),
                entry.AppVersionIndex < appVersions.Length ? appVersions[entry.AppVersionIndex] : AppVersion.Zero);
        }
        return ImmutableSortedSet.CreateRange(members);
    }

    public static Reachability FromProto(IList<Proto.ObserverReachability> observers, UniqueAddress[] addresses)
    {
        if (observers.Count == 0)
            return Reachability.Empty;
        var records = ImmutableArray.CreateBuilder<ReachabilityRecord>();
        var versions = ImmutableArray.CreateBuilder<(UniqueAddress, long)>(observers.Count);
        foreach (var entry in observers)
        {
            var observer = addresses[entry.AddressIndex];
            versions.Add((observer, entry.Version));
            foreach (var subject in entry.SubjectReachability)
                records.Add(new ReachabilityRecord(observer, addresses[subject.AddressIndex], (ReachabilityStatus)subject.Status, subject.Version));
        }
        return Reachability.Create(records.DrainToImmutable(), versions.DrainToImmutable());
    }

    /// <summary>The roles among fields 1 and 2 of a state.</summary>
    public static List<string> Roles(ReadOnlySpan<byte> head)
    {
        var roles = new List<string>();
        var reader = new ProtoReader(head);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 2 && wireType == ProtoReader.LengthDelimited)
                roles.Add(Encoding.UTF8.GetString(reader.ReadBytes()));
            else
                reader.Skip(wireType);
        }
        return roles;
    }

    public static Proto.VectorClock ToProto(VectorClock clock, ICollection<string> hashes)
    {
        var proto = new Proto.VectorClock();
        foreach (var (node, count) in clock.Versions)
        {
            proto.Versions.Add(new Proto.VectorClock.Types.Version { HashIndex = hashes.Count, Timestamp = count });
            hashes.Add(node.ToString());
        }
        return proto;
    }

    public static VectorClock FromProto(Proto.VectorClock proto, IList<string> hashes)
    {
        if (proto is null || proto.Versions.Count == 0)
            return VectorClock.Create();
        var versions = ImmutableSortedDictionary.CreateBuilder<VectorClock.Node, long>();
        foreach (var version in proto.Versions)
            versions[VectorClock.Node.FromHash(hashes[version.HashIndex])] = version.Timestamp;
        return VectorClock.Create(versions.ToImmutable());
    }

    public static Proto.UniqueAddress ToProto(UniqueAddress node) => new() { Address = AddressFormat.ToProto(node.Address), Uid = (uint)node.Uid };

    public static UniqueAddress FromProto(Proto.UniqueAddress proto) => new(AddressFormat.FromProto(proto.Address), (int)proto.Uid);

    private static ImmutableHashSet<string> RolesOf(Proto.Member entry, Proto.Gossip proto, Dictionary<string, ImmutableHashSet<string>> known)
    {
        if (entry.RolesIndexes.Count == 0)
            return ImmutableHashSet<string>.Empty;
        var key = string.Join(',', entry.RolesIndexes);
        if (!known.TryGetValue(key, out var roles))
            known.Add(key, roles = ImmutableHashSet.CreateRange(entry.RolesIndexes.Select(index => proto.AllRoles[index])));
        return roles;
    }

    /// <summary>Sets have no order of their own; written in this one, the same state is the same bytes on every node.</summary>
    public static IEnumerable<string> Sorted(ImmutableHashSet<string> names) => names.Count <= 1 ? names : names.Order(StringComparer.Ordinal);
}
