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
        SharedMemoryLeftovers.Remove(DateTimeOffset.UtcNow.AddSeconds(5), _folder).ShouldBeEmpty();
        SharedMemoryLeftovers.Remove(before, _folder).Order().ShouldBe(["mpich_shar_tmpAbCd", "ucx_shm_posix_1f", "vader_segment.h.0.1.0"]);
        Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName).Order().ShouldBe(["mpich_shar_tmpLink", "mpich_shar_tmpOpen", "postgres.123"]);
        SharedMemoryLeftovers.Remove(before, "/nowhere").ShouldBeEmpty();
    }
}
