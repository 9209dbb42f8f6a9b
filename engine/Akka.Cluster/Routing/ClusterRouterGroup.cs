using System.Collections.Generic;
using Akka.Actor;
using Akka.Routing;
using Akka.Util;

namespace Akka.Cluster.Routing;

/// <summary>A group whose routees are the actors at the same paths on the cluster's nodes.</summary>
public sealed class ClusterRouterGroup : Group
{
    public ClusterRouterGroup(Group local, ClusterRouterGroupSettings settings) : base(settings.RouteesPaths, local.RouterDispatcher)
    {
        Local = local;
        Settings = settings;
    }

    public Group Local { get; }

    public ClusterRouterGroupSettings Settings { get; }

    public override string RouterDispatcher => Local.RouterDispatcher;

    public override bool StopRouterWhenAllRouteesRemoved => false;

    public override Router CreateRouter(ActorSystem system) => Local.CreateRouter(system);

    public override ActorBase CreateRouterActor() => new ClusterRouterGroupActor(Settings);

    public override Props RoutingLogicController(RoutingLogic routingLogic) => Local.RoutingLogicController(routingLogic);

    public override bool IsManagementMessage(object message) =>
        message is ClusterEvent.IClusterDomainEvent or ClusterEvent.CurrentClusterState || Local.IsManagementMessage(message);

    /// <summary>The routees on this node, which need no news from the cluster.</summary>
    public override IEnumerable<string> GetPaths(ActorSystem system) =>
        Settings.AllowLocalRoutees && Settings.SatisfiesRole(Cluster.Get(system).SelfRoles) ? Settings.RouteesPaths : [];

    public override RouterConfig WithFallback(RouterConfig routerConfig) =>
        new ClusterRouterGroup((Group)Local.WithFallback(routerConfig is ClusterRouterGroup other ? other.Local : routerConfig), Settings);

    private protected override bool EqualParameters(RouterConfig other) =>
        other is ClusterRouterGroup group && Local.Equals(group.Local) && base.EqualParameters(other);

    public override ISurrogate ToSurrogate(ActorSystem system) => Local.ToSurrogate(system);
}
