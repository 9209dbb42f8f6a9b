using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Akka.Cluster.Tests.Gossiping;

public class VectorClockTests
{
    private static VectorClock.Node N(int n) => Gossip.ClockNode(Some.Node(n));

    [Fact]
    public void A_node_is_the_upper_case_MD5_of_address_and_uid()
    {
        var node = new UniqueAddress(new Akka.Actor.Address("akka.tcp", "Cluster", "127.0.0.1", 47101), 441891651);
        Gossip.ClockNode(node).ToString().ShouldBe("6F3F93BAEAB8B16834B35F189BB71C8B");
    }

    [Fact]
    public void Clocks_compare_by_every_count()
    {
        var empty = VectorClock.Create();
        var a = empty.Increment(N(1));
        var ab = a.Increment(N(2));
        a.CompareTo(empty).ShouldBe(VectorClock.Ordering.After);
        empty.CompareTo(a).ShouldBe(VectorClock.Ordering.Before);
        ab.CompareTo(a).ShouldBe(VectorClock.Ordering.After);
        a.CompareTo(a.Merge(empty)).ShouldBe(VectorClock.Ordering.Same);
        a.Increment(N(1)).CompareTo(ab).ShouldBe(VectorClock.Ordering.Concurrent);
        (a < ab).ShouldBeTrue();
        (ab > a).ShouldBeTrue();
        (a == empty.Increment(N(1))).ShouldBeTrue();
    }

    [Fact]
    public void Merging_is_commutative_associative_and_idempotent()
    {
        var three = from a in Some.Clock from b in Some.Clock from c in Some.Clock select (a, b, c);
        Some.Hold(three, t =>
            t.a.Merge(t.b) == t.b.Merge(t.a)
            && t.a.Merge(t.b).Merge(t.c) == t.a.Merge(t.b.Merge(t.c))
            && t.a.Merge(t.a) == t.a);
    }

    [Fact]
    public void A_merge_is_never_before_what_went_into_it()
    {
        var two = from a in Some.Clock from b in Some.Clock select (a, b);
        Some.Hold(two, t => t.a.Merge(t.b).CompareTo(t.a) is VectorClock.Ordering.After or VectorClock.Ordering.Same);
    }

    [Fact]
    public void Comparing_the_other_way_round_gives_the_opposite()
    {
        var two = from a in Some.Clock from b in Some.Clock select (a, b);
        Some.Hold(two, t => t.a.CompareTo(t.b) == t.b.CompareTo(t.a) switch
        {
            VectorClock.Ordering.After => VectorClock.Ordering.Before,
            VectorClock.Ordering.Before => VectorClock.Ordering.After,
            var same => same,
        });
    }

    [Fact]
    public void A_pruned_node_counts_no_more() =>
        Some.Hold(Some.Clock, clock => !clock.Increment(N(1)).Prune(N(1)).Versions.ContainsKey(N(1)));
}
