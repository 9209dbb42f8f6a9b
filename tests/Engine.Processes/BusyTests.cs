using System.Diagnostics;
using Muster.Tests;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Processes.Tests;

/// <summary>What ranks do to a node: every core is wanted by 32 others, the page cache is churned, the streams are full, and the collector runs.</summary>
[Collection("processes")]
public sealed class BusyTests(ITestOutputHelper output)
{
    private const int BusyPerCore = 32;

    [Fact]
    public async Task No_member_is_unreachable_on_cores_that_are_busy()
    {
        var hold = HostCluster.IsSoak ? 120 : 20;
        using var cluster = await HostCluster.Start([0, 0, 0, 0, 0]);
        foreach (var host in cluster.Hosts)
        {
            host.Command("ballast");
            await host.Says("ballast", 60);
            host.Command("stream");
            await host.Says("streaming", 30);
        }
        var marks = HostCluster.Marks(cluster.Hosts);
        using (Load(BusyPerCore * Environment.ProcessorCount, hold + 30))
        {
            foreach (var host in cluster.Hosts)
                host.Command("measure");
            var began = Stopwatch.StartNew();
            await Task.Delay(TimeSpan.FromSeconds(hold / 2.0));
            foreach (var host in cluster.Hosts)
                host.Command("collect");
            await Task.Delay(TimeSpan.FromSeconds(hold) - began.Elapsed);
            foreach (var host in cluster.Hosts)
                host.Command("gaps");
            foreach (var host in cluster.Hosts)
                await host.Says("gaps", 30, marks[host]);
        }
        foreach (var host in cluster.Hosts)
            host.Command("still");
        var gaps = new List<int>();
        var late = 0;
        foreach (var host in cluster.Hosts)
        {
            gaps.AddRange((await host.Says("gaps ", 30, marks[host])).Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(int.Parse));
            late = Math.Max(late, int.Parse((await host.Says("woken ", 30, marks[host])).Split(' ')[1]));
            output.WriteLine($"{host.Name}: {await host.Says("streamed", 30, marks[host])} MB/s received, {await host.Says("collected", 30, marks[host])} ms for a full collection");
        }
        gaps.Sort();
        // Nearest rank, rounded up: with few samples the longest of all.
        var worst = gaps[Math.Min(gaps.Count - 1, (int)Math.Ceiling(gaps.Count * 0.999) - 1)];
        output.WriteLine($"{BusyPerCore} busy processes a core for {hold} s: {gaps.Count} heartbeats, gap p50 {gaps[gaps.Count / 2]} ms, p99 {gaps[gaps.Count * 99 / 100]} ms, p99.9 {worst} ms, longest {gaps[^1]} ms");
        Figure.Add("heartbeats on busy cores", gaps.Count);
        Figure.Add("heartbeat gap p99.9 on busy cores, ms (bar 2000)", worst);
        HostCluster.Trouble(marks).ShouldBeEmpty();
        gaps.Count.ShouldBeGreaterThan(cluster.Hosts.Count * (cluster.Hosts.Count - 1) * hold / 2);
        // What a bare thread of the same processes had to wait for a core is the machine's share, not the engine's.
        output.WriteLine($"a bare thread woke up to {late} ms late");
        (worst - late).ShouldBeLessThan(2_000, $"gap p99.9 {worst} ms, of which a bare thread had to wait up to {late} ms");
    }

    private static Ending Load(int busy, int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("engine-load").FullName;
        var script = Process.Start(new ProcessStartInfo("bash", [Path.Combine(AppContext.BaseDirectory, "load.sh"), $"{busy}", folder, $"{seconds}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        script.StandardOutput.ReadLine().ShouldBe("ready");
        return new Ending(() =>
        {
            script.StandardInput.Close();
            script.WaitForExit(30_000).ShouldBeTrue("the load ends");
            script.Dispose();
            Directory.Delete(folder, recursive: true);
        });
    }

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}

/// <summary>Runs with ./muster test soak only.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SoakFactAttribute : FactAttribute
{
    public SoakFactAttribute()
    {
        if (!HostCluster.IsSoak)
            Skip = "takes minutes: ./muster test soak";
    }
}
