using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Akka.Actor;
using Petabridge.Cmd.Wire;

namespace Petabridge.Cmd.Host;

/// <summary>
/// One client: hands its commands to the palettes' handlers and writes their answers. A client that reads too slowly, writes a line that is too long, or does
/// not show the token in time, is let go.
/// </summary>
internal sealed class Connection : ReceiveActor, IWithTimers
{
    private const int MostWaitingLines = 8192;
    private const int MostCommandsAtOnce = 16;
    private const string WrongClient = "This host speaks the protocol of Muster's own pbm: use ./pbm of the same build. The official pbm goes with hosts built with CmdEngine=petabridge.";
    private static readonly TimeSpan TokenPatience = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;
    private readonly IReadOnlyList<CommandPaletteHandler> _handlers;
    private readonly string _token;
    private readonly CancellationTokenSource _end = new();
    private readonly Channel<string> _outgoing = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaitingLines) { SingleReader = true });
    private readonly Dictionary<int, IActorRef> _sessions = [];
    private readonly Dictionary<string, IActorRef> _palettes = [];
    private bool _trusted;

    private sealed record Received(string Line);

    private sealed record Closed;

    private sealed record TokenLate;

    /// <summary>A session's answer on its way to the client.</summary>
    internal sealed record Answer(int Id, CommandResponse Response);

    public Connection(Socket socket, IReadOnlyList<CommandPaletteHandler> handlers, string token)
    {
        (_socket, _handlers, _token) = (socket, handlers, token);
        _trusted = token.Length == 0;
        Receive<Received>(r => OnLine(r.Line));
        Receive<Answer>(a => Send(Lines.Response(a.Id, a.Response)));
        Receive<Terminated>(t =>
        {
            foreach (var over in _sessions.Where(s => s.Value.Equals(t.ActorRef)).Select(s => s.Key).ToArray())
                _sessions.Remove(over);
        });
        Receive<Closed>(_ => Context.Stop(Self));
        Receive<TokenLate>(_ => Context.Stop(Self));
    }

    public ITimerScheduler Timers { get; set; }

    public static Props Props(Socket socket, IReadOnlyList<CommandPaletteHandler> handlers, string token) =>
        Akka.Actor.Props.Create(() => new Connection(socket, handlers, token));

    protected override void PreStart()
    {
        var stream = new NetworkStream(_socket, ownsSocket: true);
        _ = ReadAsync(stream, Self, _end.Token);
        _ = WriteAsync(stream, _outgoing.Reader, Self, _end.Token);
        Greet();
        if (!_trusted)
            Timers.StartSingleTimer("token", new TokenLate(), TokenPatience);
    }

    protected override void PostStop()
    {
        _outgoing.Writer.TryComplete();
        // What was said last still goes out; the writer closes the connection behind it.
        _end.CancelAfter(TimeSpan.FromSeconds(1));
    }

    private void Greet() => Send(Lines.Greeting(_trusted ? _handlers.Select(h => h.Palette) : [], !_trusted));

    private void OnLine(string text)
    {
        var line = Lines.ReadClient(text);
        if (line is null)
        {
            Send(WrongClient);
            Context.Stop(Self);
        }
        else if (line.Token is { } token)
        {
            OnToken(token);
        }
        else if (!_trusted)
        {
            Send(Lines.Response(line.Id, new ErroredCommandResponse("The token of the run's access file must come first.")));
            Context.Stop(Self);
        }
        else if (line.Cancel)
        {
            if (_sessions.Remove(line.Id, out var session))
                Context.Stop(session);
        }
        else
        {
            OnCommand(line);
        }
    }

    private void OnToken(string token)
    {
        if (_trusted)
            return;
        if (!System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(_token)))
        {
            Send(Lines.Response(0, new ErroredCommandResponse("The token is wrong: it is that of another run, or of a cluster that has ended.")));
            Context.Stop(Self);
            return;
        }
        _trusted = true;
        Timers.Cancel("token");
        Greet();
    }

    private void OnCommand(ClientLine line)
    {
        var command = CommandLineText.Parse(line.Words, [.. _handlers.Select(h => h.Palette)], out var error);
        if (command is null || _sessions.Count >= MostCommandsAtOnce || _sessions.ContainsKey(line.Id))
        {
            Send(Lines.Response(line.Id, new ErroredCommandResponse(error.Length > 0 ? error : "Too many commands at once.")));
            return;
        }
        if (!_palettes.TryGetValue(command.Palette, out var palette))
            _palettes[command.Palette] = palette = Context.ActorOf(_handlers.First(h => h.Palette.ModuleName == command.Palette).HandlerProps, command.Palette);
        var session = Context.ActorOf(Akka.Actor.Props.Create(() => new Session(line.Id)));
        _sessions[line.Id] = session;
        Context.Watch(session);
        palette.Tell(command, session);
    }

    private void Send(string line)
    {
        if (!_outgoing.Writer.TryWrite(line))
            Context.Stop(Self);
    }

    private static async Task ReadAsync(NetworkStream stream, IActorRef self, CancellationToken end)
    {
        var buffer = new byte[Lines.MaxRequest];
        var filled = 0;
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer.AsMemory(filled), end).ConfigureAwait(false)) > 0)
            {
                filled += read;
                var start = 0;
                int length;
                while ((length = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n')) >= 0)
                {
                    self.Tell(new Received(Encoding.UTF8.GetString(buffer, start, length)), ActorRefs.NoSender);
                    start += length + 1;
                }
                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                filled -= start;
                // No JSON at all, or far too much of it: nothing of ours.
                if (filled == buffer.Length || (filled > 0 && buffer[0] != '{'))
                {
                    self.Tell(new Received(""), ActorRefs.NoSender);
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Told below: the connection is over.
        }
        self.Tell(new Closed(), ActorRefs.NoSender);
    }

    private static async Task WriteAsync(NetworkStream stream, ChannelReader<string> lines, IActorRef self, CancellationToken end)
    {
        try
        {
            await foreach (var line in lines.ReadAllAsync(end).ConfigureAwait(false))
                await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"), end).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            self.Tell(new Closed(), ActorRefs.NoSender);
        }
        finally
        {
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Takes the answers to one command. Its end tells a streaming handler that nobody wants more.</summary>
    private sealed class Session : ReceiveActor
    {
        public Session(int id)
        {
            Receive<CommandResponse>(response =>
            {
                Context.Parent.Tell(new Answer(id, response));
                if (response.Final)
                    Context.Stop(Self);
            });
            Receive<Status.Failure>(failure =>
            {
                Context.Parent.Tell(new Answer(id, new ErroredCommandResponse(failure.Cause.Message)));
                Context.Stop(Self);
            });
        }
    }
}
