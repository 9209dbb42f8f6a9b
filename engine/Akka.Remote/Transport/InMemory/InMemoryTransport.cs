using System.Buffers;
using Akka.Actor;
using Akka.Remote.Transport.Tcp;

namespace Akka.Remote.Transport.InMemory;

/// <summary>
/// Links over an <see cref="InMemoryNetwork"/>. No thread of its own: whatever happens is an action of the system's scheduler, so the actions of
/// one system never overlap.
/// </summary>
internal sealed class InMemoryTransport(InMemoryNetwork network, ExtendedActorSystem system, TcpSettings settings) : ILinkTransport
{
    private static readonly TimeSpan KnockAgain = TimeSpan.FromSeconds(1);
    private static readonly LinkEnd RemoteClose = new("the remote side closed the connection");
    private readonly Lock _lock = new();
    private readonly List<Channel> _channels = new();
    private readonly TaskCompletionSource _closed = new();
    private ILinkEvents _events;

    /// <summary>One end of a connection.</summary>
    private sealed class Channel(Link link)
    {
        public readonly Link Link = link;
        public readonly Queue<byte[]> Held = new();
        public Channel Peer;
        public InMemoryTransport PeerTransport;
        public Address PeerAddress;
        public bool Established;
        public TimeSpan LastArrival;
        public byte[] Rest = [];
        public bool CloseWhenSent;
        public bool Closed;
    }

    public Address LocalAddress { get; private set; }

    public Task Closed => _closed.Task;

    public bool HasOwnThread => false;

    public void Pause(Link link, bool pause)
    {
        // Events here are actions of the system's own scheduler: the reader is never behind.
    }

    public Address Listen(ILinkEvents events)
    {
        _events = events;
        return LocalAddress = network.Listen(this, system.Name, settings.PublicHost, settings.PublicPort != 0 ? settings.PublicPort : settings.BindPort);
    }

    public void Associate(Address remote, Link link)
    {
        var channel = Open(link, remote);
        Knock(channel, remote, system.Scheduler.MonotonicClock + settings.ConnectTimeout);
    }

    /// <summary>Like a SYN that nobody answers, it is repeated until the time is up.</summary>
    private void Knock(Channel channel, Address remote, TimeSpan deadline)
    {
        Later(network.Fate(LocalAddress, remote, 0).Delay, () =>
        {
            if (channel.Closed)
                return;
            if (system.Scheduler.MonotonicClock >= deadline)
            {
                GiveUp(channel);
                return;
            }
            if (network.IsCut(LocalAddress, remote) || network.IsCut(remote, LocalAddress))
            {
                Later(KnockAgain, () => Knock(channel, remote, deadline));
                return;
            }
            if (network.Find(remote) is not { } target)
            {
                End(channel, new LinkEnd($"connection refused by {remote}: no process listens there"));
                return;
            }
            target.Accept(channel, this);
            // Whoever takes it may die before its answer is here.
            Later(deadline - system.Scheduler.MonotonicClock, () =>
            {
                if (!channel.Established)
                    GiveUp(channel);
            });
        });
    }

    private void GiveUp(Channel channel) =>
        End(channel, new LinkEnd($"no connection within connection-timeout ({settings.ConnectTimeout.TotalSeconds:0.#} s)"));

    public void Send(Link link) => Later(TimeSpan.Zero, () => Pump((Channel)link.Channel));

    public void Close(Link link, bool flush)
    {
        if (link == null)
        {
            network.StopListening(LocalAddress, this);
            Later(TimeSpan.Zero, () =>
            {
                foreach (var channel in Snapshot())
                    Hangup(channel);
                _closed.TrySetResult();
            });
            return;
        }
        var closing = (Channel)link.Channel;
        Later(TimeSpan.Zero, () =>
        {
            closing.CloseWhenSent = flush;
            if (flush)
                Pump(closing);
            else
                Hangup(closing);
        });
    }

    /// <summary>Brings what a cut had held back on its way again.</summary>
    public void Release()
    {
        foreach (var channel in Snapshot())
            Later(TimeSpan.Zero, () => Pump(channel));
    }

    public void Crash()
    {
        foreach (var channel in Snapshot())
            Hangup(channel);
        _closed.TrySetResult();
    }

