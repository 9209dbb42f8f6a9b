using System.Runtime.InteropServices;
using System.Text;

namespace Muster.Actors.Telemetry.Devices;

/// <summary>NVIDIA's management library, where there is one. A function that this version of it lacks answers as not supported.</summary>
internal sealed unsafe class NvmlLibrary : IDisposable
{
    /// <summary>What every function answers when it has done its work.</summary>
    public const int Success = 0;

    /// <summary>As the driver installs it.</summary>
    public const string FileName = "libnvidia-ml.so.1";

    private const int NotSupported = 3;
    private const int TextBytes = 96;
    private const int TemperatureOfGpu = 0;

    private readonly nint _library;
    private readonly delegate* unmanaged<int> _initialize;
    private readonly delegate* unmanaged<int> _shutdown;
    private readonly delegate* unmanaged<int, byte*> _errorString;
    private readonly delegate* unmanaged<uint*, int> _count;
    private readonly delegate* unmanaged<uint, nint*, int> _handle;
    private readonly delegate* unmanaged<nint, byte*, uint, int> _uuid;
    private readonly delegate* unmanaged<nint, byte*, uint, int> _name;
    private readonly delegate* unmanaged<nint, Utilization*, int> _utilization;
    private readonly delegate* unmanaged<nint, Memory*, int> _memory;
    private readonly delegate* unmanaged<nint, uint*, int> _power;
    private readonly delegate* unmanaged<nint, int, uint*, int> _temperature;
    private readonly delegate* unmanaged<nint, uint*, Process*, int> _processes;

    private NvmlLibrary(nint library)
    {
        _library = library;
        _initialize = (delegate* unmanaged<int>)Find("nvmlInit_v2");
        _shutdown = (delegate* unmanaged<int>)Find("nvmlShutdown");
        _errorString = (delegate* unmanaged<int, byte*>)Find("nvmlErrorString");
        _count = (delegate* unmanaged<uint*, int>)Find("nvmlDeviceGetCount_v2");
        _handle = (delegate* unmanaged<uint, nint*, int>)Find("nvmlDeviceGetHandleByIndex_v2");
        _uuid = (delegate* unmanaged<nint, byte*, uint, int>)Find("nvmlDeviceGetUUID");
        _name = (delegate* unmanaged<nint, byte*, uint, int>)Find("nvmlDeviceGetName");
        _utilization = (delegate* unmanaged<nint, Utilization*, int>)Find("nvmlDeviceGetUtilizationRates");
        _memory = (delegate* unmanaged<nint, Memory*, int>)Find("nvmlDeviceGetMemoryInfo");
        _power = (delegate* unmanaged<nint, uint*, int>)Find("nvmlDeviceGetPowerUsage");
        _temperature = (delegate* unmanaged<nint, int, uint*, int>)Find("nvmlDeviceGetTemperature");
        var processes = Find("nvmlDeviceGetComputeRunningProcesses_v3");
        _processes = (delegate* unmanaged<nint, uint*, Process*, int>)(processes != 0 ? processes : Find("nvmlDeviceGetComputeRunningProcesses_v2"));
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Utilization
    {
        public uint Gpu;
        public uint Memory;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Memory
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Process
    {
        public uint Pid;
        public ulong UsedMemory;
        public uint GpuInstance;
        public uint ComputeInstance;
    }

    /// <summary>Loads it; null on a machine without it.</summary>
    public static NvmlLibrary? TryLoad(string file) => NativeLibrary.TryLoad(file, out var library) ? new NvmlLibrary(library) : null;

    public int Initialize() => _initialize == null ? NotSupported : _initialize();

    public int Count(out uint count)
    {
        count = 0;
        fixed (uint* at = &count)
            return _count == null ? NotSupported : _count(at);
    }

    public int Handle(uint index, out nint device)
    {
        device = 0;
        fixed (nint* at = &device)
            return _handle == null ? NotSupported : _handle(index, at);
    }

    public string Uuid(nint device) => Text(_uuid, device);

    public string Name(nint device) => Text(_name, device);

    public int UtilizationOf(nint device, out Utilization utilization)
    {
        utilization = default;
        fixed (Utilization* at = &utilization)
            return _utilization == null ? NotSupported : _utilization(device, at);
    }

    public int MemoryOf(nint device, out Memory memory)
    {
        memory = default;
        fixed (Memory* at = &memory)
            return _memory == null ? NotSupported : _memory(device, at);
    }

    /// <summary>In milliwatts; 0 when it is not known.</summary>
    public uint Power(nint device)
    {
        uint power = 0;
        return _power != null && _power(device, &power) == Success ? power : 0;
    }

    /// <summary>In degrees Celsius; 0 when it is not known.</summary>
    public uint Temperature(nint device)
    {
        uint temperature = 0;
        return _temperature != null && _temperature(device, TemperatureOfGpu, &temperature) == Success ? temperature : 0;
    }

    /// <summary>The processes that compute there; as many as there is room for.</summary>
    public int Processes(nint device, Span<Process> processes)
    {
        if (_processes == null)
            return 0;
        var count = (uint)processes.Length;
        fixed (Process* at = processes)
        {
            // Where there are more than there is room for, none come.
            return _processes(device, &count, at) == Success ? (int)Math.Min(count, (uint)processes.Length) : 0;
        }
    }

    /// <summary>What an answer means.</summary>
    public string Words(int answer) => _errorString == null ? $"error {answer}" : Marshal.PtrToStringUTF8((nint)_errorString(answer)) ?? $"error {answer}";

    public void Dispose()
    {
        if (_shutdown != null)
            _ = _shutdown();
        NativeLibrary.Free(_library);
    }

    private nint Find(string function) => NativeLibrary.TryGetExport(_library, function, out var address) ? address : 0;

    private static string Text(delegate* unmanaged<nint, byte*, uint, int> read, nint device)
    {
        if (read == null)
            return "";
        Span<byte> text = stackalloc byte[TextBytes];
        fixed (byte* at = text)
        {
            if (read(device, at, TextBytes) != Success)
                return "";
        }
        var end = text.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? text : text[..end]);
    }
}
