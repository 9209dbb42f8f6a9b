using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>
/// The members in a fixed pseudo-random order, which is the same on every node. Each watches those that follow it, so that everyone is
/// watched by the same number of others.
/// </summary>
internal sealed class HeartbeatRing
{
    private readonly UniqueAddress _self;
    private readonly UniqueAddress[] _ring;
    private readonly ImmutableHashSet<UniqueAddress> _nodes;
    private readonly ImmutableHashSet<UniqueAddress> _unreachable;
    private readonly int _watched;
    private HashSet<UniqueAddress> _receivers;

    public HeartbeatRing(UniqueAddress self, ImmutableHashSet<UniqueAddress> nodes, ImmutableHashSet<UniqueAddress> unreachable, int watched)
    {
        _self = self;
        _nodes = nodes.Add(self);
        _unreachable = unreachable;
        _watched = watched;
        _ring = [.. _nodes];
        var keys = Array.ConvertAll(_ring, RingPosition);
        Array.Sort(keys, _ring);
    }

    public ImmutableHashSet<UniqueAddress> Nodes => _nodes;

    public ImmutableHashSet<UniqueAddress> Unreachable => _unreachable;

    public bool Contains(UniqueAddress node) => _nodes.Contains(node);

    /// <summary>Those that this node sends heartbeats to. Unreachable ones come on top, because somebody has to notice their return.</summary>
    public IReadOnlySet<UniqueAddress> Receivers => _receivers ??= ReceiversOf(_self);

    public HashSet<UniqueAddress> ReceiversOf(UniqueAddress sender)
    {
        var receivers = new HashSet<UniqueAddress>();
        var start = Array.IndexOf(_ring, sender);
        var reachable = 0;
        for (var i = 1; i < _ring.Length && reachable < _watched; i++)
        {
            var node = _ring[(start + i) % _ring.Length];
            if (!_unreachable.Contains(node))
                reachable++;
            receivers.Add(node);
        }
        return receivers;
    }

    public HeartbeatRing Add(UniqueAddress node) => _nodes.Contains(node) ? this : new(_self, _nodes.Add(node), _unreachable, _watched);

    public HeartbeatRing Remove(UniqueAddress node) =>
        !_nodes.Contains(node) && !_unreachable.Contains(node) ? this : new(_self, _nodes.Remove(node), _unreachable.Remove(node), _watched);

    public HeartbeatRing MarkUnreachable(UniqueAddress node) => _unreachable.Contains(node) ? this : new(_self, _nodes, _unreachable.Add(node), _watched);

    public HeartbeatRing MarkReachable(UniqueAddress node) => _unreachable.Contains(node) ? new(_self, _nodes, _unreachable.Remove(node), _watched) : this;

    /// <summary>FNV-1a over the address and uid, then spread: equal in every process, unlike .NET's string hash.</summary>
    private static (ulong, string) RingPosition(UniqueAddress node)
    {
        var name = $"{node.Address}-{node.Uid}";
        var hash = 14695981039346656037UL;
        foreach (var c in name)
            hash = (hash ^ c) * 1099511628211UL;
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        return (hash, name);
    }
}
