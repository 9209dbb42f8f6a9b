using System.Collections.Immutable;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>A run that got its whole set.</summary>
public sealed record Granted(RankRequest Request, ImmutableArray<NodeShare> Shares);

/// <summary>
/// Who holds which slots and cores. A run gets its whole set or waits, strictly in order, so that small runs do not starve a large one.
/// Immutable: every operation answers a new ledger.
/// </summary>
public sealed record Ledger
{
    private Ledger()
    {
    }

    /// <summary>No hosts, no runs.</summary>
    public static Ledger Empty { get; } = new();

    /// <summary>The hosts with what each may use, in placement order.</summary>
    public ImmutableArray<HostShare> Hosts { get; private init; } = [];

    /// <summary>The runs that hold something.</summary>
    public ImmutableSortedDictionary<long, Granted> Holding { get; private init; } = ImmutableSortedDictionary<long, Granted>.Empty;

    /// <summary>The runs that wait, in order.</summary>
    public ImmutableList<RankRequest> Waiting { get; private init; } = [];

    /// <summary>The slots of all hosts.</summary>
    public int TotalSlots => Hosts.Sum(h => h.Slots);

    /// <summary>The hosts are these now. What runs hold on a host that is gone is theirs until they release it.</summary>
    public Ledger WithHosts(IEnumerable<HostShare> hosts) => this with { Hosts = [.. hosts] };

    /// <summary>Why the request can never be met, in words, or null when it is a matter of time.</summary>
    public string? Refusal(RankRequest request)
    {
        if (request.Ranks < 1)
            return $"a run needs at least 1 rank, not {request.Ranks}";
        if (Hosts.Length == 0)
            return "no node host is up; start some with `muster up --nodes N`";
        if (request.Ranks > TotalSlots && !request.Oversubscribe)
            return $"{request.Ranks} ranks asked for, but {Hosts.Length} node{(Hosts.Length == 1 ? " has" : "s have")} {TotalSlots} slot{(TotalSlots == 1 ? "" : "s")} together; ask for fewer ranks or allow --oversubscribe";
        var gpus = Hosts.Sum(h => h.Gpus.Length);
        var wanted = request.GpusPerRank > 0 ? (long)request.GpusPerRank * request.Ranks : request.Gpus;
        if (wanted > gpus)
            return $"{wanted} GPU{(wanted == 1 ? "" : "s")} asked for, but the nodes were granted {gpus}; `muster nodes` shows which";
        if (Plan(request) is not { } planned)
            return request.GpusPerRank > 0
                ? $"{request.GpusPerRank} GPUs for each of {request.Ranks} ranks do not fit: no node may split a rank's GPUs, see `muster nodes`"
                : $"{request.Gpus} GPUs do not fit on the nodes the {request.Ranks} ranks go to; ask for more ranks or --gpus-per-rank";
        if (request.MustBind && planned.FirstOrDefault(s => s.Cores.Count == 0) is { } unbound)
            return $"ranks of node {unbound.Node} cannot be bound: {(unbound.Oversubscribed ? "there are more ranks than cores" : "only the number of its cores was granted, or --slots is more than them")}; leave --bind out or use --bind none";
        return null;
    }

    /// <summary>Puts a run at the end of the line. Ask <see cref="Refusal"/> first, and <see cref="Admit"/> after.</summary>
    public Ledger Enqueue(RankRequest request) => this with { Waiting = Waiting.Add(request) };

    /// <summary>A run has these already: placed by a coordinator before.</summary>
    public Ledger Hold(RankRequest request, IEnumerable<NodeShare> shares) =>
        this with { Holding = Holding.SetItem(request.Id, new Granted(request, [.. shares])) };

    /// <summary>A run ended, or gave up waiting.</summary>
    public Ledger Release(long id) => this with { Holding = Holding.Remove(id), Waiting = Waiting.RemoveAll(r => r.Id == id) };

    /// <summary>Gives the runs at the head of the line their sets as long as they fit.</summary>
    public (Ledger Ledger, ImmutableArray<Granted> Granted) Admit()
    {
        var ledger = this;
        var granted = ImmutableArray.CreateBuilder<Granted>();
        while (ledger.Waiting.Count > 0)
        {
            var request = ledger.Waiting[0];
            if (Placer.Place(ledger.Free(), request) is not { } shares)
                break;
            var grant = new Granted(request, shares);
            granted.Add(grant);
            ledger = ledger with { Waiting = ledger.Waiting.RemoveAt(0), Holding = ledger.Holding.SetItem(request.Id, grant) };
        }
        return (ledger, granted.ToImmutable());
    }

    /// <summary>Where the request would go on empty hosts: for a dry run.</summary>
    public ImmutableArray<NodeShare>? Plan(RankRequest request) => Placer.Place((this with { Holding = Holding.Clear() }).Free(), request);

    /// <summary>What is free on each host.</summary>
    public IReadOnlyList<FreeSlots> Free()
    {
        var slots = new Dictionary<string, int>();
        var cores = new HashSet<(string Machine, int Core)>();
        var gpus = new HashSet<(string Machine, string Gpu)>();
        var machines = Hosts.ToDictionary(h => h.Host, h => h.BootId);
        foreach (var share in Holding.Values.SelectMany(g => g.Shares))
        {
            var machine = machines.GetValueOrDefault(share.RankHost, "");
            foreach (var gpu in share.Gpus)
                gpus.Add((machine, gpu));
            // Oversubscribed ranks share what cores there are and hold none.
            if (share.Oversubscribed)
                continue;
            slots[share.RankHost] = slots.GetValueOrDefault(share.RankHost) + share.Ranks.Count;
            foreach (var core in share.Cores)
                cores.Add((machine, core));
        }
        return [.. Hosts.Select(h => new FreeSlots(
            h,
            [.. h.Cores.Where(c => !cores.Contains((h.BootId, c)))],
            Math.Max(0, h.Slots - slots.GetValueOrDefault(h.Host)))
        {
            Gpus = [.. h.Gpus.Where(g => !gpus.Contains((h.BootId, g)))],
        })];
    }
}
