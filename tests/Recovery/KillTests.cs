using System.Diagnostics;
using System.Text.Json.Nodes;
using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Muster.Tests.Recovery;

/// <summary>kill -9 of each part's host in the middle of runs: no row is lost, none is doubled.</summary>
[Trait("Category", "Recovery")]
public sealed class KillTests
{
    private const int Runs = 4;

    [Theory]
    [InlineData("head")]
    [InlineData("other")]
    [InlineData("parser")]
    [InlineData("producer")]
    [InlineData("result")]
    [InlineData("coordinator")]
    [InlineData("none")]
    public async Task A_killed_host_costs_no_row(string part)
    {
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 4);
        // One that may hold a result actor and has no rank.
        if (part == "result")
            await cluster.AddAsync(coordinator: true);
        var driver = await cluster.RunAsync(Runs);
        var (run, victim) = await ChooseAsync(cluster, part);
        var killed = Stopwatch.GetTimestamp();
        var at = DateTimeOffset.UtcNow;
        cluster.Kill(victim);
        await cluster.ShouldHaveEveryRowOnceAsync(driver, Runs);
        var seconds = Stopwatch.GetElapsedTime(killed).TotalSeconds;

        var attempts = (await cluster.ShowAsync(run))["attempts"]!.AsArray();
        Console.WriteLine($"{part}: {victim} killed in run {run}; {Runs} runs with {Runs * FaultyCluster.Lines} rows over after {seconds:0.0} s, attempts of the run: {attempts.Count}");
        if (part is "head" or "other")
        {
            attempts.Count.ShouldBe(2);
            var retried = DateTimeOffset.Parse((string)attempts[1]!["started"]!, System.Globalization.CultureInfo.InvariantCulture);
            (retried - at).TotalSeconds.ShouldBeLessThan(2, "from the kill to the next attempt");
        }
        else
        {
            attempts.Count.ShouldBe(1, "no rank was lost");
        }

        var now = await cluster.PartsOfEndedAsync(run);
        if (part == "parser")
            now.Parser.ShouldNotBe(victim, "another parser went on");
        if (part == "producer")
            now.Producer.ShouldNotBe(victim, "another producer took the ranks over");
    }

    [Fact]
    public async Task After_the_coordinators_host_was_killed_a_submission_is_accepted_within_10_s_and_ranks_go_on()
    {
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 3);
        var driver = await cluster.RunAsync(1, seconds: 12);
        var clock = Stopwatch.StartNew();
        cluster.Kill("seed");
        var hello = cluster.Scene.Muster("run", "--run-dir", cluster.RunDir, "--runs", "1", "--ranks", "1", "--oversubscribe", "--parse", "(.+)", "--", "echo", "hello");
        await hello.PrintedAsync("INFO:main:Starting a new producer");
        var accepted = clock.Elapsed;
        (await hello.EndedAsync()).ShouldBe(0, hello.Everything);
        Console.WriteLine($"a submission was accepted {accepted.TotalSeconds:0.0} s after the coordinator's host was killed");
        accepted.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        await cluster.ShouldHaveEveryRowOnceAsync(driver, 1);
        (await cluster.ShowAsync(1))["attempts"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task All_hosts_killed_at_once_and_resumed_costs_no_row()
    {
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 2);
        var driver = await cluster.RunAsync(Runs, seconds: 4, retries: 0);
        foreach (var host in cluster.Hosts.ToArray())
            cluster.Kill(host);
        driver.Signal(Posix.SigKill);
        var resume = cluster.Scene.Muster("resume", cluster.RunDir, "--nodes", "2");
        (await resume.EndedAsync(90)).ShouldBe(0, resume.Everything);
        resume.Everything.ShouldContain($"going on with {Runs} runs of 1 submission");
        await cluster.ShouldHaveEveryRowOnceAsync(null, Runs);
    }

    [Fact]
    public async Task A_driver_that_is_killed_while_it_follows_costs_nothing()
    {
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 2);
        var driver = await cluster.RunAsync(Runs, seconds: 3);
        driver.Signal(Posix.SigKill);
        await Eventually.Async(
            () => JsonOf(cluster, "runs")["runs"]!.AsArray().All(run => (string)run!["state"]! == "completed"), "every run is over", 30);
        await cluster.ShouldHaveEveryRowOnceAsync(null, Runs);
    }

    /// <summary>Hosts die one after the other, whoever they are; each is replaced.</summary>
    [Fact]
    public async Task Random_kills_cost_no_row()
    {
        var rounds = Environment.GetEnvironmentVariable("MUSTER_TEST_SIZE") == "soak" ? 100 : 5;
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MUSTER_TEST_SEED"), out var given) ? given : Environment.TickCount;
        var random = new Random(seed);
        Console.WriteLine($"seed {seed}");
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 4);
        for (var round = 0; round < rounds; round++)
        {
            var driver = await cluster.RunAsync(2, seconds: 4);
            await Task.Delay(random.Next(1500));
            var hosts = cluster.Hosts.Order(StringComparer.Ordinal).ToArray();
            var victim = hosts[random.Next(hosts.Length)];
            cluster.Kill(victim);
            try
            {
                await cluster.ShouldHaveEveryRowOnceAsync(driver, 2, first: (2 * round) + 1);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"round {round}, {victim} killed, seed {seed}: {e.Message}", e);
            }

            await cluster.AddAsync(coordinator: true);
        }

        Console.WriteLine($"{rounds} kills, {rounds * 2} runs, {rounds * 2 * FaultyCluster.Lines} rows: 0 lost, 0 doubled");
    }

    /// <summary>A run, and the host of that part of it; without ranks of the run there, unless it is the host of a rank that is wanted.</summary>
    private static async Task<(long Run, string Victim)> ChooseAsync(FaultyCluster cluster, string part)
    {
        var seen = new List<FaultyCluster.Parts>();
        for (var run = 1L; run <= Runs; run++)
        {
            var parts = await cluster.PartsAsync(run);
            seen.Add(parts);
            var victim = part switch
            {
                "head" => parts.Head,
                "other" => parts.Other == parts.Head ? null : parts.Other,
                "parser" => parts.Parser,
                "producer" => parts.Producer,
                "result" => parts.Result == "seed" ? null : parts.Result,
                "coordinator" => "seed",
                _ => cluster.Hosts.FirstOrDefault(h => h != "seed" && h != parts.Parser && h != parts.Result && h != parts.Producer && h != parts.Head && h != parts.Other),
            };
            if (victim is not null && (part is "head" or "other" || (victim != parts.Head && victim != parts.Other)))
                return (run, victim);
        }

        throw new InvalidOperationException($"no run has its {part} on a host without ranks of it: {string.Join("; ", seen)}");
    }

    private static JsonNode JsonOf(FaultyCluster cluster, params string[] verb)
    {
        var call = cluster.Scene.Muster([.. verb, "--output", "json", "--run-dir", cluster.RunDir]);
        call.EndedAsync().GetAwaiter().GetResult().ShouldBe(0, call.Everything);
        return JsonNode.Parse(string.Join('\n', call.Out))!;
    }
}
