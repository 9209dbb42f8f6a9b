using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Muster.Tests.Telemetry;

/// <summary>`muster telemetry`: once with SciPy and PyTorch, and with workers that only speak like them where it matters how they end.</summary>
[Trait("Category", "EndToEnd")]
public sealed class TelemetryTests
{
    // Answers the look for modules, and speaks as the workers do. Learning rate 1.5 fails at its first attempt: killed, or it hangs.
    private const string Speaker = """
        #!/bin/sh
        case "$*" in
          *importlib*) exit 0 ;;
          *conv.py*) echo "images 1 of 1"; echo "final images: 1 mean: 0.5"; exit 0 ;;
          *"--lr 1.5"*) if mkdir first 2>/dev/null; then FAULT; fi ;;
        esac
        echo "epoch 1 loss 0.500000 images 1 of 1"
        echo "final loss: 0.25 accuracy: 99.5"
        """;

    [Fact]
    public async Task Real_workers_run_over_the_nodes_and_lines_come_in_the_old_order()
    {
        using var scene = new Scene();
        await DrawDigitsAsync(scene, 128, 40);
        var run = scene.Muster("telemetry", "--epochs", "1", "--scipy_workers", "2", "--mem", "2000000", "--size", "256", "--interval", "200ms", "--data", "digits");
        (await run.EndedAsync(240)).ShouldBe(0, run.Everything);
        var lines = run.Out;
        string[] start =
        [
            "using muster runtime", "Number of nodes: 2", "Number of scipy workers: 2", "Number of MNIST workers: 2", "Number of images: 30",
        ];
        ShouldFollow(lines, [$"Hello from main process {Environment.MachineName}.", .. start, "Launching scipy and mnist jobs"]);
        ShouldFollow(lines, ["This is the postprocessing process, seed.", "Launching scipy and mnist jobs"]);
        foreach (var node in new[] { "node0", "node1" })
        {
            ShouldFollow(lines, [$"This is a telemetry process on node {node}.", "Launching scipy and mnist jobs", "Shutting down procs", $"Telemetry process on node {node} exiting ...", "Post process is exiting"]);
            lines.ShouldContain(line => line.StartsWith($"nodename: {node} cpu load average 1 minute: ", StringComparison.Ordinal), run.Everything);
        }

        lines.ShouldContain("scipy 0: images 15 of 15");
        lines.ShouldContain(line => line.StartsWith("mnist 1.5: epoch 1 loss ", StringComparison.Ordinal) && line.EndsWith("images 128 of 128", StringComparison.Ordinal));
        var finals = lines.SkipWhile(line => line != "Post process is exiting").Skip(1).Take(2).ToList();
        finals[0].ShouldMatch(@"^Final test for learning rate 0\.5: loss: [\d.]+ accuracy: [\d.]+$");
        finals[1].ShouldMatch(@"^Final test for learning rate 1\.5: loss: [\d.]+ accuracy: [\d.]+$");
        await scene.NothingLeftAsync(TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData("kill -9 $$", "killed by SIGKILL")]
    [InlineData("exec sleep 600", "took longer than its limit")]
    public async Task A_worker_that_dies_or_hangs_is_tried_again_and_the_others_go_on(string fault, string reason)
    {
        using var scene = new Scene();
        await DrawDigitsAsync(scene, 2, 2);
        var python = Write(scene, "speaker", Speaker.Replace("FAULT", fault, StringComparison.Ordinal));
        var run = scene.Muster("telemetry", "--mnist-workers", "3", "--data", "digits", "--python", python, "--timeout", "5s", "--mem", "100", "--size", "10");
        (await run.EndedAsync(120)).ShouldBe(0, run.Everything);
        run.Out.ShouldContain(line => line.StartsWith("mnist 1.5: tried again, ", StringComparison.Ordinal) && line.Contains(reason, StringComparison.Ordinal), run.Everything);
        ShouldFollow(run.Out, ["Final test for learning rate 0.5: loss: 0.25 accuracy: 99.5", "Final test for learning rate 1.0: loss: 0.25 accuracy: 99.5", "Final test for learning rate 1.5: loss: 0.25 accuracy: 99.5"]);
        await scene.NothingLeftAsync(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_worker_that_fails_for_good_is_told_with_its_last_words()
    {
        using var scene = new Scene();
        await DrawDigitsAsync(scene, 2, 2);
        var python = Write(scene, "speaker", Speaker.Replace("FAULT", "echo no room >&2; exit 5", StringComparison.Ordinal));
        var run = scene.Muster("telemetry", "--data", "digits", "--python", python, "--retries", "0", "--mem", "100", "--size", "10");
        (await run.EndedAsync(120)).ShouldBe(1, run.Everything);
        run.Out.ShouldContain(line => line.StartsWith("mnist 1.5: failed, ", StringComparison.Ordinal) && line.Contains("exit code 5", StringComparison.Ordinal), run.Everything);
        run.Out.ShouldContain("mnist 1.5: | no room");
        run.Out.Where(line => line.StartsWith("Final test", StringComparison.Ordinal)).ShouldBe(["Final test for learning rate 0.5: loss: 0.25 accuracy: 99.5"]);
        run.Error.ShouldContain(line => line.StartsWith("muster: 1 of 4 workers failed", StringComparison.Ordinal), run.Everything);
    }

    [Fact]
    public async Task What_cannot_work_is_refused_before_anything_starts()
    {
        using var scene = new Scene();
        await DrawDigitsAsync(scene, 4, 4);
        await RefusedAsync(scene, "--mnist-workers is 1; it must be at least 2", "--mnist-workers", "1", "--data", "digits");
        await RefusedAsync(scene, "--mem 65535 gives no image: one of 256 x 256 takes 65536 bytes", "--mem", "65535", "--size", "256", "--data", "digits");
        await RefusedAsync(scene, "no handwritten digits in", "--data", "nowhere");
        await RefusedAsync(scene, "cannot be started", "--data", "digits", "--python", "./no-python");
        await RefusedAsync(scene, "Install Debian's python3-numpy python3-scipy python3-torch", "--data", "digits", "--python", Write(scene, "bare", "#!/bin/sh\nexec /usr/bin/python3 -S \"$@\"\n"));
        using (var images = new FileStream(Path.Combine(scene.Here, "digits", "train-images-idx3-ubyte"), FileMode.Open))
            images.SetLength(1000);
        await RefusedAsync(scene, "train-images-idx3-ubyte is cut: its header tells of 3136 bytes, and it has 984", "--data", "digits");
        Directory.Exists(Path.Combine(scene.Here, "muster-runs")).ShouldBeFalse();
    }

    private static async Task RefusedAsync(Scene scene, string message, params string[] arguments)
    {
        var run = scene.Muster(["telemetry", .. arguments]);
        (await run.EndedAsync()).ShouldBe(2, run.Everything);
        run.Error[0].ShouldContain(message);
    }

    private static async Task DrawDigitsAsync(Scene scene, int train, int test)
    {
        var draw = scene.Start("/usr/bin/python3", [Path.Combine(Checkout.Home, "tests/Telemetry/make_digits.py"), "digits", $"{train}", $"{test}"]);
        (await draw.EndedAsync()).ShouldBe(0, draw.Everything);
    }

    private static string Write(Scene scene, string name, string text)
    {
        var path = Path.Combine(scene.Here, name);
        File.WriteAllText(path, text);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    // Each of them is there, in this order.
    private static void ShouldFollow(List<string> lines, IReadOnlyList<string> wanted)
    {
        var at = -1;
        foreach (var line in wanted)
        {
            var next = lines.IndexOf(line, at + 1);
            next.ShouldBeGreaterThan(at, $"'{line}' after line {at} of:\n{string.Join('\n', lines)}");
            at = next;
        }
    }
}
