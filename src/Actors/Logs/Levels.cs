using System.Collections.Immutable;
using System.Globalization;

namespace Muster.Actors.Logs;

/// <summary>Severities as syslog and GELF count them, and their names.</summary>
public static class Levels
{
    /// <summary>Programs log at this as a rule.</summary>
    public const int Info = 6;

    /// <summary>Something may be wrong.</summary>
    public const int Warning = 4;

    private static readonly ImmutableArray<string> Names = ["EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "DEBUG"];

    private static readonly Dictionary<string, int> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EMERG"] = 0, ["PANIC"] = 0, ["FATAL"] = 2, ["CRIT"] = 2, ["ERR"] = 3, ["WARN"] = 4, ["INFORMATION"] = 6, ["INFORMATIONAL"] = 6, ["TRACE"] = 7, ["VERBOSE"] = 7,
    };

    /// <summary>The name of a level.</summary>
    public static string NameOf(int level) => Names[Math.Clamp(level, 0, 7)];

    /// <summary>The level of a name or number; null when it is none.</summary>
    public static int? Parse(string text)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return number <= 7 ? number : null;
        if (Others.TryGetValue(text, out var level))
            return level;
        for (var i = 0; i < Names.Length; i++)
        {
            if (string.Equals(Names[i], text, StringComparison.OrdinalIgnoreCase))
                return i;
        }
        return null;
    }
}
