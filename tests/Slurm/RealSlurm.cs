using System.Diagnostics;
using System.Globalization;
using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Muster.Slurm.Tests;

/// <summary>
/// Six nodes in namespaces of their own under a real slurmctld, for all tests that take their nodes as they are. Jobs ask for nodes by name: node4 and node5 are
/// for the tests that break a node, one each, and for no other.
/// </summary>
public sealed class SixNodes : RealSlurm
{
    /// <summary>Seconds between SIGTERM and SIGKILL; Slurm has 30 when nobody sets them.</summary>
    public const int KillWait = 20;

    public SixNodes()
        : base("netns", 6, ("SLURM_TEST_KILL_WAIT", KillWait.ToString()), ("SLURM_TEST_LIMIT", "2400"))
    {
    }
}

/// <summary>One cluster for several classes: a start and an end of it cost more than most tests.</summary>
[CollectionDefinition(Name)]
public sealed class OnSixNodes : ICollectionFixture<SixNodes>
{
    public const string Name = "six nodes";
}

/// <summary>One node whose slurmd binds tasks to cores.</summary>
public sealed class BindingNode : RealSlurm
{
    public BindingNode()
        : base("multi", 1, ("SLURM_TEST_TASK_PLUGIN", "task/affinity"), ("SLURM_TEST_CPUS", Environment.ProcessorCount.ToString()))
    {
    }
}

/// <summary>A real Slurm on this machine, by slurm.sh.</summary>
public abstract class RealSlurm : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("muster-slurm-").FullName;

    protected RealSlurm(string mode, int nodes, params (string Name, string Value)[] settings)
    {
        Directory = Path.Combine(_folder, "cluster");
        Call(120, settings, "up", Directory, mode, nodes.ToString());
    }

    public string Directory { get; }

    public static string Script => Path.Combine(Checkout.Home, "tests", "Slurm", "slurm.sh");

    /// <summary>Runs slurm.sh and fails with what it printed when it fails.</summary>
    public static void Call(int seconds, (string Name, string Value)[] settings, params string[] arguments)
    {
        var start = new ProcessStartInfo(Script, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        // The daemons hold its output open: what it says is read only when it has failed.
        if (!process.WaitForExit(TimeSpan.FromSeconds(seconds)))
            throw new TimeoutException($"slurm.sh {string.Join(' ', arguments)} takes more than {seconds} s");
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"slurm.sh {string.Join(' ', arguments)}: {process.StandardError.ReadToEnd()}");
    }

    public void Dispose()
    {
        Call(120, [], "down", Directory);
        System.IO.Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>One test's jobs: scripts in a working directory of their own, submitted as if from the controller.</summary>
public sealed class Jobs(RealSlurm slurm, ITestOutputHelper output) : IDisposable
{
    public Scene Scene { get; } = new();

    public static string Muster => Checkout.Muster;

    public static string Alltoall => $"{Checkout.Alltoall} --warmup 2 -m 64 -i 20";

    /// <summary>Starts a command on a node, or on the controller.</summary>
    public Running On(string node, params string[] command) => Scene.Start(RealSlurm.Script, ["in", slurm.Directory, node, .. command]);

    /// <summary>Submits a batch script for these nodes.</summary>
    public async Task SubmitAsync(string nodes, string script, params string[] options)
    {
        var path = Path.Combine(Scene.Here, "job.sh");
        // `sbatch -W` looks after 2, 10 and 42 s only; the script says itself when it ends.
        var lines = script.ReplaceLineEndings("\n").Split('\n');
        string[] directives = [.. lines.TakeWhile(line => line.StartsWith("#SBATCH", StringComparison.Ordinal))];
        File.WriteAllLines(path, ["#!/bin/bash", .. directives, $"trap 'echo $? >{CodePath}.new; mv {CodePath}.new {CodePath}' EXIT", .. lines.Skip(directives.Length)]);
        await AnswerAsync(["sbatch", "-w", nodes, "-o", Path.Combine(Scene.Here, "job.out"), .. options, path]);
    }

    /// <summary>Waits for the end of the script and returns its exit code.</summary>
    public async Task<int> EndedAsync()
    {
        await Until(() => File.Exists(CodePath), "the job has ended", 200);
        return int.Parse(await File.ReadAllTextAsync(CodePath), CultureInfo.InvariantCulture);
    }

    private string CodePath => Path.Combine(Scene.Here, "job.code");

    /// <summary>Runs a command in an allocation of these nodes.</summary>
    public Running Allocate(string nodes, params string[] command) => On("ctl", ["timeout", "200", "salloc", "-w", nodes, "--no-kill", .. command]);

    /// <summary>What a short command on the controller prints; fails when it fails.</summary>
    public async Task<string> AnswerAsync(params string[] command)
    {
        using var running = On("ctl", command);
        (await running.EndedAsync()).ShouldBe(0, running.Everything);
        return string.Join('\n', running.Out);
    }

    /// <summary>Fails when anything of this test is left on any node after a while.</summary>
    public Task NothingLeftAsync() => Scene.NothingLeftAsync(TimeSpan.FromSeconds(60));

    /// <summary>What the job has printed so far.</summary>
    public string Printed => File.Exists(Path.Combine(Scene.Here, "job.out")) ? File.ReadAllText(Path.Combine(Scene.Here, "job.out")) : "";

    /// <summary>The run directory of the job's hosts, once it is there.</summary>
    public string RunDirectory => Directory.GetDirectories(Path.Combine(Scene.Here, "muster-runs")).ShouldHaveSingleItem();

    public async Task PrintedAsync(string text, double seconds = 90) => await Until(() => Printed.Contains(text, StringComparison.Ordinal), $"the job prints '{text}'", seconds);

    public async Task<double> Until(Func<bool> condition, string what, double seconds = 90)
    {
        var started = Stopwatch.StartNew();
        while (!condition())
        {
            if (started.Elapsed.TotalSeconds > seconds)
                throw new TimeoutException($"not within {seconds} s: {what}. The job printed:\n{Printed}\n{Logs()}");
            await Task.Delay(20);
        }
        output.WriteLine($"{what}: {started.Elapsed.TotalSeconds:0.00} s");
        return started.Elapsed.TotalSeconds;
    }

    public void Say(string text) => output.WriteLine(text);

    public void Dispose() => Scene.Dispose();

    private string Logs()
    {
        var folder = Path.Combine(Scene.Here, "muster-runs");
        return !Directory.Exists(folder) ? "" : string.Join('\n', Directory.GetFiles(folder, "*.log", SearchOption.AllDirectories).Select(f => $"--- {f}\n{string.Join('\n', File.ReadLines(f).TakeLast(20))}"));
    }
}
