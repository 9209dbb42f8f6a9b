namespace Muster.Actors.Telemetry.Kernel;

/// <summary>/proc/loadavg.</summary>
internal readonly record struct LoadAverage(double One, double Five, double Fifteen)
{
    public static LoadAverage Parse(ReadOnlySpan<byte> text)
    {
        var scan = new Scan(text);
        return new LoadAverage(Scan.Fraction(scan.Word()), Scan.Fraction(scan.Word()), Scan.Fraction(scan.Word()));
    }
}

/// <summary>Ticks of a core, or of all: /proc/stat.</summary>
internal readonly record struct CpuTicks(long Busy, long Total)
{
    private const int MostCores = 4096;

    /// <summary>The line of all cores together, and each core's in the order they stand there.</summary>
    public static CpuTicks Parse(ReadOnlySpan<byte> text, List<CpuTicks> cores)
    {
        cores.Clear();
        CpuTicks all = default;
        var scan = new Scan(text);
        // They come first.
        while (scan.Line(out var line) && line.StartsWith("cpu"u8))
        {
            var words = new Scan(line);
            var isAll = words.Word().Length == 3;
            var ticks = Of(ref words);
            if (isAll)
                all = ticks;
            else if (cores.Count < MostCores)
                cores.Add(ticks);
        }
        return all;
    }

    /// <summary>Which part of the time since an earlier reading was spent working, in percent.</summary>
    public double PercentSince(CpuTicks earlier)
    {
        var total = Total - earlier.Total;
        return total <= 0 ? 0 : Math.Clamp((Busy - earlier.Busy) * 100.0 / total, 0, 100);
    }

    // user nice system idle iowait irq softirq steal; what guests use stands in user already.
    private static CpuTicks Of(ref Scan words)
    {
        long busy = 0, total = 0;
        for (var i = 0; i < 8; i++)
        {
            var ticks = Math.Min(words.Number(), long.MaxValue / 16);
            total += ticks;
            if (i is not (3 or 4))
                busy += ticks;
        }
        return new CpuTicks(busy, total);
    }
}

/// <summary>/proc/meminfo, in bytes.</summary>
internal readonly record struct MemoryReading(long Total, long Available, long SwapTotal, long SwapFree)
{
    public static MemoryReading Parse(ReadOnlySpan<byte> text)
    {
        var reading = default(MemoryReading);
        var scan = new Scan(text);
        while (scan.Line(out var line))
        {
            var words = new Scan(line);
            var name = words.Word();
            if (name.SequenceEqual("MemTotal:"u8))
                reading = reading with { Total = Bytes(ref words) };
            else if (name.SequenceEqual("MemAvailable:"u8))
                reading = reading with { Available = Bytes(ref words) };
            else if (name.SequenceEqual("SwapTotal:"u8))
                reading = reading with { SwapTotal = Bytes(ref words) };
            else if (name.SequenceEqual("SwapFree:"u8))
                reading = reading with { SwapFree = Bytes(ref words) };
        }
        return reading;
    }

    private static long Bytes(ref Scan words) => Math.Min(words.Number(), long.MaxValue / 1024) * 1024;
}

