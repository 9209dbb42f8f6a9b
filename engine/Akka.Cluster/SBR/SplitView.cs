using System.Collections.Immutable;

namespace Akka.Cluster.SBR;

/// <summary>
/// A cluster as one side of a split sees it: who belongs, who is out of reach, and who is out of reach for some but not for others.
/// </summary>
internal sealed class SplitView
{
    private readonly UniqueAddress _self;
    private readonly Reachability _reachability;
    private readonly ImmutableHashSet<UniqueAddress> _observersAndSubjects;
    private readonly ImmutableHashSet<UniqueAddress> _seenThoughUnreachable;

    private SplitView(
        ImmutableSortedSet<Member> members,
        UniqueAddress self,
        Reachability reachability,
        ImmutableHashSet<UniqueAddress> observersAndSubjects,
        ImmutableHashSet<UniqueAddress> seenThoughUnreachable)
    {
        Members = members;
        _self = self;
        _reachability = reachability;
        _observersAndSubjects = observersAndSubjects;
        _seenThoughUnreachable = seenThoughUnreachable;
        Unreachable = [.. members.Select(static m => m.UniqueAddress).Where(n => !n.Equals(self) && !reachability.IsReachable(n))];
        IndirectlyConnected = observersAndSubjects.Union(seenThoughUnreachable);
    }

    /// <summary>Everybody, whatever their status, but for those that are down already.</summary>
    public ImmutableSortedSet<Member> Members { get; }

    public ImmutableHashSet<UniqueAddress> Unreachable { get; }

    /// <summary>
    /// Those with a broken link between them that gossip may still pass around. Neither side of such a link is cut off, so no count of
    /// sides tells which of them to keep.
    /// </summary>
    public ImmutableHashSet<UniqueAddress> IndirectlyConnected { get; }

    public static SplitView Of(Gossip gossip, UniqueAddress self)
    {
        var members = gossip.Members.Except(gossip.Members.Where(static m => m.Status == MemberStatus.Down));
        var nodes = members.Select(static m => m.UniqueAddress).ToHashSet();
        var reachability = gossip.ReachabilityWithoutDown.FilterRecords(r => nodes.Contains(r.Observer) && nodes.Contains(r.Subject));
        var records = reachability.Records.Where(static r => r.Status == ReachabilityStatus.Unreachable).ToList();
        var observers = reachability.Records.Where(static r => r.Status != ReachabilityStatus.Reachable).Select(static r => r.Observer).ToHashSet();
        var both = ImmutableHashSet.CreateBuilder<UniqueAddress>();
        var seen = ImmutableHashSet.CreateBuilder<UniqueAddress>();
        foreach (var record in records)
        {
            if (observers.Contains(record.Subject))
                both.Add(record.Subject);
            // Who has seen the very state that calls it unreachable is not.
            if (gossip.SeenByNode(record.Subject))
            {
                seen.Add(record.Subject);
                seen.Add(record.Observer);
            }
        }
        return new SplitView(members, self, reachability, both.ToImmutable(), seen.ToImmutable());
    }

    /// <summary>
    /// The same without what the indirectly connected say of each other. They still count, and who is out of reach for others still is:
    /// one that has seen another die and then dies itself looks just like one with a broken link.
    /// </summary>
    public SplitView WithoutIndirectlyConnected() => IndirectlyConnected.IsEmpty
        ? this
        : new SplitView(
            Members,
            _self,
            _reachability.FilterRecords(r =>
                !(_observersAndSubjects.Contains(r.Observer) && _observersAndSubjects.Contains(r.Subject))
                && !(_seenThoughUnreachable.Contains(r.Observer) && _seenThoughUnreachable.Contains(r.Subject))),
            [],
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
