using System.Text;
using Muster.Actors.Ranks;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

public class StreamBookTests
{
    private static readonly RunKey Key = new() { Run = 1, Attempt = 1 };

    [Fact]
    public void Batches_are_numbered_from_one_and_kept_until_stored()
    {
        var book = new StreamBook(Key, 0);
        book.Add(Cut("a\n")).Number.ShouldBe(1);
        book.Add(Cut("bb\n")).Number.ShouldBe(2);
        book.Kept.Select(b => b.Number).ShouldBe([1, 2]);
        book.Stored(1).ShouldBe(2);
        book.Kept.Select(b => b.Number).ShouldBe([2]);
        book.Stored(1).ShouldBe(0);
        book.Finished.ShouldBeFalse();
    }

    [Fact]
    public void A_stream_in_which_nothing_came_may_end_without_an_end_mark_and_says_so()
    {
        var book = new StreamBook(Key, 0);
        book.TryEndSilently().ShouldBeTrue();
        book.TryEndSilently().ShouldBeFalse("it has ended");
        (book.Ended, book.Finished).ShouldBe((true, true));
        book.Account().ShouldBe(new StreamAccount { Silent = true });

        var printing = new StreamBook(Key, 0);
        printing.Add(Cut("a\n"));
        printing.TryEndSilently().ShouldBeFalse("a line came");
        printing.Account().Silent.ShouldBeFalse();
    }

    [Fact]
    public void The_stored_beginning_of_a_line_that_goes_on_is_there_for_another_reader()
    {
        var book = new StreamBook(Key, 0);
        book.Add(Cut("a\n"));
        book.Add(new Cut(Encoding.ASCII.GetBytes("long"), 0, SplitLine: true, CutLine: false));
        book.Add(new Cut(Encoding.ASCII.GetBytes("er"), 0, SplitLine: true, CutLine: false));
        book.Stored(2).ShouldBe(6, "what is stored frees its room, kept or not");
        book.ForAnother.Select(b => b.Number).ShouldBe([2, 3]);
        book.Kept.Select(b => b.Number).ShouldBe([3]);
        book.Stored(3);
        book.ForAnother.Select(b => b.Number).ShouldBe([2, 3]);
        book.Add(Cut(" line\nb\n"));
        book.ForAnother.Select(b => b.Number).ShouldBe([2, 3, 4]);
        book.Stored(4);
        book.ForAnother.ShouldBeEmpty();
    }

    [Fact]
    public void It_is_finished_when_the_end_mark_is_stored()
    {
        var book = new StreamBook(Key, 0);
        book.Add(Cut("a\n"));
        book.Add(Cut("b"), end: true).End.ShouldBeTrue();
        book.Stored(1);
        book.Finished.ShouldBeFalse();
        book.Stored(2);
        book.Finished.ShouldBeTrue();
        Should.Throw<InvalidOperationException>(() => book.Add(Cut("c")));
    }

    [Fact]
    public void The_account_holds_what_was_dropped_and_why()
    {
        var book = new StreamBook(Key, 3);
        book.Add(Cut("a\n"));
        book.Drop(10, 2, "sleep (pid 7) kept it open");
        var account = book.Account();
        account.BytesProduced.ShouldBe(12);
        account.LinesProduced.ShouldBe(3);
        account.BytesDropped.ShouldBe(10);
        account.DropReason.ShouldBe("sleep (pid 7) kept it open");
    }

    [Fact]
    public void The_tail_keeps_the_last_lines_within_its_bound()
    {
        var tail = new TailBuffer(lines: 3, lineBytes: 8);
        for (var i = 1; i <= 10; i++)
            tail.Add(Encoding.ASCII.GetBytes($"line {i}\n"));
        tail.Add([0xff, (byte)'x']);
        tail.Lines().ShouldBe(["line 9", "line 10", "?x"]);
        tail = new TailBuffer(lines: 3, lineBytes: 4);
        tail.Add("a very long one\n\nb"u8);
        tail.Lines().ShouldBe(["a ve", "", "b"]);
    }

    private static Cut Cut(string text) => new(Encoding.ASCII.GetBytes(text), text.Count(c => c == '\n'), false, false);
}
