using System.Globalization;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>The GPUs this process may use, found in the files of NVIDIA's and AMD's drivers; no vendor library is loaded.</summary>
public static class GpuInventory
{
    private const int ReadAndWrite = 6;

    private sealed record Device(string Bus, int Number, Gpu Gpu);

    /// <summary>The granted GPUs, in the order the vendor's programs count them.</summary>
    /// <param name="environment">Looks an environment variable up: masks a batch system or a user set narrow the grant.</param>
    /// <param name="granted">Numbers the batch system granted; null when it said nothing.</param>
    /// <param name="root">"/" but in tests.</param>
    public static IReadOnlyList<Gpu> Find(Func<string, string?> environment, IReadOnlyList<int>? granted, string root = "/")
    {
        var nvidia = Masked(Nvidia(root), environment("CUDA_VISIBLE_DEVICES"), granted);
        var amd = Masked(Amd(root), environment("ROCR_VISIBLE_DEVICES"), granted);
        return [.. nvidia.Concat(amd)];
    }

    /// <summary>The variable that shows a rank these GPUs and no other.</summary>
    public static string VariableOf(string vendor) => vendor == "amd" ? "ROCR_VISIBLE_DEVICES" : "CUDA_VISIBLE_DEVICES";

    // The mask names devices as its vendor's library does: by their place among those there are, or by their id.
    private static IEnumerable<Gpu> Masked(List<Device> devices, string? mask, IReadOnlyList<int>? granted)
    {
        if (mask is null)
            return devices.Where(d => granted is null || granted.Contains(d.Number)).Select(d => d.Gpu);
        var chosen = new List<Gpu>();
        foreach (var word in mask.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var found = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var place)
                ? devices.ElementAtOrDefault(place)
                : devices.Find(d => d.Gpu.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase));
            // As the vendors' libraries do: a word that names nothing ends the list.
            if (found is null || chosen.Contains(found.Gpu))
                break;
            chosen.Add(found.Gpu);
        }
        return chosen;
    }

    // /proc/driver/nvidia/gpus/<bus id>/information, and /dev/nvidia<minor> that can be opened: a device control group takes away what was not granted.
    private static List<Device> Nvidia(string root)
    {
        var devices = new List<Device>();
        foreach (var folder in KernelFiles.Folders(Path.Combine(root, "proc/driver/nvidia/gpus")))
        {
            var information = KernelFiles.Lines(Path.Combine(folder, "information"))
                .Select(l => l.Split(':', 2, StringSplitOptions.TrimEntries))
                .Where(w => w.Length == 2)
                .ToDictionary(w => w[0], w => w[1], StringComparer.Ordinal);
            if (!int.TryParse(information.GetValueOrDefault("Device Minor"), NumberStyles.None, CultureInfo.InvariantCulture, out var minor)
                || !IsUsable(Path.Combine(root, $"dev/nvidia{minor}")))
                continue;
            var bus = Path.GetFileName(folder);
            var gpu = new Gpu { Vendor = "nvidia", Model = information.GetValueOrDefault("Model") ?? "", Numa = NumaOf(root, bus) };
            // The driver writes question marks until the device was first used.
            if (information.GetValueOrDefault("GPU UUID") is { } uuid && uuid.StartsWith("GPU-", StringComparison.Ordinal) && !uuid.Contains('?', StringComparison.Ordinal))
                gpu.Id = uuid;
            devices.Add(new Device(bus, minor, gpu));
        }
        return Numbered(devices);
    }

    // The kernel's list of compute nodes: those with SIMD units are GPUs, each with its render device.
    private static List<Device> Amd(string root)
    {
        var devices = new List<Device>();
        foreach (var folder in KernelFiles.Folders(Path.Combine(root, "sys/class/kfd/kfd/topology/nodes")))
        {
            var properties = KernelFiles.Lines(Path.Combine(folder, "properties"))
                .Select(l => l.Split(' ', 2))
                .Where(w => w.Length == 2 && long.TryParse(w[1], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .ToDictionary(w => w[0], w => long.Parse(w[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
            if (properties.GetValueOrDefault("simd_count") == 0 || !IsUsable(Path.Combine(root, $"dev/dri/renderD{properties.GetValueOrDefault("drm_render_minor")}")))
                continue;
            var node = int.Parse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture);
            var at = properties.GetValueOrDefault("location_id");
            var bus = string.Create(CultureInfo.InvariantCulture, $"{properties.GetValueOrDefault("domain"):x4}:{(at >> 8) & 0xff:x2}:{(at >> 3) & 0x1f:x2}.{at & 7}");
            devices.Add(new Device(node.ToString("D6", CultureInfo.InvariantCulture), devices.Count, new Gpu { Vendor = "amd", Model = KernelFiles.Line(Path.Combine(folder, "name")), Numa = NumaOf(root, bus) }));
        }
        return Numbered(devices);
    }

    // Those without an id of their own are known by their place among the usable ones, in the order of the bus.
    private static List<Device> Numbered(List<Device> devices)
    {
        devices.Sort((a, b) => string.CompareOrdinal(a.Bus, b.Bus));
        var byPlace = devices.Exists(d => d.Gpu.Id.Length == 0);
        for (var i = 0; i < devices.Count; i++)
        {
            if (byPlace)
                devices[i].Gpu.Id = i.ToString(CultureInfo.InvariantCulture);
            if (devices[i].Gpu.Vendor == "amd")
                devices[i] = devices[i] with { Number = i };
        }
        return devices;
    }

    private static int NumaOf(string root, string bus) =>
        int.TryParse(KernelFiles.Line(Path.Combine(root, $"sys/bus/pci/devices/{bus}/numa_node")), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var numa) ? numa : -1;

    private static bool IsUsable(string device) => File.Exists(device) && Native.access(device, ReadAndWrite) == 0;
}
