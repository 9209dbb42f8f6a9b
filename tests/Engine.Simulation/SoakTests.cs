using System.Diagnostics;
using System.Globalization;
using Akka.Cluster;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Akka.Simulation;

/// <summary>Takes minutes and gigabytes: MUSTER_TEST_SIZE=soak.</summary>
internal sealed class SoakFactAttribute : FactAttribute
{
    public SoakFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("MUSTER_TEST_SIZE") != "soak")
            Skip = "only with MUSTER_TEST_SIZE=soak";
    }
}

public class SoakTests(ITestOutputHelper output)
{
    private static readonly int Members = int.TryParse(Environment.GetEnvironmentVariable("MUSTER_SIMULATION_MEMBERS"), out var members) ? members : 1024;

    [SoakFact]
    public void A_thousand_members_come_up_and_then_cost_little()
    {
        var clock = Stopwatch.StartNew();
        var cluster = new SimulatedCluster(Members, 1, """
            akka.cluster { gossip-interval = 1s, leader-actions-interval = 1s, shutdown-after-unsuccessful-join-seed-nodes = off, allow-weakly-up-members = off }
            """);
        cluster.StartAll();
        var up = cluster.World.RunUntil(() => cluster.Hosts.All(h => h.Cluster.View.Gossip.Members.Count(m => m.Status == MemberStatus.Up) == Members), TimeSpan.FromSeconds(300));
        up.ShouldBeTrue($"after 300 s {cluster.Hosts.Count(h => h.Cluster.SelfMember.Status == MemberStatus.Up)} of {Members} are Up");
        Report($"until all were Up everywhere, {cluster.World.Now.TotalSeconds:0} virtual s", cluster, (0, 0), cluster.World.Now);
        cluster.World.Run(TimeSpan.FromSeconds(20));
        var before = (cluster.Network.BytesSent, cluster.Network.BatchesSent);
        cluster.World.Run(TimeSpan.FromSeconds(30));
        Report("then", cluster, before, TimeSpan.FromSeconds(30));
        cluster.Hosts.Select(h => h.Cluster.State.Leader).Distinct().Count().ShouldBe(1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cluster.World.Steps} steps in {clock.Elapsed.TotalSeconds:0} s, {GC.GetTotalMemory(false) >> 20} MiB"));
    }

    private void Report(string when, SimulatedCluster cluster, (long Bytes, long Batches) before, TimeSpan during)
    {
        var seconds = during.TotalSeconds * Members;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Members} members, {when}: {(cluster.Network.BytesSent - before.Bytes) / seconds:0} bytes and {(cluster.Network.BatchesSent - before.Batches) / seconds:0.0} messages a second and node"));
    }
}
