using System.Buffers;
using System.Net;
using Akka.Actor;
using Akka.Remote.Transport;
using Akka.Remote.Transport.Tcp;

namespace Engine.Wire.Tests.Replay;

/// <summary>What is known of the node's end of one connection.</summary>
internal sealed class NodeEnd(Link link)
{
    public Link Link { get; } = link;

    /// <summary>Port of the other end, by which the two are brought together; 0 as long as there is no connection.</summary>
    public int PeerPort { get; set; }

    public int LocalPort { get; set; }

    /// <summary>Bytes that the node has taken in.</summary>
    public long Taken { get; set; }

    /// <summary>The node has heard that it ended, or has ended it itself.</summary>
    public bool Ended { get; set; }

    public PlayedConnection? Partner { get; set; }
}

/// <summary>
/// The real sockets of the node, with everything that happens on them handed over to the replay's loop, and with the ports of recorded peers
/// replaced by those they really listen on.
/// </summary>
internal sealed class LoopedTransport : ILinkTransport, ILinkEvents
{
    private readonly TcpTransport _inner;
    private readonly ReplayLoop _loop;
    private readonly Func<int, int> _portOf;
    private readonly Dictionary<Link, NodeEnd> _ends = new();
    private readonly TaskCompletionSource _closed = new();
    private ILinkEvents _events = null!;
    private bool _closing;

    public LoopedTransport(TcpTransport inner, ReplayLoop loop, Func<int, int> portOf)
    {
        _inner = inner;
        _loop = loop;
        _portOf = portOf;
    }

    public IEnumerable<NodeEnd> Ends => _ends.Values;

    public int RealPort => _inner.BoundPort;

    /// <summary>It was told to close, and its thread has not ended yet.</summary>
    public bool IsClosing => _closing && !_closed.Task.IsCompleted;

    public Address LocalAddress => _inner.LocalAddress;

    public Task Closed => _closed.Task;

    // Whoever receives is the loop's thread, which nobody else waits for.
    public bool HasOwnThread => false;

    public Address Listen(ILinkEvents events)
    {
        _events = events;
        _inner.Closed.ContinueWith(_ => _loop.Post(() => _closed.TrySetResult()), TaskScheduler.Default);
        return _inner.Listen(this);
    }

    public void Associate(Address remote, Link link)
    {
        _ends.Add(link, new NodeEnd(link));
        _inner.Associate(remote.WithPort(_portOf(remote.Port!.Value)), link);
    }

    public void Send(Link link) => _inner.Send(link);

    public void Close(Link link, bool flush)
    {
        if (link == null)
        {
            _closing = true;
            foreach (var end in _ends.Values)
                end.Ended = true;
        }
        else
        {
            _ends[link].Ended = true;
        }
        _inner.Close(link!, flush);
    }

    public void Pause(Link link, bool pause) => _inner.Pause(link, pause);

    Link ILinkEvents.Accept() => _loop.Call(() =>
    {
        var link = _events.Accept();
        if (link != null)
            _ends.Add(link, new NodeEnd(link));
        return link!;
    });

    void ILinkEvents.Opened(Link link)
    {
        var socket = ((TcpChannel)link.Channel).Socket;
        var (local, peer) = (((IPEndPoint)socket.LocalEndPoint!).Port, ((IPEndPoint)socket.RemoteEndPoint!).Port);
        _loop.Call(() =>
        {
            (_ends[link].LocalPort, _ends[link].PeerPort) = (local, peer);
            _events.Opened(link);
        });
    }

    bool ILinkEvents.Received(Link link, ref ReadOnlySequence<byte> bytes)
    {
        var all = bytes;
        var (trusted, rest) = _loop.Call(() =>
        {
            var left = all;
            var trust = _events.Received(link, ref left);
            _ends[link].Taken += all.Length - left.Length;
            _ends[link].Ended |= !trust;
            return (trust, left);
        });
        bytes = rest;
        return trusted;
    }

    void ILinkEvents.Closed(Link link, LinkEnd end) => _loop.Call(() =>
    {
        _ends[link].Ended = true;
        _events.Closed(link, end);
    });

    void ILinkEvents.Drained(Link link) => _loop.Call(() => _events.Drained(link));
}
