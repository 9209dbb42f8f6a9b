using System.Globalization;
using Akka.Cluster;
using Akka.Configuration;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Akka.Simulation;

/// <summary>What the settings in hocon/ promise, under many courses of events: the small profile, and the large one on top of it.</summary>
public class ProfileTests(ITestOutputHelper output)
{
    private static readonly string Small = Text("host.conf");
    private static readonly string Large = Small + Text("large.conf");

    [Fact]
    public void With_the_small_profile_a_silent_host_is_out_within_15_s_whatever_was_before_and_one_silent_for_10_s_stays()
    {
        var (latest, earliest) = (TimeSpan.Zero, TimeSpan.MaxValue);
        for (var seed = 1; seed <= 20; seed++)
        {
            var cluster = Formed(5, seed, Small);
            var silent = cluster.Hosts[cluster.Random.Next(1, 5)];
            // Silences that end in time leave no trace, neither among the members nor in the failure detectors' patience.
            foreach (var seconds in new[] { 5, 10 })
            {
                cluster.World.Run(TimeSpan.FromMilliseconds(cluster.Random.Next(1000)));
                cluster.Split(new HashSet<int> { silent.Number });
                cluster.World.Run(TimeSpan.FromSeconds(seconds));
                cluster.Network.HealAll();
                cluster.World.Run(TimeSpan.FromSeconds(10));
                cluster.Alive.Count().ShouldBe(5, $"seed {seed}, after {seconds} s");
                cluster.Alive.ShouldAllBe(h => h.Cluster.State.Members.Count(m => m.Status == MemberStatus.Up) == 5 && h.Cluster.State.Unreachable.Count == 0, $"seed {seed}, after {seconds} s");
            }
            cluster.World.Run(TimeSpan.FromMilliseconds(cluster.Random.Next(1000)));
            cluster.Split(new HashSet<int> { silent.Number });
            var since = cluster.World.Now;
            var others = cluster.Hosts.Where(h => h != silent).ToArray();
            cluster.World.RunUntil(() => others.All(h => h.Cluster.State.Members.Count == 4) && !silent.IsAlive, TimeSpan.FromSeconds(15))
                .ShouldBeTrue($"seed {seed}{Environment.NewLine}{cluster.Views()}");
            var took = cluster.World.Now - since;
            (latest, earliest) = (took > latest ? took : latest, took < earliest ? took : earliest);
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"20 runs: a silent host is removed, and has ended itself, after {earliest.TotalSeconds:0.0} to {latest.TotalSeconds:0.0} s"));
    }

    [Fact]
    public void With_the_small_profile_a_host_that_crashes_is_up_again_at_its_address_within_15_s()
    {
        var latest = TimeSpan.Zero;
        for (var seed = 1; seed <= 20; seed++)
        {
            var cluster = Formed(5, seed, Small);
            var host = cluster.Hosts[cluster.Random.Next(5)];
            cluster.World.Run(TimeSpan.FromMilliseconds(cluster.Random.Next(1000)));
            cluster.Crash(host);
            var since = cluster.World.Now;
            cluster.World.Run(TimeSpan.FromMilliseconds(cluster.Random.Next(100, 2000)));
            cluster.Start(host);
            cluster.World.RunUntil(() => IsWhole(cluster), TimeSpan.FromSeconds(15) - (cluster.World.Now - since)).ShouldBeTrue($"seed {seed}, host {host.Number}{Environment.NewLine}{cluster.Views()}");
            latest = cluster.World.Now - since > latest ? cluster.World.Now - since : latest;
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"20 runs: up again everywhere after {latest.TotalSeconds:0.0} s at most"));
    }

    [Fact]
    public void The_large_profile_has_the_intervals_of_akka_itself()
    {
        var (large, stock) = (ConfigurationFactory.ParseString(Large), ConfigurationFactory.FromResource<Cluster.Cluster>("reference.conf"));
        foreach (var interval in new[] { "gossip-interval", "leader-actions-interval", "unreachable-nodes-reaper-interval", "seed-node-timeout", "retry-unsuccessful-join-after", "split-brain-resolver.stable-after" })
            large.GetTimeSpan("akka.cluster." + interval).ShouldBe(stock.GetTimeSpan("akka.cluster." + interval), interval);
        ConfigurationFactory.ParseString(Small).GetTimeSpan("akka.cluster.gossip-interval").ShouldBeLessThan(stock.GetTimeSpan("akka.cluster.gossip-interval"));
    }

    [Fact]
    public void Under_the_large_profile_a_hundred_hosts_form_lose_some_are_cut_and_come_back()
    {
        var cluster = Formed(100, 1, Large, TimeSpan.FromSeconds(60));
        var formed = cluster.World.Now;
        var lost = new[] { 30, 60, 90 };
        foreach (var number in lost)
            cluster.Crash(cluster.Hosts[number]);
        var minority = Enumerable.Range(80, 10).ToHashSet();
        cluster.Split(minority);
        var cut = cluster.World.Now;
        cluster.World.RunUntil(
            () => cluster.Hosts.All(h => minority.Contains(h.Number) || lost.Contains(h.Number) ? !h.IsAlive : h.IsAlive && h.Cluster.State.Members.Count == 87),
            TimeSpan.FromSeconds(90)).ShouldBeTrue(cluster.Views());
        var settled = cluster.World.Now - cut;
        cluster.Network.HealAll();
        foreach (var host in cluster.Hosts.Where(h => !h.IsAlive))
            cluster.Restart(host);
        var back = cluster.World.Now;
        cluster.World.RunUntil(() => IsWhole(cluster), TimeSpan.FromSeconds(60)).ShouldBeTrue(cluster.Views());
        cluster.Singletons.Doubled.ShouldBeNull();
        cluster.Hosts.Select(h => h.Cluster.State.Leader).Distinct().Count().ShouldBe(1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"100 hosts up after {formed.TotalSeconds:0} s; 3 crashed and 10 cut off are out after {settled.TotalSeconds:0} s; all are back after {(cluster.World.Now - back).TotalSeconds:0} s more"));
    }

    private static bool IsWhole(SimulatedCluster cluster) => cluster.Hosts.All(h =>
        h.IsAlive && h.Cluster.State.Members.Count == cluster.Hosts.Count && h.Cluster.State.Members.All(m => m.Status == MemberStatus.Up));

    private static SimulatedCluster Formed(int hosts, int seed, string settings, TimeSpan? patience = null)
    {
        var cluster = new SimulatedCluster(hosts, seed, settings);
        cluster.StartAll();
        cluster.World.RunUntil(() => IsWhole(cluster), patience ?? TimeSpan.FromSeconds(10)).ShouldBeTrue($"seed {seed}{Environment.NewLine}{cluster.Views()}");
        // Until the failure detectors have something to go by.
        cluster.World.Run(TimeSpan.FromSeconds(10));
        return cluster;
    }

    /// <summary>Without what belongs to a process of its own: log files and console.</summary>
    private static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hocon", file))
        + "\nakka { loggers = [], logger-formatter = \"Akka.Event.DefaultLogMessageFormatter, Akka\", loglevel = OFF, stdout-loglevel = OFF }\n";
}
