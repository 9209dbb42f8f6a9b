using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Shouldly;

namespace Muster.EndToEnd.Tests;

/// <summary>
/// A working directory of its own and everything started in it. Each process inherits a mark in its environment, or at least the working
/// directory, so that what is left can be found whoever its parent is now. Ends all of it.
/// </summary>
public sealed class Scene : IDisposable
{
    private const string MarkName = "END_TO_END_SCENE";

    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly List<Running> _started = [];

    public string Here { get; } = Directory.CreateTempSubdirectory("muster-e2e-").FullName;

    /// <summary>Where this scene's cluster is; set before it starts.</summary>
    public string RunDir => Path.Combine(Here, "run");

    public Running Muster(params string[] arguments) => Start(Checkout.Muster, arguments);

    public Running Start(string program, IEnumerable<string> arguments, Action<IDictionary<string, string?>>? environment = null)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = Here,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment[MarkName] = _mark;
        start.Environment["MUSTER_HOME"] = Checkout.Home;
        start.Environment.Remove("MUSTER_RUN_DIR");
        environment?.Invoke(start.Environment);
        var running = new Running(Process.Start(start)!);
        _started.Add(running);
        return running;
    }

    /// <summary>Every living process of this scene but the ones named.</summary>
    public List<Living> Left(params int[] but)
    {
        var left = new List<Living>();
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var pid) || but.Contains(pid))
                continue;
            try
            {
                var isOurs = File.ReadAllText($"{folder}/environ").Contains($"{MarkName}={_mark}")
                    || new FileInfo($"{folder}/cwd").LinkTarget?.StartsWith(Here, StringComparison.Ordinal) == true;
                if (!isOurs)
                    continue;
                // A zombie has ended; its environment is empty, but a thread group leader may be half gone.
                var state = File.ReadAllText($"{folder}/stat");
                if (state[(state.LastIndexOf(')') + 2)..].StartsWith('Z'))
                    continue;
                left.Add(new Living(pid, File.ReadAllText($"{folder}/cmdline").Replace('\0', ' ').Trim()));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It ended while it was looked at.
            }
        }

        return left;
    }

    /// <summary>Fails when anything is left after the patience; tells what.</summary>
    public async Task NothingLeftAsync(TimeSpan patience, params int[] but)
    {
        List<Living> left;
        for (var bound = new Bound(patience); (left = Left(but)).Count > 0 && !await bound.IsOverAsync();)
        {
        }
        left.ShouldBeEmpty($"processes were left after {patience.TotalSeconds:0.0} s");
    }

    /// <summary>The pid that a host wrote into the run directory.</summary>
    public async Task<int> PidOfAsync(string host, string? runDir = null)
    {
        var path = Path.Combine(runDir ?? RunDir, "hosts", host + ".json");
        await Eventually.Async(() => File.Exists(path), $"{path} is there");
        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(path));
        return json.RootElement.GetProperty("pid").GetInt32();
    }

    /// <summary>The run directory that a command without --run-dir made.</summary>
    public async Task<string> MadeRunDirAsync()
    {
        var parent = Path.Combine(Here, "muster-runs");
        await Eventually.Async(() => Directory.Exists(parent) && Directory.GetDirectories(parent).Length == 1, "a run directory is made");
        return Directory.GetDirectories(parent).Single();
    }

    public void Dispose()
    {
        foreach (var living in Left())
            Posix.Kill(living.Pid, Posix.SigKill);
        foreach (var running in _started)
            running.Dispose();
        Directory.Delete(Here, recursive: true);
    }

    public sealed record Living(int Pid, string Command);
}

internal static class Eventually
{
    public static async Task Async(Func<bool> condition, string what, double seconds = 30)
    {
        var started = Stopwatch.StartNew();
        while (!condition())
        {
            if (started.Elapsed.TotalSeconds > seconds)
                throw new TimeoutException($"not within {seconds:0} s: {what}");
            await Task.Delay(10);
        }
    }

    public static async Task WithinAsync(TimeSpan time, Func<bool> condition, string what)
    {
        for (var bound = new Bound(time); !condition();)
            if (await bound.IsOverAsync())
                throw new TimeoutException($"not within {time.TotalSeconds:0.0} s: {what}");
    }
}

/// <summary>
/// A time that something may take, on a machine that keeps up: it is over when the clock says so and the condition was looked at as often as fits into it. On a
/// machine that stands still for seconds neither the looks nor what is looked at get on.
/// </summary>
internal sealed class Bound(TimeSpan time)
{
    private const int LookMs = 20;
    private const int MostMsPerLook = 25;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private int _looks;

    /// <summary>Between two looks.</summary>
    public async Task<bool> IsOverAsync()
    {
        if (++_looks > time.TotalMilliseconds / MostMsPerLook && _clock.Elapsed >= time)
            return true;
        await Task.Delay(LookMs);
        return false;
    }
}

internal static class Posix
{
    public const int SigInt = 2;
    public const int SigKill = 9;
    public const int SigTerm = 15;

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern int Kill(int pid, int signal);
}
