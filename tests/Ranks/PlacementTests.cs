using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Muster.Actors.Ranks;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

public class PlacementTests
{
    [Fact]
    public void Round_robin_deals_ranks_around_and_block_fills_nodes()
    {
        var ledger = Ledger.Empty.WithHosts([Host("a", 0, 4), Host("b", 4, 4)]);
        Ranks(ledger, new RankRequest(1, 5, PlacementOrder.RoundRobin, false, true)).ShouldBe(["0,2,4", "1,3"]);
        Ranks(ledger, new RankRequest(1, 5, PlacementOrder.Block, false, true)).ShouldBe(["0,1,2,3", "4"]);
        Ranks(ledger, new RankRequest(1, 3, PlacementOrder.Block, false, true)).ShouldBe(["0,1,2"]);
    }

    [Fact]
    public void Runs_that_rotate_begin_at_the_next_node_each()
    {
        IReadOnlyList<FreeSlots> free = Ledger.Empty.WithHosts([Host("a", 0, 4), Host("b", 4, 1), Host("c", 5, 4)]).Free();
        string NodeOf(long run, bool full) =>
            Placer.Place(full ? [.. free.Select(f => f with { Slots = 0 })] : free, new RankRequest(run, 1, PlacementOrder.RoundRobin, true, false) { FirstNode = run })!.Value.ShouldHaveSingleItem().Node;
        Enumerable.Range(1, 4).Select(run => NodeOf(run, full: false)).ShouldBe(["b", "c", "a", "b"]);
        Enumerable.Range(1, 4).Select(run => NodeOf(run, full: true)).ShouldBe(["b", "c", "a", "b"]);
    }

    [Fact]
    public void Too_many_ranks_are_refused_in_words_and_spread_evenly_when_allowed()
    {
        var ledger = Ledger.Empty.WithHosts([Host("a", 0, 1), Host("b", 1, 1)]);
        ledger.Refusal(new RankRequest(1, 4, PlacementOrder.RoundRobin, false, true)).ShouldBe("4 ranks asked for, but 2 nodes have 2 slots together; ask for fewer ranks or allow --oversubscribe");
        var request = new RankRequest(1, 4, PlacementOrder.RoundRobin, true, true);
        ledger.Refusal(request).ShouldBeNull();
        var (_, granted) = ledger.Enqueue(request).Admit();
        var shares = granted.ShouldHaveSingleItem().Shares;
        shares.ShouldAllBe(s => s.Oversubscribed && s.Cores.Count == 0 && s.Ranks.Count == 2);
        Placer.Describe(shares.Select(s => s.Ranks.Count)).ShouldBe("node 0 has 2 ranks, node 1 has 2 ranks");
        Ledger.Empty.Refusal(request)!.ShouldContain("no node host is up");
    }

    [Fact]
    public void A_run_waits_for_its_whole_set_in_order()
    {
        var ledger = Ledger.Empty.WithHosts([Host("a", 0, 4)]);
        (ledger, var first) = ledger.Enqueue(Bound(1, 3)).Enqueue(Bound(2, 2)).Enqueue(Bound(3, 1)).Admit();
        first.Select(g => g.Request.Id).ShouldBe([1]);
        ledger.Waiting.Select(r => r.Id).ShouldBe([2, 3]);
        (ledger, var next) = ledger.Release(1).Admit();
        next.Select(g => g.Request.Id).ShouldBe([2, 3]);
        next.SelectMany(g => g.Shares).SelectMany(s => s.Cores).ShouldBeUnique();
        ledger.Release(2).Release(3).Free().Single().Slots.ShouldBe(4);
    }

    [Theory]
    [InlineData(PlacementOrder.Block)]
    [InlineData(PlacementOrder.RoundRobin)]
    public void A_group_of_16384_ranks_on_256_hosts_fits_one_message(PlacementOrder order)
    {
        var hosts = Enumerable.Range(0, 256).Select(i => new HostShare(
            $"akka.tcp://Muster@192.168.{i / 200 + 100}.{i % 200 + 50}:41234/user/rank-host#1234567890", $"node-{i:D4}", $"boot-{i}", $"{i:X16}", [.. Enumerable.Range(64, 64)], 64));
        var shares = Ledger.Empty.WithHosts(hosts).Plan(new RankRequest(1, 16_384, order, false, true))!.Value;
        shares.Sum(s => s.Ranks.Count).ShouldBe(16_384);
        shares.ShouldAllBe(s => s.Cores.Count == 64);
        new StartGroup { Key = new RunKey { Run = 100_000, Attempt = 1 }, Nodes = { shares } }.CalculateSize().ShouldBeLessThan(80 * 1024);
    }

