using System.Globalization;
using Muster.Messages.Workflow;

namespace Muster.Benchmarks.Stream;

/// <summary>From a rank's write to a follower's hands, at 1,000 rows a second. The rank writes its clock; both clocks are this machine's.</summary>
internal static class RowLatency
{
    private const string Script = "use Time::HiRes qw(time sleep); $| = 1; for my $i (1..10000) { printf \"%d %.6f\\n\", $i, time(); sleep(0.0009); }";

    public static async Task<bool> Measure()
    {
        await using var cluster = await HostCluster.StartAsync(2);
        var spec = new RunSpec { Program = "/usr/bin/perl", Args = { "-e", Script }, Ranks = 1, Oversubscribe = true, Parse = @"^(\d+) ([\d.]+)" };
        var accepted = await cluster.Client.SubmitAsync(new SubmitRuns { Spec = spec, Count = 1, Concurrent = 1 });
        var latencies = new List<double>();
        await foreach (var page in cluster.Client.RowsAsync(accepted.FirstRun))
        {
            var now = (DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).TotalSeconds;
            latencies.AddRange(page.Rows_.Select(row => now - double.Parse(row.Values[1], CultureInfo.InvariantCulture)));
        }
        latencies.Sort();
        var (p50, p99) = (latencies[latencies.Count / 2] * 1000, latencies[(int)(latencies.Count * 0.99)] * 1000);
        return Lines.AtMost($"latency: from the write to the follower, p50 of {latencies.Count} rows", p50, 30, "ms") & Lines.AtMost("latency: p99", p99, 150, "ms");
    }
}
