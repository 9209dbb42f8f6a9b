namespace Muster.Actors.Allocation;

/// <summary>Whether a host got what its job was granted. A host that takes less for granted leaves the job's cores idle without a word.</summary>
public static class GrantCheck
{
    /// <summary>What is wrong, in words with the line that is right; null when nothing is.</summary>
    /// <param name="allocation">The job.</param>
    /// <param name="node">The host's node.</param>
    /// <param name="mask">Cores this process may use.</param>
    /// <param name="machineCores">Cores of the machine that are switched on.</param>
    /// <param name="memoryLimit">Limit of the memory cgroup in bytes; null without one.</param>
    /// <param name="program">What stands behind srun's options in the right line.</param>
    public static string? Complaint(JobAllocation allocation, string node, int mask, int machineCores, long? memoryLimit, string program)
    {
        ArgumentNullException.ThrowIfNull(allocation);
        var smallest = allocation.Cores.Length > 0 ? allocation.Cores.Min() : 0;
        // A site may promise more cores than a machine has, for tests; nobody can be granted those.
        var granted = Math.Min(Math.Min(allocation.CoresOf(node) ?? 0, machineCores), smallest);
        if (mask < granted)
            return $"The host on {node} may use {Count(mask, "core")} of {Count(granted, "core")} that job {allocation.Job} was granted there. {Line(allocation, program)}";
        if (memoryLimit is { } limit && allocation.MemoryMib is { } mib && limit < mib * 1024 * 1024)
            return $"The host on {node} may use {limit / (1024 * 1024)} MiB of {mib} MiB that job {allocation.Job} was granted there. {Line(allocation, program)}";
        return null;
    }

    /// <summary>The memory limit of this process's cgroup, version 1 or 2; null without one.</summary>
    public static long? MemoryLimit()
    {
        try
        {
            foreach (var line in File.ReadLines("/proc/self/cgroup"))
            {
                var parts = line.Split(':', 3);
                if (parts.Length < 3)
                    continue;
                var path = parts[1].Length == 0 ? $"/sys/fs/cgroup{parts[2]}/memory.max"
                    : parts[1] == "memory" ? $"/sys/fs/cgroup/memory{parts[2]}/memory.limit_in_bytes"
                    : null;
                if (path is not null && File.Exists(path) && long.TryParse(File.ReadAllText(path).Trim(), out var limit))
                    return limit;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No cgroups that this process can see: no limit that it can know.
            return null;
        }
        return null;
    }

    private static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    private static string Line(JobAllocation allocation, string program) => allocation.IsSlurm
        ? $"Start it with the whole grant: {string.Join(' ', SrunLine.For(allocation))} {program}"
        : "Start it without a binding.";
}
