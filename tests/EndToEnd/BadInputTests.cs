using System.Net;
using System.Net.Sockets;
using Shouldly;
using Xunit;

namespace Muster.EndToEnd.Tests;

/// <summary>One cluster for everything that it survives.</summary>
public sealed class SmallCluster : IAsyncLifetime
{
    public Scene Scene { get; } = new();

    public async Task InitializeAsync()
    {
        var up = Scene.Muster("up", "--nodes", "2", "--detach", "--run-dir", Scene.RunDir);
        (await up.EndedAsync()).ShouldBe(0, up.Everything);
    }

    public async Task DisposeAsync()
    {
        try
        {
            var down = Scene.Muster("down", "--run-dir", Scene.RunDir);
            (await down.EndedAsync()).ShouldBe(0, down.Everything);
            await Scene.NothingLeftAsync(TimeSpan.FromSeconds(2));
        }
        finally
        {
            Scene.Dispose();
        }
    }
}

[CollectionDefinition(nameof(SmallCluster))]
public sealed class OnSmallCluster : ICollectionFixture<SmallCluster>;

[Trait("Category", "EndToEnd")]
[Collection(nameof(SmallCluster))]
public sealed class BadInputTests(SmallCluster cluster)
{
    private Running Run(params string[] arguments) => cluster.Scene.Muster(["run", "--run-dir", cluster.Scene.RunDir, .. arguments]);

    [Theory]
    [InlineData("does not exist", "--", "./no-such-program")]
    [InlineData("--ranks is 0", "--ranks", "0", "--", "true")]
    [InlineData("--ranks is 'four'", "--ranks", "four", "--", "true")]
    [InlineData("--parse does not compile", "--parse", "(", "--", "true")]
    public async Task Refused_before_anything_starts(string message, params string[] arguments)
    {
        var run = Run(arguments);
        (await run.EndedAsync()).ShouldBe(2, run.Everything);
        run.Everything.ShouldContain(message);
    }

    [Fact]
    public async Task A_program_that_is_not_executable_is_refused()
    {
        var file = Path.Combine(cluster.Scene.Here, "data.txt");
        await File.WriteAllTextAsync(file, "no program");
        var run = Run("--", "./data.txt");
        (await run.EndedAsync()).ShouldBe(2, run.Everything);
        run.Everything.ShouldContain("is not executable");
    }

    [Fact]
    public async Task Too_many_ranks_are_refused_with_the_number_of_slots()
    {
        var run = Run("--ranks", "1000", "--", "true");
        (await run.EndedAsync()).ShouldBe(2, run.Everything);
        run.Everything.ShouldContain("1000");
        run.Everything.ShouldContain("oversubscribe");
    }

    [Fact]
    public async Task A_dry_run_shows_the_placement_and_starts_nothing()
    {
        var run = Run("--dry-run", "--ranks", "5", "--oversubscribe", "--placement", "round-robin", "--", Checkout.Alltoall);
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        run.Everything.ShouldContain("node0: ranks 0,2,4");
        run.Everything.ShouldContain("node1: ranks 1,3");
        run.Everything.ShouldNotContain("INFO:");
    }

    [Fact]
    public async Task An_expression_that_matches_nothing_ends_with_3()
    {
        var run = Run("--runs", "1", "--ranks", "1", "--parse", "^never$", "--", "printf", "a\\nb\\nc\\n");
        (await run.EndedAsync()).ShouldBe(3, run.Everything);
        run.Everything.ShouldContain("ended, 3 lines, 0 rows");
    }

    [Fact]
    public async Task A_rank_that_exits_non_zero_fails_the_run_and_its_stderr_is_shown()
    {
        var run = Run("--runs", "1", "--ranks", "2", "--oversubscribe", "--", "sh", "-c", "echo 'no such mesh' >&2; exit 3");
        (await run.EndedAsync()).ShouldBe(1, run.Everything);
        run.Everything.ShouldContain("exit code 3");
        run.Everything.ShouldContain("no such mesh");
    }

    [Fact]
    public async Task A_rank_that_is_killed_fails_the_run()
    {
        var run = Run("--runs", "1", "--ranks", "2", "--oversubscribe", "--", Checkout.Faults, "--rank", "1", "signal", "9");
        (await run.EndedAsync()).ShouldBe(1, run.Everything);
        run.Everything.ShouldContain("SIGKILL");
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_its_limit_fails()
    {
        var run = Run("--runs", "1", "--ranks", "1", "--timeout", "300ms", "--", "sleep", "1000");
        (await run.EndedAsync()).ShouldBe(1, run.Everything);
        run.Everything.ShouldContain("limit");
        cluster.Scene.Left().ShouldNotContain(living => living.Command.EndsWith("sleep 1000"));
    }

    [Fact]
    public async Task A_failed_run_is_tried_again_and_its_last_attempt_counts()
    {
        var run = Run("--runs", "1", "--ranks", "1", "--retries", "2", "--", "sh", "-c", "echo 1 $MUSTER_ATTEMPT.5; [ $MUSTER_ATTEMPT = 2 ]");
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        run.Everything.ShouldContain("is tried again, attempt 1 failed: ");
        run.Out.ShouldContain("INFO:consumer:{0: ('1', '2.5')}");
    }

    [Fact]
    public async Task Without_MPICH_on_the_node_the_run_fails_and_the_package_is_named()
    {
        // The same program, needing a library of a name that no machine has.
        var bytes = await File.ReadAllBytesAsync(Checkout.Alltoall);
        var at = bytes.AsSpan().IndexOf("libmpich.so"u8);
        at.ShouldBeGreaterThan(0);
        "libmpich.xx"u8.CopyTo(bytes.AsSpan(at));
        var program = Path.Combine(cluster.Scene.Here, "needs-mpich");
        await File.WriteAllBytesAsync(program, bytes);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var run = Run("--runs", "1", "--ranks", "1", "--", "./needs-mpich");
        (await run.EndedAsync()).ShouldBe(1, run.Everything);
        run.Everything.ShouldContain("error while loading shared libraries: libmpich.xx");
        run.Everything.ShouldContain("install Debian's libmpich12");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var scene = new Scene();
        var seed = scene.Start(Checkout.Seed, ["--run-dir", scene.RunDir, "--port", $"{port}"]);
        (await seed.EndedAsync()).ShouldNotBe(0, seed.Everything);
        seed.Everything.ShouldContain($"{port}");
        await scene.NothingLeftAsync(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_host_that_cannot_start_ends_the_start_with_its_last_words()
    {
        using var scene = new Scene();
        Directory.CreateDirectory(scene.RunDir);
        // The seed wants a directory where a file is.
        await File.WriteAllTextAsync(Path.Combine(scene.RunDir, "hosts"), "");
        var up = scene.Muster("up", "--run-dir", scene.RunDir);
        (await up.EndedAsync()).ShouldBe(4, up.Everything);
        up.Everything.ShouldContain("ended with code");
        await scene.NothingLeftAsync(TimeSpan.FromSeconds(2));
    }
}
