using System.Text.Json.Nodes;
using Muster.Driver.Tests;
using Shouldly;
using Xunit;

namespace Muster.EndToEnd.Tests;

/// <summary>A cluster in one process, the work from others.</summary>
[Trait("Category", "EndToEnd")]
public sealed class UpAndRunTests
{
    [Fact]
    public async Task Work_comes_from_other_processes_and_the_cluster_outlives_them()
    {
        using var scene = new Scene();
        var up = scene.Muster("up", "--nodes", "3", "--run-dir", scene.RunDir);
        await up.PrintedAsync("muster: up; Ctrl-C ends it");

        var run = scene.Muster("run", "--run-dir", scene.RunDir, "--ranks", "4", "--runs", "3", "--oversubscribe", "--", Checkout.Alltoall, "--warmup", "5", "-i", "20", "-m", "1024");
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        SeedOrder.RowsOf(run.Out).Count.ShouldBe(33, run.Everything);
        for (var n = 0; n < 3; n++)
            SeedOrder.ShouldHold(run.Out, n);
        run.Out.ShouldContain(line => line.Contains("node 0 has 2 ranks, node 1 has 1 ranks, node 2 has 1 ranks"));

        var nodes = await JsonOfAsync(scene, "nodes");
        nodes["nodes"]!.AsArray().Select(node => (string)node!["node"]!).ShouldBe(["seed", "node0", "node1", "node2"]);
        nodes["nodes"]!.AsArray().ShouldAllBe(node => (string)node!["state"]! == "up");
        var runs = await JsonOfAsync(scene, "runs");
        runs["runs"]!.AsArray().Select(r => (long)r!["run"]!).ShouldBe([3, 2, 1]);
        var show = await JsonOfAsync(scene, "show", "1");
        show["rows"]!.AsArray().Count.ShouldBe(11);
        show["attempts"]![0]!["ranks"]!.AsArray().Count.ShouldBe(4);

        up.Signal(Posix.SigInt);
        (await up.EndedAsync()).ShouldBe(130, up.Everything);
        await scene.NothingLeftAsync(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_detached_cluster_stays_until_down()
    {
        using var scene = new Scene();
        var up = scene.Muster("up", "--nodes", "2", "--detach", "--run-dir", scene.RunDir);
        (await up.EndedAsync()).ShouldBe(0, up.Everything);
        scene.Left().Count(living => living.Command.Contains("muster-")).ShouldBeGreaterThanOrEqualTo(3);
        File.GetUnixFileMode(Path.Combine(scene.RunDir, "access.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        foreach (var host in new[] { "node0", "node1" })
            (await ResidentMegabytesAsync(await scene.PidOfAsync(host))).ShouldBeLessThan(100, $"{host} idle");

        var again = scene.Muster("up", "--run-dir", scene.RunDir);
        (await again.EndedAsync()).ShouldBe(2, again.Everything);
        again.Everything.ShouldContain("still has hosts of an earlier cluster");

        var down = scene.Muster("down", "--run-dir", scene.RunDir);
        (await down.EndedAsync()).ShouldBe(0, down.Everything);
        down.Everything.ShouldContain("ended 3 hosts");
        await scene.NothingLeftAsync(TimeSpan.FromSeconds(2));

        var nodes = scene.Muster("nodes", "--run-dir", scene.RunDir);
        (await nodes.EndedAsync()).ShouldBe(4, nodes.Everything);
    }

    [Fact]
    public async Task A_kept_cluster_is_found_by_the_next_run_without_naming_it()
    {
        using var scene = new Scene();
        var first = scene.Muster("run", "--keep", "--runs", "1", "--ranks", "1", "--parse", "(.+)", "--", "echo", "hello");
        (await first.EndedAsync()).ShouldBe(0, first.Everything);
        var second = scene.Muster("run", "--runs", "1", "--ranks", "1", "--parse", "(.+)", "--", "echo", "again");
        (await second.EndedAsync()).ShouldBe(0, second.Everything);
        second.Everything.ShouldContain("using the cluster of");
        second.Out.ShouldContain("INFO:consumer:{0: ('again',)}");
        var down = scene.Muster("down");
        (await down.EndedAsync()).ShouldBe(0, down.Everything);
        await scene.NothingLeftAsync(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Driver_apps_submit_to_a_running_cluster()
    {
        using var scene = new Scene();
        var up = scene.Muster("up", "--nodes", "2", "--detach", "--run-dir", scene.RunDir);
        (await up.EndedAsync()).ShouldBe(0, up.Everything);
        var app = scene.Start(Checkout.Built("DriverApp", "DriverApp"), [scene.RunDir, Checkout.Alltoall, "-i", "20", "-m", "64"]);
        var raw = scene.Start(Checkout.Built("DriverApp.Raw", "DriverApp.Raw"), [scene.RunDir, Checkout.Alltoall, "-i", "20", "-m", "64"]);
        (await app.EndedAsync()).ShouldBe(0, app.Everything);
        (await raw.EndedAsync()).ShouldBe(0, raw.Everything);
        app.Out.Count(line => line.Contains("Completed, 7 rows")).ShouldBe(3, app.Everything);
        raw.Out.Count(line => line.StartsWith("{0: (", StringComparison.Ordinal)).ShouldBe(7, raw.Everything);
        var down = scene.Muster("down", "--run-dir", scene.RunDir);
        (await down.EndedAsync()).ShouldBe(0, down.Everything);
        await scene.NothingLeftAsync(TimeSpan.FromSeconds(2));
    }

    private static async Task<double> ResidentMegabytesAsync(int pid)
    {
        var line = (await File.ReadAllLinesAsync($"/proc/{pid}/status")).Single(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024;
    }

    private static async Task<JsonNode> JsonOfAsync(Scene scene, params string[] verb)
    {
        var call = scene.Muster([.. verb, "--output", "json", "--run-dir", scene.RunDir]);
        (await call.EndedAsync()).ShouldBe(0, call.Everything);
        return JsonNode.Parse(string.Join('\n', call.Out))!;
    }
}
