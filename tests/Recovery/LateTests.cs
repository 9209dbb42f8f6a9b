using System.Globalization;
using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Muster.Tests.Recovery;

/// <summary>Runs of a large submission get parser and result actor with their first line: who dies just then costs no row.</summary>
[Trait("Category", "Recovery")]
public sealed class LateTests
{
    // More than a hundred: they are handed over without parser and result actor.
    private const int Runs = 106;
    private const int Printing = 6;

    [Fact]
    public async Task Hosts_that_die_around_the_first_lines_of_a_large_submission_cost_no_row()
    {
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 4);
        string Gate(int run) => Path.Combine(cluster.Scene.Here, $"gate{run}");
        // The first six print when they are let; of the others each second one prints a line, the rest nothing.
        var script = $"case $MUSTER_RUN in [1-{Printing}]) until [ -e {cluster.Scene.Here}/gate$MUSTER_RUN ]; do sleep 0.1; done; "
            + $"i=1; while [ $i -le {FaultyCluster.Lines} ]; do echo $i $MUSTER_ATTEMPT; i=$((i+1)); sleep 0.02; done;; *[13579]) echo 1 $MUSTER_ATTEMPT;; esac";
        var driver = cluster.Muster(
            "run", "--run-dir", cluster.RunDir, "--runs", $"{Runs}", "--concurrent", $"{Printing + 4}", "--ranks", "1", "--oversubscribe", "--retries", "3", "--retry-on", "host",
            "--parse", @"^(\d+) (\d+)$", "--", "sh", "-c", script);
        await driver.PrintedAsync(Followed(Runs - 1, 1, 1), 120);
        File.Exists(Path.Combine(cluster.RunDir, "store", "rows", $"{Runs - 2}.1.rows")).ShouldBeFalse("it printed nothing");

        var heads = new Dictionary<int, string>();
        for (var run = 4; run <= Printing; run++)
            heads[run] = (await cluster.ShowAsync(run)).NodeOf(0);
        foreach (var run in new[] { 1, 2 })
            await File.WriteAllTextAsync(Gate(run), "");
        await driver.PrintedAsync(Followed(1, 1, 1), 60);
        await driver.PrintedAsync(Followed(2, 1, 1), 60);
        // The third run's first line and the coordinator's end meet.
        await File.WriteAllTextAsync(Gate(3), "");
        cluster.Kill("seed");

        // The others are taken over before they print; the host of one of them dies with its first line.
        foreach (var run in heads.Keys)
            (await cluster.ShowAsync(run)).Attempts.Count.ShouldBe(1, "no rank was lost");
        var coordinator = cluster.Coordinator;
        // Who joined first is the next coordinator; where all of them are on its host, it dies too, and a third takes over.
        var victim = heads.FirstOrDefault(h => h.Value != coordinator, heads.First());
        await File.WriteAllTextAsync(Gate(victim.Key), "");
        await driver.PrintedAsync(Followed(victim.Key, 1, 1), 60);
        cluster.Kill(victim.Value);
        foreach (var run in heads.Keys)
            await File.WriteAllTextAsync(Gate(run), "");

        (await driver.EndedAsync(120)).ShouldBe(0, driver.Everything);
        var export = cluster.Muster("export", "all", "--csv", "--run-dir", cluster.RunDir);
        (await export.EndedAsync(90)).ShouldBe(0, export.Everything);
        var rows = export.Out.Skip(1).Select(line => line.Split(',')).ToLookup(cells => int.Parse(cells[0], CultureInfo.InvariantCulture));
        for (var run = 1; run <= Runs; run++)
        {
            var lines = run <= Printing ? FaultyCluster.Lines : run % 2;
            var attempt = rows[run].FirstOrDefault()?[2] ?? "1";
            rows[run].Select(cells => $"{cells[4]} {cells[5]}").ShouldBe(Enumerable.Range(1, lines).Select(i => $"{i} {attempt}"), $"run {run} as stored\n{driver.Everything}");
            driver.Out.Where(line => line.StartsWith($"INFO:consumer:{{{run - 1}: (", StringComparison.Ordinal) && line.EndsWith($", '{attempt}')}}", StringComparison.Ordinal))
                .ShouldBe(Enumerable.Range(1, lines).Select(i => Followed(run, i, int.Parse(attempt, CultureInfo.InvariantCulture))), $"run {run} as followed\n{driver.Everything}");
        }
        rows[victim.Key].First()[2].ShouldBe("2", "its rank was lost");
        var attempts = rows.Where(r => r.Key <= Printing).Select(r => $"{r.Key}: {r.First()[2]}");
        Console.WriteLine($"coordinator, then {victim.Value}{(victim.Value == coordinator ? ", the next coordinator," : "")} killed at first lines; {Runs} runs, {rows.Sum(r => r.Count())} rows, each once; last attempts {string.Join(", ", attempts)}");
    }

    private static string Followed(int run, int line, int attempt) => $"INFO:consumer:{{{run - 1}: ('{line}', '{attempt}')}}";
}
