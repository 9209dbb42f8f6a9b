using Akka.Actor;
using Akka.Remote.Associations;

namespace Akka.Remote.Transport;

internal enum LinkPhase
{
    /// <summary>Not connected yet.</summary>
    Opening,
    /// <summary>Connected; the other side's ASSOCIATE is awaited.</summary>
    Handshaking,
    Open,
    Closed,
}

/// <summary>One connection: the transport's half (outbox, channel) and what the handshake made known about the other side.</summary>
internal sealed class Link(bool inbound)
{
    public readonly bool Inbound = inbound;
    public readonly Outbox Outbox = new();

    /// <summary>The transport's own state of the connection.</summary>
    public object Channel;

    /// <summary>The association that opened this link or that its handshake led to.</summary>
    public Association Association;

    public LinkPhase Phase;

    /// <summary>More came in than can be read for the moment: the transport leaves the rest to the network.</summary>
    public volatile bool Paused;
    public Address RemoteAddress;
    public int RemoteUid;

    /// <summary>Scheduler time (milliseconds) of the last byte received, of the last heartbeat sent, of the start.</summary>
    public long LastReceived;
    public long LastHeartbeat;
    public long Started;

    public override string ToString() => $"{(Inbound ? "inbound" : "outbound")} link with {RemoteAddress?.ToString() ?? "an unknown system"}";
}
