using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.PublishSubscribe;

/// <summary>Starts this node's mediator, <c>/system/distributedPubSubMediator</c> by default.</summary>
public sealed class DistributedPubSub : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly DistributedPubSubSettings _settings;

    public DistributedPubSub(ExtendedActorSystem system)
    {
        _system = system;
        ToolsDefaults.Register(system);
        var config = system.Settings.Config.GetConfig("akka.cluster.pub-sub");
        _settings = DistributedPubSubSettings.Create(config);
        if (IsTerminated)
        {
            Mediator = system.DeadLetters;
            return;
        }

        var dispatcher = config.GetString("use-dispatcher");
        Mediator = system.SystemActorOf(
            DistributedPubSubMediator.Props(_settings)
                .WithDispatcher(ToolsDefaults.DispatcherOr(dispatcher))
                .WithDeploy(Deploy.Local),
            config.GetString("name"));
    }

    /// <summary>The dead letters on a node that has left, or that lacks the configured role.</summary>
    public IActorRef Mediator { get; }

    public bool IsTerminated
    {
        get
        {
            var cluster = Cluster.Get(_system);
            return cluster.IsTerminated || (_settings.Role is not null && !cluster.SelfRoles.Contains(_settings.Role));
        }
    }

    public static DistributedPubSub Get(ActorSystem system) => system.WithExtension<DistributedPubSub, DistributedPubSubExtensionProvider>();

    public static Config DefaultConfig() => ToolsDefaults.Config;
}

public sealed class DistributedPubSubExtensionProvider : ExtensionIdProvider<DistributedPubSub>
{
    public override DistributedPubSub CreateExtension(ExtendedActorSystem system) => new(system);
}
