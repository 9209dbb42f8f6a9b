using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Muster.EndToEnd.Tests;

/// <summary>Many different runs, and what is done with them afterwards.</summary>
[Trait("Category", "EndToEnd")]
[Collection(nameof(SmallCluster))]
public sealed class EnsembleTests(SmallCluster cluster)
{
    private Running Muster(params string[] arguments) => cluster.Scene.Muster([arguments[0], .. arguments.Skip(1).TakeWhile(a => a != "--"), "--run-dir", cluster.Scene.RunDir, .. arguments.SkipWhile(a => a != "--")]);

    [Fact]
    public async Task A_sweep_runs_each_combination_and_exports_rows_with_their_parameters()
    {
        var run = Muster(
            "run", "--ranks", "1", "--oversubscribe", "--concurrent", "3", "--sweep", "x=1,2,4", "--sweep", "y=a,b", "--env", "Y={y}", "--parse", "(?<size>\\S+) (?<mode>\\S+)", "--output", "json",
            "--", "sh", "-c", "echo {x} $Y");
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        var runs = JsonNode.Parse(string.Join('\n', run.Out))!["runs"]!.AsArray();
        var numbers = runs.Select(r => (long)r!["run"]!).ToList();
        numbers.Count.ShouldBe(6);

        var seen = new List<string>();
        foreach (var number in numbers)
        {
            var export = Muster("export", $"{number}", "--csv");
            (await export.EndedAsync()).ShouldBe(0, export.Everything);
            export.Out[0].ShouldBe("run,producer,attempt,row,x,y,size,mode");
            var cells = export.Out[1].Split(',');
            (cells[4], cells[5]).ShouldBe((cells[6], cells[7]), "what was asked for is what was run");
            seen.Add(cells[4] + cells[5]);
        }

        seen.Order().ShouldBe(["1a", "1b", "2a", "2b", "4a", "4b"]);
    }

    [Fact]
    public async Task A_file_makes_a_run_of_each_record_and_lines_may_be_JSON()
    {
        await File.WriteAllTextAsync(Path.Combine(cluster.Scene.Here, "cases.csv"), "name,text\nfirst,\"a, b\"\nsecond,c\n");
        var run = Muster(
            "run", "--ranks", "1", "--oversubscribe", "--each", "cases.csv", "--parse-json", "all", "--header", "^# (\\w+)=(.*)", "--", "sh", "-c", "echo '# Version=7'; echo '{\"name\":\"{name}\",\"text\":\"{text}\"}'; echo noise");
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        var runs = Muster("runs", "--max", "2", "--output", "json");
        (await runs.EndedAsync()).ShouldBe(0, runs.Everything);
        var newest = JsonNode.Parse(string.Join('\n', runs.Out))!["runs"]!.AsArray();
        ((string)newest[1]!["parameters"]!["text"]!).ShouldBe("a, b");
        ((string)newest[1]!["parameters"]!["Version"]!).ShouldBe("7");
        var export = Muster("export", $"{newest[1]!["run"]}", "--ndjson");
        (await export.EndedAsync()).ShouldBe(0, export.Everything);
        ((string)JsonNode.Parse(export.Out.Single())!["values"]!["text"]!).ShouldBe("a, b");
    }

    [Fact]
    public async Task When_too_many_runs_have_failed_the_rest_is_cancelled()
    {
        var run = Muster("run", "--ranks", "1", "--oversubscribe", "--concurrent", "1", "--runs", "20", "--max-fails", "2", "--output", "json", "--", "false");
        (await run.EndedAsync()).ShouldBe(1, run.Everything);
        var runs = JsonNode.Parse(string.Join('\n', run.Out))!["runs"]!.AsArray();
        runs.Count(r => (string)r!["state"]! == "failed").ShouldBe(3);
    }

    [Fact]
    public async Task Runs_are_cancelled_by_number_and_waiting_ones_never_start()
    {
        var run = Muster("run", "--ranks", "1", "--oversubscribe", "--concurrent", "1", "--runs", "3", "--parse", "(.+)", "--", "sh", "-c", "echo begun; exec sleep 1000");
        await run.PrintedAsync("INFO:consumer:{0: ('begun',)}");
        var list = Muster("runs", "--max", "3", "--output", "json");
        (await list.EndedAsync()).ShouldBe(0, list.Everything);
        var numbers = JsonNode.Parse(string.Join('\n', list.Out))!["runs"]!.AsArray().Select(r => (long)r!["run"]!).Order().ToList();
        var cancel = Muster(["cancel", .. numbers.Select(n => $"{n}").Reverse()]);
        (await cancel.EndedAsync()).ShouldBe(0, cancel.Everything);
        (await run.EndedAsync()).ShouldBe(1, run.Everything);
        run.Out.Count(line => line == "INFO:main:Starting a new producer").ShouldBe(1, run.Everything);
    }

    [Fact]
    public async Task A_run_is_drawn_and_its_story_told()
    {
        var run = Muster("run", "--runs", "1", "--ranks", "1", "--oversubscribe", "--output", "json", "--", "sh", "-c", "for i in 1 10 100 1000; do echo $i $i.5; done");
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        var number = (long)JsonNode.Parse(string.Join('\n', run.Out))!["runs"]![0]!["run"]!;
        var plot = Muster("plot", $"{number}");
        (await plot.EndedAsync()).ShouldBe(0, plot.Everything);
        plot.Out.Sum(line => line.Count(c => c == '●')).ShouldBe(4, plot.Everything);
        var show = Muster("show", $"{number}");
        (await show.EndedAsync()).ShouldBe(0, show.Everything);
        show.Everything.ShouldContain("4 lines, ");
        show.Everything.ShouldContain("none dropped");
    }
}
