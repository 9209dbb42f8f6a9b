using System.Collections.Immutable;
using Akka.Cluster.Serialization;

namespace Akka.Cluster;

/// <summary>
/// The state that members tell each other: who belongs, who has seen this very state, who cannot be reached. It never changes; every
/// step makes a new one.
/// </summary>
internal sealed partial class Gossip
{
    public static readonly Gossip Empty = new([], SeenBy.Nobody, Reachability.Empty, VectorClock.Create());

    private Dictionary<UniqueAddress, Member> _byNode;

    public Gossip(ImmutableSortedSet<Member> members, SeenBy seen, Reachability reachability, VectorClock version)
    {
        Members = members;
        Seen = seen;
        Reachability = reachability;
        Version = version;
    }

    public ImmutableSortedSet<Member> Members { get; }

    public SeenBy Seen { get; }

    public Reachability Reachability { get; }

    public VectorClock Version { get; }

    /// <summary>The encoding of the members, when they have been sent or received.</summary>
    public MembersPart MembersPart { get; set; }

    /// <summary>The encoding of who has seen this very state and of reachability.</summary>
    public byte[] Overview { get; set; }

    /// <summary>The name under which a node counts its changes in the vector clock.</summary>
    public static VectorClock.Node ClockNode(UniqueAddress node) => VectorClock.Node.Create($"{node.Address}-{node.Uid}");

    private Gossip With(ImmutableSortedSet<Member> members = null, SeenBy seen = null, Reachability reachability = null, VectorClock version = null) =>
        new(members ?? Members, seen ?? Seen, reachability ?? Reachability, version ?? Version)
        {
            _byNode = members is null ? _byNode : null,
            MembersPart = members is null ? MembersPart : null,
            _reachabilityWithoutDown = members is null && reachability is null ? _reachabilityWithoutDown : null,
        };

    public Gossip WithMembers(ImmutableSortedSet<Member> members) => With(members: members);

    public Gossip WithReachability(Reachability reachability) => ReferenceEquals(reachability, Reachability) ? this : With(reachability: reachability);

    /// <summary>A new state that only <paramref name="self"/> has seen.</summary>
    public Gossip Bump(UniqueAddress self, VectorClock.Node clock) => With(seen: SeenBy.Only(self), version: Version.Increment(clock));

    public Gossip SeenToo(UniqueAddress node)
    {
        var seen = Seen.Add(node);
        return ReferenceEquals(seen, Seen) ? this : With(seen: seen);
    }

    public Gossip MergeSeen(Gossip that)
    {
        var seen = Seen.Union(that.Seen);
        return ReferenceEquals(seen, Seen) ? this : With(seen: seen);
    }

    /// <summary>Adds a member, or replaces the same member with another status.</summary>
    public Gossip Put(Member member) => With(members: Members.Remove(member).Add(member));

    public Gossip Put(IReadOnlyCollection<Member> changed)
    {
        if (changed.Count == 0)
            return this;
        var members = Members.ToBuilder();
        foreach (var member in changed)
        {
            members.Remove(member);
            members.Add(member);
        }
        return With(members: members.ToImmutable());
    }

    /// <summary>Without these nodes, in every part of the state.</summary>
    public Gossip Without(IReadOnlySet<UniqueAddress> removed)
    {
        return removed.Count == 0 ? this : WithoutMembers(removed).PruneClock(removed);
    }

    /// <summary>Without these nodes in every part of the state but its clock.</summary>
    public Gossip WithoutMembers(IReadOnlySet<UniqueAddress> removed) => new(
        Members.Except(Members.Where(m => removed.Contains(m.UniqueAddress))),
        Seen.Without(removed),
        Reachability.Remove(removed),
        Version);

    /// <summary>The clock without counts of nodes that are no members.</summary>
    public Gossip PruneStrangers()
    {
        if (Version.Versions.Count == 0)
            return this;
        var known = new HashSet<VectorClock.Node>(Members.Count);
        foreach (var member in Members)
            known.Add(ClockNode(member.UniqueAddress));
        var version = Version;
        foreach (var node in Version.Versions.Keys)
        {
            if (!known.Contains(node))
                version = version.Prune(node);
        }
        return ReferenceEquals(version, Version) ? this : With(version: version);
    }

    /// <summary>The clock without the counts of these nodes; the members stay.</summary>
    public Gossip PruneClock(IEnumerable<UniqueAddress> nodes)
    {
        var version = Version;
        foreach (var node in nodes)
            version = version.Prune(ClockNode(node));
        return ReferenceEquals(version, Version) ? this : With(version: version);
    }

    /// <summary>Two states that came about beside each other become one that nobody has seen yet.</summary>
    public Gossip Merge(Gossip that)
    {
        var members = ImmutableSortedSet.CreateRange(Member.MergeViews(Members, that.Members));
        var nodes = new HashSet<UniqueAddress>(members.Count);
        foreach (var member in members)
            nodes.Add(member.UniqueAddress);
        return new Gossip(members, SeenBy.Nobody, Reachability.Merge(nodes, that.Reachability), Version.Merge(that.Version));
    }

    public override string ToString() =>
        $"Gossip(members = [{string.Join(", ", Members)}], seen = {Seen}, {Reachability}, version = {Version})";
}
