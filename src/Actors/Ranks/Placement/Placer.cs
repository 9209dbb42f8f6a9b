using System.Collections.Immutable;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>In which order ranks fill the nodes.</summary>
public enum PlacementOrder
{
    /// <summary>Rank 0 on node 0, rank 1 on node 1, and so on around.</summary>
    RoundRobin,

    /// <summary>A node's slots, then the next node's.</summary>
    Block,
}

/// <summary>What a run asks for.</summary>
public sealed record RankRequest(long Id, int Ranks, PlacementOrder Order, bool Oversubscribe, bool Bind);

/// <summary>What is free on a host.</summary>
public sealed record FreeSlots(HostShare Host, ImmutableArray<int> Cores, int Slots);

/// <summary>Where ranks go. Pure.</summary>
public static class Placer
{
    /// <summary>
    /// The default number of ranks of a run: all slots divided among the runs that go at once, at least 1.
    /// </summary>
    public static int DefaultRanks(int slots, int concurrent) => Math.Max(1, slots / Math.Max(1, concurrent));

    /// <summary>
    /// Puts the ranks on the free slots, or returns null when they do not fit. With <see cref="RankRequest.Oversubscribe"/> they always fit
    /// once there is a node: evenly, unbound, marked as oversubscribed.
    /// </summary>
    public static ImmutableArray<NodeShare>? Place(IReadOnlyList<FreeSlots> nodes, RankRequest request)
    {
        if (request.Ranks <= 0 || nodes.Count == 0)
            return null;
        if (nodes.Sum(n => (long)n.Slots) >= request.Ranks)
            return Shares(nodes, Assign([.. nodes.Select(n => n.Slots)], request), request.Bind, oversubscribed: false);
        if (!request.Oversubscribe)
            return null;
        return Shares(nodes, Assign(EvenRoom(nodes.Count, request.Ranks), request), bind: false, oversubscribed: true);
    }

    /// <summary>"node 0 has 2 ranks, node 1 has 1 rank": the line seed users know.</summary>
    public static string Describe(IEnumerable<int> ranksPerNode) =>
        string.Join(", ", ranksPerNode.Select((ranks, node) => $"node {node} has {ranks} rank{(ranks == 1 ? "" : "s")}"));

    private static int[] EvenRoom(int nodes, int ranks)
    {
        var room = new int[nodes];
        for (var i = 0; i < nodes; i++)
            room[i] = ranks / nodes + (i < ranks % nodes ? 1 : 0);
        return room;
    }

    // The node of each rank.
    private static int[] Assign(int[] room, RankRequest request)
    {
        var node = new int[request.Ranks];
        var at = 0;
        for (var rank = 0; rank < node.Length; rank++)
        {
            while (room[at] == 0)
                at = (at + 1) % room.Length;
            node[rank] = at;
            room[at]--;
            if (request.Order == PlacementOrder.RoundRobin)
                at = (at + 1) % room.Length;
        }
        return node;
    }

    private static ImmutableArray<NodeShare> Shares(IReadOnlyList<FreeSlots> nodes, int[] nodeOfRank, bool bind, bool oversubscribed)
    {
        var shares = new NodeShare?[nodes.Count];
        for (var rank = 0; rank < nodeOfRank.Length; rank++)
        {
            var free = nodes[nodeOfRank[rank]];
            var share = shares[nodeOfRank[rank]] ??= new NodeShare
            {
                RankHost = free.Host.Host,
                Node = free.Host.Node,
                ShmDomain = free.Host.ShmDomain,
                Oversubscribed = oversubscribed,
            };
            share.Ranks.Add(rank);
        }
        for (var i = 0; bind && i < shares.Length; i++)
            // Slots the user set beyond the cores have no core to bind to: then nobody on that node is bound.
            if (shares[i] is { } share && share.Ranks.Count <= nodes[i].Cores.Length)
                share.Cores.AddRange(nodes[i].Cores.Take(share.Ranks.Count));
        return [.. shares.OfType<NodeShare>()];
    }
}
