using Shouldly;
using Xunit;
using static Akka.Cluster.ClusterEvent;
using static Akka.Cluster.MemberStatus;

namespace Akka.Cluster.Tests.Gossiping;

public class GossipDifferenceTests
{
    private static readonly UniqueAddress Self = Some.Node(1);

    private static List<IClusterDomainEvent> Events(Gossip before, Gossip after) => GossipDifference.Between(before, after, Self);

    [Fact]
    public void The_same_state_tells_nothing() => Events(Some.Of(Some.Member(1)), Some.Of(Some.Member(1))).ShouldBeEmpty();

    [Fact]
    public void Members_that_appear_or_move_on_are_told_by_their_status()
    {
        var events = Events(Some.Of(Some.Member(1), Some.Member(2, Joining)), Some.Of(Some.Member(1), Some.Member(2), Some.Member(3, Joining), Some.Member(4, Down)));
        events.OfType<IMemberEvent>().ShouldBe([new MemberUp(Some.Member(2)), new MemberJoined(Some.Member(3, Joining)), new MemberDowned(Some.Member(4, Down))]);
    }

    [Fact]
    public void A_member_that_is_gone_is_told_with_what_it_was_before()
    {
        var removed = Events(Some.Of(Some.Member(1), Some.Member(2, Down)), Some.Of(Some.Member(1))).OfType<MemberRemoved>().Single();
        removed.Member.Status.ShouldBe(Removed);
        removed.PreviousStatus.ShouldBe(Down);
    }

    [Fact]
    public void Losing_and_finding_a_member_is_told_but_never_about_ourselves()
    {
        var all = Some.Of(Some.Member(1), Some.Member(2));
        var split = all.WithReachability(Reachability.Empty.Unreachable(Self, Some.Node(2)).Unreachable(Some.Node(2), Self));
        Events(all, split).OfType<IReachabilityEvent>().ShouldBe([new UnreachableMember(Some.Member(2))]);
        Events(split, all).OfType<IReachabilityEvent>().ShouldBe([new ReachableMember(Some.Member(2))]);
    }

    [Fact]
    public void A_new_leader_is_told_for_all_and_for_its_roles()
    {
        var events = Events(Some.Of(Some.Member(2, Up, 2, "r")), Some.Of(Some.Member(1, Up, 3, "r"), Some.Member(2, Up, 2, "r")));
        events.ShouldContain(new LeaderChanged(Self.Address));
        events.ShouldContain(new RoleLeaderChanged("r", Self.Address));
    }

    [Fact]
    public void The_leader_of_a_role_that_nobody_has_any_more_is_nobody() =>
        Events(Some.Of(Some.Member(1), Some.Member(2, Up, 2, "r")), Some.Of(Some.Member(1), Some.Member(2, Down, 2, "r"))).OfType<RoleLeaderChanged>()
            .ShouldBe([new RoleLeaderChanged("r", null)]);

    [Fact]
    public void Weakly_up_and_up_are_told_one_after_the_other()
    {
        var (joining, weakly, up) = (Some.Of(Some.Member(1), Some.Member(2, Joining)), Some.Of(Some.Member(1), Some.Member(2, WeaklyUp)), Some.Of(Some.Member(1), Some.Member(2)));
        Events(joining, weakly).ShouldBe([new MemberWeaklyUp(Some.Member(2, WeaklyUp))]);
        Events(weakly, up).ShouldBe([new MemberUp(Some.Member(2))]);
    }

    [Fact]
    public void A_member_that_is_found_again_is_told_with_the_status_it_has_now_and_not_at_all_when_it_is_gone()
    {
        var split = Some.Of(Some.Member(1), Some.Member(2)).WithReachability(Reachability.Empty.Unreachable(Self, Some.Node(2)));
        Events(split, Some.Of(Some.Member(1), Some.Member(2, Leaving))).OfType<ReachableMember>().Single().Member.Status.ShouldBe(Leaving);
        Events(split, Some.Of(Some.Member(1))).OfType<IReachabilityEvent>().ShouldBeEmpty();
    }

    [Fact]
    public void An_event_of_the_wrong_status_is_refused() => Should.Throw<ArgumentException>(() => new MemberUp(Some.Member(1, Joining)));

    [Fact]
    public void Of_several_that_have_come_up_the_oldest_is_told_first()
    {
        var after = Some.Of(Some.Member(1, MemberStatus.Up, up: 3), Some.Member(2, MemberStatus.Joining), Some.Member(3, MemberStatus.Up, up: 1), Some.Member(4, MemberStatus.Up, up: 2));
        GossipDifference.Between(Gossip.Empty, after, Some.Node(1)).OfType<ClusterEvent.MemberUp>().Select(e => e.Member.UpNumber).ShouldBe([1, 2, 3]);
    }
}
