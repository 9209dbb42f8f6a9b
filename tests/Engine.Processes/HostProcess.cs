using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Engine.Processes.Tests;

/// <summary>A host, with what it has said so far.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _said = [];
    private readonly List<string> _complaints = [];

    public HostProcess(string name, Process process)
    {
        (Name, _process) = (name, process);
        process.OutputDataReceived += (_, line) => Add(_said, line.Data);
        process.ErrorDataReceived += (_, line) => Add(_complaints, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    public int Pid => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>akka.tcp://Muster@host:port, known once it is ready.</summary>
    public string Address => Line("ready ", 0)?.Split(' ')[3] ?? throw new InvalidOperationException($"{Name} is not ready:\n{Everything}");

    public int Port => int.Parse(Address.Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);

    public string Everything
    {
        get
        {
            lock (_said)
                return $"{Name} said:\n{string.Join('\n', _said)}\nand complained:\n{Complaints}";
        }
    }

    public string Complaints
    {
        get
        {
            lock (_complaints)
                return string.Join('\n', _complaints);
        }
    }

    /// <summary>What has been said so far; later lines are after this mark.</summary>
    public int Mark
    {
        get
        {
            lock (_said)
                return _said.Count;
        }
    }

    public void Command(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>The first line after the mark that begins so; fails with everything when it does not come in time.</summary>
    public async Task<string> Says(string beginning, double seconds, int since = 0)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            if (Line(beginning, since) is { } line)
                return line;
            if (patience.Elapsed.TotalSeconds > seconds || HasEnded && Line(beginning, since) is null && patience.Elapsed.TotalSeconds > 1)
                throw new TimeoutException($"{Name} did not say '{beginning}' within {seconds} s. {Everything}");
            await Task.Delay(20);
        }
    }

    public List<string> Lines(string beginning, int since = 0)
    {
        lock (_said)
            return _said.Skip(since).Where(l => l.StartsWith(beginning, StringComparison.Ordinal)).ToList();
    }

    public async Task<int> Ends(double seconds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{Name} has not ended within {seconds} s. {Everything}");
        }
        return _process.ExitCode;
    }

    public void Signal(int signal)
    {
        if (!HasEnded)
            _ = Kill(Pid, signal);
    }

    /// <summary>Stopped for so long and no longer: on a thread of its own, which waits for no other work to be done.</summary>
    public Task StandStill(TimeSpan time) => Task.Factory.StartNew(
        () =>
        {
            Signal(Signals.Stop);
            Thread.Sleep(time);
            Signal(Signals.Continue);
        },
        CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public void Dispose()
    {
        Signal(Signals.Kill);
        _process.Dispose();
    }

    private string? Line(string beginning, int since) => Lines(beginning, since).FirstOrDefault();

    private static void Add(List<string> lines, string? line)
    {
        if (line is null)
            return;
        lock (lines)
            lines.Add(line);
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);
}

internal static class Signals
{
    public const int Kill = 9;
    public const int Continue = 18;
    public const int Stop = 19;
}
