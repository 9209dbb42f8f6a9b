using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Routing;

public partial class ActorRefRoutee : Akka.Routing.Routee
{
    internal ActorRefRoutee() { }
    public ActorRefRoutee(Akka.Actor.IActorRef actor) { }
    public Akka.Actor.IActorRef Actor { get => throw null; }
    public override Task<object> Ask(object message, TimeSpan? timeout)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override void Send(object message, Akka.Actor.IActorRef sender)=> throw null;
    protected bool Equals(Akka.Routing.ActorRefRoutee other)=> throw null;
}
public partial class ActorSelectionRoutee : Akka.Routing.Routee
{
    internal ActorSelectionRoutee() { }
    public ActorSelectionRoutee(Akka.Actor.ActorSelection actor) { }
    public Akka.Actor.ActorSelection Selection { get => throw null; }
    public override Task<object> Ask(object message, TimeSpan? timeout)=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    public override void Send(object message, Akka.Actor.IActorRef sender)=> throw null;
    protected bool Equals(Akka.Routing.ActorSelectionRoutee other)=> throw null;
}
public sealed partial class AddRoutee : Akka.Routing.RouterManagementMessage
{
    internal AddRoutee() { }
    public AddRoutee(Akka.Routing.Routee routee) { }
    public Akka.Routing.Routee Routee { get => throw null; }
}
public sealed partial class AdjustPoolSize : Akka.Routing.RouterManagementMessage
{
    internal AdjustPoolSize() { }
    public AdjustPoolSize(int change) { }
    public int Change { get => throw null; }
}
public partial class Broadcast : Akka.Routing.RouterEnvelope
{
    internal Broadcast() { }
    public Broadcast(object message) { }
}
public sealed partial class BroadcastGroup : Akka.Routing.Group
{
    internal BroadcastGroup() { }
    public BroadcastGroup(Akka.Configuration.Config config) { }
    public BroadcastGroup(IEnumerable<string> paths) { }
    public BroadcastGroup(IEnumerable<string> paths, string routerDispatcher) { }
    public BroadcastGroup(params string[] paths) { }
    public Akka.Routing.Group WithDispatcher(string dispatcher)=> throw null;
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override IEnumerable<string> GetPaths(Akka.Actor.ActorSystem system)=> throw null;
    public partial class BroadcastGroupSurrogate : Akka.Util.ISurrogate
    {
        public BroadcastGroupSurrogate() { }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public IEnumerable<string> Paths { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public sealed partial class BroadcastPool : Akka.Routing.Pool
{
    internal BroadcastPool() { }
    public BroadcastPool(Akka.Configuration.Config config) { }
    public BroadcastPool(int nrOfInstances) { }
    public BroadcastPool(int nrOfInstances, Akka.Routing.Resizer resizer, Akka.Actor.SupervisorStrategy supervisorStrategy, string routerDispatcher, bool usePoolDispatcher = false) { }
    public Akka.Routing.BroadcastPool WithDispatcher(string dispatcher)=> throw null;
    public Akka.Routing.BroadcastPool WithResizer(Akka.Routing.Resizer resizer)=> throw null;
    public Akka.Routing.BroadcastPool WithSupervisorStrategy(Akka.Actor.SupervisorStrategy strategy)=> throw null;
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Routing.RouterConfig WithFallback(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override int GetNrOfInstances(Akka.Actor.ActorSystem system)=> throw null;
    public partial class BroadcastPoolSurrogate : Akka.Util.ISurrogate
    {
        public BroadcastPoolSurrogate() { }
        public Akka.Actor.SupervisorStrategy SupervisorStrategy { get => throw null; set => throw null; }
        public Akka.Routing.Resizer Resizer { get => throw null; set => throw null; }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public bool UsePoolDispatcher { get => throw null; set => throw null; }
        public int NrOfInstances { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public sealed partial class BroadcastRoutingLogic : Akka.Routing.RoutingLogic
{
    public BroadcastRoutingLogic() { }
    public override Akka.Routing.Routee Select(object message, Akka.Routing.Routee[] routees)=> throw null;
}
public static partial class ConsistentHash
{
    public static Akka.Routing.ConsistentHash<T> Create<T>(IEnumerable<T> nodes, int virtualNodesFactor)=> throw null;
    public partial class ConsistentHashingPoolSurrogate : Akka.Util.ISurrogate
    {
        public ConsistentHashingPoolSurrogate() { }
        public Akka.Actor.SupervisorStrategy SupervisorStrategy { get => throw null; set => throw null; }
        public Akka.Routing.Resizer Resizer { get => throw null; set => throw null; }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public bool UsePoolDispatcher { get => throw null; set => throw null; }
        public int NrOfInstances { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public delegate object ConsistentHashMapping(object msg);
public partial class ConsistentHash<T>
{
    internal ConsistentHash() { }
    public ConsistentHash(SortedDictionary<int, T> nodes, int virtualNodesFactor) { }
    public Akka.Routing.ConsistentHash<T> Add(T node)=> throw null;
    public Akka.Routing.ConsistentHash<T> Remove(T node)=> throw null;
    public T NodeFor(byte[] key)=> throw null;
    public T NodeFor(string key)=> throw null;
    public bool IsEmpty { get => throw null; }
    public static Akka.Routing.ConsistentHash<T> operator +(Akka.Routing.ConsistentHash<T> hash, T node) => throw null;
    public static Akka.Routing.ConsistentHash<T> operator -(Akka.Routing.ConsistentHash<T> hash, T node) => throw null;
    public partial class ConsistentHashingGroupSurrogate : Akka.Util.ISurrogate
    {
        public ConsistentHashingGroupSurrogate() { }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public string[] Paths { get => throw null; set => throw null; }
    }
}
public sealed partial class ConsistentHashableEnvelope : Akka.Routing.RouterEnvelope, Akka.Actor.IWrappedMessage, Akka.Routing.IConsistentHashable
{
    internal ConsistentHashableEnvelope() { }
    public ConsistentHashableEnvelope(object message, object hashKey) { }
    public object ConsistentHashKey { get => throw null; }
    public object HashKey { get => throw null; }
}
public sealed partial class ConsistentHashingGroup : Akka.Routing.Group
{
    internal ConsistentHashingGroup() { }
    public ConsistentHashingGroup(Akka.Configuration.Config config) { }
    public ConsistentHashingGroup(IEnumerable<string> paths) { }
    public ConsistentHashingGroup(IEnumerable<string> paths, Akka.Routing.ConsistentHashMapping hashMapping) { }
    public ConsistentHashingGroup(IEnumerable<string> paths, int virtualNodesFactor, Akka.Routing.ConsistentHashMapping hashMapping, string routerDispatcher) { }
    public ConsistentHashingGroup(params string[] paths) { }
    public Akka.Routing.ConsistentHashingGroup WithDispatcher(string dispatcher)=> throw null;
    public Akka.Routing.ConsistentHashingGroup WithHashMapping(Akka.Routing.ConsistentHashMapping mapping)=> throw null;
    public Akka.Routing.ConsistentHashingGroup WithVirtualNodesFactor(int vnodes)=> throw null;
    public int VirtualNodesFactor { get => throw null; }
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Routing.RouterConfig WithFallback(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override IEnumerable<string> GetPaths(Akka.Actor.ActorSystem system)=> throw null;
    public partial class ConsistentHashingGroupSurrogate : Akka.Util.ISurrogate
    {
        public ConsistentHashingGroupSurrogate() { }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public IEnumerable<string> Paths { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public sealed partial class ConsistentHashingPool : Akka.Routing.Pool
{
    internal ConsistentHashingPool() { }
    public ConsistentHashingPool(Akka.Configuration.Config config) { }
    public ConsistentHashingPool(int nrOfInstances) { }
    public ConsistentHashingPool(int nrOfInstances, Akka.Routing.ConsistentHashMapping hashMapping) { }
    public ConsistentHashingPool(int nrOfInstances, Akka.Routing.Resizer resizer, Akka.Actor.SupervisorStrategy supervisorStrategy, string routerDispatcher, bool usePoolDispatcher = false, int virtualNodesFactor = 0, Akka.Routing.ConsistentHashMapping hashMapping = default) { }
    public Akka.Routing.ConsistentHashingPool WithDispatcher(string dispatcher)=> throw null;
    public Akka.Routing.ConsistentHashingPool WithHashMapping(Akka.Routing.ConsistentHashMapping mapping)=> throw null;
    public Akka.Routing.ConsistentHashingPool WithResizer(Akka.Routing.Resizer resizer)=> throw null;
    public Akka.Routing.ConsistentHashingPool WithSupervisorStrategy(Akka.Actor.SupervisorStrategy strategy)=> throw null;
    public Akka.Routing.ConsistentHashingPool WithVirtualNodesFactor(int vnodes)=> throw null;
    public int VirtualNodesFactor { get => throw null; }
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Routing.RouterConfig WithFallback(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override int GetNrOfInstances(Akka.Actor.ActorSystem system)=> throw null;
    public partial class ConsistentHashingPoolSurrogate : Akka.Util.ISurrogate
    {
        public ConsistentHashingPoolSurrogate() { }
        public Akka.Actor.SupervisorStrategy SupervisorStrategy { get => throw null; set => throw null; }
        public Akka.Routing.Resizer Resizer { get => throw null; set => throw null; }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public bool UsePoolDispatcher { get => throw null; set => throw null; }
        public int NrOfInstances { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public sealed partial class ConsistentHashingRoutingLogic : Akka.Routing.RoutingLogic
{
    internal ConsistentHashingRoutingLogic() { }
    public ConsistentHashingRoutingLogic(Akka.Actor.ActorSystem system) { }
    public ConsistentHashingRoutingLogic(Akka.Actor.ActorSystem system, int virtualNodesFactor, Akka.Routing.ConsistentHashMapping hashMapping) { }
    public Akka.Routing.ConsistentHashingRoutingLogic WithHashMapping(Akka.Routing.ConsistentHashMapping mapping)=> throw null;
    public override Akka.Routing.Routee Select(object message, Akka.Routing.Routee[] routees)=> throw null;
}
public abstract partial class CustomRouterConfig : Akka.Routing.RouterConfig
{
    public override Akka.Actor.ActorBase CreateRouterActor()=> throw null;
    protected CustomRouterConfig() { }
    protected CustomRouterConfig(string routerDispatcher) { }
}
public sealed partial class Deafen : Akka.Routing.ListenerMessage
{
    internal Deafen() { }
    public Deafen(Akka.Actor.IActorRef listener) { }
    public Akka.Actor.IActorRef Listener { get => throw null; }
}
public partial class DefaultResizer : Akka.Routing.Resizer, IEquatable<Akka.Routing.DefaultResizer>
{
    internal DefaultResizer() { }
    public DefaultResizer(int lower, int upper, int pressureThreshold = 1, double rampupRate = 0.2, double backoffThreshold = 0.3, double backoffRate = 0.1, int messagesPerResize = 10) { }
    public bool Equals(Akka.Routing.DefaultResizer other)=> throw null;
    public double BackoffRate { get => throw null; }
    public double BackoffThreshold { get => throw null; }
    public double RampupRate { get => throw null; }
    public int Backoff(int pressure, int capacity)=> throw null;
    public int Capacity(IEnumerable<Akka.Routing.Routee> currentRoutees)=> throw null;
    public int Filter(int pressure, int capacity)=> throw null;
    public int LowerBound { get => throw null; set => throw null; }
    public int MessagesPerResize { get => throw null; }
    public int Pressure(IEnumerable<Akka.Routing.Routee> currentRoutees)=> throw null;
    public int PressureThreshold { get => throw null; }
    public int Rampup(int pressure, int capacity)=> throw null;
    public int UpperBound { get => throw null; set => throw null; }
    public override bool Equals(object obj)=> throw null;
    public override bool IsTimeForResize(long messageCounter)=> throw null;
    public override int GetHashCode()=> throw null;
    public override int Resize(IEnumerable<Akka.Routing.Routee> currentRoutees)=> throw null;
    public static Akka.Routing.DefaultResizer FromConfig(Akka.Configuration.Config resizerConfig)=> throw null;
}
public partial class FromConfig : Akka.Routing.Pool
{
    public FromConfig() { }
    public FromConfig(Akka.Routing.Resizer resizer, Akka.Actor.SupervisorStrategy supervisorStrategy, string routerDispatcher) { }
    public Akka.Actor.Props Props()=> throw null;
    public Akka.Routing.FromConfig WithDispatcher(string dispatcherId)=> throw null;
    public Akka.Routing.FromConfig WithResizer(Akka.Routing.Resizer resizer)=> throw null;
    public Akka.Routing.FromConfig WithSupervisorStrategy(Akka.Actor.SupervisorStrategy strategy)=> throw null;
    public override Akka.Actor.ActorBase CreateRouterActor()=> throw null;
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override int GetNrOfInstances(Akka.Actor.ActorSystem sys)=> throw null;
    public override void VerifyConfig(Akka.Actor.ActorPath path)=> throw null;
    public static Akka.Routing.FromConfig Instance { get => throw null; }
    public partial class FromConfigSurrogate : Akka.Util.ISurrogate
    {
        public FromConfigSurrogate() { }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    }
}
public sealed partial class GetRoutees : Akka.Routing.RouterManagementMessage
{
    public GetRoutees() { }
    public static Akka.Routing.GetRoutees Instance { get => throw null; }
}
public abstract partial class Group : Akka.Routing.RouterConfig, IEquatable<Akka.Routing.Group>
{
    internal Group() { }
    public Akka.Actor.Props Props()=> throw null;
    public abstract IEnumerable<string> GetPaths(Akka.Actor.ActorSystem system);
    public bool Equals(Akka.Routing.Group other)=> throw null;
    public override Akka.Actor.ActorBase CreateRouterActor()=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override int GetHashCode()=> throw null;
    protected Group(IEnumerable<string> paths, string routerDispatcher) { }
    protected readonly string[] InternalPaths;
}
public partial interface IConsistentHashable
{
    object ConsistentHashKey { get; }
}
public partial interface IListeners
{
    Akka.Routing.ListenerSupport Listeners { get; }
}
public sealed partial class Listen : Akka.Routing.ListenerMessage
{
    internal Listen() { }
    public Listen(Akka.Actor.IActorRef listener) { }
    public Akka.Actor.IActorRef Listener { get => throw null; }
}
public abstract partial class ListenerMessage
{
    protected ListenerMessage() { }
}
public partial class ListenerSupport
{
    public ListenerSupport() { }
    public Akka.Actor.Receive ListenerReceive { get => throw null; }
    protected readonly HashSet<Akka.Actor.IActorRef> Listeners;
    public void Add(Akka.Actor.IActorRef actor)=> throw null;
    public void Gossip(object message)=> throw null;
    public void Gossip(object message, Akka.Actor.IActorRef sender)=> throw null;
    public void Remove(Akka.Actor.IActorRef actor)=> throw null;
}
public partial class NoRouter : Akka.Routing.RouterConfig
{
    public Akka.Actor.Props Props(Akka.Actor.Props routeeProps)=> throw null;
    public override Akka.Actor.ActorBase CreateRouterActor()=> throw null;
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Routing.RouterConfig WithFallback(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override string RouterDispatcher { get => throw null; }
    protected NoRouter() { }
    public static Akka.Routing.NoRouter Instance { get => throw null; }
    public partial class NoRouterSurrogate : Akka.Util.ISurrogate
    {
        public NoRouterSurrogate() { }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    }
}
public abstract partial class Pool : Akka.Routing.RouterConfig, IEquatable<Akka.Routing.Pool>
{
    internal Pool() { }
    public Akka.Actor.Props Props(Akka.Actor.Props routeeProps)=> throw null;
    public abstract int GetNrOfInstances(Akka.Actor.ActorSystem system);
    public bool Equals(Akka.Routing.Pool other)=> throw null;
    public int NrOfInstances { get => throw null; }
    public override Akka.Actor.ActorBase CreateRouterActor()=> throw null;
    public override bool Equals(object obj)=> throw null;
    public override bool StopRouterWhenAllRouteesRemoved { get => throw null; }
    public override int GetHashCode()=> throw null;
    protected Pool(int nrOfInstances, Akka.Routing.Resizer resizer, Akka.Actor.SupervisorStrategy supervisorStrategy, string routerDispatcher, bool usePoolDispatcher) { }
    public static Akka.Actor.SupervisorStrategy DefaultSupervisorStrategy { get => throw null; }
    public virtual Akka.Actor.SupervisorStrategy SupervisorStrategy { get => throw null; }
    public virtual Akka.Routing.Resizer Resizer { get => throw null; }
    public virtual bool UsePoolDispatcher { get => throw null; }
}
public sealed partial class RandomGroup : Akka.Routing.Group
{
    internal RandomGroup() { }
    public RandomGroup(Akka.Configuration.Config config) { }
    public RandomGroup(IEnumerable<string> paths) { }
    public RandomGroup(IEnumerable<string> paths, string routerDispatcher) { }
    public RandomGroup(params string[] paths) { }
    public Akka.Routing.RandomGroup WithDispatcher(string dispatcher)=> throw null;
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override IEnumerable<string> GetPaths(Akka.Actor.ActorSystem system)=> throw null;
    public partial class RandomGroupSurrogate : Akka.Util.ISurrogate
    {
        public RandomGroupSurrogate() { }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public IEnumerable<string> Paths { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public sealed partial class RandomLogic : Akka.Routing.RoutingLogic
{
    public RandomLogic() { }
    public override Akka.Routing.Routee Select(object message, Akka.Routing.Routee[] routees)=> throw null;
}
public sealed partial class RandomPool : Akka.Routing.Pool
{
    internal RandomPool() { }
    public RandomPool(Akka.Configuration.Config config) { }
    public RandomPool(int nrOfInstances) { }
    public RandomPool(int nrOfInstances, Akka.Routing.Resizer resizer, Akka.Actor.SupervisorStrategy supervisorStrategy, string routerDispatcher, bool usePoolDispatcher = false) { }
    public Akka.Routing.RandomPool WithDispatcher(string dispatcher)=> throw null;
    public Akka.Routing.RandomPool WithResizer(Akka.Routing.Resizer resizer)=> throw null;
    public Akka.Routing.RandomPool WithSupervisorStrategy(Akka.Actor.SupervisorStrategy strategy)=> throw null;
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Routing.RouterConfig WithFallback(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override int GetNrOfInstances(Akka.Actor.ActorSystem system)=> throw null;
    public partial class RandomPoolSurrogate : Akka.Util.ISurrogate
    {
        public RandomPoolSurrogate() { }
        public Akka.Actor.SupervisorStrategy SupervisorStrategy { get => throw null; set => throw null; }
        public Akka.Routing.Resizer Resizer { get => throw null; set => throw null; }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public bool UsePoolDispatcher { get => throw null; set => throw null; }
        public int NrOfInstances { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public sealed partial class RemoveRoutee : Akka.Routing.RouterManagementMessage
{
    internal RemoveRoutee() { }
    public RemoveRoutee(Akka.Routing.Routee routee) { }
    public Akka.Routing.Routee Routee { get => throw null; }
}
public partial class Resize : Akka.Routing.RouterManagementMessage
{
    public Resize() { }
}
public abstract partial class Resizer
{
    public abstract bool IsTimeForResize(long messageCounter);
    public abstract int Resize(IEnumerable<Akka.Routing.Routee> currentRoutees);
    protected Resizer() { }
    public static Akka.Routing.Resizer FromConfig(Akka.Configuration.Config parentConfig)=> throw null;
}
public sealed partial class RoundRobinGroup : Akka.Routing.Group
{
    internal RoundRobinGroup() { }
    public RoundRobinGroup(Akka.Configuration.Config config) { }
    public RoundRobinGroup(IEnumerable<string> paths) { }
    public RoundRobinGroup(IEnumerable<string> paths, string routerDispatcher) { }
    public RoundRobinGroup(params string[] paths) { }
    public Akka.Routing.Group WithDispatcher(string dispatcherId)=> throw null;
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override IEnumerable<string> GetPaths(Akka.Actor.ActorSystem system)=> throw null;
    public partial class RoundRobinGroupSurrogate : Akka.Util.ISurrogate
    {
        public RoundRobinGroupSurrogate() { }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public IEnumerable<string> Paths { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public sealed partial class RoundRobinPool : Akka.Routing.Pool
{
    internal RoundRobinPool() { }
    public RoundRobinPool(Akka.Configuration.Config config) { }
    public RoundRobinPool(int nrOfInstances) { }
    public RoundRobinPool(int nrOfInstances, Akka.Routing.Resizer resizer) { }
    public RoundRobinPool(int nrOfInstances, Akka.Routing.Resizer resizer, Akka.Actor.SupervisorStrategy supervisorStrategy, string routerDispatcher, bool usePoolDispatcher = false) { }
    public Akka.Routing.RoundRobinPool WithDispatcher(string dispatcher)=> throw null;
    public Akka.Routing.RoundRobinPool WithResizer(Akka.Routing.Resizer resizer)=> throw null;
    public Akka.Routing.RoundRobinPool WithSupervisorStrategy(Akka.Actor.SupervisorStrategy strategy)=> throw null;
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Routing.RouterConfig WithFallback(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override int GetNrOfInstances(Akka.Actor.ActorSystem sys)=> throw null;
    public partial class RoundRobinPoolSurrogate : Akka.Util.ISurrogate
    {
        public RoundRobinPoolSurrogate() { }
        public Akka.Actor.SupervisorStrategy SupervisorStrategy { get => throw null; set => throw null; }
        public Akka.Routing.Resizer Resizer { get => throw null; set => throw null; }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public bool UsePoolDispatcher { get => throw null; set => throw null; }
        public int NrOfInstances { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public sealed partial class RoundRobinRoutingLogic : Akka.Routing.RoutingLogic
{
    public RoundRobinRoutingLogic() { }
    public RoundRobinRoutingLogic(int next) { }
    public override Akka.Routing.Routee Select(object message, Akka.Routing.Routee[] routees)=> throw null;
}
public partial class Routee
{
    public Routee() { }
    public static Akka.Routing.Routee FromActorRef(Akka.Actor.IActorRef actorRef)=> throw null;
    public static readonly Akka.Routing.Routee NoRoutee;
    public virtual Task<object> Ask(object message, TimeSpan? timeout)=> throw null;
    public virtual void Send(object message, Akka.Actor.IActorRef sender)=> throw null;
}
public sealed partial class Routees
{
    internal Routees() { }
    public Routees(IEnumerable<Akka.Routing.Routee> routees) { }
    public IEnumerable<Akka.Routing.Routee> Members { get => throw null; }
}
public partial class Router
{
    internal Router() { }
    public Router(Akka.Routing.RoutingLogic logic, Akka.Actor.IActorRef routee, params Akka.Actor.IActorRef[] routees) { }
    public Router(Akka.Routing.RoutingLogic logic, params Akka.Routing.Routee[] routees) { }
    public Akka.Routing.Router AddRoutee(Akka.Actor.ActorSelection routee)=> throw null;
    public Akka.Routing.Router AddRoutee(Akka.Actor.IActorRef routee)=> throw null;
    public Akka.Routing.Router RemoveRoutee(Akka.Actor.ActorSelection routee)=> throw null;
    public Akka.Routing.Router RemoveRoutee(Akka.Actor.IActorRef routee)=> throw null;
    public Akka.Routing.RoutingLogic RoutingLogic { get => throw null; }
    public IEnumerable<Akka.Routing.Routee> Routees { get => throw null; }
    protected object UnWrap(object message)=> throw null;
    protected virtual void Send(Akka.Routing.Routee routee, object message, Akka.Actor.IActorRef sender)=> throw null;
    public virtual Akka.Routing.Router AddRoutee(Akka.Routing.Routee routee)=> throw null;
    public virtual Akka.Routing.Router RemoveRoutee(Akka.Routing.Routee routee)=> throw null;
    public virtual Akka.Routing.Router WithRoutees(params Akka.Routing.Routee[] routees)=> throw null;
    public virtual void Route(object message, Akka.Actor.IActorRef sender)=> throw null;
}
public abstract partial class RouterConfig : Akka.Util.ISurrogated, IEquatable<Akka.Routing.RouterConfig>
{
    public abstract Akka.Actor.ActorBase CreateRouterActor();
    public abstract Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system);
    public abstract Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system);
    public bool Equals(Akka.Routing.RouterConfig other)=> throw null;
    public override bool Equals(object obj)=> throw null;
    protected RouterConfig() { }
    protected RouterConfig(string routerDispatcher) { }
    public virtual Akka.Actor.Props RoutingLogicController(Akka.Routing.RoutingLogic routingLogic)=> throw null;
    public virtual Akka.Routing.RouterConfig WithFallback(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public virtual bool IsManagementMessage(object message)=> throw null;
    public virtual bool StopRouterWhenAllRouteesRemoved { get => throw null; }
    public virtual string RouterDispatcher { get => throw null; }
    public virtual void VerifyConfig(Akka.Actor.ActorPath path)=> throw null;
}
public partial class RouterEnvelope
{
    internal RouterEnvelope() { }
    public RouterEnvelope(object message) { }
    public object Message { get => throw null; }
}
public abstract partial class RouterManagementMessage
{
    protected RouterManagementMessage() { }
}
public static partial class RouterMessage
{
    public static readonly Akka.Routing.GetRoutees GetRoutees;
}
public abstract partial class RoutingLogic : Akka.Actor.INoSerializationVerificationNeeded
{
    public abstract Akka.Routing.Routee Select(object message, Akka.Routing.Routee[] routees);
    protected RoutingLogic() { }
}
public sealed partial class ScatterGatherFirstCompletedGroup : Akka.Routing.Group
{
    internal ScatterGatherFirstCompletedGroup() { }
    public ScatterGatherFirstCompletedGroup(Akka.Configuration.Config config) { }
    public ScatterGatherFirstCompletedGroup(IEnumerable<string> paths, TimeSpan within) { }
    public ScatterGatherFirstCompletedGroup(IEnumerable<string> paths, TimeSpan within, string routerDispatcher) { }
    public ScatterGatherFirstCompletedGroup(TimeSpan within, params string[] paths) { }
    public Akka.Routing.ScatterGatherFirstCompletedGroup WithDispatcher(string dispatcher)=> throw null;
    public TimeSpan Within { get => throw null; }
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override IEnumerable<string> GetPaths(Akka.Actor.ActorSystem system)=> throw null;
    public partial class ScatterGatherFirstCompletedGroupSurrogate : Akka.Util.ISurrogate
    {
        public ScatterGatherFirstCompletedGroupSurrogate() { }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public IEnumerable<string> Paths { get => throw null; set => throw null; }
        public TimeSpan Within { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public sealed partial class ScatterGatherFirstCompletedPool : Akka.Routing.Pool
{
    internal ScatterGatherFirstCompletedPool() { }
    public ScatterGatherFirstCompletedPool(Akka.Configuration.Config config) { }
    public ScatterGatherFirstCompletedPool(int nrOfInstances) { }
    public ScatterGatherFirstCompletedPool(int nrOfInstances, Akka.Routing.Resizer resizer, TimeSpan within, Akka.Actor.SupervisorStrategy supervisorStrategy, string routerDispatcher, bool usePoolDispatcher = false) { }
    public ScatterGatherFirstCompletedPool(int nrOfInstances, TimeSpan within) { }
    public Akka.Routing.ScatterGatherFirstCompletedPool WithDispatcher(string dispatcher)=> throw null;
    public Akka.Routing.ScatterGatherFirstCompletedPool WithResizer(Akka.Routing.Resizer resizer)=> throw null;
    public Akka.Routing.ScatterGatherFirstCompletedPool WithSupervisorStrategy(Akka.Actor.SupervisorStrategy strategy)=> throw null;
    public TimeSpan Within { get => throw null; }
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Routing.RouterConfig WithFallback(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override int GetNrOfInstances(Akka.Actor.ActorSystem system)=> throw null;
    public partial class ScatterGatherFirstCompletedPoolSurrogate : Akka.Util.ISurrogate
    {
        public ScatterGatherFirstCompletedPoolSurrogate() { }
        public Akka.Actor.SupervisorStrategy SupervisorStrategy { get => throw null; set => throw null; }
        public Akka.Routing.Resizer Resizer { get => throw null; set => throw null; }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public TimeSpan Within { get => throw null; set => throw null; }
        public bool UsePoolDispatcher { get => throw null; set => throw null; }
        public int NrOfInstances { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public sealed partial class ScatterGatherFirstCompletedRoutingLogic : Akka.Routing.RoutingLogic
{
    internal ScatterGatherFirstCompletedRoutingLogic() { }
    public ScatterGatherFirstCompletedRoutingLogic(TimeSpan within) { }
    public override Akka.Routing.Routee Select(object message, Akka.Routing.Routee[] routees)=> throw null;
}
public partial class SeveralRoutees : Akka.Routing.Routee
{
    internal SeveralRoutees() { }
    public SeveralRoutees(Akka.Routing.Routee[] routees) { }
    public override void Send(object message, Akka.Actor.IActorRef sender)=> throw null;
}
public sealed partial class SmallestMailboxPool : Akka.Routing.Pool
{
    internal SmallestMailboxPool() { }
    public SmallestMailboxPool(Akka.Configuration.Config config) { }
    public SmallestMailboxPool(int nrOfInstances) { }
    public SmallestMailboxPool(int nrOfInstances, Akka.Routing.Resizer resizer, Akka.Actor.SupervisorStrategy supervisorStrategy, string routerDispatcher, bool usePoolDispatcher = false) { }
    public Akka.Routing.SmallestMailboxPool WithDispatcher(string dispatcher)=> throw null;
    public Akka.Routing.SmallestMailboxPool WithResizer(Akka.Routing.Resizer resizer)=> throw null;
    public Akka.Routing.SmallestMailboxPool WithSupervisorStrategy(Akka.Actor.SupervisorStrategy strategy)=> throw null;
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Routing.RouterConfig WithFallback(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override int GetNrOfInstances(Akka.Actor.ActorSystem system)=> throw null;
    public partial class SmallestMailboxPoolSurrogate : Akka.Util.ISurrogate
    {
        public SmallestMailboxPoolSurrogate() { }
        public Akka.Actor.SupervisorStrategy SupervisorStrategy { get => throw null; set => throw null; }
        public Akka.Routing.Resizer Resizer { get => throw null; set => throw null; }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public bool UsePoolDispatcher { get => throw null; set => throw null; }
        public int NrOfInstances { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public sealed partial class SmallestMailboxRoutingLogic : Akka.Routing.RoutingLogic
{
    public SmallestMailboxRoutingLogic() { }
    public SmallestMailboxRoutingLogic(int next) { }
    public override Akka.Routing.Routee Select(object message, Akka.Routing.Routee[] routees)=> throw null;
}
public sealed partial class TailChopping : Akka.Routing.RoutingLogic
{
    internal TailChopping() { }
    public TailChopping(Akka.Actor.IScheduler scheduler, TimeSpan within, TimeSpan interval) { }
    public override Akka.Routing.Routee Select(object message, Akka.Routing.Routee[] routees)=> throw null;
}
public sealed partial class TailChoppingGroup : Akka.Routing.Group
{
    internal TailChoppingGroup() { }
    public TailChoppingGroup(Akka.Configuration.Config config) { }
    public TailChoppingGroup(IEnumerable<string> routeePaths, TimeSpan within, TimeSpan interval) { }
    public TailChoppingGroup(IEnumerable<string> routeePaths, TimeSpan within, TimeSpan interval, string routerDispatcher) { }
    public Akka.Routing.TailChoppingGroup WithDispatcher(string dispatcher)=> throw null;
    public TimeSpan Interval { get => throw null; }
    public TimeSpan Within { get => throw null; }
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override IEnumerable<string> GetPaths(Akka.Actor.ActorSystem system)=> throw null;
    public partial class TailChoppingGroupSurrogate : Akka.Util.ISurrogate
    {
        public TailChoppingGroupSurrogate() { }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public IEnumerable<string> Paths { get => throw null; set => throw null; }
        public TimeSpan Interval { get => throw null; set => throw null; }
        public TimeSpan Within { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public sealed partial class TailChoppingPool : Akka.Routing.Pool
{
    internal TailChoppingPool() { }
    public TailChoppingPool(Akka.Configuration.Config config) { }
    public TailChoppingPool(int nrOfInstances, Akka.Routing.Resizer resizer, Akka.Actor.SupervisorStrategy supervisorStrategy, string routerDispatcher, TimeSpan within, TimeSpan interval, bool usePoolDispatcher = false) { }
    public TailChoppingPool(int nrOfInstances, TimeSpan within, TimeSpan interval) { }
    public Akka.Routing.TailChoppingPool WithDispatcher(string dispatcher)=> throw null;
    public Akka.Routing.TailChoppingPool WithResizer(Akka.Routing.Resizer resizer)=> throw null;
    public Akka.Routing.TailChoppingPool WithSupervisorStrategy(Akka.Actor.SupervisorStrategy strategy)=> throw null;
    public TimeSpan Interval { get => throw null; }
    public TimeSpan Within { get => throw null; }
    public override Akka.Routing.Router CreateRouter(Akka.Actor.ActorSystem system)=> throw null;
    public override Akka.Routing.RouterConfig WithFallback(Akka.Routing.RouterConfig routerConfig)=> throw null;
    public override Akka.Util.ISurrogate ToSurrogate(Akka.Actor.ActorSystem system)=> throw null;
    public override int GetNrOfInstances(Akka.Actor.ActorSystem system)=> throw null;
    public partial class TailChoppingPoolSurrogate : Akka.Util.ISurrogate
    {
        public TailChoppingPoolSurrogate() { }
        public Akka.Actor.SupervisorStrategy SupervisorStrategy { get => throw null; set => throw null; }
        public Akka.Routing.Resizer Resizer { get => throw null; set => throw null; }
        public Akka.Util.ISurrogated FromSurrogate(Akka.Actor.ActorSystem system)=> throw null;
        public TimeSpan Interval { get => throw null; set => throw null; }
        public TimeSpan Within { get => throw null; set => throw null; }
        public bool UsePoolDispatcher { get => throw null; set => throw null; }
        public int NrOfInstances { get => throw null; set => throw null; }
        public string RouterDispatcher { get => throw null; set => throw null; }
    }
}
public sealed partial class WithListeners : Akka.Routing.ListenerMessage
{
    internal WithListeners() { }
    public WithListeners(Action<Akka.Actor.IActorRef> listenerFunction) { }
    public Action<Akka.Actor.IActorRef> ListenerFunction { get => throw null; }
}
