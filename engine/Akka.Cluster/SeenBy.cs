using System.Collections;
using System.Collections.Immutable;

namespace Akka.Cluster;

/// <summary>The members that have seen a gossip state, in the order in which they are known to have; small and rarely changed.</summary>
internal sealed class SeenBy : IReadOnlyCollection<UniqueAddress>
{
    public static readonly SeenBy Nobody = new([]);

    private readonly ImmutableArray<UniqueAddress> _nodes;
    private HashSet<UniqueAddress> _index;

    private SeenBy(ImmutableArray<UniqueAddress> nodes) => _nodes = nodes;

    public static SeenBy Of(IEnumerable<UniqueAddress> nodes) => Of([.. nodes]);

    public static SeenBy Of(ImmutableArray<UniqueAddress> nodes)
    {
        if (nodes.IsEmpty)
            return Nobody;
        var index = new HashSet<UniqueAddress>(nodes.Length);
        foreach (var node in nodes)
            index.Add(node);
        return index.Count == nodes.Length ? new SeenBy(nodes) { _index = index } : new SeenBy([.. nodes.Distinct()]);
    }

    public static SeenBy Only(UniqueAddress node) => new([node]);

    public int Count => _nodes.Length;

    public bool Contains(UniqueAddress node) => _nodes.Length <= 8 ? _nodes.Contains(node) : (_index ??= [.. _nodes]).Contains(node);

    public SeenBy Add(UniqueAddress node) => Contains(node) ? this : new SeenBy(_nodes.Add(node));

    public SeenBy Union(SeenBy that)
    {
        if (that.Count == 0)
            return this;
        var added = that._nodes.RemoveAll(Contains);
        return added.IsEmpty ? this : new SeenBy(_nodes.AddRange(added));
    }

    public SeenBy Without(IReadOnlySet<UniqueAddress> nodes)
    {
        var kept = _nodes.RemoveAll(nodes.Contains);
        return kept.Length == _nodes.Length ? this : new SeenBy(kept);
    }

    public ImmutableArray<UniqueAddress>.Enumerator GetEnumerator() => _nodes.GetEnumerator();

    IEnumerator<UniqueAddress> IEnumerable<UniqueAddress>.GetEnumerator() => ((IEnumerable<UniqueAddress>)_nodes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_nodes).GetEnumerator();

    public override bool Equals(object obj) => obj is SeenBy other && Count == other.Count && _nodes.All(other.Contains);

    public override int GetHashCode() => Count;

    public override string ToString() => $"[{string.Join(", ", _nodes.Select(static n => n.Address))}]";
}
