using Akka.Actor;
using Akka.Remote.Serialization.Proto;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Remote.Serialization;

/// <summary>An arbitrary message inside another one: its bytes, the serializer's number and, where that needs one, a manifest.</summary>
internal static class WrappedPayload
{
    /// <summary>Null becomes an empty payload.</summary>
    public static Payload Write(ExtendedActorSystem system, object message)
    {
        var payload = new Payload();
        if (message == null)
            return payload;
        var serializer = system.Serialization.FindSerializerFor(message);
        payload.Message = UnsafeByteOperations.UnsafeWrap(serializer.ToBinary(message));
        payload.SerializerId = serializer.Identifier;
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, message);
        if (!string.IsNullOrEmpty(manifest))
            payload.MessageManifest = ByteString.CopyFromUtf8(manifest);
        return payload;
    }

    public static object Read(ExtendedActorSystem system, Payload payload)
    {
        if (payload == null || payload.SerializerId == 0 && payload.Message.IsEmpty && payload.MessageManifest.IsEmpty)
            return null;
        return system.Serialization.Deserialize(payload.Message.ToByteArray(), payload.SerializerId, payload.MessageManifest.ToStringUtf8());
    }
}
