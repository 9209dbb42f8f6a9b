using System.Globalization;
using Muster.Messages.Telemetry;

namespace Muster.Driver.Telemetry;

/// <summary>A bar for each node's load and for each of its devices, in the form that progress bars have in Python. Pure.</summary>
internal static class BarLines
{
    private const int Width = 10;
    private const string Parts = " ▏▎▍▌▋▊▉";

    /// <summary>The lines of a node.</summary>
    public static IEnumerable<string> Of(NodeSample sample, TimeSpan since)
    {
        yield return Line($"{sample.Node} cpu load avg.", sample.Load1, SampleText.Load(sample.Load1), since);
        foreach (var device in sample.Devices)
            yield return Line($"{sample.Node} device {device.Index} util", device.UtilizationPercent, device.UtilizationPercent.ToString("0.##", CultureInfo.InvariantCulture), since);
    }

    private static string Line(string name, double percent, string text, TimeSpan since) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}: {percent,3:0}%|{Bar(percent)}| {text}/100 [{(int)since.TotalMinutes:00}:{since.Seconds:00}]");

    /// <summary>Filled by eighths of a place.</summary>
    internal static string Bar(double percent)
    {
        var eighths = (int)Math.Round(Math.Clamp(percent, 0, 100) / 100 * Width * 8);
        var whole = eighths / 8;
        var bar = new string('█', whole);
        if (whole < Width)
            bar += Parts[eighths % 8];
        return bar.PadRight(Width);
    }
}
