using Google.Protobuf;
using Muster.Actors.Ranks;
using Muster.Actors.Telemetry.Devices;
using Muster.Actors.Telemetry.Kernel;
using Muster.Messages.Telemetry;

namespace Muster.Actors.Telemetry;

/// <summary>Reads what the kernel tells about this node and its ranks. Keeps the readings before, for rates, and the files open; not for two threads at once.</summary>
internal sealed class NodeSampler : IDisposable
{
    /// <summary>More ranks of one node are not told one by one.</summary>
    public const int MostRanks = 512;

    private const int FirstBufferBytes = 8 * 1024;

    private readonly string _node;
    private readonly ProcFile? _load;
    private readonly ProcFile? _stat;
    private readonly ProcFile? _memory;
    private readonly ProcFile? _disks;
    private readonly ProcFile? _network;
    private readonly RankSampler _ranks;
    private readonly IDeviceReader[] _devices;
    private byte[] _buffer = new byte[FirstBufferBytes];
    private CpuTicks _cpu;
    private List<CpuTicks> _cores = [];
    private List<CpuTicks> _coresBefore = [];
    private Traffic _disk;
    private Traffic _net;
    private long _atUs;

    /// <param name="node">The node's name.</param>
    /// <param name="running">Its ranks.</param>
    /// <param name="root">"/" but in tests.</param>
    public NodeSampler(string node, RunningRanks running, string root = "/")
    {
        _node = node;
        var proc = Path.Combine(root, "proc");
        _load = ProcFile.TryOpen(Path.Combine(proc, "loadavg"));
        _stat = ProcFile.TryOpen(Path.Combine(proc, "stat"));
        _memory = ProcFile.TryOpen(Path.Combine(proc, "meminfo"));
        _disks = ProcFile.TryOpen(Path.Combine(proc, "diskstats"));
        _network = ProcFile.TryOpen(Path.Combine(proc, "self/net/dev"));
        _ranks = new RankSampler(running, proc);
        _devices = [.. new IDeviceReader?[] { NvidiaDevices.TryOpen(), AmdDevices.TryOpen(root) }.OfType<IDeviceReader>()];
    }

    /// <summary>What is so now; rates are over the time since the call before.</summary>
    public NodeSample Take(long nowUs)
    {
        var over = _atUs == 0 ? 0 : nowUs - _atUs;
        var seconds = over / 1e6;
        var sample = new NodeSample { Node = _node, Pid = Environment.ProcessId, AtUs = nowUs, OverMs = (int)Math.Min(int.MaxValue, over / 1000) };
        _atUs = nowUs;

        var load = LoadAverage.Parse(Read(_load, "loadavg", sample));
        (sample.Load1, sample.Load5, sample.Load15) = ((float)load.One, (float)load.Five, (float)load.Fifteen);
        TakeCores(sample);
        var memory = MemoryReading.Parse(Read(_memory, "meminfo", sample));
        sample.MemoryBytes = memory.Total;
        sample.MemoryAvailableBytes = memory.Available;
        sample.SwapBytes = memory.SwapTotal;
        sample.SwapUsedBytes = Math.Max(0, memory.SwapTotal - memory.SwapFree);

        var disk = Traffic.ParseDisks(Read(_disks, "diskstats", sample));
        var net = Traffic.ParseNetwork(Read(_network, "net/dev", sample));
        (sample.DiskRead, sample.DiskWritten) = disk.PerSecondSince(_disk, seconds);
        (sample.NetReceived, sample.NetSent) = net.PerSecondSince(_net, seconds);
        (_disk, _net) = (disk, net);

        foreach (var reader in _devices)
            reader.Read(sample);
        _ranks.Take(sample, seconds, ref _buffer);
        return sample;
    }

    public void Dispose()
    {
        foreach (var file in new[] { _load, _stat, _memory, _disks, _network })
            file?.Dispose();
        _ranks.Dispose();
        foreach (var reader in _devices)
            reader.Dispose();
    }

    private void TakeCores(NodeSample sample)
    {
        (_cores, _coresBefore) = (_coresBefore, _cores);
        var cpu = CpuTicks.Parse(Read(_stat, "stat", sample), _cores);
        if (sample.OverMs > 0)
            sample.CpuPercent = (float)cpu.PercentSince(_cpu);
        _cpu = cpu;
        var percents = new byte[_cores.Count];
        // A core that went off line moves those behind it: for once, nothing is told.
        if (sample.OverMs > 0 && _cores.Count == _coresBefore.Count)
            for (var i = 0; i < percents.Length; i++)
                percents[i] = (byte)Math.Round(_cores[i].PercentSince(_coresBefore[i]));
        sample.CorePercent = UnsafeByteOperations.UnsafeWrap(percents);
    }

    private ReadOnlySpan<byte> Read(ProcFile? file, string name, NodeSample sample)
    {
        var text = file is null ? default : file.Read(ref _buffer);
        if (text.IsEmpty)
            sample.Trouble.Add($"/proc/{name} cannot be read");
        return text;
    }
}
