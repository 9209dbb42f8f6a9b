using System.Diagnostics;
using System.Text.Json.Nodes;
using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Muster.Tests.Recovery;

/// <summary>Runs only where file systems may be mounted.</summary>
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = Missing;

    internal static string? Missing => Environment.UserName != "root" || Tool("mountpoint", "-q", "/proc") != 0
        ? "needs root and util-linux to mount a small file system and to make networks"
        : null;

    internal static int Tool(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <summary>Runs only where namespaces may be made.</summary>
internal sealed class MountTheoryAttribute : TheoryAttribute
{
    public MountTheoryAttribute() => Skip = MountFactAttribute.Missing;
}

/// <summary>A run directory that is full, cannot be written, or is damaged.</summary>
[Trait("Category", "Recovery")]
public sealed class DiskTests
{
    [MountFact]
    public async Task A_full_run_directory_refuses_submissions_lets_ranks_go_on_and_makes_rows_wait()
    {
        await using var cluster = new FaultyCluster();
        Directory.CreateDirectory(cluster.RunDir);
        MountFactAttribute.Tool("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", cluster.RunDir).ShouldBe(0);
        cluster.BeforeDelete = () => MountFactAttribute.Tool("umount", "-l", cluster.RunDir);
        await cluster.StartAsync(nodes: 2);
        var gate = Path.Combine(cluster.Scene.Here, "gate");
        var driver = await cluster.RunAsync(2, seconds: 4, noise: true, gate: gate);
        var filler = Path.Combine(cluster.RunDir, "filler");
        Fill(filler);
        await File.WriteAllTextAsync(gate, "open");
        var refused = cluster.Scene.Muster("run", "--run-dir", cluster.RunDir, "--runs", "1", "--ranks", "1", "--oversubscribe", "--", "true");
        (await refused.EndedAsync()).ShouldBe(2, refused.Everything);
        refused.Everything.ShouldContain("cannot be written");
        // Longer than the runs print: all that is left waits. What a host frees meanwhile (the log store packs its records) is taken at once.
        for (var i = 0; i < 60; i++)
        {
            Fill(filler);
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        driver.HasEnded.ShouldBeFalse($"rows wait for room: {driver.Everything}");
        File.Delete(filler);
        await cluster.ShouldHaveEveryRowOnceAsync(driver, 2);
    }

    [MountFact]
    public async Task A_run_directory_that_turns_read_only_loses_nothing()
    {
        await using var cluster = new FaultyCluster();
        Directory.CreateDirectory(cluster.RunDir);
        MountFactAttribute.Tool("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", cluster.RunDir).ShouldBe(0);
        cluster.BeforeDelete = () => MountFactAttribute.Tool("umount", "-l", cluster.RunDir);
        await cluster.StartAsync(nodes: 2);
        var driver = await cluster.RunAsync(2, seconds: 3);
        // Open for writing as its files are, a mount cannot be made read-only; a run of its own shows what new files meet.
        var rows = Path.Combine(cluster.RunDir, "store", "rows");
        MountFactAttribute.Tool("mount", "--bind", rows, rows).ShouldBe(0);
        MountFactAttribute.Tool("mount", "-o", "remount,bind,ro", rows).ShouldBe(0);
        var late = cluster.Scene.Muster("run", "--run-dir", cluster.RunDir, "--runs", "1", "--ranks", "1", "--oversubscribe", "--parse", "(.+)", "--", "echo", "late");
        await late.PrintedAsync("INFO:main:Starting a new producer");
        await Task.Delay(TimeSpan.FromSeconds(2));
        MountFactAttribute.Tool("umount", rows).ShouldBe(0);
        (await late.EndedAsync()).ShouldBe(0, late.Everything);
        late.Out.ShouldContain("INFO:consumer:{0: ('late',)}");
        (await driver.EndedAsync(60)).ShouldBe(0, driver.Everything);
    }

    [Fact]
    public async Task A_store_damaged_in_the_middle_is_named_and_the_other_runs_are_there()
    {
        using var scene = new Scene();
        var run = scene.Muster("run", "--nodes", "1", "--runs", "2", "--ranks", "1", "--oversubscribe", "--run-dir", scene.RunDir, "--parse", "(.+)", "--", "sh", "-c", "echo one; sleep 0.3; echo two; sleep 0.3; echo three");
        (await run.EndedAsync()).ShouldBe(0, run.Everything);
        var file = Path.Combine(scene.RunDir, "store", "rows", "1.1.rows");
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 0xff;
        await File.WriteAllBytesAsync(file, bytes);

        var damaged = scene.Muster("export", "1", "--run-dir", scene.RunDir);
        (await damaged.EndedAsync()).ShouldNotBe(0, damaged.Everything);
        damaged.Everything.ShouldContain("1.1.rows");
        var other = scene.Muster("export", "2", "--ndjson", "--run-dir", scene.RunDir);
        (await other.EndedAsync()).ShouldBe(0, other.Everything);
        other.Out.Select(line => (string)JsonNode.Parse(line)!["values"]![0]!).ShouldBe(["one", "two", "three"]);

        var check = scene.Muster("store", "check", "--run-dir", scene.RunDir);
        (await check.EndedAsync()).ShouldBe(1, check.Everything);
        check.Everything.ShouldContain("1.1.rows");
        check.Everything.ShouldContain("damaged");
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        // In pieces that get smaller: nothing is left at the end.
        foreach (var size in new[] { 64 * 1024, 4096 })
        {
            try
            {
                while (true)
                    file.Write(new byte[size]);
            }
            catch (IOException)
            {
                // This size does not fit any more.
            }
        }
    }
}
