using Akka.Actor;
using Akka.Remote.Serialization.Proto;
using Google.Protobuf;

namespace Akka.Cluster.Tools;

/// <summary>A message inside another one: its bytes, who wrote them and what they are.</summary>
internal static class PayloadFormat
{
    internal static Payload ToProto(ExtendedActorSystem system, object message)
    {
        var payload = new Payload();
        if (message is null)
            return payload;
        var serializer = system.Serialization.FindSerializerFor(message);
        payload.Message = UnsafeByteOperations.UnsafeWrap(serializer.ToBinary(message));
        payload.SerializerId = serializer.Identifier;
        var manifest = Akka.Serialization.Serialization.ManifestFor(serializer, message);
        if (!string.IsNullOrEmpty(manifest))
            payload.MessageManifest = ByteString.CopyFromUtf8(manifest);
        return payload;
    }

    internal static object FromProto(ExtendedActorSystem system, Payload payload)
    {
        if (payload is null || (payload.SerializerId == 0 && payload.Message.IsEmpty))
            return null;
        return system.Serialization.Deserialize(payload.Message.ToByteArray(), payload.SerializerId, payload.MessageManifest.ToStringUtf8());
    }
}
