using System.Diagnostics;
using Muster.Actors.Ranks;
using Muster.Actors.Store;
using Muster.Actors.Workflow;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;

namespace Muster.Benchmarks.Stream;

/// <summary>From a rank's pipe through a parser on another host to stored rows, against one process with pipe, expression and store.</summary>
internal static class RowsStored
{
    private const long Count = 3_000_000;
    private const double LeastRows = 250_000;

    public static async Task<bool> Measure()
    {
        var alone = Count / Alone();
        await using var cluster = await HostCluster.StartAsync(2);
        var (rows, megabytes) = await ThroughHostsAsync(cluster);
        Console.WriteLine($"rows: {alone:0} rows/s in one process, {rows:0} rows/s through the hosts; largest host {megabytes:0} MB");
        return Lines.Report("rows: through the hosts", rows / alone, "x one process", 0.6, "x")
            & Lines.Report("rows: rate", rows, "rows/s", LeastRows, "rows/s")
            & Lines.Report("rows: memory below", 200 / Math.Max(1, megabytes), "x of 200 MB", 1, "x");
    }

    private static double Alone()
    {
        var folder = Directory.CreateTempSubdirectory("muster-rows");
        try
        {
            var clock = Stopwatch.StartNew();
            var parser = LineParser.TryCreate(Lines.Expression, out _)!;
            using var file = RowFile.Open(folder.FullName, 1, 1);
            using var rank = Lines.Start(Lines.Command(Count));
            var pipe = rank.StandardOutput.BaseStream;
            var cutter = new LineCutter();
            long number = 0;
            int read;
            while ((read = pipe.Read(cutter.Space)) > 0)
            {
                cutter.Filled(read);
                if (cutter.IsFull && cutter.TryTake(out var cut))
                    Store(file, parser, cut, ++number);
            }
            while (cutter.TryTake(out var cut))
                Store(file, parser, cut, ++number);
            return clock.Elapsed.TotalSeconds;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Store(RowFile file, LineParser parser, Cut cut, long number)
    {
        var parsed = parser.Parse(cut.Data, 0);
        file.Append(new RowBatch { Key = new RunKey { Run = 1, Attempt = 1 }, Number = number, Lines = parsed.Lines, Rows = { parsed.Rows } }, 1);
    }

    private static async Task<(double Rows, double Megabytes)> ThroughHostsAsync(HostCluster cluster)
    {
        var spec = new RunSpec { Program = "/bin/sh", Args = { "-c", Lines.Command(Count) }, Ranks = 1, Oversubscribe = true, Parse = Lines.Expression };
        var accepted = await cluster.Client.SubmitAsync(new SubmitRuns { Spec = spec, Count = 1, Concurrent = 1 });
        var most = 0.0;
        var over = WaitAsync();
        while (!over.IsCompleted)
        {
            most = Math.Max(most, cluster.LargestMegabytes());
            await Task.Delay(100);
        }
        await over;
        var run = await cluster.Client.GetRunAsync(accepted.FirstRun);
        var attempt = run.Attempts[^1];
        if (attempt.Rows != Count)
            throw new InvalidOperationException($"{attempt.Rows} rows of {Count}: {attempt.Reason}");
        return (Count / ((attempt.EndedUs - attempt.RanksStartedUs) / 1e6), most);

        async Task WaitAsync()
        {
            await foreach (var _ in cluster.Client.EventsAsync(accepted.Submission))
            {
            }
        }
    }
}
