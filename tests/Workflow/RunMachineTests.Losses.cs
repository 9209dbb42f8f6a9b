using Muster.Actors.Workflow;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Store;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

/// <summary>Who a run depends on is lost, silent or replaced, or was never needed.</summary>
public partial class RunMachineTests
{
    [Fact]
    public void A_parser_that_does_not_answer_is_asked_for_again()
    {
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        Take();
        _machine.Deadline.ShouldBe(_now + Second / 2);
        _now += Second / 2;
        _machine.Tick(_now);
        Take().Single().ShouldBe(new RunEffect.OpenParser());
        _machine.State.ShouldBe(RunState.Starting);
    }

    [Fact]
    public void A_producer_that_does_not_take_the_run_is_not_waited_for()
    {
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        _machine.On(new ParserOpened { Key = _key, Path = "p", Node = "node1" }, _now);
        Take();
        _machine.Tick(_now += Second);
        Take().Single().ShouldBe(new RunEffect.Start());
        _machine.On(new RunTaken { Key = _key, Node = "node0" }, _now);
        _machine.Tick(_now += Second);
        Take().ShouldBeEmpty();
    }

    [Fact]
    public void A_lost_parser_is_replaced_and_the_run_goes_on()
    {
        RunToRunning();
        Take();
        _machine.LoseParser("gone", _now);
        Take().Single().ShouldBe(new RunEffect.OpenParser());
        _machine.On(new ParserOpened { Key = _key, Path = "q", Node = "node0" }, _now);
        Take().Single().ShouldBe(new RunEffect.UseParser(First: false));
        (_machine.Parser, _machine.ParserNode, _machine.State).ShouldBe(("q", "node0", RunState.Running));
        Stored(1, end: true);
        GroupEnded("");
        _machine.State.ShouldBe(RunState.Completed);
    }

    [Fact]
    public void Without_another_parser_the_run_is_stopped_and_fails_after_a_while()
    {
        RunToRunning();
        _machine.LoseParser("Its parser's node node1 was lost.", _now);
        for (var i = 0; i < 32; i++)
            _machine.Tick(_now += Second);
        Take().OfType<RunEffect.Stop>().Single().Reason.ShouldContain("No other parser");
        GroupEnded("stopped");
        _machine.State.ShouldBe(RunState.Failed);
        _machine.Reason.ShouldContain("node1");
    }

    [Fact]
    public void A_lost_result_actor_is_replaced_with_the_parser_that_sent_to_it_and_the_run_goes_on()
    {
        RunToRunning();
        Take();
        _machine.LoseResult("gone", _now);
        Take().Single().ShouldBe(new RunEffect.OpenResult());
        _machine.On(new ResultOpened { Key = _key, Result = "r2" }, _now);
        Take().Single().ShouldBe(new RunEffect.OpenParser());
        _machine.On(new ParserOpened { Key = _key, Path = "q", Node = "node0" }, _now);
        Take().Single().ShouldBe(new RunEffect.UseParser(First: false));
        Stored(1, end: true);
        GroupEnded("");
        _machine.State.ShouldBe(RunState.Completed);
    }

    [Fact]
    public void A_store_that_takes_no_rows_for_now_is_waited_for()
    {
        RunToDraining();
        for (var i = 0; i < 100; i++)
        {
            _machine.WaitForStore("no space left", _now += 10 * Second);
            _machine.Tick(_now);
        }
        _machine.State.ShouldBe(RunState.Draining);
        Stored(2, end: true);
        _machine.State.ShouldBe(RunState.Completed);

        _machine = Begin(new RunSpec());
        for (var i = 0; i < 100; i++)
        {
            _machine.WaitForStore("no space left", _now += 10 * Second);
            _machine.Tick(_now);
        }
        _machine.State.ShouldBe(RunState.Starting, "a run that has no place for its rows yet");
    }

