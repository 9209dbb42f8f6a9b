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
        Take();
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

    private void RunLate()
    {
        _effects.Clear();
        _machine = new RunMachine(_key, 0, new RunSpec { Program = "/bin/x" }, Shares, 1L << 32, _now, late: true);
        Take().OfType<RunEffect.Start>().Count().ShouldBe(1);
        _machine.On(new RunTaken { Key = _key, Node = "node0" }, _now);
        _machine.On(new GroupStarted { Key = _key }, _now);
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
