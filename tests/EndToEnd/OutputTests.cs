using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Muster.EndToEnd.Tests;

/// <summary>Where what ranks print goes, and where what they read comes from.</summary>
[Trait("Category", "EndToEnd")]
[Collection(nameof(SmallCluster))]
public sealed class OutputTests(SmallCluster cluster)
{
    private string Here => cluster.Scene.Here;

    private Running Run(params string[] arguments) => cluster.Scene.Muster(["run", "--run-dir", cluster.Scene.RunDir, "--oversubscribe", .. arguments]);

    private Running Muster(params string[] arguments) => cluster.Scene.Muster([.. arguments, "--run-dir", cluster.Scene.RunDir]);

    [Fact]
    public async Task Every_rank_is_printed_with_its_number_and_the_head_rank_reads_what_this_command_is_fed()
    {
        var run = Run("--runs", "1", "--ranks", "3", "--stdout", "all", "--label", "--stdin", "-", "--", "sh", "-c", "sed \"s/^/rank $MUSTER_RANK read /\"; printf 'rank %s ends' $MUSTER_RANK");
        await run.FeedAsync("one\nzwölf\nno newline");
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        run.Out.Where(line => line.StartsWith("0: ", StringComparison.Ordinal)).ShouldBe(["0: rank 0 read one", "0: rank 0 read zwölf", "0: rank 0 read no newlinerank 0 ends"], run.Everything);
        run.Out.Where(line => line.StartsWith("1: ", StringComparison.Ordinal)).ShouldBe(["1: rank 1 ends"], run.Everything);
        run.Out.Where(line => line.StartsWith("2: ", StringComparison.Ordinal)).ShouldBe(["2: rank 2 ends"], run.Everything);
    }

    [Fact]
    public async Task A_large_input_reaches_the_head_rank_whole()
    {
        const int lines = 100_000;
        var run = Run("--runs", "1", "--ranks", "2", "--stdout", "all", "--stdin", "-", "--", "wc", "-l");
        await run.FeedAsync(string.Join('\n', Enumerable.Range(0, lines).Select(i => $"line {i}")) + "\n");
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        run.Out.ShouldContain($"{lines}");
        run.Out.ShouldContain("0");
    }

    [Fact]
    public async Task Outputs_go_to_files_named_by_run_and_rank()
    {
        var run = Run(
            "--runs", "2", "--ranks", "2", "--output", "json", "--stdout", "out-{run}-{rank}.txt", "--stderr", "err-{run}-{attempt}-{rank}.txt", "--",
            "sh", "-c", "printf 'run %s rank %s\\n\\377' $MUSTER_RUN $MUSTER_RANK; echo complaint $MUSTER_RANK >&2");
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        var numbers = JsonNode.Parse(string.Join('\n', run.Out))!["runs"]!.AsArray().Select(r => (long)r!["run"]!).ToList();
        numbers.Count.ShouldBe(2);
        foreach (var number in numbers)
            for (var rank = 0; rank < 2; rank++)
            {
                (await File.ReadAllBytesAsync(Path.Combine(Here, $"out-{number}-{rank}.txt"))).ShouldBe([.. System.Text.Encoding.ASCII.GetBytes($"run {number} rank {rank}\n"), 0xff]);
                (await File.ReadAllTextAsync(Path.Combine(Here, $"err-{number}-1-{rank}.txt"))).ShouldBe($"complaint {rank}\n");
            }
    }

