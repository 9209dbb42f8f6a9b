using Akka.Remote.Wire;

namespace Akka.Remote.Associations;

internal enum Reading
{
    /// <summary>Membership and signs of life: read at once, ahead of user messages that wait to be read.</summary>
    Control,
    /// <summary>Bounded work of the engine's own serializers: read at once, unless earlier messages of the association wait.</summary>
    Prompt,
    /// <summary>Runs code that is not the engine's, or may run it: nobody knows for how long.</summary>
    Slow,
}

/// <summary>
/// Judges by number, manifest and length how long a message takes to read, without reading it. The thread that moves the bytes of all
/// associations reads only what cannot hold it up.
/// </summary>
internal static class Promptness
{
    /// <summary>Longer ones are left to the lane whoever reads them; stock frames are shorter.</summary>
    public const int LongestPrompt = 128 * 1024;

    private const int Cluster = 5, Selection = 6, PubSub = 9, Singleton = 14, ClusterClient = 15, Misc = 16;

    /// <param name="kind">What is known of the serializer with this number.</param>
    public static Reading Of(SerializerKind kind, int serializerId, ReadOnlySpan<byte> manifest, ReadOnlySpan<byte> message, Func<int, SerializerKind> kinds)
    {
        if (kind == SerializerKind.Foreign || message.Length > LongestPrompt)
            return Reading.Slow;
        if (kind == SerializerKind.Bounded)
            return Reading.Prompt;
        switch (serializerId)
        {
            case Cluster:
                return Reading.Control;
            case Singleton:
                return Reading.Prompt;
            case Selection:
                return OfSelection(message, kinds);
            case Misc when manifest.SequenceEqual("RWHB"u8) || manifest.SequenceEqual("RWHR"u8):
                return Reading.Control;
            case Misc when manifest.SequenceEqual("PP"u8) || manifest.SequenceEqual("K"u8):
                return Reading.Prompt;
            // Status and Delta of the mediators; contacts and heartbeats of cluster clients. Their others carry user messages.
            case PubSub when manifest.SequenceEqual("A"u8) || manifest.SequenceEqual("B"u8):
                return Reading.Prompt;
            case ClusterClient when manifest.Length == 1:
                return Reading.Prompt;
            default:
                return Reading.Slow;
        }
    }

    /// <summary>SelectionEnvelope { 1 payload { 1 message, 2 serializerId, 3 manifest }, 2 repeated pattern { 1 type, 2 matcher } }</summary>
    private static Reading OfSelection(ReadOnlySpan<byte> envelope, Func<int, SerializerKind> kinds)
    {
        var id = 0;
        var manifest = ReadOnlySpan<byte>.Empty;
        var message = ReadOnlySpan<byte>.Empty;
        var reader = new ProtoReader(envelope);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 1 && wireType == ProtoReader.LengthDelimited)
            {
                if (id != 0)
                    return Reading.Slow;
                var payload = new ProtoReader(reader.ReadBytes());
                while (payload.TryReadTag(out var inner, out var innerType))
                {
                    switch (inner)
                    {
                        case 1 when innerType == ProtoReader.LengthDelimited:
                            message = payload.ReadBytes();
                            break;
                        case 2 when innerType == ProtoReader.Varint:
                            id = (int)payload.ReadVarint();
                            break;
                        case 3 when innerType == ProtoReader.LengthDelimited:
                            manifest = payload.ReadBytes();
                            break;
                        default:
                            payload.Skip(innerType);
                            break;
                    }
                }
            }
            else if (field == 2 && wireType == ProtoReader.LengthDelimited)
            {
                // A wildcard visits as many actors as there are.
                if (IsWildcard(reader.ReadBytes()))
                    return Reading.Slow;
            }
            else
            {
                reader.Skip(wireType);
            }
        }
        if (reader.Failed || id == Selection)
            return Reading.Slow;
        return Of(kinds(id), id, manifest, message, kinds);
    }

    private static bool IsWildcard(ReadOnlySpan<byte> pattern)
    {
        const int childPattern = 3;
        var reader = new ProtoReader(pattern);
        while (reader.TryReadTag(out var field, out var wireType))
        {
            if (field == 1 && wireType == ProtoReader.Varint && reader.ReadVarint() == childPattern)
                return true;
            if (field != 1 || wireType != ProtoReader.Varint)
                reader.Skip(wireType);
        }
        return reader.Failed;
    }
}

/// <summary>Who wrote a serializer, as far as it says how long it may take.</summary>
internal enum SerializerKind
{
    Foreign,
    /// <summary>Of the engine, and as fast as the message is long: bytes, strings, numbers, generated protobuf classes.</summary>
    Bounded,
    /// <summary>Of the engine; whether what it reads is bounded depends on the message.</summary>
    Own,
}
