using System.Net;
using System.Net.Sockets;

namespace Muster.Actors.Logs.Gelf;

/// <summary>A socket that listens, on the port that was asked for or, where that is taken, on another.</summary>
/// <param name="Socket">It.</param>
/// <param name="Port">Where.</param>
/// <param name="Fault">Why not where it should; empty when it does.</param>
internal sealed record Listening(Socket Socket, int Port, string Fault)
{
    private const int SolSocket = 1;
    private const int SoReusePort = 15;
    private const int Backlog = 1024;
    private const int UdpReceiveBytes = 8 * 1024 * 1024;

    public static Listening Open(ProtocolType protocol, IPAddress bind, int port, bool shared)
    {
        // Whoever listens there shares the port only with its successor.
        if (port == 0 || shared || Free(protocol, bind, port) is not { } fault)
            return new Listening(Bound(protocol, bind, port, out var given), given, "");
        var socket = Bound(protocol, bind, 0, out var other);
        return new Listening(socket, other, $"port {port} cannot be had ({fault}): it listens on {other} instead");
    }

    private static string? Free(ProtocolType protocol, IPAddress bind, int port)
    {
        using var probe = New(protocol, bind);
        try
        {
            probe.Bind(new IPEndPoint(bind, port));
            return null;
        }
        catch (SocketException e)
        {
            return e.Message;
        }
    }

    private static Socket Bound(ProtocolType protocol, IPAddress bind, int port, out int given)
    {
        var socket = New(protocol, bind);
        try
        {
            // The next process of this server can listen here too, before this one lets go.
            socket.SetRawSocketOption(SolSocket, SoReusePort, BitConverter.GetBytes(1));
            if (protocol == ProtocolType.Udp)
                socket.ReceiveBufferSize = UdpReceiveBytes;
            socket.Bind(new IPEndPoint(bind, port));
            if (protocol == ProtocolType.Tcp)
                socket.Listen(Backlog);
            given = ((IPEndPoint)socket.LocalEndPoint!).Port;
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Socket New(ProtocolType protocol, IPAddress bind) =>
        new(bind.AddressFamily, protocol == ProtocolType.Tcp ? SocketType.Stream : SocketType.Dgram, protocol);
}
