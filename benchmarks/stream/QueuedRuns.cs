using System.Diagnostics;
using Muster.Messages.Workflow;

namespace Muster.Benchmarks.Stream;

/// <summary>Ten thousand runs of /bin/true over two hosts, beside xargs -P and GNU parallel where it is installed.</summary>
internal static class QueuedRuns
{
    private const int Count = 10_000;

    public static async Task<bool> Measure()
    {
        var xargs = Rate($"seq {Count} | xargs -P 4 -n 1 /bin/true");
        var parallel = File.Exists("/usr/bin/parallel") ? Rate($"seq 2000 | parallel -j 4 /bin/true", 2000) : 0;
        await using var cluster = await HostCluster.StartAsync(2);
        var spec = new RunSpec { Program = "/bin/true", Ranks = 1, Oversubscribe = true };
        var clock = Stopwatch.StartNew();
        var accepted = await cluster.Client.SubmitAsync(new SubmitRuns { Spec = spec, Count = Count, Concurrent = 8 });
        var submitted = clock.Elapsed.TotalSeconds;
        var most = 0.0;
        var ended = 0;
        await foreach (var happened in cluster.Client.EventsAsync(accepted.Submission))
        {
            if (happened.EventCase != SubmissionEvent.EventOneofCase.RunEnded)
                continue;
            if (++ended % 500 == 0)
                most = Math.Max(most, cluster.LargestMegabytes());
        }
        var rate = Count / clock.Elapsed.TotalSeconds;
        Console.WriteLine($"queue: submitted in {submitted:0.00} s (bar 3), {rate:0} runs/s; xargs -P 4 {xargs:0}/s, GNU parallel {(parallel > 0 ? $"{parallel:0}/s" : "not installed")}; largest host {most:0} MB (bar 300)");
        return Lines.Report("queue: runs against xargs", rate / xargs, "x xargs -P 4", 0.6, "x")
            & Lines.Report("queue: submit within", 3 / submitted, "x of 3 s", 1, "x")
            & Lines.Report("queue: memory below", 300 / Math.Max(1, most), "x of 300 MB", 1, "x");
    }

    private static double Rate(string command, int count = Count)
    {
        var clock = Stopwatch.StartNew();
        using var process = Lines.Start(command);
        process.WaitForExit();
        return count / clock.Elapsed.TotalSeconds;
    }
}
