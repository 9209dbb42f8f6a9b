using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Petabridge.Cmd.Wire;

namespace Petabridge.Cmd.Tool;

/// <summary>A connection to a host: the palettes it greeted with, and the answers to commands.</summary>
internal sealed class Client : IDisposable
{
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(5);

    private readonly Socket _socket;
    private readonly StreamReader _reader;
    private readonly StreamWriter _writer;
    private int _lastId;

    private Client(Socket socket)
    {
        _socket = socket;
        var stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new StreamReader(stream);
        _writer = new StreamWriter(stream) { AutoFlush = true, NewLine = "\n" };
    }

    public IReadOnlyList<CommandPalette> Palettes { get; private set; } = [];

    public static async Task<Client> ConnectAsync(Target target)
    {
        using var patience = new CancellationTokenSource(ConnectPatience);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Client client = null;
        try
        {
            await socket.ConnectAsync(target.Host, target.Port, patience.Token).ConfigureAwait(false);
            client = new Client(socket);
            await client.GreetAsync(target, patience.Token).ConfigureAwait(false);
            return client;
        }
        catch (OperationCanceledException)
        {
            client?.Dispose();
            socket.Dispose();
            throw new TimeoutException($"{target.Host}:{target.Port} does not greet as a host of Muster within {ConnectPatience.TotalSeconds:0} s: is it another port?");
        }
        catch
        {
            client?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The answer to a command, response by response. Cancelled, the host is told that nobody wants more.</summary>
    public async IAsyncEnumerable<(string Text, bool Error)> ExecuteAsync(Command command, [EnumeratorCancellation] CancellationToken cancel)
    {
        var id = ++_lastId;
        await _writer.WriteLineAsync(Lines.Request(id, command)).ConfigureAwait(false);
        while (true)
        {
            string line = null;
            try
            {
                line = await _reader.ReadLineAsync(cancel).ConfigureAwait(false) ?? throw new IOException("the host closed the connection");
            }
            catch (OperationCanceledException)
            {
                await _writer.WriteLineAsync(Lines.Cancel(id)).ConfigureAwait(false);
            }
            if (line is null)
                yield break;
            if (Lines.ReadResponse(line) is not { } response)
                throw new IOException($"the host's answer is not understood: {line}");
            // What a command that was ended had still said.
            if (response.Id != id && response.Id != 0)
                continue;
            yield return (response.Text, response.Error);
            if (response.Final)
                yield break;
        }
    }

    public void Dispose()
    {
        _reader.Dispose();
        _socket.Dispose();
    }

    private async Task GreetAsync(Target target, CancellationToken cancel)
    {
        (Palettes, var wantsToken) = await ReadGreetingAsync(target, cancel).ConfigureAwait(false);
        if (!wantsToken)
            return;
        if (target.Token.Length == 0)
            throw new InvalidDataException($"{target.Host}:{target.Port} asks for the run's token: name the run directory with --run-dir, where the access file has it.");
        await _writer.WriteLineAsync(Lines.Token(target.Token)).ConfigureAwait(false);
        (Palettes, _) = await ReadGreetingAsync(target, cancel).ConfigureAwait(false);
    }

    private async Task<(IReadOnlyList<CommandPalette> Palettes, bool WantsToken)> ReadGreetingAsync(Target target, CancellationToken cancel)
    {
        var line = await _reader.ReadLineAsync(cancel).ConfigureAwait(false);
        if (line is not null && Lines.ReadGreeting(line, out var wants) is { } palettes)
            return (palettes, wants);
        if (line is not null && Lines.ReadResponse(line) is { Error: true } refusal)
            throw new InvalidDataException(refusal.Text);
        throw new InvalidDataException($"{target.Host}:{target.Port} is no host of Muster's own pbm: another service listens there, or hosts built with CmdEngine=petabridge, to which the official pbm belongs.");
    }
}
