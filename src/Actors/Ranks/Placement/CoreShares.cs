using System.Collections.Immutable;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>What one host may use: cores by id after the split with other hosts of its machine and the reserve, slots, and GPUs.</summary>
/// <param name="Host">Its rank host.</param>
/// <param name="Node">Its node's name.</param>
/// <param name="BootId">Equal on hosts of one machine.</param>
/// <param name="ShmDomain">Equal on hosts whose ranks share memory.</param>
/// <param name="Cores">Cores a rank may be bound to, those of a NUMA domain together; empty when only their number was granted.</param>
/// <param name="Slots">Ranks without oversubscribing.</param>
public sealed record HostShare(string Host, string Node, string BootId, string ShmDomain, ImmutableArray<int> Cores, int Slots)
{
    /// <summary>GPUs by id.</summary>
    public ImmutableArray<string> Gpus { get; init; } = [];

    /// <summary>Cores kept for the host.</summary>
    public int Reserve { get; init; }
}

/// <summary>Divides granted cores and GPUs among hosts that are one machine, and keeps some cores for the hosts themselves.</summary>
public static class CoreShares
{
    /// <summary>
    /// Hosts with the same boot id whose grants overlap split the shared cores evenly; each then keeps its reserve (2 cores unless it says otherwise, below 8 cores 1,
    /// below 4 none). A host whose slots the user set takes part with the cores it has and with just these slots. GPUs are split alike.
    /// </summary>
    public static ImmutableArray<HostShare> Split(IEnumerable<NodeDescription> hosts)
    {
        var all = hosts.ToArray();
        var cores = Enumerable.Range(0, all.Length).Select(_ => new List<int>()).ToArray();
        var gpus = Enumerable.Range(0, all.Length).Select(_ => new List<string>()).ToArray();
        foreach (var machine in Enumerable.Range(0, all.Length).GroupBy(i => MachineOf(all[i])))
        {
            Deal([.. machine], i => all[i].Cores, cores);
            Deal([.. machine], i => all[i].Gpus.Select(g => g.Id), gpus);
        }
        return [.. all.Select((host, i) => Share(host, cores[i], gpus[i]))];
    }

    /// <summary>How many cores a host with so many keeps for itself when nobody says otherwise.</summary>
    public static int DefaultReserve(int cores) => cores < 4 ? 0 : cores < 8 ? 1 : 2;

    private static string MachineOf(NodeDescription host) => host.BootId.Length > 0 ? host.BootId : host.Address;

    // Each thing goes to the host that has the fewest among those granted it; ties by order. Things only one host was granted come first, so
    // that the shared ones even things out.
    private static void Deal<T>(int[] machine, Func<int, IEnumerable<T>> claimed, List<T>[] dealt)
        where T : notnull
    {
        var claims = new SortedDictionary<T, List<int>>();
        foreach (var host in machine)
            foreach (var thing in claimed(host).Distinct())
            {
                if (!claims.TryGetValue(thing, out var hosts))
                    claims[thing] = hosts = [];
                hosts.Add(host);
            }
        foreach (var (thing, hosts) in claims.OrderBy(c => c.Value.Count == 1 ? 0 : 1).ThenBy(c => c.Key))
            dealt[hosts.MinBy(h => dealt[h].Count)].Add(thing);
    }

    private static HostShare Share(NodeDescription host, List<int> cores, List<string> gpus)
    {
        cores.Sort();
        // A grant that is only counted, or limited in CPU time, may be less than the cores there are.
        var granted = host.SlotsGiven ? cores.Count : Math.Min(cores.Count, host.Slots);
        var wanted = host.ReserveGiven ? host.Reserve : DefaultReserve(granted);
        var kept = Math.Min(wanted, Math.Max(0, granted - 1));
        // The host keeps its lowest cores: interrupts and daemons live there too.
        var forRanks = host.CoresCounted ? [] : cores.Skip(kept).OrderBy(c => DomainOf(host, c)).ThenBy(c => c).ToImmutableArray();
        return new HostShare(host.Address, host.Node, MachineOf(host), host.ShmDomain, forRanks, host.SlotsGiven ? host.Slots : granted - kept)
        {
            Gpus = [.. gpus],
            Reserve = kept,
        };
    }

    private static int DomainOf(NodeDescription host, int core) => host.Numa.FirstOrDefault(d => d.Cores.Contains(core))?.Id ?? 0;
}
