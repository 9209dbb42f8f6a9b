using System.ComponentModel;
using System.Diagnostics;

namespace Muster.Driver.Telemetry;

/// <summary>The Python that workers run on, and whether it has what they import.</summary>
internal static class PythonCheck
{
    private const string Usual = "/usr/bin/python3";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    // Finds modules without loading them, which takes seconds.
    private const string FindMissing = "import importlib.util,sys; print(' '.join(m for m in sys.argv[1:] if importlib.util.find_spec(m) is None))";

    /// <summary>The program: the one that was named, else Debian's, else the one on PATH.</summary>
    public static string Choose(string? named, string workingDirectory) => named is not null
        ? named.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(named, workingDirectory) : named
        : File.Exists(Usual) ? Usual : "python3";

    /// <summary>Refuses a Python that is not there or lacks a module, with the package that has it.</summary>
    public static async Task RequireAsync(string python, IReadOnlyList<string> modules, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(python) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in modules.Prepend(FindMissing).Prepend("-c"))
            start.ArgumentList.Add(word);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(Patience);
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            try
            {
                await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }

            if (process.ExitCode != 0)
                throw Refusal.Before($"{python} is no Python 3 that works: {(await error.ConfigureAwait(false)).Trim().Split('\n')[^1]}");
            if ((await output.ConfigureAwait(false)).Trim() is { Length: > 0 } missing)
                throw Refusal.Before($"{python} lacks {missing.Replace(" ", ", ", StringComparison.Ordinal)}. Install Debian's {string.Join(" ", missing.Split(' ').Select(m => $"python3-{m}"))} on every node, or name a Python that has {(missing.Contains(' ', StringComparison.Ordinal) ? "them" : "it")} with --python.");
        }
        catch (Win32Exception e)
        {
            throw Refusal.Before($"the Python {python} cannot be started: {e.Message}. Install Debian's python3, or name another with --python.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw Refusal.Before($"{python} has not answered within {Patience.TotalSeconds:0} s.");
        }
    }
}
