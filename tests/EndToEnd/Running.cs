using System.Diagnostics;

namespace Muster.EndToEnd.Tests;

/// <summary>A process that was started, with what it has printed so far.</summary>
public sealed class Running : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _out = [];
    private readonly List<string> _error = [];

    internal Running(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(_out, line.Data);
        process.ErrorDataReceived += (_, line) => Add(_error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Pid => _process.Id;

    public bool HasEnded => _process.HasExited;

    public List<string> Out => Copy(_out);

    public List<string> Error => Copy(_error);

    public string Everything => string.Join('\n', [.. Out, "--- stderr", .. Error]);

    /// <summary>Writes to its standard input.</summary>
    public void Write(string text)
    {
        _process.StandardInput.Write(text);
        _process.StandardInput.Flush();
    }

    /// <summary>Writes to its standard input and ends it.</summary>
    public async Task FeedAsync(string text)
    {
        await _process.StandardInput.WriteAsync(text);
        CloseInput();
    }

    /// <summary>Its standard input ends.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    public void Signal(int signal) => _ = Posix.Kill(Pid, signal);

    /// <summary>The exit code; fails with everything printed when it does not end in time.</summary>
    public async Task<int> EndedAsync(double seconds = 60)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{_process.StartInfo.FileName} {string.Join(' ', _process.StartInfo.ArgumentList)} has not ended within {seconds:0} s:\n{Everything}");
        }

        return _process.ExitCode;
    }

    /// <summary>Waits until a line that contains the text was printed, on either stream.</summary>
    public async Task PrintedAsync(string text, double seconds = 60)
    {
        var started = Stopwatch.StartNew();
        while (!Out.Concat(Error).Any(line => line.Contains(text, StringComparison.Ordinal)))
        {
            if (started.Elapsed.TotalSeconds > seconds || _process.HasExited)
            {
                // The last lines may still be on their way.
                if (_process.HasExited)
                    await EndedAsync(30);
                if (Out.Concat(Error).Any(line => line.Contains(text, StringComparison.Ordinal)))
                    return;
                throw new TimeoutException($"'{text}' was not printed after {started.Elapsed.TotalSeconds:0.0} s:\n{Everything}");
            }

            await Task.Delay(10);
        }
    }

    public void Dispose() => _process.Dispose();

    private static void Add(List<string> lines, string? line)
    {
        if (line is null)
            return;
        lock (lines)
            lines.Add(line);
    }

    private static List<string> Copy(List<string> lines)
    {
        lock (lines)
            return [.. lines];
    }
}
