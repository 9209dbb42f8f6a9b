using Akka.Actor;
using Akka.TestKit;
using Muster.Actors.Store;
using Muster.Actors.Workflow;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public sealed class RunResultTests : WorkflowSpec
{
    private readonly TempDirectory _directory = new();
    private readonly RunKey _key = new() { Run = 1, Attempt = 1 };
    private readonly TestProbe _rankHost;
    private readonly IActorRef _results;

    public RunResultTests()
    {
        _rankHost = CreateTestProbe();
        _results = Sys.ActorOf(Results.Props(new FileRows(_directory.Path)), "results");
    }

    [Fact]
    public void A_batch_is_stored_before_the_rank_host_and_the_coordinator_hear_of_it()
    {
        var result = Open();
        result.Tell(Batch(1, "a", "b"));

        _rankHost.ExpectMsg<Stored>().Number.ShouldBe(1);
        ExpectMsg<RowsStored>().Rows.ShouldBe(2);
        _results.Tell(new FollowRows { Run = 1 });
        var rows = ExpectMsg<Rows>();
        rows.Rows_.Select(r => r.Values[0]).ShouldBe(["a", "b"]);
        (rows.First, rows.Next, rows.Complete).ShouldBe((1, 3, false));
    }

    [Fact]
    public void A_duplicate_is_answered_with_the_cursor_and_stored_once()
    {
        var result = Open();
        result.Tell(Batch(1, "a"));
        result.Tell(Batch(1, "a"));
        _rankHost.ExpectMsg<Stored>().Number.ShouldBe(1);
        _rankHost.ExpectMsg<Stored>().Number.ShouldBe(1);
        ExpectMsg<RowsStored>();

        _results.Tell(new FollowRows { Run = 1 });
        ExpectMsg<Rows>().Rows_.Count.ShouldBe(1);
    }

    [Fact]
    public void A_gap_is_answered_with_the_cursor_before_it()
    {
        var result = Open();
        result.Tell(Batch(1, "a"));
        _rankHost.ExpectMsg<Stored>().Number.ShouldBe(1);
        result.Tell(Batch(3, "c"));
        _rankHost.ExpectMsg<Stored>().Number.ShouldBe(1);
    }

    [Fact]
    public void A_follower_that_waits_is_answered_by_the_next_row_and_by_the_end()
    {
        var result = Open();
        var follower = CreateTestProbe();
        _results.Tell(new FollowRows { Run = 1, WaitMs = 20_000 }, follower.Ref);
        follower.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        result.Tell(Batch(1, "a"));
        follower.ExpectMsg<Rows>().Next.ShouldBe(2);

        _results.Tell(new FollowRows { Run = 1, From = 2, WaitMs = 20_000 }, follower.Ref);
        result.Tell(Batch(2, end: true));
        _results.Tell(new CloseResult { Key = _key });
        var last = follower.ExpectMsg<Rows>();
        last.Complete.ShouldBeTrue();
        last.Rows_.ShouldBeEmpty();
    }

    [Fact]
    public void A_follower_that_waits_in_vain_is_answered_empty()
    {
        Open();
        _results.Tell(new FollowRows { Run = 1, WaitMs = 50 });
        var rows = ExpectMsg<Rows>();
        rows.Rows_.ShouldBeEmpty();
        (rows.Next, rows.Complete).ShouldBe((1, false));
    }

    [Fact]
    public void The_end_mark_is_reported_with_the_counts()
    {
        var result = Open();
        result.Tell(Batch(1, end: true));
        var stored = ExpectMsg<RowsStored>();
        (stored.End, stored.Rows).ShouldBe((true, 0));
    }

    [Fact]
    public void A_follower_of_a_superseded_attempt_begins_anew_with_the_next()
    {
        var result = Open();
        result.Tell(Batch(1, "old1", "old2"));
        ExpectMsg<RowsStored>();
        var follower = CreateTestProbe();
        _results.Tell(new FollowRows { Run = 1, From = 3, Attempt = 1, WaitMs = 20_000 }, follower.Ref);
        _key.Attempt = 2;
        Open();
        follower.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        result.Tell(Batch(1, "new"));

        var rows = follower.ExpectMsg<Rows>();
        (rows.Attempt, rows.First, rows.Next).ShouldBe((2, 1, 2));
        rows.Rows_.Single().Values.ShouldBe(["new"]);
    }

    [Fact]
    public void A_batch_in_parts_is_stored_as_one()
    {
        var result = Open();
        var first = Batch(1, "a");
        first.More = true;
        result.Tell(first);
        _rankHost.ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        var second = Batch(1, "b");
        second.Part = 1;
        second.Lines = 2;
        result.Tell(second);

        _rankHost.ExpectMsg<Stored>().Number.ShouldBe(1);
        var stored = ExpectMsg<RowsStored>();
        (stored.Rows, stored.Lines).ShouldBe((2, 2));
    }

    [Fact]
    public void Rows_of_a_run_that_is_over_are_read_from_its_file()
    {
        var result = Open();
        result.Tell(Batch(1, "a"));
        ExpectMsg<RowsStored>();
        Watch(result);
        Sys.Stop(result);
        ExpectTerminated(result);

        _results.Tell(new FollowRows { Run = 1 });
        var rows = ExpectMsg<Rows>();
        (rows.Rows_.Count, rows.Complete).ShouldBe((1, true));
        _results.Tell(new FollowRows { Run = 99 });
        ExpectMsg<Rows>().Complete.ShouldBeTrue();
    }

    [Fact]
    public void What_is_read_of_a_run_that_goes_on_is_never_all()
    {
        var result = Open();
        result.Tell(Batch(1, "a"));
        ExpectMsg<RowsStored>();
        Watch(result);
        Sys.Stop(result);
        ExpectTerminated(result);

        _results.Tell(new FollowRows { Run = 1, Running = true, WaitMs = 20_000 });
        var rows = ExpectMsg<Rows>();
        (rows.Rows_.Count, rows.Next, rows.Complete).ShouldBe((1, 2, false));
        _results.Tell(new FollowRows { Run = 1, From = 2, Running = true, WaitMs = 20_000 });
        ExpectMsg<Rows>().Complete.ShouldBeFalse();
        _results.Tell(new FollowRows { Run = 99, Running = true, WaitMs = 20_000 });
        ExpectMsg<Rows>().Complete.ShouldBeFalse();
    }

    [Fact]
    public void A_store_that_cannot_be_written_is_reported_and_not_waited_for()
    {
        File.WriteAllText(_directory["rows"], "in the way");
        _results.Tell(new OpenResult { Key = _key });
        ExpectMsg<StoreFailed>().Reason.ShouldContain("run 1");
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _directory.Dispose();
    }

    private IActorRef Open()
    {
        _results.Tell(new OpenResult { Key = _key.Clone(), Producer = 0 });
        ExpectMsg<ResultOpened>().Key.ShouldBe(_key);
        return LastSender;
    }

    private RowBatch Batch(long number, params string[] rows) => Batch(number, false, rows);

    private RowBatch Batch(long number, bool end, params string[] rows)
    {
        var batch = new RowBatch { Key = _key.Clone(), Number = number, RankHost = PathOf(_rankHost), Lines = rows.Length, End = end };
        batch.Rows.Add(rows.Select(r => new Row { Values = { r } }));
        return batch;
    }
}
