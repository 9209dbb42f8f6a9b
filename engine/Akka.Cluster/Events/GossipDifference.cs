using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster;

/// <summary>What one state has that the one before had not, as events and in the order in which they are published.</summary>
internal static class GossipDifference
{
    /// <param name="internals">Whether somebody listens to who has seen what, which changes all the time and is costly to say.</param>
    public static List<ClusterEvent.IClusterDomainEvent> Between(Gossip before, Gossip after, UniqueAddress self, bool internals = true)
    {
        var events = new List<ClusterEvent.IClusterDomainEvent>();
        if (ReferenceEquals(before, after))
            return events;
        AddReachability(events, before, after, self);
        AddMembers(events, before, after);
        AddLeaders(events, before, after, self);
        if (!internals)
            return events;
        var reachabilityChanged = !ReferenceEquals(before.Reachability, after.Reachability) && !before.Reachability.Equals(after.Reachability);
        if (!ReferenceEquals(before.Seen, after.Seen) && !before.Seen.Equals(after.Seen))
            events.Add(new ClusterEvent.SeenChanged(after.IsConverged(self, ImmutableHashSet<UniqueAddress>.Empty), Addresses(after.Seen)));
        if (reachabilityChanged)
            events.Add(new ClusterEvent.ReachabilityChanged(after.Reachability));
        return events;
    }

    /// <summary>Who cannot be reached, by the word of members that are not down themselves; never we ourselves.</summary>
    public static ImmutableHashSet<Member> Unreachable(Gossip gossip, UniqueAddress self)
    {
        var gone = gossip.ReachabilityWithoutDown.AllUnreachableOrTerminated;
        if (gone.Count == 0)
            return [];
        var members = ImmutableHashSet.CreateBuilder<Member>();
        foreach (var node in gone)
        {
            if (!node.Equals(self) && gossip.TryGetMember(node, out var member))
                members.Add(member);
        }
        return members.ToImmutable();
    }

    public static ImmutableDictionary<string, Address> RoleLeaders(Gossip gossip, UniqueAddress self) =>
        gossip.AllRoles.ToImmutableDictionary(static role => role, role => gossip.RoleLeader(role, self)?.Address);

    public static ImmutableHashSet<Address> Addresses(SeenBy seen) => ImmutableHashSet.CreateRange(seen.Select(static n => n.Address));

    private static void AddReachability(List<ClusterEvent.IClusterDomainEvent> events, Gossip before, Gossip after, UniqueAddress self)
    {
        if (ReferenceEquals(before.Members, after.Members) && ReferenceEquals(before.Reachability, after.Reachability))
            return;
        if (before.Reachability.Records.IsEmpty && after.Reachability.Records.IsEmpty)
            return;
        var was = Unreachable(before, self);
        var isNow = Unreachable(after, self);
        foreach (var member in isNow)
        {
            if (!was.Contains(member))
                events.Add(new ClusterEvent.UnreachableMember(member));
        }
        foreach (var member in was)
        {
            if (!isNow.Contains(member) && after.TryGetMember(member.UniqueAddress, out var current))
                events.Add(new ClusterEvent.ReachableMember(current));
        }
    }

    private static void AddMembers(List<ClusterEvent.IClusterDomainEvent> events, Gossip before, Gossip after)
    {
        if (ReferenceEquals(before.Members, after.Members))
            return;
        List<Member> removed = null;
        var first = events.Count;
        var cameUp = new List<Member>();
        foreach (var member in after.Members)
        {
            if (before.TryGetMember(member.UniqueAddress, out var known) && known.Status == member.Status)
                continue;
            events.Add(Event(member));
            if (member.Status == MemberStatus.Up)
                cameUp.Add(member);
        }
        OldestFirst(events, first, cameUp);
        foreach (var member in before.Members)
        {
            if (!after.HasMember(member.UniqueAddress))
                (removed ??= []).Add(member);
        }
        foreach (var member in removed ?? [])
            events.Add(new ClusterEvent.MemberRemoved(member.Copy(MemberStatus.Removed), member.Status));
    }

    /// <summary>
    /// Of several that have come up the older ones are told first. Else whoever is told of itself first, though it came up last, takes itself for
    /// the oldest, which a singleton does not forgive.
    /// </summary>
    private static void OldestFirst(List<ClusterEvent.IClusterDomainEvent> events, int first, List<Member> cameUp)
    {
        if (cameUp.Count < 2)
            return;
        cameUp.Sort(Member.AgeOrdering);
        var next = 0;
        for (var i = first; i < events.Count; i++)
        {
            if (events[i] is ClusterEvent.MemberUp)
                events[i] = new ClusterEvent.MemberUp(cameUp[next++]);
        }
    }

    private static void AddLeaders(List<ClusterEvent.IClusterDomainEvent> events, Gossip before, Gossip after, UniqueAddress self)
    {
        if (ReferenceEquals(before.Members, after.Members) && ReferenceEquals(before.Reachability, after.Reachability))
            return;
        var leader = after.Leader(self);
        if (leader != before.Leader(self))
            events.Add(new ClusterEvent.LeaderChanged(leader?.Address));
        foreach (var role in before.AllRoles.Union(after.AllRoles))
        {
            var roleLeader = after.RoleLeader(role, self);
            if (roleLeader != before.RoleLeader(role, self))
                events.Add(new ClusterEvent.RoleLeaderChanged(role, roleLeader?.Address));
        }
    }

    private static ClusterEvent.IMemberEvent Event(Member member) => member.Status switch
    {
        MemberStatus.Joining => new ClusterEvent.MemberJoined(member),
        MemberStatus.WeaklyUp => new ClusterEvent.MemberWeaklyUp(member),
        MemberStatus.Up => new ClusterEvent.MemberUp(member),
        MemberStatus.Leaving => new ClusterEvent.MemberLeft(member),
        MemberStatus.Exiting => new ClusterEvent.MemberExited(member),
        MemberStatus.Down => new ClusterEvent.MemberDowned(member),
        _ => throw new InvalidOperationException($"[{member}] is in a state that no state lists"),
    };
}
