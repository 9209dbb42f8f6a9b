using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Remote.Serialization;
using Akka.Cluster.Serialization;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Akka.Serialization;
using Google.Protobuf;
using Status = Akka.Cluster.Tools.PublishSubscribe.Internal.Status;

namespace Akka.Cluster.Tools.PublishSubscribe.Serialization;

/// <summary>Pub-sub messages on Akka.NET's wire: a closed table of manifests.</summary>
public class DistributedPubSubMessageSerializer : SerializerWithStringManifest
{
    private const string StatusManifest = "A";
    private const string DeltaManifest = "B";
    private const string SendManifest = "C";
    private const string SendToAllManifest = "D";
    private const string PublishManifest = "E";
    private const string SendToOneSubscriberManifest = "F";

    public DistributedPubSubMessageSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    public override string Manifest(object o) => o switch
    {
        Status => StatusManifest,
        Delta => DeltaManifest,
        Send => SendManifest,
        SendToAll => SendToAllManifest,
        Publish => PublishManifest,
        SendToOneSubscriber => SendToOneSubscriberManifest,
        _ => throw Unknown(o),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Status m => StatusToProto(m).ToByteArray(),
        Delta m => DeltaToProto(m).ToByteArray(),
        Send m => new Proto.Send { Path = m.Path, LocalAffinity = m.LocalAffinity, Payload = PayloadFormat.ToProto(system, m.Message) }.ToByteArray(),
        SendToAll m => new Proto.SendToAll { Path = m.Path, AllButSelf = m.ExcludeSelf, Payload = PayloadFormat.ToProto(system, m.Message) }.ToByteArray(),
        Publish m => new Proto.Publish
        {
            Topic = m.Topic,
            Payload = PayloadFormat.ToProto(system, m.Message),
            SendOneMessageToEachGroup = m.SendOneMessageToEachGroup,
        }.ToByteArray(),
        SendToOneSubscriber m => new Proto.SendToOneSubscriber { Payload = PayloadFormat.ToProto(system, m.Message) }.ToByteArray(),
        _ => throw Unknown(obj),
    };

    public override object FromBinary(byte[] bytes, string manifest)
    {
        switch (manifest)
        {
            case StatusManifest:
                var status = Proto.Status.Parser.ParseFrom(bytes);
                return new Status(
                    status.Versions.Select(v => KeyValuePair.Create(AddressFormat.FromProto(v.Address), v.Timestamp)).ToImmutableArray(),
                    status.ReplyToStatus);
            case DeltaManifest:
                return new Delta(Proto.Delta.Parser.ParseFrom(bytes).Buckets.Select(BucketFromProto).ToArray());
            case SendManifest:
                var send = Proto.Send.Parser.ParseFrom(bytes);
                return new Send(send.Path, PayloadFormat.FromProto(system, send.Payload), send.LocalAffinity);
            case SendToAllManifest:
                var sendToAll = Proto.SendToAll.Parser.ParseFrom(bytes);
                return new SendToAll(sendToAll.Path, PayloadFormat.FromProto(system, sendToAll.Payload), sendToAll.AllButSelf);
            case PublishManifest:
                var publish = Proto.Publish.Parser.ParseFrom(bytes);
                return new Publish(publish.Topic, PayloadFormat.FromProto(system, publish.Payload), publish.SendOneMessageToEachGroup);
            case SendToOneSubscriberManifest:
                return new SendToOneSubscriber(PayloadFormat.FromProto(system, Proto.SendToOneSubscriber.Parser.ParseFrom(bytes).Payload));
            default:
                throw new SerializationException($"Manifest [{manifest}] is none of the pub-sub messages; the peer may be of a newer version.");
        }
    }

    private static Proto.Status StatusToProto(Status status)
    {
        var proto = new Proto.Status { ReplyToStatus = status.IsReplyToStatus };
        foreach (var (address, version) in status.Versions)
            proto.Versions.Add(new Proto.Status.Types.Version { Address = AddressFormat.ToProto(address), Timestamp = version });
        return proto;
    }

    private static Proto.Delta DeltaToProto(Delta delta)
    {
        var proto = new Proto.Delta();
        foreach (var bucket in delta.Buckets)
        {
            var owned = new Proto.Delta.Types.Bucket { Owner = AddressFormat.ToProto(bucket.Owner), Version = bucket.Version };
            foreach (var (key, value) in bucket.Content)
            {
                owned.Content[key] = new Proto.Delta.Types.ValueHolder
                {
                    Version = value.Version,
                    Ref = value.Ref is null ? "" : Akka.Serialization.Serialization.SerializedActorPath(value.Ref),
                };
            }

            proto.Buckets.Add(owned);
        }

        return proto;
    }

    private Bucket BucketFromProto(Proto.Delta.Types.Bucket bucket) => new(
        AddressFormat.FromProto(bucket.Owner),
        bucket.Version,
        bucket.Content.ToImmutableDictionary(
            entry => entry.Key,
            entry => new VersionedValue(entry.Value.Version, entry.Value.Ref.Length == 0 ? null : system.Provider.ResolveActorRef(entry.Value.Ref))));

    private static SerializationException Unknown(object obj) =>
        new($"{obj?.GetType().FullName ?? "null"} is no pub-sub message; it needs a serializer binding of its own.");
}
