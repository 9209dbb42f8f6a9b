using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>Names of the kernel's resource limits, as its documentation writes them.</summary>
public static class ResourceLimits
{
    // In the order of their numbers.
    private static readonly string[] Names =
    [
        "cpu", "fsize", "data", "stack", "core", "rss", "nproc", "nofile", "memlock", "as", "locks", "sigpending", "msgqueue", "nice", "rtprio", "rttime",
    ];

    /// <summary>The limit's number, or null when there is none of that name.</summary>
    public static uint? NumberOf(string name) => Array.IndexOf(Names, name) is var at and >= 0 ? (uint)at : null;

    /// <summary>What is wrong with the limits, or null.</summary>
    public static string? FaultOf(IEnumerable<ResourceLimit> limits)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var limit in limits)
        {
            if (NumberOf(limit.Name) is null)
                return $"'{limit.Name}' is no resource limit; there are {string.Join(", ", Names)}.";
            if (!seen.Add(limit.Name))
                return $"The limit {limit.Name} is given twice.";
            if (limit.Hard >= 0 && (limit.Soft < 0 || limit.Soft > limit.Hard))
                return $"The soft limit of {limit.Name} is above its hard limit.";
        }
        return null;
    }
}
