using System.Collections.Immutable;
using Akka.Util;
using Shouldly;
using Xunit;
using static Akka.Cluster.MemberStatus;

namespace Akka.Cluster.Tests.Gossiping;

public class LeaderActionsTests
{
    private static readonly UniqueAddress Self = Some.Node(1);
    private static readonly MembersNeeded One = new(1, ImmutableDictionary<string, int>.Empty);

    [Fact]
    public void Who_has_joined_comes_up_with_the_next_ages_in_address_order()
    {
        var step = LeaderActions.OnConvergence(Some.Of(Some.Member(1, up: 5), Some.Member(3, Joining), Some.Member(2, WeaklyUp, int.MaxValue)), Self, Some.Nobody, One);
        step.Changed.Select(m => (m.UniqueAddress, m.Status, m.UpNumber)).ShouldBe([(Some.Node(2), Up, 6), (Some.Node(3), Up, 7)]);
    }

    [Fact]
    public void Nobody_comes_up_before_there_are_enough()
    {
        var gossip = Some.Of(Some.Member(1, Joining, int.MaxValue, "a"), Some.Member(2, Joining, int.MaxValue, "b"));
        LeaderActions.OnConvergence(gossip, Self, Some.Nobody, new(3, ImmutableDictionary<string, int>.Empty)).IsChange.ShouldBeFalse();
        LeaderActions.OnConvergence(gossip, Self, Some.Nobody, new(2, ImmutableDictionary<string, int>.Empty.Add("b", 2))).IsChange.ShouldBeFalse();
        LeaderActions.OnConvergence(gossip, Self, Some.Nobody, new(2, ImmutableDictionary<string, int>.Empty.Add("b", 1))).Changed.Count.ShouldBe(2);
    }

    [Fact]
    public void Who_leaves_starts_to_exit()
    {
        var step = LeaderActions.OnConvergence(Some.Of(Some.Member(1), Some.Member(2, Leaving)), Self, Some.Nobody, One);
        step.Next.StatusOf(Some.Node(2)).ShouldBe(Exiting);
    }

    [Theory]
    [InlineData(Down, true)]
    [InlineData(Exiting, true)]
    [InlineData(Up, false)]
    [InlineData(Leaving, false)]
    public void Who_is_gone_is_removed_only_when_down_or_exiting(MemberStatus status, bool removed)
    {
        var gossip = Some.Of(Some.Member(1), Some.Member(2, status)).WithReachability(Reachability.Empty.Unreachable(Self, Some.Node(2)));
        var step = LeaderActions.OnConvergence(gossip, Self, Some.Nobody, One);
        step.Removed.Count.ShouldBe(removed ? 1 : 0);
        step.Next.HasMember(Some.Node(2)).ShouldBe(!removed);
    }

    [Fact]
    public void A_confirmed_exit_is_removed_without_being_missed_first()
    {
        var step = LeaderActions.OnConvergence(
            Some.Of(Some.Member(1), Some.Member(2, Exiting)), Self, new HashSet<UniqueAddress> { Some.Node(2) }, One);
        step.Removed.Select(m => m.UniqueAddress).ShouldBe([Some.Node(2)]);
    }

    [Fact]
    public void Without_convergence_those_that_can_be_reached_become_weakly_up()
    {
        var gossip = Some.Of(Some.Member(1), Some.Member(2, Joining), Some.Member(3, Joining))
            .WithReachability(Reachability.Empty.Unreachable(Self, Some.Node(3)));
        LeaderActions.WithoutConvergence(gossip, One).Changed.Select(m => (m.UniqueAddress, m.Status)).ShouldBe([(Some.Node(2), WeaklyUp)]);
    }

    [Fact]
    public void Joins_are_judged_by_protocol_system_and_incarnation()
    {
        var gossip = Some.Of(Some.Member(1), Some.Member(2));
        MembershipRules.OnJoin(gossip, Self, Some.Node(3), out _).ShouldBe(JoinVerdict.Admit);
        MembershipRules.OnJoin(gossip, Self, Some.Node(2), out _).ShouldBe(JoinVerdict.WelcomeAgain);
        MembershipRules.OnJoin(gossip, Self, Some.Node(2, uid: 9), out var old).ShouldBe(JoinVerdict.ReplaceIncarnation);
        old.UniqueAddress.ShouldBe(Some.Node(2));
        MembershipRules.OnJoin(gossip, Self, new(new("akka.tcp", "Other", "h", 1), 1), out _).ShouldBe(JoinVerdict.WrongSystem);
        MembershipRules.OnJoin(gossip, Self, new(new("akka.udp", "Sys", "h", 1), 1), out _).ShouldBe(JoinVerdict.WrongProtocol);
        MembershipRules.OnJoin(Some.Of(Some.Member(1, Exiting)), Self, Some.Node(3), out _).ShouldBe(JoinVerdict.Leaving);
        MembershipRules.Admit(gossip, Some.Node(3), ["r"], AppVersion.Zero).StatusOf(Some.Node(3)).ShouldBe(Joining);
    }

