namespace Engine.Benchmarks;

/// <summary>One line a figure: what it is, what was measured beside it, the bar, and whether it was reached.</summary>
internal sealed class Report
{
    public int Lines { get; private set; }

    public int Met { get; private set; }

    public bool AllMet => Met == Lines;

    /// <summary>A rate that must be at least a share of its calibration. Samples are pairs of one run each; the median ratio counts.</summary>
    public void Rate(string what, string calibrated, string unit, double scale, double bar, IReadOnlyList<(double Rate, double Calibration)> samples)
    {
        var ordered = samples.Select(s => (Ratio: s.Rate / s.Calibration, s.Rate, s.Calibration)).Order().ToArray();
        var median = ordered[ordered.Length / 2];
        Line(what, $"{median.Rate / scale:F1} {unit}, {calibrated} {median.Calibration / scale:F1} {unit}, ratio {median.Ratio:F3} "
            + $"({ordered[0].Ratio:F3} to {ordered[^1].Ratio:F3}, {ordered.Length} runs)", $">= {bar:F2}", median.Ratio >= bar);
    }

    /// <summary>A figure with an upper bound of its own.</summary>
    public void AtMost(string what, double value, string unit, double bar, string beside = "") =>
        Line(what, $"{value:G4} {unit}{(beside.Length > 0 ? $" ({beside})" : "")}", $"<= {bar:G4} {unit}", value <= bar);

    public static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[ordered.Length / 2];
    }

    private void Line(string what, string figures, string bar, bool met)
    {
        Lines++;
        Met += met ? 1 : 0;
        Console.WriteLine($"{(met ? "PASS" : "MISS")}  {what}: {figures}; bar {bar}");
    }
}
