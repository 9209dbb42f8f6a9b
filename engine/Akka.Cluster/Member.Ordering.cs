using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster;

/// <summary>How members are ordered, and which of two views of a member counts.</summary>
public partial class Member
{
    public static readonly IComparer<Address> AddressOrdering = Comparer<Address>.Create(CompareAddresses);

    public static readonly IComparer<Member> AgeOrdering = Comparer<Member>.Create(static (a, b) =>
        a.Equals(b) ? 0 : a.IsOlderThan(b) ? -1 : b.IsOlderThan(a) ? 1 : a.CompareTo(b));

    /// <summary>Who leads when nobody is Up or Leaving: by status, then by address.</summary>
    internal static readonly IComparer<Member> LeaderOrdering = Comparer<Member>.Create(static (a, b) =>
    {
        var order = LeaderRank(a.Status).CompareTo(LeaderRank(b.Status));
        return order != 0 ? order : a.CompareTo(b);
    });

    public static Member HighestPriorityOf(Member m1, Member m2)
    {
        var first = MemberLifeCycle.Priority(m1.Status);
        var second = MemberLifeCycle.Priority(m2.Status);
        if (first == second)
            return m2.IsOlderThan(m1) ? m2 : m1;
        return first > second ? m1 : m2;
    }

    public static ImmutableHashSet<Member> PickHighestPriority(IEnumerable<Member> a, IEnumerable<Member> b) =>
        ImmutableHashSet.CreateRange(MergeViews(a, b));

    /// <summary>
    /// The union of two views. A member known to one side alone stays, unless it was on its way out there: then the other side has
    /// already removed it.
    /// </summary>
    internal static List<Member> MergeViews(IEnumerable<Member> a, IEnumerable<Member> b)
    {
        var merged = new Dictionary<UniqueAddress, (Member Member, bool Both)>();
        foreach (var member in a)
            merged[member.UniqueAddress] = (member, false);
        foreach (var member in b)
        {
            merged[member.UniqueAddress] = merged.TryGetValue(member.UniqueAddress, out var known)
                ? (HighestPriorityOf(known.Member, member), true)
                : (member, false);
        }
        var result = new List<Member>(merged.Count);
        foreach (var (member, both) in merged.Values)
        {
            if (both || !MemberLifeCycle.IsLeavingForGood(member.Status))
                result.Add(member);
        }
        return result;
    }

    public static Member PickNextTransition(Member a, Member b)
    {
        if (a is null || b is null)
            return a ?? b;
        if (!a.Equals(b))
            throw new ArgumentException($"[{a}] and [{b}] are not the same member");
        if (a.Status == b.Status || MemberLifeCycle.Allows(b.Status, a.Status))
            return a;
        if (MemberLifeCycle.Allows(a.Status, b.Status))
            return b;
        throw new InvalidOperationException($"No transition leads from {a.Status} to {b.Status} or back");
    }

    public static ImmutableSortedSet<Member> PickNextTransition(IEnumerable<Member> a, IEnumerable<Member> b)
    {
        var next = new Dictionary<UniqueAddress, Member>();
        foreach (var member in a.Concat(b))
            next[member.UniqueAddress] = next.TryGetValue(member.UniqueAddress, out var known) ? PickNextTransition(known, member) : member;
        return ImmutableSortedSet.CreateRange(next.Values);
    }

    private static int LeaderRank(MemberStatus status) => status switch
    {
        MemberStatus.Down => 4,
        MemberStatus.Exiting => 3,
        MemberStatus.Joining => 2,
        MemberStatus.WeaklyUp => 1,
        _ => 0,
    };

    private static int CompareAddresses(Address a, Address b)
    {
        if (ReferenceEquals(a, b))
            return 0;
        if (a is null || b is null)
            return a is null ? -1 : 1;
        var order = string.CompareOrdinal(a.Host ?? "", b.Host ?? "");
        if (order == 0)
            order = (a.Port ?? 0).CompareTo(b.Port ?? 0);
        if (order == 0)
            order = string.CompareOrdinal(a.System, b.System);
        return order != 0 ? order : string.CompareOrdinal(a.Protocol, b.Protocol);
    }
}
