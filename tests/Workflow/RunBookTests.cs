using Muster.Actors.Workflow;
using Muster.Messages.Ranks;
using Muster.Messages.Store;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public class RunBookTests
{
    private readonly RunBook _book = new();

    [Fact]
    public void At_most_K_are_active_and_the_next_starts_when_one_ends()
    {
        var submission = Submit("a", count: 5, concurrent: 2);
        Start().ShouldBe([1L, 2]);
        Start().ShouldBeEmpty();

        End(submission, 2);
        Start().ShouldBe([3L]);
        End(submission, 1);
        End(submission, 3);
        Start().ShouldBe([4L, 5]);
        submission.Over.ShouldBeFalse();
        End(submission, 4);
        End(submission, 5);

        submission.Over.ShouldBeTrue();
        submission.Completed.ShouldBe(5);
        ShowAll();
        submission.Events.Complete.ShouldBeTrue();
        submission.Events.Read(1, 0).Events.Single().SubmissionEnded.Completed.ShouldBe(5);
    }

    [Fact]
    public void Never_more_than_K_at_once_and_each_run_starts_once_however_they_end()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var submission = Submit("a", count: 200, concurrent: 7);
        var active = new List<long>();
        var started = new List<long>();
        while (!submission.Over)
        {
            var fresh = Start();
            active.AddRange(fresh);
            started.AddRange(fresh);
            active.Count.ShouldBeLessThanOrEqualTo(7, $"seed {seed}");
            var ends = active[random.Next(active.Count)];
            active.Remove(ends);
            submission.Ended(ends, random.Next(2) == 0 ? RunState.Completed : RunState.Failed, "", null, 0);
        }
        started.ShouldBe(Enumerable.Range(1, 200).Select(i => (long)i), $"seed {seed}");
    }

    [Fact]
    public void Runs_that_wait_take_no_memory_each()
    {
        var few = AllocatedBy("few", count: 10);
        // Bytes, not time: each run waiting as an entry of its own would take megabytes.
        AllocatedBy("many", count: SubmissionRules.MaxRuns / 2).ShouldBeLessThan(few + (64 * 1024));

        long AllocatedBy(string id, int count)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var submission = Submit(id, count, concurrent: 2);
            Start().Count.ShouldBe(2);
            submission.Cancel(0).ShouldBeTrue();
            submission.Cancelled.ShouldBe(count - 2);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Submissions_run_side_by_side_and_runs_are_found_by_number()
    {
        var a = Submit("a", count: 3, concurrent: 1);
        var b = Submit("b", count: 2, concurrent: 2);
        Start().ShouldBe([1L, 4, 5]);

        _book.FindByRun(3).ShouldBe(a);
        _book.FindByRun(4).ShouldBe(b);
        _book.FindByRun(6).ShouldBeNull();
        _book.FindByRun(0).ShouldBeNull();
        b.ProducerOf(5).ShouldBe(1);
    }

    [Fact]
    public void After_a_cancel_nothing_starts_and_it_is_over_when_the_last_active_run_is()
    {
        var submission = Submit("a", count: 10, concurrent: 2);
        Start();
        submission.Cancel(0).ShouldBeTrue();
        submission.Cancel(0).ShouldBeFalse();
        submission.Cancelled.ShouldBe(8);
        submission.Ended(1, RunState.Cancelled, "", null, 0);
        Start().ShouldBeEmpty();
        submission.Over.ShouldBeFalse();
        submission.Ended(2, RunState.Completed, "", null, 0);

        submission.Over.ShouldBeTrue();
        ShowAll();
        var ended = submission.Events.Read(1, 0).Events.Single().SubmissionEnded;
        (ended.Completed, ended.Failed, ended.Cancelled).ShouldBe((1, 0, 9));
        submission.Summary(7).State.ShouldBe(RunState.Cancelled);
    }

    [Fact]
    public void A_run_that_ended_does_not_end_again()
    {
        var submission = Submit("a", count: 2, concurrent: 1);
        Start();
        End(submission, 1);
        End(submission, 1);
        submission.Completed.ShouldBe(1);
        submission.Active.ShouldBe(0);
    }

    [Theory]
    [InlineData(0, 1, RefusalCode.BadRequest)]
    [InlineData(1_000_000, 1, RefusalCode.BadRequest)]
    [InlineData(1, 0, RefusalCode.BadRequest)]
    public void Counts_out_of_range_are_refused(int count, int concurrent, RefusalCode code) =>
        SubmissionRules.FindFault(new RunSpec { Program = "x" }, count, concurrent)!.Value.Code.ShouldBe(code);

    [Fact]
    public void A_bad_id_bad_ranks_and_a_bad_expression_are_refused_in_words()
    {
        SubmissionRules.FindFault(new SubmitRuns { Submission = "a b", Spec = new RunSpec { Program = "x" }, Count = 1, Concurrent = 1 })!.Value.Reason.ShouldContain("a b");
        SubmissionRules.FindFault(new RunSpec { Program = "x", Ranks = -1 }, 1, 1)!.Value.Reason.ShouldContain("-1 ranks");
        SubmissionRules.FindFault(new RunSpec { Program = "x", Parse = "(" }, 1, 1)!.Value.Code.ShouldBe(RefusalCode.BadRegex);
        SubmissionRules.FindFault(new RunSpec(), 1, 1)!.Value.Reason.ShouldContain("No program");
        SubmissionRules.FindFault(new RunSpec { Program = "x" }, 1, 1).ShouldBeNull();
    }

    [Fact]
    public void Without_a_number_of_ranks_each_concurrent_run_gets_an_equal_share()
    {
        SubmissionRules.RanksOf(new RunSpec(), count: 5, concurrent: 2, slots: 8).ShouldBe(4);
        SubmissionRules.RanksOf(new RunSpec(), count: 1, concurrent: 2, slots: 8).ShouldBe(8);
        SubmissionRules.RanksOf(new RunSpec(), count: 5, concurrent: 20, slots: 4).ShouldBe(1);
        SubmissionRules.RanksOf(new RunSpec { Ranks = 3 }, count: 5, concurrent: 2, slots: 8).ShouldBe(3);
    }

    [Fact]
    public void What_a_coordinator_left_is_gone_on_with_by_the_next_one()
    {
        var submission = Submit("a", count: 6, concurrent: 3);
        submission.RestoreStart(new RunKey { Run = 1, Attempt = 1 }, 0);
        submission.RestoreStart(new RunKey { Run = 3, Attempt = 2 }, 0);
        submission.RestoreEnd(new EndRecord { Summary = new RunSummary { Run = 1, State = RunState.Completed } });
        submission.Recover();

        submission.BegunNotOver.Select(s => (s.Run, s.Attempt)).ShouldBe([(3L, 2)]);
        submission.Unfinished.ShouldBe(5);
        // Run 2 was passed over while it stood in line: it comes first.
        Start().ShouldBe([2L, 4]);
        foreach (var run in new[] { 2L, 3, 4 })
            End(submission, run);
        Start().ShouldBe([5L, 6]);
    }

    [Fact]
    public void An_interrupted_submission_starts_nothing_until_it_is_resumed()
    {
        var submission = Submit("a", count: 2, concurrent: 1);
        submission.RestoreStart(new RunKey { Run = 1, Attempt = 1 }, 0);
        submission.Recover();
        submission.Interrupted = true;
        Start().ShouldBeEmpty();
        submission.Events.Read(1, 0).Complete.ShouldBeTrue("nobody waits for what does not come");
        submission.Summary(1).Reason.ShouldContain("muster resume");
        submission.Interrupted = false;
        End(submission, 1);
        Start().ShouldBe([2L]);
    }

    [Fact]
    public void The_number_of_an_attempt_that_was_seen_is_not_used_again()
    {
        var submission = Submit("a", count: 1, concurrent: 1);
        submission.SkipAttempt(new RunKey { Run = 1, Attempt = 1 });
        Start().ShouldBe([1L]);
        submission.Begun(1)!.Attempt.ShouldBe(1);
    }

    private void ShowAll()
    {
        foreach (var submission in _book.TakeWithNews())
            submission.Events.Show(submission.Events.TakeUnsaved()[^1].Number);
    }

    private Submission Submit(string id, int count, int concurrent) =>
        _book.Add(new SubmitRuns { Submission = id, Count = count, Concurrent = concurrent, Spec = new RunSpec { Program = "x" } }, 4, 0);

    private List<long> Start() => _book.TakeStartable().Select(s => s.Run).ToList();

    private static void End(Submission submission, long run) => submission.Ended(run, RunState.Completed, "", null, 0);
}
