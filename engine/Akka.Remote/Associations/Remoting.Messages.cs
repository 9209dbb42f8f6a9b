using System.Collections.Concurrent;
using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.Remote.Serialization;
using Akka.Remote.Transport;
using Akka.Remote.Wire;
using Akka.Serialization;

namespace Akka.Remote.Associations;

/// <summary>Messages and their bytes. Types named by the wire are found in tables only; what is not there becomes a dead letter.</summary>
internal sealed partial class Remoting
{
    private readonly ConcurrentDictionary<string, byte[]> _manifestBytes = new(StringComparer.Ordinal);
    private readonly string[] _manifests = new string[256];
    private readonly byte[][] _manifestKeys = new byte[256][];
    private readonly ConcurrentDictionary<int, KnownSerializer> _known = new();
    private Func<int, SerializerKind> _kindOf;
    private readonly HashSet<string> _reported = new();
    private readonly Dictionary<Type, int> _largest = new();

    public bool TrySerialize(object message, RemoteActorRef recipient, out SerializedMessage body)
    {
        try
        {
            var serializer = System.Serialization.FindSerializerFor(message);
            var manifest = Manifest(serializer, message);
            if (serializer is IInlineSerializer inline && inline.CanWrite(message))
                body = new SerializedMessage(serializer.Identifier, manifest, inline, message);
            else
                body = new SerializedMessage(serializer.Identifier, manifest,
                    Akka.Serialization.Serialization.WithTransport(System, (serializer, message), static s => s.serializer.ToBinary(s.message)));
            return true;
        }
        catch (Exception e)
        {
            Log.Error(
                "A {0} for {1} cannot be serialized and is lost: {2} The association with {3} ends over it, as Akka.NET's does. "
                + "Bind the type to a serializer at akka.actor.serialization-bindings.",
                message?.GetType(), recipient.Path, e.Message, recipient.Path.Address);
            System.DeadLetters.Tell(new DeadLetter(message, System.DeadLetters, recipient), ActorRefs.NoSender);
            body = default;
            return false;
        }
    }

    /// <summary>A message that somebody changes while it is being sent can turn out longer or shorter than it said.</summary>
    public bool TryWrite(in SerializedMessage body, Span<byte> place, object message, RemoteActorRef recipient)
    {
        try
        {
            body.WriteTo(place);
            return true;
        }
        catch (Exception e)
        {
            Log.Error("A {0} for {1} changed while it was serialized and is lost: {2}", message.GetType(), recipient.Path, e.Message);
            return false;
        }
    }

    private byte[] Manifest(Serializer serializer, object message)
    {
        string manifest;
        if (serializer is SerializerWithStringManifest withManifest)
            manifest = withManifest.Manifest(message);
        else if (serializer.IncludeManifest)
            manifest = Akka.Serialization.Serialization.ManifestFor(serializer, message);
        else
            return null;
        if (string.IsNullOrEmpty(manifest))
            return null;
        if (_manifestBytes.TryGetValue(manifest, out var bytes))
            return bytes;
        bytes = Encoding.UTF8.GetBytes(manifest);
        // Manifests are few; should one be computed per message, the table must not grow with it.
        if (_manifestBytes.Count < 4096)
            _manifestBytes.TryAdd(manifest, bytes);
        return bytes;
    }

    /// <summary>Tells of payloads beyond log-frame-size-exceeding: once a type, and again when a tenth larger.</summary>
    public void ReportSize(object message, int size)
    {
        if (!(size > Settings.LogFrameSizeExceeding))
            return;
        var type = message.GetType();
        lock (_largest)
        {
            var known = _largest.GetValueOrDefault(type);
            if (size <= known * 1.1)
                return;
            _largest[type] = size;
            Log.Info(known == 0 ? "Payload size for [{0}] is [{1}] bytes" : "New maximum payload size for [{0}] is [{1}] bytes", type.FullName, size);
        }
    }

    public void ReportOversized(object message, IActorRef sender, RemoteActorRef recipient, int size) =>
        Log.Error(
            "Discarded a {0} of {1} bytes from {2} to {3}: it does not fit into akka.remote.dot-netty.tcp.maximum-frame-size = {4}. "
            + "Send less at a time, or raise the setting on both systems.",
            message.GetType(), size, sender?.Path.ToString() ?? "no sender", recipient.Path, MaximumFrameSize);

