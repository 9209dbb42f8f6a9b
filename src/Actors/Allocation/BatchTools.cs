using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Muster.Actors.Allocation;

/// <summary>Asks Slurm's own tools what the environment does not tell. Every question is bounded; without an answer the caller goes on without.</summary>
public static class BatchTools
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private const int MaxAnswer = 1 << 20;

    /// <summary>The address Slurm has for a node; null when it does not say.</summary>
    public static async Task<string?> NodeAddressAsync(string node, CancellationToken cancel = default) =>
        await RunAsync("scontrol", ["show", "node", "-o", node], cancel).ConfigureAwait(false) is { } text ? ValueOf("NodeAddr", text) : null;

    /// <summary>What is left of the job's time; null without a limit.</summary>
    public static async Task<TimeSpan?> TimeLeftAsync(string job, CancellationToken cancel = default) =>
        await RunAsync("squeue", ["-h", "-j", job, "-o", "%L"], cancel).ConfigureAwait(false) is { } text ? TimeLeft.Parse(text) : null;

    /// <summary>How long Slurm waits between SIGTERM and SIGKILL; null when it does not say.</summary>
    public static async Task<TimeSpan?> KillWaitAsync(CancellationToken cancel = default) =>
        await RunAsync("scontrol", ["show", "config"], cancel).ConfigureAwait(false) is { } text ? KillWaitOf(text) : null;

    /// <summary>What Slurm, its accounting and the shell's parents know of how the job of this process was submitted.</summary>
    public static async Task<JobOrigin> OriginAsync(string job, CancellationToken cancel = default)
    {
        var variable = Environment.GetEnvironmentVariable("SBATCH_NO_KILL") ?? Environment.GetEnvironmentVariable("SALLOC_NO_KILL");
        // An interactive job: salloc is above this process, as far as it runs on the same machine, and has no script.
        var salloc = ParentProcesses.CommandLineOf("salloc");
        if (variable is not null || salloc is not null)
            return new JobOrigin(null, salloc, variable);
        var script = RunAsync("scontrol", ["write", "batch_script", job, "-"], cancel);
        var kept = RunAsync("sacct", ["-X", "-n", "-P", "-o", "SubmitLine", "-j", job], cancel);
        return new JobOrigin(await script.ConfigureAwait(false), (await kept.ConfigureAwait(false))?.Trim() is { Length: > 0 } words ? words : null, null);
    }

    /// <summary>The value behind <c>name=</c> in a line of scontrol.</summary>
    public static string? ValueOf(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var word = text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal));
        return word is not null && word.Length > name.Length + 1 ? word[(name.Length + 1)..] : null;
    }

    /// <summary>KillWait in the text of <c>scontrol show config</c>.</summary>
    public static TimeSpan? KillWaitOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.Split('\n').FirstOrDefault(l => l.StartsWith("KillWait", StringComparison.Ordinal));
        var words = line?.Split((char[])[' ', '='], StringSplitOptions.RemoveEmptyEntries);
        return words is { Length: >= 2 } && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
    }

    private static async Task<string?> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                process.StandardInput.Close();
                var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, patience.Token);
                var text = await ReadBoundedAsync(process.StandardOutput, patience.Token).ConfigureAwait(false);
                await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
                await errors.ConfigureAwait(false);
                return process.ExitCode == 0 ? text : null;
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill();
            }
        }
        catch (Exception e) when (e is Win32Exception or OperationCanceledException or IOException)
        {
            return null;
        }
    }

    private static async Task<string> ReadBoundedAsync(StreamReader reader, CancellationToken cancel)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[4096];
        int read;
        while (text.Length < MaxAnswer && (read = await reader.ReadAsync(buffer, cancel).ConfigureAwait(false)) > 0)
            text.Append(buffer, 0, read);
        return text.ToString();
    }
}
