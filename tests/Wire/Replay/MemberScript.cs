using Akka.Actor;
using Akka.Cluster.Serialization.Proto;
using Akka.Cluster.Tools.PublishSubscribe.Serialization.Proto;
using Akka.Remote.Serialization.Proto;
using Engine.Wire.Tests.Frames;
using Google.Protobuf;
using ClientProto = Akka.Cluster.Tools.Client.Serialization.Proto;

namespace Engine.Wire.Tests.Replay;

/// <summary>
/// Our node is a member of the recorded cluster. Membership itself is compared elsewhere: here its frames are matched by kind, and what the
/// cluster's tools say is compared.
/// </summary>
internal abstract class MemberScript : ReplayScript
{
    private readonly string _role;
    private readonly bool _isSeed;

    static MemberScript()
    {
        FrameContent.Register(5, "HB", Heartbeat.Parser);
        FrameContent.Register(5, "HBR", HeartBeatResponse.Parser);
        FrameContent.Register(9, "A", Akka.Cluster.Tools.PublishSubscribe.Serialization.Proto.Status.Parser);
        FrameContent.Register(9, "B", Delta.Parser);
        FrameContent.Register(9, "C", Send.Parser);
        FrameContent.Register(9, "D", SendToAll.Parser);
        FrameContent.Register(9, "E", Publish.Parser);
        FrameContent.Register(9, "F", SendToOneSubscriber.Parser);
        FrameContent.Register(15, "A", ClientProto.Contacts.Parser);
    }

    protected MemberScript(string file, string node, string role)
    {
        Plan = ReplayPlan.Load(file, node);
        _role = role;
        _isSeed = node == "A";
    }

    protected ReplayPlan Plan { get; }

    public override string Config => $$"""
        akka {
          actor.provider = "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster"
          remote.deployable-actors = ["WireSample.Worker, WireSample", "WireSample.SimpleWorker, WireSample"]
          cluster {
            roles = [{{_role}}]
            app-version = "1.2.3"
            seed-nodes = ["akka.tcp://Cluster@127.0.0.1:47101"]
            downing-provider-class = "Akka.Cluster.NoDowning, Akka.Cluster"
            {{(_isSeed ? "seed-node-timeout = 50ms" : "")}}
          }
        }
        """;

    public override bool IsPeriodic(string key) =>
        base.IsPeriodic(key) || key.StartsWith("5:", StringComparison.Ordinal)
        || (key.StartsWith("selection(5:", StringComparison.Ordinal) && !key.Contains("Join", StringComparison.Ordinal))
        || key is "9:A" or "15:C" or "15:D";

    // Who gossips with whom is drawn by lot, and acknowledgements ride on what leaves anyway.
    public override bool MustAppear(string key) => !key.Contains("5:Akka.Cluster.", StringComparison.Ordinal) && key is not ("Ack" or "9:A");

    // Where an answer comes from that has no actor, when a version was, and in which order a set is told are no part of the protocol.
    public override bool MayDiffer(string field, string problem) =>
        problem.Contains("/system/endpointManager/", StringComparison.Ordinal)
        || field == ".envelope.seq"
        || (field.EndsWith(".sender", StringComparison.Ordinal) && problem.Contains("endpointManager", StringComparison.Ordinal))
        || (field.Contains(".buckets[", StringComparison.Ordinal) && field.EndsWith("].version", StringComparison.Ordinal))
        || field.EndsWith(".contactPoints", StringComparison.Ordinal)
        || (field.EndsWith(".payload.message.versions", StringComparison.Ordinal) && field.Contains("payload", StringComparison.Ordinal));

    // The first status on a connection tells the peer our mediator; how many follow is a matter of time.
    public override bool MayOmit(RecordedFrame frame) => frame.Kind is "PubSub.Delta" or "DISASSOCIATE_SHUTTING_DOWN"
        || (frame.Kind == "ActorSelection(PubSub.Status)" && Plan.Frames.First(f => f.Connection == frame.Connection && f.From == frame.From && f.Kind == frame.Kind) != frame);

    // Deltas depend on whose gossip comes first; here the peer's recorded versions are older than ours besides.
    public override bool MayAdd(string key) => key is "9:B" or "selection(9:A)" or "selection(5:Akka.Cluster.InternalClusterAction+InitJoin, Akka.Cluster)" or "DisassociateShuttingDown" || key.EndsWith(".Watch, Akka", StringComparison.Ordinal);

    internal override AkkaProtocolMessage? AnswerPeriodic(string key, RemoteEnvelope envelope, string peer)
    {
        var planned = Plan.First(peer);
        var address = $"akka.tcp://{planned.Name}@127.0.0.1:{planned.Port}";
        switch (key)
        {
            case "selection(5:HB)":
                var beat = Heartbeat.Parser.ParseFrom(SelectionEnvelope.Parser.ParseFrom(envelope.Message.Message).Payload.Message);
                var answer = new HeartBeatResponse
                {
                    From = new UniqueAddress
                    {
                        Address = new AddressData { System = planned.Name, Hostname = "127.0.0.1", Port = (uint)planned.Port, Protocol = "akka.tcp" },
                        Uid = (uint)planned.Uid,
                    },
                    SequenceNr = beat.SequenceNr,
                    CreationTime = beat.CreationTime,
                };
                return Say(envelope, address + "/system/cluster/heartbeatReceiver#1", 5, "HBR", answer);
            case "selection(16:RWHB)":
                return Say(envelope, address + "/system/remote-watcher#1", 16, "RWHR", new RemoteWatcherHeartbeatResponse { Uid = (ulong)planned.Uid });
            case "15:C":
                return Say(envelope, envelope.Recipient.Path, 15, "D", null);
            default:
                return null;
        }
    }

    /// <summary>A peer that is Up in our eyes later than recorded: its delta counts only then, so it answers as often as it is asked.</summary>
    private protected AkkaProtocolMessage AnswerStatus(RemoteEnvelope status, string peer)
    {
        var recorded = FrameContent.Parse(Plan.Frames.First(f => f.From == peer && f.Kind == "PubSub.Delta").Payload);
        recorded.Envelope!.Recipient = status.Sender;
        return new AkkaProtocolMessage { Payload = new AckAndEnvelopeContainer { Envelope = recorded.Envelope }.ToByteString() };
    }

    /// <summary>The recorded seed was a member long before the others came; what they say to one that is not yet is lost.</summary>
    protected void UpFirst(ReplayedNode node) =>
        Require("this node is up", () => Akka.Cluster.Cluster.Get(node.System).SelfMember.Status == Akka.Cluster.MemberStatus.Up);

    private static AkkaProtocolMessage Say(RemoteEnvelope to, string from, int serializerId, string manifest, IMessage? body)
    {
        var payload = new Payload { SerializerId = serializerId, MessageManifest = ByteString.CopyFromUtf8(manifest) };
        if (body is not null)
            payload.Message = body.ToByteString();
        var envelope = new RemoteEnvelope { Recipient = to.Sender, Sender = new ActorRefData { Path = from }, Seq = ulong.MaxValue, Message = payload };
        return new AkkaProtocolMessage { Payload = new AckAndEnvelopeContainer { Envelope = envelope }.ToByteString() };
    }
}
