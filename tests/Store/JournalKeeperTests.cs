using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Muster.Actors.Store;
using Muster.Actors.Store.Catalogues;
using Muster.Messages.Store;
using Shouldly;
using Xunit;

namespace Muster.Tests.Store;

public sealed class JournalKeeperTests() : TestKit(Settings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly Config Settings = ConfigurationFactory.ParseString("""
        muster.catalogue-dispatcher { type = Dispatcher, throughput = 10 }
        akka.loglevel = ERROR
        """);

    private readonly TempDirectory _directory = new();

    /// <summary>Stands where the coordinator does: tells what its child tells.</summary>
    private sealed class Above : ReceiveActor
    {
        public Above(IActorRef told, Props keeper)
        {
            var child = Context.ActorOf(keeper, "journal");
            ReceiveAny(message => (Sender.Equals(child) ? told : child).Tell(message));
        }
    }

    [Fact]
    public void The_catalogue_follows_the_journal_and_is_made_anew_by_the_next_coordinator()
    {
        var records = Records.Story("s", 1, 3);
        var (keeper, told) = Start();
        told.ExpectMsg<JournalKeeper.Opened>(Patience);
        Write(keeper, told, records.Take(5));
        AwaitAssert(() => CatalogueShouldHold(records[..5]), Patience);
        Stop(keeper);

        // Lost, and something in its place that is none.
        foreach (var file in Directory.GetFiles(_directory.Path, "catalogue.*"))
            File.Delete(file);
        File.WriteAllText(_directory["catalogue.1.db"], "torn");
        (keeper, told) = Start();
        told.ExpectMsg<JournalKeeper.Opened>(Patience).Records.Count.ShouldBe(5);
        AwaitAssert(() => CatalogueShouldHold(records[..5]), Patience);
        Write(keeper, told, records.Skip(5));
        Stop(keeper);
        CatalogueShouldHold(records);
    }

    [Fact]
    public void A_catalogue_that_cannot_be_written_costs_nothing_and_is_made_anew_when_it_can()
    {
        var records = Records.Story("s", 1, 3);
        // In the way of the draft.
        Directory.CreateDirectory(_directory["catalogue.1.db.new"]);
        File.WriteAllText(_directory["catalogue.1.db.new/x"], "");
        var (keeper, told) = Start();
        told.ExpectMsg<JournalKeeper.Opened>(Patience);
        Write(keeper, told, records);
        SqliteCatalogue.Find(_directory.Path).ShouldBeNull();
        Directory.Delete(_directory["catalogue.1.db.new"], recursive: true);
        AwaitAssert(() => CatalogueShouldHold(records), Patience);
        Stop(keeper);
    }

    [Fact]
    public void What_is_over_makes_room_and_when_that_is_not_enough_submissions_are_refused()
    {
        Directory.CreateDirectory(_directory["rows"]);
        var (keeper, told) = Start(new StoreBounds(null, 1_000_000));
        told.ExpectMsg<JournalKeeper.Opened>(Patience);
        Write(keeper, told, Records.Story("old", 1, 1));
        Write(keeper, told, Records.Story("on", 2, 1, ends: false));
        File.WriteAllBytes(_directory["rows/1.1.rows"], new byte[600_000]);
        File.WriteAllBytes(_directory["rows/2.1.rows"], new byte[600_000]);

        var submitted = Records.Story("new", 3, 1, ends: false)[1];
        keeper.Tell(new JournalKeeper.Write(90, [submitted], Flush: true, Refusable: true));
        told.ExpectMsg<JournalKeeper.Removed>(Patience).Submissions.ShouldBe(["old"]);
        told.ExpectMsg<JournalKeeper.Kept>(Patience).Number.ShouldBe(90);
        File.Exists(_directory["rows/1.1.rows"]).ShouldBeFalse();

        File.WriteAllBytes(_directory["rows/2.1.rows"], new byte[1_100_000]);
        keeper.Tell(new JournalKeeper.Write(91, [Records.Story("newer", 4, 1, ends: false)[1]], Flush: true, Refusable: true));
        told.ExpectMsg<JournalKeeper.Refused>(Patience).Cause.Message.ShouldContain("muster.retention.size");
        // What happens to runs that are on is kept whatever it takes.
        Write(keeper, told, [new RunRecord { Cancelled = new CancelRecord { Submission = "on" } }]);
        Stop(keeper);

        // Killed before the files were deleted.
        File.WriteAllBytes(_directory["rows/1.1.rows"], new byte[10]);
        (keeper, told) = Start();
        told.ExpectMsg<JournalKeeper.Opened>(Patience);
        Write(keeper, told, [new RunRecord { Cancelled = new CancelRecord { Submission = "new" } }]);
        File.Exists(_directory["rows/1.1.rows"]).ShouldBeFalse();
        File.Exists(_directory["rows/2.1.rows"]).ShouldBeTrue();
        Stop(keeper);
    }

    [Fact]
    public void The_journal_is_condensed_by_itself_and_goes_on()
    {
        var (keeper, told) = Start();
        told.ExpectMsg<JournalKeeper.Opened>(Patience);
        var all = new List<RunRecord>();
        var number = 0L;
        for (var i = 0; i < 8; i++)
        {
            var story = Records.Story($"s{i}", 1 + i * 600, 600);
            all.AddRange(story);
            foreach (var record in story)
                keeper.Tell(new JournalKeeper.Write(++number, [record], Flush: false, Refusable: false));
            while (told.ExpectMsg<JournalKeeper.Kept>(Patience).Number < number)
            {
            }
        }
        Stop(keeper);
        new DirectoryInfo(_directory.Path).GetFiles("runs.*.journal").Sum(f => f.Length).ShouldBeLessThan(1_500_000);
        CatalogueCheck.Check(_directory.Path, all)!.Behind.ShouldBeEmpty();
        CatalogueCheck.Check(_directory.Path, RunJournal.Read(_directory.Path))!.Behind.ShouldBeEmpty("the digest says what the whole did");
    }

    [Fact]
    public void What_came_while_it_wrote_is_one_frame_and_what_is_flushed_comes_in_its_turn()
    {
        var (keeper, told) = Start();
        told.ExpectMsg<JournalKeeper.Opened>(Patience);
        var records = Records.Story("s", 1, 40).ToArray();
        for (var i = 0; i < records.Length; i++)
            keeper.Tell(new JournalKeeper.Write(i + 1, [records[i]], Flush: i == 50, Refusable: i == 50));
        var kept = new List<long>();
        while (kept.Count == 0 || kept[^1] < records.Length)
            kept.Add(told.ExpectMsg<JournalKeeper.Kept>(Patience).Number);
        Stop(keeper);
        kept.ShouldBe(kept.Order().Distinct(), "numbers count up");
        kept.ShouldContain(51);
        RunJournal.Read(_directory.Path).ShouldBe(records, "in the order they were told");
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _directory.Dispose();
    }

    private (IActorRef Keeper, TestProbe Told) Start(StoreBounds? bounds = null)
    {
        var told = CreateTestProbe();
        var (directory, kept) = (_directory.Path, bounds ?? StoreBounds.None);
        var keeper = JournalKeeper.Props(directory, null, kept);
        return (Sys.ActorOf(Props.Create(() => new Above(told.Ref, keeper))), told);
    }

    private void Stop(IActorRef keeper)
    {
        Watch(keeper);
        Sys.Stop(keeper);
        ExpectTerminated(keeper, Patience);
    }

    private static void Write(IActorRef keeper, TestProbe told, IEnumerable<RunRecord> records)
    {
        keeper.Tell(new JournalKeeper.Write(7, records.ToArray(), Flush: false, Refusable: false));
        told.ExpectMsg<JournalKeeper.Kept>(Patience).Number.ShouldBe(7);
    }

    private void CatalogueShouldHold(IReadOnlyList<RunRecord> records)
    {
        var check = CatalogueCheck.Check(_directory.Path, records).ShouldNotBeNull();
        check.Behind.ShouldBeEmpty();
    }
}
