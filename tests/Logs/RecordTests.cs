using Muster.Actors.Logs.Records;
using Shouldly;
using Xunit;

namespace Muster.Tests.Logs;

public sealed class RecordTests
{
    [Fact]
    public void A_record_is_read_as_it_was_written()
    {
        var writer = new LogBatchWriter();
        writer.Begin(123, 3);
        writer.Text(KnownField.Message, "grüße"u8);
        writer.Integer(KnownField.Run, -7);
        writer.Real("ratio"u8, double.NaN);
        writer.Boolean("on"u8, true);
        writer.Boolean("off"u8, false);
        writer.Json("nested"u8, "{\"a\":[1]}"u8);
        writer.Integer("big"u8, long.MinValue);
        writer.Text("on"u8, "the first counts"u8);
        writer.End();
        var batch = new LogBatch(writer.Take("s", 1, 9));

        var seen = 0;
        foreach (var record in batch)
        {
            seen++;
            record.TimeUs.ShouldBe(123);
            record.Level.ShouldBe(3);
            Batches.Text(record.Text(KnownField.Message)).ShouldBe("grüße");
            record.TryGet(KnownField.Run, out var run).ShouldBeTrue();
            run.Integer.ShouldBe(-7);
            record.TryGet("ratio"u8, out var ratio).ShouldBeTrue();
            double.IsNaN(ratio.Real).ShouldBeTrue();
            record.TryGet("on"u8, out var on).ShouldBeTrue();
            on.Kind.ShouldBe(FieldKind.True);
            record.TryGet("off"u8, out var off).ShouldBeTrue();
            off.Kind.ShouldBe(FieldKind.False);
            record.TryGet("nested"u8, out var nested).ShouldBeTrue();
            Batches.Text(nested.Bytes).ShouldBe("{\"a\":[1]}");
            record.TryGet("big"u8, out var big).ShouldBeTrue();
            big.Integer.ShouldBe(long.MinValue);
            record.TryGet("nothing"u8, out _).ShouldBeFalse();
        }
        seen.ShouldBe(1);
    }

    [Fact]
    public void A_record_that_is_given_up_leaves_nothing_behind()
    {
        var writer = new LogBatchWriter();
        writer.Begin(1, 6);
        writer.Text("bad"u8, "x"u8);
        writer.Discard();
        writer.Begin(2, 6);
        writer.Text("good"u8, "y"u8);
        writer.End();
        writer.Begin(3, 6);
        writer.Text("unfinished"u8, "z"u8);
        var records = writer.Take("s", 1, 0);

        records.Count.ShouldBe(1);
        records.Names.ShouldBe(["good"]);
        foreach (var record in new LogBatch(records))
            record.TimeUs.ShouldBe(2);
    }

    [Fact]
    public void A_writer_takes_more_than_its_first_buffer_and_is_empty_after_a_batch()
    {
        var writer = new LogBatchWriter();
        var large = new string('x', 300_000);
        for (var i = 0; i < 3; i++)
        {
            writer.Begin(i, 6);
            writer.Text(KnownField.Message, large);
            writer.End();
        }
        writer.Take("s", 1, 0).Count.ShouldBe(3);
        writer.Count.ShouldBe(0);
        writer.Bytes.ShouldBe(0);
        writer.Take("s", 2, 0).Rows.Length.ShouldBe(0);
    }

    [Fact]
    public void Bytes_that_are_no_rows_are_found_out_wherever_they_are_cut()
    {
        var records = Batches.Hello("s", 1, 3);
        var rows = records.Rows.ToByteArray();
        for (var length = 1; length < rows.Length; length++)
        {
            var cut = records.Clone();
            cut.Rows = Google.Protobuf.ByteString.CopyFrom(rows, 0, length);
            var read = 0;
            Should.NotThrow(() =>
            {
                try
                {
                    foreach (var record in new LogBatch(cut))
                    {
                        foreach (var field in record.Fields)
                            _ = field.Name;
                        read++;
                    }
                }
                catch (InvalidDataException)
                {
                    read = -1;
                }
            });
            (read == -1 || read < 3).ShouldBeTrue($"cut at {length}");
        }
    }

    [Fact]
    public void What_is_not_stored_is_kept_in_order_and_says_what_is()
    {
        var unstored = new UnstoredBatches();
        for (var n = 1; n <= 4; n++)
            unstored.Add(Batches.Hello("s", n, n));
        unstored.Stored(2).ShouldBe(3);
        unstored.All.Select(b => b.Number).ShouldBe([3L, 4L]);
        unstored.Stored(1).ShouldBe(0);
        unstored.Add(Batches.Hello("s", 5, 1));
        unstored.All.Last().Stored.ShouldBe(2);
        unstored.Stored(5).ShouldBe(8);
        unstored.Bytes.ShouldBe(0);
    }
}
