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

    [Fact]
    public void The_ceiling_is_never_exceeded_and_the_newest_records_stay()
    {
        using var directory = new TempDirectory();
        using var book = LogBook.Open(directory.Path, LogBounds.Of(LogBounds.LeastCeiling));
        var random = new Random(5);
        long most = 0;
        for (var n = 1; n <= 600; n++)
        {
            book.Append(Batches.Hello("a", n, 200, (writer, _) => writer.Text("noise"u8, Convert.ToBase64String(NoiseOf(random, 150)))), Batches.Start + n).ShouldBeTrue();
            var onDisk = Directory.GetFiles(directory.Path).Sum(f => new FileInfo(f).Length);
            most = Math.Max(most, onDisk);
            onDisk.ShouldBeLessThanOrEqualTo(LogBounds.LeastCeiling, $"after batch {n}");
        }
        most.ShouldBeGreaterThan(LogBounds.LeastCeiling / 2);
        book.Removed.ShouldBeGreaterThan(0);
        Count(book, "").ShouldBe(120_000 - book.Removed);
        Count(book, "number:600000199").ShouldBe(1);
        Count(book, "number:1000000").ShouldBe(0);
    }

    [Fact]
    public void Classes_are_kept_for_times_of_their_own()
    {
        const long Day = 86_400_000_000;
        using var directory = new TempDirectory();
        var bounds = LogBounds.Read(Akka.Configuration.ConfigurationFactory.ParseString("""
            muster.logs {
              ceiling = 64MiB
              retention {
                debug { level = debug, age = 1d }
                director { stream = "Director Stream", age = 30d }
              }
            }
            """));
        using var book = LogBook.Open(directory.Path, bounds);
        book.Append(At(Batches.Hello("a", 1, 10, level: 7), 0), 0);
        book.Append(At(Batches.Hello("a", 2, 20, level: 6).In("default,Director Stream"), 0), 0);
        book.Append(At(Batches.Hello("a", 3, 40, level: 4), 0), 0);
        book.Append(At(Batches.Hello("a", 4, 80, level: 7).In("default,Director Stream"), 0), 0);

        // Blocks are written, then nothing is old enough.
        book.Tend(Day / 2);
        Count(book, "").ShouldBe(150);
        book.Tend(2 * Day);
        Count(book, "").ShouldBe(140);
        Count(book, "level:7").ShouldBe(80);
        book.Tend(31 * Day);
        Count(book, "").ShouldBe(40);
        Count(book, "level:4").ShouldBe(40);
        Directory.GetFiles(directory.Path, "*.blocks").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("ceiling = off", "needs one")]
    [InlineData("ceiling = 1MiB", "the least is 16MiB")]
    [InlineData("ceiling = 1GiB, retention { a-b { age = 1d } }", "letters and digits")]
    [InlineData("ceiling = 1GiB, retention { a { level = loud } }", "no level")]
    [InlineData("ceiling = 1GiB, retention { a { age = soon } }", "muster.logs.retention.a.age is 'soon'")]
    [InlineData("ceiling = 1GiB, retention { rest { level = debug } }", "no stream and no level")]
    public void Bounds_that_make_no_sense_are_refused(string settings, string reason) =>
        Should.Throw<InvalidDataException>(() => LogBounds.Read(Akka.Configuration.ConfigurationFactory.ParseString($"muster.logs {{ {settings} }}"))).Message.ShouldContain(reason);

    [Fact]
    public void A_store_that_is_killed_at_any_byte_has_every_batch_that_was_acknowledged_once()
    {
        var random = new Random(11);
        for (var round = 0; round < 12; round++)
        {
            using var directory = new TempDirectory();
            var kept = 0;
            for (var life = 0; life < 3; life++)
            {
                using (var book = LogBook.Open(directory.Path, Bounds))
                {
                    ((int)book.NumberOf("a")).ShouldBe(kept);
                    for (var more = random.Next(1, 40); more > 0; more--)
                        book.Append(Batches.Hello("a", ++kept, 400), Batches.Start + kept).ShouldBeTrue();
                }
                // What was being written when it died: a batch that nobody was told of, a block that the journal does not know.
                using (var torn = new FileStream(Directory.GetFiles(directory.Path, "journal.*.logs").OrderBy(f => f.Length).Last(), FileMode.Append))
                    torn.Write(NoiseOf(random, random.Next(1, 200)));
                foreach (var blocks in Directory.GetFiles(directory.Path, "*.blocks").Take(1))
                    File.AppendAllBytes(blocks, NoiseOf(random, random.Next(1, 200)));
            }
            using var last = LogBook.Open(directory.Path, Bounds);
            Count(last, "").ShouldBe(kept * 400);
            Sequences(last).ShouldBe(Enumerable.Range(1, kept * 400).Select(i => (long)i));
        }
    }

    private static LogRecords At(LogRecords records, long receivedUs)
    {
        records.ReceivedUs = receivedUs;
        return records;
    }

    private static byte[] NoiseOf(Random random, int bytes)
    {
        var noise = new byte[bytes];
        random.NextBytes(noise);
        // No length that leads to whole frames.
        noise[0] |= 1;
        return noise;
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
