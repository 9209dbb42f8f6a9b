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
        return null;
    }

    /// <summary>Puts a run at the end of the line. Ask <see cref="Refusal"/> first, and <see cref="Admit"/> after.</summary>
    public Ledger Enqueue(RankRequest request) => this with { Waiting = Waiting.Add(request) };

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
    public ImmutableArray<NodeShare>? Plan(RankRequest request) =>
        Placer.Place([.. Hosts.Select(h => new FreeSlots(h, h.Cores, h.Slots))], request);

    /// <summary>What is free on each host.</summary>
    public IReadOnlyList<FreeSlots> Free()
    {
        var slots = new Dictionary<string, int>();
        var cores = new HashSet<(string Machine, int Core)>();
        var machines = Hosts.ToDictionary(h => h.Host, h => h.BootId);
        // Oversubscribed ranks share what is there and hold nothing.
        foreach (var share in Holding.Values.SelectMany(g => g.Shares).Where(s => !s.Oversubscribed))
        {
            slots[share.RankHost] = slots.GetValueOrDefault(share.RankHost) + share.Ranks.Count;
            if (machines.TryGetValue(share.RankHost, out var machine))
                foreach (var core in share.Cores)
                    cores.Add((machine, core));
        }
        return [.. Hosts.Select(h => new FreeSlots(
            h,
            [.. h.Cores.Where(c => !cores.Contains((h.BootId, c)))],
            Math.Max(0, h.Slots - slots.GetValueOrDefault(h.Host))))];
    }
}
