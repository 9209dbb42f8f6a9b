using System.Globalization;

namespace Muster.Driver.Rendering;

/// <summary>Points on two logarithmic scales, drawn in characters. Pure.</summary>
internal static class LogLogPlot
{
    private const int LabelWidth = 10;

    public static IReadOnlyList<string> Draw(IReadOnlyList<(double X, double Y)> points, int width, int height, string xName, string yName)
    {
        var (left, right) = Range(points.Select(p => p.X));
        var (low, high) = Range(points.Select(p => p.Y));
        var grid = Enumerable.Range(0, height).Select(_ => new char[width]).ToArray();
        foreach (var line in grid)
            Array.Fill(line, ' ');
        for (var decade = Math.Ceiling(low); decade <= high; decade++)
            Array.Fill(grid[At(decade, low, high, height, down: true)], '·');
        foreach (var (x, y) in points)
            grid[At(Math.Log10(y), low, high, height, down: true)][At(Math.Log10(x), left, right, width, down: false)] = '●';

        var lines = new List<string> { $"{yName,LabelWidth}" };
        for (var i = 0; i < height; i++)
        {
            var label = Enumerable.Range((int)Math.Ceiling(low), (int)Math.Max(0, Math.Floor(high) - Math.Ceiling(low) + 1))
                .Where(decade => At(decade, low, high, height, down: true) == i).Select(decade => Label(Math.Pow(10, decade))).FirstOrDefault("");
            if (label.Length == 0 && (i == 0 || i == height - 1))
                label = Label(Math.Pow(10, i == 0 ? high : low));
            lines.Add($"{label,LabelWidth} │{new string(grid[i]).TrimEnd()}");
        }

        lines.Add($"{"",LabelWidth} └{new string('─', width)}");
        var (first, last) = (Label(Math.Pow(10, left)), Label(Math.Pow(10, right)));
        var middle = Math.Max(1, width - first.Length - last.Length);
        lines.Add($"{"",LabelWidth}  {first}{Centre(xName, middle)}{last}");
        return lines;
    }

    private static (double Low, double High) Range(IEnumerable<double> values)
    {
        var logs = values.Select(Math.Log10).ToList();
        var (low, high) = (logs.Min(), logs.Max());
        return high - low < 0.1 ? (low - 0.5, high + 0.5) : (low, high);
    }

    private static int At(double value, double low, double high, int cells, bool down)
    {
        var cell = Math.Clamp((int)Math.Round((value - low) / (high - low) * (cells - 1)), 0, cells - 1);
        return down ? cells - 1 - cell : cell;
    }

    private static string Label(double value) => value.ToString(value is >= 0.001 and < 1e6 ? "0.####" : "0.##e0", CultureInfo.InvariantCulture);

    private static string Centre(string text, int width) =>
        text.Length >= width ? new string(' ', width) : text.PadLeft((width + text.Length) / 2).PadRight(width);
}
