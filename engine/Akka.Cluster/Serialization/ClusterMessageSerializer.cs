using System.Collections.Immutable;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Cluster.Routing;
using Akka.Remote.Associations;
using Akka.Remote.Serialization;
using Akka.Remote.Wire;
using Akka.Routing;
using Akka.Serialization;
using Akka.Util;
using Google.Protobuf;

namespace Akka.Cluster.Serialization;

/// <summary>Cluster messages on Akka.NET's wire: a closed table of manifests.</summary>
public class ClusterMessageSerializer : SerializerWithStringManifest, IInlineSerializer
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

    private readonly GossipMemory _memory = new();
    private readonly GossipWriter _writer;
    private readonly GossipReader _reader;
    private EncodedAddress _own;

    public ClusterMessageSerializer(ExtendedActorSystem system)
        : base(system)
    {
        _writer = new GossipWriter(_memory);
        _reader = new GossipReader(_memory);
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

    public override byte[] ToBinary(object obj)
    {
        var bytes = new byte[SizeOf(obj)];
        Write(obj, bytes);
        return bytes;
    }

    public override object FromBinary(byte[] bytes, string manifest) => Read(bytes, manifest);

    int IInlineSerializer.SizeOf(object message) => SizeOf(message);

    void IInlineSerializer.Write(object message, Span<byte> destination) => Write(message, destination);

    object IInlineSerializer.Read(ReadOnlySpan<byte> bytes, string manifest) => Read(bytes, manifest);

    private int SizeOf(object message) => message switch
    {
        Heartbeat m => ProtoWriter.Delimited(OwnAddress(m.From).Length) + ProtoWriter.NumberSize((ulong)m.SequenceNr) + ProtoWriter.NumberSize(ProtoWriter.ZigZag(m.CreationTimeNanos)),
        HeartbeatRsp m => ProtoWriter.Delimited(GossipWriter.NodeOf(m.From).Length) + ProtoWriter.NumberSize((ulong)m.SequenceNr) + ProtoWriter.NumberSize((ulong)m.CreationTimeNanos),
        GossipStatus m => ProtoWriter.Delimited(GossipWriter.NodeOf(m.From).Length) + _writer.StatusOf(m.Version).Length,
        GossipEnvelope m => ProtoWriter.Delimited(GossipWriter.NodeOf(m.From).Length) + ProtoWriter.Delimited(GossipWriter.NodeOf(m.To).Length)
            + ProtoWriter.Delimited(_writer.SizeOf(m.Gossip)),
        Welcome m => ProtoWriter.Delimited(GossipWriter.NodeOf(m.From).Length) + ProtoWriter.Delimited(_writer.SizeOf(m.Gossip)),
        InitJoin => 0,
        _ => ToProto(message).CalculateSize(),
    };

    private void Write(object message, Span<byte> destination)
    {
        var to = new ProtoWriter(destination);
        switch (message)
        {
            case Heartbeat m:
                to.Bytes(0x0A, OwnAddress(m.From));
                to.Number(0x10, (ulong)m.SequenceNr);
                to.Number(0x18, ProtoWriter.ZigZag(m.CreationTimeNanos));
                break;
            case HeartbeatRsp m:
                to.Bytes(0x0A, GossipWriter.NodeOf(m.From));
                to.Number(0x10, (ulong)m.SequenceNr);
                to.Number(0x18, (ulong)m.CreationTimeNanos);
                break;
            case GossipStatus m:
                to.Bytes(0x0A, GossipWriter.NodeOf(m.From));
                to.Raw(_writer.StatusOf(m.Version));
                break;
            case GossipEnvelope m:
                to.Bytes(0x0A, GossipWriter.NodeOf(m.From));
                to.Bytes(0x12, GossipWriter.NodeOf(m.To));
                WriteGossip(0x1A, m.Gossip, ref to);
                break;
            case Welcome m:
                to.Bytes(0x0A, GossipWriter.NodeOf(m.From));
                WriteGossip(0x12, m.Gossip, ref to);
                break;
            case InitJoin:
                break;
            default:
                ToProto(message).WriteTo(destination);
                break;
        }
    }

    private void WriteGossip(byte tag, Gossip gossip, ref ProtoWriter to)
    {
        to.Tag(tag);
        to.Varint((uint)_writer.SizeOf(gossip));
        _writer.Write(gossip, ref to);
    }

    /// <summary>The messages that are rare.</summary>
    private IMessage ToProto(object message) => message switch
    {
        InitJoinAck m => AddressFormat.ToProto(m.Address),
        InitJoinNack m => AddressFormat.ToProto(m.Address),
        JoinRequest m => JoinToProto(m),
        ExitingConfirmed m => GossipFormat.ToProto(m.Address),
        LeaveCommand m => AddressFormat.ToProto(m.Address),
        DownCommand m => AddressFormat.ToProto(m.Address),
        ClusterRouterPool m => PoolToProto(m),
        _ => throw Unknown(message),
    };

    private object Read(ReadOnlySpan<byte> bytes, string manifest)
    {
        switch (manifest)
        {
            case HeartbeatManifest or LegacyHeartbeatManifest:
                var beat = Signal.Of(bytes);
                return new Heartbeat(_memory.Address(beat.From), beat.SequenceNr, (long)(beat.CreationTime >> 1) ^ -(long)(beat.CreationTime & 1));
            case HeartbeatRspManifest or LegacyHeartbeatRspManifest:
                var answer = Signal.Of(bytes);
                return new HeartbeatRsp(_memory.Node(answer.From), answer.SequenceNr, (long)answer.CreationTime);
            case GossipStatusManifest:
                return ReadStatus(bytes);
            case GossipEnvelopeManifest:
                var envelope = Parcel.Of(bytes);
                return new GossipEnvelope(_memory.Node(envelope.First), _memory.Node(envelope.Second), _reader.Read(envelope.Third));
            case WelcomeManifest:
                var welcome = Parcel.Of(bytes);
                return new Welcome(_memory.Node(welcome.First), _reader.Read(welcome.Second));
            case InitJoinManifest:
                return InitJoin.Instance;
            case InitJoinAckManifest:
                return new InitJoinAck(_memory.Address(bytes));
            case InitJoinNackManifest:
                return new InitJoinNack(_memory.Address(bytes));
            case JoinManifest:
                var join = Proto.Join.Parser.ParseFrom(bytes);
                var version = join.AppVersion.Length == 0 ? AppVersion.Zero : AppVersion.Create(join.AppVersion);
                return new JoinRequest(GossipFormat.FromProto(join.Node), ImmutableHashSet.CreateRange(join.Roles), version);
            case ExitingConfirmedManifest:
                return new ExitingConfirmed(_memory.Node(bytes));
            case LeaveManifest:
                return new LeaveCommand(_memory.Address(bytes));
            case DownManifest:
                return new DownCommand(_memory.Address(bytes));
            case ClusterRouterPoolManifest:
                return PoolFromProto(Proto.ClusterRouterPool.Parser.ParseFrom(bytes));
            default:
                throw new SerializationException($"Manifest [{manifest}] is none of the cluster's messages; the peer may be of a newer version");
        }
    }

    private GossipStatus ReadStatus(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        if (!reader.TryReadTag(out var field, out var wireType) || field != 1 || wireType != ProtoReader.LengthDelimited)
            throw new SerializationException("A gossip status without its sender");
        var from = reader.ReadBytes();
        if (reader.Failed)
            throw new SerializationException("A gossip status that is cut off");
        return new GossipStatus(_memory.Node(from), _reader.ReadStatus(bytes[reader.Position..]));
    }

    /// <summary>Only this system's own address is ever written into a heartbeat.</summary>
    private byte[] OwnAddress(Address address)
    {
        if (_own is not { } own || !ReferenceEquals(own.Address, address))
            _own = own = new EncodedAddress(address, AddressFormat.ToProto(address).ToByteArray());
        return own.Bytes;
    }

    private static Proto.Join JoinToProto(JoinRequest join)
    {
        var proto = new Proto.Join { Node = GossipFormat.ToProto(join.Node), AppVersion = join.AppVersion.Version };
        proto.Roles.AddRange(GossipFormat.Sorted(join.Roles));
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

    private sealed record EncodedAddress(Address Address, byte[] Bytes);
}
