using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Akka.Actor;
using Akka.Routing;
using Akka.Util;

namespace Akka.Cluster.Tools.Client;

/// <summary>
/// Which receptionists a client is told. With more nodes than contacts, the client's own name decides where on a ring of the nodes its
/// contacts begin: all nodes give it the same answer, and clients spread over the nodes. A value.
/// </summary>
internal sealed class ContactRing
{
    private const int VirtualNodes = 10;

    private readonly ImmutableArray<Address> _nodes;
    private readonly ConsistentHash<Address> _hash;

    private ContactRing(IEnumerable<Address> nodes)
    {
        _nodes = nodes.Distinct()
            .OrderBy(node => MurmurHash.StringHash(node.ToString()))
            .ThenBy(node => node, Member.AddressOrdering)
            .ToImmutableArray();
        _hash = ConsistentHash.Create<Address>(_nodes, VirtualNodes);
    }

    internal static ContactRing Of(IEnumerable<Address> nodes) => new(nodes);

    internal ContactRing Add(Address node) => new(_nodes.Append(node));

    internal ContactRing Remove(Address node) => new(_nodes.Where(other => !other.Equals(node)));

    internal IEnumerable<Address> ContactsFor(string client, int count)
    {
        if (count >= _nodes.Length)
            return _nodes;
        var start = _nodes.IndexOf(_hash.NodeFor(client));
        return Enumerable.Range(0, count).Select(i => _nodes[(start + i) % _nodes.Length]);
    }
}
