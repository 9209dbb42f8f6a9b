using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Muster.Tests.Recovery;

/// <summary>Hosts that stand still for 20 s (60 s in soak) and then go on: the rest goes on without them, and what they do afterwards changes nothing.</summary>
[Trait("Category", "Recovery")]
public sealed class StopTests
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("MUSTER_TEST_SIZE") == "soak" ? 60 : 20);

    [Theory]
    [InlineData("seed", "node1")]
    [InlineData("node0", "node2")]
    public async Task Hosts_that_stand_still_cost_no_row(string first, string second)
    {
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 6);
        var driver = await cluster.RunAsync(4, seconds: 8);
        // Both at once: one after the other would take twice as long.
        cluster.Signal(first, FaultyCluster.SigStop);
        cluster.Signal(second, FaultyCluster.SigStop);
        await Task.Delay(Hold);
        cluster.Signal(first, FaultyCluster.SigCont);
        cluster.Signal(second, FaultyCluster.SigCont);
        await cluster.ShouldHaveEveryRowOnceAsync(driver, 4);
    }
}
