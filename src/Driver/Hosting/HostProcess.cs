using System.Diagnostics;

namespace Muster.Driver.Hosting;

/// <summary>
/// One host process that this command started and owns. It runs in a session of its own, so that Ctrl-C on the terminal reaches only
/// the command, writes to a log of its own, and (unless detached) ends when its standard input does: then it cannot outlive its parent.
/// </summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process _process;
    private bool _released;

    private HostProcess(string name, string logPath, Process process)
    {
        Name = name;
        LogPath = logPath;
        _process = process;
        Pid = process.Id;
        Exited = WatchAsync();
    }

    public string Name { get; }

    public string LogPath { get; }

    public int Pid { get; }

    /// <summary>Completes with the exit code; 128 + n stands for a death by signal n.</summary>
    public Task<int> Exited { get; }

    /// <summary>Starts a host program.</summary>
    public static HostProcess Start(string name, string program, IEnumerable<string> arguments, string logPath, bool detached) =>
        StartTool(name, program, detached ? arguments : arguments.Append("--exit-with-parent"), logPath, detached);

    /// <summary>Starts a program that brings hosts up: srun, ssh. It is not told about the end of its input.</summary>
    public static HostProcess StartTool(string name, string program, IEnumerable<string> arguments, string logPath, bool detached)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(logPath)!);
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardInput = true, UseShellExecute = false };
        // Two exec in a row: the pid seen here is the host's own.
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(detached ? "exec setsid \"$@\" </dev/null >>\"$0\" 2>&1" : "exec setsid \"$@\" >>\"$0\" 2>&1");
        start.ArgumentList.Add(logPath);
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw Refusal.Lost($"{name} was not started: {program} gave no process.");
        if (detached)
            process.StandardInput.Close();
        return new HostProcess(name, logPath, process);
    }

    /// <summary>The last lines that the host printed.</summary>
    public IReadOnlyList<string> LogTail(int lines = 20)
    {
        try
        {
            return File.ReadLines(LogPath).Reverse().Take(lines).Reverse().ToList();
        }
        catch (IOException e)
        {
            return [$"(its log cannot be read: {e.Message})"];
        }
    }

    /// <summary>Asks the host to leave; kills it when the patience is over. A host that was killed takes its ranks along through its warden.</summary>
    public async Task EndAsync(TimeSpan patience, CancellationToken haste)
    {
        if (Exited.IsCompleted)
            return;
        Signal(Signals.Terminate);
        try
        {
            await Exited.WaitAsync(patience, haste).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Signal(Signals.Kill);
            await Exited.ConfigureAwait(false);
        }
    }

    /// <summary>Closes the host's input: behind ssh that is the only word that reaches it. Then as <see cref="EndAsync"/>.</summary>
    public async Task EndByInputAsync(TimeSpan patience, CancellationToken haste)
    {
        _process.StandardInput.Close();
        try
        {
            await Exited.WaitAsync(patience, haste).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            await EndAsync(TimeSpan.Zero, haste).ConfigureAwait(false);
        }
    }

    /// <summary>Asks it to end and does not wait.</summary>
    public void Terminate() => Signal(Signals.Terminate);

    /// <summary>The host is left to itself.</summary>
    public void Release() => _released = true;

    public async ValueTask DisposeAsync()
    {
        if (_released)
            return;
        if (!Exited.IsCompleted)
        {
            Signal(Signals.Kill);
            await Exited.ConfigureAwait(false);
        }
        _process.Dispose();
    }

    private async Task<int> WatchAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        return _process.ExitCode;
    }

    private void Signal(int signal)
    {
        // The child is not reaped before Exited completes, so the pid is still its own.
        if (!Exited.IsCompleted)
            Signals.Send(Pid, signal);
    }
}
