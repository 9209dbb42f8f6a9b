using System.Globalization;

namespace Muster.Benchmarks.Ranks;

/// <summary>Measures ours and theirs in turn, so that a busy machine slows both alike, and holds the medians against a bar.</summary>
internal sealed class Bars(int rounds)
{
    /// <summary>Bars that were not kept.</summary>
    public int Missed { get; private set; }

    public static void Head(string title, string theirs) =>
        Console.WriteLine($"\n{title,-52} {"ours",9} {theirs,9} {"ratio",7} {"more",8}  bar");

    /// <summary>Milliseconds of both; ours may take the larger of <paramref name="ratio"/> times theirs and theirs + <paramref name="plus"/>.</summary>
    public async Task Pair(string name, Func<Task<double>> ours, Func<Task<double>> theirs, double ratio, double plus = 0)
    {
        var (mine, other) = (new List<double>(), new List<double>());
        await ours();
        await theirs();
        for (var i = 0; i < rounds; i++)
        {
            mine.Add(await ours());
            other.Add(await theirs());
        }
        var (a, b) = (Median(mine), Median(other));
        var kept = a <= b * ratio || (plus > 0 && a <= b + plus);
        var bar = plus > 0 ? $"{ratio:0.##} x or +{plus:0} ms" : $"{ratio:0.##} x";
        Line($"  {name,-50} {a,9:0.0} {b,9:0.0} {a / b,7:0.00} {a - b,8:0.0}  {bar}: {Verdict(kept)}");
    }

    /// <summary>A rate beside its fellows, without a bar.</summary>
    public async Task Rate(string name, int count, Func<Task<double>> milliseconds)
    {
        await milliseconds();
        var rates = new List<double>();
        for (var i = 0; i < rounds; i++)
            rates.Add(count / (await milliseconds() / 1000));
        Line($"  {name,-50} {Median(rates),9:0}");
    }

    /// <summary>Milliseconds, without a bar.</summary>
    public async Task Time(string name, Func<Task<double>> milliseconds)
    {
        await milliseconds();
        var times = new List<double>();
        for (var i = 0; i < rounds; i++)
            times.Add(await milliseconds());
        Line($"  {name,-50} {Median(times),9:0.0}");
    }

    public void AtMost(string name, double measured, double most, string unit) =>
        Line($"  {name,-50} {measured,9:0.000} {unit}  at most {most:0.###}: {Verdict(measured <= most)}");

    public static void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private string Verdict(bool kept)
    {
        Missed += kept ? 0 : 1;
        return kept ? "PASS" : "MISS";
    }
}
