using System.Globalization;

namespace Muster.RoleLoggers;

/// <summary>Texts of /proc that a probe reads.</summary>
internal sealed record SystemTexts(string Stat, string MemInfo, string DiskStats, string NetDev)
{
    public static SystemTexts Read() => new(File.ReadAllText("/proc/stat"), File.ReadAllText("/proc/meminfo"), File.ReadAllText("/proc/diskstats"), File.ReadAllText("/proc/net/dev"));
}

/// <summary>The thirteen values of a Sysmetric probe, of this machine. All but CPU and memory are totals since boot.</summary>
internal sealed class SystemMetrics(Func<string, bool> isWholeDisk)
{
    private const int SectorBytes = 512;

    private (ulong Busy, ulong All)? _cpu;

    public static SystemMetrics OfThisMachine() => new(device => Directory.Exists($"/sys/block/{device}") && !device.StartsWith("loop", StringComparison.Ordinal) && !device.StartsWith("ram", StringComparison.Ordinal));

    /// <summary>Adds the values to a message's fields.</summary>
    public void AddTo(IDictionary<string, object?> fields, SystemTexts texts)
    {
        fields["cpu_percent"] = CpuPercent(texts.Stat);
        var memory = Pairs(texts.MemInfo);
        long Kib(string name) => memory.GetValueOrDefault(name) * 1024;
        var (total, free) = (Kib("MemTotal"), Kib("MemFree"));
        fields["memory_total"] = total;
        fields["memory_available"] = Kib("MemAvailable");
        fields["memory_used"] = Math.Max(0, total - free - Kib("Buffers") - Kib("Cached") - Kib("SReclaimable"));
        fields["memory_free"] = free;
        AddDisks(fields, texts.DiskStats);
        AddNetwork(fields, texts.NetDev);
    }

    // Since the probe before; 0 at the first.
    private double CpuPercent(string stat)
    {
        // user nice system idle iowait irq softirq steal; guest time is in user already.
        var times = Numbers(stat.Split('\n')[0]).Take(8).ToArray();
        if (times.Length < 4)
            return 0;
        var all = times.Aggregate(0UL, (sum, time) => sum + time);
        var busy = all - times[3] - (times.Length > 4 ? times[4] : 0);
        var before = _cpu;
        _cpu = (busy, all);
        return before is { } last && all > last.All && busy >= last.Busy ? Math.Round(100.0 * (busy - last.Busy) / (all - last.All), 1) : 0;
    }

    private void AddDisks(IDictionary<string, object?> fields, string text)
    {
        ulong reads = 0, readSectors = 0, writes = 0, writtenSectors = 0;
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 10 || !isWholeDisk(words[2]))
                continue;
            reads += Number(words[3]);
            readSectors += Number(words[5]);
            writes += Number(words[7]);
            writtenSectors += Number(words[9]);
        }

        fields["disk_read_counter"] = (long)reads;
        fields["disk_write_counter"] = (long)writes;
        fields["disk_read_bytes"] = (long)readSectors * SectorBytes;
        fields["disk_write_bytes"] = (long)writtenSectors * SectorBytes;
    }

    private static void AddNetwork(IDictionary<string, object?> fields, string text)
    {
        ulong received = 0, receivedPackets = 0, sent = 0, sentPackets = 0;
        foreach (var line in text.Split('\n').Where(l => l.Contains(':', StringComparison.Ordinal)))
        {
            var numbers = Numbers(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]).ToArray();
            if (numbers.Length < 10)
                continue;
            received += numbers[0];
            receivedPackets += numbers[1];
            sent += numbers[8];
            sentPackets += numbers[9];
        }

        fields["net_bytes_sent"] = (long)sent;
        fields["net_bytes_recv"] = (long)received;
        fields["net_packets_sent"] = (long)sentPackets;
        fields["net_packets_recv"] = (long)receivedPackets;
    }

    private static Dictionary<string, long> Pairs(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => (long)Numbers(pair[1]).FirstOrDefault(), StringComparer.Ordinal);

    private static IEnumerable<ulong> Numbers(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => char.IsAsciiDigit(word[0])).Select(Number);

    private static ulong Number(string word) => ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
