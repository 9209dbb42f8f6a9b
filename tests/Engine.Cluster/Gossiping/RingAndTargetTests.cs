using Shouldly;
using Xunit;

namespace Akka.Cluster.Tests.Gossiping;

public class RingAndTargetTests
{
    private static HeartbeatRing Ring(int self, int nodes, params int[] unreachable) => new(
        Some.Node(self),
        [.. Enumerable.Range(1, nodes).Select(n => Some.Node(n))],
        [.. unreachable.Select(n => Some.Node(n))],
        9);

    [Fact]
    public void In_a_small_cluster_everyone_watches_everyone() =>
        Ring(1, 4).Receivers.ShouldBe([Some.Node(2), Some.Node(3), Some.Node(4)], ignoreOrder: true);

    [Fact]
    public void In_a_big_cluster_everyone_is_watched_by_nine()
    {
        var watched = new Dictionary<UniqueAddress, int>();
        for (var self = 1; self <= 50; self++)
        {
            var receivers = Ring(self, 50).Receivers;
            receivers.Count.ShouldBe(9);
            foreach (var node in receivers)
                watched[node] = watched.GetValueOrDefault(node) + 1;
        }
        watched.Count.ShouldBe(50);
        watched.Values.ShouldAllBe(count => count == 9);
    }

    [Fact]
    public void Unreachable_members_are_watched_on_top()
    {
        var missing = Ring(1, 50).Receivers.Take(3).ToArray();
        var ring = missing.Aggregate(Ring(1, 50), (r, node) => r.MarkUnreachable(node));
        ring.Receivers.Count.ShouldBe(12);
        ring.Receivers.ShouldContain(missing[0]);
    }

    [Fact]
    public void Nobody_watches_itself() => Ring(7, 30).Receivers.ShouldNotContain(Some.Node(7));

    [Fact]
    public void Gossip_goes_to_members_within_reach_and_rather_to_those_behind()
    {
        var gossip = Some.Of(Some.Member(1), Some.Member(2), Some.Member(3), Some.Member(4))
            .SeenToo(Some.Node(1)).SeenToo(Some.Node(2))
            .WithReachability(Reachability.Empty.Unreachable(Some.Node(1), Some.Node(4)));
        var targets = new GossipTargets(Some.Node(1), 0.8, 400);
        var random = new Random(1);
        var picked = Enumerable.Range(0, 1000).Select(_ => targets.Pick(gossip, random)).ToList();
        picked.ShouldNotContain(Some.Node(1));
        picked.ShouldNotContain(Some.Node(4));
        picked.Count(n => n.Equals(Some.Node(3))).ShouldBeInRange(850, 950);
    }

    [Fact]
    public void Nobody_else_means_nobody_to_tell() =>
        new GossipTargets(Some.Node(1), 0.8, 400).Pick(Some.Of(Some.Member(1)), new Random(1)).ShouldBeNull();

    [Theory]
    [InlineData(10, 0.8)]
    [InlineData(400, 0.8)]
    [InlineData(800, 0.425)]
    [InlineData(1200, 0.05)]
    [InlineData(5000, 0.05)]
    public void In_a_big_cluster_the_preference_for_those_behind_is_reduced(int members, double probability) =>
        new GossipTargets(Some.Node(1), 0.8, 400).Probability(members).ShouldBe(probability, 0.001);
}
