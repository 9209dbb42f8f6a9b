using System.Diagnostics;
using System.Globalization;

namespace Muster.Benchmarks.Ranks;

/// <summary>What a node host and its warden take from a node on which nothing runs.</summary>
internal static class IdleHost
{
    private const double MostOfACore = 0.4;
    private const double TicksPerSecond = 100;

    public static async Task Measure(Bars bars, int seconds)
    {
        Console.WriteLine($"\nidle node host with its warden, {seconds} s");
        var alone = Work();
        await using var cluster = await Cluster.StartAsync(2);
        await cluster.Run(Cluster.WithoutMpi(2, "/bin/true"));
        await Task.Delay(TimeSpan.FromSeconds(5));
        var host = cluster.Nodes.First();
        int[] processes = [host, WardenOf(host)];
        var (cpu, switches) = (processes.Sum(Cpu), processes.Sum(Switches));
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        (cpu, switches) = (processes.Sum(Cpu) - cpu, processes.Sum(Switches) - switches);
        bars.AtMost("CPU time", cpu / seconds * 100, MostOfACore, "% of a core");
        Bars.Line($"  {"voluntary switches",-50} {switches / (double)seconds,9:0.0} /s");
        var beside = Work();
        Bars.Line($"  {"fixed work: alone, beside three idle hosts (ms)",-50} {alone,9:0.0} {beside,9:0.0} {beside / alone,7:0.000}");
    }

    private static double Work()
    {
        var times = new List<double>();
        for (var round = 0; round < 5; round++)
        {
            var clock = Stopwatch.StartNew();
            var x = 1ul;
            for (var i = 0; i < 300_000_000; i++)
                x = x * 6364136223846793005 + 1442695040888963407;
            times.Add(clock.Elapsed.TotalMilliseconds);
            GC.KeepAlive(x);
        }
        return Bars.Median(times);
    }

    private static int WardenOf(int host) => Directory.GetDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), out var pid) ? pid : 0)
        .Single(pid => pid > 0 && Stat(pid) is { Length: > 1 } stat && stat[1] == $"{host}" && File.ReadAllText($"/proc/{pid}/comm") == "muster-warden\n");

    private static double Cpu(int pid) => Stat(pid) is { Length: > 12 } stat ? (long.Parse(stat[11], CultureInfo.InvariantCulture) + long.Parse(stat[12], CultureInfo.InvariantCulture)) / TicksPerSecond : 0;

    private static long Switches(int pid) => Directory.GetDirectories($"/proc/{pid}/task").Sum(task => File.ReadLines($"{task}/status")
        .Where(l => l.StartsWith("voluntary_ctxt_switches:", StringComparison.Ordinal)).Sum(l => long.Parse(l.AsSpan(24), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture)));

    // The fields of /proc/PID/stat after the name: state, parent, ...
    private static string[] Stat(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
