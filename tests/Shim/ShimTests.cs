using System.Globalization;
using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Muster.Shim.Tests;

/// <summary>A cluster of a seed host and two node hosts.</summary>
public sealed class TwoHosts : IAsyncLifetime
{
    public Scene Scene { get; } = new();

    public async Task InitializeAsync()
    {
        var up = Scene.Muster("up", "--nodes", "2", "--detach", "--run-dir", Scene.RunDir);
        (await up.EndedAsync()).ShouldBe(0, up.Everything);
    }

    public async Task DisposeAsync()
    {
        var down = Scene.Muster("down", "--run-dir", Scene.RunDir);
        await down.EndedAsync();
        Scene.Dispose();
    }
}

/// <summary>`muster shim` with real programs on real hosts.</summary>
[Trait("Category", "EndToEnd")]
public sealed class ShimTests(TwoHosts hosts) : IClassFixture<TwoHosts>
{
    private Scene Scene => hosts.Scene;

    private async Task<(int Code, Running Shim, IReadOnlyList<LogRecord> Log)> ShimAsync(params string[] words)
    {
        var before = Logs();
        // Names of log files have seconds: a file of its own for each call.
        await Eventually.Async(() => !before.Contains($"muster-shim_{DateTime.Now.ToString("MM_dd_HH_mm_ss", CultureInfo.InvariantCulture)}.log"), "the next second");
        var shim = Scene.Muster(["shim", "--run-dir", Scene.RunDir, .. words]);
        var code = await shim.EndedAsync();
        var file = Logs().Except(before).ShouldHaveSingleItem(shim.Everything);
        return (code, shim, LogText.Read(await File.ReadAllTextAsync(Path.Combine(Scene.Here, file))));
    }

    private IReadOnlyList<string> Logs() => [.. Directory.GetFiles(Scene.Here, "*-shim_*.log").Select(f => Path.GetFileName(f))];

    private static IReadOnlyList<string> TextsOf(IReadOnlyList<LogRecord> log, int worker) =>
        [.. log.Where(r => r.Logger.Contains($"_{worker}.run_", StringComparison.Ordinal)).Select(r => r.Text)];

    [Fact]
    public async Task Workers_on_both_hosts_run_the_program_once_each_and_the_log_tells_it_as_the_seed_does()
    {
        var program = Checkout.Workload("rand");
        var (code, shim, log) = await ShimAsync("--num_workers", "4", "--timeout", "120s", program, "--retries", "0");
        code.ShouldBe(0, shim.Everything);
        shim.Out.ShouldBe(
        [
            "using Muster-augmented multiprocessing",
            $"cmdline = ['{program}', '--retries', '0']",
            $"creating logger on {Environment.MachineName}",
            "starting muster logger receiver",
            "created pool with 4 workers",
            "entering shim.run_image",
            "Pool work is complete.",
            "signaled logging exit",
            "joined on logging thread",
        ]);
        log[0].Logger.ShouldBe($"logger_{Environment.MachineName}");
        log[0].Text.ShouldBe("hello from logging thread");
        log.ShouldAllBe(r => r.Level == "INFO");
        for (var worker = 0; worker < 4; worker++)
        {
            var texts = TextsOf(log, worker);
            texts.Count.ShouldBe(3);
            texts[0].ShouldBe($"Beginning execution, cmdline={program} --retries 0");
            texts[1].ShouldBe("Execution complete");
            // The program's own line end is kept: a blank line follows.
            texts[2].ShouldMatch(@"^stdout: [0-9.e-]+\n$");
        }

        var ran = log.Skip(1).Select(r => r.Logger).Distinct().Order(StringComparer.Ordinal).ToList();
        ran.Count(l => l.StartsWith("shim_node0_", StringComparison.Ordinal)).ShouldBe(2, string.Join(", ", ran));
        ran.Count(l => l.StartsWith("shim_node1_", StringComparison.Ordinal)).ShouldBe(2, string.Join(", ", ran));
    }

