using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Routing;
using Akka.Routing;
using Akka.Serialization;
using Google.Protobuf;

namespace Akka.Remote.Serialization;

/// <summary>Akka's own messages that are not worth a serializer each, under two- to five-letter manifests.</summary>
public sealed partial class MiscMessageSerializer : SerializerWithStringManifest
{
    private const string IdentifyManifest = "ID", ActorIdentityManifest = "AID", ActorRefManifest = "AR", PoisonPillManifest = "PP", KillManifest = "K";
    private const string WatcherHeartbeatManifest = "RWHB", WatcherResponseManifest = "RWHR", SuccessManifest = "STS", FailureManifest = "STF";
    private const string ScopeManifest = "RS", ConfigManifest = "CF", FromConfigManifest = "FC", ResizerManifest = "DR";
    private const string RoundRobinManifest = "RORRP", BroadcastManifest = "ROBP", RandomManifest = "RORP", HashingManifest = "ROCHP";
    private const string ScatterGatherManifest = "ROSGP", TailChoppingManifest = "ROTCP", RemoteRouterManifest = "RORRC";

    public MiscMessageSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    public override string Manifest(object obj) => obj switch
    {
        Identify => IdentifyManifest,
        ActorIdentity => ActorIdentityManifest,
        IActorRef => ActorRefManifest,
        PoisonPill => PoisonPillManifest,
        Kill => KillManifest,
        RemoteWatcher.Heartbeat => WatcherHeartbeatManifest,
        RemoteWatcher.HeartbeatRsp => WatcherResponseManifest,
        Status.Success => SuccessManifest,
        Status.Failure => FailureManifest,
        RemoteScope => ScopeManifest,
        Config => ConfigManifest,
        FromConfig => FromConfigManifest,
        DefaultResizer => ResizerManifest,
        RoundRobinPool => RoundRobinManifest,
        BroadcastPool => BroadcastManifest,
        RandomPool => RandomManifest,
        ConsistentHashingPool => HashingManifest,
        ScatterGatherFirstCompletedPool => ScatterGatherManifest,
        TailChoppingPool => TailChoppingManifest,
        RemoteRouterConfig => RemoteRouterManifest,
        _ => throw new ArgumentException($"{obj?.GetType()} has no manifest here."),
    };

    public override byte[] ToBinary(object obj) => obj switch
    {
        Identify m => WriteIdentify(m).ToByteArray(),
        ActorIdentity m => WriteIdentity(m).ToByteArray(),
        IActorRef m => RefFormat.ToProto(m).ToByteArray(),
        PoisonPill or Kill or RemoteWatcher.Heartbeat or FromConfig => [],
        RemoteWatcher.HeartbeatRsp m => new Proto.RemoteWatcherHeartbeatResponse { Uid = (ulong)m.AddressUid }.ToByteArray(),
        Status.Success m => new Proto.StatusSuccess { Status = WrappedPayload.Write(system, m.Status) }.ToByteArray(),
        Status.Failure m => new Proto.StatusFailure
        {
            Cause = ExceptionFormat.ToProto(system, m.Cause),
            State = WrappedPayload.Write(system, m.State),
        }.ToByteArray(),
        RemoteScope m => new Proto.RemoteScope { Node = AddressFormat.ToProto(m.Address) }.ToByteArray(),
        Config m => m.IsEmpty ? [] : Encoding.UTF8.GetBytes(m.ToString()),
        DefaultResizer m => WriteResizer(m).ToByteArray(),
        ScatterGatherFirstCompletedPool m => WriteScatterGather(m).ToByteArray(),
        TailChoppingPool m => WriteTailChopping(m).ToByteArray(),
        RemoteRouterConfig m => WriteRemoteRouter(m).ToByteArray(),
        Pool m => WritePool(m).ToByteArray(),
        _ => throw new ArgumentException($"{obj?.GetType()} cannot be written here."),
    };

    public override object FromBinary(byte[] bytes, string manifest) => manifest switch
    {
        IdentifyManifest => new Identify(WrappedPayload.Read(system, Proto.Identify.Parser.ParseFrom(bytes).MessageId)),
        ActorIdentityManifest => ReadIdentity(bytes),
        ActorRefManifest => RefFormat.FromPath(system, Proto.ActorRefData.Parser.ParseFrom(bytes).Path) ?? ActorRefs.Nobody,
        PoisonPillManifest => PoisonPill.Instance,
        KillManifest => Kill.Instance,
        WatcherHeartbeatManifest => RemoteWatcher.Heartbeat.Instance,
        WatcherResponseManifest => new RemoteWatcher.HeartbeatRsp((int)Proto.RemoteWatcherHeartbeatResponse.Parser.ParseFrom(bytes).Uid),
        SuccessManifest => new Status.Success(WrappedPayload.Read(system, Proto.StatusSuccess.Parser.ParseFrom(bytes).Status)),
        FailureManifest => ReadFailure(bytes),
        ScopeManifest => new RemoteScope(AddressFormat.FromProto(Proto.RemoteScope.Parser.ParseFrom(bytes).Node)),
        ConfigManifest => bytes.Length == 0 ? ConfigurationFactory.Empty : ConfigurationFactory.ParseDump(Encoding.UTF8.GetString(bytes)),
        FromConfigManifest => FromConfig.Instance,
        ResizerManifest => ReadResizer(Proto.DefaultResizer.Parser.ParseFrom(bytes)),
        RoundRobinManifest => ReadRoundRobin(Proto.GenericRoutingPool.Parser.ParseFrom(bytes)),
        BroadcastManifest => ReadBroadcast(Proto.GenericRoutingPool.Parser.ParseFrom(bytes)),
        RandomManifest => ReadRandom(Proto.GenericRoutingPool.Parser.ParseFrom(bytes)),
        HashingManifest => ReadHashing(Proto.GenericRoutingPool.Parser.ParseFrom(bytes)),
        ScatterGatherManifest => ReadScatterGather(Proto.ScatterGatherPool.Parser.ParseFrom(bytes)),
        TailChoppingManifest => ReadTailChopping(Proto.TailChoppingPool.Parser.ParseFrom(bytes)),
        RemoteRouterManifest => ReadRemoteRouter(Proto.RemoteRouterConfig.Parser.ParseFrom(bytes)),
        _ => throw new SerializationException($"The manifest '{manifest}' is none of this serializer's."),
    };

    private Proto.Identify WriteIdentify(Identify message)
    {
        var identify = new Proto.Identify();
        if (message.MessageId != null)
            identify.MessageId = WrappedPayload.Write(system, message.MessageId);
        return identify;
    }

    private Proto.ActorIdentity WriteIdentity(ActorIdentity message) => new()
    {
        CorrelationId = WrappedPayload.Write(system, message.MessageId),
        Path = message.Subject == null ? "" : RefFormat.ToPath(message.Subject),
    };

    private ActorIdentity ReadIdentity(byte[] bytes)
    {
        var identity = Proto.ActorIdentity.Parser.ParseFrom(bytes);
        return new ActorIdentity(WrappedPayload.Read(system, identity.CorrelationId), RefFormat.FromPath(system, identity.Path));
    }

    private Status.Failure ReadFailure(byte[] bytes)
    {
        var failure = Proto.StatusFailure.Parser.ParseFrom(bytes);
        return new Status.Failure(ExceptionFormat.FromProto(system, failure.Cause), WrappedPayload.Read(system, failure.State));
    }
}
