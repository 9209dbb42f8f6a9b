using System.Text;
using Muster.Actors.Telemetry.Kernel;
using Shouldly;
using Xunit;

namespace Muster.Tests.Telemetry;

/// <summary>The kernel's files as they were seen on real machines, and as nobody ever saw them.</summary>
public sealed class KernelTextTests
{
    private const string Stat = """
        cpu  100 10 50 800 40 0 5 0 0 0
        cpu0 60 5 25 400 10 0 5 0 0 0
        cpu1 40 5 25 400 30 0 0 0 0 0
        intr 1234 0 0
        ctxt 99
        """;

    [Fact]
    public void Loads_are_read() => LoadAverage.Parse("29.70 0.05 103.25 3/912 4711\n"u8).ShouldBe(new LoadAverage(29.7, 0.05, 103.25));

    [Fact]
    public void Ticks_of_all_cores_and_of_each_are_read()
    {
        var cores = new List<CpuTicks>();
        CpuTicks.Parse(Encoding.ASCII.GetBytes(Stat), cores).ShouldBe(new CpuTicks(165, 1005));
        cores.ShouldBe([new CpuTicks(95, 505), new CpuTicks(70, 500)]);
        new CpuTicks(150, 300).PercentSince(new CpuTicks(100, 100)).ShouldBe(25);
        // Set back, or not moved at all.
        new CpuTicks(50, 50).PercentSince(new CpuTicks(100, 100)).ShouldBe(0);
        new CpuTicks(100, 100).PercentSince(new CpuTicks(100, 100)).ShouldBe(0);
    }

    [Fact]
    public void Memory_is_read_in_bytes() =>
        MemoryReading.Parse("MemTotal:       16384 kB\nMemFree: 1 kB\nMemAvailable:    8192 kB\nSwapTotal: 4 kB\nSwapFree: 3 kB\nHugePages_Total: 0\n"u8)
            .ShouldBe(new MemoryReading(16384 * 1024, 8192 * 1024, 4096, 3072));

    [Fact]
    public void Disks_count_once_without_their_partitions_and_the_layers_over_them() =>
        Traffic.ParseDisks("""
               8       0 sda 10 0 100 5 20 0 200 5 0 0 0
               8       1 sda1 9 0 90 5 19 0 190 5 0 0 0
             259       0 nvme0n1 1 0 8 0 1 0 16 0 0 0 0
             259       1 nvme0n1p1 1 0 8 0 1 0 16 0 0 0 0
               7       0 loop0 1 0 1000 0 1 0 1000 0 0 0 0
             253       0 dm-0 1 0 108 0 1 0 216 0 0 0 0
             254       0 sdaa 1 0 1 0 1 0 1 0 0 0 0
            """u8).ShouldBe(new Traffic(109 * 512, 217 * 512));

    [Fact]
    public void Network_counts_what_leaves_the_machine() =>
        Traffic.ParseNetwork("""
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                lo: 500 5 0 0 0 0 0 0 500 5 0 0 0 0 0 0
              eth0: 1000 10 0 0 0 0 0 0 2000 20 0 0 0 0 0 0
            ib0:70 1 0 0 0 0 0 0 7 1 0 0 0 0 0 0
            docker0: 9 1 0 0 0 0 0 0 9 1 0 0 0 0 0 0
            """u8).ShouldBe(new Traffic(1070, 2007));

    [Fact]
    public void A_process_is_read_whatever_its_name_is()
    {
        var reading = ProcessReading.Parse("4711 (a) b (R 1 ) S 1 4711 4711 0 -1 4194560 1 2 3 4 100 20 30 4 20 0 1 0 5555 1000000 250 18446744073709551615 1 1"u8);
        reading.ShouldBe(new ProcessReading(true, 154, 250, 5555));
        ProcessReading.Parse("1 (gone) Z 1 1 1 0 -1 0 0 0 0 0 9 9 0 0 20 0 1 0 5 0 0"u8).Lives.ShouldBeFalse();
        ProcessReading.ParseIo("rchar: 1\nwchar: 2\nread_bytes: 4096\nwrite_bytes: 8192\ncancelled_write_bytes: 0\n"u8).ShouldBe(new Traffic(4096, 8192));
    }

    [Fact]
    public void Rates_are_over_the_time_between_and_never_negative()
    {
        new Traffic(3000, 500).PerSecondSince(new Traffic(1000, 400), 2).ShouldBe(new Traffic(1000, 50));
        new Traffic(0, 500).PerSecondSince(new Traffic(1000, 400), 2).ShouldBe(new Traffic(0, 50));
        new Traffic(3000, 500).PerSecondSince(default, 0).ShouldBe(default);
    }

    [Fact]
    public void Nothing_that_stands_there_makes_a_reader_fail()
    {
        var seed = Environment.TickCount;
        var random = new Random(seed);
        byte[][] samples = [Encoding.ASCII.GetBytes(Stat), .. new[] { "/proc/loadavg", "/proc/meminfo", "/proc/diskstats", "/proc/net/dev", "/proc/self/stat", "/proc/self/io" }.Where(File.Exists).Select(File.ReadAllBytes)];
        var cores = new List<CpuTicks>();
        for (var i = 0; i < 20_000; i++)
        {
            var text = (byte[])samples[random.Next(samples.Length)].Clone();
            for (var change = random.Next(1, 12); change > 0 && text.Length > 0; change--)
                text[random.Next(text.Length)] = random.Next(3) switch { 0 => (byte)'9', 1 => (byte)' ', _ => (byte)random.Next(256) };
            text = text[..random.Next(text.Length + 1)];
            try
            {
                LoadAverage.Parse(text).One.ShouldBeGreaterThanOrEqualTo(0);
                CpuTicks.Parse(text, cores).Busy.ShouldBeGreaterThanOrEqualTo(0);
                MemoryReading.Parse(text).Total.ShouldBeGreaterThanOrEqualTo(0);
                Traffic.ParseDisks(text).In.ShouldBeGreaterThanOrEqualTo(0);
                Traffic.ParseNetwork(text).Out.ShouldBeGreaterThanOrEqualTo(0);
                ProcessReading.Parse(text).Ticks.ShouldBeGreaterThanOrEqualTo(0);
                ProcessReading.ParseIo(text).In.ShouldBeGreaterThanOrEqualTo(0);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"seed {seed}, text {i}: {Convert.ToHexString(text)}", e);
            }
        }
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var stat = Encoding.ASCII.GetBytes(Stat);
        var cores = new List<CpuTicks>(16);
        void Read()
        {
            LoadAverage.Parse("0.10 0.20 0.30 1/2 3"u8);
            CpuTicks.Parse(stat, cores);
            MemoryReading.Parse("MemTotal: 5 kB\n"u8);
            Traffic.ParseDisks("8 0 sda 10 0 100 5 20 0 200 5 0 0 0\n"u8);
            Traffic.ParseNetwork("eth0: 1000 10 0 0 0 0 0 0 2000 20 0 0 0 0 0 0\n"u8);
            ProcessReading.Parse("1 (x) S 1 1 1 0 -1 0 0 0 0 0 9 9 0 0 20 0 1 0 5 0 0"u8);
        }

        Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            Read();
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }
}
