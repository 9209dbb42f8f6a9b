using Muster.Actors.Workflow;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Store;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

// Runs that are handed over before anybody stores their rows.
public partial class RunMachineTests
{
    [Fact]
    public void A_late_run_is_handed_over_at_once_and_ends_without_a_place_for_rows_when_nothing_was_printed()
    {
        RunLate();
        _effects.OfType<RunEffect.OpenResult>().ShouldBeEmpty();
        EndLate(silent: true);
        _machine.State.ShouldBe(RunState.Completed);
        _effects.OfType<RunEffect.OpenResult>().ShouldBeEmpty();
        Told().ShouldBe([
            SubmissionEvent.EventOneofCase.ProducerStarting,
            SubmissionEvent.EventOneofCase.RanksPlaced,
            SubmissionEvent.EventOneofCase.ParserStarted,
            SubmissionEvent.EventOneofCase.GroupWaiting,
            SubmissionEvent.EventOneofCase.ParserEnded,
            SubmissionEvent.EventOneofCase.RunEnded,
        ]);
    }

    [Fact]
    public void Its_first_line_finds_a_place_for_rows_once_and_then_a_parser()
    {
        RunLate();
        _machine.On(new StreamWanted { Key = _key }, _now);
        _machine.On(new StreamWanted { Key = _key }, _now);
        Take().Single().ShouldBe(new RunEffect.OpenResult());
        OpenLate();
        EndLate(silent: false);
        _machine.State.ShouldBe(RunState.Draining);
        Stored(rows: 2, end: true);
        _machine.State.ShouldBe(RunState.Completed);
        _machine.ToReport().Moments.ShouldBeEmpty("nothing was lost on the way");
    }

    [Fact]
    public void Lines_that_nobody_heard_of_are_asked_for_at_the_end()
    {
        RunLate();
        EndLate(silent: false);
        _effects.OfType<RunEffect.OpenResult>().Count().ShouldBe(1);
        OpenLate();
        Stored(rows: 1, end: true);
        _machine.State.ShouldBe(RunState.Completed);
    }

    [Fact]
    public void A_late_run_that_was_adopted_ends_when_nothing_was_printed_though_a_parser_was_found_for_it()
    {
        _machine = RunMachine.Recover(new AttemptRecord { Key = _key, PuidBase = 1L << 32, Shares = { Shares } }, 0, new RunSpec { Program = "/bin/x" }, [], _now, _now);
        _machine.Adopt(new RunHeld { Key = _key, Node = "node0" }, _now);
        Take().OfType<RunEffect.OpenResult>().Count().ShouldBe(1);
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        Take().Single().ShouldBe(new RunEffect.OpenParser(), "none is known");
        _machine.On(new GroupStarted { Key = _key }, _now);
        EndLate(silent: true);
        _machine.State.ShouldBe(RunState.Completed);
    }

    [Fact]
    public void A_late_run_whose_head_ranks_node_is_lost_fails_and_its_tail_is_unknown()
    {
        RunLate();
        GroupEnded("node0 was lost", lost: "node0");
        _machine.State.ShouldBe(RunState.Failed);
        _machine.ToReport().Accounts.Single().DropReason.ShouldContain("the tail is unknown");
    }

    [Fact]
    public void Who_still_asks_for_a_parser_is_told_again_but_not_for_every_batch()
    {
        RunLate();
        _machine.On(new StreamWanted { Key = _key }, _now);
        Take();
        OpenLate();
        _machine.On(new StreamWanted { Key = _key }, _now += Second / 2);
        Take().ShouldBeEmpty("it was told a moment ago");
        _machine.On(new StreamWanted { Key = _key }, _now += Second / 2);
        Take().Single().ShouldBe(new RunEffect.UseParser(First: true));
        _machine.On(new StreamWanted { Key = _key }, _now);
        Take().ShouldBeEmpty();
        _machine.On(new StreamWanted { Key = new RunKey { Run = 1, Attempt = 2 } }, _now += 2 * Second);
        Take().ShouldBeEmpty("another attempt's ranks ask");
    }

