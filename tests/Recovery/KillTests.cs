using System.Diagnostics;
using Muster.Client;
using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;

namespace Muster.Tests.Recovery;

/// <summary>The cluster that cases share which hurt one host each and put another one in its place.</summary>
public sealed class SharedCluster : IAsyncLifetime
{
    internal FaultyCluster Faulty { get; } = new();

    public async Task InitializeAsync()
    {
        await Faulty.StartAsync(nodes: 4);
        // One that may hold result actors and comes behind those that get the ranks.
        await Faulty.AddAsync(coordinator: true);
    }

    public Task DisposeAsync() => Faulty.DisposeAsync().AsTask();
}

/// <summary>kill -9 of each part's host in the middle of runs: no row is lost, none is doubled.</summary>
[Trait("Category", "Recovery")]
public sealed class KillTests(SharedCluster shared) : IClassFixture<SharedCluster>
{
    private const int Runs = 5;

    [Theory]
    [InlineData("head")]
    [InlineData("other")]
    [InlineData("parser")]
    [InlineData("producer")]
    [InlineData("result")]
    [InlineData("none")]
    public async Task A_killed_host_costs_no_row(string part)
    {
        var cluster = shared.Faulty;
        var driver = await cluster.RunAsync(Runs, seconds: 5);
        var (run, victim) = await cluster.ChooseAsync(part, Runs);
        var killed = Stopwatch.GetTimestamp();
        var at = DateTimeOffset.UtcNow;
        cluster.Kill(victim);
        await cluster.ShouldHaveEveryRowOnceAsync(driver, Runs);
        var seconds = Stopwatch.GetElapsedTime(killed).TotalSeconds;

        var now = await cluster.ShowAsync(run);
        Console.WriteLine($"{part}: {victim} killed in run {run}; {Runs} runs with {Runs * FaultyCluster.Lines} rows over after {seconds:0.0} s, attempts of the run: {now.Attempts.Count}");
        if (part is "head" or "other")
        {
            now.Attempts.Count.ShouldBe(2);
            var retried = (now.StartOf(attempt: 2) - at).TotalSeconds;
            Console.WriteLine($"{part}: the next attempt began {retried:0.00} s after the kill");
            retried.ShouldBeLessThan(2, "from the kill to the next attempt");
        }
        else
        {
            now.Attempts.Count.ShouldBe(1, "no rank was lost");
        }

        if (part == "parser")
            now.Parser.ShouldNotBe(victim, "another parser went on");
        if (part == "producer")
            now.Producer.ShouldNotBe(victim, "another producer took the ranks over");
        await cluster.AddAsync(coordinator: part == "result" || victim is "node0" or "node1");
    }
}

/// <summary>kill -9 of the coordinator's host, of all hosts, of a driver, and of any host again and again.</summary>
[Trait("Category", "Recovery")]
public sealed class WholeClusterKillTests
{
    private const int Runs = 4;

