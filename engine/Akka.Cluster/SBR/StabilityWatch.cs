using System.Collections.Immutable;

namespace Akka.Cluster.SBR;

internal enum Stability
{
    /// <summary>Nobody is out of reach, or not for long enough without a change.</summary>
    Wait,

    /// <summary>Nothing has changed for long enough.</summary>
    Stable,

    /// <summary>Things have been changing for so long that no side can be told any more.</summary>
    Unstable,
}

/// <summary>Knows for how long membership and reachability have stayed as they are.</summary>
internal sealed class StabilityWatch(TimeSpan stableAfter, TimeSpan downAllWhenUnstable, TimeSpan now)
{
    private ImmutableHashSet<UniqueAddress> _unreachable = [];
    private ImmutableHashSet<UniqueAddress> _members = [];
    private TimeSpan _since = now;
    private TimeSpan _firstChange = now;
    private int _changes;

    public void Observe(SplitView view, TimeSpan at)
    {
        var members = ImmutableHashSet.CreateRange(view.Members.Select(static m => m.UniqueAddress));
        var reachabilityChanged = !_unreachable.SetEquals(view.Unreachable);
        if (!reachabilityChanged && _members.SetEquals(members))
            return;
        if (reachabilityChanged)
        {
            if (_changes == 0)
                _firstChange = at;
            // When everybody is back, downed or removed, the next change is the first of new ones.
            _changes = view.Unreachable.IsEmpty ? 0 : _changes + 1;
        }
        _unreachable = view.Unreachable;
        _members = members;
        _since = at;
    }

    /// <summary>What has been decided gets time to take effect before it is decided again.</summary>
    public void Decided(TimeSpan at)
    {
        _since = at;
        _changes = 0;
    }

    public Stability Judge(TimeSpan at)
    {
        if (_unreachable.IsEmpty)
            return Stability.Wait;
        if (at - _since >= stableAfter)
            return Stability.Stable;
        return downAllWhenUnstable > TimeSpan.Zero && _changes > 2 && at - _firstChange > stableAfter + downAllWhenUnstable
            ? Stability.Unstable
            : Stability.Wait;
    }
}
