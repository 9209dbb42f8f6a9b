using System.Diagnostics;
using Muster.Driver.Hosting;
using Shouldly;
using Xunit;

namespace Muster.Driver.Tests;

/// <summary>The owner of a host process, tried on shell scripts that stand in for hosts.</summary>
public sealed class HostProcessTests : IDisposable
{
    private readonly string _here = Directory.CreateTempSubdirectory("muster-test-").FullName;

    public void Dispose() => Directory.Delete(_here, recursive: true);

    [Fact]
    public async Task What_a_host_prints_is_in_its_log_and_its_exit_code_is_seen()
    {
        await using var host = Start("echo out; echo err >&2; exit 7");
        (await Soon(host.Exited)).ShouldBe(7);
        host.LogTail().ShouldBe(["out", "err"]);
    }

    [Fact]
    public async Task A_host_that_leaves_when_asked_is_not_killed()
    {
        await using var host = Start("trap 'echo left; exit 0' TERM; echo ready; while :; do sleep 0.01; done");
        await Until(() => host.LogTail().Contains("ready"));
        await host.EndAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
        (await host.Exited).ShouldBe(0);
        host.LogTail().ShouldContain("left");
    }

    [Fact]
    public async Task A_host_that_does_not_leave_is_killed_after_the_patience()
    {
        await using var host = Start("trap '' TERM; echo ready; while :; do sleep 0.01; done");
        await Until(() => host.LogTail().Contains("ready"));
        await Soon(host.EndAsync(TimeSpan.FromMilliseconds(100), CancellationToken.None));
        (await host.Exited).ShouldBe(128 + Signals.Kill);
    }

    [Fact]
    public async Task Haste_ends_the_patience()
    {
        using var haste = new CancellationTokenSource();
        await using var host = Start("trap '' TERM; echo ready; while :; do sleep 0.01; done");
        await Until(() => host.LogTail().Contains("ready"));
        var ending = host.EndAsync(TimeSpan.FromMinutes(5), haste.Token);
        await haste.CancelAsync();
        await Soon(ending);
        (await host.Exited).ShouldBe(128 + Signals.Kill);
    }

    [Fact]
    public async Task A_host_sees_the_end_of_its_input_when_its_owner_goes()
    {
        var host = Start("cat >/dev/null; echo gone");
        await host.DisposeAsync();
        host.Exited.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_host_runs_in_a_session_of_its_own()
    {
        await using var host = Start("ps -o sid= -p $$; exec cat");
        await Until(() => host.LogTail() is [var line] && int.TryParse(line, out _));
        host.LogTail()[0].Trim().ShouldBe($"{host.Pid}");
    }

    [Fact]
    public void Host_programs_are_found_beside_the_driver_then_in_the_build_then_at_home()
    {
        var bin = Path.Combine(_here, "bin");
        var driver = Directory.CreateDirectory(Path.Combine(bin, "Driver", "release")).FullName;
        var home = Directory.CreateDirectory(Path.Combine(_here, "home")).FullName;
        Should.Throw<Refusal>(() => HostPrograms.Find(HostPrograms.Seed, driver, home)).Message.ShouldContain("muster build");
        var atHome = Touch(home, "artifacts", "embedded", "bin", "Seed", "release", "muster-seed");
        HostPrograms.Find(HostPrograms.Seed, driver, home).ShouldBe(atHome);
        var built = Touch(bin, "Seed", "release", "muster-seed");
        HostPrograms.Find(HostPrograms.Seed, driver, home).ShouldBe(built);
        var beside = Touch(driver, "muster-seed");
        HostPrograms.Find(HostPrograms.Seed, driver, home).ShouldBe(beside);
    }

    private HostProcess Start(string script)
    {
        var program = Path.Combine(_here, "host.sh");
        File.WriteAllText(program, "#!/bin/bash\n" + script + "\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return HostProcess.Start("host", program, [], Path.Combine(_here, "logs", "host.out"), detached: false);
    }

    private static string Touch(params string[] parts)
    {
        var path = Path.Combine(parts);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "");
        return path;
    }

    private static async Task<T> Soon<T>(Task<T> task) => await task.WaitAsync(TimeSpan.FromSeconds(20));

    private static async Task Soon(Task task) => await task.WaitAsync(TimeSpan.FromSeconds(20));

    private static async Task Until(Func<bool> condition)
    {
        var started = Stopwatch.StartNew();
        while (!condition())
        {
            started.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await Task.Delay(5);
        }
    }
}
