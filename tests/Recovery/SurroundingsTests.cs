using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Muster.Tests.Recovery;

/// <summary>A clock that is set, a run directory that one node does not see, lines longer than what is sent at once: no row is lost.</summary>
[Trait("Category", "Recovery")]
public sealed class SurroundingsTests
{
    [Fact]
    public async Task A_clock_that_jumps_on_every_host_ends_no_wait_and_costs_no_row()
    {
        await using var cluster = new FaultyCluster();
        var (library, clock) = (Path.Combine(cluster.Scene.Here, "clock.so"), Path.Combine(cluster.Scene.Here, "clock"));
        MountFactAttribute.Tool("cc", "-shared", "-fPIC", "-O2", "-o", library, Path.Combine(Checkout.Home, "tests", "Recovery", "clock.c")).ShouldBe(0);
        Set(clock, 0);
        cluster.Surroundings = variables => (variables["LD_PRELOAD"], variables["MUSTER_TEST_CLOCK"]) = (library, clock);
        await cluster.StartAsync(nodes: 2);
        var driver = await cluster.RunAsync(2, seconds: 4);
        // While ranks run, and again while others are being started.
        Set(clock, 3600);
        var late = cluster.Muster("run", "--run-dir", cluster.RunDir, "--runs", "4", "--concurrent", "1", "--ranks", "2", "--oversubscribe", "--parse", "(.+)", "--", "sh", "-c", "[ $MUSTER_RANK != 0 ] || echo late");
        await late.PrintedAsync("INFO:consumer:{0: ('late',)}");
        Set(clock, -7200);
        (await late.EndedAsync(90)).ShouldBe(0, late.Everything);
        late.Out.Count(line => line.EndsWith(": ('late',)}", StringComparison.Ordinal)).ShouldBe(4);
        await cluster.ShouldHaveEveryRowOnceAsync(driver, 2);
        (await cluster.ShowAsync(1)).Attempts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_node_that_does_not_see_the_run_directory_takes_ranks_and_parses_like_any_other()
    {
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 2, blind: "node0");
        var driver = await cluster.RunAsync(3, seconds: 2);
        (await cluster.ShowAsync(1)).NodeOf(0).ShouldBe("node0", "the head rank of the first run is on the node that sees nothing");
        await cluster.ShouldHaveEveryRowOnceAsync(driver, 3);
    }

    /// <summary>The parser holds the beginning of a line whose batches are stored already; its successor gets it again.</summary>
    [Fact]
    public async Task A_line_that_is_longer_than_a_batch_is_whole_though_its_parser_is_lost_in_the_middle_of_it()
    {
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 3);
        // 300,000 digits of one kind, a pause until the file is there, the others.
        var go = Path.Combine(cluster.Scene.Here, "go");
        var script = $"[ $MUSTER_RANK = 0 ] || exit 0; echo first; head -c 300000 /dev/zero | tr '\\0' 7; echo ready >&2; while [ ! -e {go} ]; do sleep 0.05; done; head -c 20000 /dev/zero | tr '\\0' 8; echo; echo last";
        var run = cluster.Muster("run", "--run-dir", cluster.RunDir, "--runs", "3", "--concurrent", "3", "--ranks", "2", "--oversubscribe", "--parse", "^7*(first|last|8+)$", "--", "sh", "-c", script);
        for (var i = 0; i < 3; i++)
            await run.PrintedAsync($"INFO:consumer:{{{i}: ('first',)}}");
        var (lost, victim) = await cluster.ChooseAsync("parser", 3, first: 1);
        // What is before the pause is stored: only the parser knows it now.
        await Eventually.Async(() => new FileInfo(Path.Combine(cluster.RunDir, "store", "rows", $"{lost}.1.rows")).Length > 0, "rows are stored");
        await Task.Delay(500);
        cluster.Kill(victim);
        await File.WriteAllTextAsync(go, "");
        (await run.EndedAsync(120)).ShouldBe(0, run.Everything);
        var export = cluster.Muster("export", $"{lost}", "--ndjson", "--run-dir", cluster.RunDir);
        (await export.EndedAsync()).ShouldBe(0, export.Everything);
        export.Out.Count.ShouldBe(3);
        export.Out[1].ShouldContain($"\"{new string('8', 20_000)}\"");
        (await cluster.ShowAsync(lost)).Attempts.Count.ShouldBe(1);
    }

    private static void Set(string file, long seconds)
    {
        // In place: it is mapped.
        using var clock = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        clock.Write(BitConverter.GetBytes(seconds));
    }
}
