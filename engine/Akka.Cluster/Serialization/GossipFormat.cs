using System.Collections.Immutable;
using Akka.Actor;
using Akka.Remote.Serialization;
using Akka.Util;

namespace Akka.Cluster.Serialization;

/// <summary>
/// A gossip state as bytes and back. What occurs more than once (addresses, roles, clock hashes, versions) is listed once and referred to
/// by its place in the list.
/// </summary>
internal static class GossipFormat
{
    public static Proto.Gossip ToProto(Gossip gossip)
    {
        var proto = new Proto.Gossip();
        var addresses = new Dictionary<UniqueAddress, int>(gossip.Members.Count);
        var roles = new Dictionary<string, int>();
        var versions = new Dictionary<string, int>();

        foreach (var member in gossip.Members)
        {
            addresses.Add(member.UniqueAddress, addresses.Count);
            proto.AllAddresses.Add(ToProto(member.UniqueAddress));
            foreach (var role in Sorted(member.Roles))
            {
                if (roles.TryAdd(role, roles.Count))
                    proto.AllRoles.Add(role);
            }
            if (versions.TryAdd(member.AppVersion.Version, versions.Count))
                proto.AllAppVersions.Add(member.AppVersion.Version);
        }

        foreach (var member in gossip.Members)
        {
            var entry = new Proto.Member
            {
                AddressIndex = addresses[member.UniqueAddress],
                UpNumber = member.UpNumber,
                Status = (Proto.Member.Types.MemberStatus)member.Status,
                AppVersionIndex = versions[member.AppVersion.Version],
            };
            foreach (var role in Sorted(member.Roles))
                entry.RolesIndexes.Add(roles[role]);
            proto.Members.Add(entry);
        }

        proto.Overview = new Proto.GossipOverview();
        foreach (var node in gossip.Seen)
        {
            if (addresses.TryGetValue(node, out var index))
                proto.Overview.Seen.Add(index);
        }
        foreach (var (observer, version) in gossip.Reachability.Versions)
        {
            if (!addresses.TryGetValue(observer, out var index))
                continue;
            var entry = new Proto.ObserverReachability { AddressIndex = index, Version = version };
            foreach (var record in gossip.Reachability.RecordsFrom(observer))
            {
                if (!addresses.TryGetValue(record.Subject, out var subject))
                    continue;
                entry.SubjectReachability.Add(new Proto.SubjectReachability
                {
                    AddressIndex = subject,
                    Status = (Proto.SubjectReachability.Types.ReachabilityStatus)record.Status,
                    Version = record.Version,
                });
            }
            proto.Overview.ObserverReachability.Add(entry);
        }

        proto.Version = ToProto(gossip.Version, proto.AllHashes);
        return proto;
    }

    public static Gossip FromProto(Proto.Gossip proto)
    {
        var addresses = new UniqueAddress[proto.AllAddresses.Count];
        for (var i = 0; i < addresses.Length; i++)
            addresses[i] = FromProto(proto.AllAddresses[i]);
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

        var records = new List<ReachabilityRecord>();
        var versions = new List<(UniqueAddress, long)>();
        foreach (var entry in proto.Overview?.ObserverReachability ?? [])
        {
            var observer = addresses[entry.AddressIndex];
            versions.Add((observer, entry.Version));
            foreach (var subject in entry.SubjectReachability)
                records.Add(new ReachabilityRecord(observer, addresses[subject.AddressIndex], (ReachabilityStatus)subject.Status, subject.Version));
        }

        return new Gossip(
            ImmutableSortedSet.CreateRange(members),
            SeenBy.Of((proto.Overview?.Seen ?? []).Select(index => addresses[index])),
            records.Count == 0 && versions.Count == 0 ? Reachability.Empty : Reachability.Create(records, versions),
            FromProto(proto.Version, proto.AllHashes));
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
