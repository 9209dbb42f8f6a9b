using System.Net;
using System.Net.Sockets;
using Akka.Actor;

namespace Akka.Remote.Transport.Tcp;

/// <summary>What happens to one connection, all on the I/O thread.</summary>
internal sealed partial class TcpTransport
{
    private void Open(Link link, Address remote)
    {
        var channel = NewChannel(link);
        channel.Connecting = true;
        channel.RemoteHost = remote.Host;
        Track(channel, (long)_settings.ConnectTimeout.TotalMilliseconds);
        if (IPAddress.TryParse(remote.Host, out var literal))
        {
            Connect(channel, new IPEndPoint(literal, remote.Port ?? 0));
            return;
        }
        // A name server can take seconds to answer: not on the I/O thread, and not on a pool that may be busy.
        new Thread(() =>
        {
            try
            {
                Post(new Command(CommandKind.Resolved, link, remote, Resolve(remote.Host)));
            }
            catch (Exception e)
            {
                Post(new Command(CommandKind.Resolved, link, remote, Error: e));
            }
        }) { IsBackground = true, Name = "resolve " + remote.Host }.Start();
    }

    private void Connect(TcpChannel channel, IPEndPoint endpoint)
    {
        try
        {
            Adopt(channel, new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false });
            try
            {
                channel.Socket.Connect(endpoint);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
            {
                Register(channel, Epoll.In | Epoll.Out);
                return;
            }
            Register(channel, Epoll.In | Epoll.Out);
            CompleteConnect(channel);
        }
        catch (SocketException e)
        {
            End(channel, ConnectFailure(endpoint, e));
        }
    }

