using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Util;

namespace Akka.Routing;

/// <summary>Children of the router; messages with equal keys go to the same child.</summary>
public sealed class ConsistentHashingPool : Pool
{
    private readonly ConsistentHashMapping _mapping;

    public ConsistentHashingPool(Config config)
        : this(
            InstancesOf(config),
            Resizer.FromConfig(config),
            DefaultSupervisorStrategy,
            Dispatchers.DefaultDispatcherId,
            HasPoolDispatcher(config),
            config.GetInt("virtual-nodes-factor"))
    {
    }

    public ConsistentHashingPool(int nrOfInstances) : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId)
    {
    }

    public ConsistentHashingPool(int nrOfInstances, ConsistentHashMapping hashMapping)
        : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId, hashMapping: hashMapping)
    {
    }

    public ConsistentHashingPool(
        int nrOfInstances,
        Resizer resizer,
        SupervisorStrategy supervisorStrategy,
        string routerDispatcher,
        bool usePoolDispatcher = false,
        int virtualNodesFactor = 0,
        ConsistentHashMapping hashMapping = null)
        : base(nrOfInstances, resizer, supervisorStrategy, routerDispatcher, usePoolDispatcher)
    {
        VirtualNodesFactor = virtualNodesFactor;
        _mapping = hashMapping;
    }

    public int VirtualNodesFactor { get; }

    public override Router CreateRouter(ActorSystem system) => new(new ConsistentHashingRoutingLogic(system, VirtualNodesFactor, _mapping));

    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    public ConsistentHashingPool WithVirtualNodesFactor(int vnodes) =>
        new(NrOfInstances, Resizer, SupervisorStrategy, RouterDispatcher, UsePoolDispatcher, vnodes, _mapping);

    public ConsistentHashingPool WithHashMapping(ConsistentHashMapping mapping) =>
        new(NrOfInstances, Resizer, SupervisorStrategy, RouterDispatcher, UsePoolDispatcher, VirtualNodesFactor, mapping);

    public ConsistentHashingPool WithSupervisorStrategy(SupervisorStrategy strategy) =>
        new(NrOfInstances, Resizer, strategy, RouterDispatcher, UsePoolDispatcher, VirtualNodesFactor, _mapping);

    public ConsistentHashingPool WithResizer(Resizer resizer) =>
        new(NrOfInstances, resizer, SupervisorStrategy, RouterDispatcher, UsePoolDispatcher, VirtualNodesFactor, _mapping);

    public ConsistentHashingPool WithDispatcher(string dispatcher) =>
        new(NrOfInstances, Resizer, SupervisorStrategy, dispatcher, UsePoolDispatcher, VirtualNodesFactor, _mapping);

    /// <summary>A mapping can only be written in code, so a deployment takes it over from there.</summary>
    public override RouterConfig WithFallback(RouterConfig routerConfig)
    {
        var filled = (ConsistentHashingPool)FillFrom(routerConfig);
        return filled._mapping is null && routerConfig is ConsistentHashingPool { _mapping: { } mapping } ? filled.WithHashMapping(mapping) : filled;
    }

    private protected override Pool Copy(Resizer resizer, SupervisorStrategy supervisorStrategy) =>
        new ConsistentHashingPool(NrOfInstances, resizer, supervisorStrategy, RouterDispatcher, UsePoolDispatcher, VirtualNodesFactor, _mapping);

    private protected override bool EqualParameters(RouterConfig other) =>
        base.EqualParameters(other) && VirtualNodesFactor == ((ConsistentHashingPool)other).VirtualNodesFactor;

    public override ISurrogate ToSurrogate(ActorSystem system) => new ConsistentHashingPoolSurrogate
    {
        NrOfInstances = NrOfInstances,
        UsePoolDispatcher = UsePoolDispatcher,
        Resizer = Resizer,
        SupervisorStrategy = SupervisorStrategy,
        RouterDispatcher = RouterDispatcher,
    };

    public class ConsistentHashingPoolSurrogate : ISurrogate
    {
        public int NrOfInstances { get; set; }

        public bool UsePoolDispatcher { get; set; }

        public Resizer Resizer { get; set; }

        public SupervisorStrategy SupervisorStrategy { get; set; }

        public string RouterDispatcher { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) =>
            new ConsistentHashingPool(NrOfInstances, Resizer, SupervisorStrategy, RouterDispatcher, UsePoolDispatcher);
    }
}
