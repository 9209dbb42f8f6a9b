using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Muster.Tests.Telemetry;

/// <summary>Monitors of real hosts: one for each that is live, and none at work when nobody watches.</summary>
[Trait("Category", "EndToEnd")]
public sealed class MonitorTests
{
    [Fact]
    public async Task Every_live_node_has_one_monitor_also_when_nodes_come_and_go()
    {
        using var scene = new Scene();
        var up = scene.Muster("up", "--nodes", "2", "--run-dir", scene.RunDir);
        await up.PrintedAsync("muster: up; Ctrl-C ends it");
        var top = scene.Muster("top", "--plain", "--interval", "200ms", "--run-dir", scene.RunDir);
        await SampledAsync(top, "node0", 2);
        await SampledAsync(top, "node1", 2);

        var joining = scene.Start(Checkout.Node, ["--run-dir", scene.RunDir, "--name", "node2", "--host", "127.0.0.1", "--native", Checkout.Native]);
        await SampledAsync(top, "node2", 2);
        joining.Signal(Posix.SigTerm);
        (await joining.EndedAsync()).ShouldBe(0, joining.Everything);
        await top.PrintedAsync("Telemetry process on node node2 is gone: the node has left.");

        var killed = scene.Start(Checkout.Node, ["--run-dir", scene.RunDir, "--name", "node3", "--host", "127.0.0.1", "--native", Checkout.Native]);
        await SampledAsync(top, "node3", 2);
        killed.Signal(Posix.SigKill);
        await top.PrintedAsync("Telemetry process on node node3 is gone: the node has left.");

        await SampledAsync(top, "node0", Samples(top, "node0") + 2);
        top.Signal(Posix.SigInt);
        (await top.EndedAsync()).ShouldBe(130, top.Everything);
        // Each host had one, and those that are left end theirs.
        foreach (var node in new[] { "node0", "node1", "node2", "node3" })
            top.Out.Count(line => line == $"This is a telemetry process on node {node}.").ShouldBe(1, top.Everything);
        top.Out.Where(line => line.EndsWith("exiting ...", StringComparison.Ordinal)).ShouldBe(
            ["Telemetry process on node node0 exiting ...", "Telemetry process on node node1 exiting ..."], top.Everything);
        top.Out.Where(line => line.StartsWith("nodename", StringComparison.Ordinal)).ShouldAllBe(line => line.Contains(" cpu load average 1 minute: "));

        up.Signal(Posix.SigInt);
        (await up.EndedAsync()).ShouldBe(130, up.Everything);
    }

    [Fact]
    public async Task Samples_go_on_when_the_collector_s_host_is_killed()
    {
        using var scene = new Scene();
        var up = scene.Muster("up", "--nodes", "2", "--run-dir", scene.RunDir);
        await up.PrintedAsync("muster: up; Ctrl-C ends it");
        var top = scene.Muster("top", "--plain", "--interval", "200ms", "--run-dir", scene.RunDir);
        await SampledAsync(top, "node0", 1);
        await SampledAsync(top, "node1", 1);
        _ = Posix.Kill(await scene.PidOfAsync("seed"), Posix.SigKill);
        // Whatever was on its way before the end has come by the time the end is noticed.
        await up.PrintedAsync("seed (pid");
        var before = (Samples(top, "node0"), Samples(top, "node1"));
        await SampledAsync(top, "node0", before.Item1 + 10);
        await SampledAsync(top, "node1", before.Item2 + 10);
        top.Signal(Posix.SigInt);
        (await top.EndedAsync()).ShouldBe(130, top.Everything);
        up.Signal(Posix.SigInt);
        await up.EndedAsync();
    }

    private static int Samples(Running top, string node) => top.Out.Count(line => line.StartsWith($"nodename: {node} ", StringComparison.Ordinal));

    private static Task SampledAsync(Running top, string node, int count) =>
        Eventually.Async(() => Samples(top, node) >= count || top.HasEnded, $"{count} samples of {node}", 60);
}
