using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Muster.Driver.Tests;
using Shouldly;
using Xunit;

namespace Muster.EndToEnd.Tests;

[Trait("Category", "EndToEnd")]
public sealed class DemoTests
{
    /// <summary>What `muster --help` may take on a machine with nothing else to do.</summary>
    private const double HelpSeconds = 0.25;

    [Fact]
    public async Task The_demo_runs_the_example_workflow_over_three_host_processes()
    {
        using var scene = new Scene();
        var clock = Stopwatch.StartNew();
        var demo = scene.Muster("demo");
        await demo.PrintedAsync("INFO:consumer:{", 150);
        var first = clock.Elapsed;
        (await demo.EndedAsync(150)).ShouldBe(0, demo.Everything);
        var slow = await SlownessAsync(scene);
        first.TotalSeconds.ShouldBeLessThan(5 * slow, "the first row");
        clock.Elapsed.TotalSeconds.ShouldBeLessThan(30 * slow, "all of it");

        SeedOrder.RowsOf(demo.Out).Count.ShouldBe(65, demo.Everything);
        for (var n = 0; n < 5; n++)
            SeedOrder.ShouldHold(demo.Out, n);
        AtMostAtOnce(demo.Out).ShouldBe(2);
        demo.Out.Count(line => line.Contains("node 0 has 2 ranks, node 1 has 2 ranks")).ShouldBe(5);
        ShouldHaveRisingPuids(demo.Out);
        ShouldHaveTable(demo.Out);
        foreach (var phase in new[] { "seed host answers", "cluster of 3 hosts up", "first row", "5 runs ended", "cluster ended" })
            demo.Out.ShouldContain(line => Regex.IsMatch(line, $@"^muster: {phase} in \d+\.\d\d s"));
        demo.Error.ShouldBeEmpty();
        await scene.NothingLeftAsync(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_demo_prints_one_JSON_value_when_asked()
    {
        using var scene = new Scene();
        var demo = scene.Muster("demo", "--output", "json");
        (await demo.EndedAsync(150)).ShouldBe(0, demo.Everything);
        var json = JsonNode.Parse(string.Join('\n', demo.Out))!;
        ((int)json["exitCode"]!).ShouldBe(0);
        ((int)json["rows"]!).ShouldBe(65);
        json["runs"]!.AsArray().Select(run => (string)run!["state"]!).ShouldAllBe(state => state == "completed");
        json["runs"]![0]!["rows"]!.AsArray().Select(row => (string)row![0]!).ShouldBe(
            ["1", "2", "4", "8", "16", "32", "64", "128", "256", "512", "1024", "2048", "4096"]);
        await scene.NothingLeftAsync(TimeSpan.FromSeconds(2));
    }

    /// <summary>How much longer than on a machine with nothing else to do a small command takes just now; at least 1.</summary>
    private static async Task<double> SlownessAsync(Scene scene)
    {
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 5; i++)
            (await scene.Muster("--help").EndedAsync()).ShouldBe(0);
        return Math.Max(1, clock.Elapsed.TotalSeconds / 5 / HelpSeconds);
    }

    private static int AtMostAtOnce(List<string> lines)
    {
        var now = 0;
        var most = 0;
        foreach (var line in lines)
        {
            if (line == "INFO:main:Starting a new producer")
                most = Math.Max(most, ++now);
            else if (line == "INFO:main:at least one producer has exited")
                now--;
        }

        return most;
    }

    private static void ShouldHaveRisingPuids(List<string> lines)
    {
        var puids = lines.Select(line => Regex.Match(line, @"process for puid=(\d+)$")).Where(m => m.Success).Select(m => long.Parse(m.Groups[1].Value)).ToList();
        puids.Count.ShouldBe(5);
        puids.ShouldAllBe(puid => puid >= 1L << 32);
        puids.Distinct().Count().ShouldBe(5);
    }

    private static void ShouldHaveTable(List<string> lines)
    {
        var heading = lines.FindIndex(line => Regex.IsMatch(line, @"^\W*size\W+run 0\W+run 1\W+run 2\W+run 3\W+run 4\W*$"));
        heading.ShouldBeGreaterThan(lines.IndexOf("INFO:main:Done"));
        lines.Skip(heading).Count(line => Regex.IsMatch(line, @"^\W*\d+(\s+\W*\d+\.\d+){5}\W*$")).ShouldBe(13);
    }
}
