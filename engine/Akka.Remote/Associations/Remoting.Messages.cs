using System.Collections.Concurrent;
using System.Text;
using Akka.Actor;
using Akka.Event;
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
    private readonly ConcurrentDictionary<Type, Serializer> _serializers = new();
    private readonly ConcurrentDictionary<int, IInlineSerializer> _inline = new();
    private readonly HashSet<string> _reported = new();

    public bool TrySerialize(object message, RemoteActorRef recipient, out SerializedMessage body)
    {
        try
        {
            var type = message.GetType();
            if (!_serializers.TryGetValue(type, out var serializer))
            {
                serializer = System.Serialization.FindSerializerFor(message);
                _serializers[type] = serializer;
            }
            var manifest = Manifest(serializer, message, type);
            if (serializer is IInlineSerializer inline && inline.CanWrite(message))
                body = new SerializedMessage(serializer.Identifier, manifest, inline, message);
            else
                body = new SerializedMessage(serializer.Identifier, manifest,
                    Akka.Serialization.Serialization.WithTransport(System, (serializer, message), static s => s.serializer.ToBinary(s.message)));
            return true;
        }
        catch (Exception e)
        {
            // Stock peers end the association over this; one bad message is no reason to lose a node.
            Log.Error("A {0} for {1} cannot be serialized and is lost: {2}", message?.GetType(), recipient.Path, e.Message);
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

    private byte[] Manifest(Serializer serializer, object message, Type type)
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

    public void ReportOversized(object message, IActorRef sender, RemoteActorRef recipient, int size) =>
        Log.Error(
            "Discarded a {0} of {1} bytes from {2} to {3}: it does not fit into akka.remote.dot-netty.tcp.maximum-frame-size = {4}. "
            + "Send less at a time, or raise the setting on both systems.",
            message.GetType(), size, sender?.Path.ToString() ?? "no sender", recipient.Path, MaximumFrameSize);

    private bool TryDeserialize(in InboundFrame frame, IInternalActorRef recipient, IActorRef sender, out object message)
    {
        var manifest = ManifestText(frame.Manifest);
        try
        {
            if (Inline(frame.SerializerId) is { } inline)
                message = inline.Read(frame.Message, manifest);
            else
                message = System.Serialization.Deserialize(frame.Message.ToArray(), frame.SerializerId, manifest);
            if (message != null)
                return true;
            ReportUnreadable(frame, manifest, recipient, sender, "it deserialized to null");
        }
        catch (Exception e)
        {
            ReportUnreadable(frame, manifest, recipient, sender, e.Message);
        }
        message = null;
        return false;
    }

    private IInlineSerializer Inline(int serializerId)
    {
        if (_inline.TryGetValue(serializerId, out var inline))
            return inline;
        var serializer = System.Serialization.ById(serializerId);
        return _inline.GetOrAdd(serializerId, serializer as IInlineSerializer);
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

    private void ReportUnreadable(in InboundFrame frame, string manifest, IInternalActorRef recipient, IActorRef sender, string why)
    {
        var unreadable = new UnreadableMessage(frame.SerializerId, manifest, frame.Message.Length, why);
        // Every one is a dead letter; the log says it once a kind.
        lock (_reported)
        {
            if (_reported.Count < 1000 && _reported.Add($"{frame.SerializerId} {manifest}"))
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
