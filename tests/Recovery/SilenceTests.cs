using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Muster.Tests.Recovery;

/// <summary>
/// The host of each part alone stands still (20 s, 60 s in soak) or is cut off (15 s, 30 s in soak) and then goes on: the rest goes on without it, and what it does afterwards changes
/// nothing. Some clusters at once: what takes time is the hold. Cut off, the coordinator's host and another one take themselves for the coordinator's for a while.
/// </summary>
[Trait("Category", "Recovery")]
public sealed class SilenceTests
{
    private const int Runs = 4;

    // From the beginning of the silence to the next attempt of a run that had ranks there.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Still = TimeSpan.FromSeconds(Size.Of(20, 60));
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(Size.Of(15, 30));

    [Theory]
    [InlineData("coordinator", "head", "parser")]
    [InlineData("result", "other", "producer")]
    public Task Hosts_that_stand_still_cost_no_row(params string[] parts) => Task.WhenAll(parts.Select(part => HurtAsync("still", part, apart: false, async (cluster, host) =>
    {
        cluster.Signal(host, FaultyCluster.SigStop);
        await Task.Delay(Still);
        cluster.Signal(host, FaultyCluster.SigCont);
    })));

    [MountTheory]
    [InlineData("coordinator", "head", "parser")]
    [InlineData("result", "other", "producer")]
    public Task Hosts_that_are_cut_off_cost_no_row(params string[] parts) => Task.WhenAll(parts.Select(part => HurtAsync("cut off", part, apart: true, async (cluster, host) =>
    {
        await cluster.CutAsync(host);
        await Task.Delay(Cut);
        await cluster.JoinAsync(host);
    })));

    private static async Task HurtAsync(string how, string part, bool apart, Func<FaultyCluster, string, Task> hold)
    {
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 3, apart);
        await cluster.AddAsync(coordinator: true);
        var gate = Path.Combine(cluster.Scene.Here, "gate");
        var driver = await cluster.RunAsync(Runs, seconds: 12, gate: gate);
        var (run, victim) = await cluster.ChooseAsync(part, Runs);
        await File.WriteAllTextAsync(gate, "open");
        var at = DateTimeOffset.UtcNow;
        await hold(cluster, victim);
        try
        {
            await cluster.ShouldHaveEveryRowOnceAsync(driver, Runs);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{part}: {victim} {how}, run {run}: {e.Message}", e);
        }

        var now = await cluster.ShowAsync(run);
        Console.WriteLine($"{part}: {victim} {how} in run {run}; {Runs} runs with {Runs * FaultyCluster.Lines} rows over after {(DateTimeOffset.UtcNow - at).TotalSeconds:0.0} s, attempts of the run: {now.Attempts.Count}");
        if (part is not ("head" or "other"))
            return;
        now.Attempts.Count.ShouldBe(2, now.Json.ToString());
        (now.StartOf(attempt: 2) - at).ShouldBeLessThan(Bound, "from the beginning of the silence to the next attempt");
    }
}
