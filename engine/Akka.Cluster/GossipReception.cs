namespace Akka.Cluster;

/// <summary>What became of a state that came in.</summary>
internal enum ReceivedGossip
{
    Newer,
    Older,
    Same,
    Merged,
}

/// <param name="Winner">The state to go on with; whether we have seen it is for the caller to add.</param>
/// <param name="TalkBack">Whether the sender should be told at once.</param>
/// <param name="NeedsBump">The winner is not what its clock says any more, so it has to count as a new state.</param>
internal readonly record struct Reconciliation(ReceivedGossip Kind, Gossip Winner, bool TalkBack, bool NeedsBump);

/// <summary>Decides between our state and one that came in.</summary>
internal static class GossipReception
{
    public static Reconciliation Reconcile(Gossip local, Gossip remote, UniqueAddress self, RemovedNodes removed)
    {
        var order = remote.Version.CompareTo(local.Version);
        var seenBySelf = remote.SeenByNode(self);
        var revived = removed.In(remote);
        if (revived is not null && order != VectorClock.Ordering.Before)
        {
            // The sender still has (or got back) members that are gone for good. What they counted stays in the clock, so that the winner
            // comes after the sender's state: beside it, the sender would keep them, and we would tell each other so without end.
            var cleaned = remote.WithoutMembers(revived);
            return new Reconciliation(ReceivedGossip.Merged, PruneGone(cleaned, local).Merge(PruneGone(local, cleaned)), true, true);
        }
        return order switch
        {
            VectorClock.Ordering.Same => new(ReceivedGossip.Same, remote.MergeSeen(local), !seenBySelf, false),
            VectorClock.Ordering.Before => new(ReceivedGossip.Older, local, !seenBySelf, false),
            VectorClock.Ordering.After => new(ReceivedGossip.Newer, remote, !seenBySelf, false),
            _ => new(ReceivedGossip.Merged, PruneGone(remote, local).Merge(PruneGone(local, remote)), true, false),
        };
    }

    /// <summary>A member on its way out that the other side no longer has was removed there, and its counts with it.</summary>
    private static Gossip PruneGone(Gossip gossip, Gossip other)
    {
        List<UniqueAddress> gone = null;
        foreach (var member in gossip.Members)
        {
            if (MemberLifeCycle.IsLeavingForGood(member.Status) && !other.HasMember(member.UniqueAddress))
                (gone ??= []).Add(member.UniqueAddress);
        }
        return gone is null ? gossip : gossip.PruneClock(gone);
    }
}