    [Theory]
    [InlineData(Joining)]
    [InlineData(Up)]
    [InlineData(Leaving)]
    [InlineData(Exiting)]
    [InlineData(Down)]
    public void The_earlier_incarnation_of_one_that_joins_is_down_and_has_ended(MemberStatus status)
    {
        var gossip = Some.Of(Some.Member(1), Some.Member(2, status), Some.Member(3));
        var next = MembershipRules.ReplaceIncarnation(gossip, Self, Some.Member(2, status));
        next.StatusOf(Some.Node(2)).ShouldBe(Down);
        next.ReachabilityWithoutDown.IsReachable(Some.Node(2)).ShouldBeFalse();
        next.StatusOf(Some.Node(3)).ShouldBe(Up);
        // Once said that is all there is to say, and it is what makes the leader remove it.
        MembershipRules.ReplaceIncarnation(next, Self, Some.Member(2, Down)).ShouldBeNull();
        LeaderActions.OnConvergence(next, Self, Some.Nobody, One).Removed.Select(m => m.UniqueAddress).ShouldBe([Some.Node(2)]);
    }

    [Theory]
    [InlineData(Joining, true)]
    [InlineData(WeaklyUp, true)]
    [InlineData(Up, true)]
    [InlineData(Leaving, false)]
    [InlineData(Down, false)]
    public void Leaving_starts_from_any_status_before_it(MemberStatus status, bool leaves) =>
        (MembershipRules.Leave(Some.Of(Some.Member(1, status)), Self.Address) is not null).ShouldBe(leaves);

    [Fact]
    public void A_downed_member_goes_once_every_downed_one_within_reach_knows()
    {
        var gossip = Some.Of(Some.Member(1, Down), Some.Member(2), Some.Member(3, Down));
        MembershipRules.DownedMayShutDown(gossip, Self).ShouldBeFalse();
        MembershipRules.DownedMayShutDown(gossip.SeenToo(Some.Node(3)), Self).ShouldBeTrue();
        MembershipRules.DownedMayShutDown(gossip.WithReachability(Reachability.Empty.Unreachable(Some.Node(2), Some.Node(3))), Self).ShouldBeTrue();
    }

    [Fact]
    public void Missed_and_returned_heartbeats_become_records()
    {
        var gossip = Some.Of(Some.Member(1), Some.Member(2), Some.Member(3), Some.Member(4))
            .WithReachability(Reachability.Empty.Unreachable(Self, Some.Node(3)));
        var (lost, back) = MembershipRules.Observe(gossip, Self, a => a.Equals(Some.Node(3).Address), new HashSet<UniqueAddress> { Some.Node(4) });
        lost.Select(m => m.UniqueAddress).ShouldBe([Some.Node(2)]);
        back.Select(m => m.UniqueAddress).ShouldBe([Some.Node(3)]);
        var next = MembershipRules.Record(gossip, Self, lost, back).Reachability;
        next.IsReachable(Some.Node(2)).ShouldBeFalse();
        next.IsReachable(Some.Node(3)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(Down)]
    [InlineData(Exiting)]
    public void Of_a_member_on_its_way_out_one_observers_word_is_enough(MemberStatus status)
    {
        var gossip = Some.Of(Some.Member(1), Some.Member(2, status), Some.Member(3), Some.Member(4, Down));
        Lost(gossip).ShouldBe([Some.Node(2)]);
        Lost(gossip.WithReachability(Reachability.Empty.Unreachable(Some.Node(3), Some.Node(2)))).ShouldBeEmpty();
        // The word of one that is down itself does not count.
        Lost(gossip.WithReachability(Reachability.Empty.Unreachable(Some.Node(4), Some.Node(2)))).ShouldBe([Some.Node(2)]);

        static IEnumerable<UniqueAddress> Lost(Gossip gossip) =>
            MembershipRules.Observe(gossip, Self, a => !a.Equals(Some.Node(2).Address), Some.Nobody).Lost.Select(m => m.UniqueAddress);
    }
}
