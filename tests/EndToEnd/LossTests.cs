using Shouldly;
using Xunit;

namespace Muster.EndToEnd.Tests;

/// <summary>Processes are killed and interrupted in the middle of a run: nothing is left, and the reason is told.</summary>
[Trait("Category", "EndToEnd")]
public sealed class LossTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>Starts a cluster of its own and two runs of two ranks that would sleep for ever.</summary>
    private static async Task<(Running Run, string RunDir)> SleepAsync(Scene scene, int nodes = 2)
    {
        var run = scene.Muster("run", "--nodes", $"{nodes}", "--runs", "2", "--concurrent", "1", "--ranks", "4", "--oversubscribe", "--parse", "(.+)", "--", "sleep", "1000");
        await run.PrintedAsync("INFO:parse_results 0:Parsing stdout from stdout connection");
        await Eventually.Async(() => Ranks(scene).Count == 4, $"four ranks run: {run.Everything}");
        return (run, await scene.MadeRunDirAsync());
    }

    private static List<Scene.Living> Ranks(Scene scene) => scene.Left().Where(living => living.Command.EndsWith("sleep 1000", StringComparison.Ordinal) && !living.Command.Contains("muster")).ToList();

    [Fact]
    public async Task A_node_host_killed_during_a_run_leaves_no_rank_and_fails_the_run()
    {
        using var scene = new Scene();
        var (run, runDir) = await SleepAsync(scene);
        var before = Ranks(scene).Select(rank => rank.Pid).ToHashSet();
        Posix.Kill(await scene.PidOfAsync("node1", runDir), Posix.SigKill);
        await Eventually.WithinAsync(Soon, () => !Ranks(scene).Any(rank => before.Contains(rank.Pid)), "no rank of the run is left");
        await run.PrintedAsync("ERROR:producer 0:run 1 failed");
        run.Everything.ShouldContain("node1");
        run.Signal(Posix.SigInt);
        (await run.EndedAsync()).ShouldBe(130, run.Everything);
        await scene.NothingLeftAsync(Soon);
    }

    [Fact]
    public async Task A_run_that_lost_a_node_is_tried_again_on_those_that_are_left()
    {
        using var scene = new Scene();
        var run = scene.Muster(
            "run", "--nodes", "2", "--runs", "1", "--ranks", "4", "--oversubscribe", "--retries", "1", "--retry-on", "host", "--",
            "sh", "-c", "echo 1 $MUSTER_ATTEMPT.5; [ $MUSTER_ATTEMPT = 2 ] || exec sleep 1000");
        await run.PrintedAsync("INFO:consumer:{0: ('1', '1.5')}");
        Posix.Kill(await scene.PidOfAsync("node1", await scene.MadeRunDirAsync()), Posix.SigKill);
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        run.Out.ShouldContain(line => line.Contains("is tried again, attempt 1 failed: ") && line.Contains("node1"));
        run.Out.ShouldContain("INFO:consumer:{0: ('1', '2.5')}");
        run.Out.ShouldContain("INFO:producer 0:node 0 has 4 ranks");
        await scene.NothingLeftAsync(Soon);
    }

    [Fact]
    public async Task A_cluster_without_a_host_that_could_hold_the_coordinator_is_lost_and_ends_with_4()
    {
        using var scene = new Scene();
        var (run, runDir) = await SleepAsync(scene);
        foreach (var host in new[] { "seed", "node0", "node1" })
            Posix.Kill(await scene.PidOfAsync(host, runDir), Posix.SigKill);
        (await run.EndedAsync()).ShouldBe(4, run.Everything);
        run.Everything.ShouldContain("the cluster is lost");
        await scene.NothingLeftAsync(Soon);
    }

    [Fact]
    public async Task A_driver_killed_during_a_run_leaves_nothing()
    {
        using var scene = new Scene();
        var (run, _) = await SleepAsync(scene);
        run.Signal(Posix.SigKill);
        await run.EndedAsync();
        await scene.NothingLeftAsync(Soon);
    }

    [Theory]
    [InlineData(Posix.SigInt, 130)]
    [InlineData(Posix.SigTerm, 143)]
    public async Task An_interrupted_run_leaves_nothing(int signal, int code)
    {
        using var scene = new Scene();
        var (run, _) = await SleepAsync(scene);
        run.Signal(signal);
        (await run.EndedAsync()).ShouldBe(code, run.Everything);
        await scene.NothingLeftAsync(TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public async Task An_interruption_while_the_cluster_starts_leaves_nothing()
    {
        using var scene = new Scene();
        var run = scene.Muster("run", "--nodes", "2", "--", "sleep", "1000");
        await run.PrintedAsync("muster: starting a seed host");
        await Eventually.Async(() => scene.Left(run.Pid).Count > 0, "a host is started");
        run.Signal(Posix.SigInt);
        (await run.EndedAsync()).ShouldBe(130, run.Everything);
        await scene.NothingLeftAsync(Soon);
    }

    [Fact]
    public async Task An_interrupted_run_on_a_standing_cluster_is_cancelled_and_the_cluster_stays()
    {
        using var scene = new Scene();
        var up = scene.Muster("up", "--nodes", "2", "--detach", "--run-dir", scene.RunDir);
        (await up.EndedAsync()).ShouldBe(0, up.Everything);
        var run = scene.Muster("run", "--run-dir", scene.RunDir, "--ranks", "4", "--oversubscribe", "--", "sleep", "1000");
        await run.PrintedAsync("INFO:parse_results 0:Parsing stdout from stdout connection");
        run.Signal(Posix.SigInt);
        (await run.EndedAsync()).ShouldBe(130, run.Everything);
        Ranks(scene).ShouldBeEmpty();
        var after = scene.Muster("run", "--run-dir", scene.RunDir, "--runs", "1", "--ranks", "1", "--parse", "(.+)", "--", "echo", "alive");
        (await after.EndedAsync()).ShouldBe(0, after.Everything);
        var down = scene.Muster("down", "--run-dir", scene.RunDir);
        (await down.EndedAsync()).ShouldBe(0, down.Everything);
        await scene.NothingLeftAsync(Soon);
    }

    [Fact]
    public async Task A_cluster_lost_while_another_process_follows_ends_it_with_4()
    {
        using var scene = new Scene();
        var up = scene.Muster("up", "--nodes", "1", "--detach", "--run-dir", scene.RunDir);
        (await up.EndedAsync()).ShouldBe(0, up.Everything);
        var run = scene.Muster("run", "--run-dir", scene.RunDir, "--ranks", "1", "--", "sleep", "1000");
        await run.PrintedAsync("INFO:parse_results 0:Parsing stdout from stdout connection");
        foreach (var host in new[] { "seed", "node0" })
            Posix.Kill(await scene.PidOfAsync(host), Posix.SigKill);
        (await run.EndedAsync()).ShouldBe(4, run.Everything);
        run.Everything.ShouldContain("has not answered");
        await scene.NothingLeftAsync(Soon);
    }
}
