using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Transport.Tcp;

namespace Petabridge.Cmd.Host;

/// <summary>At /user/petabridge.cmd: listens, and makes an actor of every connection it lets in.</summary>
internal sealed class Server : ReceiveActor
{
    private const int MostConnections = 64;

    private readonly IReadOnlyList<CommandPaletteHandler> _handlers;
    private readonly ServerSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly CancellationTokenSource _end = new();
    private TcpListener _listener;
    private int _connections;

    private sealed record Accepted(Socket Socket);

    public Server(IReadOnlyList<CommandPaletteHandler> handlers, ServerSettings settings)
    {
        (_handlers, _settings) = (handlers, settings);
        Receive<Accepted>(OnAccepted);
        Receive<Terminated>(_ => _connections--);
    }

    public static Props Props(IReadOnlyList<CommandPaletteHandler> handlers, ServerSettings settings) => Akka.Actor.Props.Create(() => new Server(handlers, settings));

    protected override void PreStart()
    {
        if (!_settings.IsLoopback && _settings.Token.Length == 0)
        {
            _log.Error("petabridge.cmd does not listen at {0}: beyond loopback petabridge.cmd.token must be set, or anyone who reaches the port could end the cluster", _settings.Host);
            return;
        }
        try
        {
            _listener = Listen(_settings.Port);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            _listener = Listen(0);
        }
        // More than any client needs; a full queue only makes it wait.
        _log.Info("petabridge.cmd host bound to [{0}]", _listener.LocalEndpoint);
        if (_settings.LogPalettes)
            _log.Info("petabridge.cmd palettes: {0}", string.Join(", ", _handlers.Select(h => h.Palette.ModuleName)));
        _ = AcceptAsync(_listener, Self, _end.Token);
    }

    protected override void PostStop()
    {
        _end.Cancel();
        _listener?.Stop();
        _end.Dispose();
    }

    private TcpListener Listen(int port)
    {
        var listener = new TcpListener(_settings.Host, port);
        listener.Start(MostConnections);
        return listener;
    }

    private static async Task AcceptAsync(TcpListener listener, IActorRef self, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                self.Tell(new Accepted(await listener.AcceptSocketAsync(end).ConfigureAwait(false)), ActorRefs.NoSender);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                // The client gave up before it was taken, or descriptors ran out for now.
                await Task.Delay(100, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private void OnAccepted(Accepted accepted)
    {
        if (_connections >= MostConnections || !LoopbackPeer.IsOwn(accepted.Socket))
        {
            _log.Warning("A connection of pbm was refused: {0}", _connections >= MostConnections ? "too many are open" : "it is another user's");
            accepted.Socket.Dispose();
            return;
        }
        _connections++;
        var peer = (IPEndPoint)accepted.Socket.RemoteEndPoint;
        var address = peer.Address.IsIPv4MappedToIPv6 ? peer.Address.MapToIPv4() : peer.Address;
        Context.Watch(Context.ActorOf(
            Connection.Props(accepted.Socket, _handlers, _settings.IsLoopback ? "" : _settings.Token),
            Uri.EscapeDataString($"{address}:{peer.Port}")));
    }
}
