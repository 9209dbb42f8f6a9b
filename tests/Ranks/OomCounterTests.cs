using Muster.Actors.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

public sealed class OomCounterTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("muster-cgroup").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("low 0\nhigh 0\nmax 12\noom 3\noom_kill 2\noom_group_kill 0\n", 2)]
    [InlineData("oom_kill_disable 0\nunder_oom 0\noom_kill 7\n", 7)]
    [InlineData("", 0)]
    [InlineData("oom_kill many\n", 0)]
    public void The_count_is_read_from_recorded_files(string text, long count) => OomCounter.CountIn(text.Split('\n')).ShouldBe(count);

    [Fact]
    public void The_file_of_either_version_is_found()
    {
        Directory.CreateDirectory($"{_root}/job/step");
        File.WriteAllText($"{_root}/job/step/memory.events", "oom_kill 1\n");
        OomCounter.FileOf(["0::/job/step"], _root).ShouldBe($"{_root}/job/step/memory.events");
        Directory.CreateDirectory($"{_root}/memory/slurm");
        File.WriteAllText($"{_root}/memory/slurm/memory.oom_control", "oom_kill 1\n");
        OomCounter.FileOf(["11:cpu,cpuacct:/", "4:memory:/slurm", "0::/elsewhere"], _root).ShouldBe($"{_root}/memory/slurm/memory.oom_control");
        OomCounter.FileOf(["0::/"], _root).ShouldBeNull();
        OomCounter.FileOf(["nonsense"], _root).ShouldBeNull();
    }

    [Fact]
    public void A_rank_killed_while_the_count_rose_ran_out_of_memory()
    {
        RankVerdict.Of(0, 9, PmiPhase.Joined, true, null, false, outOfMemory: true).Reason.ShouldContain("out of memory");
        RankVerdict.Of(0, 11, PmiPhase.Joined, true, null, false, outOfMemory: true).Reason.ShouldBe("killed by SIGSEGV");
        RankVerdict.Of(0, 9, PmiPhase.Joined, true, null, true, outOfMemory: true).Failed.ShouldBeFalse();
    }
}
