using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Akka.Cluster.Tests.Gossiping;

public class ReachabilityTests
{
    private static readonly UniqueAddress A = Some.Node(1), B = Some.Node(2), C = Some.Node(3), D = Some.Node(4);
    private static readonly HashSet<UniqueAddress> Everyone = [A, B, C, D, Some.Node(5), Some.Node(6)];

    [Fact]
    public void Everyone_is_reachable_until_somebody_says_otherwise()
    {
        Reachability.Empty.IsReachable(A).ShouldBeTrue();
        Reachability.Empty.IsAllReachable.ShouldBeTrue();
        Reachability.Empty.Reachable(A, B).ShouldBeSameAs(Reachability.Empty);
    }

    [Fact]
    public void One_observer_is_enough_to_make_a_member_unreachable()
    {
        var r = Reachability.Empty.Unreachable(B, A);
        r.IsReachable(A).ShouldBeFalse();
        r.IsReachable(B, A).ShouldBeFalse();
        r.IsReachable(D, A).ShouldBeTrue();
        r.AllUnreachableOrTerminated.ShouldBe([A]);
    }

    [Fact]
    public void All_observers_have_to_take_it_back()
    {
        var r = Reachability.Empty.Unreachable(B, A).Unreachable(C, A).Reachable(B, A);
        r.IsReachable(A).ShouldBeFalse();
        r.Reachable(C, A).IsReachable(A).ShouldBeTrue();
    }

    [Fact]
    public void Terminated_stays_terminated() =>
        Reachability.Empty.Terminated(B, A).Reachable(B, A).Unreachable(B, A).Status(A).ShouldBe(ReachabilityStatus.Terminated);

    [Fact]
    public void An_observer_that_sees_everyone_again_keeps_its_count_but_no_records()
    {
        var r = Reachability.Empty.Unreachable(B, A).Unreachable(B, C).Reachable(B, A).Reachable(B, C);
        r.Records.ShouldBeEmpty();
        r.Versions.ShouldBe([(B, 4L)]);
    }

    [Fact]
    public void The_later_word_of_an_observer_wins_a_merge()
    {
        var before = Reachability.Empty.Unreachable(B, A);
        var after = before.Reachable(B, A);
        before.Merge(Everyone, after).IsReachable(A).ShouldBeTrue();
        after.Merge(Everyone, before).IsReachable(A).ShouldBeTrue();
    }

    [Fact]
    public void Who_is_removed_is_forgotten_as_observer_and_as_observed()
    {
        var r = Reachability.Empty.Unreachable(B, A).Unreachable(A, C).Unreachable(D, C).Remove(new HashSet<UniqueAddress> { A });
        r.Records.Select(x => (x.Observer, x.Subject)).ShouldBe([(D, C)]);
        r.VersionOf(A).ShouldBe(0);
    }

    [Fact]
    public void A_merge_only_keeps_members()
    {
        var r = Reachability.Empty.Unreachable(B, A).Merge(new HashSet<UniqueAddress> { B, C }, Reachability.Empty.Unreachable(C, B));
        r.Records.Select(x => (x.Observer, x.Subject)).ShouldBe([(C, B)]);
    }

    [Fact]
    public void Merging_is_idempotent_and_never_loses_a_count()
    {
        var two = from a in Some.Reachabilities from b in Some.Reachabilities select (a, b);
        Some.Hold(two, t =>
            t.a.Merge(Everyone, t.a).Equals(t.a)
            && Everyone.All(n => t.a.Merge(Everyone, t.b).VersionOf(n) == Math.Max(t.a.VersionOf(n), t.b.VersionOf(n))));
    }

    [Fact]
    public void Merging_what_several_know_of_the_same_observers_is_commutative_and_associative()
    {
        // An observer alone counts its own changes, so equal counts mean equal records.
        var three = from full in Some.Reachabilities
                    from x in Some.NodeNumber
                    from y in Some.NodeNumber
                    from z in Some.NodeNumber
                    select (a: Part(full, x), b: Part(full, y), c: Part(full, z));
        Some.Hold(three, t =>
            t.a.Merge(Everyone, t.b).Equals(t.b.Merge(Everyone, t.a))
            && t.a.Merge(Everyone, t.b).Merge(Everyone, t.c).Equals(t.a.Merge(Everyone, t.b.Merge(Everyone, t.c))));

        static Reachability Part(Reachability full, int without) => full.RemoveObservers(new HashSet<UniqueAddress> { Some.Node(without) });
    }
}