/// <summary>Bytes in and out since the machine started: of all disks, or of all network interfaces.</summary>
internal readonly record struct Traffic(long In, long Out)
{
    private const int SectorBytes = 512;

    /// <summary>/proc/diskstats: whole devices that are no layer over others.</summary>
    public static Traffic ParseDisks(ReadOnlySpan<byte> text)
    {
        long read = 0, written = 0;
        ReadOnlySpan<byte> device = default;
        var scan = new Scan(text);
        while (scan.Line(out var line))
        {
            var words = new Scan(line);
            words.Skip(2);
            var name = words.Word();
            if (name.IsEmpty || IsLayer(name) || IsPartOf(name, device))
                continue;
            device = name;
            words.Skip(2);
            read = Add(read, words.Number());
            words.Skip(3);
            written = Add(written, words.Number());
        }
        return new Traffic(Sectors(read), Sectors(written));
    }

    /// <summary>/proc/net/dev: interfaces that are no layer over others and lead out of the machine.</summary>
    public static Traffic ParseNetwork(ReadOnlySpan<byte> text)
    {
        long received = 0, sent = 0;
        var scan = new Scan(text);
        while (scan.Line(out var line))
        {
            var colon = line.IndexOf((byte)':');
            if (colon < 0)
                continue;
            var name = line[..colon].Trim((byte)' ');
            if (IsInner(name))
                continue;
            var words = new Scan(line[(colon + 1)..]);
            received = Add(received, words.Number());
            words.Skip(7);
            sent = Add(sent, words.Number());
        }
        return new Traffic(received, sent);
    }

    /// <summary>Bytes a second since an earlier reading; counters that were set back count as nothing.</summary>
    public Traffic PerSecondSince(Traffic earlier, double seconds) => seconds <= 0
        ? default
        : new Traffic((long)(Math.Max(0, In - earlier.In) / seconds), (long)(Math.Max(0, Out - earlier.Out) / seconds));

    private static bool IsLayer(ReadOnlySpan<byte> name) =>
        name.StartsWith("loop"u8) || name.StartsWith("ram"u8) || name.StartsWith("zram"u8) || name.StartsWith("dm-"u8) || name.StartsWith("md"u8);

    // Partitions follow their device: sda1 after sda, nvme0n1p1 after nvme0n1.
    private static bool IsPartOf(ReadOnlySpan<byte> name, ReadOnlySpan<byte> device)
    {
        if (device.IsEmpty || !name.StartsWith(device) || name.Length == device.Length)
            return false;
        var rest = name[device.Length..];
        if (rest[0] == (byte)'p')
            rest = rest[1..];
        return !rest.IsEmpty && !rest.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static bool IsInner(ReadOnlySpan<byte> name) => name.SequenceEqual("lo"u8) || name.StartsWith("veth"u8) || name.StartsWith("docker"u8)
        || name.StartsWith("br-"u8) || name.StartsWith("virbr"u8) || name.StartsWith("bond"u8) || name.StartsWith("tun"u8) || name.StartsWith("tap"u8);

    private static long Add(long sum, long more) => sum > long.MaxValue - more ? long.MaxValue : sum + more;

    private static long Sectors(long count) => count > long.MaxValue / SectorBytes ? long.MaxValue : count * SectorBytes;
}

/// <summary>/proc/PID/stat of a process: CPU ticks with those of its ended children, and resident pages.</summary>
internal readonly record struct ProcessReading(bool Lives, long Ticks, long ResidentPages, long StartedTicks)
{
    public static ProcessReading Parse(ReadOnlySpan<byte> text)
    {
        // The name stands in parentheses and may hold anything.
        var name = text.LastIndexOf((byte)')');
        if (name < 0)
            return default;
        var words = new Scan(text[(name + 1)..]);
        var state = words.Word();
        words.Skip(10);
        long ticks = 0;
        for (var i = 0; i < 4; i++)
            ticks += Math.Min(words.Number(), long.MaxValue / 8);
        words.Skip(4);
        var started = words.Number();
        words.Skip(1);
        var pages = words.Number();
        return new ProcessReading(state.Length == 1 && state[0] is not ((byte)'Z' or (byte)'X'), ticks, pages, started);
    }

    /// <summary>/proc/PID/io: what was read from and written to storage.</summary>
    public static Traffic ParseIo(ReadOnlySpan<byte> text)
    {
        var traffic = default(Traffic);
        var scan = new Scan(text);
        while (scan.Line(out var line))
        {
            var words = new Scan(line);
            var name = words.Word();
            if (name.SequenceEqual("read_bytes:"u8))
                traffic = traffic with { In = words.Number() };
            else if (name.SequenceEqual("write_bytes:"u8))
                traffic = traffic with { Out = words.Number() };
        }
        return traffic;
    }
}
