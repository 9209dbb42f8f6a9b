using System.Diagnostics;
using Akka.Cluster;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Akka.Simulation;

/// <summary>A seed that fails has to fail again: everything that a simulation does follows from its seed.</summary>
public class HistoryTests(ITestOutputHelper output)
{
    private const string Ask = "MUSTER_SIMULATION_HISTORY";

    [Fact]
    public void The_same_seed_gives_the_same_history_down_to_the_bytes()
    {
        var first = History(5, 7);
        History(5, 7).ShouldBe(first);
        History(5, 8).ShouldNotBe(first);
    }

    [Fact]
    public void The_same_seed_gives_the_same_history_in_another_process()
    {
        var own = History(20, 3);
        output.WriteLine(own);
        // The other process runs this very test, which then only writes its history down.
        if (Environment.GetEnvironmentVariable(Ask) is { Length: > 0 } file)
        {
            File.WriteAllText(file, own);
            return;
        }
        var theirs = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("dotnet")
            {
                ArgumentList = { "vstest", typeof(HistoryTests).Assembly.Location, $"--TestCaseFilter:FullyQualifiedName~{nameof(The_same_seed_gives_the_same_history_in_another_process)}" },
                RedirectStandardOutput = true,
            };
            start.Environment[Ask] = theirs;
            using var process = Process.Start(start);
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            process.ExitCode.ShouldBe(0, said);
            File.ReadAllText(theirs).ShouldBe(own);
        }
        finally
        {
            File.Delete(theirs);
        }
    }

    /// <summary>Steps, batches, bytes, and a hash over every batch with its time, its ends and its content.</summary>
    private static string History(int hosts, int seed)
    {
        var cluster = new SimulatedCluster(hosts, seed);
        var hash = 14695981039346656037UL;
        cluster.Network.Sent = (from, to, bytes) =>
        {
            Mix((ulong)cluster.World.Now.Ticks);
            Mix((ulong)from.GetHashCode());
            Mix((ulong)to.GetHashCode());
            foreach (var b in bytes)
                Mix(b);
        };
        var verdict = new Scenario(cluster).Run();
        return $"{verdict ?? "whole"}: {cluster.World.Steps} steps, {cluster.Network.BatchesSent} batches, {cluster.Network.BytesSent} bytes, {hash:x16}, "
            + string.Join(",", cluster.Alive.Select(h => h.Cluster.SelfUniqueAddress.Uid));

        void Mix(ulong value) => hash = (hash ^ value) * 1099511628211UL;
    }
}
