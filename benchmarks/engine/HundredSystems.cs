using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster;

namespace Engine.Benchmarks;

/// <summary>A hundred cluster members in one process: until each sees all of them Up, and what they cost when nothing happens.</summary>
internal static class HundredSystems
{
    private const int Count = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(20);

    internal static async Task Run(Report report)
    {
        var channel = await Calibration.Channels(2, 2_000_000);
        var clock = Stopwatch.StartNew();
        var first = Start("akka.cluster.seed-nodes = []");
        var seed = Cluster.Get(first).SelfAddress;
        await Cluster.Get(first).JoinAsync(seed);
        var systems = new List<ActorSystem> { first };
        for (var i = 1; i < Count; i++) systems.Add(Start($"akka.cluster.seed-nodes = [\"{seed}\"]"));
        var started = clock.Elapsed;
        var clusters = systems.Select(Cluster.Get).ToArray();
        while (!clusters.All(AllUp) && clock.Elapsed < Patience) await Task.Delay(50);
        var up = clock.Elapsed;
        var unreached = clusters.Count(c => !AllUp(c));
        report.AtMost($"{Count} systems, all Up everywhere", Math.Round(up.TotalSeconds, 1), "s", 30,
            $"all started after {started.TotalSeconds:F1} s{(unreached > 0 ? $", {unreached} not there" : "")}; channel {channel / 1e6:F1} M/s");

        // Rumours of the joining die down first.
        await Task.Delay(TimeSpan.FromSeconds(10));
        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        await Task.Delay(Quiet);
        process.Refresh();
        var used = (process.TotalProcessorTime - before) / Quiet;
        report.AtMost($"{Count} systems afterwards, of a core", Math.Round(100 * used, 2), "%", 5,
            $"{process.Threads.Count} threads, {process.WorkingSet64 >> 20} MiB");
        await Task.WhenAll(systems.Select(s => s.Terminate()));
    }

    private static bool AllUp(Cluster cluster)
    {
        var state = cluster.State;
        return state.Members.Count == Count && state.Unreachable.Count == 0 && state.Members.All(m => m.Status == MemberStatus.Up);
    }

    /// <summary>The large profile: stock intervals.</summary>
    private static ActorSystem Start(string seeds) => ActorSystem.Create("hundred", $$"""
        akka {
          loglevel = WARNING
          actor.provider = cluster
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        {{seeds}}
        """);
}
