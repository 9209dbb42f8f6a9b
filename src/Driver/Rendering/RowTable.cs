using System.Globalization;
using Muster.Driver.Running;
using Spectre.Console;

namespace Muster.Driver.Rendering;

/// <summary>A table of text: what is shown, apart from how.</summary>
internal sealed record TextTable(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Lines, string? Note = null)
{
    /// <summary>Draws the table; the first column is a heading and stands left, numbers stand right.</summary>
    public void Draw(IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Simple);
        for (var i = 0; i < Columns.Count; i++)
        {
            var column = new TableColumn(new Text(Columns[i])) { NoWrap = true };
            table.AddColumn(Lines.All(line => IsNumber(line[i])) ? column.RightAligned() : column.LeftAligned());
        }

        foreach (var line in Lines)
            table.AddRow(line.Select(cell => new Text(cell)));
        console.Write(table);
        if (Note is not null)
            console.WriteLine(Note);
    }

    private static bool IsNumber(string cell) =>
        cell is "" or "-" || double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}

/// <summary>Turns the rows of an ensemble into a table: pure.</summary>
internal static class RowTable
{
    private const int MostRunColumns = 12;
    private const int MostLines = 1000;

    /// <summary>
    /// Rows of two values: a line per first value, a column per run (many runs: count, least, middle, greatest). Anything else: a line per row.
    /// </summary>
    public static TextTable Of(IReadOnlyCollection<RunOutcome> runs)
    {
        var all = runs.SelectMany(run => run.Rows).ToList();
        if (!all.TrueForAll(row => row.Count == 2))
            return Listing(runs, all.Count == 0 ? 1 : all.Max(row => row.Count));
        var keys = all.Select(row => row[0]).Distinct().ToList();
        if (keys.TrueForAll(key => Number(key) is not null))
            keys = keys.OrderBy(key => Number(key)).ToList();
        var byRun = runs.Select(run => (run.Producer, Values: Last(run))).ToList();
        return runs.Count <= MostRunColumns
            ? Cut(["size", .. byRun.Select(r => $"run {r.Producer}")], keys, key => byRun.Select(r => r.Values.GetValueOrDefault(key, "-")))
            : Cut(["size", "runs", "least", "median", "greatest"], keys, key => Spread(byRun.Select(r => r.Values.GetValueOrDefault(key)).OfType<string>().ToList()));
    }

    private static TextTable Cut(IReadOnlyList<string> columns, List<string> keys, Func<string, IEnumerable<string>> cells) => new(
        columns,
        keys.Take(MostLines).Select(key => (IReadOnlyList<string>)[key, .. cells(key)]).ToList(),
        NoteOf(keys.Count));

    private static TextTable Listing(IReadOnlyCollection<RunOutcome> runs, int width)
    {
        var rows = runs.SelectMany(run => run.Rows.Select(row => (run.Producer, Row: row))).ToList();
        return new TextTable(
            ["run", .. Enumerable.Range(1, width).Select(i => $"group {i}")],
            rows.Take(MostLines)
                .Select(r => (IReadOnlyList<string>)[$"{r.Producer}", .. Enumerable.Range(0, width).Select(i => i < r.Row.Count ? r.Row[i] : "")])
                .ToList(),
            NoteOf(rows.Count));
    }

    private static string? NoteOf(int count) =>
        count > MostLines ? $"{count - MostLines} more lines: `--output json` and `muster show` have them all." : null;

    /// <summary>When a program prints a key twice, the later value counts.</summary>
    private static Dictionary<string, string> Last(RunOutcome run)
    {
        var values = new Dictionary<string, string>();
        foreach (var row in run.Rows)
            values[row[0]] = row[1];
        return values;
    }

    private static IEnumerable<string> Spread(List<string> values)
    {
        var numbers = values.Select(Number).OfType<double>().Order().ToList();
        if (numbers.Count == 0)
            return [$"{values.Count}", "-", "-", "-"];
        return [$"{values.Count}", Text(numbers[0]), Text(numbers[numbers.Count / 2]), Text(numbers[^1])];
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(double number) => number.ToString("0.00", CultureInfo.InvariantCulture);
}
