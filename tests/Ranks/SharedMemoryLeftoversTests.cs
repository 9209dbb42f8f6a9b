using Muster.Actors.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

public sealed class SharedMemoryLeftoversTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("muster-shm").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Only_what_is_surely_left_by_ranks_is_removed()
    {
        var before = DateTimeOffset.UtcNow.AddSeconds(-2);
        foreach (var name in new[] { "mpich_shar_tmpAbCd", "ucx_shm_posix_1f", "vader_segment.h.0.1.0", "postgres.123", "mpich_shar_tmpOpen" })
            File.WriteAllText(Path.Combine(_folder, name), "x");
        File.CreateSymbolicLink(Path.Combine(_folder, "mpich_shar_tmpLink"), "/etc/passwd");
        using var open = File.OpenRead(Path.Combine(_folder, "mpich_shar_tmpOpen"));
        var after = DateTimeOffset.UtcNow.AddSeconds(2);
        SharedMemoryLeftovers.Remove(after, after, () => false, _folder).Removed.ShouldBeEmpty();
        // Made after the runs were over: the next run's.
        SharedMemoryLeftovers.Remove(before.AddHours(-1), before, () => false, _folder).Removed.ShouldBeEmpty();
        var postponed = SharedMemoryLeftovers.Remove(before, after, () => true, _folder);
        (postponed.Removed.Count, postponed.Postponed).ShouldBe((0, true));
        var left = SharedMemoryLeftovers.Remove(before, after, () => false, _folder);
        left.Removed.Order().ShouldBe(["mpich_shar_tmpAbCd", "ucx_shm_posix_1f", "vader_segment.h.0.1.0"]);
        left.Others.ShouldBe(["postgres.123"]);
        left.Postponed.ShouldBeFalse();
        Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName).Order().ShouldBe(["mpich_shar_tmpLink", "mpich_shar_tmpOpen", "postgres.123"]);
        SharedMemoryLeftovers.Remove(before, after, () => false, "/nowhere").Removed.ShouldBeEmpty();
    }

    [Fact]
    public void A_process_that_carries_a_host_s_token_is_known()
    {
        var token = Guid.NewGuid().ToString("N");
        var start = new System.Diagnostics.ProcessStartInfo("/bin/sleep", "60");
        start.Environment[RankEnvironment.TokenVariable] = token;
        using var process = System.Diagnostics.Process.Start(start)!;
        try
        {
            SpinWait.SpinUntil(() => TokenBearers.Of(token).Count > 0, TimeSpan.FromSeconds(60)).ShouldBeTrue();
            TokenBearers.Of(token).ShouldBe([(process.Id, "sleep")]);
            TokenBearers.Of(token[..8]).ShouldBeEmpty();
            TokenBearers.AnyRank().ShouldBeTrue();
        }
        finally
        {
            process.Kill();
        }
    }
}
