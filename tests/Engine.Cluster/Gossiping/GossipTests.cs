using FsCheck.Fluent;
using Shouldly;
using Xunit;
using static Akka.Cluster.MemberStatus;

namespace Akka.Cluster.Tests.Gossiping;

public class GossipTests
{
    [Fact]
    public void Merging_is_commutative_associative_and_idempotent()
    {
        var three = from a in Some.States from b in Some.States from c in Some.States select (a, b, c);
        Some.Hold(three, t =>
            Same(t.a.Merge(t.b), t.b.Merge(t.a))
            && Same(t.a.Merge(t.b).Merge(t.c), t.a.Merge(t.b.Merge(t.c)))
            && Same(t.a.Merge(t.a), t.a));

        static bool Same(Gossip x, Gossip y) =>
            x.Version == y.Version && x.Reachability.Equals(y.Reachability)
            && x.Members.Select(m => (m, m.Status, m.UpNumber)).SequenceEqual(y.Members.Select(m => (m, m.Status, m.UpNumber)));
    }

    [Fact]
    public void A_merged_state_has_been_seen_by_nobody() =>
        Some.Hold(from a in Some.States from b in Some.States select a.Merge(b), g => g.Seen.Count == 0);

    [Fact]
    public void Convergence_needs_every_member_that_counts_to_have_seen_the_state()
    {
        var g = Some.Of(Some.Member(1), Some.Member(2, Leaving), Some.Member(3, Joining), Some.Member(4, Exiting), Some.Member(5, Down));
        g.IsConverged(Some.Node(1), Some.Nobody).ShouldBeFalse();
        g.SeenToo(Some.Node(1)).IsConverged(Some.Node(1), Some.Nobody).ShouldBeFalse();
        g.SeenToo(Some.Node(1)).SeenToo(Some.Node(2)).IsConverged(Some.Node(1), Some.Nobody).ShouldBeTrue();
    }

    [Fact]
    public void Somebody_unreachable_stands_in_the_way_of_convergence_unless_down_or_exiting()
    {
        var up = Some.Of(Some.Member(1), Some.Member(2)).SeenByAll();
        up.WithReachability(Reachability.Empty.Unreachable(Some.Node(1), Some.Node(2))).IsConverged(Some.Node(1), Some.Nobody).ShouldBeFalse();
        var down = Some.Of(Some.Member(1), Some.Member(2, Down)).SeenByAll();
        down.WithReachability(Reachability.Empty.Unreachable(Some.Node(1), Some.Node(2))).IsConverged(Some.Node(1), Some.Nobody).ShouldBeTrue();
    }

    [Fact]
    public void What_a_downed_member_says_about_others_counts_no_more()
    {
        var g = Some.Of(Some.Member(1), Some.Member(2, Down), Some.Member(3)).SeenByAll()
            .WithReachability(Reachability.Empty.Unreachable(Some.Node(2), Some.Node(3)));
        g.IsConverged(Some.Node(1), Some.Nobody).ShouldBeTrue();
        g.Leader(Some.Node(3)).ShouldBe(Some.Node(1));
    }

    [Fact]
    public void Who_has_confirmed_its_exit_is_not_waited_for()
    {
        var g = Some.Of(Some.Member(1), Some.Member(2, Leaving)).SeenToo(Some.Node(1));
        g.IsConverged(Some.Node(1), new HashSet<UniqueAddress> { Some.Node(2) }).ShouldBeTrue();
    }

    [Fact]
    public void The_first_reachable_member_by_address_leads()
    {
        var g = Some.Of(Some.Member(1, Joining), Some.Member(2), Some.Member(3));
        g.Leader(Some.Node(3)).ShouldBe(Some.Node(2));
        g.WithReachability(Reachability.Empty.Unreachable(Some.Node(3), Some.Node(2))).Leader(Some.Node(3)).ShouldBe(Some.Node(3));
        Gossip.Empty.Leader(Some.Node(1)).ShouldBeNull();
    }

    [Fact]
    public void A_role_is_led_by_one_that_has_it()
    {
        var g = Some.Of(Some.Member(1), Some.Member(2, Up, 2, "worker"), Some.Member(3, Up, 3, "worker"));
        g.RoleLeader("worker", Some.Node(1)).ShouldBe(Some.Node(2));
        g.RoleLeader("nobody", Some.Node(1)).ShouldBeNull();
    }

    [Fact]
    public void Removing_a_node_takes_it_out_of_every_part_of_the_state()
    {
        var g = Some.Of(Some.Member(1), Some.Member(2)).Bump(2).SeenByAll().WithReachability(Reachability.Empty.Unreachable(Some.Node(2), Some.Node(1)))
            .Without(new HashSet<UniqueAddress> { Some.Node(2) });
        g.Members.Select(m => m.UniqueAddress).ShouldBe([Some.Node(1)]);
        g.Seen.ShouldBe([Some.Node(1)]);
        g.Reachability.IsAllReachable.ShouldBeTrue();
        g.Version.Versions.ShouldBeEmpty();
    }
}
