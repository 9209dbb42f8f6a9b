using FsCheck;
using FsCheck.Fluent;
using Muster.Actors.Store;
using Muster.Actors.Workflow;
using Muster.Messages.Store;
using Shouldly;
using Xunit;

namespace Muster.Tests.Store;

public sealed class JournalTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private RunJournal TakeOver() => RunJournal.TakeOver(_directory.Path, _ => { }, 1);

    [Fact]
    public void A_digest_is_much_smaller_and_says_the_same_of_every_run()
    {
        var records = Records.Story("a", 1, 20).Concat(Records.Story("b", 21, 20, ends: false)).Concat(Records.Story("c", 41, 2)).ToList();
        var digest = JournalDigest.Of(records);
        digest.Count.ShouldBeLessThan(records.Count);
        Story(digest).ShouldBe(Story(records));
        Story(JournalDigest.Of(digest)).ShouldBe(Story(records));
        JournalDigest.Of(digest).Count.ShouldBe(digest.Count);
    }

    [Fact]
    public void A_digest_of_any_beginning_says_the_same()
    {
        var records = Records.Story("a", 1, 6).Concat(Records.Story("b", 7, 4)).ToList();
        Prop.ForAll(Gen.Choose(1, records.Count).ToArbitrary(), count => Story(JournalDigest.Of(records[..count])) == Story(records[..count])).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_was_removed_is_gone_from_the_digest_and_its_numbers_are_not_given_out_again()
    {
        var records = Records.Story("a", 1, 3).Concat(Records.Story("b", 4, 2)).ToList();
        records.Add(new RunRecord { Removed = new RemovedRecord { Submissions = { "a", "b" }, NextRun = 6 } });
        var digest = JournalDigest.Of(records);
        digest.Count.ShouldBe(2);
        digest[0].Removed.NextRun.ShouldBe(6);
        digest[0].Removed.NextPuid.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void A_condensed_journal_goes_on_and_reads_the_same()
    {
        var records = Records.Story("a", 1, 300);
        using (var journal = TakeOver())
        {
            foreach (var record in records)
                journal.Append([record]);
            var before = journal.Length;
            journal.Condense().ShouldBeTrue();
            Console.WriteLine($"300 runs: {before} bytes condensed to {journal.Length}");
            journal.Length.ShouldBeLessThan(before / 5);
            journal.IsSuperseded.ShouldBeFalse();
            journal.Append(Records.Story("b", 301, 1));
        }
        Story(RunJournal.Read(_directory.Path)).ShouldBe(Story([.. records, .. Records.Story("b", 301, 1)]));
        using var next = TakeOver();
        next.Append(Records.Story("c", 302, 1));
        next.Condense().ShouldBeTrue();
        next.Condense().ShouldBeTrue();
        Story(RunJournal.Read(_directory.Path)).ShouldBe(Story([.. records, .. Records.Story("b", 301, 1), .. Records.Story("c", 302, 1)]));
        Directory.GetFiles(_directory.Path, "runs.*").Length.ShouldBe(2, "the sign and the segment");
    }

    [Fact]
    public void The_journal_stays_bounded_however_many_runs_come_and_go()
    {
        using var journal = TakeOver();
        var most = 0L;
        for (var i = 0; i < 40; i++)
        {
            // Ten runs of one submission each that are removed again: as with a bound of age.
            foreach (var record in Records.Story($"s{i}", 1 + i * 100, 100))
                journal.Append([record]);
            journal.Append([new RunRecord { AtUs = 1, Removed = new RemovedRecord { Submissions = { $"s{i}" }, NextRun = 1 + i * 100 + 100 } }]);
            most = Math.Max(most, journal.Length);
            if (journal.WantsCondensing)
                journal.Condense().ShouldBeTrue();
        }
        most.ShouldBeLessThan(2 * 1024 * 1024);
    }

    [Fact]
    public void A_writer_killed_at_any_point_of_condensing_costs_nothing()
    {
        var records = Records.Story("a", 1, 4);
        using (var journal = TakeOver())
            foreach (var record in records)
                journal.Append([record]);
        var before = Directory.GetFiles(_directory.Path).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes);
        using (var journal = TakeOver())
        {
            before = Directory.GetFiles(_directory.Path).ToDictionary(f => Path.GetFileName(f), File.ReadAllBytes);
            journal.Condense().ShouldBeTrue();
        }
        var snapshot = File.ReadAllBytes(_directory["runs.3.journal"]);
        for (var cut = 0; cut <= snapshot.Length; cut += 7)
        {
            using var place = new TempDirectory();
            foreach (var (name, bytes) in before)
                File.WriteAllBytes(place[name], bytes);
            File.WriteAllBytes(place["runs.3.journal"], snapshot[..cut]);
            Story(RunJournal.Read(place.Path)).ShouldBe(Story(records), $"cut at {cut}");
            using (var next = RunJournal.TakeOver(place.Path, _ => { }, 1))
                next.Append(Records.Story("b", 5, 1));
            // The one that was killed comes back to life and finishes its snapshot: it counts for nobody.
            File.WriteAllBytes(place["runs.3.journal"], snapshot);
            Story(RunJournal.Read(place.Path)).ShouldBe(Story([.. records, .. Records.Story("b", 5, 1)]), $"cut at {cut}");
        }
        // Killed between the sign and the last deletion.
        File.WriteAllBytes(_directory["runs.2.journal"], before["runs.2.journal"]);
        Story(RunJournal.Read(_directory.Path)).ShouldBe(Story(records));
        File.WriteAllBytes(_directory["runs.1.journal"], before["runs.1.journal"]);
        Story(RunJournal.Read(_directory.Path)).ShouldBe(Story(records));
    }

    [Fact]
    public void A_writer_that_was_superseded_condenses_nothing()
    {
        using var stale = TakeOver();
        stale.Append(Records.Story("a", 1, 1));
        using var next = TakeOver();
        stale.Condense().ShouldBeFalse();
        next.Append(Records.Story("b", 2, 1));
        Story(RunJournal.Read(_directory.Path)).ShouldBe(Story([.. Records.Story("a", 1, 1), .. Records.Story("b", 2, 1)]));
        next.IsSuperseded.ShouldBeFalse();
    }

    // What a coordinator makes of a journal, in words: every run as it is shown, its attempts, and the events of every submission.
    private static string Story(IEnumerable<RunRecord> records)
    {
        var book = new RunBook();
        var removed = 0L;
        foreach (var record in records.Select(r => r.Clone()))
        {
            switch (record.RecordCase)
            {
                case RunRecord.RecordOneofCase.Submitted:
                    book.Restore(record.Submitted.Request, record.Submitted.FirstRun, record.Submitted.Ranks, record.AtUs);
                    break;
                case RunRecord.RecordOneofCase.AttemptStarted:
                    book.FindByRun(record.AttemptStarted.Key.Run)?.RestoreStart(record.AttemptStarted.Key, record.AtUs);
                    break;
                case RunRecord.RecordOneofCase.AttemptEnded:
                    book.FindByRun(record.AttemptEnded.Run)?.RestoreAttemptEnd(record.AttemptEnded.Run, record.AttemptEnded.Attempt);
                    break;
                case RunRecord.RecordOneofCase.Ended:
                    book.FindByRun(record.Ended.Summary.Run)?.RestoreEnd(record.Ended);
                    break;
                case RunRecord.RecordOneofCase.Events:
                    book.Find(record.Events.Submission)?.Events.Restore(record.Events.Events);
                    break;
                case RunRecord.RecordOneofCase.Removed:
                    removed = Math.Max(removed, record.Removed.NextRun);
                    break;
            }
        }
        var words = new List<string> { $"{removed}" };
        foreach (var submission in book.Submissions)
        {
            submission.Recover();
            words.Add(submission.Events.Read(1, 0).ToString());
            for (var run = submission.FirstRun; run < submission.FirstRun + submission.Request.Count; run++)
                words.AddRange([submission.Summary(run).ToString(), .. submission.AttemptsOf(run).Select(a => a.ToString())]);
        }
        return string.Join('\n', words);
    }
}
