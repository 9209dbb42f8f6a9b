using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>How many members there have to be before anyone comes up.</summary>
internal sealed record MembersNeeded(int Total, ImmutableDictionary<string, int> OfRole)
{
    public bool AreMetBy(Gossip gossip)
    {
        if (gossip.Members.Count < Total)
            return false;
        foreach (var (role, needed) in OfRole)
        {
            if (gossip.Members.Count(m => m.HasRole(role)) < needed)
                return false;
        }
        return true;
    }
}

/// <param name="Next">The state after the step; the same object when nothing changed.</param>
internal sealed record LeaderStep(Gossip Next, ImmutableList<Member> Changed, ImmutableList<Member> Removed)
{
    public bool IsChange => Changed.Count > 0 || Removed.Count > 0;
}

/// <summary>What a leader does: nobody else moves members on or takes them out.</summary>
internal static class LeaderActions
{
    /// <summary>On convergence: Joining becomes Up, Leaving becomes Exiting, and who is Down or Exiting and gone is removed.</summary>
    public static LeaderStep OnConvergence(Gossip gossip, UniqueAddress self, IReadOnlySet<UniqueAddress> exitingConfirmed, MembersNeeded needed)
    {
        var changed = ImmutableList<Member>.Empty;
        var enough = needed.AreMetBy(gossip);
        var upNumber = 0;
        foreach (var member in gossip.Members)
        {
            switch (member.Status)
            {
                case MemberStatus.Joining or MemberStatus.WeaklyUp when enough:
                    upNumber = upNumber == 0 ? gossip.HighestUpNumber() + 1 : upNumber + 1;
                    changed = changed.Add(member.CopyUp(upNumber));
                    break;
                case MemberStatus.Leaving:
                    changed = changed.Add(member.Copy(MemberStatus.Exiting));
                    break;
            }
        }

        var removed = ImmutableList<Member>.Empty;
        var reachability = gossip.ReachabilityWithoutDown;
        foreach (var member in gossip.Members)
        {
            var gone = !member.UniqueAddress.Equals(self)
                && MemberLifeCycle.IsLeavingForGood(member.Status)
                && !reachability.IsReachable(member.UniqueAddress);
            var confirmed = member.Status == MemberStatus.Exiting && exitingConfirmed.Contains(member.UniqueAddress);
            if (gone || confirmed)
                removed = removed.Add(member);
        }

        if (changed.IsEmpty && removed.IsEmpty)
            return new LeaderStep(gossip, changed, removed);
        var next = gossip.Put(changed);
        // Everybody has seen this state, so nobody counts any more for those that are gone.
        if (!removed.IsEmpty)
            next = next.WithoutMembers(removed.Select(static m => m.UniqueAddress).ToHashSet()).PruneStrangers();
        return new LeaderStep(next, changed, removed);
    }

    /// <summary>Without convergence for too long: who has joined and can be reached becomes weakly up.</summary>
    public static LeaderStep WithoutConvergence(Gossip gossip, MembersNeeded needed)
    {
        var changed = ImmutableList<Member>.Empty;
        if (needed.AreMetBy(gossip))
        {
            var reachability = gossip.ReachabilityWithoutDown;
            foreach (var member in gossip.Members)
            {
                if (member.Status == MemberStatus.Joining && reachability.IsReachable(member.UniqueAddress))
                    changed = changed.Add(member.Copy(MemberStatus.WeaklyUp));
            }
        }
        return new LeaderStep(gossip.Put(changed), changed, []);
    }
}
