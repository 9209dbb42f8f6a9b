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
/// <param name="Id">The run.</param>
/// <param name="Ranks">Ranks in all.</param>
/// <param name="Order">In which order they fill the nodes.</param>
/// <param name="Oversubscribe">More ranks than slots are allowed.</param>
/// <param name="Bind">Each rank gets a core of its own where there are enough.</param>
public sealed record RankRequest(long Id, int Ranks, PlacementOrder Order, bool Oversubscribe, bool Bind)
{
    /// <summary>The user asked for the binding: without a core for each rank the run is refused.</summary>
    public bool MustBind { get; init; }

    /// <summary>GPUs of its own for each rank.</summary>
    public int GpusPerRank { get; init; }

    /// <summary>GPUs for the whole run, which the ranks of a node share; 0 with <see cref="GpusPerRank"/>.</summary>
    public int Gpus { get; init; }

    /// <summary>Rank 0 goes to this node where there is room, counted around.</summary>
    public long FirstNode { get; init; }
}

/// <summary>What is free on a host.</summary>
public sealed record FreeSlots(HostShare Host, ImmutableArray<int> Cores, int Slots)
{
    /// <summary>GPUs nobody holds.</summary>
    public ImmutableArray<string> Gpus { get; init; } = [];
}

/// <summary>Where ranks go. Pure.</summary>
public static class Placer
{
    /// <summary>
    /// The default number of ranks of a run: all slots divided among the runs that go at once, at least 1.
    /// </summary>
    public static int DefaultRanks(int slots, int concurrent) => Math.Max(1, slots / Math.Max(1, concurrent));

    /// <summary>
    /// Puts the ranks on the free slots, or returns null when they do not fit. With <see cref="RankRequest.Oversubscribe"/> they always fit
    /// once there is a node: evenly, unbound, marked as oversubscribed; GPUs are never shared among runs.
    /// </summary>
    public static ImmutableArray<NodeShare>? Place(IReadOnlyList<FreeSlots> nodes, RankRequest request)
    {
        if (request.Ranks <= 0 || nodes.Count == 0)
            return null;
        if (request.Gpus > 0)
            // Ranks go where the GPUs are.
            nodes = [.. nodes.OrderByDescending(n => n.Gpus.Length)];
        if (request.FirstNode > 0 && (int)(request.FirstNode % nodes.Count) is > 0 and var first)
            nodes = [.. nodes.Skip(first), .. nodes.Take(first)];
        var most = nodes.Select(n => request.GpusPerRank > 0 ? n.Gpus.Length / request.GpusPerRank : int.MaxValue).ToArray();
        var room = nodes.Select((n, i) => Math.Min(most[i], n.Slots)).ToArray();
        var fits = room.Sum(r => (long)r) >= request.Ranks;
        if (!fits)
        {
            if (!request.Oversubscribe || most.Sum(m => (long)m) < request.Ranks)
                return null;
            room = EvenRoom(most, request.Ranks);
        }
        var shares = Shares(nodes, Assign(room, request), request.Bind && fits, oversubscribed: !fits);
        return DealGpus(nodes, shares, request) ? [.. shares.OfType<NodeShare>()] : null;
    }

    /// <summary>"node 0 has 2 ranks, node 1 has 1 rank": the line seed users know.</summary>
    public static string Describe(IEnumerable<int> ranksPerNode) =>
        string.Join(", ", ranksPerNode.Select((ranks, node) => $"node {node} has {ranks} rank{(ranks == 1 ? "" : "s")}"));

    private static int[] EvenRoom(int[] most, int ranks)
    {
        var room = new int[most.Length];
        for (var at = 0; ranks > 0; at = (at + 1) % room.Length)
        {
            if (room[at] == most[at])
                continue;
            room[at]++;
            ranks--;
        }
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

    private static NodeShare?[] Shares(IReadOnlyList<FreeSlots> nodes, int[] nodeOfRank, bool bind, bool oversubscribed)
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
        return shares;
    }

    private static bool DealGpus(IReadOnlyList<FreeSlots> nodes, NodeShare?[] shares, RankRequest request)
    {
        for (var i = 0; request.GpusPerRank > 0 && i < shares.Length; i++)
            if (shares[i] is { } share)
                share.Gpus.Add(nodes[i].Gpus.Take(share.Ranks.Count * request.GpusPerRank));
        var left = request.Gpus;
        for (var round = 0; left > 0; round++)
        {
            var before = left;
            for (var i = 0; i < shares.Length && left > 0; i++)
                if (shares[i] is { } share && nodes[i].Gpus.Length > round)
                {
                    share.Gpus.Add(nodes[i].Gpus[round]);
                    left--;
                }
            if (left == before)
                return false;
        }
        return true;
    }
}
