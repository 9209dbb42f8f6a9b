using System.Text;
using Muster.Actors.Store;
using Muster.Messages.Store;
using Shouldly;
using Xunit;

namespace Muster.Tests.Store;

public sealed class FrameLogTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    private string Stem => _directory["log"];

    private FrameLog TakeOver(List<string>? read = null) =>
        FrameLog.TakeOver(Stem, "seg", new FileHeader { Kind = "test" }, (_, payload) => read?.Add(Encoding.UTF8.GetString(payload)));

    private List<string> ReadAll()
    {
        var read = new List<string>();
        FrameLog.OpenRead(Stem, "seg", new FileHeader { Kind = "test" }, (_, payload) => read.Add(Encoding.UTF8.GetString(payload))).Dispose();
        return read;
    }

    [Fact]
    public void Each_writer_goes_on_in_a_segment_of_its_own_and_a_reader_sees_one_log()
    {
        using (var first = TakeOver())
            first.Append("one"u8);
        var read = new List<string>();
        using (var second = TakeOver(read))
        {
            read.ShouldBe(["one"]);
            Encoding.UTF8.GetString(second.ReadAt(second.Append("two"u8))).ShouldBe("two");
        }
        ReadAll().ShouldBe(["one", "two"]);
        File.Exists(_directory["log.2.seg"]).ShouldBeTrue();
    }

    [Fact]
    public void What_a_writer_adds_after_it_was_superseded_counts_for_nobody()
    {
        using var stale = TakeOver();
        stale.Append("kept"u8);
        stale.IsSuperseded().ShouldBeFalse();

        using (var next = TakeOver())
        {
            stale.Append("late"u8);
            stale.IsSuperseded().ShouldBeTrue();
            next.Append("new"u8);
        }

        ReadAll().ShouldBe(["kept", "new"]);
        using var third = TakeOver();
        third.BytesCut.ShouldBeGreaterThan(0);
        stale.Append("later"u8);
        ReadAll().ShouldBe(["kept", "new"]);
    }

    [Fact]
    public void A_torn_tail_is_cut_by_the_next_writer_for_everyone()
    {
        using (var first = TakeOver())
        {
            first.Append("whole"u8);
            first.Append("torn"u8);
        }
        using (var file = new FileStream(_directory["log.1.seg"], FileMode.Open))
            file.SetLength(file.Length - 1);
        using (var second = TakeOver())
            second.BytesCut.ShouldBe(8 + 3);
        ReadAll().ShouldBe(["whole"]);
    }

    [Fact]
    public void A_segment_whose_writer_died_before_its_header_is_passed_over()
    {
        using (var first = TakeOver())
            first.Append("one"u8);
        File.WriteAllBytes(_directory["log.2.seg"], []);
        using (var third = TakeOver())
            third.Append("three"u8);
        ReadAll().ShouldBe(["one", "three"]);
    }

    [Fact]
    public void Of_many_that_take_over_at_once_only_the_last_is_not_superseded()
    {
        var logs = Enumerable.Range(0, 20).AsParallel().WithDegreeOfParallelism(8).Select(_ => TakeOver()).ToList();
        logs.Count(l => !l.IsSuperseded()).ShouldBe(1);
        logs.ForEach(l => l.Dispose());
    }

    [Fact]
    public void Damage_is_found_before_anything_is_created()
    {
        using (var first = TakeOver())
        {
            first.Append("one"u8);
            first.Append("two"u8);
        }
        var bytes = File.ReadAllBytes(_directory["log.1.seg"]);
        bytes[10] ^= 1;
        File.WriteAllBytes(_directory["log.1.seg"], bytes);
        Should.Throw<InvalidDataException>(() => TakeOver());
        File.Exists(_directory["log.2.seg"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_writer_whose_successor_condensed_the_log_is_superseded(bool hadCondensed)
    {
        using var stale = TakeOver();
        stale.Append("one"u8);
        if (hadCondensed)
            stale.Condense(new FileHeader { Kind = "test" }, ["one"u8.ToArray()]).ShouldBeTrue();
        stale.IsSuperseded().ShouldBeFalse();
        using var next = TakeOver();
        next.Condense(new FileHeader { Kind = "test" }, ["one"u8.ToArray()]).ShouldBeTrue();
        stale.Append("late"u8);
        stale.IsSuperseded().ShouldBeTrue();
        next.IsSuperseded().ShouldBeFalse();
        ReadAll().ShouldBe(["one"]);
    }
}
