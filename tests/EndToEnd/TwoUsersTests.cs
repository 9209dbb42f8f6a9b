using System.Diagnostics;
using Shouldly;
using Xunit;

namespace Muster.EndToEnd.Tests;

/// <summary>Runs only as root, who may become others.</summary>
internal sealed class OtherUsersFactAttribute : FactAttribute
{
    public const string SetUser = "/usr/bin/setpriv";

    public OtherUsersFactAttribute()
    {
        if (Environment.UserName != "root" || !File.Exists(SetUser))
            Skip = "needs root and util-linux: it starts clusters as two other users";
    }
}

/// <summary>A user that nobody else is, with a home where the clusters of that user are.</summary>
internal sealed class OtherUser : IDisposable
{
    private readonly string _programs;

    public OtherUser(int number, string programs)
    {
        (Id, _programs) = (20_000 + Environment.ProcessId * 2 % 20_000 + number, programs);
        Shell($"chown {Id}:{Id} {Scene.Here}");
    }

    public int Id { get; }

    public Scene Scene { get; } = new();

    public Running Muster(params string[] arguments) => Scene.Start(
        OtherUsersFactAttribute.SetUser,
        [$"--reuid={Id}", $"--regid={Id}", "--clear-groups", Path.Combine(_programs, "bin", "Driver", "release", "muster"), .. arguments],
        variables => (variables["HOME"], variables["MUSTER_HOME"]) = (Scene.Here, _programs));

    public Task<Running> UpAsync() => DoneAsync(Muster("up", "--nodes", "1", "--detach", "--run-dir", Scene.RunDir));

    public Task<Running> WhoAmIAsync() => DoneAsync(Muster("run", "--run-dir", Scene.RunDir, "--runs", "1", "--ranks", "2", "--oversubscribe", "--", "sh", "-c", "echo 1 $(id -u).5"));

    public async Task DownAsync()
    {
        await DoneAsync(Muster("down", "--run-dir", Scene.RunDir));
        await Scene.NothingLeftAsync(TimeSpan.FromSeconds(2));
    }

    public void Dispose() => Scene.Dispose();

    public static void Shell(string command)
    {
        using var shell = Process.Start("/bin/sh", ["-ec", command]);
        shell.WaitForExit();
        shell.ExitCode.ShouldBe(0, command);
    }

    private static async Task<Running> DoneAsync(Running running)
    {
        (await running.EndedAsync()).ShouldBe(0, running.Everything);
        return running;
    }
}

[Trait("Category", "EndToEnd")]
public sealed class TwoUsersTests
{
    [OtherUsersFact]
    public async Task Two_users_on_one_node_work_side_by_side_and_neither_gets_at_the_others_cluster()
    {
        // The checkout may be where nobody else may read.
        var programs = Directory.CreateTempSubdirectory("muster-programs-").FullName;
        try
        {
            foreach (var (project, program) in new[] { ("Driver", Checkout.Muster), ("Seed", Checkout.Seed), ("NodeHost", Checkout.Node) })
                OtherUser.Shell($"mkdir -p {programs}/bin/{project} && cp -a {Path.GetDirectoryName(program)} {programs}/bin/{project}/release");
            OtherUser.Shell($"mkdir {programs}/artifacts && cp -a {Checkout.Native} {programs}/artifacts/native && chmod -R a+rX {programs}");
            using var one = new OtherUser(0, programs);
            using var other = new OtherUser(1, programs);
            await Task.WhenAll(one.UpAsync(), other.UpAsync());

            var runs = await Task.WhenAll(one.WhoAmIAsync(), other.WhoAmIAsync());
            runs[0].Out.ShouldContain($"INFO:consumer:{{0: ('1', '{one.Id}.5')}}");
            runs[1].Out.ShouldContain($"INFO:consumer:{{0: ('1', '{other.Id}.5')}}");

            string[][] attempts = [["run", "--run-dir", one.Scene.RunDir, "--runs", "1", "--ranks", "1", "--", "id"], ["nodes", "--run-dir", one.Scene.RunDir], ["down", "--run-dir", one.Scene.RunDir]];
            foreach (var attempt in attempts)
            {
                var refused = other.Muster(attempt);
                (await refused.EndedAsync()).ShouldBe(2, refused.Everything);
                refused.Everything.ShouldContain($"{one.Scene.RunDir}/access.json may not be read: only the user who started a cluster uses it.");
            }

            await other.DownAsync();
            (await one.WhoAmIAsync()).Out.ShouldContain($"INFO:consumer:{{0: ('1', '{one.Id}.5')}}");
            await one.DownAsync();
        }
        finally
        {
            Directory.Delete(programs, recursive: true);
        }
    }
}
