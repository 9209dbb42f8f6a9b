using System.Diagnostics;
using System.Globalization;

namespace Muster.Driver.Hosting;

/// <summary>A process of this user that a cluster has started: a host, or what a host started as a rank and everything below it.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="Started">When it started, in ticks since the machine's start: tells it from a later process with the same id.</param>
/// <param name="Program">Its name.</param>
/// <param name="RunDirectory">The cluster's run directory.</param>
internal sealed record Leftover(int Pid, long Started, string Program, string RunDirectory)
{
    // What hosts put into the environment of their ranks.
    private const string TokenVariable = "MUSTER_HOST_TOKEN=";
    private const string RunDirectoryVariable = "MUSTER_RUN_DIR=";

    // A host that waits for its seed is no leftover yet.
    private const long YoungSeconds = 60;
    private const long TicksPerSecond = 100;

    /// <summary>Every process of this user that carries a cluster's mark.</summary>
    public static IReadOnlyList<Leftover> Find() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && pid != Environment.ProcessId)
            .Select(TryRead)
            .OfType<Leftover>(),
    ];

    /// <summary>Asks them to end, then kills them; answers those that stay whatever is done.</summary>
    public static async Task<List<Leftover>> EndAsync(IReadOnlyList<Leftover> processes, TimeSpan patience, CancellationToken cancel)
    {
        foreach (var signal in new[] { Signals.Terminate, Signals.Kill })
        {
            foreach (var process in processes.Where(p => p.Lives()))
                Signals.Send(process.Pid, signal);
            var waited = Stopwatch.StartNew();
            while (processes.Any(p => p.Lives()) && waited.Elapsed < patience)
                await Task.Delay(20, cancel).ConfigureAwait(false);
        }

        return [.. processes.Where(p => p.Lives())];
    }

    private bool Lives() => StartOf($"/proc/{Pid}") == Started;

    private static Leftover? TryRead(string folder)
    {
        try
        {
            // root may read what others run, and ends nothing of theirs.
            if (StartOf(folder) is not { } started || UserOf(folder) != UserOf("/proc/self"))
                return null;
            var pid = int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture);
            var words = File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0');
            if (Path.GetFileName(words[0]) is HostPrograms.Seed or HostPrograms.Node)
            {
                var option = Array.IndexOf(words, "--run-dir");
                var directory = option >= 0 && option + 1 < words.Length ? words[option + 1] : null;
                return directory is not null && UptimeTicks() - started > YoungSeconds * TicksPerSecond
                    ? new Leftover(pid, started, Path.GetFileName(words[0]), directory)
                    : null;
            }

            var environment = File.ReadAllText(Path.Combine(folder, "environ")).Split('\0');
            return environment.Any(e => e.StartsWith(TokenVariable, StringComparison.Ordinal))
                && environment.FirstOrDefault(e => e.StartsWith(RunDirectoryVariable, StringComparison.Ordinal)) is { } run
                ? new Leftover(pid, started, File.ReadAllText(Path.Combine(folder, "comm")).TrimEnd('\n'), run[RunDirectoryVariable.Length..])
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or it is another user's.
            return null;
        }
    }

    /// <summary>The real user's number, as the kernel prints it; null for what has ended.</summary>
    private static string? UserOf(string folder) =>
        File.ReadLines(Path.Combine(folder, "status")).FirstOrDefault(line => line.StartsWith("Uid:", StringComparison.Ordinal))?.Split('\t')[1];

    private static long UptimeTicks() =>
        (long)(double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture) * TicksPerSecond);

    /// <summary>Field 22 of stat; null for what has ended, zombies too. The name in field 2 may hold anything, so the count starts behind it.</summary>
    private static long? StartOf(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
