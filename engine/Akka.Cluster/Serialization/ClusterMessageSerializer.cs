using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Routing;
using Akka.Remote.Serialization;
using Akka.Routing;
using Akka.Serialization;
using Akka.Util;
using Google.Protobuf;

namespace Akka.Cluster.Serialization;

/// <summary>Cluster messages on Akka.NET's wire: a closed table of manifests.</summary>
public class ClusterMessageSerializer : SerializerWithStringManifest
{
    private const string JoinManifest = "Akka.Cluster.InternalClusterAction+Join, Akka.Cluster";
    private const string WelcomeManifest = "Akka.Cluster.InternalClusterAction+Welcome, Akka.Cluster";
    private const string InitJoinManifest = "Akka.Cluster.InternalClusterAction+InitJoin, Akka.Cluster";
    private const string InitJoinAckManifest = "Akka.Cluster.InternalClusterAction+InitJoinAck, Akka.Cluster";
    private const string InitJoinNackManifest = "Akka.Cluster.InternalClusterAction+InitJoinNack, Akka.Cluster";
    private const string ExitingConfirmedManifest = "Akka.Cluster.InternalClusterAction+ExitingConfirmed, Akka.Cluster";
    private const string LeaveManifest = "Akka.Cluster.ClusterUserAction+Leave, Akka.Cluster";
    private const string DownManifest = "Akka.Cluster.ClusterUserAction+Down, Akka.Cluster";
    private const string GossipEnvelopeManifest = "Akka.Cluster.GossipEnvelope, Akka.Cluster";
    private const string GossipStatusManifest = "Akka.Cluster.GossipStatus, Akka.Cluster";
    private const string HeartbeatManifest = "HB";
    private const string HeartbeatRspManifest = "HBR";
    private const string ClusterRouterPoolManifest = "Akka.Cluster.Routing.ClusterRouterPool, Akka.Cluster";

    // What peers before 1.4 call a heartbeat and its answer.
    private const string LegacyHeartbeatManifest = "Akka.Cluster.ClusterHeartbeatSender+Heartbeat, Akka.Cluster";
    private const string LegacyHeartbeatRspManifest = "Akka.Cluster.ClusterHeartbeatSender+HeartbeatRsp, Akka.Cluster";

    public ClusterMessageSerializer(ExtendedActorSystem system)
        : base(system)
    {
    }

    public override string Manifest(object o) => o switch
    {
        Heartbeat => HeartbeatManifest,
        HeartbeatRsp => HeartbeatRspManifest,
        GossipStatus => GossipStatusManifest,
        GossipEnvelope => GossipEnvelopeManifest,
        InitJoin => InitJoinManifest,
        InitJoinAck => InitJoinAckManifest,
        InitJoinNack => InitJoinNackManifest,
        JoinRequest => JoinManifest,
        Welcome => WelcomeManifest,
        ExitingConfirmed => ExitingConfirmedManifest,
        LeaveCommand => LeaveManifest,
        DownCommand => DownManifest,
        ClusterRouterPool => ClusterRouterPoolManifest,
        _ => throw Unknown(o),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Heartbeat m => new Proto.Heartbeat { From = AddressFormat.ToProto(m.From), SequenceNr = m.SequenceNr, CreationTime = m.CreationTimeNanos }.ToByteArray(),
        HeartbeatRsp m => new Proto.HeartBeatResponse { From = GossipFormat.ToProto(m.From), SequenceNr = m.SequenceNr, CreationTime = m.CreationTimeNanos }.ToByteArray(),
        GossipStatus m => StatusToProto(m).ToByteArray(),
        GossipEnvelope m => new Proto.GossipEnvelope
        {
            From = GossipFormat.ToProto(m.From),
            To = GossipFormat.ToProto(m.To),
            SerializedGossip = GossipFormat.ToProto(m.Gossip).ToByteString(),
        }.ToByteArray(),
        InitJoin => [],
        InitJoinAck m => AddressFormat.ToProto(m.Address).ToByteArray(),
        InitJoinNack m => AddressFormat.ToProto(m.Address).ToByteArray(),
        JoinRequest m => JoinToProto(m).ToByteArray(),
        Welcome m => new Proto.Welcome { From = GossipFormat.ToProto(m.From), Gossip = GossipFormat.ToProto(m.Gossip) }.ToByteArray(),
        ExitingConfirmed m => GossipFormat.ToProto(m.Address).ToByteArray(),
        LeaveCommand m => AddressFormat.ToProto(m.Address).ToByteArray(),
        DownCommand m => AddressFormat.ToProto(m.Address).ToByteArray(),
        ClusterRouterPool m => PoolToProto(m).ToByteArray(),
        _ => throw Unknown(obj),
    };

