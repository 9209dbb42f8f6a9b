using FsCheck;
using FsCheck.Fluent;
using Muster.Client;
using Muster.Driver.Rendering;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Driver.Tests;

public class SeedLogTests
{
    private static readonly string[] Sizes = ["1", "2", "4", "8", "16", "32", "64", "128", "256", "512", "1024", "2048", "4096"];

    [Fact]
    public void One_run_reads_like_the_example_workflow()
    {
        var h = new Happenings();
        Render(
            h.Starting(0, 252),
            h.Placed(0, 63, 63, 63, 63),
            h.ParserStarted(0, 4294967302),
            h.Waiting(0),
            Happenings.Rows(0, false, ("1", "65.12")),
            Happenings.Rows(0, true, ("2", "62.65")),
            h.ParserEnded(0, 2),
            h.Completed(0, 2),
            h.SubmissionEnded()).ShouldBe(
        [
            "INFO:main:Starting consumer process",
            "INFO:consumer:reading from result_queue",
            "INFO:main:Starting a new producer",
            "INFO:producer 0:Starting producer (num_ranks=252)",
            "INFO:producer 0:Starting parse_results process for puid=4294967302",
            "INFO:producer 0:node 0 has 63 ranks, node 1 has 63 ranks, node 2 has 63 ranks, node 3 has 63 ranks",
            "INFO:producer 0:Waiting for group to finish",
            "INFO:parse_results 0:Parsing stdout from stdout connection",
            "INFO:consumer:{0: ('1', '65.12')}",
            "INFO:consumer:{0: ('2', '62.65')}",
            "INFO:parse_results 0:Done",
            "INFO:producer 0:Done",
            "INFO:main:at least one producer has exited",
            "INFO:main:Shutting down",
            "INFO:consumer:Done",
            "INFO:main:Done",
        ]);
    }

    [Fact]
    public void A_parser_is_done_only_after_its_last_row_was_shown()
    {
        var h = new Happenings();
        var lines = Render(h.Starting(0), h.ParserStarted(0, 1), h.Waiting(0), h.ParserEnded(0, 1), h.Completed(0, 1), Happenings.Rows(0, true, ("1", "2.0")));
        lines.IndexOf("INFO:consumer:{0: ('1', '2.0')}").ShouldBeLessThan(lines.IndexOf("INFO:parse_results 0:Done"));
        lines[^1].ShouldBe("INFO:main:at least one producer has exited");
    }

    [Fact]
    public void Rows_wait_until_their_parser_was_announced()
    {
        var h = new Happenings();
        var lines = Render(h.Starting(0), Happenings.Rows(0, false, ("1", "2.0")), h.ParserStarted(0, 1), h.Waiting(0));
        lines.IndexOf("INFO:parse_results 0:Parsing stdout from stdout connection").ShouldBeLessThan(lines.IndexOf("INFO:consumer:{0: ('1', '2.0')}"));
    }

    [Fact]
    public void A_failed_run_shows_its_reason_and_the_end_of_stderr()
    {
        var h = new Happenings();
        var lines = Render(h.Starting(0), h.ParserStarted(0, 1), h.Waiting(0), h.ParserEnded(0, 0, 0), h.Failed(0, "rank 1: exit code 3", 0, "out of memory"), h.SubmissionEnded());
        lines.ShouldContain("ERROR:producer 0:run 100 failed: rank 1: exit code 3");
        lines.ShouldContain("ERROR:producer 0:rank 1 stderr: out of memory");
        lines.ShouldNotContain("INFO:producer 0:Done");
        lines.ShouldContain("INFO:main:at least one producer has exited");
    }

    [Fact]
    public void A_run_that_could_not_start_ends_without_waiting_for_rows()
    {
        var h = new Happenings();
        Render(h.Starting(0), h.Failed(0, "node1 refused")).ShouldContain("ERROR:producer 0:run 100 failed: node1 refused");
    }

    [Fact]
    public void A_run_without_rows_says_so()
    {
        var h = new Happenings();
        Render(h.Starting(0), h.ParserStarted(0, 1), h.Waiting(0), h.ParserEnded(0, 0, 7)).ShouldContain("WARNING:parse_results 0:ended, 7 lines, 0 rows");
    }

    [Fact]
    public void A_run_whose_output_goes_to_files_alone_has_no_parser()
    {
        var h = new Happenings();
        Render(h.Starting(0), h.Placed(0, 2, 2), h.Waiting(0), h.Completed(0, 0, 0), h.SubmissionEnded()).Skip(3).ShouldBe(
        [
            "INFO:producer 0:Starting producer (num_ranks=4)",
            "INFO:producer 0:node 0 has 2 ranks, node 1 has 2 ranks",
            "INFO:producer 0:Waiting for group to finish",
            "INFO:producer 0:Done",
            "INFO:main:at least one producer has exited",
            "INFO:main:Shutting down",
            "INFO:consumer:Done",
            "INFO:main:Done",
        ]);
    }

