using Muster.Driver.Rendering;
using Muster.Driver.Running;
using Shouldly;
using Xunit;

namespace Muster.Driver.Tests;

public class OutcomeTests
{
    [Theory]
    [InlineData(0, 65, ExitCode.Done)]
    [InlineData(0, 0, ExitCode.NothingParsed)]
    [InlineData(1, 65, ExitCode.RunFailed)]
    [InlineData(1, 0, ExitCode.RunFailed)]
    public void The_exit_code_tells_failure_before_emptiness(int failed, long rows, int code) => ExitCode.OfRuns(failed, rows).ShouldBe(code);

    [Fact]
    public void An_outcome_counts_failures_and_rows()
    {
        var h = new Happenings();
        var outcome = new EnsembleOutcome();
        foreach (var happening in new[] { h.Starting(0), Happenings.Rows(0, true, ("1", "2.0")), h.Completed(0, 1), h.Starting(1), h.Failed(1, "killed by SIGKILL") })
            outcome.On(happening);
        outcome.Failed.ShouldBe(1);
        outcome.Rows.ShouldBe(1);
        outcome.ExitCode.ShouldBe(ExitCode.RunFailed);
        outcome.Standing(5).ShouldBe("2 of 5 runs ended, 1 rows");
    }

    [Fact]
    public void Only_the_rows_of_the_last_attempt_count()
    {
        var h = new Happenings();
        var outcome = new EnsembleOutcome();
        foreach (var happening in new[] { h.Starting(0), Happenings.Rows(0, false, ("1", "2.0")), h.Superseded(0, 1, "lost"), Happenings.Rows(0, 2, true, ("1", "3.0")), h.Completed(0, 1) })
            outcome.On(happening);
        outcome.Runs.Single().Rows.Single().ShouldBe(["1", "3.0"]);
        outcome.Rows.ShouldBe(1);
    }

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("90", 90)]
    [InlineData("90s", 90)]
    [InlineData("1.5m", 90)]
    [InlineData("2h", 7200)]
    public void Times_are_read_with_their_unit(string text, double seconds) =>
        Verbs.CommonOptions.ParseDuration(text).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-3s")]
    [InlineData("soon")]
    [InlineData("99999999h")]
    public void Other_words_are_no_time(string text) => Verbs.CommonOptions.ParseDuration(text).ShouldBeNull();

    [Fact]
    public void Latency_is_tabled_by_size_and_run_with_sizes_ascending()
    {
        var table = TableOf(
            Happenings.Rows(0, false, ("1", "65.12"), ("2", "62.65"), ("16", "77.03")),
            Happenings.Rows(1, false, ("1", "63.97"), ("4", "74.10")));
        table.Columns.ShouldBe(["size", "run 0", "run 1"]);
        table.Lines.Select(line => string.Join(' ', line)).ShouldBe(["1 65.12 63.97", "2 62.65 -", "4 - 74.10", "16 77.03 -"]);
    }

    [Fact]
    public void Many_runs_are_tabled_by_their_spread()
    {
        var table = TableOf([.. Enumerable.Range(0, 20).Select(n => Happenings.Rows(n, false, ("8", $"{n}.0")))]);
        table.Columns.ShouldBe(["size", "runs", "least", "median", "greatest"]);
        table.Lines.Single().ShouldBe(["8", "20", "0.00", "10.00", "19.00"]);
    }

    [Fact]
    public void A_table_outside_a_terminal_has_no_escape_sequences_and_no_wrapping()
    {
        var text = new StringWriter();
        TableOf([.. Enumerable.Range(0, 12).Select(n => Happenings.Rows(n, false, ("8", "123456789.0")))]).Draw(new Terminal(text, text, interactive: false).Ansi);
        text.ToString().ShouldNotContain("\u001b");
        text.ToString().Split('\n').Count(line => line.Contains("123456789.0")).ShouldBe(1);
    }

    [Theory]
    [InlineData("libmpich.so.12", "libmpich12")]
    [InlineData("libmpi.so.40", "libopenmpi3")]
    [InlineData("libhdf5.so.103", "LD_LIBRARY_PATH")]
    public void A_missing_library_is_named_with_what_helps(string library, string help)
    {
        var rank = new Messages.Workflow.RankReport
        {
            Node = "node7", StderrTail = { "./prog: error while loading shared libraries: " + library + ": cannot open shared object file: No such file or directory" },
        };
        MissingLibrary.HintOf(rank)!.ShouldContain(help);
        MissingLibrary.HintOf(rank)!.ShouldContain("node7");
        MissingLibrary.HintOf(new Messages.Workflow.RankReport { StderrTail = { "Segmentation fault" } }).ShouldBeNull();
    }

    private static TextTable TableOf(params Client.Happening[] happenings)
    {
        var outcome = new EnsembleOutcome();
        foreach (var happening in happenings)
            outcome.On(happening);
        return RowTable.Of(outcome.Runs);
    }
}
