using System.Globalization;
using System.Text.RegularExpressions;
using Shouldly;

namespace Muster.Driver.Tests;

/// <summary>The partial order of the example workflow's log lines.</summary>
internal static class SeedOrder
{
    public static List<string> RowsOf(IEnumerable<string> lines) => lines.Where(line => line.StartsWith("INFO:consumer:{", StringComparison.Ordinal)).ToList();

    /// <summary>Checks the lines of producer n: its steps in order, its rows between them with sizes ascending, its end told by main.</summary>
    public static void ShouldHold(List<string> lines, int n)
    {
        string[] order =
        [
            $"INFO:producer {n}:Starting producer (num_ranks=",
            $"INFO:producer {n}:Starting parse_results process for puid=",
            $"INFO:producer {n}:node 0 has ",
            $"INFO:producer {n}:Waiting for group to finish",
            $"INFO:parse_results {n}:Done",
            $"INFO:producer {n}:Done",
        ];
        var places = order.Select(start => lines.FindIndex(line => line.StartsWith(start, StringComparison.Ordinal))).ToList();
        places.ShouldAllBe(place => place >= 0);
        places.ShouldBeInOrder();
        var rows = lines.Select((line, at) => (Match: Regex.Match(line, $@"^INFO:consumer:\{{{n}: \('(\d+)', '[\d.]+'\)\}}$"), At: at)).Where(row => row.Match.Success).ToList();
        rows.Select(row => int.Parse(row.Match.Groups[1].Value, CultureInfo.InvariantCulture)).ShouldBeInOrder();
        rows[0].At.ShouldBeGreaterThan(lines.IndexOf($"INFO:parse_results {n}:Parsing stdout from stdout connection"));
        rows[^1].At.ShouldBeLessThan(places[4]);
        lines[places[5] + 1].ShouldBe("INFO:main:at least one producer has exited");
    }
}
