using FsCheck.Fluent;
using Shouldly;
using Xunit;
using static Akka.Cluster.MemberStatus;

namespace Akka.Cluster.Tests.Gossiping;

public class MemberTests
{
    [Theory]
    [InlineData(Joining, new[] { WeaklyUp, Up, Leaving, Down, Removed })]
    [InlineData(WeaklyUp, new[] { Up, Leaving, Down, Removed })]
    [InlineData(Up, new[] { Leaving, Down, Removed })]
    [InlineData(Leaving, new[] { Exiting, Down, Removed })]
    [InlineData(Exiting, new[] { Down, Removed })]
    [InlineData(Down, new[] { Removed })]
    [InlineData(Removed, new MemberStatus[0])]
    public void A_member_goes_only_where_its_life_cycle_leads(MemberStatus from, MemberStatus[] to)
    {
        foreach (var next in Enum.GetValues<MemberStatus>().Where(s => s != from))
        {
            var member = Some.Member(1, from);
            if (to.Contains(next))
                member.Copy(next).Status.ShouldBe(next);
            else
                Should.Throw<InvalidOperationException>(() => member.Copy(next));
        }
    }

    [Fact]
    public void The_numbers_of_the_statuses_are_those_of_the_wire() =>
        Enum.GetValues<MemberStatus>().Select(s => (int)s).ShouldBe([0, 1, 2, 3, 4, 5, 6]);

    [Fact]
    public void Coming_up_gives_a_member_its_age() => Some.Member(1, Joining).CopyUp(7).UpNumber.ShouldBe(7);

    [Fact]
    public void The_lower_up_number_is_older_and_a_tie_goes_to_the_lower_address()
    {
        Some.Member(2, up: 1).IsOlderThan(Some.Member(1, up: 2)).ShouldBeTrue();
        Some.Member(1, up: 3).IsOlderThan(Some.Member(2, up: 3)).ShouldBeTrue();
        Some.Member(2, up: 3).IsOlderThan(Some.Member(1, up: 3)).ShouldBeFalse();
    }

    [Fact]
    public void Sorting_by_age_puts_the_oldest_first()
    {
        Member[] members = [Some.Member(1, up: 3), Some.Member(2, up: 1), Some.Member(3, up: 2)];
        members.Order(Member.AgeOrdering).Select(m => m.UpNumber).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void The_age_order_is_total_and_consistent()
    {
        var members = from a in Some.Members from b in Some.Members select a.Concat(b).ToArray();
        Some.Hold(members, all => all.All(a => all.All(b =>
            Math.Sign(Member.AgeOrdering.Compare(a, b)) == -Math.Sign(Member.AgeOrdering.Compare(b, a))
            && (Member.AgeOrdering.Compare(a, b) != 0 || a.Equals(b)))));
    }

    [Fact]
    public void Addresses_are_ordered_by_host_and_port()
    {
        var order = Member.AddressOrdering;
        order.Compare(new("akka.tcp", "S", "a", 2), new("akka.tcp", "S", "b", 1)).ShouldBeLessThan(0);
        order.Compare(new("akka.tcp", "S", "a", 2), new("akka.tcp", "S", "a", 10)).ShouldBeLessThan(0);
        order.Compare(new("akka.tcp", "S", "a", 2), new("akka.tcp", "S", "a", 2)).ShouldBe(0);
    }

    [Theory]
    [InlineData(Removed, Down, Removed)]
    [InlineData(Down, Exiting, Down)]
    [InlineData(Exiting, Leaving, Exiting)]
    [InlineData(Leaving, Up, Leaving)]
    [InlineData(Up, WeaklyUp, Up)]
    [InlineData(WeaklyUp, Joining, WeaklyUp)]
    [InlineData(Up, Joining, Up)]
    public void The_later_status_wins(MemberStatus a, MemberStatus b, MemberStatus winner)
    {
        Member.HighestPriorityOf(Some.Member(1, a), Some.Member(1, b)).Status.ShouldBe(winner);
        Member.HighestPriorityOf(Some.Member(1, b), Some.Member(1, a)).Status.ShouldBe(winner);
    }

    [Fact]
    public void Of_two_views_with_one_status_the_older_one_wins() =>
        Member.HighestPriorityOf(Some.Member(1, up: 5), Some.Member(1, up: 2)).UpNumber.ShouldBe(2);

    [Fact]
    public void A_member_on_its_way_out_that_only_one_side_knows_is_gone()
    {
        var merged = Member.PickHighestPriority([Some.Member(1), Some.Member(2, Down), Some.Member(3, Exiting)], [Some.Member(4, Joining)]);
        merged.Select(m => m.UniqueAddress).ShouldBe([Some.Node(1), Some.Node(4)], ignoreOrder: true);
    }

    [Fact]
    public void The_next_transition_is_the_one_the_life_cycle_allows()
    {
        Member.PickNextTransition(Some.Member(1, Joining), Some.Member(1, Up)).Status.ShouldBe(Up);
        Member.PickNextTransition(Some.Member(1, Exiting), Some.Member(1, Leaving)).Status.ShouldBe(Exiting);
        Should.Throw<InvalidOperationException>(() => Member.PickNextTransition(Some.Member(1, Exiting), Some.Member(1, Up)));
    }

    [Fact]
    public void Without_anyone_up_the_most_advanced_member_leads()
    {
        Member[] members = [Some.Member(1, Down), Some.Member(2, Exiting), Some.Member(3, Joining), Some.Member(4, WeaklyUp)];
        members.Min(Member.LeaderOrdering).ShouldBe(members[3]);
    }
}