    [Fact]
    public async Task After_the_coordinators_host_was_killed_a_submission_is_accepted_within_10_s_and_ranks_go_on()
    {
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 3);
        var driver = await cluster.RunAsync(Runs, seconds: 10);
        var clock = Stopwatch.StartNew();
        cluster.Kill("seed");
        var hello = cluster.Muster("run", "--run-dir", cluster.RunDir, "--runs", "1", "--ranks", "1", "--oversubscribe", "--parse", "(.+)", "--", "echo", "hello");
        await hello.PrintedAsync("INFO:main:Starting a new producer");
        var accepted = clock.Elapsed;
        (await hello.EndedAsync()).ShouldBe(0, hello.Everything);
        Console.WriteLine($"a submission was accepted {accepted.TotalSeconds:0.0} s after the coordinator's host was killed");
        accepted.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        await cluster.ShouldHaveEveryRowOnceAsync(driver, Runs);
        for (var run = 1; run <= Runs; run++)
            (await cluster.ShowAsync(run)).Attempts.Count.ShouldBe(1);
    }

    /// <summary>Names are kept beside the coordinator; ranks that run have published theirs for the next one too.</summary>
    [Fact]
    public async Task A_name_that_a_rank_has_published_is_found_after_the_coordinators_host_was_killed()
    {
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 2);
        var over = Path.Combine(cluster.Scene.Here, "over");
        const string speak = "ask() { printf '%s\\n' \"$1\" >&$PMI_FD; read -r answer <&$PMI_FD; }; ask 'cmd=init pmi_version=1 pmi_subversion=1'; ";
        Running Speaker(string script) => cluster.Muster(
            "run", "--run-dir", cluster.RunDir, "--runs", "1", "--ranks", "1", "--oversubscribe", "--mpi", "mpich", "--parse", "(.+)", "--", "bash", "-c", speak + script + "; ask cmd=finalize");
        var publisher = Speaker($"ask 'cmd=publish_name service=ocean port=here'; echo $answer; while [ ! -e {over} ]; do sleep 0.1; done");
        await publisher.PrintedAsync("cmd=publish_result info=ok");
        cluster.Kill("seed");
        // The next coordinator may be there a moment before the ranks hear of it.
        var reader = Speaker("for i in $(seq 100); do ask 'cmd=lookup_name service=ocean'; case $answer in *port=here*) break;; esac; sleep 0.1; done; echo $answer");
        (await reader.EndedAsync()).ShouldBe(0, reader.Everything);
        reader.Everything.ShouldContain("port=here");
        await File.WriteAllTextAsync(over, "");
        (await publisher.EndedAsync()).ShouldBe(0, publisher.Everything);
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
        // What is stored can be read before anybody goes on with it.
        var runs = cluster.Scene.Muster("runs", "--run-dir", cluster.RunDir);
        (await runs.EndedAsync(90)).ShouldBe(0, runs.Everything);
        runs.Out.Count(line => line.Contains("waiting", StringComparison.Ordinal)).ShouldBe(Runs, runs.Everything);
        var resume = cluster.Scene.Muster("resume", cluster.RunDir, "--nodes", "2");
        (await resume.EndedAsync(120)).ShouldBe(0, resume.Everything);
        resume.Everything.ShouldContain($"going on with {Runs} runs of 1 submission");
        await cluster.ShouldHaveEveryRowOnceAsync(null, Runs);
    }

    /// <summary>Its runs go on, and who follows in its place goes on by its cursor: behind the last row it printed comes the next.</summary>
    [Fact]
    public async Task A_driver_that_is_killed_while_it_follows_costs_nothing_and_another_goes_on_by_its_cursor()
    {
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 2);
        var driver = await cluster.RunAsync(Runs, seconds: 3);
        driver.Signal(Posix.SigKill);
        await driver.EndedAsync();
        await using var client = await MusterClient.ConnectAsync(cluster.RunDir);
        for (var run = 0; run < Runs; run++)
        {
            var followed = driver.Out.Where(line => line.StartsWith($"INFO:consumer:{{{run}: (", StringComparison.Ordinal)).Select(line => line.Split('\'')[1]).ToList();
            followed.Count.ShouldBeInRange(1, FaultyCluster.Lines - 1, "killed in the middle");
            await foreach (var page in client.RowsAsync(run + 1, from: followed.Count + 1))
                followed.AddRange(page.Rows_.Select(row => row.Values[0]));
            followed.ShouldBe(Enumerable.Range(1, FaultyCluster.Lines).Select(i => $"{i}"));
        }

        await cluster.ShouldHaveEveryRowOnceAsync(null, Runs);
    }

    /// <summary>Hosts die one after the other, whoever they are; each is replaced.</summary>
    [Fact]
    public async Task Random_kills_cost_no_row()
    {
        var rounds = Size.Of(5, 100);
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MUSTER_TEST_SEED"), out var given) ? given : Environment.TickCount;
        var random = new Random(seed);
        Console.WriteLine($"seed {seed}");
        await using var cluster = new FaultyCluster();
        await cluster.StartAsync(nodes: 4);
        for (var round = 0; round < rounds; round++)
        {
            var driver = await cluster.RunAsync(2, seconds: 3);
            await Task.Delay(random.Next(1500));
            var hosts = cluster.Hosts.Order(StringComparer.Ordinal).ToArray();
            var victim = hosts[random.Next(hosts.Length)];
            cluster.Kill(victim);
            try
            {
                await cluster.ShouldHaveEveryRowOnceAsync(driver, 2);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"round {round}, {victim} killed, seed {seed}: {e.Message}", e);
            }

            await cluster.AddAsync(coordinator: true);
        }

        Console.WriteLine($"{rounds} kills, {rounds * 2} runs, {rounds * 2 * FaultyCluster.Lines} rows: 0 lost, 0 doubled");
    }
}
