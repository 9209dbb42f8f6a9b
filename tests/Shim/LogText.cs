using System.Globalization;
using System.Text.RegularExpressions;

namespace Muster.Shim.Tests;

/// <summary>A record of a log file; what it says may have several lines.</summary>
public sealed record LogRecord(DateTime Time, string Level, string Logger, string Text);

/// <summary>Reads the shim's log files as its users' scripts do.</summary>
public static partial class LogText
{
    public static IReadOnlyList<LogRecord> Read(string text)
    {
        var records = new List<LogRecord>();
        foreach (Match match in Record().Matches(text))
        {
            var time = DateTime.ParseExact(match.Groups[1].Value, "yyyy-MM-dd HH:mm:ss,fff", CultureInfo.InvariantCulture);
            records.Add(new LogRecord(time, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value));
        }

        return records;
    }

    // A record ends where the next one begins.
    [GeneratedRegex(@"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) ([A-Z]+) +(\S+) :: ((?s:.*?))\n(?=\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ +\S+ ::|\z)")]
    private static partial Regex Record();
}
