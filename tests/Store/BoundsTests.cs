using Akka.Configuration;
using Muster.Actors.Store;
using Muster.Messages.Store;
using Shouldly;
using Xunit;

namespace Muster.Tests.Store;

public sealed class BoundsTests
{
    private static readonly HeldSubmission[] Held =
    [
        new("running", 1, 10, 0, 500),
        new("second", 11, 10, 2_000_000, 100),
        new("first", 21, 10, 1_000_000, 200),
        new("third", 31, 10, 3_000_000, 300),
    ];

    [Theory]
    [InlineData(null, null, "")]
    [InlineData(2.5, null, "first")]
    [InlineData(0.5, null, "first second third")]
    [InlineData(null, 1100L, "")]
    [InlineData(null, 1099L, "first")]
    [InlineData(null, 850L, "first second")]
    [InlineData(null, 1L, "first second third")]
    [InlineData(2.5, 899L, "first second")]
    public void The_oldest_that_is_over_goes_first_and_what_runs_never(double? age, long? size, string gone) =>
        new StoreBounds(age is { } seconds ? TimeSpan.FromSeconds(seconds) : null, size)
            .Choose(Held, Held.Sum(h => h.Bytes), 4_000_000 - 1).Select(h => h.Id).ShouldBe(gone.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Settings_are_read_and_nonsense_is_named()
    {
        StoreBounds.Read(Config.Empty).ShouldBe(StoreBounds.None);
        Read("age = off, size = off").ShouldBe(StoreBounds.None);
        Read("age = 30d, size = 200GiB").ShouldBe(new StoreBounds(TimeSpan.FromDays(30), 200L << 30));
        foreach (var bad in (string[])["age = soon", "size = much", "size = 0", "age = 0s"])
            Should.Throw<InvalidDataException>(() => Read(bad), bad).Message.ShouldContain("muster.retention.");

        static StoreBounds Read(string text) => StoreBounds.Read(ConfigurationFactory.ParseString($"muster.retention {{ {text} }}"));
    }

    [Fact]
    public void Files_are_counted_for_the_submission_they_belong_to_and_deleted_with_it()
    {
        using var directory = new TempDirectory();
        Directory.CreateDirectory(directory["rows"]);
        string[] files = ["rows/1.1.rows", "rows/2.1.rows", "rows/2.2.rows", "rows/3.1.rows", "rows/20.1.rows", "output-2-1.0.frames", "output-20-1.0.frames", "runs.1.journal"];
        foreach (var file in files)
            File.WriteAllBytes(directory[file], new byte[10]);
        var holdings = new StoreHoldings(directory.Path);
        foreach (var record in Records.Story("a", 1, 2).Concat(Records.Story("b", 3, 1, ends: false)))
            holdings.Note(record);
        var (held, bytes) = holdings.Measure();
        held.Select(h => (h.Id, h.Bytes, h.OverUs > 0)).ShouldBe([("a", 40, true), ("b", 10, false)]);
        bytes.ShouldBe(80);

        holdings.Note(new RunRecord { Removed = new RemovedRecord { Submissions = { "a" }, NextRun = 4 } });
        var asked = new List<string>();
        Should.Throw<IOException>(() => holdings.DeleteGone(_ => throw new IOException("away")));
        holdings.DeleteGone(gone => asked.Add(gone.Id));
        holdings.DeleteGone(gone => asked.Add(gone.Id));
        asked.ShouldBe(["a"]);
        files.Where(f => File.Exists(directory[f])).ShouldBe(["rows/3.1.rows", "rows/20.1.rows", "output-20-1.0.frames", "runs.1.journal"]);
        holdings.NextRun.ShouldBe(4);
    }
}
