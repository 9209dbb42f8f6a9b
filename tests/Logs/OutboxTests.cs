using Muster.Actors.Logs;
using Muster.Actors.Logs.Forwarding;
using Muster.Actors.Logs.Records;
using Muster.Messages.Logs;
using Shouldly;
using Xunit;

namespace Muster.Tests.Logs;

public sealed class OutboxTests
{
    [Fact]
    public void Batches_leave_in_order_through_memory_and_disk_and_none_is_lost_below_the_bounds()
    {
        using var directory = new TempDirectory();
        var spool = directory["unsent/node1.frames"];
        using (var outbox = new Outbox(new BatchSpool(spool, 1 << 20), 20_000, 5_000))
        {
            for (var n = 1; n <= 60; n++)
                outbox.Add(Batches.Hello("s", n, 20)).ShouldBeTrue();
            outbox.Spooled.ShouldBeGreaterThan(0);
            var sent = new List<long>();
            var next = 1L;
            while (outbox.Count > 0)
            {
                while (outbox.Next() is { } batch)
                    sent.Add(batch.Number);
                outbox.UnderWay.ShouldBeGreaterThan(0);
                outbox.Again.First().Number.ShouldBe(next);
                outbox.Stored(next++);
            }
            sent.ShouldBe(Enumerable.Range(1, 60).Select(n => (long)n));
            outbox.Dropped.ShouldBe(0);
        }
        File.Exists(spool).ShouldBeFalse();
    }

    [Fact]
    public void Beyond_the_spool_records_are_counted_and_numbers_have_no_gap()
    {
        using var directory = new TempDirectory();
        using var outbox = new Outbox(new BatchSpool(directory["s.frames"], 8_000), 4_000, 1_000);
        var number = 0L;
        for (var i = 0; i < 50; i++)
        {
            if (outbox.Add(Batches.Hello("s", number + 1, 20)))
                number++;
        }
        number.ShouldBeLessThan(50);
        outbox.Dropped.ShouldBe((50 - number) * 20);
        var sent = new List<long>();
        while (outbox.Count > 0)
        {
            while (outbox.Next() is { } batch)
                sent.Add(batch.Number);
            outbox.Stored(sent[^1]);
        }
        sent.ShouldBe(Enumerable.Range(1, (int)number).Select(n => (long)n));
    }

    [Fact]
    public void An_aggregator_marks_each_record_with_its_streams()
    {
        var batch = Batches.Hello("s", 1, 4);
        var row = 0;
        var routed = LogAggregator.Route(batch, (in LogRecord record) => row++ % 2 == 0 ? "default" : "default,odd");
        routed.StreamSets.ShouldBe(["default", "default,odd"]);
        routed.Routes.ToByteArray().ShouldBe([0, 1, 0, 1]);
        batch.StreamSets.ShouldBeEmpty();
        var damaged = new LogRecords(batch) { Count = 3 };
        LogAggregator.Route(damaged, (in LogRecord record) => "default").ShouldBeSameAs(damaged);
    }
}
