using System.Threading;
using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;
using Akka.Util;

namespace Akka.Cluster.Routing;

/// <summary>A pool whose routees are deployed on the cluster's nodes.</summary>
public sealed class ClusterRouterPool : Pool
{
    private int _childNameCounter;

    public ClusterRouterPool(Pool local, ClusterRouterPoolSettings settings)
        : base(settings.AllowLocalRoutees ? settings.MaxInstancesPerNode : 0, null, local.SupervisorStrategy, local.RouterDispatcher, false)
    {
        if (local.Resizer is not null)
            throw new ConfigurationException("A resizer cannot be used together with a cluster router: the cluster's members decide its size.");
        Local = local;
        Settings = settings;
    }

    public Pool Local { get; }

    public ClusterRouterPoolSettings Settings { get; }

    public override string RouterDispatcher => Local.RouterDispatcher;

    public override SupervisorStrategy SupervisorStrategy => Local.SupervisorStrategy;

    public override bool StopRouterWhenAllRouteesRemoved => false;

    public override Router CreateRouter(ActorSystem system) => Local.CreateRouter(system);

    public override ActorBase CreateRouterActor() => new ClusterRouterPoolActor(Local.SupervisorStrategy, Settings);

    public override Props RoutingLogicController(RoutingLogic routingLogic) => Local.RoutingLogicController(routingLogic);

    public override bool IsManagementMessage(object message) =>
        message is ClusterEvent.IClusterDomainEvent or ClusterEvent.CurrentClusterState || Local.IsManagementMessage(message);

    /// <summary>The routees on this node, which need no news from the cluster.</summary>
    public override int GetNrOfInstances(ActorSystem system)
    {
        var hereAllowed = Settings.AllowLocalRoutees && Settings.SatisfiesRole(Cluster.Get(system).SelfRoles);
        return hereAllowed ? System.Math.Min(Settings.MaxInstancesPerNode, Settings.TotalInstances) : 0;
    }

    internal override Routee NewRoutee(Props routeeProps, IActorContext context)
    {
        var name = "c" + Interlocked.Increment(ref _childNameCounter);
        return new ActorRefRoutee(context.ActorOf(Local.ForRoutee(routeeProps, context), name));
    }

    public override RouterConfig WithFallback(RouterConfig routerConfig) =>
        new ClusterRouterPool((Pool)Local.WithFallback(routerConfig is ClusterRouterPool other ? other.Local : routerConfig), Settings);

    private protected override bool EqualParameters(RouterConfig other) =>
        other is ClusterRouterPool pool && Local.Equals(pool.Local) && Settings.Equals(pool.Settings);

    public override ISurrogate ToSurrogate(ActorSystem system) => Local.ToSurrogate(system);
}
