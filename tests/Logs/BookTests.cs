using Muster.Actors.Logs.Keeping;
using Muster.Actors.Logs.Search;
using Muster.Messages.Logs;
using Shouldly;
using Xunit;

namespace Muster.Tests.Logs;

public sealed class BookTests
{
    private static readonly LogBounds Bounds = LogBounds.Of(1L << 30);

    [Fact]
    public void What_was_kept_is_there_after_a_restart_with_the_numbers_of_its_sources()
    {
        using var directory = new TempDirectory();
        using (var book = LogBook.Open(directory.Path, Bounds))
        {
            for (var n = 1; n <= 40; n++)
                book.Append(Batches.Hello("a", n, 500), Batches.Start + n).ShouldBeTrue();
            book.Append(Batches.Hello("b", 1, 3), Batches.Start).ShouldBeTrue();
            Count(book, "").ShouldBe(20_003);
            book.View().Blocks.Length.ShouldBeGreaterThan(1);
        }
        using var again = LogBook.Open(directory.Path, Bounds);
        Count(again, "").ShouldBe(20_003);
        Count(again, "number:7000123").ShouldBe(1);
        again.NumberOf("a").ShouldBe(40);
        again.NumberOf("b").ShouldBe(1);
        again.LastSequence.ShouldBe(20_003);
        Sequences(again).ShouldBe(Enumerable.Range(1, 20_003).Select(i => (long)i));
        again.Append(Batches.Hello("b", 2, 1), Batches.Start);
        again.LastSequence.ShouldBe(20_004);
    }

    [Fact]
    public void A_batch_that_is_damaged_leaves_no_trace()
    {
        using var directory = new TempDirectory();
        using var book = LogBook.Open(directory.Path, Bounds);
        book.Append(Batches.Hello("a", 1, 10), Batches.Start);
        var bad = Batches.Hello("a", 2, 10);
        bad.Rows = Google.Protobuf.ByteString.CopyFrom(bad.Rows.ToByteArray()[..^5]);
        Should.Throw<InvalidDataException>(() => book.Append(bad, Batches.Start));
        var wrong = Batches.Hello("a", 2, 10);
        wrong.Count = 11;
        Should.Throw<InvalidDataException>(() => book.Append(wrong, Batches.Start));
        Count(book, "").ShouldBe(10);
        book.Append(Batches.Hello("a", 2, 10), Batches.Start);
        Count(book, "").ShouldBe(20);
        Sequences(book).ShouldBe(Enumerable.Range(1, 20).Select(i => (long)i));
    }

    [Fact]
    public void A_writer_that_was_replaced_is_told_so_and_counts_for_nobody()
    {
        using var directory = new TempDirectory();
        using var first = LogBook.Open(directory.Path, Bounds);
        first.Append(Batches.Hello("a", 1, 10), Batches.Start).ShouldBeTrue();
        using var second = LogBook.Open(directory.Path, Bounds);
        first.Append(Batches.Hello("a", 2, 10), Batches.Start).ShouldBeFalse();
        second.NumberOf("a").ShouldBe(1);
        second.Append(Batches.Hello("a", 2, 10), Batches.Start).ShouldBeTrue();
        Count(second, "").ShouldBe(20);
    }

    internal static long Count(LogBook book, string query)
    {
        using var search = new LogSearch(book.View(), new LogQuery(QueryParser.Parse(query, DateTimeOffset.UnixEpoch)));
        return search.Count();
    }

    private static List<long> Sequences(LogBook book)
    {
        var all = new List<long>();
        var request = new SearchLogs { Order = LogOrder.AsStored, Limit = 5000 };
        while (true)
        {
            var hits = LogRequests.Answer(request, book.View(), DateTimeOffset.UnixEpoch).ShouldBeOfType<LogHits>();
            all.AddRange(hits.Hits.Select(h => h.Id));
            if (hits.Complete)
                return all;
            request.After = hits.Next;
        }
    }
}