    [Fact]
    public void Seed_numbers_come_out_of_the_default()
    {
        Placer.DefaultRanks(504, 2).ShouldBe(252);
        Placer.DefaultRanks(1, 2).ShouldBe(1);
        Placer.DefaultRanks(0, 1).ShouldBe(1);
    }

    [Fact]
    public void Hosts_of_one_machine_split_its_cores_and_keep_a_reserve()
    {
        var shares = CoreShares.Split([Description("a", "m", 0, 1), Description("b", "m", 0, 1), Description("c", "n", 0, 1, 2, 3, 4, 5, 6, 7, 8)]);
        shares[0].Cores.ShouldBe([0]);
        shares[1].Cores.ShouldBe([1]);
        shares[2].Cores.ShouldBe([2, 3, 4, 5, 6, 7, 8]);
        shares[2].Slots.ShouldBe(7);
        CoreShares.Split([Reserving(0, 0, 1, 2, 3)])[0].Slots.ShouldBe(4);
        CoreShares.Split([Reserving(5, 0, 1)])[0].Slots.ShouldBe(1);
    }

    [Fact]
    public void Slots_the_user_gave_count_and_ranks_beyond_the_cores_are_not_bound()
    {
        var given = Description("a", "m", 0, 1);
        given.SlotsGiven = true;
        given.Slots = 4;
        var ledger = Ledger.Empty.WithHosts(CoreShares.Split([given]));
        ledger.TotalSlots.ShouldBe(4);
        var (_, granted) = ledger.Enqueue(Bound(1, 4)).Admit();
        granted.Single().Shares.Single().Cores.ShouldBeEmpty();
    }

    [Fact]
    public void A_grant_that_is_only_counted_gives_slots_and_binds_nobody()
    {
        var counted = Description("a", "m", [.. Enumerable.Range(0, 64)]);
        (counted.Slots, counted.CoresCounted) = (10, true);
        var share = CoreShares.Split([counted]).Single();
        share.Slots.ShouldBe(8);
        share.Cores.ShouldBeEmpty();
        var ledger = Ledger.Empty.WithHosts([share]);
        ledger.Refusal(Bound(1, 8)).ShouldBeNull();
        ledger.Refusal(Bound(1, 8) with { MustBind = true })!.ShouldContain("only the number of its cores was granted");
    }

    [Fact]
    public void Cores_of_a_NUMA_domain_are_dealt_together()
    {
        var host = Description("a", "m", 0, 1, 2, 3);
        host.Numa.Add(new NumaDomain { Id = 0, Cores = { 0, 2 } });
        host.Numa.Add(new NumaDomain { Id = 1, Cores = { 1, 3 } });
        (host.ReserveGiven, host.Reserve) = (true, 0);
        CoreShares.Split([host]).Single().Cores.ShouldBe([0, 2, 1, 3]);
    }

    [Fact]
    public void Hosts_of_one_machine_split_its_GPUs()
    {
        var hosts = new[] { Description("a", "m", 0), Description("b", "m", 1), Description("c", "n", 0) };
        foreach (var host in hosts)
            host.Gpus.Add([new Gpu { Id = "GPU-1" }, new Gpu { Id = "GPU-2" }]);
        CoreShares.Split(hosts).Select(s => string.Join(',', s.Gpus)).ShouldBe(["GPU-1", "GPU-2", "GPU-1,GPU-2"]);
    }

    [Fact]
    public void Each_rank_gets_its_GPUs_where_they_are_and_they_come_back()
    {
        var ledger = Ledger.Empty.WithHosts([Host("a", 0, 4) with { Gpus = ["g0"] }, Host("b", 4, 4) with { Gpus = ["g1", "g2", "g3"] }]);
        var request = Bound(1, 3) with { GpusPerRank = 1 };
        (ledger, var granted) = ledger.Enqueue(request).Enqueue(request with { Id = 2, Ranks = 2 }).Admit();
        granted.Single().Shares.Select(s => $"{string.Join(',', s.Ranks)}:{string.Join(',', s.Gpus)}").ShouldBe(["0:g0", "1,2:g1,g2"]);
        var share = granted.Single().Shares[1];
        GpuEnvironment.GpusOf(share, 1, 1).ShouldBe(["g2"]);
        (_, var next) = ledger.Release(1).Admit();
        next.Single().Shares.SelectMany(s => s.Gpus).Count().ShouldBe(2);
        ledger.Refusal(Bound(3, 5) with { GpusPerRank = 1 })!.ShouldContain("5 GPUs asked for, but the nodes were granted 4");
        ledger.Refusal(Bound(3, 2) with { GpusPerRank = 2 })!.ShouldContain("no node may split a rank's GPUs");
    }

