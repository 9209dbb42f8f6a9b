namespace Akka.Cluster;

/// <summary>Where a member stands in its life cycle; the numbers are those of the wire.</summary>
public enum MemberStatus
{
    Joining = 0,
    Up = 1,
    Leaving = 2,
    Exiting = 3,
    Down = 4,
    Removed = 5,
    WeaklyUp = 6,
}

/// <summary>The life cycle as a table, and which of two views of one member is the later one.</summary>
internal static class MemberLifeCycle
{
    public static bool Allows(MemberStatus from, MemberStatus to) => from switch
    {
        MemberStatus.Joining => to is MemberStatus.WeaklyUp or MemberStatus.Up or MemberStatus.Leaving or MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.WeaklyUp => to is MemberStatus.Up or MemberStatus.Leaving or MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.Up => to is MemberStatus.Leaving or MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.Leaving => to is MemberStatus.Exiting or MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.Exiting => to is MemberStatus.Down or MemberStatus.Removed,
        MemberStatus.Down => to is MemberStatus.Removed,
        _ => false,
    };

    /// <summary>The later of two statuses wins when two views of one member meet; a total order, so a merge does not depend on who merges first.</summary>
    public static int Priority(MemberStatus status) => status switch
    {
        MemberStatus.Joining => 0,
        MemberStatus.WeaklyUp => 1,
        MemberStatus.Up => 2,
        MemberStatus.Leaving => 3,
        MemberStatus.Exiting => 4,
        MemberStatus.Down => 5,
        _ => 6,
    };

    /// <summary>Members whose view counts for convergence.</summary>
    public static bool CountsForConvergence(MemberStatus status) => status is MemberStatus.Up or MemberStatus.Leaving;

    /// <summary>Members that do not hold up convergence when they cannot be reached, and that the leader then removes.</summary>
    public static bool IsLeavingForGood(MemberStatus status) => status is MemberStatus.Down or MemberStatus.Exiting;

    /// <summary>Members that can lead as long as there is one of them.</summary>
    public static bool CanLead(MemberStatus status) => status is MemberStatus.Up or MemberStatus.Leaving;
}