    private void Accept(Channel remote, InMemoryTransport from) => Later(TimeSpan.Zero, () =>
    {
        if (remote.Closed)
            return;
        if (_closed.Task.IsCompleted || _events.Accept() is not { } link)
        {
            from.Later(network.Fate(LocalAddress, from.LocalAddress, 0).Delay, () => from.End(remote, RemoteClose));
            return;
        }
        var channel = Open(link, from.LocalAddress);
        (channel.Peer, channel.PeerTransport) = (remote, from);
        (remote.Peer, remote.PeerTransport) = (channel, this);
        channel.Established = true;
        _events.Opened(channel.Link);
        from.Later(Arrival(channel, network.Fate(LocalAddress, from.LocalAddress, 0).Delay, false), () =>
        {
            if (remote.Closed)
            {
                from.Finish(remote);
                return;
            }
            remote.Established = true;
            from._events.Opened(remote.Link);
            from.Pump(remote);
        });
        Pump(channel);
    });

    private void Pump(Channel channel)
    {
        if (channel.Closed || !channel.Established)
            return;
        while (channel.Link.Outbox.Take(out var drained) is { } chunk)
        {
            channel.Held.Enqueue(chunk.Span.ToArray());
            channel.Link.Outbox.Return(chunk);
            if (drained)
                _events.Drained(channel.Link);
        }
        if (network.IsCut(LocalAddress, channel.PeerAddress))
        {
            if (network.CutsSwallow)
                channel.Held.Clear();
        }
        else
        {
            while (channel.Held.TryDequeue(out var bytes))
                Transmit(channel, bytes);
        }
        if (channel.CloseWhenSent)
            Hangup(channel);
    }

    private void Transmit(Channel channel, byte[] bytes)
    {
        var (lost, delay, overtakable) = network.Fate(LocalAddress, channel.PeerAddress, bytes.Length);
        network.Sent?.Invoke(LocalAddress, channel.PeerAddress, bytes);
        if (lost)
            return;
        var peer = channel.Peer;
        var target = channel.PeerTransport;
        target.Later(Arrival(channel, delay, overtakable), () => target.Deliver(peer, bytes));
    }

    /// <summary>The delay after which something sent now arrives: not before what was sent earlier, unless it may be overtaken.</summary>
    private TimeSpan Arrival(Channel channel, TimeSpan delay, bool overtakable)
    {
        var now = system.Scheduler.MonotonicClock;
        var arrival = now + delay;
        if (!overtakable)
        {
            if (arrival < channel.LastArrival)
                arrival = channel.LastArrival;
            channel.LastArrival = arrival;
        }
        return arrival - now;
    }

    private void Deliver(Channel channel, byte[] bytes)
    {
        if (channel.Closed)
            return;
        var sequence = new ReadOnlySequence<byte>(channel.Rest.Length == 0 ? bytes : [.. channel.Rest, .. bytes]);
        var trusted = _events.Received(channel.Link, ref sequence);
        channel.Rest = sequence.IsEmpty ? [] : sequence.ToArray();
        if (!trusted)
            Hangup(channel);
    }

    /// <summary>Ends our end; the other side sees its socket close, behind what is still on the way.</summary>
    private void Hangup(Channel channel)
    {
        if (Drop(channel) && channel.Peer != null)
            Finish(channel);
    }

    /// <summary>
    /// What was sent, and the end behind it: like a kernel, which goes on to send them when a cut heals, whether the process that closed the
    /// connection is still alive or not.
    /// </summary>
    private void Finish(Channel channel)
    {
        if (network.CutsSwallow && network.IsCut(LocalAddress, channel.PeerAddress))
            channel.Held.Clear();
        if (network.HoldWhileCut(LocalAddress, channel.PeerAddress, () => Finish(channel)))
            return;
        while (channel.Held.TryDequeue(out var bytes))
            Transmit(channel, bytes);
        var (peer, target) = (channel.Peer, channel.PeerTransport);
        target.Later(Arrival(channel, network.Fate(LocalAddress, channel.PeerAddress, 0).Delay, false), () => target.End(peer, RemoteClose));
    }

    private void End(Channel channel, LinkEnd end)
    {
        if (Drop(channel) && !channel.CloseWhenSent)
            _events.Closed(channel.Link, end);
    }

    private Channel Open(Link link, Address peer)
    {
        var channel = new Channel(link) { PeerAddress = peer };
        link.Channel = channel;
        lock (_lock)
            _channels.Add(channel);
        return channel;
    }

    private bool Drop(Channel channel)
    {
        lock (_lock)
        {
            if (channel.Closed)
                return false;
            channel.Closed = true;
            _channels.Remove(channel);
        }
        channel.Link.Outbox.Discard();
        return true;
    }

    private Channel[] Snapshot()
    {
        lock (_lock)
            return _channels.ToArray();
    }

    private void Later(TimeSpan delay, Action action) => system.Scheduler.Advanced.ScheduleOnce(delay, action);
}
