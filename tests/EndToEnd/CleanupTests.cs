using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace Muster.EndToEnd.Tests;

/// <summary>`muster cleanup`: what a crash has left is ended, and nothing else.</summary>
[Trait("Category", "EndToEnd")]
public sealed class CleanupTests : IDisposable
{
    private const int SigStop = 19;

    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    private async Task<Running> CleanUpAsync(params string[] options)
    {
        var cleanup = _scene.Muster(["cleanup", "--run-dir", _scene.RunDir, .. options]);
        (await cleanup.EndedAsync()).ShouldBe(0, cleanup.Everything);
        return cleanup;
    }

    private List<Scene.Living> Strays() => _scene.Left().Where(p => p.Command == "sleep 4711").ToList();

    [Fact]
    public async Task What_hosts_and_their_wardens_have_left_is_named_and_ended_and_only_when_their_seed_is_gone()
    {
        var up = _scene.Muster("up", "--nodes", "1", "--detach", "--run-dir", _scene.RunDir);
        (await up.EndedAsync()).ShouldBe(0, up.Everything);
        // A child of the rank outlives it: it has a session of its own, and no warden is left that would end it.
        var run = _scene.Muster("run", "--run-dir", _scene.RunDir, "--runs", "1", "--ranks", "1", "--", "sh", "-c", "setsid sleep 4711 & echo 1 1.0; wait");
        await run.PrintedAsync("INFO:consumer:{0: ");
        var stray = Strays().ShouldHaveSingleItem();

        (await CleanUpAsync()).Everything.ShouldContain("nothing is left over here");
        Strays().ShouldHaveSingleItem().Pid.ShouldBe(stray.Pid);

        // The hosts first stand still: one that saw its warden end would look after its ranks.
        int[] hosts = [await _scene.PidOfAsync("node0"), await _scene.PidOfAsync("seed")];
        var wardens = _scene.Left().Where(p => Path.GetFileName(p.Command.Split(' ')[0]) == "warden").Select(p => p.Pid).ToArray();
        wardens.ShouldNotBeEmpty();
        foreach (var host in hosts)
            Posix.Kill(host, SigStop);
        foreach (var process in wardens.Concat(hosts))
            Posix.Kill(process, Posix.SigKill);
        (await run.EndedAsync()).ShouldNotBe(0, run.Everything);

        (await CleanUpAsync("--dry-run")).Everything.ShouldContain($"would end sleep (pid {stray.Pid}) of {_scene.RunDir}");
        Strays().ShouldHaveSingleItem();
        var json = JsonNode.Parse(string.Concat((await CleanUpAsync("--output", "json")).Out))!["processes"]!.AsArray();
        json.ShouldContain(p => (int)p!["pid"]! == stray.Pid && (bool)p["ended"]!);
        Strays().ShouldBeEmpty();
        (await CleanUpAsync()).Everything.ShouldContain("nothing is left over here");
    }

    [OtherUsersFact]
    public async Task What_belongs_to_another_user_stays_even_for_root()
    {
        using var theirs = _scene.Start(
            OtherUsersFactAttribute.SetUser, ["--reuid=65534", "--regid=65534", "--clear-groups", "sleep", "4711"],
            environment => (environment["MUSTER_HOST_TOKEN"], environment["MUSTER_RUN_DIR"]) = ("x", _scene.RunDir));
        using var own = _scene.Start(
            "sleep", ["4711"], environment => (environment["MUSTER_HOST_TOKEN"], environment["MUSTER_RUN_DIR"]) = ("x", _scene.RunDir));
        await Eventually.Async(() => Strays().Count == 2, "both sleep");
        await CleanUpAsync();
        await own.EndedAsync();
        Strays().ShouldHaveSingleItem().Pid.ShouldBe(theirs.Pid);
    }
}
