using Muster.Actors.Workflow;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Store;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public partial class RunMachineTests
{
    private const long Second = 1_000_000;
    private readonly RunKey _key = new() { Run = 1, Attempt = 1 };
    private readonly List<RunEffect> _effects = [];
    private RunMachine _machine;
    private long _now = Second;

    public RunMachineTests()
    {
        _machine = Begin(new RunSpec { Program = "/bin/x" });
    }

    [Fact]
    public void A_healthy_run_tells_its_story_in_the_seeds_order()
    {
        RunToDraining();
        Stored(rows: 13, end: true);

        Told().ShouldBe([
            SubmissionEvent.EventOneofCase.ProducerStarting,
            SubmissionEvent.EventOneofCase.RanksPlaced,
            SubmissionEvent.EventOneofCase.ParserStarted,
            SubmissionEvent.EventOneofCase.GroupWaiting,
            SubmissionEvent.EventOneofCase.ParserEnded,
            SubmissionEvent.EventOneofCase.RunEnded,
        ]);
        _effects.OfType<RunEffect.Finish>().Single().ShouldBe(new RunEffect.Finish(RunState.Completed, ""));
        _machine.State.ShouldBe(RunState.Completed);
        _machine.Deadline.ShouldBeNull();
    }

    [Fact]
    public void It_asks_for_a_parser_once_the_result_actor_is_there_and_is_then_handed_over_once()
    {
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        Take().OfType<RunEffect.OpenParser>().Count().ShouldBe(1);
        _machine.On(new ParserOpened { Key = _key, Path = "p", Node = "node1" }, _now);
        Take().Single().ShouldBe(new RunEffect.Start());
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        _machine.On(new ParserOpened { Key = _key, Path = "other", Node = "node2" }, _now);
        Take().ShouldBeEmpty();
        _machine.Parser.ShouldBe("p");
    }

    [Fact]
    public void A_lost_producer_is_replaced_while_ranks_run_and_asked_for_until_one_answers()
    {
        RunToRunning();
        Take();
        _machine.ReplaceProducer("its host was lost", _now);
        Take().Single().ShouldBe(new RunEffect.Start());
        _now += 2 * Second;
        _machine.Tick(_now);
        Take().Single().ShouldBe(new RunEffect.Start());
        _machine.On(new RunTaken { Key = _key, Node = "node3" }, _now);
        _now += 60 * Second;
        _machine.Tick(_now);
        Take().ShouldBeEmpty();
        _machine.ProducerNode.ShouldBe("node3");
        _machine.State.ShouldBe(RunState.Running);
    }

    [Fact]
    public void Where_no_other_producer_answers_in_time_the_run_fails_by_the_lost_host()
    {
        RunToRunning();
        _machine.ReplaceProducer("its host was lost", _now);
        Take();
        for (var i = 0; i < 31; i++)
        {
            _now += Second;
            _machine.Tick(_now);
        }
        Take().OfType<RunEffect.Stop>().Single().Reason.ShouldContain("its host was lost, and no other producer answered");
    }

    [Fact]
    public void A_producer_lost_once_the_ranks_end_is_known_costs_nothing()
    {
        RunToDraining();
        Take();
        _machine.LoseProducer("its host was lost", _now, FailureClass.Host);
        _machine.ReplaceProducer("its host was lost", _now);
        Take().ShouldBeEmpty();
        Stored(rows: 3, end: true);
        _machine.State.ShouldBe(RunState.Completed);
    }

    [Fact]
    public void The_end_mark_may_come_before_the_ranks_end_and_after()
    {
        RunToRunning();
        Stored(rows: 5, end: true);
        _machine.Over.ShouldBeFalse();
        GroupEnded("");
        _machine.State.ShouldBe(RunState.Completed);
    }

    [Fact]
    public void A_rank_that_fails_makes_the_run_fail_with_its_reason_and_stderr()
    {
        RunToRunning();
        RankEnded(1, exitCode: 0, reason: "killed by SIGTERM", stopped: true);
        RankEnded(3, exitCode: 3, reason: "exit code 3", stderr: "boom");
        Stored(rows: 0, end: true);
        GroupEnded("rank 3 on node1: exit code 3");

        _machine.State.ShouldBe(RunState.Failed);
        var ended = Happened<RunEnded>(e => e.RunEnded);
        ended.Reason.ShouldBe("rank 3 on node1: exit code 3");
        ended.FirstFailure.Rank.ShouldBe(3);
        ended.FirstFailure.StderrTail.ShouldBe(["boom"]);
        _machine.RankReports().First().Rank.ShouldBe(3);
    }

    [Fact]
    public void A_cancelled_run_is_stopped_and_ends_as_cancelled_though_its_ranks_report_failure()
    {
        RunToRunning();
        _machine.Cancel("Ctrl-C", _now);
        Take().OfType<RunEffect.Stop>().Single().Reason.ShouldBe("Ctrl-C");
        _machine.State.ShouldBe(RunState.StoppingRanks);
        Stored(rows: 2, end: true);
        GroupEnded("rank 0 on node0: killed by SIGINT");

        _machine.State.ShouldBe(RunState.Cancelled);
        _machine.Reason.ShouldBe("Ctrl-C");
    }

    [Fact]
    public void Cancelled_before_anybody_took_it_it_is_cancelled_and_not_failed()
    {
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        _machine.On(new ParserOpened { Key = _key, Path = "p", Node = "node1" }, _now);
        _machine.Cancel("no", _now);
        _machine.LoseProducer("no", _now);
        (_machine.State, _machine.Reason).ShouldBe((RunState.Cancelled, "no"));
    }

    [Fact]
    public void Cancelled_before_the_hand_over_it_ends_at_once()
    {
        _machine.Cancel("no", _now);
        _machine.State.ShouldBe(RunState.Cancelled);
        Take().OfType<RunEffect.Stop>().ShouldBeEmpty();
    }

    [Fact]
    public void A_lost_node_with_the_head_rank_ends_the_run_without_its_end_mark()
    {
        RunToRunning();
        Stored(rows: 2, end: false);
        _machine.Fail("node node0 was lost", _now);
        Take().OfType<RunEffect.Stop>().Count().ShouldBe(1);
        GroupEnded("node node0 was lost", lost: "node0");

        _machine.State.ShouldBe(RunState.Failed);
        _machine.Reason.ShouldContain("node0");
        Happened<RunEnded>(e => e.RunEnded).Rows.ShouldBe(2);
    }

    [Fact]
    public void A_lost_node_without_the_head_rank_still_waits_for_the_end_mark()
    {
        RunToRunning();
        _machine.Fail("node node1 was lost", _now);
        GroupEnded("node node1 was lost", lost: "node1");
        _machine.Over.ShouldBeFalse();
        Stored(rows: 2, end: true);
        _machine.State.ShouldBe(RunState.Failed);
    }

    [Fact]
    public void A_start_that_takes_too_long_fails_and_says_what_was_missing()
    {
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        _now += 31 * Second;
        _machine.Tick(_now);
        _machine.State.ShouldBe(RunState.Failed);
        _machine.Reason.ShouldContain("no parser answered");
    }

    [Fact]
    public void Every_state_but_running_has_a_bound_and_each_bound_ends_the_run()
    {
        foreach (var depth in Enumerable.Range(0, 4))
        {
            _machine = Begin(new RunSpec());
            if (depth >= 1)
                HandOver();
            if (depth >= 2)
                RunToRunning();
            if (depth == 2)
                _machine.Cancel("stop", _now);
            if (depth == 3)
                GroupEnded("");
            for (var i = 0; i < 100 && !_machine.Over; i++)
            {
                _now = _machine.Deadline.ShouldNotBeNull($"depth {depth}, {_machine.State}");
                _machine.Tick(_now);
            }
            _machine.Over.ShouldBeTrue($"depth {depth}");
            _machine.Reason.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void A_run_over_its_time_limit_is_stopped_and_fails()
    {
        _machine = Begin(new RunSpec { TimeoutMs = 1500 });
        HandOver();
        RunToRunning();
        _machine.Deadline.ShouldBe(_now + 1_500_000);
        _now += 1_500_000;
        _machine.Tick(_now);
        Take().OfType<RunEffect.Stop>().Single().Reason.ShouldContain("1500 ms");
        GroupEnded("rank 0 on node0: killed by SIGINT");
        Stored(0, end: true);
        _machine.State.ShouldBe(RunState.Failed);
        _machine.Reason.ShouldContain("1500 ms");
    }

    [Fact]
    public void Rows_that_come_while_draining_push_its_bound_back()
    {
        RunToRunning();
        GroupEnded("");
        var first = _machine.Deadline!.Value;
        _now += Second;
        Stored(rows: 1, end: false);
        _machine.Deadline!.Value.ShouldBe(first + Second);
    }

    [Fact]
    public void Reports_of_another_attempt_change_nothing()
    {
        var other = new RunKey { Run = 1, Attempt = 2 };
        _machine.On(new ResultOpened { Key = other, Result = "r" }, _now);
        _machine.On(new GroupEnded { Key = other, Reason = "x" }, _now);
        _machine.Result.ShouldBeNull();
        _machine.State.ShouldBe(RunState.Starting);
    }

    [Fact]
    public void Ranks_told_in_several_messages_count_as_started_with_the_last()
    {
        HandOver();
        _machine.On(new GroupStarted { Key = _key, More = true }, _now);
        _machine.State.ShouldBe(RunState.Starting);
        _machine.On(new GroupStarted { Key = _key }, _now);
        _machine.State.ShouldBe(RunState.Running);
    }

    [Fact]
    public void A_failed_attempt_is_superseded_as_long_as_the_policy_has_retries()
    {
        Begin(new RunSpec { Retry = new RetryPolicy { Retries = 1, DelayMs = 500 } });
        RunToRunning();
        RankEnded(0, exitCode: 0, reason: "killed by SIGSEGV", stopped: false);
        Stored(3, end: true);
        GroupEnded("rank 0 on node0: killed by SIGSEGV");

        Take().OfType<RunEffect.Retry>().Single().Delay.ShouldBe(TimeSpan.FromMilliseconds(500));
        _effects.OfType<RunEffect.Finish>().ShouldBeEmpty();
        Told().ShouldContain(SubmissionEvent.EventOneofCase.AttemptSuperseded);
        Told().ShouldNotContain(SubmissionEvent.EventOneofCase.RunEnded);
        _machine.Over.ShouldBeTrue();
    }

    [Theory]
    [InlineData(1, FailureClass.Host, 100)]
    [InlineData(2, FailureClass.Host, 200)]
    [InlineData(3, FailureClass.Host, 400)]
    [InlineData(4, FailureClass.Host, -1)]
    [InlineData(1, FailureClass.Signal, -1)]
    public void The_delay_doubles_and_only_the_named_classes_are_tried_again(int attempt, FailureClass failure, int delay)
    {
        var policy = new RetryPolicy { Retries = 3, DelayMs = 100, On = { FailureClass.Host } };
        RetryRules.Next(policy, attempt, failure)?.TotalMilliseconds.ShouldBe(delay);
        (RetryRules.Next(policy, attempt, failure) is null).ShouldBe(delay < 0);
        RetryRules.Next(null, attempt, failure).ShouldBeNull();
    }

    [Fact]
    public void The_delay_ends_at_a_minute() =>
        RetryRules.Next(new RetryPolicy { Retries = 100, DelayMs = 1000 }, 90, FailureClass.Other).ShouldBe(TimeSpan.FromMinutes(1));

    [Fact]
    public void Retries_without_end_go_on() =>
        RetryRules.Next(new RetryPolicy { Retries = RetryRules.Always, DelayMs = 1000 }, 1_000_000, FailureClass.Other).ShouldBe(TimeSpan.FromMinutes(1));

    private static RunSpec ToFiles() => new() { Program = "/bin/x", Stdout = new StreamSpec { Target = StreamTarget.File, Path = "out-{rank}" } };

    private RunMachine Begin(RunSpec spec)
    {
        _effects.Clear();
        return _machine = new RunMachine(_key, 0, spec, Shares, 1L << 32, _now);
    }

    private static NodeShare[] Shares =>
    [
        new() { Node = "node0", RankHost = "h0", Ranks = { 0, 2 } },
        new() { Node = "node1", RankHost = "h1", Ranks = { 1, 3 } },
    ];

    private void HandOver()
    {
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        _machine.On(new ParserOpened { Key = _key, Path = "p", Node = "node1" }, _now);
        _machine.On(new RunTaken { Key = _key, Node = "node0" }, _now);
    }

    private void RunToRunning()
    {
        HandOver();
        var started = new GroupStarted { Key = _key };
        started.Nodes.Add(new RanksStarted { Key = _key, Node = "node0", Ranks = { new StartedRank { Rank = 0, Pid = 10 }, new StartedRank { Rank = 2, Pid = 12 } } });
        started.Nodes.Add(new RanksStarted { Key = _key, Node = "node1", Ranks = { new StartedRank { Rank = 1, Pid = 11 }, new StartedRank { Rank = 3, Pid = 13 } } });
        _machine.On(started, _now);
    }

    private void RunToDraining()
    {
        RunToRunning();
        for (var rank = 0; rank < 4; rank++)
            RankEnded(rank, 0, "");
        GroupEnded("");
        _machine.State.ShouldBe(RunState.Draining);
    }

    private void RankEnded(int rank, int exitCode, string reason, bool stopped = false, params string[] stderr)
    {
        var ended = new RankEnded { Key = _key, Node = rank % 2 == 0 ? "node0" : "node1", Rank = rank, ExitCode = exitCode, Reason = reason, StoppedByUs = stopped };
        ended.StderrTail.Add(stderr);
        _machine.On(new GroupRankEnded { Ended = ended });
    }

    private void RankEnded(int rank, int exitCode, string reason, string stderr) => RankEnded(rank, exitCode, reason, false, stderr);

    private void GroupEnded(string reason, string? lost = null)
    {
        var ended = new GroupEnded { Key = _key, Reason = reason };
        if (lost is not null)
            ended.LostNodes.Add(lost);
        _machine.On(ended, _now);
    }

    private void Stored(long rows, bool end) => _machine.On(new RowsStored { Key = _key, Rows = rows, Lines = rows, End = end }, _now);

    private IReadOnlyList<RunEffect> Take()
    {
        var taken = _machine.TakeEffects();
        _effects.AddRange(taken);
        return taken;
    }

    private List<SubmissionEvent.EventOneofCase> Told()
    {
        Take();
        return _effects.OfType<RunEffect.Tell>().Select(t => t.Happened.EventCase).ToList();
    }

    private T Happened<T>(Func<SubmissionEvent, T?> pick)
        where T : class
    {
        Take();
        return _effects.OfType<RunEffect.Tell>().Select(t => pick(t.Happened)).Last(e => e is not null)!;
    }
}
