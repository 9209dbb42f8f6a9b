using System.Collections.Immutable;
using Akka.Actor;
using Akka.Util;

namespace Akka.Cluster;

internal enum JoinVerdict
{
    /// <summary>A new member: add it and welcome it.</summary>
    Admit,

    /// <summary>Already a member whose welcome was lost: welcome it again.</summary>
    WelcomeAgain,

    /// <summary>An earlier incarnation of that address is still a member: take it out first, then admit.</summary>
    ReplaceIncarnation,

    WrongProtocol,
    WrongSystem,

    /// <summary>We are on our way out ourselves.</summary>
    Leaving,
}

/// <summary>What is done with joins, leaves, downs and missed heartbeats, as functions of the state.</summary>
internal static class MembershipRules
{
    /// <summary>
    /// How long a downed member waits for the other downed ones to hear of it. They may have ended meanwhile, and then never say so.
    /// </summary>
    public const int LeaderTicksToSpreadDowning = 4;

    public static JoinVerdict OnJoin(Gossip gossip, UniqueAddress self, UniqueAddress joining, out Member incumbent)
    {
        incumbent = null;
        if (joining.Address.Protocol != self.Address.Protocol)
            return JoinVerdict.WrongProtocol;
        if (joining.Address.System != self.Address.System)
            return JoinVerdict.WrongSystem;
        if (gossip.TryGetMember(self, out var own) && own.Status is MemberStatus.Exiting or MemberStatus.Down)
            return JoinVerdict.Leaving;
        if (gossip.HasMember(joining))
            return JoinVerdict.WelcomeAgain;
        incumbent = At(gossip, joining.Address);
        return incumbent is null ? JoinVerdict.Admit : JoinVerdict.ReplaceIncarnation;
    }

    public static Gossip Admit(Gossip gossip, UniqueAddress joining, ImmutableHashSet<string> roles, AppVersion version) =>
        gossip.Put(Member.Create(joining, roles, version));

    /// <summary>The state with this member leaving, or null when there is nothing to do.</summary>
    public static Gossip Leave(Gossip gossip, Address address)
    {
        var member = At(gossip, address);
        return member?.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up
            ? gossip.Put(member.Copy(MemberStatus.Leaving))
            : null;
    }

    /// <summary>The state with this member down, or null when there is nothing to do. Nobody waits for a downed member's word.</summary>
    public static Gossip Down(Gossip gossip, Address address, out Member downed)
    {
        downed = null;
        var member = At(gossip, address);
        if (member is null || !MemberLifeCycle.Allows(member.Status, MemberStatus.Down))
            return null;
        downed = member.Copy(MemberStatus.Down);
        return gossip.Put(downed);
    }

    /// <summary>
    /// The state with the earlier incarnation at an address down and out of reach: its successor has spoken, so it has certainly ended. Null when there is
    /// nothing to say.
    /// </summary>
    public static Gossip ReplaceIncarnation(Gossip gossip, UniqueAddress self, Member incumbent)
    {
        // One that was downed before is removed only once it is unreachable as well: said here, that need not wait for its heartbeats to be missed.
        // When somebody has said so already, saying it again would only be one more state that everybody has to see first.
        if (incumbent.Status == MemberStatus.Down && !gossip.ReachabilityWithoutDown.IsReachable(incumbent.UniqueAddress))
            return null;
        var ended = gossip.WithReachability(gossip.Reachability.Terminated(self, incumbent.UniqueAddress));
        return Down(ended, incumbent.Address, out _) ?? ended;
    }

    /// <summary>
    /// The state with the other incarnations of this very node down, or null when there are none. Two may be members for a while when they
    /// joined through members that had not heard of each other's; that the others are dead this node alone knows for certain.
    /// </summary>
    public static Gossip DownEarlierIncarnations(Gossip gossip, UniqueAddress self)
    {
        List<Member> earlier = null;
        foreach (var member in gossip.Members)
        {
            if (member.Address.Equals(self.Address) && !member.UniqueAddress.Equals(self) && MemberLifeCycle.Allows(member.Status, MemberStatus.Down))
                (earlier ??= []).Add(member.Copy(MemberStatus.Down));
        }
        if (earlier is null)
            return null;
        var reachability = gossip.Reachability;
        foreach (var member in earlier)
            reachability = reachability.Terminated(self, member.UniqueAddress);
        return gossip.Put(earlier).WithReachability(reachability);
    }

    /// <summary>The member at an address; of several incarnations the one that is not down yet.</summary>
    private static Member At(Gossip gossip, Address address)
    {
        Member found = null;
        foreach (var member in gossip.Members)
        {
            if (member.Address.Equals(address) && (found is null || found.Status == MemberStatus.Down))
                found = member;
        }
        return found;
    }

    /// <summary>
    /// Whether a member that was declared down may go: its word has reached everybody that can still be reached, so that they do not
    /// take it for crashed.
    /// </summary>
    public static bool DownedMayShutDown(Gossip gossip, UniqueAddress self)
    {
        foreach (var member in gossip.Members)
        {
            if (member.Status == MemberStatus.Down
                && !gossip.SeenByNode(member.UniqueAddress)
                && gossip.Reachability.IsReachable(member.UniqueAddress)
                && !member.UniqueAddress.Equals(self))
                return false;
        }
        return true;
    }

    /// <summary>
    /// Compares what the failure detector says with what we last told the others. Of a member that is on its way out one observer's word is
    /// enough: every further one would be a new state that all have to see before the leader may act, and when many members go at once these
    /// come faster than any of them gets around.
    /// </summary>
    public static (ImmutableList<Member> Lost, ImmutableList<Member> Back) Observe(
        Gossip gossip, UniqueAddress self, Func<Address, bool> isAvailable, IReadOnlySet<UniqueAddress> exitingConfirmed)
    {
        var lost = ImmutableList<Member>.Empty;
        var back = ImmutableList<Member>.Empty;
        foreach (var member in gossip.Members)
        {
            if (member.UniqueAddress.Equals(self))
                continue;
            switch (gossip.Reachability.Status(self, member.UniqueAddress))
            {
                case ReachabilityStatus.Reachable when !exitingConfirmed.Contains(member.UniqueAddress) && !isAvailable(member.Address):
                    if (!MemberLifeCycle.IsLeavingForGood(member.Status) || gossip.ReachabilityWithoutDown.IsReachable(member.UniqueAddress))
                        lost = lost.Add(member);
                    break;
                case ReachabilityStatus.Unreachable when isAvailable(member.Address):
                    back = back.Add(member);
                    break;
            }
        }
        return (lost, back);
    }

    public static Gossip Record(Gossip gossip, UniqueAddress self, ImmutableList<Member> lost, ImmutableList<Member> back)
    {
        var reachability = gossip.Reachability;
        foreach (var member in lost)
            reachability = reachability.Unreachable(self, member.UniqueAddress);
        foreach (var member in back)
            reachability = reachability.Reachable(self, member.UniqueAddress);
        return gossip.WithReachability(reachability);
    }
}
