using System.Collections.Generic;
using Akka.Actor;
using Akka.Util;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>What a singleton is: its props, its name, how it is asked to stop.</summary>
public class SingletonActor
{
    private SingletonActor(string name, Props props, Option<object> stopMessage, Option<ClusterSingletonSettings> settings)
    {
        Name = name;
        Props = props;
        StopMessage = stopMessage;
        Settings = settings;
    }

    public string Name { get; }

    public Props Props { get; }

    public Option<object> StopMessage { get; }

    public Option<ClusterSingletonSettings> Settings { get; }

    public static SingletonActor Create(Props props, string name) => new(name, props, Option<object>.None, Option<ClusterSingletonSettings>.None);

    public SingletonActor WithProps(Props props) => new(Name, props, StopMessage, Settings);

    public SingletonActor WithStopMessage(object stopMessage) => new(Name, Props, Option<object>.Create(stopMessage), Settings);

    public SingletonActor WithSettings(ClusterSingletonSettings settings) =>
        new(Name, Props, StopMessage, Option<ClusterSingletonSettings>.Create(settings));
}

/// <summary>Starts managers and proxies of singletons as system actors.</summary>
public class ClusterSingleton : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly Cluster _cluster;
    private readonly Dictionary<string, IActorRef> _proxies = [];
    private readonly Dictionary<string, IActorRef> _managers = [];

    public ClusterSingleton(ExtendedActorSystem system)
    {
        _system = system;
        ToolsDefaults.Register(system);
        _cluster = Cluster.Get(system);
    }

    public static ClusterSingleton Get(ActorSystem system) => system.WithExtension<ClusterSingleton, ClusterSingletonProvider>();

    /// <summary>Starts the manager where this node has the singleton's role, and a proxy in any case; gives the proxy.</summary>
    public IActorRef Init(SingletonActor singleton)
    {
        var settings = singleton.Settings.GetOrElse(null) ?? ClusterSingletonSettings.Create(_system);
        var managerName = "singletonManager" + singleton.Name;
        lock (_managers)
        {
            var mayRunHere = settings.Role is null || _cluster.SelfRoles.Contains(settings.Role);
            if (mayRunHere && !_managers.ContainsKey(singleton.Name))
            {
                var stopMessage = singleton.StopMessage.GetOrElse(null) ?? PoisonPill.Instance;
                var manager = ClusterSingletonManager.Props(singleton.Props, stopMessage, settings.ForManager(singleton.Name));
                _managers[singleton.Name] = _system.SystemActorOf(manager, managerName);
            }

            if (!_proxies.TryGetValue(singleton.Name, out var proxy))
            {
                proxy = _system.SystemActorOf(
                    ClusterSingletonProxy.Props("/system/" + managerName, settings.ForProxy(singleton.Name)),
                    "singletonProxy" + singleton.Name);
                _proxies[singleton.Name] = proxy;
            }

            return proxy;
        }
    }
}

public class ClusterSingletonProvider : ExtensionIdProvider<ClusterSingleton>
{
    public override ClusterSingleton CreateExtension(ExtendedActorSystem system) => new(system);
}