    [Fact]
    public void Rows_that_a_store_lost_do_not_hold_up_the_end()
    {
        var h = new Happenings();
        var lines = Render(h.Starting(0), h.ParserStarted(0, 1), h.Waiting(0), h.ParserEnded(0, 9), h.Completed(0, 9), Happenings.Rows(0, true, ("1", "2.0")));
        lines.ShouldContain("INFO:producer 0:Done");
    }

    [Fact]
    public void A_run_that_is_tried_again_shows_the_rows_of_each_attempt_below_its_own_parser()
    {
        var h = new Happenings();
        var first = new[] { h.Starting(0), h.ParserStarted(0, 1), h.Waiting(0), Happenings.Rows(0, false, ("1", "2.0")), h.ParserEnded(0, 5), h.Superseded(0, 1, "node1 was lost") };
        h.Attempt = 2;
        var second = new[] { h.Starting(0), Happenings.Rows(0, 2, true, ("1", "3.0")), h.ParserStarted(0, 5), h.Waiting(0), h.ParserEnded(0, 1), h.Completed(0, 1), h.SubmissionEnded() };
        var lines = Render([.. first, .. second]);
        lines.ShouldContain("WARNING:producer 0:run 100 is tried again, attempt 1 failed: node1 was lost");
        lines.IndexOf("INFO:consumer:{0: ('1', '3.0')}").ShouldBeGreaterThan(lines.LastIndexOf("INFO:parse_results 0:Parsing stdout from stdout connection"));
        lines.Count(line => line == "INFO:main:at least one producer has exited").ShouldBe(2);
        lines[^1].ShouldBe("INFO:main:Done");
    }

    [Fact]
    public void Text_is_quoted_as_Python_does()
    {
        Dictionary("a'b").ShouldBe("{3: (\"a'b\",)}");
        Dictionary("a'\"b", "c\\d").ShouldBe("{3: ('a\\'\"b', 'c\\\\d')}");
        Dictionary("x\ty").ShouldBe("{3: ('x\\ty',)}");
    }

    /// <summary>Whatever way rows and events interleave, the partial order of the example workflow holds and nothing is lost.</summary>
    [Fact]
    public void Any_interleaving_keeps_the_partial_order()
    {
        var seeds = Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary();
        Prop.ForAll(seeds, seed =>
        {
            var lines = Render([.. Interleave(new Random(seed), runs: 5, concurrent: 2)]);
            SeedOrder.RowsOf(lines).Count.ShouldBe(65, $"seed {seed}");
            for (var n = 0; n < 5; n++)
                SeedOrder.ShouldHold(lines, n);
            lines[^1].ShouldBe("INFO:main:Done");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    /// <summary>Events in one legal order, each run's rows in theirs, merged at random.</summary>
    private static IEnumerable<Happening> Interleave(Random random, int runs, int concurrent)
    {
        var h = new Happenings();
        var events = new List<Happening>();
        var active = new List<(int Producer, Queue<Func<Happening>> Steps)>();
        var next = 0;
        while (next < runs || active.Count > 0)
        {
            if (next < runs && active.Count < concurrent)
            {
                var n = next++;
                active.Add((n, new Queue<Func<Happening>>([() => h.Starting(n), () => h.Placed(n, 2, 2), () => h.ParserStarted(n, 4294967296 + n), () => h.Waiting(n), () => h.ParserEnded(n, 13), () => h.Completed(n, 13)])));
                continue;
            }

            var run = active[random.Next(active.Count)];
            events.Add(run.Steps.Dequeue()());
            if (run.Steps.Count == 0)
                active.Remove(run);
        }

        events.Add(h.SubmissionEnded());
        var streams = new List<Queue<Happening>> { new(events) };
        for (var n = 0; n < runs; n++)
        {
            var pages = new Queue<Happening>();
            for (var i = 0; i < Sizes.Length;)
            {
                var take = Math.Min(random.Next(1, 4), Sizes.Length - i);
                pages.Enqueue(Happenings.Rows(n, i + take == Sizes.Length, [.. Sizes.Skip(i).Take(take).Select(size => (size, "1.5"))]));
                i += take;
            }

            streams.Add(pages);
        }

        while (streams.Count > 0)
        {
            var stream = streams[random.Next(streams.Count)];
            yield return stream.Dequeue();
            if (stream.Count == 0)
                streams.Remove(stream);
        }
    }

    private static List<string> Render(params Happening[] happenings)
    {
        var log = new SeedLog();
        return [.. SeedLog.Opening(), .. happenings.SelectMany(log.On)];
    }

    private static string Dictionary(params string[] values)
    {
        var row = new Row { Producer = 3 };
        row.Values.AddRange(values);
        return SeedLog.Dictionary(row);
    }
}
