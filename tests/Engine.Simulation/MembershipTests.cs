using Akka.Cluster;
using Shouldly;
using Xunit;

namespace Akka.Simulation;

/// <summary>Single courses of events that take long by the clock or need a fault at the right moment.</summary>
public class MembershipTests
{
    private const string ByHand = "akka.cluster { downing-provider-class = \"\", shutdown-after-unsuccessful-join-seed-nodes = off }";

    [Fact]
    public void A_member_whose_welcomer_dies_before_it_has_told_anybody_asks_another_one()
    {
        var cluster = Formed(4, "");
        var (welcomer, joiner) = (cluster.Hosts[1], cluster.Hosts[0]);
        cluster.Crash(joiner);
        cluster.World.Run(TimeSpan.FromSeconds(25));
        // Cut off, the welcomer tells the joiner alone.
        foreach (var other in cluster.Hosts.Where(h => h != welcomer && h != joiner))
            cluster.Network.Cut(welcomer.Address, other.Address);
        cluster.Start(joiner);
        foreach (var other in cluster.Hosts.Where(h => h != welcomer && h != joiner))
            cluster.Network.Cut(joiner.Address, other.Address);
        cluster.World.RunUntil(() => joiner.Cluster.State.Members.Count > 0, TimeSpan.FromSeconds(2)).ShouldBeTrue(cluster.Views());
        cluster.Crash(welcomer);
        cluster.Network.HealAll();
        cluster.World.RunUntil(() => joiner.Cluster.SelfMember.Status == MemberStatus.Up, TimeSpan.FromSeconds(40)).ShouldBeTrue(cluster.Views());
    }

    [Fact]
    public void Who_joins_while_somebody_is_unreachable_becomes_weakly_up_and_up_once_that_is_over()
    {
        var cluster = Formed(4, ByHand, without: 3);
        cluster.Crash(cluster.Hosts[2]);
        cluster.World.Run(TimeSpan.FromSeconds(10));
        cluster.Start(cluster.Hosts[3]);
        cluster.World.Run(TimeSpan.FromSeconds(4));
        cluster.Hosts[3].Cluster.SelfMember.Status.ShouldBeOneOf(MemberStatus.Joining, MemberStatus.WeaklyUp);
        cluster.World.Run(TimeSpan.FromSeconds(8));
        cluster.Hosts[0].Cluster.State.Members.Single(m => m.Address == cluster.Hosts[3].Address).Status.ShouldBe(MemberStatus.WeaklyUp, cluster.Views());
        cluster.Hosts[3].Cluster.IsUp.ShouldBeTrue();
        cluster.Hosts[0].Cluster.Down(cluster.Hosts[2].Address);
        cluster.World.Run(TimeSpan.FromSeconds(5));
        cluster.Hosts[3].Cluster.SelfMember.Status.ShouldBe(MemberStatus.Up, cluster.Views());
    }

    [Fact]
    public void A_join_that_waits_for_an_earlier_incarnation_says_so_every_five_seconds()
    {
        var story = new List<string>();
        var cluster = Formed(4, ByHand, story.Add);
        cluster.Crash(cluster.Hosts[2]);
        cluster.Crash(cluster.Hosts[3]);
        cluster.World.Run(TimeSpan.FromSeconds(10));
        story.Clear();
        // The other dead member holds up every removal, so the address of this one stays taken.
        cluster.Start(cluster.Hosts[3]);
        cluster.World.Run(TimeSpan.FromSeconds(12));
        var told = story.Where(l => l.Contains("host 3:") && l.Contains("Not a member yet")).ToArray();
        told.Length.ShouldBe(2, string.Join(Environment.NewLine, told));
        told.ShouldAllBe(l => l.Contains("has not welcomed this node. An earlier incarnation of [akka.tcp://Sim@10.0.0.3:4000] may still be a member"));
        story.ShouldContain(l => l.Contains("New incarnation of existing member") && !l.Contains("host 3:"));
        cluster.Hosts[0].Cluster.Down(cluster.Hosts[2].Address);
        cluster.World.RunUntil(() => cluster.Hosts[3].Cluster.SelfMember.Status == MemberStatus.Up, TimeSpan.FromSeconds(15)).ShouldBeTrue(cluster.Views());
    }

    [Fact]
    public void A_host_that_crashes_and_starts_again_at_its_address_is_up_within_fifteen_seconds()
    {
        for (var victim = 0; victim < 3; victim++)
        {
            var cluster = Formed(3, "");
            cluster.Crash(cluster.Hosts[victim]);
            cluster.World.Run(TimeSpan.FromSeconds(1));
            cluster.Start(cluster.Hosts[victim]);
            cluster.World.RunUntil(() => cluster.Hosts[victim].Cluster.SelfMember.Status == MemberStatus.Up, TimeSpan.FromSeconds(14)).ShouldBeTrue(cluster.Views());
            cluster.Hosts.ShouldAllBe(h => h.Cluster.State.Members.Count == 3, cluster.Views());
        }
    }

    [Fact]
    public void Slow_seed_nodes_that_have_taken_the_connection_are_waited_for()
    {
        var cluster = Formed(3, "akka.cluster.seed-node-timeout = 500ms");
        cluster.Crash(cluster.Hosts[0]);
        // Every message takes so long that no answer can be there in time, though the connection is.
        cluster.Network.ExtraDelay = (_, _) => TimeSpan.FromMilliseconds(110);
        cluster.Start(cluster.Hosts[0]);
        cluster.World.Run(TimeSpan.FromSeconds(20));
        cluster.Hosts.ShouldAllBe(h => h.Cluster.State.Members.Count == 3, cluster.Views());
    }

    private static SimulatedCluster Formed(int hosts, string config, Action<string> log = null, int? without = null)
    {
        var cluster = new SimulatedCluster(hosts, 1, config, log);
        foreach (var host in cluster.Hosts.Where(h => h.Number != without))
            cluster.Start(host);
        var running = cluster.Hosts.Where(h => h.Number != without).ToArray();
        cluster.World.RunUntil(() => running.All(h => h.Cluster.State.Members.Count(m => m.Status == MemberStatus.Up) == running.Length), TimeSpan.FromSeconds(20))
            .ShouldBeTrue();
        return cluster;
    }

    private static SimulatedCluster Formed(int hosts, string config, int without) => Formed(hosts, config, null, without);
}
