using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Serialization.Proto;
using Akka.Routing;
using Akka.Serialization;
using Akka.Util;
using Google.Protobuf;

namespace Akka.Remote.Serialization;

/// <summary>The request to create an actor on another node: its class by name, its constructor arguments, its deployment.</summary>
public class DaemonMsgCreateSerializer : Serializer
{
    public DaemonMsgCreateSerializer(ExtendedActorSystem system) : base(system)
    {
    }

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        if (obj is not DaemonMsgCreate create)
            throw new ArgumentException($"{obj?.GetType()} is no DaemonMsgCreate.");
        return new DaemonMsgCreateData
        {
            Props = ToProto(create.Props),
            Deploy = ToProto(create.Deploy),
            Path = create.Path,
            Supervisor = RefFormat.ToProto(create.Supervisor),
        }.ToByteArray();
    }

    public override object FromBinary(byte[] bytes, Type type)
    {
        var data = DaemonMsgCreateData.Parser.ParseFrom(bytes);
        return new DaemonMsgCreate(FromProto(data.Props), FromProto(data.Deploy), data.Path, RefFormat.FromProto(system, data.Supervisor));
    }

    private PropsData ToProto(Props props)
    {
        var data = new PropsData { Clazz = props.Type.TypeQualifiedName(), Deploy = ToProto(props.Deploy) };
        foreach (var argument in props.Arguments)
        {
            var payload = WrappedPayload.Write(system, argument);
            // A null argument has no serializer; the recorded peers have number 0 for it.
            var withManifest = argument != null && !payload.MessageManifest.IsEmpty;
            data.Args.Add(payload.Message);
            data.Manifests.Add(payload.MessageManifest.ToStringUtf8());
            data.SerializerIds.Add(payload.SerializerId);
            data.HasManifest.Add(withManifest);
        }
        return data;
    }

    private Props FromProto(PropsData data)
    {
        var type = RemoteDeployment.Resolve(system, data.Clazz);
        if (data.Manifests.Count != data.Args.Count || data.SerializerIds.Count != data.Args.Count)
            throw new SerializationException("Constructor arguments and their serializers differ in number.");
        var arguments = new object[data.Args.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = WrappedPayload.Read(system, new Payload
            {
                Message = data.Args[i],
                SerializerId = data.SerializerIds[i],
                MessageManifest = ByteString.CopyFromUtf8(data.Manifests[i]),
            });
        return new Props(FromProto(data.Deploy), type, arguments);
    }

    private DeployData ToProto(Deploy deploy)
    {
        var data = new DeployData { Path = deploy.Path ?? "", StashCapacity = deploy.StashCapacity };
        var config = WrappedPayload.Write(system, deploy.Config ?? ConfigurationFactory.Empty);
        data.Config = config.Message;
        data.ConfigSerializerId = config.SerializerId;
        data.ConfigManifest = config.MessageManifest.ToStringUtf8();
        if (deploy.RouterConfig is { } router and not NoRouter)
        {
            var payload = WrappedPayload.Write(system, router);
            data.RouterConfig = payload.Message;
            data.RouterConfigSerializerId = payload.SerializerId;
            data.RouterConfigManifest = payload.MessageManifest.ToStringUtf8();
        }
        if (deploy.Scope is Akka.Actor.RemoteScope)
        {
            var payload = WrappedPayload.Write(system, deploy.Scope);
            data.Scope = payload.Message;
            data.ScopeSerializerId = payload.SerializerId;
            data.ScopeManifest = payload.MessageManifest.ToStringUtf8();
        }
        if (deploy.Dispatcher != Deploy.NoDispatcherGiven)
            data.Dispatcher = deploy.Dispatcher ?? "";
        return data;
    }

    private Deploy FromProto(DeployData data)
    {
        if (data == null)
            return Deploy.None;
        var config = Inner(data.Config, data.ConfigSerializerId, data.ConfigManifest) as Config ?? ConfigurationFactory.Empty;
        var router = Inner(data.RouterConfig, data.RouterConfigSerializerId, data.RouterConfigManifest) as RouterConfig ?? NoRouter.Instance;
        var scope = Inner(data.Scope, data.ScopeSerializerId, data.ScopeManifest) as Scope ?? Deploy.NoScopeGiven;
        var dispatcher = data.Dispatcher.Length == 0 ? Deploy.NoDispatcherGiven : data.Dispatcher;
        return new Deploy(data.Path, config, router, scope, dispatcher, Deploy.NoMailboxGiven, data.StashCapacity);
    }

    private object Inner(ByteString bytes, int serializerId, string manifest) =>
        serializerId == 0 ? null : system.Serialization.Deserialize(bytes.ToByteArray(), serializerId, manifest);
}
