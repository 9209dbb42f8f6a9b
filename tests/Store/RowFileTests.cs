using FsCheck;
using FsCheck.Fluent;
using Muster.Actors.Store;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Store;

public sealed class RowFileTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Rows_and_cursor_are_there_after_a_restart()
    {
        using (var file = RowFile.Open(_directory.Path, 7, 1))
        {
            file.Append(Batch(1, "1", "2"), 10).ShouldBe(BatchVerdict.Store);
            file.Append(Batch(2, end: true), 11).ShouldBe(BatchVerdict.Store);
        }

        using var again = RowFile.Open(_directory.Path, 7, 2);
        again.Rows.ShouldBe(2);
        again.Lines.ShouldBe(2);
        again.FirstRowUs.ShouldBe(10);
        again.Cursors.Last(0).ShouldBe(2);
        again.Cursors.HasEnded(0).ShouldBeTrue();
        Values(again.Read(1, 10, 1000)).ShouldBe(["1", "2"]);
        again.Append(Batch(2, "3"), 12).ShouldBe(BatchVerdict.Duplicate);
    }

    [Fact]
    public void A_duplicate_adds_nothing_and_a_gap_is_not_stored()
    {
        using var file = RowFile.Open(_directory.Path, 1, 1);
        file.Append(Batch(1, "a"), 1).ShouldBe(BatchVerdict.Store);
        file.Append(Batch(1, "a"), 1).ShouldBe(BatchVerdict.Duplicate);
        file.Append(Batch(3, "c"), 1).ShouldBe(BatchVerdict.Gap);
        file.Append(Batch(2, "b"), 1).ShouldBe(BatchVerdict.Store);

        Values(file.Read(1, 10, 1000)).ShouldBe(["a", "b"]);
    }

    [Fact]
    public void A_later_attempt_replaces_the_rows_of_the_one_before()
    {
        using (var file = RowFile.Open(_directory.Path, 1, 1))
        {
            file.Append(Batch(1, "old"), 1);
            file.Append(Batch(1, ["new"], attempt: 2), 2).ShouldBe(BatchVerdict.Store);
            file.Append(Batch(2, "late"), 3).ShouldBe(BatchVerdict.Superseded);
        }
        using var again = RowFile.Open(_directory.Path, 1, 1);
        again.Cursors.Attempt.ShouldBe(2);
        Values(again.Read(1, 10, 1000)).ShouldBe(["new"]);
    }

    [Fact]
    public void Reading_starts_anywhere_and_is_bounded_in_rows_and_bytes()
    {
        using var file = RowFile.Open(_directory.Path, 1, 1);
        file.Append(Batch(1, "1", "2", "3"), 1);
        file.Append(Batch(2), 1);
        file.Append(Batch(3, "4", "5"), 1);

        Values(file.Read(3, 2, 1000)).ShouldBe(["3", "4"]);
        Values(file.Read(5, 10, 1000)).ShouldBe(["5"]);
        Values(file.Read(6, 10, 1000)).ShouldBeEmpty();
        Values(file.Read(1, 10, 1)).ShouldBe(["1"]);
    }

    [Fact]
    public void However_batches_are_repeated_and_reordered_each_row_is_stored_once_and_in_order()
    {
        var run = 0;
        Prop.ForAll(
            Gen.Choose(1, 12).SelectMany(n => Gen.ListOf(Gen.Choose(1, n)).Select(arrivals => (Count: n, Arrivals: arrivals.ToList()))).ToArbitrary(),
            sample =>
            {
                using var file = RowFile.Open(_directory.Path, ++run, 1);
                foreach (var number in sample.Arrivals)
                    file.Append(Batch(number, $"{number}"), 1);
                // What the rank host does when its patience ends: everything after the cursor again.
                for (var number = (int)file.Cursors.Last(0) + 1; number <= sample.Count; number++)
                    file.Append(Batch(number, $"{number}"), 1);
                return Values(file.Read(1, int.MaxValue, int.MaxValue)).SequenceEqual(Enumerable.Range(1, sample.Count).Select(i => $"{i}"));
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_file_of_another_run_is_refused()
    {
        RowFile.Open(_directory.Path, 1, 1).Dispose();
        File.Move(RowFile.PathOf(_directory.Path, 1), RowFile.PathOf(_directory.Path, 2));

        Should.Throw<InvalidDataException>(() => RowFile.Open(_directory.Path, 2, 1));
    }

    private static RowBatch Batch(long number, params string[] rows) => Batch(number, rows, 1);

    private static RowBatch Batch(long number, bool end) => Batch(number, [], 1, end);

    private static RowBatch Batch(long number, string[] rows, int attempt, bool end = false)
    {
        var batch = new RowBatch { Key = new RunKey { Run = 1, Attempt = attempt }, Number = number, Lines = rows.Length, End = end };
        batch.Rows.Add(rows.Select(r => new Row { Values = { r } }));
        return batch;
    }

    private static List<string> Values(List<Row> rows) => rows.Select(r => r.Values.Single()).ToList();
}
