using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>A regular expression: the groups are the values (the whole match when there are none), named groups name the columns.</summary>
internal sealed class RegexParser : LineParser
{
    private readonly Regex _expression;
    private readonly int[] _groups;

    public RegexParser(string expression)
    {
        _expression = Expressions.Compile(expression);
        var numbers = _expression.GetGroupNumbers();
        _groups = numbers.Length > 1 ? numbers[1..] : [0];
        var names = _groups.Select(_expression.GroupNameFromNumber).ToArray();
        // Where no group has a name, neither have the columns.
        Columns = names.Any(n => !int.TryParse(n, out _)) ? names : [];
    }

    public override IReadOnlyList<string> Columns { get; }

    protected override bool TryParse(string line, Row row)
    {
        if (Expressions.Match(_expression, line) is not { } match)
            return false;
        foreach (var group in _groups)
            row.Values.Add(match.Groups[group].Value);
        return true;
    }
}

/// <summary>Fields between separators.</summary>
internal sealed class ColumnParser : LineParser
{
    private readonly string _separator;

    public ColumnParser(ParserSpec spec)
    {
        if (spec.Columns.Count == 0)
            throw new ArgumentException("Columns are asked for, but none is named: give their names.");
        (_separator, Columns) = (spec.Separator, [.. spec.Columns]);
    }

    public override IReadOnlyList<string> Columns { get; }

    protected override bool TryParse(string line, Row row)
    {
        var fields = _separator.Length > 0
            ? line.Split(_separator, StringSplitOptions.TrimEntries)
            : line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < Columns.Count)
            return false;
        row.Values.Add(fields.Take(Columns.Count));
        return true;
    }
}

/// <summary>A JSON object a line. Without names the first object's fields are the columns, in its order.</summary>
internal sealed class JsonLineParser(ParserSpec spec) : LineParser
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    private string[] _columns = [.. spec.Columns];

    public override IReadOnlyList<string> Columns => _columns;

    protected override bool TryParse(string line, Row row)
    {
        if (!line.AsSpan().TrimStart().StartsWith("{"))
            return false;
        try
        {
            using var json = JsonDocument.Parse(line, Options);
            if (_columns.Length == 0)
                _columns = [.. json.RootElement.EnumerateObject().Select(p => p.Name)];
            foreach (var column in _columns)
                row.Values.Add(json.RootElement.TryGetProperty(column, out var value) ? Text(value) : "");
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}

/// <summary>A line that is no row but a parameter of the run: groups "name" and "value", else the first two; a named group alone is the parameter itself.</summary>
internal sealed class HeaderLine
{
    private readonly Regex _expression;
    private readonly string? _only;

    public HeaderLine(string expression)
    {
        _expression = Expressions.Compile(expression);
        var groups = _expression.GetGroupNumbers();
        if (groups.Length < 2)
            throw new ArgumentException($"The header expression {expression} has no groups: it needs one for the name and one for the value, or one with a name.");
        _only = groups.Length == 2 ? _expression.GroupNameFromNumber(1) : null;
        if (_only == "1")
            throw new ArgumentException($"The header expression {expression} has one group without a name: name it, as in (?<size>...), or add one for the name.");
    }

    public Parameter? TryParse(string line)
    {
        if (Expressions.Match(_expression, line) is not { } match)
            return null;
        if (_only is not null)
            return new Parameter { Name = _only, Value = match.Groups[1].Value.Trim() };
        var (name, value) = match.Groups["name"].Success ? (match.Groups["name"], match.Groups["value"]) : (match.Groups[1], match.Groups[2]);
        return new Parameter { Name = name.Value.Trim(), Value = value.Value.Trim() };
    }
}

/// <summary>Expressions of users: none may take longer than its line deserves.</summary>
internal static class Expressions
{
    private const int MostKept = 64;
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(250);
    private static readonly ConcurrentDictionary<string, Regex> Kept = new(StringComparer.Ordinal);

    // Thousands of short runs have one expression, and to compile it takes longer than some of them.
    public static Regex Compile(string expression)
    {
        if (Kept.TryGetValue(expression, out var kept))
            return kept;
        if (Kept.Count >= MostKept)
            Kept.Clear();
        return Kept[expression] = New(expression);
    }

    // The engine without backtracking takes linear time whatever the line holds; expressions it cannot take (look-around, back references) run
    // with a time limit a line.
    private static Regex New(string expression)
    {
        try
        {
            return new Regex(expression, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            return new Regex(expression, RegexOptions.CultureInvariant, MatchTimeout);
        }
    }

    public static Match? Match(Regex expression, string line)
    {
        try
        {
            return expression.Match(line) is { Success: true } match ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
