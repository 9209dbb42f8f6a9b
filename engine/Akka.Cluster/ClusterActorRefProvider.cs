using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Cluster.Routing;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>Marks a provider whose system can be a member.</summary>
public interface IClusterActorRefProvider : IRemoteActorRefProvider
{
}

/// <summary>Remoting with membership: akka.actor.provider = cluster.</summary>
public class ClusterActorRefProvider : RemoteActorRefProvider, IClusterActorRefProvider
{
    public ClusterActorRefProvider(string systemName, Settings settings, EventStream eventStream)
        : base(systemName, WithDefaults(settings), eventStream)
    {
    }

    internal override Deployer CreateDeployer(Settings settings) => new ClusterDeployer(settings);

    public override void Init(ActorSystemImpl system)
    {
        base.Init(system);
        // Membership starts with the system, not with whoever first asks for it.
        Cluster.Get(system);
    }

    protected override IActorRef CreateRemoteWatcher(ActorSystemImpl system) =>
        system.SystemActorOf(RemoteSettings.ConfigureDispatcher(ClusterRemoteWatcher.PropsFor(CreateRemoteWatcherFailureDetector(system), RemoteSettings)), "remote-watcher");

    private static Settings WithDefaults(Settings settings)
    {
        settings.InjectTopLevelFallback(ReferenceConfig.Of(typeof(ClusterActorRefProvider).Assembly));
        return settings;
    }
}

/// <summary>Says that routees live on members.</summary>
public class ClusterScope : Scope
{
    public static readonly ClusterScope Instance = new();

    private ClusterScope()
    {
    }

    public override Scope WithFallback(Scope other) => Instance;

    public override Scope Copy() => Instance;
}

/// <summary>Reads the cluster section of deployments.</summary>
internal sealed class ClusterDeployer(Settings settings) : RemoteDeployer(settings)
{
    public override Deploy ParseConfig(string key, Config config) => ClusterRouterConfigs.Wrap(base.ParseConfig(key, config), config);
}