    [Fact]
    public void Another_coordinator_goes_on_where_the_one_before_was_and_tells_nothing_twice()
    {
        RunToRunning();
        Take();
        var told = _effects.OfType<RunEffect.Tell>().Select(t => t.Happened).ToList();
        var started = new AttemptRecord { Key = _key, Shares = { _machine.Shares }, PuidBase = _machine.PuidBase };
        _effects.Clear();

        _machine = RunMachine.Recover(started, 0, new RunSpec(), told, _machine.StartedUs, _now);
        _machine.State.ShouldBe(RunState.Running);
        _machine.Adopt(new RunHeld { Key = _key, Node = "node0", Parser_ = "p", Result = "r" }, _now);
        Take().Single().ShouldBe(new RunEffect.OpenResult());
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        Take().Single().ShouldBe(new RunEffect.OpenParser("p"));
        _machine.On(new ParserOpened { Key = _key, Path = "p", Node = "node1" }, _now);
        RunToRunning();
        for (var rank = 0; rank < 4; rank++)
            RankEnded(rank, 0, "");
        GroupEnded("");
        Stored(13, end: true);
        Told().ShouldBe([SubmissionEvent.EventOneofCase.ParserEnded, SubmissionEvent.EventOneofCase.RunEnded]);
        _machine.RankReports().Select(r => r.Pid).ShouldBe([10, 11, 12, 13]);
        _machine.State.ShouldBe(RunState.Completed);
    }

    [Fact]
    public void An_attempt_that_nobody_has_is_begun_again_without_counting_as_a_retry()
    {
        _machine.BeginAgain("the coordinator's host was lost", _now);
        _effects.Clear();
        Take();
        _effects.OfType<RunEffect.Retry>().Single().Delay.ShouldBe(TimeSpan.Zero);
        Told().ShouldContain(SubmissionEvent.EventOneofCase.AttemptSuperseded);
    }

    [Fact]
    public void Once_the_end_mark_is_stored_nobody_misses_the_parser()
    {
        RunToRunning();
        Stored(1, end: true);
        Take();
        _machine.LoseParser("gone", _now);
        Take().ShouldBeEmpty();
    }

    [Fact]
    public void A_run_whose_output_goes_to_files_waits_for_no_parser_and_no_place_for_rows()
    {
        _machine = Begin(ToFiles());
        Take().Where(e => e is not RunEffect.Tell).ShouldBe([new RunEffect.OpenResult(), new RunEffect.Start()]);
        _machine.HandedOver.ShouldBeTrue();
        _machine.On(new RunTaken { Key = _key, Node = "node0" }, _now);
        RunToRunning();
        _machine.State.ShouldBe(RunState.Running);
        for (var rank = 0; rank < 4; rank++)
            RankEnded(rank, 0, "");
        GroupEnded("");
        _machine.State.ShouldBe(RunState.Completed);
        Told().ShouldBe([
            SubmissionEvent.EventOneofCase.ProducerStarting,
            SubmissionEvent.EventOneofCase.RanksPlaced,
            SubmissionEvent.EventOneofCase.GroupWaiting,
            SubmissionEvent.EventOneofCase.RunEnded,
        ]);
    }

    [Fact]
    public void The_result_actor_of_a_run_whose_output_goes_to_files_asks_for_no_parser_and_its_faults_cost_nothing()
    {
        _machine = Begin(ToFiles());
        Take();
        _machine.On(new ResultOpened { Key = _key, Result = "r" }, _now);
        _machine.Result.ShouldBe("r", "followers wait there for the end");
        Take().ShouldBeEmpty();

        _machine = Begin(ToFiles());
        Take();
        _machine.On(new RunTaken { Key = _key, Node = "node0" }, _now);
        _machine.WaitForStore("no space left", _now);
        _machine.LoseStream("the rows have no place", _now);
        _machine.State.ShouldBe(RunState.Starting);
        _machine.Tick(_now += 31 * Second);
        Take().OfType<RunEffect.Stop>().Single().Reason.ShouldContain("not every node reported its ranks");
    }

    [Fact]
    public void Another_coordinator_waits_for_no_rows_of_a_run_whose_output_goes_to_files()
    {
        _machine = Begin(ToFiles());
        _machine.On(new RunTaken { Key = _key, Node = "node0" }, _now);
        RunToRunning();
        Take();
        var told = _effects.OfType<RunEffect.Tell>().Select(t => t.Happened).ToList();
        var started = new AttemptRecord { Key = _key, Shares = { _machine.Shares }, PuidBase = _machine.PuidBase };
        _effects.Clear();

        _machine = RunMachine.Recover(started, 0, ToFiles(), told, _machine.StartedUs, _now);
        _machine.Adopt(new RunHeld { Key = _key, Node = "node0" }, _now);
        Take().ShouldBeEmpty();
        for (var rank = 0; rank < 4; rank++)
            RankEnded(rank, 0, "");
        GroupEnded("");
        _machine.State.ShouldBe(RunState.Completed);
    }
}
