using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Muster.Actors.Logs.Gelf;

/// <summary>What becomes of a connection's bytes.</summary>
internal delegate Task ServeConnection(Stream stream, GelfOrigin origin, CancellationToken end);

/// <summary>Takes connections and reads each for itself: a bad one harms no other. One that is silent costs a few hundred bytes.</summary>
internal sealed class TcpReader : IGelfReader
{
    public const int MostConnections = 16 * 1024;

    private static readonly TimeSpan HandshakePatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DrainPoll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly Socket _listener;
    private readonly string _input;
    private readonly X509Certificate2? _certificate;
    private readonly ServeConnection _serve;
    private readonly Action<string> _warn;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _accepting;
    private readonly ConcurrentDictionary<Socket, bool> _sockets = [];
    private int _connections;

    public TcpReader(Socket listener, string input, X509Certificate2? certificate, ServeConnection serve, Action<string> warn)
    {
        (_listener, _input, _certificate, _serve, _warn) = (listener, input, certificate, serve, warn);
        _accepting = AcceptAsync();
    }

    public int Connections => Volatile.Read(ref _connections);

    public async Task DrainAsync(Func<bool> isSilent, TimeSpan patience)
    {
        // Who is in the queue by now was promised to be let in.
        await _closing.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        while (Connections > 0 && clock.Elapsed < patience && !(isSilent() && _sockets.Keys.All(IsEmpty)))
            await Task.Delay(DrainPoll).ConfigureAwait(false);
        await _end.CancelAsync().ConfigureAwait(false);
        while (Connections > 0 && clock.Elapsed < patience + EndPatience)
            await Task.Delay(DrainPoll).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await _end.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                // What waits in the queue is taken also when no more is wanted.
                if (_closing.IsCancellationRequested && !_listener.Poll(0, SelectMode.SelectRead))
                    break;
                var socket = await _listener.AcceptAsync(_closing.IsCancellationRequested ? CancellationToken.None : _closing.Token).ConfigureAwait(false);
                if (Interlocked.Increment(ref _connections) > MostConnections)
                {
                    Interlocked.Decrement(ref _connections);
                    _warn($"{_input}: a connection from {socket.RemoteEndPoint} is refused: {MostConnections} are open");
                    socket.Dispose();
                    continue;
                }

                _ = ServeAsync(socket);
            }
            catch (OperationCanceledException)
            {
                continue;
            }
            catch (ObjectDisposedException)
            {
                break;
            }
            catch (SocketException e)
            {
                // No descriptors are left, most likely: connections that end give some back.
                _warn($"{_input}: no connection can be taken: {e.Message}");
                await Task.Delay(AcceptPause).ConfigureAwait(false);
            }
        }

        _listener.Dispose();
    }

    private async Task ServeAsync(Socket socket)
    {
        await Task.Yield();
        _sockets[socket] = true;
        try
        {
            socket.NoDelay = true;
            // A peer that is gone without a word is found out within two minutes.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 60);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 15);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 4);
            var origin = new GelfOrigin(_input, (IPEndPoint)socket.RemoteEndPoint!);
            var stream = new NetworkStream(socket, ownsSocket: true);
            await using (stream.ConfigureAwait(false))
            {
                if (_certificate is null)
                    await _serve(stream, origin, _end.Token).ConfigureAwait(false);
                else
                    await ServeSecurelyAsync(stream, origin).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or AuthenticationException)
        {
            // Clients come and go as they like; what they had sent whole was taken.
            socket.Dispose();
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
            Interlocked.Decrement(ref _connections);
        }
    }

    // Nothing that has come waits to be read.
    private static bool IsEmpty(Socket socket)
    {
        try
        {
            return socket.Available == 0;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return true;
        }
    }

    private async Task ServeSecurelyAsync(Stream stream, GelfOrigin origin)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        await using (secure.ConfigureAwait(false))
        {
            using (var patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token))
            {
                patience.CancelAfter(HandshakePatience);
                // By TLS 1.3 .NET sends session tickets behind the handshake, always. A client that never reads, as all of GELF's do, has them unread when it closes: its kernel then
                // resets the connection, and what it sent last is lost.
                var options = new SslServerAuthenticationOptions { ServerCertificate = _certificate, EnabledSslProtocols = SslProtocols.Tls12 };
                await secure.AuthenticateAsServerAsync(options, patience.Token).ConfigureAwait(false);
            }

            await _serve(secure, origin, _end.Token).ConfigureAwait(false);
        }
    }
}
