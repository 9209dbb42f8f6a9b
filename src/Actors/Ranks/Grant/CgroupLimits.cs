using System.Globalization;

namespace Muster.Actors.Ranks;

/// <summary>What the control groups of this process allow it, in version 1 and 2. A limit of a parent holds for its children, so the least counts.</summary>
/// <param name="MemoryBytes">Memory, or null for no limit.</param>
/// <param name="Cpus">CPU time as a number of cores, or null for no limit.</param>
public sealed record CgroupLimits(long? MemoryBytes, double? Cpus)
{
    // Version 1 writes "no limit" as the largest number of whole pages.
    private const long NoLimit = 1L << 60;

    /// <summary>Reads the limits. The root is "/" but in tests.</summary>
    public static CgroupLimits Read(string root = "/")
    {
        long? memory = null;
        double? cpus = null;
        foreach (var line in KernelFiles.Lines(Path.Combine(root, "proc/self/cgroup")))
        {
            var words = line.Split(':', 3);
            if (words.Length != 3)
                continue;
            if (words[0] == "0" && words[1].Length == 0)
            {
                foreach (var folder in Upwards(root, "", words[2]))
                {
                    memory = Least(memory, Number(KernelFiles.Line($"{folder}/memory.max")));
                    cpus = Least(cpus, Quota(KernelFiles.Line($"{folder}/cpu.max").Split(' ')));
                }
                continue;
            }
            var controllers = words[1].Split(',');
            if (controllers.Contains("memory"))
                foreach (var folder in Upwards(root, "memory", words[2]))
                    memory = Least(memory, Number(KernelFiles.Line($"{folder}/memory.limit_in_bytes")));
            if (controllers.Contains("cpu"))
                foreach (var folder in Upwards(root, "cpu", words[2]))
                    cpus = Least(cpus, Quota([KernelFiles.Line($"{folder}/cpu.cfs_quota_us"), KernelFiles.Line($"{folder}/cpu.cfs_period_us")]));
        }
        return new CgroupLimits(memory, cpus);
    }

    // The group's folder and those above it. In a container the group's path may not exist below the mount: then the mount itself is the group.
    private static IEnumerable<string> Upwards(string root, string controller, string path)
    {
        var mount = Path.Combine(root, "sys/fs/cgroup", controller);
        if (controller.Length == 0 && Directory.Exists(Path.Combine(mount, "unified")))
            mount = Path.Combine(mount, "unified");
        for (var at = path.Trim('/'); ; at = at.Contains('/', StringComparison.Ordinal) ? at[..at.LastIndexOf('/')] : "")
        {
            yield return Path.Combine(mount, at);
            if (at.Length == 0)
                yield break;
        }
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < NoLimit ? number : null;

    private static double? Quota(string[] words) =>
        words.Length == 2 && Number(words[0]) is { } quota && Number(words[1]) is > 0 and { } period ? (double)quota / period : null;

    private static long? Least(long? a, long? b) => a is { } x && b is { } y ? Math.Min(x, y) : a ?? b;

    private static double? Least(double? a, double? b) => a is { } x && b is { } y ? Math.Min(x, y) : a ?? b;
}
