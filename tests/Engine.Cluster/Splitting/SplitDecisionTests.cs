using Akka.Cluster.SBR;
using Akka.Cluster.Tests.Gossiping;
using FsCheck.Fluent;
using Shouldly;
using Xunit;
using static Akka.Cluster.MemberStatus;
using static Akka.Cluster.SBR.SplitVerdict;

namespace Akka.Cluster.Tests.Splitting;

public class SplitDecisionTests
{
    /// <summary>What the side that holds <paramref name="here"/> sees: all its members miss all the others.</summary>
    private static SplitView Seen(IEnumerable<Member> members, params int[] here)
    {
        var gossip = Some.Of([.. members]);
        var reachability = Reachability.Empty;
        foreach (var member in members.Where(m => !here.Any(n => Some.Node(n).Equals(m.UniqueAddress))))
        {
            foreach (var observer in here)
                reachability = reachability.Unreachable(Some.Node(observer), member.UniqueAddress);
        }
        return SplitView.Of(here.Aggregate(gossip.WithReachability(reachability), (g, n) => g.SeenToo(Some.Node(n))), Some.Node(here[0]));
    }

    private static Member[] AllUp(int count) => [.. Enumerable.Range(1, count).Select(n => Some.Member(n))];

    [Theory]
    [InlineData(5, new[] { 1, 2, 3 }, DownUnreachable)]
    [InlineData(5, new[] { 4, 5 }, DownReachable)]
    [InlineData(4, new[] { 1, 2 }, DownUnreachable)]
    [InlineData(4, new[] { 3, 4 }, DownReachable)]
    [InlineData(2, new[] { 2 }, DownReachable)]
    [InlineData(2, new[] { 1 }, DownUnreachable)]
    internal void Keep_majority_keeps_the_bigger_side_and_of_equal_sides_the_one_with_the_lowest_address(int members, int[] here, SplitVerdict verdict) =>
        new KeepMajority(null).Decide(Seen(AllUp(members), here)).Verdict.ShouldBe(verdict);

    [Fact]
    public void Keep_majority_counts_one_role_alone_when_told_so()
    {
        Member[] members = [Some.Member(1, roles: "core"), Some.Member(2), Some.Member(3), Some.Member(4), Some.Member(5, roles: "core"), Some.Member(6, roles: "core")];
        new KeepMajority("core").Decide(Seen(members, 5, 6)).Verdict.ShouldBe(DownUnreachable);
        new KeepMajority("core").Decide(Seen(members, 1, 2, 3, 4)).Verdict.ShouldBe(DownReachable);
        new KeepMajority("nobody").Decide(Seen(members, 1, 2, 3, 4)).Verdict.ShouldBe(DownAll);
    }

    [Fact]
    public void Keep_majority_gives_everybody_up_when_joining_members_could_make_the_other_side_the_bigger_one()
    {
        Member[] members = [Some.Member(1), Some.Member(2), Some.Member(3), Some.Member(4, Joining), Some.Member(5, Joining)];
        new KeepMajority(null).Decide(Seen(members, 1, 2)).Verdict.ShouldBe(DownAll);
    }

    [Theory]
    [InlineData(5, 3, new[] { 1, 2, 3 }, DownUnreachable)]
    [InlineData(5, 3, new[] { 4, 5 }, DownReachable)]
    [InlineData(6, 3, new[] { 1, 2, 3 }, DownAll)]
    internal void Static_quorum_keeps_a_side_of_at_least_that_size(int members, int quorum, int[] here, SplitVerdict verdict) =>
        new StaticQuorum(quorum, null).Decide(Seen(AllUp(members), here)).Verdict.ShouldBe(verdict);

    [Theory]
    [InlineData(5, true, new[] { 1, 2 }, DownUnreachable)]
    [InlineData(5, true, new[] { 3, 4, 5 }, DownReachable)]
    [InlineData(5, true, new[] { 1 }, DownReachable)]
    [InlineData(5, true, new[] { 2, 3, 4, 5 }, DownUnreachable)]
    [InlineData(5, false, new[] { 1 }, DownUnreachable)]
    [InlineData(2, true, new[] { 1 }, DownUnreachable)]
    [InlineData(2, true, new[] { 2 }, DownReachable)]
    internal void Keep_oldest_keeps_the_side_of_the_oldest_unless_it_is_alone(int members, bool downIfAlone, int[] here, SplitVerdict verdict) =>
        new KeepOldest(downIfAlone, null).Decide(Seen(AllUp(members), here)).Verdict.ShouldBe(verdict);