    private void CompleteConnect(TcpChannel channel)
    {
        var error = (int)channel.Socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error);
        if (error != 0)
        {
            End(channel, ConnectFailure(channel.Link.RemoteAddress, new SocketException(error)));
            return;
        }
        channel.Connecting = false;
        _timed.Remove(channel);
        _epoll.Change(channel.Handle, Epoll.In, channel.Token);
        Establish(channel);
    }

    /// <summary>The connection stands: frames may flow, or TLS comes before them.</summary>
    private void Establish(TcpChannel channel)
    {
        if (_settings.Ssl == null)
        {
            _events.Opened(channel.Link);
            if (!channel.Closed)
                Flush(channel);
            return;
        }
        Track(channel, (long)_settings.ConnectTimeout.TotalMilliseconds);
        channel.Tls = new TlsLayer();
        channel.Tls.Start(_settings.Ssl, channel.Link.Inbound ? null : channel.RemoteHost, () =>
        {
            _timed.Remove(channel);
            _events.Opened(channel.Link);
        }, channel.Input.Writer, () => Deliver(channel));
        Flush(channel);
    }

    private void ReceiveTls(TcpChannel channel)
    {
        var count = channel.Socket.Receive(channel.Tls.GetMemory().Span, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return;
        if (error != SocketError.Success || count == 0)
        {
            End(channel, TlsEnd(channel));
            return;
        }
        channel.Tls.Feed(count);
        if (channel.Closed)
            return;
        if (channel.Tls.Failure != null)
        {
            // The alert that tells the other side why is already in the outgoing bytes.
            FlushTls(channel);
            var reason = $"TLS: {channel.Tls.Reason}";
            End(channel, new LinkEnd(reason, new AkkaProtocolException(reason)));
            return;
        }
        Flush(channel);
    }

    /// <summary>With TLS 1.3 the connecting side has finished before the other side judges its certificate, and is told by the end alone.</summary>
    private static LinkEnd TlsEnd(TcpChannel channel)
    {
        if (!channel.Tls.IsEstablished)
            return new LinkEnd("the connection ended during the TLS handshake: does the other side use TLS, and trust this side's certificate?");
        if (channel.Link is not { Inbound: false, Phase: LinkPhase.Handshaking })
            return new LinkEnd("the remote side closed the connection");
        const string reason = "TLS: the other side ended the connection right after the TLS handshake: it does not trust this side's certificate (ssl.certificate.path), "
            + "or requires a certificate and got none (ssl.require-mutual-authentication); its log says which";
        return new LinkEnd(reason, new AkkaProtocolException(reason));
    }

    /// <summary>Sends encrypted bytes; false when the socket is full or the channel is closed.</summary>
    private bool FlushTls(TcpChannel channel)
    {
        while (!channel.Closed && channel.Tls.Outgoing.TryRead(out var read))
        {
            var bytes = read.Buffer;
            if (bytes.IsEmpty)
            {
                channel.Tls.Outgoing.AdvanceTo(bytes.End);
                return true;
            }
            var sent = channel.Socket.Send(bytes.FirstSpan, SocketFlags.None, out var error);
            channel.Tls.Outgoing.AdvanceTo(bytes.GetPosition(error == SocketError.Success ? sent : 0));
            if (error == SocketError.Success)
                continue;
            if (error == SocketError.WouldBlock)
                WaitForWrite(channel);
            else
                Broken(channel, error);
            return false;
        }
        return !channel.Closed;
    }

    private void WaitForWrite(TcpChannel channel)
    {
        if (channel.WaitsForWrite)
            return;
        channel.WaitsForWrite = true;
        AwaitReadiness(channel);
    }

    private void AwaitReadiness(TcpChannel channel) =>
        _epoll.Change(channel.Handle, (channel.Paused ? 0 : Epoll.In) | (channel.WaitsForWrite ? Epoll.Out : 0), channel.Token);

    private void Broken(TcpChannel channel, SocketError error)
    {
        var cause = new SocketException((int)error);
        End(channel, new LinkEnd($"the connection broke: {cause.Message} ({error})", cause));
    }

    private static LinkEnd ConnectFailure(object remote, SocketException e) =>
        new(e.SocketErrorCode == SocketError.ConnectionRefused
            ? $"connection refused by {remote}: no process listens there"
            : $"cannot connect to {remote}: {e.Message} ({e.SocketErrorCode})", e);

    private void AcceptOne()
    {
        Socket socket;
        try
        {
            socket = _listener.Accept();
        }
        catch (SocketException)
        {
            // The peer gave up between readiness and accept, or descriptors ran out: the next readiness tries again.
            return;
        }
        if (_stopping || (_settings.LoopbackForOwnUserOnly && !LoopbackPeer.IsOwn(socket)))
        {
            socket.Dispose();
            return;
        }
        if (_events.Accept() is not { } link)
        {
            socket.Dispose();
            return;
        }
        var channel = NewChannel(link);
        try
        {
            socket.Blocking = false;
            Adopt(channel, socket);
            Register(channel, Epoll.In);
            Establish(channel);
        }
        catch (SocketException e)
        {
            End(channel, new LinkEnd("the accepted connection broke at once: " + e.Message, e));
        }
    }

    private TcpChannel NewChannel(Link link)
    {
        var channel = new TcpChannel(link, _nextToken++);
        link.Channel = channel;
        _channels.Add(channel.Token, channel);
        return channel;
    }

    private void Adopt(TcpChannel channel, Socket socket)
    {
        channel.Socket = socket;
        channel.Handle = socket.Handle;
        socket.NoDelay = _settings.NoDelay;
        if (_settings.KeepAlive)
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        if (_settings.SendBuffer > 0)
            socket.SendBufferSize = _settings.SendBuffer;
        if (_settings.ReceiveBuffer > 0)
            socket.ReceiveBufferSize = _settings.ReceiveBuffer;
    }

    private void Register(TcpChannel channel, uint interest) => _epoll.Register(channel.Handle, interest, channel.Token);

    private void Receive(TcpChannel channel)
    {
        if (channel.Tls != null && !channel.Lingering)
        {
            ReceiveTls(channel);
            return;
        }
        var writer = channel.Input.Writer;
        var memory = writer.GetMemory(TcpChannel.ReadSize / 2);
        var count = channel.Socket.Receive(memory.Span, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return;
        if (error != SocketError.Success || count == 0)
        {
            End(channel, error == SocketError.Success
                ? new LinkEnd("the remote side closed the connection")
                : new LinkEnd($"the connection broke: {new SocketException((int)error).Message} ({error})"));
            return;
        }
        if (channel.Lingering)
            return;

        writer.Advance(count);
        writer.FlushAsync().GetAwaiter().GetResult();
        Deliver(channel);
    }

    private void Deliver(TcpChannel channel)
    {
        var reader = channel.Input.Reader;
        if (!reader.TryRead(out var read))
            return;
        var bytes = read.Buffer;
        var trusted = _events.Received(channel.Link, ref bytes);
        reader.AdvanceTo(bytes.Start, bytes.End);
        if (!trusted && !channel.Closed)
            Drop(channel);
    }

    private void Flush(TcpChannel channel)
    {
        if (channel.Lingering)
            return;
        if (channel.Tls != null && (!FlushTls(channel) || !channel.Tls.IsEstablished))
            return;
        while (true)
        {
            if (channel.Sending == null)
            {
                channel.Sending = channel.Link.Outbox.Take(out var drained);
                if (drained)
                    _events.Drained(channel.Link);
                if (channel.Sending == null)
                    break;
            }
            var chunk = channel.Sending;
            if (channel.Tls != null)
            {
                channel.Tls.Encrypt(chunk.Span);
                channel.Sending = null;
                channel.Link.Outbox.Return(chunk);
                if (!FlushTls(channel))
                    return;
                continue;
            }
            var sent = channel.Socket.Send(chunk.Span, SocketFlags.None, out var error);
            if (error == SocketError.Success)
            {
                chunk.Start += sent;
                if (chunk.Start < chunk.End)
                    continue;
                channel.Sending = null;
                channel.Link.Outbox.Return(chunk);
            }
            else if (error == SocketError.WouldBlock)
            {
                WaitForWrite(channel);
                return;
            }
            else
            {
                Broken(channel, error);
                return;
            }
        }

        if (channel.WaitsForWrite)
        {
            channel.WaitsForWrite = false;
            AwaitReadiness(channel);
        }
        if (channel.CloseWhenSent)
            Linger(channel);
    }

    /// <summary>
    /// Our last words are sent. Closing now, with bytes of the peer unread, would reset the connection and could take those words
    /// away from it: shut our side and wait for its end, for a moment.
    /// </summary>
    private void Linger(TcpChannel channel)
    {
        channel.Lingering = true;
        channel.Paused = false;
        AwaitReadiness(channel);
        try
        {
            channel.Socket.Shutdown(SocketShutdown.Send);
            Track(channel, LingerMs);
        }
        catch (SocketException)
        {
            Drop(channel);
        }
    }

    /// <summary>Ends a channel that the other side or an error ended: the layer above is told, unless it had asked for the end itself.</summary>
    private void End(TcpChannel channel, LinkEnd end)
    {
        var known = channel.CloseWhenSent || channel.Lingering;
        if (!Drop(channel) || known)
            return;
        _events.Closed(channel.Link, end);
    }

    private bool Drop(TcpChannel channel)
    {
        if (channel.Closed)
            return false;
        channel.Closed = true;
        _channels.Remove(channel.Token);
        _timed.Remove(channel);
        // Closing the descriptor takes it out of the epoll set.
        channel.Socket?.Dispose();
        channel.Tls?.Dispose();
        channel.Link.Outbox.Discard();
        if (channel.Sending != null)
        {
            channel.Link.Outbox.Return(channel.Sending);
            channel.Sending = null;
        }
        channel.Input.Writer.Complete();
        channel.Input.Reader.Complete();
        return true;
    }
}
