using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Muster.Messages.Workflow;

namespace Muster.Driver.Rendering;

/// <summary>Rows of many runs as one table: run, producer, attempt, row, the parameters of all runs, the values by name. Pure.</summary>
internal sealed class RowExport
{
    private static readonly string[] Fixed = ["run", "producer", "attempt", "row"];

    private readonly bool _ndjson;
    private readonly List<string> _parameters;
    private readonly List<string> _columns;
    private readonly int _unnamed;

    public RowExport(IReadOnlyCollection<RunSummary> runs, bool ndjson, int mostUnnamed = 2)
    {
        _ndjson = ndjson;
        _parameters = [.. runs.SelectMany(run => run.Parameters.Select(p => p.Name)).Distinct()];
        _columns = [.. runs.SelectMany(run => run.Columns).Distinct()];
        // Rows whose values have no names: the columns are numbered.
        _unnamed = runs.Any(run => run.Columns.Count == 0 && run.Rows > 0) ? mostUnnamed : 0;
    }

    /// <summary>The first line; null where none is wanted.</summary>
    public string? Heading => _ndjson ? null : string.Join(',', Fixed.Concat(_parameters).Concat(_columns).Concat(Enumerable.Range(1, _unnamed).Select(i => $"value{i}")).Select(Quote));

    public string Line(RunSummary run, int attempt, long row, IReadOnlyList<string> values) => _ndjson ? Json(run, attempt, row, values) : Csv(run, attempt, row, values);

    private static string Json(RunSummary run, int attempt, long row, IReadOnlyList<string> values)
    {
        var json = new JsonObject { ["run"] = run.Run, ["producer"] = run.Producer, ["attempt"] = attempt, ["row"] = row };
        if (run.Parameters.Count > 0)
            json["parameters"] = new JsonObject(run.Parameters.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)p.Value)));
        if (run.Columns.Count > 0)
            json["values"] = new JsonObject(values.Select((v, i) => KeyValuePair.Create(i < run.Columns.Count ? run.Columns[i] : $"value{i + 1}", (JsonNode?)v)));
        else
            json["values"] = EnsembleJson.Strings(values);
        return json.ToJsonString(Compact);
    }

    private static readonly JsonSerializerOptions Compact = new() { WriteIndented = false, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string Csv(RunSummary run, int attempt, long row, IReadOnlyList<string> values)
    {
        var parameters = run.Parameters.ToDictionary(p => p.Name, p => p.Value);
        var named = run.Columns.Count > 0;
        IEnumerable<string> cells =
        [
            .. new[] { run.Run, run.Producer, attempt, row }.Select(n => n.ToString(CultureInfo.InvariantCulture)),
            .. _parameters.Select(name => parameters.GetValueOrDefault(name, "")),
            .. _columns.Select(name => named && run.Columns.IndexOf(name) is >= 0 and var i && i < values.Count ? values[i] : ""),
            .. named ? Enumerable.Repeat("", _unnamed) : Enumerable.Range(0, Math.Max(_unnamed, values.Count)).Select(i => i < values.Count ? values[i] : ""),
        ];
        return string.Join(',', cells.Select(Quote));
    }

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(',', '"', '\n') < 0 && !cell.Contains('\r') ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
