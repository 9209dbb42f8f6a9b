using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Muster.Actors.Logs.Blocks;
using Muster.Actors.Logs.Keeping;
using Muster.Actors.Logs.Records;
using Muster.Actors.Logs.Search;
using Muster.Messages.Logs;
using Shouldly;
using Xunit;

namespace Muster.Tests.Logs;

/// <summary>What each form of a query finds among a few records, each named by its number.</summary>
public sealed class QueryTests : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_795_157_800);

    private readonly TempDirectory _directory = new();
    private readonly LogBook _book;

    public QueryTests()
    {
        _book = LogBook.Open(_directory.Path, LogBounds.Of(1L << 30));
        var writer = new LogBatchWriter();
        Add(writer, 1, 6, "Login of Alice by ssh", "TTP_a", w => w.Integer("cpu"u8, 10));
        Add(writer, 2, 3, "ssh login failed for bob", "TTP_b", w => w.Integer("cpu"u8, 20));
        Add(writer, 3, 4, "disk is nearly full: 91 %", "DIR_a", w => w.Real("cpu"u8, 20.5));
        Add(writer, 4, 7, "naïve Größe", "WKR_1", w => w.Text("cpu"u8, "many"));
        Add(writer, 5, 6, "roam the foam", "SYS_x", w =>
        {
            w.Boolean("ok"u8, true);
            w.Text("path"u8, "/var/log/x y");
            w.Json("nested"u8, "{\"deep\":\"value\"}"u8);
        });
        _book.Append(writer.Take("s", 1, 0).In("default,TTP Stream"), 0);
    }

    public void Dispose()
    {
        _book.Dispose();
        _directory.Dispose();
    }

    private static void Add(LogBatchWriter writer, int number, int level, string message, string logger, Action<LogBatchWriter> more)
    {
        writer.Begin(((1_795_157_700 + number) * 1_000_000L) + 500_000, level);
        writer.Text(KnownField.Message, message);
        writer.Text(KnownField.Logger, logger);
        writer.Text(KnownField.Source, "host" + number);
        more(writer);
        writer.End();
    }

    [Theory]
    [InlineData("", "12345")]
    [InlineData("*", "12345")]
    [InlineData("  ", "12345")]
    [InlineData("ssh", "12")]
    [InlineData("SSH", "12")]
    [InlineData("ss", "")]
    [InlineData("ss*", "12")]
    [InlineData("?sh", "12")]
    [InlineData("message:login", "12")]
    [InlineData("\"ssh login\"", "2")]
    [InlineData("\"login ssh\"", "")]
    [InlineData("\"login ssh\"~3", "12")]
    [InlineData("ssh full", "123")]
    [InlineData("ssh OR full", "123")]
    [InlineData("ssh || full", "123")]
    [InlineData("ssh AND bob", "2")]
    [InlineData("ssh && bob", "2")]
    [InlineData("ssh AND NOT bob", "1")]
    [InlineData("ssh NOT bob", "1")]
    [InlineData("ssh -bob", "1")]
    [InlineData("ssh !bob", "1")]
    [InlineData("+ssh full", "12")]
    [InlineData("NOT ssh", "345")]
    [InlineData("NOT NOT ssh", "12")]
    [InlineData("-ssh -full", "45")]
    [InlineData("full OR ssh AND bob", "23")]
    [InlineData("(full OR ssh) AND NOT bob", "13")]
    [InlineData("logger:TTP_a", "1")]
    [InlineData("logger:ttp_a", "")]
    [InlineData("_logger:TTP_a", "1")]
    [InlineData("logger:(TTP_a OR DIR_a)", "13")]
    [InlineData("logger:TTP_*", "12")]
    [InlineData("logger:/(TTP|DIR)_a/", "13")]
    [InlineData("logger:/TTP/", "")]
    [InlineData("message:/f.*l/", "3")]
    [InlineData("level:INFO", "15")]
    [InlineData("level:6", "15")]
    [InlineData("level:warn", "3")]
    [InlineData("level:<=WARNING", "23")]
    [InlineData("level:[ERROR TO WARNING]", "23")]
    [InlineData("cpu:20", "2")]
    [InlineData("cpu:20.0", "2")]
    [InlineData("cpu:>=20", "23")]
    [InlineData("cpu:>20", "3")]
    [InlineData("cpu:<20", "1")]
    [InlineData("cpu:[10 TO 20]", "12")]
    [InlineData("cpu:{10 TO 20]", "2")]
    [InlineData("cpu:[10 TO 20}", "1")]
    [InlineData("cpu:[* TO 20]", "12")]
    [InlineData("cpu:[20 TO *]", "23")]
    [InlineData("cpu:many", "4")]
    [InlineData("_exists_:ok", "5")]
    [InlineData("ok:true", "5")]
    [InlineData("ok:*", "5")]
    [InlineData("path:\"/var/log/x y\"", "5")]
    [InlineData("path:\\/var\\/log\\/x\\ y", "5")]
    [InlineData("value", "5")]
    [InlineData("GRÖSSE", "")]
    [InlineData("größe", "4")]
    [InlineData("NAÏVE", "4")]
    [InlineData("foam~1", "5")]
    [InlineData("boam~1", "5")]
    [InlineData("boats~1", "")]
    [InlineData("streams:\"TTP Stream\"", "12345")]
    [InlineData("streams:TTP", "")]
    [InlineData("id:3", "3")]
    [InlineData("gl2_message_id:[2 TO 3]", "23")]
    [InlineData("timestamp:[\"2026-11-20 06:55:02\" TO \"2026-11-20 06:55:04\"]", "23")]
    [InlineData("timestamp:>now-97s", "345")]
    [InlineData("source:host2^4 OR source:host3", "23")]
    [InlineData("nothing:x", "")]
    [InlineData("NOT nothing:x", "12345")]
    public void A_query_finds(string query, string numbers)
    {
        Find(query).ShouldBe(numbers);
        // Once more from a block on disk, which its filter may pass over.
        _book.Tend(TimeSpan.FromDays(1).Ticks);
        _book.View().Blocks.Length.ShouldBe(1);
        Find(query).ShouldBe(numbers);
    }

    [Theory]
    [InlineData("(a", 1, "never closed")]
    [InlineData("a)", 2, "closes nothing")]
    [InlineData("level:", 7, "the value of 'level' is missing")]
    [InlineData("level: x", 7, "the value of 'level' is missing")]
    [InlineData(":x", 1, "name of a field is missing")]
    [InlineData("a AND", 6, "something to look for is missing")]
    [InlineData("AND a", 1, "AND needs")]
    [InlineData("a OR OR b", 6, "OR needs")]
    [InlineData("\"abc", 1, "quote is never closed")]
    [InlineData("x:/abc", 3, "never ends")]
    [InlineData("x:/(/", 3, "no regular expression")]
    [InlineData("x:/(?=a)/", 3, "no regular expression")]
    [InlineData("x:[1 5]", 6, "TO was expected")]
    [InlineData("x:[1 TO 5", 3, "never closed")]
    [InlineData("[1 TO 5]", 1, "needs a field")]
    [InlineData("timestamp:[yesterdayish TO now]", 31, "no time")]
    [InlineData("a~1000", 3, "distance")]
    [InlineData("a\\", 3, "escapes nothing")]
    public void A_query_that_cannot_be_understood_is_refused_with_its_place(string query, int position, string reason)
    {
        var refused = Should.Throw<QueryException>(() => QueryParser.Parse(query, Now));
        refused.Message.ShouldContain(reason);
        refused.Position.ShouldBe(position);
    }

    [Fact]
    public void No_text_makes_the_parser_fail_otherwise()
    {
        var pieces = Gen.Elements("a", "b:", "(", ")", "[", "]", "{", "}", "\"", "/", "\\", "~", "^", "*", "?", " ", "AND", "OR", "NOT", "TO", "+", "-", "!", ">", "<", "=", "1", ":", "_exists_:", "ü", "\0", "\ud800", "timestamp:", "level:");
        var texts = Gen.Select(Gen.ListOf(pieces), list => string.Concat(list));
        Prop.ForAll(Arb.From(texts), text =>
        {
            try
            {
                QueryParser.Parse(text, Now);
                return true;
            }
            catch (QueryException e)
            {
                return e.Position >= 1 && e.Position <= text.Length + 1;
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Ten_thousand_parentheses_are_refused()
    {
        Should.Throw<QueryException>(() => QueryParser.Parse(new string('(', 10_000), Now)).Message.ShouldContain("64 parentheses");
        Should.Throw<QueryException>(() => QueryParser.Parse(string.Concat(Enumerable.Repeat("NOT ", 3000)) + "a", Now)).Message.ShouldContain("64 negations");
    }

    [Fact]
    public void Newest_first_pages_are_in_order_of_time_whatever_order_records_came_in()
    {
        var random = new Random(7);
        using var directory = new TempDirectory();
        using var book = LogBook.Open(directory.Path, LogBounds.Of(1L << 30));
        for (var n = 1; n <= 30; n++)
        {
            var writer = new LogBatchWriter();
            for (var i = 0; i < 1000; i++)
            {
                writer.Begin(random.Next(1_000_000), 6);
                writer.Text("key"u8, random.Next(100).ToString(CultureInfo.InvariantCulture));
                writer.End();
            }
            book.Append(writer.Take("s", n, n), n);
        }
        book.View().Blocks.Length.ShouldBeGreaterThan(2);
        var all = new List<LogHit>();
        var request = new SearchLogs { Query = "key:42", Limit = 50 };
        while (true)
        {
            var page = LogRequests.Answer(request, book.View(), Now).ShouldBeOfType<LogHits>();
            all.AddRange(page.Hits);
            if (page.Complete)
                break;
            request.After = page.Next;
        }
        var times = all.Select(h => (h.TimeUs, h.Id)).ToList();
        times.ShouldBe(times.OrderDescending());
        times.Distinct().Count().ShouldBe(times.Count);
        var counts = LogRequests.Answer(new CountLogs { Query = "key:42", IntervalUs = 1000, Field = "key" }, book.View(), Now).ShouldBeOfType<LogCounts>();
        counts.Count.ShouldBe(all.Count);
        counts.Buckets.Sum(b => b.Count).ShouldBe(all.Count);
        counts.Buckets.Count.ShouldBeLessThanOrEqualTo(1000);
        counts.Field.Top.ShouldHaveSingleItem().ShouldBe(new LogValueCount { Value = "42", Count = all.Count });
    }

    [Fact]
    public void A_field_s_numbers_come_to_their_mean_and_deviation()
    {
        var counts = LogRequests.Answer(new CountLogs { Field = "cpu" }, _book.View(), Now).ShouldBeOfType<LogCounts>().Field;
        (counts.Count, counts.Missing, counts.Distinct, counts.Numbers).ShouldBe((4, 1, 4, 3));
        (counts.Least, counts.Greatest).ShouldBe((10, 20.5));
        counts.Mean.ShouldBe(50.5 / 3, 1e-9);
        counts.Sum.ShouldBe(50.5, 1e-9);
        counts.Deviation.ShouldBe(Math.Sqrt(((10 - (50.5 / 3)) * (10 - (50.5 / 3)) + (20 - (50.5 / 3)) * (20 - (50.5 / 3)) + (20.5 - (50.5 / 3)) * (20.5 - (50.5 / 3))) / 3), 1e-9);
    }

    [Fact]
    public void A_block_comes_back_from_its_bytes_as_it_was()
    {
        var random = new Random(3);
        for (var round = 0; round < 20; round++)
        {
            var open = new OpenBlock();
            var writer = new LogBatchWriter();
            var rows = random.Next(1, 600);
            for (var i = 0; i < rows; i++)
            {
                writer.Begin(random.NextInt64(), random.Next(8));
                for (var f = random.Next(6); f > 0; f--)
                {
                    var name = System.Text.Encoding.UTF8.GetBytes("f" + random.Next(8));
                    switch (random.Next(4))
                    {
                        case 0:
                            writer.Integer(name, random.NextInt64());
                            break;
                        case 1:
                            writer.Real(name, random.NextDouble());
                            break;
                        case 2:
                            writer.Boolean(name, random.Next(2) == 0);
                            break;
                        default:
                            writer.Text(name, new string((char)('a' + random.Next(26)), random.Next(40)));
                            break;
                    }
                }
                writer.End();
            }
            var batch = new LogBatch(writer.Take("s", 1, 5));
            open.Expect(batch);
            var sequence = 1L;
            foreach (var record in batch)
                open.Add(record, sequence++, 5, "default"u8);
            var block = open.Freeze();
            var (head, payload) = BlockFormat.Encode(block);
            var body = payload.Length - head.Columns.Sum(c => c.Length);
            var again = BlockFormat.Open(head, (offset, length) => payload.AsSpan(body + offset, length).ToArray());
            again.Times.ShouldBe(block.Times[..rows]);
            again.Sequences.ShouldBe(block.Sequences[..rows]);
            foreach (var name in block.Names)
            {
                var (one, two) = (block.Find(name)!, again.Find(name));
                for (var row = 0; row < rows; row++)
                {
                    var (a, b) = (one.ValueOf(row), two?.ValueOf(row) ?? -1);
                    (a < 0).ShouldBe(b < 0);
                    if (a >= 0)
                        (two!.KindOf(b), two.TextOf(b)).ShouldBe((one.KindOf(a), one.TextOf(a)));
                }
            }
        }
    }

    private string Find(string query)
    {
        var hits = LogRequests.Answer(new SearchLogs { Query = query, Order = LogOrder.OldestFirst }, _book.View(), Now).ShouldBeOfType<LogHits>();
        return string.Concat(hits.Hits.Select(h => h.Fields.Single(f => f.Name == "source").Text[^1]));
    }
}