    [Fact]
    public void GPUs_of_a_run_are_shared_by_its_ranks_on_a_node_and_never_by_runs()
    {
        var ledger = Ledger.Empty.WithHosts([Host("a", 0, 4), Host("b", 4, 4) with { Gpus = ["g0", "g1"] }]);
        (ledger, var granted) = ledger.Enqueue(Bound(1, 1) with { Gpus = 2 }).Enqueue(Bound(2, 1) with { Gpus = 1, Oversubscribe = true }).Admit();
        var share = granted.Single().Shares.Single();
        share.RankHost.ShouldBe("b");
        share.Gpus.ShouldBe(["g0", "g1"]);
        ledger.Waiting.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("0-3,8", "0,1,2,3,8")]
    [InlineData("5\n", "5")]
    [InlineData("", "")]
    public void Core_lists_are_read(string text, string cores) => CoreList.Parse(text)!.Value.ShouldBe(cores.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse));

    [Theory]
    [InlineData("3-1")]
    [InlineData("a")]
    [InlineData("0-99999999")]
    [InlineData("-1")]
    public void What_is_no_core_list_is_not_read(string text) => CoreList.Parse(text).ShouldBeNull();

    [Fact]
    public void Whatever_comes_and_goes_no_core_is_held_twice_and_every_rank_is_placed_once()
    {
        var operations = Gen.Zip(Gen.Choose(0, 4), Gen.Choose(1, 9)).ListOf();
        var property = Prop.ForAll(operations.ToArbitrary(), steps =>
        {
            var ledger = Ledger.Empty.WithHosts([Host("a", 0, 4) with { Gpus = ["g0", "g1"] }, Host("b", 4, 2), Host("c", 6, 3) with { Gpus = ["g2"] }]);
            long id = 0;
            foreach (var (kind, n) in steps)
            {
                if (kind < 3)
                    ledger = ledger.Enqueue(new RankRequest(++id, n, kind == 0 ? PlacementOrder.Block : PlacementOrder.RoundRobin, kind == 2, true) { GpusPerRank = n == 1 ? 1 : 0, Gpus = n == 2 ? 2 : 0 });
                else if (ledger.Holding.Count > 0)
                    ledger = ledger.Release(ledger.Holding.Keys.ElementAt(n % ledger.Holding.Count));
                (ledger, _) = ledger.Admit();
                foreach (var held in ledger.Holding.Values)
                    held.Shares.SelectMany(s => s.Ranks).OrderBy(r => r).ShouldBe(Enumerable.Range(0, held.Request.Ranks));
                var bound = ledger.Holding.Values.SelectMany(g => g.Shares).Where(s => !s.Oversubscribed).ToArray();
                bound.SelectMany(s => s.Cores).ShouldBeUnique();
                ledger.Holding.Values.SelectMany(g => g.Shares).SelectMany(s => s.Gpus).ShouldBeUnique();
                bound.GroupBy(s => s.RankHost).ShouldAllBe(g => g.Sum(s => s.Ranks.Count) <= ledger.Hosts.Single(h => h.Host == g.Key).Slots);
                if (ledger.Waiting.Count > 0)
                    Placer.Place(ledger.Free(), ledger.Waiting[0]).ShouldBeNull();
            }
            return true;
        });
        property.QuickCheckThrowOnFailure();
    }

    private static RankRequest Bound(long id, int ranks) => new(id, ranks, PlacementOrder.RoundRobin, false, true);

    private static HostShare Host(string name, int first, int cores) => new(name, name, "boot", "", [.. Enumerable.Range(first, cores)], cores);

    private static NodeDescription Description(string name, string boot, params int[] cores) => new() { Node = name, Address = name, BootId = boot, Cores = { cores }, Slots = cores.Length };

    private static NodeDescription Reserving(int reserve, params int[] cores)
    {
        var description = Description("c", "n", cores);
        (description.ReserveGiven, description.Reserve) = (true, reserve);
        return description;
    }

    private static IEnumerable<string> Ranks(Ledger ledger, RankRequest request) => ledger.Plan(request)!.Value.Select(s => string.Join(',', s.Ranks));
}
