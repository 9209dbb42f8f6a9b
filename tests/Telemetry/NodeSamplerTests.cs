using System.Diagnostics;
using Muster.Actors.Ranks;
using Muster.Actors.Telemetry;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Telemetry;

/// <summary>Samples of this machine, of a made one, and of one that tells nothing.</summary>
public sealed class NodeSamplerTests : IDisposable
{
    private static readonly RunKey Key = new() { Run = 3, Attempt = 1 };

    private readonly string _root = Directory.CreateTempSubdirectory("muster-sampler").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Rates_are_over_the_time_since_the_sample_before()
    {
        Write("loadavg", "0.50 0.40 0.30 1/1 1\n");
        Write("stat", "cpu  0 0 0 1000 0 0 0 0\ncpu0 0 0 0 500 0 0 0 0\ncpu1 0 0 0 500 0 0 0 0\n");
        Write("meminfo", "MemTotal: 4 kB\nMemAvailable: 2 kB\nSwapTotal: 8 kB\nSwapFree: 6 kB\n");
        Write("diskstats", "8 0 sda 0 0 0 0 0 0 0 0 0 0 0\n");
        Write("self/net/dev", "eth0: 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n");
        using var sampler = new NodeSampler("n1", new RunningRanks(), _root);
        var first = sampler.Take(1_000_000);
        (first.Node, first.OverMs, first.CpuPercent, first.DiskRead).ShouldBe(("n1", 0, 0f, 0L));

        Write("stat", "cpu  100 0 0 1100 0 0 0 0\ncpu0 100 0 0 500 0 0 0 0\ncpu1 0 0 0 600 0 0 0 0\n");
        Write("diskstats", "8 0 sda 0 0 8 0 0 0 4 0 0 0 0\n");
        Write("self/net/dev", "eth0: 1000 0 0 0 0 0 0 0 500 0 0 0 0 0 0 0\n");
        var second = sampler.Take(3_000_000);
        (second.OverMs, second.CpuPercent).ShouldBe((2000, 50f));
        second.CorePercent.ToByteArray().ShouldBe(new byte[] { 100, 0 });
        (second.DiskRead, second.DiskWritten, second.NetReceived, second.NetSent).ShouldBe((2048L, 1024L, 500L, 250L));
        (second.Load1, second.MemoryBytes, second.MemoryAvailableBytes, second.SwapBytes, second.SwapUsedBytes).ShouldBe((0.5f, 4096L, 2048L, 8192L, 2048L));
        second.Trouble.ShouldBeEmpty();
    }

    [Fact]
    public void What_a_machine_does_not_tell_is_named()
    {
        using var sampler = new NodeSampler("n1", new RunningRanks(), _root);
        var sample = sampler.Take(1);
        sample.Trouble.ShouldContain("/proc/diskstats cannot be read");
        sample.Load1.ShouldBe(0);
    }

    [Fact]
    public void This_machine_tells_everything()
    {
        using var sampler = new NodeSampler("here", new RunningRanks());
        sampler.Take(1_000_000);
        var sample = sampler.Take(2_000_000);
        sample.Trouble.ShouldBeEmpty();
        sample.MemoryBytes.ShouldBeGreaterThan(0);
        sample.CorePercent.Length.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_rank_counts_with_what_it_has_started_and_is_forgotten_when_it_ends()
    {
        // A shell that waits for the one at work.
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "(while :; do :; done) & wait"]))!;
        try
        {
            var running = new RunningRanks();
            running.Add(Key, 5, shell.Id);
            running.Add(Key, 6, int.MaxValue);
            using var sampler = new NodeSampler("here", running);
            var clock = Stopwatch.StartNew();
            var sample = sampler.Take(1);
            for (var bound = new EndToEnd.Tests.Bound(TimeSpan.FromSeconds(20)); sample.Ranks.Count == 0 || sample.Ranks[0].CpuPercent < 1;)
            {
                (await bound.IsOverAsync()).ShouldBeFalse("the rank at work was never seen to use its core");
                sample = sampler.Take(1 + (clock.ElapsedMilliseconds * 1000));
            }
            // The one that was never there is not told of.
            var rank = sample.Ranks.ShouldHaveSingleItem();
            (rank.Key, rank.Rank, rank.Pid).ShouldBe((Key, 5, shell.Id));
            rank.ResidentBytes.ShouldBeGreaterThan(0);
            running.Remove(Key, 5);
            sampler.Take(1 + (clock.ElapsedMilliseconds * 1000)).Ranks.ShouldBeEmpty();
        }
        finally
        {
            shell.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public void More_ranks_than_fit_are_counted()
    {
        var running = new RunningRanks();
        for (var rank = 0; rank < NodeSampler.MostRanks + 7; rank++)
            running.Add(Key, rank, Environment.ProcessId);
        using var sampler = new NodeSampler("here", running);
        var sample = sampler.Take(1);
        (sample.Ranks.Count, sample.MoreRanks).ShouldBe((NodeSampler.MostRanks, 7));
        sample.CalculateSize().ShouldBeLessThan(48 * 1024);
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, "proc", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // The sampler keeps it open: the same file with another text.
        using var stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(System.Text.Encoding.ASCII.GetBytes(text));
    }
}
