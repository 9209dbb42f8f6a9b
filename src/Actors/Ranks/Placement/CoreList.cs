using System.Collections.Immutable;
using System.Globalization;

namespace Muster.Actors.Ranks;

/// <summary>Core lists as the kernel writes them: "0-3,8,10-11".</summary>
public static class CoreList
{
    private const int HighestCore = 4095;

    /// <summary>Parses a list; null when it is none.</summary>
    public static ImmutableArray<int>? Parse(string text)
    {
        var cores = new SortedSet<int>();
        foreach (var part in text.Trim().Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var dash = part.IndexOf('-', StringComparison.Ordinal);
            var first = dash < 0 ? part : part[..dash];
            var last = dash < 0 ? part : part[(dash + 1)..];
            if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ||
                !int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to) ||
                from > to || to > HighestCore)
                return null;
            for (var core = from; core <= to; core++)
                cores.Add(core);
        }
        return [.. cores];
    }
}
