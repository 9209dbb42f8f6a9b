using Muster.Actors.Workflow;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public class EventLogTests
{
    [Fact]
    public void A_follower_that_asks_by_cursor_sees_each_event_once_and_in_order()
    {
        var log = new EventLog("s");
        var seen = new List<long>();
        long cursor = 0;
        for (var i = 0; i < 50; i++)
        {
            Add(log, new SubmissionEvent { Run = i });
            if (i % 3 == 0)
                Pull();
        }
        Add(log, new SubmissionEvent { SubmissionEnded = new SubmissionEnded() });
        var last = Pull();

        seen.ShouldBe(Enumerable.Range(1, 51).Select(i => (long)i));
        last.Complete.ShouldBeTrue();
        log.HasNewsFrom(last.Next).ShouldBeTrue("a complete log answers at once");

        SubmissionEvents Pull()
        {
            var answer = log.Read(cursor, 0);
            seen.AddRange(answer.Events.Select(e => e.Number));
            cursor = answer.Next;
            return answer;
        }
    }

    [Fact]
    public void A_page_is_bounded_in_count_and_in_bytes()
    {
        var log = new EventLog("s");
        for (var i = 0; i < 100; i++)
            Add(log, new SubmissionEvent { RunEnded = new RunEnded { Reason = new string('x', 2000) } });

        log.Read(1, 3).Events.Count.ShouldBe(3);
        var page = log.Read(1, 0);
        page.CalculateSize().ShouldBeLessThan(96 * 1024);
        page.Next.ShouldBe(page.Events.Count + 1);
        log.Read(page.Next, 0).Events[0].Number.ShouldBe(page.Next);
    }

    [Fact]
    public void Beyond_the_end_there_is_nothing_yet()
    {
        var log = new EventLog("s");
        Add(log, new SubmissionEvent());
        log.HasNewsFrom(1).ShouldBeTrue();
        log.HasNewsFrom(2).ShouldBeFalse();
        var answer = log.Read(2, 0);
        answer.Events.ShouldBeEmpty();
        answer.Next.ShouldBe(2);
        answer.Complete.ShouldBeFalse();
    }

    [Fact]
    public void What_is_in_no_journal_yet_is_not_shown_and_what_was_journaled_comes_back_with_its_numbers()
    {
        var log = new EventLog("s");
        log.Add(new SubmissionEvent { Run = 1 });
        log.Add(new SubmissionEvent { Run = 2 });
        log.HasNewsFrom(1).ShouldBeFalse();
        var unsaved = log.TakeUnsaved();
        log.TakeUnsaved().ShouldBeEmpty();
        log.Show(1);
        log.Read(1, 0).Events.Select(e => e.Run).ShouldBe([1L]);

        var again = new EventLog("s");
        again.Restore(unsaved);
        again.Restore(unsaved);
        again.Add(new SubmissionEvent { Run = 3 });
        again.TakeUnsaved().Single().Number.ShouldBe(3);
        again.Read(1, 0).Events.Select(e => e.Run).ShouldBe([1L, 2]);
    }

    private static void Add(EventLog log, SubmissionEvent happened)
    {
        log.Add(happened);
        log.Show(log.TakeUnsaved()[^1].Number);
    }
}
