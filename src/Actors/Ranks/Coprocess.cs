using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Muster.Actors.Ranks;

/// <summary>
/// A command of the user's that answers each line it reads with one line. Ends when it is disposed of, and with this process: it reads the end of its input then, and is killed where
/// setpriv is installed. One question at a time.
/// </summary>
public sealed class Coprocess : IDisposable
{
    private const int LongestAnswer = 64 * 1024;
    private const int TailLines = 5;
    private static readonly string[] Leash = new[] { "/usr/bin/setpriv", "/bin/setpriv" }.Where(File.Exists).Take(1).SelectMany(p => new[] { p, "--pdeathsig", "KILL", "--" }).ToArray();

    // A death signal follows the thread that started the process, so that one lives as long as the host does.
    private static readonly BlockingCollection<Action> Starts = Starter();

    private readonly string _command;
    private readonly Process _process;
    private readonly Queue<string> _complaints = new();
    private readonly byte[] _buffer = new byte[LongestAnswer];
    private int _from;
    private int _to;

    private Coprocess(string command, Process process)
    {
        (_command, _process) = (command, process);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Starts a command line of the shell.</summary>
    public static async Task<Coprocess> StartAsync(string command, string workingDirectory)
    {
        string[] line = [.. Leash, "/bin/sh", "-c", command];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Directory.Exists(workingDirectory) ? workingDirectory : "/",
        };
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Starts.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
            {
                started.SetException(new InvalidOperationException($"The parser's command '{command}' cannot be started: {e.Message}", e));
            }
        });
        return new Coprocess(command, await started.Task.ConfigureAwait(false));
    }

    /// <summary>An answer for each line, in order. Fails, with what the command said on stderr, when it ends or is silent for longer than the patience.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(IReadOnlyList<string> lines, TimeSpan patience)
    {
        using var timeout = new CancellationTokenSource(patience);
        var answers = new List<string>(lines.Count);
        try
        {
            // Both at once: who answers as it reads would stand still as soon as one of the pipes is full.
            var writing = WriteAsync(lines, timeout.Token);
            while (answers.Count < lines.Count)
                answers.Add(await ReadAsync(timeout.Token).ConfigureAwait(false));
            await writing.ConfigureAwait(false);
            return answers;
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"The parser's command '{_command}' answered {answers.Count} of {lines.Count} lines within {patience.TotalSeconds:0} s. It must write one line for each it reads, at once.{Complaints()}");
        }
        catch (IOException)
        {
            _process.WaitForExit(1000);
            throw new InvalidOperationException($"The parser's command '{_command}' ended{(_process.HasExited ? $" with code {_process.ExitCode}" : "")} before it had answered every line.{Complaints()}");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }

    private async Task WriteAsync(IReadOnlyList<string> lines, CancellationToken cancel)
    {
        var pipe = _process.StandardInput.BaseStream;
        await pipe.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n"))), cancel).ConfigureAwait(false);
        await pipe.FlushAsync(cancel).ConfigureAwait(false);
    }

    private async Task<string> ReadAsync(CancellationToken cancel)
    {
        while (true)
        {
            var end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _from, end);
                _from += end + 1;
                return line;
            }

            if (_from > 0)
            {
                _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
                (_from, _to) = (0, _to - _from);
            }

            if (_to == _buffer.Length)
                throw new InvalidOperationException($"The parser's command '{_command}' answered with a line of more than {LongestAnswer} bytes.");
            var read = await _process.StandardOutput.BaseStream.ReadAsync(_buffer.AsMemory(_to), cancel).ConfigureAwait(false);
            _to += read > 0 ? read : throw new EndOfStreamException();
        }
    }

    private void Keep(string? line)
    {
        lock (_complaints)
        {
            if (line is null)
                return;
            _complaints.Enqueue(line);
            if (_complaints.Count > TailLines)
                _complaints.Dequeue();
        }
    }

    private string Complaints()
    {
        lock (_complaints)
            return _complaints.Count == 0 ? "" : $" Its stderr: {string.Join(" | ", _complaints)}";
    }

    private static BlockingCollection<Action> Starter()
    {
        var starts = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var start in starts.GetConsumingEnumerable())
                start();
        })
        { IsBackground = true, Name = "coprocess-starter" }.Start();
        return starts;
    }
}