    public override object FromBinary(byte[] bytes, string manifest)
    {
        switch (manifest)
        {
            case HeartbeatManifest or LegacyHeartbeatManifest:
                var beat = Proto.Heartbeat.Parser.ParseFrom(bytes);
                return new Heartbeat(AddressFormat.FromProto(beat.From), beat.SequenceNr, beat.CreationTime);
            case HeartbeatRspManifest or LegacyHeartbeatRspManifest:
                var answer = Proto.HeartBeatResponse.Parser.ParseFrom(bytes);
                return new HeartbeatRsp(GossipFormat.FromProto(answer.From), answer.SequenceNr, answer.CreationTime);
            case GossipStatusManifest:
                var status = Proto.GossipStatus.Parser.ParseFrom(bytes);
                return new GossipStatus(GossipFormat.FromProto(status.From), GossipFormat.FromProto(status.Version, status.AllHashes));
            case GossipEnvelopeManifest:
                var envelope = Proto.GossipEnvelope.Parser.ParseFrom(bytes);
                return new GossipEnvelope(
                    GossipFormat.FromProto(envelope.From),
                    GossipFormat.FromProto(envelope.To),
                    GossipFormat.FromProto(Proto.Gossip.Parser.ParseFrom(envelope.SerializedGossip)));
            case InitJoinManifest:
                return InitJoin.Instance;
            case InitJoinAckManifest:
                return new InitJoinAck(ParseAddress(bytes));
            case InitJoinNackManifest:
                return new InitJoinNack(ParseAddress(bytes));
            case JoinManifest:
                var join = Proto.Join.Parser.ParseFrom(bytes);
                var version = join.AppVersion.Length == 0 ? AppVersion.Zero : AppVersion.Create(join.AppVersion);
                return new JoinRequest(GossipFormat.FromProto(join.Node), ImmutableHashSet.CreateRange(join.Roles), version);
            case WelcomeManifest:
                var welcome = Proto.Welcome.Parser.ParseFrom(bytes);
                return new Welcome(GossipFormat.FromProto(welcome.From), GossipFormat.FromProto(welcome.Gossip));
            case ExitingConfirmedManifest:
                return new ExitingConfirmed(GossipFormat.FromProto(Proto.UniqueAddress.Parser.ParseFrom(bytes)));
            case LeaveManifest:
                return new LeaveCommand(ParseAddress(bytes));
            case DownManifest:
                return new DownCommand(ParseAddress(bytes));
            case ClusterRouterPoolManifest:
                return PoolFromProto(Proto.ClusterRouterPool.Parser.ParseFrom(bytes));
            default:
                throw new SerializationException($"Manifest [{manifest}] is none of the cluster's messages; the peer may be of a newer version");
        }
    }

    private static Address ParseAddress(byte[] bytes) => AddressFormat.FromProto(Remote.Serialization.Proto.AddressData.Parser.ParseFrom(bytes));

    private static Proto.Join JoinToProto(JoinRequest join)
    {
        var proto = new Proto.Join { Node = GossipFormat.ToProto(join.Node), AppVersion = join.AppVersion.Version };
        proto.Roles.AddRange(GossipFormat.Sorted(join.Roles));
        return proto;
    }

    private static Proto.GossipStatus StatusToProto(GossipStatus status)
    {
        var proto = new Proto.GossipStatus { From = GossipFormat.ToProto(status.From) };
        proto.Version = GossipFormat.ToProto(status.Version, proto.AllHashes);
        return proto;
    }

    private Proto.ClusterRouterPool PoolToProto(ClusterRouterPool pool)
    {
        var serializer = system.Serialization.FindSerializerFor(pool.Local);
        return new Proto.ClusterRouterPool
        {
            Pool = new Proto.Pool
            {
                SerializerId = (uint)serializer.Identifier,
                Manifest = Akka.Serialization.Serialization.ManifestFor(serializer, pool.Local),
                Data = UnsafeByteOperations.UnsafeWrap(serializer.ToBinary(pool.Local)),
            },
            Settings = new Proto.ClusterRouterPoolSettings
            {
                TotalInstances = (uint)pool.Settings.TotalInstances,
                MaxInstancesPerNode = (uint)pool.Settings.MaxInstancesPerNode,
                AllowLocalRoutees = pool.Settings.AllowLocalRoutees,
                UseRole = pool.Settings.UseRole ?? "",
            },
        };
    }

    private ClusterRouterPool PoolFromProto(Proto.ClusterRouterPool proto)
    {
        var local = (Pool)system.Serialization.Deserialize(proto.Pool.Data.ToByteArray(), (int)proto.Pool.SerializerId, proto.Pool.Manifest);
        return new ClusterRouterPool(local, new ClusterRouterPoolSettings(
            (int)proto.Settings.TotalInstances,
            (int)proto.Settings.MaxInstancesPerNode,
            proto.Settings.AllowLocalRoutees,
            proto.Settings.UseRole.Length == 0 ? null : proto.Settings.UseRole));
    }

    private static ArgumentException Unknown(object o) => new($"[{o?.GetType().FullName ?? "null"}] is none of the cluster's messages");
}
