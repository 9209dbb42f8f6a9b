using System.Globalization;
using System.Text.Json.Nodes;
using Muster.Driver.Verbs;
using Muster.Messages.Logs;

namespace Muster.Driver.Rendering;

/// <summary>Counts of log records, a histogram, a field's statistics.</summary>
internal static class LogCountText
{
    private const int MostBars = 50;

    public static void Write(Terminal terminal, LogCounts counts, string field, LogFormat format)
    {
        if (format != LogFormat.Table)
        {
            var json = Json(counts, field);
            if (format == LogFormat.Json)
                terminal.Json(json);
            else
                terminal.Out.WriteLine(json.ToJsonString());
            return;
        }

        terminal.Line($"{counts.Count} records");
        if (counts.Buckets.Count > 0)
        {
            var most = counts.Buckets.Max(b => b.Count);
            foreach (var bucket in counts.Buckets)
                terminal.Line($"{LogLines.Iso(bucket.FromUs)} {bucket.Count,9} {new string('#', (int)Math.Max(1, bucket.Count * MostBars / most))}");
        }

        if (counts.Field is not { } statistics)
            return;
        terminal.Line($"{field}: {statistics.Count} with a value, {statistics.Missing} without, {(statistics.IsLowerBound ? "more than " : "")}{statistics.Distinct} different");
        if (statistics.Numbers > 0)
        {
            terminal.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{statistics.Numbers} numbers: least {statistics.Least:R}, greatest {statistics.Greatest:R}, mean {statistics.Mean:G6}, deviation {statistics.Deviation:G6}, sum {statistics.Sum:G10}"));
        }

        foreach (var value in statistics.Top)
            terminal.Line($"{value.Count,9}  {value.Value}");
    }

    private static JsonObject Json(LogCounts counts, string field)
    {
        var json = new JsonObject { ["count"] = counts.Count };
        if (counts.IntervalUs > 0)
        {
            json["interval"] = counts.IntervalUs / 1e6;
            json["histogram"] = new JsonArray([.. counts.Buckets.Select(b => (JsonNode)new JsonObject { ["from"] = LogLines.Iso(b.FromUs), ["count"] = b.Count })]);
        }

        if (counts.Field is { } statistics)
        {
            var values = new JsonObject
            {
                ["field"] = field,
                ["count"] = statistics.Count,
                ["missing"] = statistics.Missing,
                ["distinct"] = statistics.Distinct,
                ["distinctIsLowerBound"] = statistics.IsLowerBound,
                ["top"] = new JsonArray([.. statistics.Top.Select(v => (JsonNode)new JsonObject { ["value"] = v.Value, ["count"] = v.Count })]),
            };
            if (statistics.Numbers > 0)
            {
                values["numbers"] = statistics.Numbers;
                values["min"] = statistics.Least;
                values["max"] = statistics.Greatest;
                values["mean"] = statistics.Mean;
                values["sum"] = statistics.Sum;
                values["stddev"] = statistics.Deviation;
            }

            json["statistics"] = values;
        }

        return json;
    }
}
