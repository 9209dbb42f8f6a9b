using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Cluster.Tools.Client.Serialization;

/// <summary>Cluster client messages on Akka.NET's wire: a closed table of manifests.</summary>
public class ClusterClientMessageSerializer : SerializerWithStringManifest
{
    private const string ContactsManifest = "A";
    private const string GetContactsManifest = "B";
    private const string HeartbeatManifest = "C";
    private const string HeartbeatRspManifest = "D";
    private const string ReceptionistShutdownManifest = "E";
    private const string SendManifest = "AA";
    private const string SendToAllManifest = "AB";
    private const string PublishManifest = "AC";

    public ClusterClientMessageSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    public override string Manifest(object o) => o switch
    {
        Contacts => ContactsManifest,
        GetContacts => GetContactsManifest,
        Heartbeat => HeartbeatManifest,
        HeartbeatRsp => HeartbeatRspManifest,
        ReceptionistShutdown => ReceptionistShutdownManifest,
        ClusterClient.Send => SendManifest,
        ClusterClient.SendToAll => SendToAllManifest,
        ClusterClient.Publish => PublishManifest,
        _ => throw Unknown(o),
    };

    public override byte[] ToBinary(object obj)
    {
        switch (obj)
        {
            case Contacts contacts:
                var proto = new Proto.Contacts();
                proto.ContactPoints.AddRange(contacts.ContactPoints);
                return proto.ToByteArray();
            case GetContacts or Heartbeat or HeartbeatRsp or ReceptionistShutdown:
                return [];
            case ClusterClient.Send m:
                return new Proto.Send { Path = m.Path, LocalAffinity = m.LocalAffinity, Payload = PayloadFormat.ToProto(system, m.Message) }.ToByteArray();
            case ClusterClient.SendToAll m:
                return new Proto.SendToAll { Path = m.Path, Payload = PayloadFormat.ToProto(system, m.Message) }.ToByteArray();
            case ClusterClient.Publish m:
                return new Proto.Publish { Topic = m.Topic, Payload = PayloadFormat.ToProto(system, m.Message) }.ToByteArray();
            default:
                throw Unknown(obj);
        }
    }

    public override object FromBinary(byte[] bytes, string manifest)
    {
        switch (manifest)
        {
            case ContactsManifest:
                return new Contacts(Proto.Contacts.Parser.ParseFrom(bytes).ContactPoints.ToImmutableList());
            case GetContactsManifest:
                return GetContacts.Instance;
            case HeartbeatManifest:
                return Heartbeat.Instance;
            case HeartbeatRspManifest:
                return HeartbeatRsp.Instance;
            case ReceptionistShutdownManifest:
                return ReceptionistShutdown.Instance;
            case SendManifest:
                var send = Proto.Send.Parser.ParseFrom(bytes);
                return new ClusterClient.Send(send.Path, PayloadFormat.FromProto(system, send.Payload), send.LocalAffinity);
            case SendToAllManifest:
                var sendToAll = Proto.SendToAll.Parser.ParseFrom(bytes);
                return new ClusterClient.SendToAll(sendToAll.Path, PayloadFormat.FromProto(system, sendToAll.Payload));
            case PublishManifest:
                var publish = Proto.Publish.Parser.ParseFrom(bytes);
                return new ClusterClient.Publish(publish.Topic, PayloadFormat.FromProto(system, publish.Payload));
            default:
                throw new SerializationException($"Manifest [{manifest}] is none of the cluster client's messages; the peer may be of a newer version.");
        }
    }

    private static SerializationException Unknown(object obj) =>
        new($"{obj?.GetType().FullName ?? "null"} is no cluster client message; it needs a serializer binding of its own.");
}
