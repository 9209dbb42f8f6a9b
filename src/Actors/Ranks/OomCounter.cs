using System.Globalization;

namespace Muster.Actors.Ranks;

/// <summary>Whether the kernel killed for want of memory: the count its control group keeps.</summary>
public sealed class OomCounter
{
    private readonly string? _file;

    private OomCounter(string? file) => _file = file;

    /// <summary>The counter of this process's control group, which its ranks share.</summary>
    public static OomCounter OfThisProcess() => new(FileOf(KernelFiles.Lines("/proc/self/cgroup"), "/sys/fs/cgroup"));

    /// <summary>How many processes were killed so far; 0 when nobody counts.</summary>
    public long Read() => _file == null ? 0 : CountIn(KernelFiles.Lines(_file));

    /// <summary>The file with the count: memory.events of version 2, memory.oom_control of version 1.</summary>
    public static string? FileOf(IEnumerable<string> cgroups, string root)
    {
        foreach (var line in cgroups)
        {
            var words = line.Split(':', 3);
            if (words.Length != 3)
                continue;
            string? file = null;
            if (words[0] == "0" && words[1].Length == 0)
                file = $"{root}{words[2]}/memory.events";
            else if (words[1].Split(',').Contains("memory"))
                file = $"{root}/memory{words[2]}/memory.oom_control";
            if (file != null && File.Exists(file))
                return file;
        }
        return null;
    }

    /// <summary>The count in such a file: the line "oom_kill N" in both.</summary>
    public static long CountIn(IEnumerable<string> lines)
    {
        foreach (var line in lines)
            if (line.StartsWith("oom_kill ", StringComparison.Ordinal) && long.TryParse(line.AsSpan(9), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                return count;
        return 0;
    }
}
