using System.Collections.Immutable;

namespace Akka.Cluster.SBR;

/// <summary>
/// A cluster as one side of a split sees it: who belongs, who is out of reach, and who is out of reach for some but not for others.
/// </summary>
internal sealed class SplitView
{
    private SplitView(
        ImmutableSortedSet<Member> members,
        ImmutableHashSet<UniqueAddress> unreachable,
        ImmutableHashSet<UniqueAddress> indirectlyConnected)
    {
        Members = members;
        Unreachable = unreachable;
        IndirectlyConnected = indirectlyConnected;
    }

    /// <summary>Everybody, whatever their status, but for those that are down already.</summary>
    public ImmutableSortedSet<Member> Members { get; }

    public ImmutableHashSet<UniqueAddress> Unreachable { get; }

    /// <summary>
    /// Those with a broken link between them that gossip still passes around. Neither side of such a link is cut off, so no count of
    /// sides tells which of them to keep.
    /// </summary>
    public ImmutableHashSet<UniqueAddress> IndirectlyConnected { get; }

    public static SplitView Of(Gossip gossip, UniqueAddress self)
    {
        var members = gossip.Members.Except(gossip.Members.Where(static m => m.Status == MemberStatus.Down));
        var unreachable = ImmutableHashSet.CreateRange(GossipDifference.Unreachable(gossip, self)
            .Where(static m => m.Status != MemberStatus.Down).Select(static m => m.UniqueAddress));
        return new SplitView(members, unreachable, Indirect(gossip, unreachable));
    }

    private static ImmutableHashSet<UniqueAddress> Indirect(Gossip gossip, ImmutableHashSet<UniqueAddress> unreachable)
    {
        var records = gossip.ReachabilityWithoutDown.Records
            .Where(r => r.Status == ReachabilityStatus.Unreachable && unreachable.Contains(r.Subject) && gossip.HasMember(r.Observer)).ToList();
        if (records.Count == 0)
            return [];
        var observers = records.Select(static r => r.Observer).ToHashSet();
        var indirect = ImmutableHashSet.CreateBuilder<UniqueAddress>();
        foreach (var record in records)
        {
            if (observers.Contains(record.Subject))
                indirect.Add(record.Subject);
            // Who has seen the very state that calls it unreachable is not.
            if (gossip.SeenByNode(record.Subject))
            {
                indirect.Add(record.Subject);
                indirect.Add(record.Observer);
            }
        }
        return indirect.ToImmutable();
    }

    public SplitView WithoutIndirectlyConnected() => new(
        Members.Except(Members.Where(m => IndirectlyConnected.Contains(m.UniqueAddress))),
        Unreachable.Except(IndirectlyConnected),
        []);

    public bool IsUnreachable(Member member) => Unreachable.Contains(member.UniqueAddress);

    /// <summary>
    /// The members that count on one side. What the other side's leader has done since the split is unknown: those that have joined
    /// may be Up there, and those that leave may be gone.
    /// </summary>
    public int Count(bool reachable, string role, bool possiblyUp = false, bool withoutPossiblyExiting = false)
    {
        var count = 0;
        foreach (var member in Counted(role, possiblyUp, withoutPossiblyExiting))
        {
            if (IsUnreachable(member) != reachable)
                count++;
        }
        return count;
    }

    public IEnumerable<Member> Counted(string role, bool possiblyUp = false, bool withoutPossiblyExiting = false) => Members.Where(m =>
        (role is null || m.HasRole(role))
        && (possiblyUp || m.Status is not (MemberStatus.Joining or MemberStatus.WeaklyUp))
        && !(withoutPossiblyExiting && m.Status is MemberStatus.Leaving or MemberStatus.Exiting));

    public IEnumerable<UniqueAddress> Side(bool reachable) =>
        Members.Where(m => IsUnreachable(m) != reachable).Select(static m => m.UniqueAddress);
}
