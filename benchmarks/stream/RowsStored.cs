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
        var (rows, megabytes) = await ThroughHostsAsync(cluster, _ => Task.CompletedTask);
        Console.WriteLine($"rows: {alone:0} rows/s in one process, {rows:0} rows/s through the hosts; largest host {megabytes:0} MB");
        return Lines.AtLeast("rows: through the hosts", rows / alone, 0.6, "x one process")
            & Lines.AtLeast("rows: rate", rows, LeastRows, "rows/s");
    }

    /// <summary>The same while the store takes nothing for ten seconds in the middle: its disk is full.</summary>
    public static async Task<bool> MeasureStopped()
    {
        if (Environment.UserName != "root")
        {
            Console.WriteLine("MISS  memory: not measured: needs root to mount a small file system");
            return false;
        }

        await using var cluster = await HostCluster.StartAsync(2, megabytes: 512);
        var (_, megabytes) = await ThroughHostsAsync(cluster, async folder =>
        {
            var filler = Path.Combine(folder, "filler");
            var stored = Directory.CreateDirectory(Path.Combine(folder, "store", "rows")).FullName;
            while (Directory.GetFiles(stored).Sum(f => new FileInfo(f).Length) < 8 << 10)   // equal lines compress well
                await Task.Delay(20);
            Fill(filler);
            await Task.Delay(TimeSpan.FromSeconds(10));
            File.Delete(filler);
        });
        return Lines.AtMost("memory: largest host, the store stopped for 10 s", megabytes, 200, "MB");
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in new[] { 1 << 20, 4096 })
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

    private static async Task<(double Rows, double Megabytes)> ThroughHostsAsync(HostCluster cluster, Func<string, Task> meanwhile)
    {
        var spec = new RunSpec { Program = "/bin/sh", Args = { "-c", Lines.Command(Count) }, Ranks = 1, Oversubscribe = true, Parse = Lines.Expression };
        var accepted = await cluster.Client.SubmitAsync(new SubmitRuns { Spec = spec, Count = 1, Concurrent = 1 });
        var most = 0.0;
        var hurt = meanwhile(cluster.Folder);
        var over = WaitAsync();
        while (!over.IsCompleted)
        {
            most = Math.Max(most, cluster.LargestMegabytes());
            await Task.Delay(100);
        }
        await over;
        await hurt;
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
