using System.Diagnostics;
using System.Globalization;
using Muster.Messages.Workflow;

namespace Muster.Benchmarks.Stream;

/// <summary>Ten thousand runs of /bin/true over two hosts, beside posix_spawn in C, xargs -P and, where it is installed, GNU parallel.</summary>
internal static class QueuedRuns
{
    private const int Count = 10_000;
    private const int FewForParallel = 2_000;
    private const int AtOnce = 8;    // processes, as many as keep two cores busy
    private const int Queue = 64;    // runs: each has more to do than its process

    public static async Task<bool> Measure()
    {
        Lines.Output("make", "-s", "-C", Path.Combine(Lines.Home, "benchmarks", "stream", "native"));
        var spawn = Path.Combine(Lines.Home, "artifacts", "benchmarks", "stream", "spawn");
        var c = Count / (double.Parse(Lines.Output(spawn, $"{Count}", $"{AtOnce}", "/bin/true"), CultureInfo.InvariantCulture) / 1e6);
        var xargs = Rate($"seq {Count} | xargs -P {AtOnce} -n 1 /bin/true", Count);
        var parallel = File.Exists("/usr/bin/parallel") ? $"{Rate($"seq {FewForParallel} | parallel -j {AtOnce} /bin/true", FewForParallel):0}/s" : "not installed";
        await using var cluster = await HostCluster.StartAsync(2);
        var spec = new RunSpec { Program = "/bin/true", Ranks = 1, Oversubscribe = true };
        var clock = Stopwatch.StartNew();
        var accepted = await cluster.Client.SubmitAsync(new SubmitRuns { Spec = spec, Count = Count, Concurrent = Queue });
        var submitted = clock.Elapsed.TotalSeconds;
        var most = 0.0;
        var (ended, completed) = (0, 0);
        await foreach (var happened in cluster.Client.EventsAsync(accepted.Submission))
        {
            if (happened.RunEnded is not { } end)
                continue;
            completed += end.State == RunState.Completed ? 1 : 0;
            if (++ended % 500 == 0)
                most = Math.Max(most, cluster.LargestMegabytes());
        }

        if (completed != Count)
            throw new InvalidOperationException($"{completed} runs of {Count} completed");
        var rate = Count / clock.Elapsed.TotalSeconds;
        Console.WriteLine($"queue: {rate:0} runs/s; C {c:0}/s, xargs -P {AtOnce} {xargs:0}/s, GNU parallel {parallel}");
        return Lines.AtLeast("queue: rate of runs", rate / c, 0.6, "x posix_spawn in C")
            & Lines.AtMost("queue: submission", submitted, 3, "s")
            & Lines.AtMost("queue: largest host", most, 300, "MB");
    }

    private static double Rate(string command, int count)
    {
        var clock = Stopwatch.StartNew();
        using var process = Lines.Start(command);
        process.WaitForExit();
        return count / clock.Elapsed.TotalSeconds;
    }
}
