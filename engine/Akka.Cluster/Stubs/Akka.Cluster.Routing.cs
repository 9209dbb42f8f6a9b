using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Cluster.Routing;

public sealed partial class ClusterRouterGroup : Akka.Routing.Group
{
    public ClusterRouterGroup(Akka.Routing.Group local, Akka.Cluster.Routing.ClusterRouterGroupSettings settings) : base(null, null) { }
    public Akka.Cluster.Routing.ClusterRouterGroupSettings Settings { get => throw null; }
    public Akka.Routing.Group Local { get => throw null; }
    public override Akka.Actor.ActorBase CreateRouterActor()=> throw null;
    public override Akka.Actor.Props RoutingLogicController(Akka.Routing.RoutingLogic routingLogic)=> throw null;
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Routing.RouterConfig WithFallback(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override IEnumerable<string> GetPaths(Akka.Actor.ActorSystem system)=> throw null;
    public override bool IsManagementMessage(object message)=> throw null;
    public override bool StopRouterWhenAllRouteesRemoved { get => throw null; }
    public override string RouterDispatcher { get => throw null; }
}
public sealed partial class ClusterRouterGroupSettings : Akka.Cluster.Routing.ClusterRouterSettingsBase
{
    internal ClusterRouterGroupSettings() { }
    public ClusterRouterGroupSettings(int totalInstances, IEnumerable<string> routeesPaths, bool allowLocalRoutees, string useRole = default) { }
    public IEnumerable<string> RouteesPaths { get => throw null; }
    public static Akka.Cluster.Routing.ClusterRouterGroupSettings FromConfig(Akka.Configuration.Config config)=> throw null;
}
public sealed partial class ClusterRouterPool : Akka.Routing.Pool
{
    public ClusterRouterPool(Akka.Routing.Pool local, Akka.Cluster.Routing.ClusterRouterPoolSettings settings) : base(0, null, null, null, false) { }
    public Akka.Cluster.Routing.ClusterRouterPoolSettings Settings { get => throw null; }
    public Akka.Routing.Pool Local { get => throw null; }
    public override Akka.Actor.ActorBase CreateRouterActor()=> throw null;
    public override Akka.Actor.Props RoutingLogicController(Akka.Routing.RoutingLogic routingLogic)=> throw null;
    public override Akka.Actor.SupervisorStrategy SupervisorStrategy { get => throw null; }
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Routing.RouterConfig WithFallback(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override bool IsManagementMessage(object message)=> throw null;
    public override bool StopRouterWhenAllRouteesRemoved { get => throw null; }
    public override int GetNrOfInstances(Akka.Actor.ActorSystem system)=> throw null;
    public override string RouterDispatcher { get => throw null; }
}
public sealed partial class ClusterRouterPoolSettings : Akka.Cluster.Routing.ClusterRouterSettingsBase
{
    internal ClusterRouterPoolSettings() { }
    public ClusterRouterPoolSettings(int totalInstances, int maxInstancesPerNode, bool allowLocalRoutees, string useRole = default) { }
    public int MaxInstancesPerNode { get => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public static Akka.Cluster.Routing.ClusterRouterPoolSettings FromConfig(Akka.Configuration.Config config)=> throw null;
}
public abstract partial class ClusterRouterSettingsBase
{
    internal ClusterRouterSettingsBase() { }
    public bool AllowLocalRoutees { get => throw null; }
    public int TotalInstances { get => throw null; }
    protected ClusterRouterSettingsBase(int totalInstances, bool allowLocalRoutees, string useRole) { }
    public string UseRole { get => throw null; }
}
