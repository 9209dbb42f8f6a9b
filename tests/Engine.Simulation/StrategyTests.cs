using System.Globalization;
using Akka.Cluster;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Akka.Simulation;

/// <summary>
/// A clean split by chance, and which side each downing strategy lets go on: worked out here from the strategy's definition alone, and
/// compared with what the hosts do. The seed of a run that fails is named.
/// </summary>
public class StrategyTests(ITestOutputHelper output)
{
    private const int Runs = 12;

    [Theory]
    [InlineData(5)]
    [InlineData(8)]
    public void Keep_majority_keeps_the_bigger_side_and_of_equal_ones_that_with_the_lowest_address(int hosts) =>
        Check(hosts, "active-strategy = keep-majority", (side, other) =>
            side.Count > other.Count || (side.Count == other.Count && side.Contains(0)));

    [Theory]
    [InlineData(5, 3)]
    [InlineData(8, 5)]
    public void Static_quorum_keeps_a_side_with_a_quorum(int hosts, int quorum) =>
        Check(hosts, $"active-strategy = static-quorum, static-quorum.quorum-size = {quorum.ToString(CultureInfo.InvariantCulture)}", (side, _) => side.Count >= quorum);

    [Fact]
    public void Static_quorum_keeps_nobody_when_the_cluster_has_outgrown_it() =>
        Check(5, "active-strategy = static-quorum, static-quorum.quorum-size = 2", (_, _) => false);

    [Theory]
    [InlineData("on")]
    [InlineData("off")]
    public void Keep_oldest_keeps_the_side_of_the_oldest_unless_it_is_alone(string downIfAlone) =>
        Check(5, $"active-strategy = keep-oldest, keep-oldest.down-if-alone = {downIfAlone}", (side, other) =>
            (downIfAlone, side.Contains(0)) switch
            {
                ("on", true) => side.Count > 1,
                ("on", false) => other.Count == 1,
                (_, var hasOldest) => hasOldest,
            });

    [Fact]
    public void Down_all_keeps_nobody() => Check(5, "active-strategy = down-all", (_, _) => false);

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Lease_majority_keeps_the_side_that_gets_the_lease_which_is_the_majority_when_it_asks_first(int hosts) =>
        Check(hosts, "active-strategy = lease-majority, lease-majority.lease-implementation = simulated-lease, lease-majority.acquire-lease-delay-for-minority = 3s",
            (side, other) => side.Count > other.Count || (side.Count == other.Count && side.Contains(0)),
            cluster => cluster.Leases.Granted.ShouldBe(1));

    [Fact]
    public void A_minority_goes_on_with_the_lease_when_the_majority_has_crashed()
    {
        var cluster = new SimulatedCluster(5, 1, Resolver("active-strategy = lease-majority, lease-majority.lease-implementation = simulated-lease"));
        cluster.StartAll();
        cluster.World.Run(TimeSpan.FromSeconds(10));
        foreach (var host in cluster.Hosts.Take(3))
            cluster.Crash(host);
        cluster.World.Run(TimeSpan.FromSeconds(25));
        cluster.Alive.Select(h => h.Number).ShouldBe([3, 4]);
        cluster.Alive.ShouldAllBe(h => h.Cluster.State.Members.Count == 2);
        cluster.Singletons.Doubled.ShouldBeNull();
        cluster.Singletons.Running.Count().ShouldBe(1);
    }

    [Fact]
    public void A_singleton_with_a_lease_runs_once_even_where_both_sides_of_a_split_go_on()
    {
        // Auto-downing lets every side go on: the worst that a cluster can be told to do.
        var cluster = new SimulatedCluster(4, 1, """
            akka.cluster {
              downing-provider-class = "Akka.Cluster.AutoDowning, Akka.Cluster"
              auto-down-unreachable-after = 2s
              singleton { use-lease = simulated-lease, lease-retry-interval = 1s }
            }
            """);
        cluster.StartAll();
        cluster.World.Run(TimeSpan.FromSeconds(10));
        cluster.Split(new HashSet<int> { 0, 1 });
        cluster.World.Run(TimeSpan.FromSeconds(40));
        cluster.Alive.Count().ShouldBe(4);
        cluster.Hosts[0].Cluster.State.Members.Count.ShouldBe(2, cluster.Views());
        cluster.Hosts[2].Cluster.State.Members.Count.ShouldBe(2, cluster.Views());
        cluster.Singletons.Doubled.ShouldBeNull();
        cluster.Singletons.Running.Count().ShouldBe(1);
        cluster.Leases.Granted.ShouldBe(1);
        // The holder dies, and what is left of the other side may have it once the lease has run out.
        cluster.Crash(cluster.Hosts[0]);
        cluster.Crash(cluster.Hosts[1]);
        cluster.World.Run(TimeSpan.FromSeconds(20));
        cluster.Singletons.Doubled.ShouldBeNull();
        cluster.Singletons.Running.Single().Number.ShouldBeOneOf(2, 3);
    }

    private static string Resolver(string settings) => $"akka.cluster.split-brain-resolver {{ {settings} }}";

    private void Check(int hosts, string settings, Func<IReadOnlySet<int>, IReadOnlySet<int>, bool> goesOn, Action<SimulatedCluster> also = null)
    {
        for (var seed = 1; seed <= Runs; seed++)
        {
            var cluster = new SimulatedCluster(hosts, seed, Resolver(settings));
            cluster.StartAll();
            cluster.World.Run(TimeSpan.FromSeconds(10));
            cluster.Hosts.ShouldAllBe(h => h.Cluster.SelfMember.Status == MemberStatus.Up, cluster.Views());
            HashSet<int> side;
            do
            {
                side = [.. Enumerable.Range(0, hosts).Where(_ => cluster.Random.Next(2) == 0)];
            }
            while (side.Count == 0 || side.Count == hosts);
            HashSet<int> other = [.. Enumerable.Range(0, hosts).Where(n => !side.Contains(n))];
            cluster.Split(side);
            cluster.World.Run(TimeSpan.FromSeconds(40));

            var expected = Enumerable.Range(0, hosts).Where(n => side.Contains(n) ? goesOn(side, other) : goesOn(other, side)).ToArray();
            var what = $"seed {seed}, split [{string.Join(" ", side)}] from [{string.Join(" ", other)}]{Environment.NewLine}{cluster.Views()}";
            cluster.Alive.Select(h => h.Number).ShouldBe(expected, what);
            cluster.Alive.ShouldAllBe(h => h.Cluster.State.Members.Count == expected.Length && h.Cluster.State.Members.All(m => m.Status == MemberStatus.Up), what);
            cluster.Singletons.Doubled.ShouldBeNull(what);
            cluster.Singletons.Running.Count().ShouldBe(expected.Length == 0 ? 0 : 1, what);
            also?.Invoke(cluster);
        }
        output.WriteLine($"{Runs} splits of {hosts} members with {settings}, seeds 1 to {Runs}");
    }
}
