using System.Collections.Immutable;
using System.Globalization;
using Muster.Actors.Ranks.Io;

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

    /// <summary>The granted cores of the NUMA node a core is on; the core alone where the kernel tells no nodes.</summary>
    public static ImmutableArray<int> NumaNodeOf(int core)
    {
        const string folder = "/sys/devices/system/node";
        if (Directory.Exists(folder))
            foreach (var node in Directory.EnumerateDirectories(folder, "node*"))
                if (CoreList.Parse(ReadLine($"{node}/cpulist")) is { } cores && cores.Contains(core))
                    return [.. cores.Intersect(GrantedCores())];
        return [core];
    }

    /// <summary>A number of this machine's start; equal on hosts that are one machine.</summary>
    public static string BootId() => ReadLine("/proc/sys/kernel/random/boot_id");

    /// <summary>Equal on hosts whose processes see the same System V and POSIX shared memory.</summary>
    public static string SharedMemoryDomain()
    {
        var ipc = LinkOf("/proc/self/ns/ipc");
        var pid = LinkOf("/proc/self/ns/pid");
        return $"{BootId()} {ipc} {pid} {DeviceOf("/dev/shm")}";
    }

    /// <summary>The machine's memory in bytes.</summary>
    public static long MemoryBytes()
    {
        foreach (var line in ReadLines("/proc/meminfo"))
            if (line.StartsWith("MemTotal:", StringComparison.Ordinal) &&
                long.TryParse(line.AsSpan(9).TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kib))
                return kib * 1024;
        return 0;
    }

    private static string DeviceOf(string path)
    {
        // The mount's device number: two mounts of /dev/shm never share one.
        foreach (var line in ReadLines("/proc/self/mountinfo"))
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

    private static string ReadLine(string path) => ReadLines(path).FirstOrDefault("");

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