    [Fact]
    public async Task An_exit_code_is_a_failure_that_is_not_tried_again_and_the_exit_code_tells()
    {
        var (code, shim, log) = await ShimAsync("--num-workers", "6", "--timeout", "120s", Checkout.Workload("rand_failure"), "0");
        var failed = 0;
        for (var worker = 0; worker < 6; worker++)
        {
            var texts = TextsOf(log, worker);
            var output = texts.Single(t => t.StartsWith("stdout: ", StringComparison.Ordinal))["stdout: ".Length..].Split('\n');
            output[0].ShouldBe("Sleeping for 0 seconds...");
            var value = double.Parse(output[1], CultureInfo.InvariantCulture);
            // The printed number is rounded: at the edges it may be the next one's.
            var exit = texts[1] == "Execution complete" ? 0 : int.Parse(texts[1]["Execution unscuccesful; exit code=".Length..], CultureInfo.InvariantCulture);
            exit.ShouldBeOneOf(value < 8 ? 0 : (int)value, value - 1e-3 < 8 ? 0 : (int)(value - 1e-3), value + 1e-3 < 8 ? 0 : (int)(value + 1e-3));
            texts.ShouldNotContain("No more retries");
            failed += exit == 0 ? 0 : 1;
        }

        code.ShouldBe(failed > 0 ? 1 : 0, shim.Everything);
    }

    [Fact]
    public async Task A_killed_program_is_tried_again_with_a_pause_until_it_succeeds_and_stderr_is_kept()
    {
        var mark = Path.Combine(Scene.Here, "tried");
        var (code, shim, log) = await ShimAsync("--num-workers", "1", "--timeout", "120s", "--retry-delay", "100ms", "sh", "-c", $"if [ -e {mark} ]; then echo fine; echo but noisy >&2; else touch {mark}; echo begun; kill -SEGV $$; fi");
        code.ShouldBe(0, shim.Everything);
        TextsOf(log, 0).Skip(1).ShouldBe(
            ["Execution FAILED; exit code=-11", "stdout: begun\n", "Error output: ", "Retry 1 of 3 in 0.1 s", "Execution complete", "stdout: fine\n", "stderr: but noisy\n"]);
        log.ShouldAllBe(r => r.Level == (r.Text.StartsWith("Retry ", StringComparison.Ordinal) ? "WARNING" : "INFO"));
    }

    [Fact]
    public async Task Partial_output_is_kept_when_the_time_is_up_and_the_old_exit_code_can_be_had()
    {
        var (code, shim, log) = await ShimAsync("--num-workers", "1", "--retries", "0", "--timeout", "4s", "--exit-zero", "sh", "-c", "echo halfway; exec sleep 1000");
        code.ShouldBe(0, shim.Everything);
        TextsOf(log, 0).Skip(1).ShouldBe(
            ["FATAL: Failed to execute command, timeout reached", "Execution FAILED; exit code=-1", "stdout: halfway\n", "Error output: ", "No more retries"]);
    }

    [Fact]
    public async Task A_missing_program_is_a_logged_failure_of_every_worker()
    {
        var (code, shim, log) = await ShimAsync("--num-workers", "2", "./no-such-program");
        code.ShouldBe(1, shim.Everything);
        for (var worker = 0; worker < 2; worker++)
        {
            TextsOf(log, worker).Take(3).ShouldBe(
                ["Beginning execution, cmdline=./no-such-program", "FATAL: Exception while attempting to start a process", "Execution unscuccesful; exit code=1"]);
            TextsOf(log, worker)[3].ShouldContain("does not exist");
        }
    }

    [Fact]
    public async Task Alone_on_this_machine_it_starts_its_own_host_and_leaves_none()
    {
        using var scene = new Scene();
        var shim = scene.Muster("shim", "--local", "--num-workers", "2", "--timeout", "60s", "echo", "all of it");
        (await shim.EndedAsync()).ShouldBe(0, shim.Everything);
        shim.Out[0].ShouldBe("using base multiprocessing");
        var log = LogText.Read(await File.ReadAllTextAsync(Directory.GetFiles(scene.Here, "regular-shim_*.log").ShouldHaveSingleItem()));
        for (var worker = 0; worker < 2; worker++)
            log.Where(r => r.Logger == $"shim_{Environment.MachineName}_{worker}.run_image").Select(r => r.Text).ShouldBe(["Beginning execution, cmdline=echo all of it", "Execution complete", "stdout: all of it\n"]);
        await scene.NothingLeftAsync(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Without_a_program_it_is_refused()
    {
        var shim = Scene.Muster("shim", "--retries", "2");
        shim.EndedAsync().GetAwaiter().GetResult().ShouldBe(2, shim.Everything);
        shim.Everything.ShouldContain("no program given");
    }
}
