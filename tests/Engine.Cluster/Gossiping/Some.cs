using System.Collections.Immutable;
using Akka.Actor;
using Akka.Util;
using FsCheck;
using FsCheck.Fluent;

namespace Akka.Cluster.Tests.Gossiping;

/// <summary>Nodes, members and states for tests, by hand and by chance.</summary>
internal static class Some
{
    public static readonly IReadOnlySet<UniqueAddress> Nobody = ImmutableHashSet<UniqueAddress>.Empty;

    public static UniqueAddress Node(int n, int uid = 0) => new(new Address("akka.tcp", "Sys", "10.0.0." + n, 4000), uid == 0 ? n + 100 : uid);

    public static Member Member(int n, MemberStatus status = MemberStatus.Up, int up = 0, params string[] roles) =>
        Akka.Cluster.Member.Create(Node(n), up == 0 ? (status == MemberStatus.Joining ? int.MaxValue : n) : up, status, [.. roles], AppVersion.Zero);

    public static Gossip Of(params Member[] members) => new([.. members], SeenBy.Nobody, Reachability.Empty, VectorClock.Create());

    public static Gossip SeenByAll(this Gossip gossip) =>
        gossip.Members.Aggregate(gossip, (g, m) => g.SeenToo(m.UniqueAddress));

    public static Gossip Bump(this Gossip gossip, int n) => gossip.Bump(Node(n), Gossip.ClockNode(Node(n)));

    public static Gen<int> NodeNumber { get; } = Gen.Choose(1, 6);

    public static Gen<MemberStatus> Status { get; } = Gen.Elements(
        MemberStatus.Joining, MemberStatus.WeaklyUp, MemberStatus.Up, MemberStatus.Leaving, MemberStatus.Exiting, MemberStatus.Down);

    public static Gen<VectorClock> Clock { get; } =
        NodeNumber.ListOf().Select(nodes => nodes.Aggregate(VectorClock.Create(), (clock, n) => clock.Increment(Gossip.ClockNode(Node(n)))));

    /// <summary>Records as a history of changes makes them.</summary>
    public static Gen<Reachability> Reachabilities { get; } =
        (from observer in NodeNumber
         from subject in NodeNumber
         from status in Gen.Elements(ReachabilityStatus.Reachable, ReachabilityStatus.Unreachable, ReachabilityStatus.Terminated)
         select (observer, subject, status))
        .ListOf()
        .Select(changes => changes.Aggregate(Reachability.Empty, (r, c) => c.status switch
        {
            ReachabilityStatus.Reachable => r.Reachable(Node(c.observer), Node(c.subject)),
            ReachabilityStatus.Unreachable => r.Unreachable(Node(c.observer), Node(c.subject)),
            _ => r.Terminated(Node(c.observer), Node(c.subject)),
        }));

    /// <summary>States over the same six members; who is missing was removed, which a merge alone cannot tell from never seen.</summary>
    public static Gen<Gossip> States { get; } =
        from statuses in Gen.ListOf(Status, 6)
        from clock in Clock
        from seen in NodeNumber.ListOf()
        select new Gossip(
            [.. statuses.Select((status, i) => Member(i + 1, status, up: status == MemberStatus.Joining ? int.MaxValue : i + 1))],
            SeenBy.Of(seen.Select(n => Node(n))),
            Reachability.Empty,
            clock);

    public static Gen<Member[]> Members { get; } =
        (from n in NodeNumber from status in Status select Member(n, status)).ListOf().Select(list => list.DistinctBy(m => m.UniqueAddress).ToArray());

    /// <summary>Holds for whatever is drawn; a failure prints the seed that draws it again.</summary>
    public static void Hold<T>(Gen<T> gen, Func<T, bool> property) =>
        Prop.ForAll(gen.ToArbitrary(), property).QuickCheckThrowOnFailure();
}
