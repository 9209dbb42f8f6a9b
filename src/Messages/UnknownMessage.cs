namespace Muster.Messages;

/// <summary>
/// What arrives when a peer sends a message this version cannot read. The receiver answers it with <see cref="Workflow.MessageNotUnderstood"/>;
/// a forwarder may pass it on, it serializes back to the bytes it came from.
/// </summary>
public sealed class UnknownMessage(string manifest, byte[] bytes, string reason)
{
    /// <summary>The manifest as it came.</summary>
    public string Manifest { get; } = manifest;

    /// <summary>The payload as it came.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>Why it could not be read.</summary>
    public string Reason { get; } = reason;

    /// <summary>The answer its sender should get.</summary>
    public Workflow.MessageNotUnderstood ToAnswer() => new() { Manifest = Manifest, Reason = Reason };

    /// <inheritdoc/>
    public override string ToString() => $"UnknownMessage({Manifest}, {Bytes.Length} bytes: {Reason})";
}