    private bool TryDeserialize(in InboundFrame frame, string manifest, IInternalActorRef recipient, IActorRef sender, out object message)
    {
        try
        {
            message = Known(frame.SerializerId).Inline is { } inline
                ? inline.Read(frame.Message, manifest)
                : System.Serialization.Deserialize(frame.Message.ToArray(), frame.SerializerId, manifest);
            if (message != null)
                return true;
            ReportUnreadable(frame.SerializerId, manifest, frame.Message.Length, recipient, sender, "it deserialized to null");
        }
        catch (Exception e)
        {
            ReportUnreadable(frame.SerializerId, manifest, frame.Message.Length, recipient, sender, e.Message);
        }
        message = null;
        return false;
    }

    private bool TryDeserialize(in InboundMessage waiting, out object message)
    {
        try
        {
            message = System.Serialization.Deserialize(waiting.Bytes, waiting.SerializerId, waiting.Manifest);
            if (message != null)
                return true;
            ReportUnreadable(waiting.SerializerId, waiting.Manifest, waiting.Bytes.Length, waiting.Recipient, waiting.Sender, "it deserialized to null");
        }
        catch (Exception e)
        {
            ReportUnreadable(waiting.SerializerId, waiting.Manifest, waiting.Bytes.Length, waiting.Recipient, waiting.Sender, e.Message);
        }
        message = null;
        return false;
    }

    private sealed record KnownSerializer(SerializerKind Kind, IInlineSerializer Inline);

    private KnownSerializer Known(int serializerId)
    {
        if (_known.TryGetValue(serializerId, out var known))
            return known;
        var serializer = System.Serialization.ById(serializerId);
        return _known.GetOrAdd(serializerId, new KnownSerializer(KindOf(serializer), serializer as IInlineSerializer));
    }

    /// <summary>The JSON serializer is the engine's, too, but runs converters and constructors of the types it reads.</summary>
    private static SerializerKind KindOf(Serializer serializer) => serializer switch
    {
        PrimitiveSerializers or ProtobufSerializer or ByteArraySerializer => SerializerKind.Bounded,
        _ when serializer.GetType().Assembly.GetName().Name is "Akka.Remote" or "Akka.Cluster" or "Akka.Cluster.Tools" => SerializerKind.Own,
        _ => SerializerKind.Foreign,
    };

    private SerializerKind Kind(int serializerId)
    {
        try
        {
            return Known(serializerId).Kind;
        }
        catch (SerializationException)
        {
            // Nobody has this number: the reader that gets it says so.
            return SerializerKind.Foreign;
        }
    }

    private string ManifestText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return "";
        var slot = (bytes.Length * 31 + bytes[^1] * 7 + bytes[0] + bytes[bytes.Length / 2]) & 255;
        if (_manifestKeys[slot] is { } key && bytes.SequenceEqual(key))
            return _manifests[slot];
        var text = Encoding.UTF8.GetString(bytes);
        _manifestKeys[slot] = bytes.ToArray();
        _manifests[slot] = text;
        return text;
    }

    private void ReportUnreadable(int serializerId, string manifest, int length, IInternalActorRef recipient, IActorRef sender, string why)
    {
        var unreadable = new UnreadableMessage(serializerId, manifest, length, why);
        // Every one is a dead letter; the log says it once a kind.
        lock (_reported)
        {
            if (_reported.Count < 1000 && _reported.Add($"{serializerId} {manifest}"))
                Log.Warning("{0} for {1} from {2} cannot be read; further ones become dead letters without a log line.", unreadable, recipient.Path, sender?.Path);
        }
        System.DeadLetters.Tell(new DeadLetter(unreadable, sender ?? System.DeadLetters, recipient), sender);
    }
}

/// <summary>Stands in a dead letter for a message that came over the wire and could not be read.</summary>
internal sealed record UnreadableMessage(int SerializerId, string Manifest, int Length, string Reason)
{
    public override string ToString() => $"message with serializer id {SerializerId}, manifest '{Manifest}', {Length} bytes ({Reason})";
}
