using System.Net;
using System.Net.Sockets;

namespace Akka.Remote.Transport.Tcp;

/// <summary>The I/O thread: what is ready, then what others asked for, then sleep.</summary>
internal sealed partial class TcpTransport
{
    private const int ListenerToken = 1;
    private const int LingerMs = 1000;

    private readonly Dictionary<int, TcpChannel> _channels = new();
    private readonly List<TcpChannel> _timed = new();
    private int _nextToken = ListenerToken + 1;

    private void Run()
    {
        var ready = new (int Token, uint Events)[256];
        try
        {
            while (true)
            {
                while (_commands.TryDequeue(out var command))
                    Execute(command);
                if (_stopping && _channels.Count == 0)
                    break;

                // A poster that comes after this either sees the flag and wakes us, or its command is seen by the check below.
                Interlocked.Exchange(ref _sleeping, 1);
                var timeout = _commands.IsEmpty ? NextTimeout() : 0;
                var n = _epoll.Wait(ready, timeout);
                Volatile.Write(ref _sleeping, 0);

                for (var i = 0; i < n; i++)
                    Handle(ready[i].Token, ready[i].Events);
                if (_timed.Count > 0)
                    Expire(Environment.TickCount64);
            }
            _ended.TrySetResult();
        }
        catch (Exception e)
        {
            // Nothing in the loop may throw; if it does, the system must learn that it is deaf instead of waiting for timeouts.
            foreach (var channel in _channels.Values.ToArray())
                End(channel, new LinkEnd("the I/O thread of remoting failed: " + e.Message, e));
            _ended.TrySetException(e);
        }
        finally
        {
            _listener?.Dispose();
            _epoll.Dispose();
        }
    }

    private void Handle(int token, uint events)
    {
        if (token == ListenerToken)
        {
            AcceptOne();
            return;
        }
        if (!_channels.TryGetValue(token, out var channel))
            return;
        if (channel.Connecting)
        {
            CompleteConnect(channel);
            return;
        }
        if ((events & (Epoll.In | Epoll.HangUp | Epoll.Error)) != 0)
            Receive(channel);
        if ((events & Epoll.Out) != 0 && !channel.Closed)
            Flush(channel);
    }

    private void Execute(in Command command)
    {
        var channel = command.Link?.Channel as TcpChannel;
        switch (command.Kind)
        {
            case CommandKind.Open:
                Open(command.Link, command.Remote);
                break;
            case CommandKind.Resolved when channel is { Closed: false }:
                if (command.Error != null)
                    End(channel, new LinkEnd($"the host name {command.Remote.Host} cannot be resolved: {command.Error.Message}", command.Error));
                else
                    Connect(channel, new IPEndPoint(command.Address, command.Remote.Port ?? 0));
                break;
            case CommandKind.Send when channel is { Closed: false, Connecting: false, WaitsForWrite: false }:
                Flush(channel);
                break;
            case CommandKind.Pause or CommandKind.Resume when channel is { Closed: false, Connecting: false, Lingering: false }:
                channel.Paused = command.Kind == CommandKind.Pause;
                AwaitReadiness(channel);
                break;
            case CommandKind.CloseWhenSent when channel is { Closed: false }:
                channel.CloseWhenSent = true;
                command.Link.Outbox.Seal();
                if (channel.Connecting)
                    Drop(channel);
                else if (!channel.WaitsForWrite)
                    Flush(channel);
                break;
            case CommandKind.Close when channel is { Closed: false }:
                Drop(channel);
                break;
            case CommandKind.Stop:
                Stop();
                break;
        }
    }

    private void Stop()
    {
        if (_stopping)
            return;
        _stopping = true;
        _epoll.Remove(_listener.Handle);
        _listener.Dispose();
        foreach (var channel in _channels.Values.ToArray())
        {
            if (!channel.CloseWhenSent && !channel.Lingering)
                Drop(channel);
            else
                Track(channel, LingerMs);
        }
    }

    /// <summary>Puts a bound on how long a channel may connect or linger.</summary>
    private void Track(TcpChannel channel, long milliseconds)
    {
        channel.LingerUntil = Environment.TickCount64 + milliseconds;
        if (!_timed.Contains(channel))
            _timed.Add(channel);
    }

    private int NextTimeout()
    {
        if (_timed.Count == 0)
            return -1;
        var next = long.MaxValue;
        foreach (var channel in _timed)
            next = Math.Min(next, channel.LingerUntil);
        return (int)Math.Clamp(next - Environment.TickCount64 + 1, 0, 60_000);
    }

    private void Expire(long now)
    {
        for (var i = _timed.Count - 1; i >= 0; i--)
        {
            var channel = _timed[i];
            if (!channel.Closed && now < channel.LingerUntil)
                continue;
            _timed.RemoveAt(i);
            if (channel.Closed)
                continue;
            if (channel.Tls is { IsEstablished: false })
                End(channel, new LinkEnd($"no TLS handshake within connection-timeout ({_settings.ConnectTimeout.TotalSeconds:0.#} s)"));
            else if (channel.Connecting)
                End(channel, new LinkEnd($"no connection within connection-timeout ({_settings.ConnectTimeout.TotalSeconds:0.#} s)"));
            else
                Drop(channel);
        }
    }
}