    [Fact]
    public void Down_all_downs_all() => new DownEverybody().NodesToDown(Seen(AllUp(3), 1, 2)).Count.ShouldBe(3);

    [Fact]
    public void Lease_majority_lets_the_minority_ask_later()
    {
        var strategy = new LeaseMajority(null, TimeSpan.FromSeconds(2));
        strategy.Decide(Seen(AllUp(5), 1, 2, 3)).LeaseAfter.ShouldBe(TimeSpan.Zero);
        strategy.Decide(Seen(AllUp(5), 4, 5)).LeaseAfter.ShouldBe(TimeSpan.FromSeconds(2));
        strategy.NodesToDown(Seen(AllUp(5), 4, 5), DownUnreachable).ShouldBe([Some.Node(1), Some.Node(2), Some.Node(3)], ignoreOrder: true);
        strategy.NodesToDown(Seen(AllUp(5), 4, 5), DownReachable).ShouldBe([Some.Node(4), Some.Node(5)], ignoreOrder: true);
    }

    [Fact]
    public void Two_members_with_a_broken_link_between_them_alone_both_go()
    {
        var gossip = Some.Of(AllUp(5)).SeenByAll()
            .WithReachability(Reachability.Empty.Unreachable(Some.Node(1), Some.Node(2)).Unreachable(Some.Node(2), Some.Node(1)));
        var view = SplitView.Of(gossip, Some.Node(3));
        view.IndirectlyConnected.ShouldBe([Some.Node(1), Some.Node(2)], ignoreOrder: true);
        new KeepMajority(null).NodesToDown(view).ShouldBe([Some.Node(1), Some.Node(2)], ignoreOrder: true);
    }

    [Fact]
    public void One_that_saw_another_die_and_is_cut_off_then_still_counts_for_the_other_side()
    {
        // 0 and 4 of five have died one after the other, each first missed by those that were left; then 1 and 3 lose each other.
        Member[] members = [Some.Member(1), Some.Member(3), Some.Member(4), Some.Member(5)];
        var before = Reachability.Empty.Unreachable(Some.Node(4), Some.Node(5)).Unreachable(Some.Node(3), Some.Node(5))
            .Unreachable(Some.Node(1), Some.Node(5)).Unreachable(Some.Node(3), Some.Node(4)).Unreachable(Some.Node(1), Some.Node(4));
        var one = SplitView.Of(Some.Of(members).WithReachability(before.Unreachable(Some.Node(1), Some.Node(3))).SeenToo(Some.Node(1)), Some.Node(1));
        var three = SplitView.Of(Some.Of(members).WithReachability(before.Unreachable(Some.Node(3), Some.Node(1))).SeenToo(Some.Node(3)), Some.Node(3));
        var strategy = new KeepMajority(null);
        var oneGoesOn = !strategy.NodesToDown(one).Contains(Some.Node(1));
        var threeGoesOn = !strategy.NodesToDown(three).Contains(Some.Node(3));
        (oneGoesOn && threeGoesOn).ShouldBeFalse();
    }

    [Fact]
    public void In_any_clean_split_at_most_one_side_goes_on()
    {
        SplitStrategy[] strategies =
        [
            new KeepMajority(null), new KeepOldest(true, null), new KeepOldest(false, null), new StaticQuorum(4, null), new DownEverybody(),
        ];
        var splits = from statuses in Gen.ListOf(Gen.Elements(Up, Up, Up, Joining, WeaklyUp, Leaving), 7)
                     from sides in Gen.ListOf(Gen.Choose(0, 1), 7)
                     from ages in Gen.Shuffle(Enumerable.Range(1, 7).ToArray())
                     from strategy in Gen.Choose(0, strategies.Length - 1)
                     select (members: statuses.Select((s, i) => Some.Member(i + 1, s, s is Joining or WeaklyUp ? int.MaxValue : ages[i])).ToArray(),
                         left: sides.Select((side, i) => (side, n: i + 1)).Where(x => x.side == 0).Select(x => x.n).ToArray(),
                         right: sides.Select((side, i) => (side, n: i + 1)).Where(x => x.side == 1).Select(x => x.n).ToArray(),
                         strategy);
        Some.Hold(splits, s =>
        {
            if (s.left.Length == 0 || s.right.Length == 0)
                return true;
            var strategy = strategies[s.strategy];
            var leftGoesOn = strategy.Decide(Seen(s.members, s.left)).Verdict == DownUnreachable;
            var rightGoesOn = strategy.Decide(Seen(s.members, s.right)).Verdict == DownUnreachable;
            return !(leftGoesOn && rightGoesOn);
        });
    }
}