    [Fact]
    public void When_nobody_answers_to_its_first_line_it_is_stopped_after_a_while_and_fails()
    {
        RunLate();
        _machine.On(new StreamWanted { Key = _key }, _now);
        Take();
        Ticks(29);
        Take().ShouldAllBe(e => e is RunEffect.OpenResult);
        Ticks(3);
        Take().OfType<RunEffect.Stop>().Single().Reason.ShouldBe("The head rank has written something. No host took its rows within 30 s.");

        RunLate();
        _machine.On(new StreamWanted { Key = _key }, _now);
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        Take();
        Ticks(29);
        Take().ShouldAllBe(e => e is RunEffect.OpenParser);
        Ticks(3);
        Take().OfType<RunEffect.Stop>().Single().Reason.ShouldBe("The head rank has written something. No parser answered within 30 s.");
        EndLate(silent: false);
        _machine.State.ShouldBe(RunState.Failed, "what was printed has no place: nothing more is waited for");
    }

    [Fact]
    public void A_full_store_at_its_first_line_is_waited_for_and_the_time_for_a_parser_begins_after_it()
    {
        RunLate();
        _machine.On(new StreamWanted { Key = _key }, _now);
        for (var i = 0; i < 100; i++)
        {
            _machine.WaitForStore("no space left", _now += 10 * Second);
            _machine.Tick(_now);
        }
        _machine.State.ShouldBe(RunState.Running);
        Take();
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        Take().Single().ShouldBe(new RunEffect.OpenParser());
        Ticks(3);
        Take().ShouldAllBe(e => e is RunEffect.OpenParser);
        _machine.On(new ParserOpened { Key = _key, Path = "p", Node = "node1" }, _now);
        Take().Single().ShouldBe(new RunEffect.UseParser(First: true));
    }

    [Fact]
    public void Cancelled_or_too_long_before_its_first_line_it_ends_without_a_place_for_rows()
    {
        RunLate();
        _machine.Cancel("Cancelled.", _now);
        Take().Single().ShouldBe(new RunEffect.Stop("Cancelled."));
        EndLate(silent: true);
        (_machine.State, _machine.Reason).ShouldBe((RunState.Cancelled, "Cancelled."));

        RunLate(new RunSpec { Program = "/bin/x", TimeoutMs = 2_000 });
        Ticks(2);
        Take().Single().ShouldBeOfType<RunEffect.Stop>().Reason.ShouldContain("longer than its limit of 2000 ms");
        EndLate(silent: true);
        (_machine.State, _machine.ToReport().Failure).ShouldBe((RunState.Failed, FailureClass.Timeout));
        _effects.OfType<RunEffect.OpenResult>().ShouldBeEmpty();
    }

    [Fact]
    public void Lines_that_come_while_it_is_stopped_are_stored_before_it_is_over()
    {
        RunLate();
        _machine.Cancel("Cancelled.", _now);
        _machine.On(new StreamWanted { Key = _key }, _now);
        Take().ShouldBe([new RunEffect.Stop("Cancelled."), new RunEffect.OpenResult()]);
        EndLate(silent: false);
        _machine.State.ShouldBe(RunState.Draining);
        OpenLate();
        Stored(rows: 1, end: true);
        _machine.State.ShouldBe(RunState.Cancelled);
        _machine.ToReport().Rows.ShouldBe(1);
    }

    [Fact]
    public void A_result_actor_that_is_lost_before_there_was_a_parser_is_replaced()
    {
        RunLate();
        _machine.On(new StreamWanted { Key = _key }, _now);
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        Take();
        _machine.LoseResult("Its rows' host was lost.", _now);
        Take().Single().ShouldBe(new RunEffect.OpenResult());
        _machine.On(new ParserOpened { Key = _key, Path = "p", Node = "node1" }, _now);
        Take().ShouldBeEmpty("a parser that sends to the lost one is none");
        OpenLate();
        _machine.Result.ShouldBe("r");
    }

    [Fact]
    public void A_late_run_whose_producer_is_lost_goes_on_with_another_and_may_still_end_silently()
    {
        RunLate();
        _machine.ReplaceProducer("its host was lost", _now);
        Take().ShouldBe([new RunEffect.OpenResult(), new RunEffect.Start()]);
        _machine.On(new RunTaken { Key = _key, Node = "node1" }, _now);
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        EndLate(silent: true);
        _machine.State.ShouldBe(RunState.Completed);
        _machine.On(new ParserOpened { Key = _key, Path = "p", Node = "node1" }, _now);
        Ticks(60);
        Take().ShouldBeEmpty("it is over");
    }

