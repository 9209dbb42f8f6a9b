using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>The members that may run a singleton, the oldest first. A value.</summary>
internal sealed class MembersByAge
{
    private readonly string _role;
    private readonly bool _considerAppVersion;
    private readonly ImmutableList<Member> _members;

    private MembersByAge(string role, bool considerAppVersion, ImmutableList<Member> members)
    {
        _role = role;
        _considerAppVersion = considerAppVersion;
        _members = members;
    }

    internal static MembersByAge Empty(string role, bool considerAppVersion) => new(role, considerAppVersion, []);

    internal Member Oldest => _members.Count == 0 ? null : _members[0];

    internal ImmutableList<Member> Members => _members;

    internal MembersByAge Of(IEnumerable<Member> members) =>
        new(_role, _considerAppVersion, Sort(members.Where(Matches)));

    /// <summary>Replaces a former record of the same node: its number in the order of ages may be newer.</summary>
    internal MembersByAge Add(Member member) =>
        Matches(member) ? new(_role, _considerAppVersion, Sort(Others(member).Append(member))) : this;

    internal MembersByAge Remove(Member member) =>
        Matches(member) ? new(_role, _considerAppVersion, Others(member).ToImmutableList()) : this;

    private bool Matches(Member member) => _role is null || member.HasRole(_role);

    private IEnumerable<Member> Others(Member member) => _members.Where(m => !m.UniqueAddress.Equals(member.UniqueAddress));

    private ImmutableList<Member> Sort(IEnumerable<Member> members)
    {
        var byAge = members.OrderBy(m => m, Member.AgeOrdering);
        return _considerAppVersion
            ? byAge.OrderByDescending(m => m.AppVersion).ToImmutableList()
            : byAge.ToImmutableList();
    }
}

/// <summary>
/// Notices when another member becomes the oldest. Changes queue up and are taken one at a time, when the manager's state can deal
/// with one.
/// </summary>
internal sealed class OldestTracker
{
    private readonly UniqueAddress _self;
    private readonly Queue<object> _changes = new();
    private MembersByAge _members;
    private bool _isWanted;

    internal OldestTracker(UniqueAddress self, string role, bool considerAppVersion)
    {
        _self = self;
        _members = MembersByAge.Empty(role, considerAppVersion);
    }

    internal void Start(ClusterEvent.CurrentClusterState state)
    {
        _members = _members.Of(state.Members.Where(m => m.UpNumber != int.MaxValue));
        var selfUp = state.Members.FirstOrDefault(m => m.UniqueAddress.Equals(_self))?.UpNumber ?? int.MaxValue;
        var older = _members.Members.TakeWhile(m => m.UpNumber <= selfUp).ToList();
        var safe = !older.Any(m => m.Status is MemberStatus.Down or MemberStatus.Exiting or MemberStatus.Leaving);
        _changes.Enqueue(new InitialOldest(older.Select(m => m.UniqueAddress).ToImmutableList(), safe));
    }

    internal void Add(Member member) => Track(_members.Add(member));

    internal void Remove(Member member) => Track(_members.Remove(member));

    internal void AskForNext() => _isWanted = true;

    /// <summary>The next change if one is there and was asked for.</summary>
    internal object TakeNext()
    {
        if (!_isWanted || _changes.Count == 0)
            return null;
        _isWanted = false;
        return _changes.Dequeue();
    }

    private void Track(MembersByAge after)
    {
        var before = _members.Oldest?.UniqueAddress;
        _members = after;
        var now = after.Oldest?.UniqueAddress;
        if (!Equals(before, now))
            _changes.Enqueue(new OldestChanged(now));
    }
}
