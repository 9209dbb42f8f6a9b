using System.Collections.Concurrent;
using System.Diagnostics;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Akka.Simulation;

/// <summary>
/// MUSTER_SIMULATION_SEED runs one seed again with its story printed; MUSTER_SIMULATION_RUNS limits how many are run.
/// </summary>
public class ScenarioTests(ITestOutputHelper output)
{
    public static TheoryData<int, int> Sizes => new() { { 5, 900 }, { 20, 90 }, { 100, 10 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void After_crashes_restarts_partitions_and_slow_links_the_cluster_is_whole_again(int hosts, int runs)
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("MUSTER_SIMULATION_SEED"), out var only))
        {
            var one = new SimulatedCluster(hosts, only, log: output.WriteLine);
            var verdict = new Scenario(one).Run();
            output.WriteLine($"{one.World.Steps} steps, {one.Network.BatchesSent} batches, {one.Network.BytesSent} bytes{Environment.NewLine}{one.Views()}");
            verdict.ShouldBeNull($"seed {only}");
            return;
        }
        if (int.TryParse(Environment.GetEnvironmentVariable("MUSTER_SIMULATION_RUNS"), out var asked))
            runs = Math.Min(runs, asked);
        var clock = Stopwatch.StartNew();
        var failures = new ConcurrentQueue<string>();
        // Each cluster stays on one thread; the clusters have nothing to do with each other.
        Parallel.For(1, runs + 1, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, seed =>
        {
            var cluster = new SimulatedCluster(hosts, seed);
            string wrong;
            try
            {
                wrong = new Scenario(cluster).Run();
            }
            catch (InvalidOperationException failure)
            {
                wrong = failure.Message;
            }
            if (wrong is not null)
                failures.Enqueue($"seed {seed}: {wrong}{Environment.NewLine}{cluster.Views()}");
        });
        output.WriteLine($"{runs} runs of {hosts} members, {Scenario.Length.TotalSeconds} virtual seconds each, in {clock.Elapsed.TotalSeconds:0.0} s, seeds 1 to {runs}, {failures.Count} failed");
        failures.ShouldBeEmpty(string.Join(Environment.NewLine, failures.Take(5)));
    }
}
