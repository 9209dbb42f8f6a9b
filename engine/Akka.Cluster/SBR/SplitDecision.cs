namespace Akka.Cluster.SBR;

internal enum SplitVerdict
{
    DownUnreachable,
    DownReachable,
    DownAll,
}

/// <param name="LeaseAfter">Whether a lease has the last word, and how long to wait before asking for it.</param>
internal readonly record struct SplitDecision(SplitVerdict Verdict, TimeSpan? LeaseAfter = null)
{
    public static implicit operator SplitDecision(SplitVerdict verdict) => new(verdict);
}

/// <summary>Decides which side of a split goes on. Both sides decide by themselves and have to come to matching ends.</summary>
internal abstract class SplitStrategy(string role)
{
    protected string Role => role;

    public static SplitStrategy Create(SplitBrainResolverSettings settings) => settings.DowningStrategy switch
    {
        SplitBrainResolverSettings.StaticQuorumName => new StaticQuorum(settings.StaticQuorumSettings.Size, settings.StaticQuorumSettings.Role),
        SplitBrainResolverSettings.KeepOldestName => new KeepOldest(settings.KeepOldestSettings.DownIfAlone, settings.KeepOldestSettings.Role),
        SplitBrainResolverSettings.DownAllName => new DownEverybody(),
        SplitBrainResolverSettings.LeaseMajorityName => new LeaseMajority(settings.LeaseMajoritySettings.Role, settings.LeaseMajoritySettings.AcquireLeaseDelayForMinority),
        _ => new KeepMajority(settings.KeepMajorityRole),
    };

    /// <summary>What to do about a view without indirectly connected members.</summary>
    public abstract SplitDecision Decide(SplitView view);

    /// <summary>Who goes down. Indirectly connected members always do: no side can be told for them.</summary>
    public IReadOnlyCollection<UniqueAddress> NodesToDown(SplitView view, SplitVerdict? verdictOfLease = null)
    {
        var clean = view.IndirectlyConnected.IsEmpty ? view : view.WithoutIndirectlyConnected();
        var down = new HashSet<UniqueAddress>(view.IndirectlyConnected);
        if (!clean.Unreachable.IsEmpty)
            down.UnionWith(Chosen(clean, verdictOfLease ?? Decide(clean).Verdict));
        else if (verdictOfLease == SplitVerdict.DownReachable)
            down.UnionWith(clean.Side(reachable: true));
        return down;
    }

    private static IEnumerable<UniqueAddress> Chosen(SplitView view, SplitVerdict verdict) => verdict switch
    {
        SplitVerdict.DownUnreachable => view.Side(reachable: false),
        SplitVerdict.DownReachable => view.Side(reachable: true),
        _ => view.Members.Select(static m => m.UniqueAddress),
    };

    /// <summary>Only safe when the other side comes to the opposite end however the membership has changed there meanwhile.</summary>
    protected static SplitVerdict UnlessOtherSideMayWin(SplitVerdict verdict, SplitVerdict whenOtherSideHasChanged) =>
        verdict == SplitVerdict.DownUnreachable && whenOtherSideHasChanged != SplitVerdict.DownUnreachable ? SplitVerdict.DownAll : verdict;
}

/// <summary>The bigger side goes on; of equal sides the one with the lowest address.</summary>
internal sealed class KeepMajority(string role) : SplitStrategy(role)
{
    public override SplitDecision Decide(SplitView view) => Majority(view, Role);

    public static SplitVerdict Majority(SplitView view, string role)
    {
        if (!view.Counted(role).Any())
            return SplitVerdict.DownAll;
        var verdict = Compare(view, role, view.Count(true, role), view.Count(false, role));
        return UnlessOtherSideMayWin(verdict, Compare(
            view, role, view.Count(true, role, withoutPossiblyExiting: true), view.Count(false, role, possiblyUp: true)));
    }

    private static SplitVerdict Compare(SplitView view, string role, int here, int there)
    {
        if (here != there)
            return here > there ? SplitVerdict.DownUnreachable : SplitVerdict.DownReachable;
        var lowest = view.Counted(role).FirstOrDefault();
        return lowest is not null && view.IsUnreachable(lowest) ? SplitVerdict.DownReachable : SplitVerdict.DownUnreachable;
    }
}

/// <summary>A side goes on that has at least so many members; for a cluster of known size.</summary>
internal sealed class StaticQuorum(int size, string role) : SplitStrategy(role)
{
    public override SplitDecision Decide(SplitView view)
    {
        // With that many members both sides could have a quorum.
        if (view.Counted(Role).Count() > size * 2 - 1)
            return SplitVerdict.DownAll;
        return view.Count(true, Role) >= size ? SplitVerdict.DownUnreachable : SplitVerdict.DownReachable;
    }
}

/// <summary>The side with the oldest member goes on, unless that one is alone and the others are not.</summary>
internal sealed class KeepOldest(bool downIfAlone, string role) : SplitStrategy(role)
{
    public override SplitDecision Decide(SplitView view)
    {
        var oldest = view.Counted(Role).Order(Member.AgeOrdering).FirstOrDefault();
        if (oldest is null)
            return SplitVerdict.DownAll;
        var verdict = Compare(!view.IsUnreachable(oldest), view.Count(true, Role), view.Count(false, Role));
        if (oldest.Status is MemberStatus.Leaving or MemberStatus.Exiting)
        {
            // The other side may have let the oldest go and taken the next one for it.
            var next = view.Counted(Role, withoutPossiblyExiting: true).Order(Member.AgeOrdering).FirstOrDefault();
            if (next is not null && view.IsUnreachable(next) != view.IsUnreachable(oldest))
                return SplitVerdict.DownAll;
        }
        return UnlessOtherSideMayWin(verdict, Compare(
            !view.IsUnreachable(oldest),
            view.Count(true, Role, withoutPossiblyExiting: true),
            view.Count(false, Role, possiblyUp: true)));
    }

    private SplitVerdict Compare(bool oldestIsHere, int here, int there)
    {
        var oldestIsAlone = downIfAlone && (oldestIsHere ? here <= 1 && there > 1 : there <= 1 && here > 1);
        return oldestIsHere != oldestIsAlone ? SplitVerdict.DownUnreachable : SplitVerdict.DownReachable;
    }
}

/// <summary>Nobody goes on.</summary>
internal sealed class DownEverybody() : SplitStrategy(null)
{
    public override SplitDecision Decide(SplitView view) => SplitVerdict.DownAll;
}

/// <summary>The side that gets hold of a lease goes on; the smaller one asks later.</summary>
internal sealed class LeaseMajority(string role, TimeSpan delayForMinority) : SplitStrategy(role)
{
    public override SplitDecision Decide(SplitView view) => new(
        SplitVerdict.DownUnreachable,
        KeepMajority.Majority(view, Role) == SplitVerdict.DownUnreachable ? TimeSpan.Zero : delayForMinority);
}
