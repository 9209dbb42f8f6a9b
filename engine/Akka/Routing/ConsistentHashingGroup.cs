using System.Collections.Generic;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Util;

namespace Akka.Routing;

/// <summary>Actors at given paths; messages with equal keys go to the same one.</summary>
public sealed class ConsistentHashingGroup : Group
{
    private readonly ConsistentHashMapping _mapping;

    public ConsistentHashingGroup(Config config)
        : this(PathsOf(config), config.GetInt("virtual-nodes-factor"), null, Dispatchers.DefaultDispatcherId)
    {
    }

    public ConsistentHashingGroup(params string[] paths) : this(paths, 0, null, Dispatchers.DefaultDispatcherId)
    {
    }

    public ConsistentHashingGroup(IEnumerable<string> paths) : this(paths, 0, null, Dispatchers.DefaultDispatcherId)
    {
    }

    public ConsistentHashingGroup(IEnumerable<string> paths, ConsistentHashMapping hashMapping)
        : this(paths, 0, hashMapping, Dispatchers.DefaultDispatcherId)
    {
    }

    public ConsistentHashingGroup(IEnumerable<string> paths, int virtualNodesFactor, ConsistentHashMapping hashMapping, string routerDispatcher)
        : base(paths, routerDispatcher)
    {
        VirtualNodesFactor = virtualNodesFactor;
        _mapping = hashMapping;
    }

    public int VirtualNodesFactor { get; }

    public override Router CreateRouter(ActorSystem system) => new(new ConsistentHashingRoutingLogic(system, VirtualNodesFactor, _mapping));

    public override IEnumerable<string> GetPaths(ActorSystem system) => InternalPaths;

    public ConsistentHashingGroup WithDispatcher(string dispatcher) => new(InternalPaths, VirtualNodesFactor, _mapping, dispatcher);

    public ConsistentHashingGroup WithVirtualNodesFactor(int vnodes) => new(InternalPaths, vnodes, _mapping, RouterDispatcher);

    public ConsistentHashingGroup WithHashMapping(ConsistentHashMapping mapping) => new(InternalPaths, VirtualNodesFactor, mapping, RouterDispatcher);

    public override RouterConfig WithFallback(RouterConfig routerConfig) =>
        _mapping is null && routerConfig is ConsistentHashingGroup { _mapping: { } mapping } ? WithHashMapping(mapping) : this;

    private protected override bool EqualParameters(RouterConfig other) =>
        base.EqualParameters(other) && VirtualNodesFactor == ((ConsistentHashingGroup)other).VirtualNodesFactor;

    public override ISurrogate ToSurrogate(ActorSystem system) =>
        new ConsistentHashingGroupSurrogate { Paths = InternalPaths, RouterDispatcher = RouterDispatcher };

    public class ConsistentHashingGroupSurrogate : ISurrogate
    {
        public IEnumerable<string> Paths { get; set; }

        public string RouterDispatcher { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new ConsistentHashingGroup(Paths, 0, null, RouterDispatcher);
    }
}
