namespace Akka.Remote.Wire;

/// <summary>What one envelope frame carries, as views; the message bytes are filled in by whoever holds them.</summary>
internal readonly ref struct OutboundEnvelope
{
    /// <summary>The sequence number of everything that is not a system message.</summary>
    public const ulong NoSeq = ulong.MaxValue;

    public required ReadOnlySpan<byte> Recipient { get; init; }
    public bool HasSender { get; init; }
    public ReadOnlySpan<byte> Sender { get; init; }
    public required int MessageLength { get; init; }
    public required int SerializerId { get; init; }
    public ReadOnlySpan<byte> Manifest { get; init; }
    public ulong Seq { get; init; }
}

/// <summary>An acknowledgement to send: the highest sequence number seen and the ones missing below it.</summary>
internal readonly struct AckInfo(ulong cumulativeAck, ulong[] nacks)
{
    public ulong CumulativeAck { get; } = cumulativeAck;
    public ulong[] Nacks { get; } = nacks;
}
