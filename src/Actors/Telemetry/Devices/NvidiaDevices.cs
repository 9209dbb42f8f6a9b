using Muster.Messages.Telemetry;

namespace Muster.Actors.Telemetry.Devices;

/// <summary>NVIDIA's GPUs, by the library that comes with their driver. A library that fails is told of and asked again later; everything else is sampled meanwhile.</summary>
internal sealed class NvidiaDevices : IDeviceReader
{
    private const int MostDevices = 64;
    private const int MostProcesses = 256;
    private const long RetryUs = 30_000_000;

    private readonly NvmlLibrary _library;
    private readonly NvmlLibrary.Process[] _processes = new NvmlLibrary.Process[MostProcesses];
    private readonly List<(nint Handle, string Id, string Name)> _devices = [];
    private string? _fault;
    private long _retryUs;

    private NvidiaDevices(NvmlLibrary library) => _library = library;

    /// <summary>Null on a machine without the library.</summary>
    public static NvidiaDevices? TryOpen(string library = NvmlLibrary.FileName) => NvmlLibrary.TryLoad(library) is { } loaded ? new NvidiaDevices(loaded) : null;

    public void Read(NodeSample sample)
    {
        if (_devices.Count == 0 && sample.AtUs >= _retryUs)
            Begin(sample.AtUs);
        if (_fault is not null)
            sample.Trouble.Add(_fault);
        foreach (var (handle, id, name) in _devices)
        {
            var index = sample.Devices.Count;
            var told = new DeviceSample { Index = index, Id = id, Vendor = "nvidia", Model = name, PowerWatts = _library.Power(handle) / 1000f, Temperature = _library.Temperature(handle) };
            var answer = _library.UtilizationOf(handle, out var utilization);
            told.UtilizationPercent = utilization.Gpu;
            if (answer != NvmlLibrary.Success)
                sample.Trouble.Add($"GPU {index} does not tell its utilization: {_library.Words(answer)}");
            if (_library.MemoryOf(handle, out var memory) == NvmlLibrary.Success)
                (told.MemoryBytes, told.MemoryUsedBytes) = ((long)memory.Total, (long)memory.Used);
            var count = _library.Processes(handle, _processes);
            for (var i = 0; i < count; i++)
                // All ones stand for "not known".
                told.Processes.Add(new DeviceProcess { Pid = (int)_processes[i].Pid, MemoryBytes = _processes[i].UsedMemory > long.MaxValue ? 0 : (long)_processes[i].UsedMemory });
            sample.Devices.Add(told);
        }
    }

    public void Dispose() => _library.Dispose();

    private void Begin(long nowUs)
    {
        (_fault, _retryUs) = (null, nowUs + RetryUs);
        if (Failed("cannot be started", _library.Initialize()) || Failed("does not count its GPUs", _library.Count(out var count)))
            return;
        for (uint i = 0; i < Math.Min(count, MostDevices); i++)
        {
            if (Failed($"does not give GPU {i}", _library.Handle(i, out var handle)))
                continue;
            _devices.Add((handle, _library.Uuid(handle), _library.Name(handle)));
        }
    }

    private bool Failed(string what, int answer)
    {
        if (answer == NvmlLibrary.Success)
            return false;
        _fault = $"NVIDIA's management library {what}: {_library.Words(answer)}";
        return true;
    }
}
