using System.Diagnostics;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Processes.Tests;

/// <summary>Clusters of processes take processor time from each other: one after the other.</summary>
[CollectionDefinition("processes", DisableParallelization = true)]
public sealed class ProcessesCollection;

[Collection("processes")]
public sealed class LossTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_killed_host_comes_back_at_its_address_within_15_s()
    {
        using var cluster = await HostCluster.Start([0, 0, 0, 0, 0]);
        var killed = cluster.Hosts[3];
        var others = cluster.Hosts.Where(h => h != killed).ToList();
        var marks = HostCluster.Marks(others);
        var clock = Stopwatch.StartNew();
        killed.Signal(Signals.Kill);
        (await killed.Ends(30)).ShouldBe(137);

        var again = cluster.Restart(3);
        await again.Says("ready ", 15);
        again.Address.ShouldBe(killed.Address);
        foreach (var host in others)
            await host.Says($"Up {again.Address} ", 15 - clock.Elapsed.TotalSeconds, marks[host]);
        clock.Elapsed.TotalSeconds.ShouldBeLessThan(15);
        output.WriteLine($"killed, started again at once, Up everywhere after {clock.Elapsed.TotalSeconds:0.00} s");

        // It is another incarnation, and the only one that is lost is the old.
        foreach (var host in others)
        {
            host.Lines("Up " + again.Address, marks[host]).Single().ShouldNotBe(host.Lines("Up " + again.Address).First());
            host.Lines("Removed ", marks[host]).ShouldAllBe(l => l.StartsWith("Removed " + killed.Address));
        }
    }

    [Fact]
    public async Task A_host_that_stood_still_is_missed_and_then_a_member_as_before()
    {
        using var cluster = await HostCluster.Start([0, 0, 0, 0, 0]);
        var stopped = cluster.Hosts[2];
        var others = cluster.Hosts.Where(h => h != stopped).ToList();
        var marks = HostCluster.Marks(cluster.Hosts);
        await stopped.StandStill(TimeSpan.FromSeconds(10));
        var clock = Stopwatch.StartNew();
        foreach (var host in others.Where(h => h.Lines("Unreachable " + stopped.Address, marks[h]).Count > 0))
            await host.Says("Reachable " + stopped.Address, 30, marks[host]);
        output.WriteLine($"stopped for 10 s; reachable everywhere {clock.Elapsed.TotalSeconds:0.00} s after it went on");
        await cluster.AllGoOn();
        foreach (var (host, mark) in marks)
        {
            host.HasEnded.ShouldBeFalse(host.Everything);
            host.Lines("Removed ", mark).ShouldBeEmpty(host.Everything);
            host.Lines("Down ", mark).ShouldBeEmpty(host.Everything);
        }
    }

    [SoakFact]
    public async Task A_host_that_stood_still_for_a_minute_ends_with_5_and_says_why()
    {
        using var cluster = await HostCluster.Start([0, 0, 0, 0, 0]);
        var stopped = cluster.Hosts[2];
        var others = cluster.Hosts.Where(h => h != stopped).ToList();
        stopped.Signal(Signals.Stop);
        var clock = Stopwatch.StartNew();
        foreach (var host in others)
            await host.Says("Removed " + stopped.Address, 20 - clock.Elapsed.TotalSeconds);
        await Task.Delay(TimeSpan.FromSeconds(60) - clock.Elapsed);
        stopped.Signal(Signals.Continue);
        (await stopped.Ends(20)).ShouldBe(5, stopped.Everything);
        stopped.Complaints.ShouldContain("taken");
        await cluster.AllGoOn(others);
    }
}
