using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;

namespace Akka.Remote.Transport.Tcp;

/// <summary>
/// Links over TCP. One thread of its own waits for and moves the bytes of all connections of the system, so neither a busy
/// thread pool nor the number of peers decides when a heartbeat is read. Linux only: readiness comes from epoll.
/// </summary>
internal sealed partial class TcpTransport : ILinkTransport
{
    private readonly TcpSettings _settings;
    private readonly string _systemName;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<Command> _commands = new();
    private Epoll _epoll;
    private Socket _listener;
    private ILinkEvents _events;
    private int _sleeping;
    private volatile bool _stopping;

    public TcpTransport(TcpSettings settings, string systemName)
    {
        _settings = settings;
        _systemName = systemName;
    }

    public Address LocalAddress { get; private set; }

    /// <summary>The port of the listening socket, which public-port may hide.</summary>
    public int BoundPort { get; private set; }

    public Task Closed => _ended.Task;

    public bool HasOwnThread => true;

    public void Pause(Link link, bool pause) => Post(new Command(pause ? CommandKind.Pause : CommandKind.Resume, link));

    public Address Listen(ILinkEvents events)
    {
        _events = events;
        var socket = Bind();
        BoundPort = ((IPEndPoint)socket.LocalEndPoint).Port;
        LocalAddress = new Address("akka.tcp", _systemName, _settings.PublicHost, _settings.PublicPort != 0 ? _settings.PublicPort : BoundPort);

        _listener = socket;
        _epoll = new Epoll();
        _epoll.Register(socket.Handle, Epoll.In, ListenerToken);
        new Thread(Run) { IsBackground = true, Name = _systemName + "-remote-io" }.Start();
        return LocalAddress;
    }

    public void Associate(Address remote, Link link) => Post(new Command(CommandKind.Open, link, remote));

    public void Send(Link link) => Post(new Command(CommandKind.Send, link));

    public void Close(Link link, bool flush) => Post(new Command(link == null ? CommandKind.Stop : flush ? CommandKind.CloseWhenSent : CommandKind.Close, link));

    private Socket Bind()
    {
        IPAddress address = null;
        try
        {
            address = Resolve(_settings.BindHost);
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
            // SO_REUSEADDR itself: the runtime's ReuseAddress would also set SO_REUSEPORT and let two systems share a port.
            if (_settings.ReuseAddress && OperatingSystem.IsLinux())
                socket.SetRawSocketOption(SolSocket, SoReuseAddress, BitConverter.GetBytes(1));
            socket.Bind(new IPEndPoint(address, _settings.BindPort));
            socket.Listen(_settings.Backlog);
            return socket;
        }
        catch (SocketException e)
        {
            var place = address == null ? _settings.BindHost : $"{_settings.BindHost}:{_settings.BindPort}";
            var hint = e.SocketErrorCode == SocketError.AddressAlreadyInUse
                ? " Another process listens there: set akka.remote.dot-netty.tcp.port to a free port or to 0."
                : e.SocketErrorCode == SocketError.AddressNotAvailable
                    ? " No network interface has this address: set akka.remote.dot-netty.tcp.hostname to one that is local."
                    : "";
            throw new RemoteTransportException($"Cannot listen on {place}: {e.Message} ({e.SocketErrorCode}, errno {e.NativeErrorCode}).{hint}", e);
        }
    }

    private IPAddress Resolve(string host)
    {
        if (IPAddress.TryParse(host, out var literal))
            return literal;
        var family = _settings.UseIpv6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        var found = Dns.GetHostAddresses(host);
        foreach (var candidate in found)
            if (candidate.AddressFamily == family)
                return candidate;
        if (found.Length == 0 || _settings.EnforceFamily)
            throw new SocketException((int)SocketError.HostNotFound);
        return found[0];
    }

    private const int SolSocket = 1, SoReuseAddress = 2;

    private enum CommandKind
    {
        Open,
        Send,
        Pause,
        Resume,
        Close,
        CloseWhenSent,
        /// <summary>A host name was resolved on a thread that could wait for it.</summary>
        Resolved,
        Stop,
    }

    private readonly record struct Command(CommandKind Kind, Link Link, Address Remote = null, IPAddress Address = null, Exception Error = null);

    private void Post(in Command command)
    {
        _commands.Enqueue(command);
        if (Interlocked.CompareExchange(ref _sleeping, 0, 1) == 1)
            _epoll.Wake();
    }
}
