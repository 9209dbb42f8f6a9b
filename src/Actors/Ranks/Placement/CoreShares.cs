using System.Collections.Immutable;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>What one host may use: cores by id after the split with other hosts of its machine and the reserve, and slots.</summary>
public sealed record HostShare(string Host, string Node, string BootId, string ShmDomain, ImmutableArray<int> Cores, int Slots);

/// <summary>Divides granted cores among hosts that are one machine, and keeps some for the hosts themselves.</summary>
public static class CoreShares
{
    /// <summary>
    /// Hosts with the same boot id whose grants overlap split the shared cores evenly; each then keeps <paramref name="reserve"/> cores for
    /// itself (null: 2, below 8 cores 1, below 4 none). A host whose slots the user set takes part with the cores it has and with just these slots.
    /// </summary>
    public static ImmutableArray<HostShare> Split(IEnumerable<NodeDescription> hosts, int? reserve = null)
    {
        var all = hosts.ToArray();
        var granted = new Dictionary<int, List<int>>();
        for (var i = 0; i < all.Length; i++)
            granted[i] = [];

        foreach (var machine in Enumerable.Range(0, all.Length).GroupBy(i => MachineOf(all[i])))
            Deal(machine.ToArray(), all, granted);

        return [.. all.Select((host, i) => Share(host, granted[i], reserve))];
    }

    /// <summary>How many cores a host with so many keeps for itself when nobody says otherwise.</summary>
    public static int DefaultReserve(int cores) => cores < 4 ? 0 : cores < 8 ? 1 : 2;

    private static string MachineOf(NodeDescription host) => host.BootId.Length > 0 ? host.BootId : host.Address;

    // Each core goes to the host that has the fewest among those granted it; ties by order. Cores only one host was granted come first, so
    // that the shared ones even things out.
    private static void Deal(int[] machine, NodeDescription[] all, Dictionary<int, List<int>> granted)
    {
        var claims = new SortedDictionary<int, List<int>>();
        foreach (var host in machine)
            foreach (var core in all[host].Cores.Distinct())
            {
                if (!claims.TryGetValue(core, out var hosts))
                    claims[core] = hosts = [];
                hosts.Add(host);
            }
        foreach (var (core, hosts) in claims.OrderBy(c => c.Value.Count == 1 ? 0 : 1).ThenBy(c => c.Key))
            granted[hosts.MinBy(h => granted[h].Count)].Add(core);
    }

    private static HostShare Share(NodeDescription host, List<int> cores, int? reserve)
    {
        cores.Sort();
        var kept = Math.Min(reserve ?? DefaultReserve(cores.Count), Math.Max(0, cores.Count - 1));
        // The host keeps its lowest cores: interrupts and daemons live there too.
        var forRanks = cores.Skip(kept).ToImmutableArray();
        var slots = host.SlotsGiven ? host.Slots : forRanks.Length;
        return new HostShare(host.Address, host.Node, MachineOf(host), host.ShmDomain, forRanks, slots);
    }
}
