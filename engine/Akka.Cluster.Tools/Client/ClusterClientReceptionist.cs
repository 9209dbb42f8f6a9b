using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Client;

/// <summary>Starts this node's receptionist, <c>/system/receptionist</c> by default, and makes actors reachable for clients.</summary>
public sealed class ClusterClientReceptionist : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly string _role;

    public ClusterClientReceptionist(ExtendedActorSystem system)
    {
        _system = system;
        ToolsDefaults.Register(system);
        var config = system.Settings.Config.GetConfig("akka.cluster.client.receptionist");
        var settings = ClusterReceptionistSettings.Create(config);
        _role = settings.Role;
        Underlying = IsTerminated
            ? system.DeadLetters
            : system.SystemActorOf(
                ClusterReceptionist.Props(Mediator, settings).WithDispatcher(ToolsDefaults.DispatcherOr(config.GetString("use-dispatcher"))),
                config.GetString("name"));
    }

    /// <summary>The receptionist itself, which tells subscribers about its clients.</summary>
    public IActorRef Underlying { get; }

    public bool IsTerminated
    {
        get
        {
            var cluster = Cluster.Get(_system);
            return cluster.IsTerminated || (_role is not null && !cluster.SelfRoles.Contains(_role));
        }
    }

    private IActorRef Mediator => DistributedPubSub.Get(_system).Mediator;

    public static ClusterClientReceptionist Get(ActorSystem system) =>
        system.WithExtension<ClusterClientReceptionist, ClusterClientReceptionistExtensionProvider>();

    public static Config DefaultConfig() => ToolsDefaults.Config;

    public void RegisterService(IActorRef actorRef) => Mediator.Tell(new Put(actorRef), ActorRefs.NoSender);

    public void UnregisterService(IActorRef actorRef) => Mediator.Tell(new Remove(actorRef.Path.ToStringWithoutAddress()), ActorRefs.NoSender);

    public void RegisterSubscriber(string topic, IActorRef actorRef) => Mediator.Tell(new Subscribe(topic, actorRef), ActorRefs.NoSender);

    public void UnregisterSubscriber(string topic, IActorRef actorRef) => Mediator.Tell(new Unsubscribe(topic, actorRef), ActorRefs.NoSender);
}

public sealed class ClusterClientReceptionistExtensionProvider : ExtensionIdProvider<ClusterClientReceptionist>
{
    public override ClusterClientReceptionist CreateExtension(ExtendedActorSystem system) => new(system);
}