    [Fact]
    public void A_coordinator_that_takes_over_finds_a_place_for_lines_that_the_one_before_had_heard_of()
    {
        _machine = RunMachine.Recover(new AttemptRecord { Key = _key, PuidBase = 1L << 32, Shares = { Shares } }, 0, new RunSpec { Program = "/bin/x" }, [], _now, _now);
        _machine.Adopt(new RunHeld { Key = _key, Node = "node0" }, _now);
        _machine.On(new GroupStarted { Key = _key }, _now);
        _machine.On(new StreamWanted { Key = _key }, _now);
        Take().OfType<RunEffect.OpenResult>().Count().ShouldBe(1);
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        _machine.On(new ParserOpened { Key = _key, Path = "p", Node = "node1" }, _now);
        Take().OfType<RunEffect.UseParser>().Count().ShouldBe(1);
        Ticks(60);
        Take().ShouldBeEmpty("nothing is looked for any more");
        _machine.State.ShouldBe(RunState.Running);
    }

    [Fact]
    public void Where_no_parser_can_be_had_the_run_is_over_as_soon_as_its_ranks_are()
    {
        RunLate();
        _machine.On(new StreamWanted { Key = _key }, _now);
        Take();
        OpenLate();
        _machine.LoseStream("The parser's command cannot be started.", _now);
        _machine.LoseParser("Its parser ended.", _now);
        Take().Single().ShouldBe(new RunEffect.Stop("The parser's command cannot be started."), "no other is asked for");
        EndLate(silent: false);
        (_machine.State, _machine.Reason).ShouldBe((RunState.Failed, "The parser's command cannot be started."));
    }

    [Fact]
    public void Output_that_goes_to_a_file_is_nothing_to_wait_for()
    {
        RunLate(new RunSpec { Program = "/bin/x", Stdout = new StreamSpec { Target = StreamTarget.File } });
        _effects.OfType<RunEffect.OpenResult>().Count().ShouldBe(1, "followers wait for the run's end there");
        _machine.Late.ShouldBeFalse();
        _machine.On(new GroupEnded { Key = _key }, _now);
        _machine.State.ShouldBe(RunState.Completed);
    }

    [Fact]
    public void A_late_run_that_fails_without_a_word_is_tried_again()
    {
        RunLate(new RunSpec { Program = "/bin/x", Retry = new RetryPolicy { Retries = 1 } });
        _machine.On(new GroupRankEnded { Ended = new RankEnded { Key = _key, Node = "node0", ExitCode = 1, Reason = "exit code 1" } });
        var ended = new GroupEnded { Key = _key, Reason = "rank 0 on node node0: exit code 1" };
        ended.Nodes.Add(new NodeGroupEnded { Key = _key, Node = "node0", Accounts = { new StreamAccount { Silent = true } } });
        _machine.On(ended, _now);
        Take().OfType<RunEffect.Retry>().Count().ShouldBe(1);
        _effects.OfType<RunEffect.OpenResult>().ShouldBeEmpty();
    }

    private void Ticks(int seconds)
    {
        for (var i = 0; i < seconds; i++)
            _machine.Tick(_now += Second);
    }

    private void RunLate() => RunLate(new RunSpec { Program = "/bin/x" });

    private void RunLate(RunSpec spec)
    {
        _effects.Clear();
        _machine = new RunMachine(_key, 0, spec, Shares, 1L << 32, _now, late: true);
        Take().OfType<RunEffect.Start>().Count().ShouldBe(1);
        _machine.On(new RunTaken { Key = _key, Node = "node0" }, _now);
        _machine.On(new GroupStarted { Key = _key }, _now);
        Take();
        _machine.State.ShouldBe(RunState.Running);
    }

    private void OpenLate()
    {
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        Take().Single().ShouldBe(new RunEffect.OpenParser());
        _machine.On(new ParserOpened { Key = _key, Path = "p", Node = "node1" }, _now);
        Take().Single().ShouldBe(new RunEffect.UseParser(First: true));
    }

    private void EndLate(bool silent)
    {
        var account = new StreamAccount { Silent = silent, BytesProduced = silent ? 0 : 4, LinesProduced = silent ? 0 : 1 };
        _machine.On(new GroupEnded { Key = _key, Nodes = { new NodeGroupEnded { Key = _key, Node = "node0", Accounts = { account } } } }, _now);
        Take();
    }
}
