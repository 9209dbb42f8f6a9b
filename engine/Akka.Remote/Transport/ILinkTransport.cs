using System.Buffers;
using Akka.Actor;

namespace Akka.Remote.Transport;

/// <summary>
/// Moves bytes between systems; knows nothing of frames, handshakes or messages. Everything above it is the same over sockets and
/// over the in-memory network of the simulation.
/// </summary>
internal interface ILinkTransport
{
    /// <summary>The address others reach this system by; valid after <see cref="Listen"/>.</summary>
    Address LocalAddress { get; }

    /// <summary>Binds and starts to accept. Throws a <see cref="RemoteTransportException"/> that says where and why.</summary>
    Address Listen(ILinkEvents events);

    /// <summary>Opens <paramref name="link"/> towards <paramref name="remote"/>; ends in Opened or Closed.</summary>
    void Associate(Address remote, Link link);

    /// <summary>There are bytes in the outbox of <paramref name="link"/>.</summary>
    void Send(Link link);

    /// <summary>
    /// Ends the link, after its outbox went out when <paramref name="flush"/>; no event follows. Closing the transport itself is
    /// closing null: it stops listening and ends what is left.
    /// </summary>
    void Close(Link link, bool flush);

    /// <summary>Stops to read from the connection, or goes on; its bytes stay with the network until then.</summary>
    void Pause(Link link, bool pause);

    /// <summary>Whether events come on a thread that serves all links, which the receiver must not hold up.</summary>
    bool HasOwnThread { get; }

    /// <summary>Completes when the transport's own thread, if it has one, has ended.</summary>
    Task Closed { get; }
}

/// <summary>What a transport tells the layer above. Calls for one link never overlap.</summary>
internal interface ILinkEvents
{
    /// <summary>A remote system has connected: gives the link that shall stand for the connection, or null when there are too many.</summary>
    Link Accept();

    void Opened(Link link);

    /// <summary>
    /// Takes whole frames off the front of <paramref name="bytes"/>; false means that the stream cannot be trusted any more and the
    /// transport closes the connection without another word.
    /// </summary>
    bool Received(Link link, ref ReadOnlySequence<byte> bytes);

    /// <summary>The connection is gone or never came to be, by the other side or by an error.</summary>
    void Closed(Link link, LinkEnd end);

    /// <summary>The outbox has room again after it had refused user bytes.</summary>
    void Drained(Link link);
}

/// <summary>Why a link ended, in words that can be logged as they are.</summary>
internal readonly record struct LinkEnd(string Reason, Exception Cause = null)
{
    public override string ToString() => Reason;
}
