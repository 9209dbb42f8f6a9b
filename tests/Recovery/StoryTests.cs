using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Muster.Tests.Recovery;

/// <summary>What is told of a run afterwards: its story with times, its lines without a row, its account.</summary>
[Trait("Category", "Recovery")]
public sealed class StoryTests
{
    [Fact]
    public async Task A_command_makes_rows_and_what_it_passes_over_is_kept_counted_and_shown()
    {
        using var scene = new Scene();
        const string parse = """while read -r a b; do case $a in [0-9]*) printf '%s\t%s\n' "$((a + a))" "$b";; *) echo;; esac; done""";
        var run = scene.Muster("run", "--nodes", "1", "--runs", "1", "--ranks", "1", "--oversubscribe", "--run-dir", scene.RunDir, "--parse-command", parse, "--parse-columns", "twice,name", "--", "sh", "-c", "echo 1 a; echo warm up; echo 2 b; echo done");
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        var export = scene.Muster("export", "1", "--csv", "--run-dir", scene.RunDir);
        (await export.EndedAsync()).ShouldBe(0, export.Everything);
        export.Out[0].ShouldEndWith(",twice,name");
        export.Out.Skip(1).Select(line => string.Join(' ', line.Split(',')[^2..])).ShouldBe(["2 a", "4 b"]);
        var unmatched = scene.Muster("show", "1", "--unmatched", "--run-dir", scene.RunDir);
        (await unmatched.EndedAsync()).ShouldBe(0, unmatched.Everything);
        unmatched.Out.ShouldBe(["warm up", "done"]);
        var show = scene.Muster("show", "1", "--run-dir", scene.RunDir);
        (await show.EndedAsync()).ShouldBe(0, show.Everything);
        show.Everything.ShouldContain("4 lines: 2 rows, 2 without a match");
    }

    [Fact]
    public async Task A_run_whose_head_was_lost_tells_when_and_why_and_how_much_of_its_output_is_stored()
    {
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 2);
        var driver = await cluster.RunAsync(1, seconds: 6, retries: 0);
        var head = (await cluster.ShowAsync(1)).NodeOf(0);
        cluster.Kill(head);
        (await driver.EndedAsync(90)).ShouldBe(1, driver.Everything);
        var seen = await cluster.ShowAsync(1);
        var lines = (long)seen.Attempts.Single()["lines"]!;
        lines.ShouldBeInRange(1, FaultyCluster.Lines - 1);
        ((long)seen.Attempts.Single()["rows"]!).ShouldBe(lines);
        var show = cluster.Muster("show", "1", "--run-dir", cluster.RunDir);
        (await show.EndedAsync()).ShouldBe(0, show.Everything);
        string[] story = ["submitted", "placed: 1 rank on", "every rank runs", "first row stored", "the last rank has ended", $"failed: node {head} was lost"];
        var at = -1;
        foreach (var part in story)
        {
            var found = show.Out.FindIndex(at + 1, line => line.Contains(part, StringComparison.Ordinal));
            found.ShouldBeGreaterThan(at, $"'{part}' in its place in\n{show.Everything}");
            at = found;
        }

        show.Everything.ShouldContain($"rank 0: {lines} lines");
        show.Everything.ShouldContain("the tail is unknown");
    }
}
