using System.Diagnostics;
using Muster.Actors.Ranks;

namespace Muster.Benchmarks.Stream;

/// <summary>Cutting, counting and batching against wc -l, each behind the same pipe.</summary>
internal static class LinesCut
{
    private const long Count = 20_000_000;
    private const int Rounds = 5;

    public static Task<bool> Measure()
    {
        var file = Path.Combine("/dev/shm", $"muster-lines-{Environment.ProcessId}");
        try
        {
            using (var make = Lines.Start($"{Lines.Command(Count)} > {file}"))
                make.WaitForExit();
            var ratios = new List<double>();
            var rate = 0.0;
            for (var round = 0; round < Rounds; round++)
            {
                var wc = Seconds(() =>
                {
                    using var counted = Lines.Start($"cat {file} | wc -l");
                    counted.WaitForExit();
                });
                var cut = Seconds(() => Cut(file));
                ratios.Add(wc / cut);
                rate = Math.Max(rate, Count / cut);
            }
            ratios.Sort();
            Console.WriteLine($"cut: {rate / 1e6:0.0} million lines/s at best, {GC.GetTotalMemory(true) / 1e6:0.0} MB managed afterwards");
            return Task.FromResult(Lines.AtLeast("cut: lines cut, counted and batched", ratios[Rounds / 2], 0.5, "x wc -l"));
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Cut(string file)
    {
        using var cat = Lines.Start($"cat {file}");
        var pipe = cat.StandardOutput.BaseStream;
        var cutter = new LineCutter();
        long lines = 0;
        int read;
        while ((read = pipe.Read(cutter.Space)) > 0)
        {
            cutter.Filled(read);
            if (cutter.IsFull && cutter.TryTake(out var batch))
                lines += batch.Lines;
        }
        while (cutter.TryTake(out var batch))
            lines += batch.Lines;
        lines += cutter.TakeRest().Lines;
        if (lines != Count)
            throw new InvalidOperationException($"{lines} lines of {Count}");
    }

    private static double Seconds(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }
}
