using System;
using System.Linq;
using Akka.Actor;
using Akka.Event;
using Akka.Util;

namespace Akka.Routing;

/// <summary>Gives the key of a message, or null where it knows none.</summary>
public delegate object ConsistentHashMapping(object msg);

/// <summary>
/// Messages with equal keys go to the same routee as long as it is there. The key comes from the mapping, else from the message itself
/// (<see cref="IConsistentHashable"/>).
/// </summary>
public sealed class ConsistentHashingRoutingLogic : RoutingLogic
{
    private static readonly ConsistentHashMapping NoMapping = static _ => null;

    private readonly ActorSystem _system;
    private readonly int _virtualNodesFactor;
    private readonly ConsistentHashMapping _mapping;
    private readonly Lazy<ILoggingAdapter> _log;
    private volatile Ring _ring = new([], null);

    public ConsistentHashingRoutingLogic(ActorSystem system) : this(system, 0, NoMapping)
    {
    }

    public ConsistentHashingRoutingLogic(ActorSystem system, int virtualNodesFactor, ConsistentHashMapping hashMapping)
    {
        _system = system;
        _mapping = hashMapping ?? NoMapping;
        _virtualNodesFactor = virtualNodesFactor == 0 ? system.Settings.DefaultVirtualNodesFactor : virtualNodesFactor;
        _log = new Lazy<ILoggingAdapter>(() => Logging.GetLogger(system, this));
    }

    public ConsistentHashingRoutingLogic WithHashMapping(ConsistentHashMapping mapping) => new(_system, _virtualNodesFactor, mapping);

    public override Routee Select(object message, Routee[] routees)
    {
        if (message is null || routees.Length == 0)
            return Routee.NoRoutee;
        var key = _mapping(message) ?? (message as IConsistentHashable)?.ConsistentHashKey;
        if (key is null)
        {
            _log.Value.Warning(
                "Message [{0}] has no key for consistent hashing and is dropped: implement IConsistentHashable, wrap it in ConsistentHashableEnvelope, or give the router a mapping.",
                message.GetType().Name);
            return Routee.NoRoutee;
        }

        try
        {
            var hash = RingOf(routees).Hash;
            return hash.IsEmpty ? Routee.NoRoutee : NodeFor(hash, key).Routee;
        }
        catch (Exception cause)
        {
            _log.Value.Warning(cause, "No routee could be chosen for key [{0}] of message [{1}]: {2}", key, message.GetType().Name, cause.Message);
            return Routee.NoRoutee;
        }
    }

    private ConsistentRoutee NodeFor(ConsistentHash<ConsistentRoutee> hash, object key) => key switch
    {
        string text => hash.NodeFor(text),
        byte[] bytes => hash.NodeFor(bytes),
        _ => hash.NodeFor(_system.Serialization.FindSerializerFor(key).ToBinary(key)),
    };

    /// <summary>The ring changes only with the routees; the router hands over a new array when they do.</summary>
    private Ring RingOf(Routee[] routees)
    {
        var ring = _ring;
        if (ReferenceEquals(ring.Routees, routees) && ring.Hash is not null)
            return ring;
        var self = ((ExtendedActorSystem)_system).Provider.DefaultAddress;
        ring = new Ring(routees, ConsistentHash.Create(routees.Select(r => new ConsistentRoutee(r, self)), _virtualNodesFactor));
        _ring = ring;
        return ring;
    }

    private sealed class Ring(Routee[] routees, ConsistentHash<ConsistentRoutee> hash)
    {
        internal Routee[] Routees => routees;

        internal ConsistentHash<ConsistentRoutee> Hash => hash;
    }
}

/// <summary>A routee with a name that is the same on every host: its full address, also for a local one.</summary>
internal sealed class ConsistentRoutee
{
    private readonly string _name;

    internal ConsistentRoutee(Routee routee, Address self)
    {
        Routee = routee;
        _name = routee switch
        {
            ActorRefRoutee actor => Full(actor.Actor.Path, self),
            ActorSelectionRoutee selection => Full(selection.Selection.Anchor.Path, self) + selection.Selection.PathString,
            _ => routee.ToString(),
        };
    }

    internal Routee Routee { get; }

    public override string ToString() => _name;

    private static string Full(ActorPath path, Address self) =>
        path.Address.HasLocalScope ? path.ToStringWithAddress(self) : path.ToString();
}
