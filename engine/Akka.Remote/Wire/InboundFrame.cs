using Akka.Remote.Serialization.Proto;

namespace Akka.Remote.Wire;

/// <summary>
/// One decoded frame as views into the received bytes; nothing is copied. It is either a control instruction or an acknowledgement
/// and/or an envelope.
/// </summary>
internal ref struct InboundFrame
{
    public CommandType Command;

    public bool HasHandshake;
    public ReadOnlySpan<byte> System;
    public ReadOnlySpan<byte> Host;
    public ReadOnlySpan<byte> Protocol;
    public uint Port;
    public ulong HandshakeUid;

    public bool HasAck;
    public ulong CumulativeAck;
    /// <summary>Null when none: gaps are rare enough to pay for an array.</summary>
    public ulong[] Nacks;

    public bool HasEnvelope;
    public ReadOnlySpan<byte> Recipient;
    public bool HasSender;
    public ReadOnlySpan<byte> Sender;
    /// <summary>0 when absent: the first system message of an association does not write it.</summary>
    public ulong Seq;
    public ReadOnlySpan<byte> Message;
    public int SerializerId;
    public ReadOnlySpan<byte> Manifest;

    public readonly bool IsControl => Command != CommandType.None;
}
