using Muster.Driver.Hosting;
using Muster.Messages;
using Shouldly;
using Xunit;

namespace Muster.Driver.Tests;

public sealed class RunDirectoryTests : IDisposable
{
    private readonly string _here = Directory.CreateTempSubdirectory("muster-test-").FullName;

    public void Dispose() => Directory.Delete(_here, recursive: true);

    [Fact]
    public void A_new_directory_is_named_by_time_and_process_and_is_ours_alone()
    {
        var path = RunDirectory.Create(_here, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), 77);
        path.ShouldBe(Path.Combine(_here, "muster-runs", "20260102T030405Z-77"));
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task The_newest_directory_whose_seed_answers_is_taken_and_a_dead_one_is_named()
    {
        var old = Made("20260101T000000Z-1");
        var alive = Made("20260102T000000Z-1");
        var dead = Made("20260103T000000Z-1");
        var found = await RunDirectory.FindAsync(null, null, _here, access => Task.FromResult(access.SeedPid != PidOf(dead)));
        found.Directory.ShouldBe(alive);
        found.Dead.ShouldHaveSingleItem().ShouldContain(dead);
        found.Directory.ShouldNotBe(old);
    }

    [Fact]
    public async Task An_option_outweighs_the_variable_which_outweighs_the_newest()
    {
        var newest = Made("20260103T000000Z-1");
        var option = Made("1a");
        var variable = Made("1b");
        (await FindAsync(option, variable)).ShouldBe(option);
        (await FindAsync(null, variable)).ShouldBe(variable);
        (await FindAsync(null, "")).ShouldBe(newest);
    }

    [Fact]
    public async Task A_named_directory_that_is_dead_is_not_replaced_by_another()
    {
        Made("20260103T000000Z-1");
        var named = Made("1dead");
        var found = await RunDirectory.FindAsync(named, null, _here, access => Task.FromResult(access.SeedPid != PidOf(named)));
        found.Directory.ShouldBeNull();
        Should.Throw<Refusal>(() => found.Required).Details.ShouldHaveSingleItem().ShouldContain("does not answer");
    }

    [Fact]
    public async Task A_damaged_access_file_is_named()
    {
        var broken = Path.Combine(_here, "muster-runs", "20260104T000000Z-1");
        Directory.CreateDirectory(broken);
        File.WriteAllText(AccessFile.PathIn(broken), "{");
        var found = await RunDirectory.FindAsync(null, null, _here, _ => Task.FromResult(true));
        found.Dead.ShouldHaveSingleItem().ShouldContain(broken);
        await Should.ThrowAsync<Refusal>(() => RunDirectory.FindAsync(broken, null, _here, _ => Task.FromResult(true)));
    }

    [Fact]
    public async Task A_seed_whose_process_is_gone_does_not_answer()
    {
        var access = new AccessFile
        {
            Seed = "akka.tcp://Muster@127.0.0.1:9", SeedPid = int.MaxValue, SeedMachine = Environment.MachineName, StartedAt = DateTimeOffset.UnixEpoch,
        };
        (await RunDirectory.SeedListensAsync(access)).ShouldBeFalse();
        (await RunDirectory.SeedListensAsync(access with { SeedPid = Environment.ProcessId })).ShouldBeFalse();
    }

    [Fact]
    public void Taking_a_directory_removes_the_access_file_of_a_dead_cluster()
    {
        var path = Made("1dead");
        RunDirectory.Take(path, _here).ShouldBe(path);
        File.Exists(AccessFile.PathIn(path)).ShouldBeFalse();
    }

    [Fact]
    public void A_pid_that_is_no_host_of_this_directory_is_left_alone() =>
        new HostRecord("seed", Environment.ProcessId, Environment.MachineName).Lives(_here).ShouldBeFalse();

    private async Task<string?> FindAsync(string? option, string? variable) =>
        (await RunDirectory.FindAsync(option, variable, _here, _ => Task.FromResult(true))).Directory;

    private string Made(string name)
    {
        var path = Path.Combine(_here, "muster-runs", name);
        Directory.CreateDirectory(path);
        new AccessFile { Seed = "akka.tcp://Muster@127.0.0.1:4053", SeedPid = PidOf(path), SeedMachine = "here", StartedAt = DateTimeOffset.UnixEpoch }.Write(path);
        return path;
    }

    private static int PidOf(string path) => 1000 + (Path.GetFileName(path).GetHashCode(StringComparison.Ordinal) & 0xffff);
}
