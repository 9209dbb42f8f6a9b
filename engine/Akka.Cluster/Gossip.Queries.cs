using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>What a state says.</summary>
internal sealed partial class Gossip
{
    private Reachability _reachabilityWithoutDown;

    private Dictionary<UniqueAddress, Member> ByNode
    {
        get
        {
            if (_byNode is { } known)
                return known;
            var index = new Dictionary<UniqueAddress, Member>(Members.Count);
            foreach (var member in Members)
                index.Add(member.UniqueAddress, member);
            return _byNode = index;
        }
    }

    /// <summary>What is said by members that are not themselves declared down.</summary>
    public Reachability ReachabilityWithoutDown
    {
        get
        {
            if (_reachabilityWithoutDown is { } known)
                return known;
            HashSet<UniqueAddress> down = null;
            if (!Reachability.Records.IsEmpty)
            {
                foreach (var member in Members)
                {
                    if (member.Status == MemberStatus.Down)
                        (down ??= []).Add(member.UniqueAddress);
                }
            }
            return _reachabilityWithoutDown = down is null ? Reachability : Reachability.RemoveObservers(down);
        }
    }

    public bool IsEmpty => Members.Count == 0;

    public bool HasMember(UniqueAddress node) => ByNode.ContainsKey(node);

    public bool TryGetMember(UniqueAddress node, out Member member) => ByNode.TryGetValue(node, out member);

    public Member MemberOrRemoved(UniqueAddress node) => ByNode.TryGetValue(node, out var member) ? member : Member.Removed(node);

    public MemberStatus StatusOf(UniqueAddress node) => ByNode.TryGetValue(node, out var member) ? member.Status : MemberStatus.Removed;

    public bool SeenByNode(UniqueAddress node) => Seen.Contains(node);

    public bool IsSingleton => Members.Count == 1;

    public IEnumerable<string> AllRoles => Members.SelectMany(static m => m.Roles).Distinct();

    /// <summary>
    /// Whether every member that counts has seen this state and nobody's reachability stands in the way. Only then may the leader
    /// move members on.
    /// </summary>
    public bool IsConverged(UniqueAddress self, IReadOnlySet<UniqueAddress> exitingConfirmed)
    {
        foreach (var node in ReachabilityWithoutDown.AllUnreachableOrTerminated)
        {
            if (!node.Equals(self) && !exitingConfirmed.Contains(node) && TryGetMember(node, out var member) && !MemberLifeCycle.IsLeavingForGood(member.Status))
                return false;
        }
        foreach (var member in Members)
        {
            if (MemberLifeCycle.CountsForConvergence(member.Status)
                && !Seen.Contains(member.UniqueAddress)
                && !exitingConfirmed.Contains(member.UniqueAddress))
                return false;
        }
        return true;
    }

    public UniqueAddress Leader(UniqueAddress self) => LeaderOf(Members, self);

    public UniqueAddress RoleLeader(string role, UniqueAddress self) => LeaderOf(Members.Where(m => m.HasRole(role)), self);

    public bool IsLeader(UniqueAddress self) => Leader(self) is { } leader && leader.Equals(self);

    /// <summary>The first by address of those that are Up or Leaving and can be reached; without any, the most advanced other one.</summary>
    public UniqueAddress LeaderOf(IEnumerable<Member> candidates, UniqueAddress self)
    {
        var reachability = ReachabilityWithoutDown;
        Member fallback = null;
        foreach (var member in candidates)
        {
            if (member.Status == MemberStatus.Down || !(member.UniqueAddress.Equals(self) || reachability.IsReachable(member.UniqueAddress)))
                continue;
            if (MemberLifeCycle.CanLead(member.Status))
                return member.UniqueAddress;
            if (fallback is null || Member.LeaderOrdering.Compare(member, fallback) < 0)
                fallback = member;
        }
        return fallback?.UniqueAddress;
    }

    /// <summary>The last one to have come up.</summary>
    public int HighestUpNumber()
    {
        var highest = 0;
        foreach (var member in Members)
        {
            if (member.UpNumber != Member.NeverUp && member.UpNumber > highest)
                highest = member.UpNumber;
        }
        return highest;
    }
}
