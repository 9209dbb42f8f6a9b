namespace Akka.Remote.Associations;

/// <summary>
/// Serializers that can write into, and read from, bytes that are already in place. It spares the intermediate array that the public
/// serializer API demands; the bytes are the same.
/// </summary>
internal interface IInlineSerializer
{
    /// <summary>Whether this very message can be written so; a container can only if its content can.</summary>
    bool CanWrite(object message) => true;

    /// <summary>The exact length of <paramref name="message"/>.</summary>
    int SizeOf(object message);

    void Write(object message, Span<byte> destination);

    object Read(ReadOnlySpan<byte> bytes, string manifest);
}

/// <summary>A message ready to be put into a frame.</summary>
internal readonly struct SerializedMessage
{
    private readonly object _body;
    private readonly IInlineSerializer _inline;

    public SerializedMessage(int serializerId, byte[] manifest, byte[] bytes)
    {
        SerializerId = serializerId;
        Manifest = manifest;
        _body = bytes;
        Length = bytes.Length;
    }

    public SerializedMessage(int serializerId, byte[] manifest, IInlineSerializer inline, object message)
    {
        SerializerId = serializerId;
        Manifest = manifest;
        _inline = inline;
        _body = message;
        Length = inline.SizeOf(message);
    }

    public int SerializerId { get; }
    public byte[] Manifest { get; }
    public int Length { get; }

    public void WriteTo(Span<byte> destination)
    {
        if (_inline != null)
            _inline.Write(_body, destination);
        else
            ((byte[])_body).CopyTo(destination);
    }
}
