using System.Diagnostics;

namespace Muster.Benchmarks.Ranks;

/// <summary>The programs of the checkout, and how long others take.</summary>
internal static class Programs
{
    private static readonly string Home = FindHome();

    public static string Native { get; } = Path.Combine(Home, "artifacts", "native");

    public static string SlurmScript { get; } = Path.Combine(Home, "tests", "Slurm", "slurm.sh");

    /// <summary>A program that is only there to be started: benchmarks/ranks/native.</summary>
    public static string Small(string name) => Path.Combine(Home, "artifacts", "benchmarks", "ranks", name);

    public static string Workload(string name) => Path.Combine(Home, "workloads", name);

    /// <summary>A host program of the same engine and configuration as this one.</summary>
    public static string Host(string project, string program)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, program);
    }

    public static void Build()
    {
        foreach (var folder in new[] { "native", "workloads", "benchmarks/ranks/native" })
        {
            using var make = Process.Start("make", ["-s", "-C", Path.Combine(Home, folder)]);
            make.WaitForExit();
            if (make.ExitCode != 0)
                throw new InvalidOperationException($"{folder} does not build");
        }
    }

    public static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>What our MPICH ranks have preloaded when they share cores, for the other launcher's.</summary>
    public static Dictionary<string, string> YieldPreload { get; } = new()
    {
        ["LD_PRELOAD"] = Path.Combine(Native, "libmuster_mpich.so"),
        ["MUSTER_MPICH_YIELD"] = "1",
    };

    public static async Task<double> Milliseconds(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var clock = Stopwatch.StartNew();
        await Output(program, arguments, environment);
        return clock.Elapsed.TotalMilliseconds;
    }

    public static async Task<string> Output(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? text : throw new InvalidOperationException($"{program} {string.Join(' ', start.ArgumentList)} ended with code {process.ExitCode}");
    }

    private static string FindHome()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Actors.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("run it inside a checkout");
        return folder;
    }
}