    [Fact]
    public async Task Several_programs_make_one_group_and_the_first_one_is_its_head()
    {
        var run = Run("--runs", "1", "--ranks", "1", "--stdout", "all", "--label", "--", "sh", "-c", "echo head $MUSTER_RANK of $MUSTER_RANKS", ":", "-n", "2", "sh", "-c", "echo further $MUSTER_RANK of $MUSTER_RANKS");
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        run.Out.Where(line => line.Contains(" of 3", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList().ShouldBe(["0: head 0 of 3", "1: further 1 of 3", "2: further 2 of 3"], run.Everything);
    }

    [Fact]
    public async Task Templates_from_a_file_are_one_group_with_streams_environments_and_directories_of_their_own()
    {
        File.WriteAllText(Path.Combine(Here, "in-1.txt"), "one\n");
        File.WriteAllText(Path.Combine(Here, "in-2.txt"), "two\n");
        Directory.CreateDirectory(Path.Combine(Here, "inner"));
        File.WriteAllText(Path.Combine(Here, "job.conf"), """
            templates = [
              { program = sh, args = [-c, "read fed; echo 1 2.5; echo head $MUSTER_RANK of $MUSTER_RANKS has $WORD and reads $fed"], stdin = pipe, stdout = pipe, env { WORD = "{size}" } }
              { program = sh, args = [-c, "read fed; echo $WORD $PWD $fed; echo complaint $MUSTER_RANK >&2"], count = 2, cwd = inner, env { WORD = "further" }
                stdin = "in-{rank}.txt", stdout = "out-{rank}.txt", stderr = pipe }
              { program = sh, args = [-c, "echo nobody reads this"], stdout = null }
            ]
            """);
        var run = Run("--templates", "job.conf", "--sweep", "size=7", "--label");
        await run.FeedAsync("fed\n");
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        run.Out.ShouldContain("0: head 0 of 4 has 7 and reads fed", run.Everything);
        foreach (var (rank, word) in new[] { (1, "one"), (2, "two") })
        {
            run.Everything.ShouldContain($"{rank}: complaint {rank}");
            (await File.ReadAllTextAsync(Path.Combine(Here, $"out-{rank}.txt"))).ShouldBe($"further {Path.Combine(Here, "inner")} {word}\n");
        }
        run.Everything.ShouldNotContain("nobody reads this");
        run.Everything.ShouldContain("{0: ('1', '2.5')}", customMessage: "the head rank's output is parsed");

        File.WriteAllText(Path.Combine(Here, "wrong.json"), "[\n  { \"program\": \"sh\", \"cuont\": 2 }\n]");
        var wrong = Run("--templates", "wrong.json");
        (await wrong.EndedAsync()).ShouldBe(2, wrong.Everything);
        wrong.Everything.ShouldContain("wrong.json line 2 column 22: 'cuont' is nothing that a template has");
    }

    [Fact]
    public async Task A_signal_reaches_every_rank_of_a_run_that_runs_and_none_of_one_that_is_over()
    {
        const int ranks = 2;
        var run = Run(
            "--runs", "1", "--ranks", $"{ranks}", "--stdout", "all", "--label", "--parse", "(.+)", "--",
            "sh", "-c", "trap 'echo rank $MUSTER_RANK is told; exit 0' USR1; echo rank $MUSTER_RANK waits; while :; do sleep 0.1; done");
        for (var rank = 0; rank < ranks; rank++)
            await run.PrintedAsync($"{rank}: rank {rank} waits");
        var list = Muster("runs", "--max", "1", "--output", "json");
        (await list.EndedAsync()).ShouldBe(0, list.Everything);
        var number = (long)JsonNode.Parse(string.Join('\n', list.Out))!["runs"]![0]!["run"]!;

        var nonsense = Muster("signal", $"{number}", "USR3");
        (await nonsense.EndedAsync()).ShouldBe(2, nonsense.Everything);
        nonsense.Everything.ShouldContain("'USR3' is no signal");
        var signal = Muster("signal", $"{number}", "SIGUSR1");
        (await signal.EndedAsync()).ShouldBe(0, signal.Everything);
        signal.Everything.ShouldContain($"is sent to {ranks} ranks of run {number}");
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        for (var rank = 0; rank < ranks; rank++)
            run.Out.ShouldContain($"{rank}: rank {rank} is told");

        var late = Muster("signal", $"{number}", "USR1");
        (await late.EndedAsync()).ShouldBe(2, late.Everything);
        late.Everything.ShouldContain($"Run {number} does not run now");
    }
}
