using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>What the kernel says about the node this host is on.</summary>
public static class Machine
{
    /// <summary>The cores this process was granted: its affinity mask, not the machine's.</summary>
    public static unsafe ImmutableArray<int> GrantedCores()
    {
        const int bytes = 512;  // 4096 cores
        var mask = stackalloc byte[bytes];
        var filled = Native.sched_getaffinity(0, bytes, mask);
        if (filled < 0)
            return [.. Enumerable.Range(0, Environment.ProcessorCount)];
        var cores = ImmutableArray.CreateBuilder<int>();
        for (var core = 0; core < bytes * 8; core++)
            if ((mask[core / 8] & (1 << (core % 8))) != 0)
                cores.Add(core);
        return cores.ToImmutable();
    }

    /// <summary>These cores by NUMA domain; one domain 0 where the kernel tells none. The root is "/" but in tests.</summary>
    public static IReadOnlyList<NumaDomain> NumaDomains(IReadOnlyCollection<int> cores, string root = "/")
    {
        var domains = new List<NumaDomain>();
        foreach (var folder in KernelFiles.Folders(Path.Combine(root, "sys/devices/system/node"), "node*"))
            if (int.TryParse(Path.GetFileName(folder).AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && CoreList.Parse(KernelFiles.Line($"{folder}/cpulist")) is { } here && here.Intersect(cores).ToArray() is { Length: > 0 } granted)
                domains.Add(new NumaDomain { Id = id, Cores = { granted } });
        return domains.Count > 0 ? [.. domains.OrderBy(d => d.Id)] : [new NumaDomain { Cores = { cores } }];
    }

    /// <summary>A number of this machine's start; equal on hosts that are one machine.</summary>
    public static string BootId() => KernelFiles.Line("/proc/sys/kernel/random/boot_id");

    /// <summary>Equal on hosts whose processes see the same System V and POSIX shared memory.</summary>
    public static string SharedMemoryDomain()
    {
        var ipc = LinkOf("/proc/self/ns/ipc");
        var pid = LinkOf("/proc/self/ns/pid");
        // A digest: every rank host of a run is told the domain of every other.
        var text = $"{BootId()} {ipc} {pid} {DeviceOf("/dev/shm")}";
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
    }

    /// <summary>The machine's memory in bytes.</summary>
    public static long MemoryBytes()
    {
        foreach (var line in KernelFiles.Lines("/proc/meminfo"))
            if (line.StartsWith("MemTotal:", StringComparison.Ordinal) &&
                long.TryParse(line.AsSpan(9).TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kib))
                return kib * 1024;
        return 0;
    }

    private static string DeviceOf(string path)
    {
        // The mount's device number: two mounts of /dev/shm never share one.
        foreach (var line in KernelFiles.Lines("/proc/self/mountinfo"))
        {
            var words = line.Split(' ');
            if (words.Length > 4 && words[4] == path)
                return words[2];
        }
        return "";
    }

    private static string LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
