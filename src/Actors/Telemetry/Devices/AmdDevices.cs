using System.Globalization;
using Muster.Actors.Ranks;
using Muster.Messages.Telemetry;

namespace Muster.Actors.Telemetry.Devices;

/// <summary>AMD's GPUs, by the files of their driver, in the order of the bus.</summary>
internal sealed class AmdDevices : IDeviceReader
{
    private const string Vendor = "0x1002";

    private readonly List<string> _folders;
    private readonly List<string> _sensors;

    private AmdDevices(List<string> folders)
    {
        _folders = folders;
        _sensors = [.. folders.Select(f => KernelFiles.Folders(Path.Combine(f, "hwmon")).FirstOrDefault(""))];
    }

    /// <summary>Null on a machine without any.</summary>
    public static AmdDevices? TryOpen(string root = "/")
    {
        // card0 and its like; card0-HDMI-1 and renderD128 are others.
        var folders = KernelFiles.Folders(Path.Combine(root, "sys/class/drm"), "card*")
            .Where(f => !Path.GetFileName(f).Contains('-', StringComparison.Ordinal))
            .Select(f => Path.Combine(f, "device"))
            .Where(f => KernelFiles.Line(Path.Combine(f, "vendor")) == Vendor && File.Exists(Path.Combine(f, "gpu_busy_percent")))
            .OrderBy(BusOf, StringComparer.Ordinal)
            .ToList();
        return folders.Count == 0 ? null : new AmdDevices(folders);
    }

    public void Read(NodeSample sample)
    {
        for (var i = 0; i < _folders.Count; i++)
        {
            var folder = _folders[i];
            var index = sample.Devices.Count;
            var told = new DeviceSample { Index = index, Id = i.ToString(CultureInfo.InvariantCulture), Vendor = "amd", Model = KernelFiles.Line(Path.Combine(folder, "product_name")) };
            if (Number(Path.Combine(folder, "gpu_busy_percent")) is { } busy)
                told.UtilizationPercent = Math.Clamp(busy, 0, 100);
            else
                sample.Trouble.Add($"GPU {index} does not tell its utilization: {folder}/gpu_busy_percent cannot be read");
            told.MemoryBytes = Number(Path.Combine(folder, "mem_info_vram_total")) ?? 0;
            told.MemoryUsedBytes = Number(Path.Combine(folder, "mem_info_vram_used")) ?? 0;
            if (_sensors[i].Length > 0)
            {
                told.PowerWatts = (Number(Path.Combine(_sensors[i], "power1_average")) ?? Number(Path.Combine(_sensors[i], "power1_input")) ?? 0) / 1e6f;
                told.Temperature = (Number(Path.Combine(_sensors[i], "temp1_input")) ?? 0) / 1e3f;
            }
            sample.Devices.Add(told);
        }
    }

    public void Dispose()
    {
    }

    // 0000:03:00.0: where the link leads.
    private static string BusOf(string folder) => Path.GetFileName(new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder);

    private static long? Number(string path) =>
        long.TryParse(KernelFiles.Line(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
