using System;
using System.Collections.Generic;
using Akka.Actor;
using Akka.Util;

namespace Akka.Routing;

/// <summary>
/// A ring of virtual nodes. Each node owns <c>virtualNodesFactor</c> points of it; a key belongs to the first point at or after its hash.
/// The hash is MurmurHash over text and bytes, equal in every process, so that routers on different hosts choose alike.
/// </summary>
public class ConsistentHash<T>
{
    private readonly SortedDictionary<int, T> _nodes;
    private readonly int _virtualNodesFactor;
    private readonly int[] _points;
    private readonly T[] _owners;

    public ConsistentHash(SortedDictionary<int, T> nodes, int virtualNodesFactor)
    {
        if (virtualNodesFactor < 1)
            throw new ArgumentException("A consistent hash needs at least one virtual node per node.", nameof(virtualNodesFactor));
        _nodes = nodes;
        _virtualNodesFactor = virtualNodesFactor;
        _points = new int[nodes.Count];
        _owners = new T[nodes.Count];
        nodes.Keys.CopyTo(_points, 0);
        nodes.Values.CopyTo(_owners, 0);
    }

    public bool IsEmpty => _points.Length == 0;

    public ConsistentHash<T> Add(T node) => this + node;

    public ConsistentHash<T> Remove(T node) => this - node;

    public T NodeFor(byte[] key) => OwnerOf(MurmurHash.ByteHash(key));

    public T NodeFor(string key) => OwnerOf(MurmurHash.StringHash(key));

    public static ConsistentHash<T> operator +(ConsistentHash<T> hash, T node)
    {
        var nodes = new SortedDictionary<int, T>(hash._nodes);
        ConsistentHash.Place(nodes, node, hash._virtualNodesFactor);
        return new ConsistentHash<T>(nodes, hash._virtualNodesFactor);
    }

    public static ConsistentHash<T> operator -(ConsistentHash<T> hash, T node)
    {
        var nodes = new SortedDictionary<int, T>(hash._nodes);
        foreach (var point in ConsistentHash.PointsOf(node, hash._virtualNodesFactor))
            nodes.Remove(point);
        return new ConsistentHash<T>(nodes, hash._virtualNodesFactor);
    }

    private T OwnerOf(int hash)
    {
        if (IsEmpty)
            throw new InvalidOperationException("The consistent hash has no nodes: nothing can own a key.");
        var index = Array.BinarySearch(_points, hash);
        if (index < 0)
            index = ~index;
        return _owners[index == _points.Length ? 0 : index];
    }

    public class ConsistentHashingGroupSurrogate : ISurrogate
    {
        public string[] Paths { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) => new ConsistentHashingGroup(Paths);
    }
}

public static class ConsistentHash
{
    public static ConsistentHash<T> Create<T>(IEnumerable<T> nodes, int virtualNodesFactor)
    {
        var points = new SortedDictionary<int, T>();
        foreach (var node in nodes)
            Place(points, node, virtualNodesFactor);
        return new ConsistentHash<T>(points, virtualNodesFactor);
    }

    internal static void Place<T>(SortedDictionary<int, T> nodes, T node, int virtualNodesFactor)
    {
        foreach (var point in PointsOf(node, virtualNodesFactor))
            nodes[point] = node;
    }

    internal static IEnumerable<int> PointsOf<T>(T node, int virtualNodesFactor)
    {
        var nodeHash = (uint)MurmurHash.StringHash(node.ToString());
        for (var i = 1; i <= virtualNodesFactor; i++)
            yield return (int)MurmurHash.FinalizeHash(
                MurmurHash.ExtendHash(MurmurHash.StartHash(nodeHash), (uint)i, MurmurHash.StartMagicA, MurmurHash.StartMagicB));
    }

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
