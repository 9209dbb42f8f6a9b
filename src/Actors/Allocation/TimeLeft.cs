using System.Globalization;

namespace Muster.Actors.Allocation;

/// <summary>A span of time as Slurm prints it: <c>1-02:03:04</c>, <c>02:03:04</c>, <c>3:04</c>.</summary>
public static class TimeLeft
{
    /// <summary>The span; null for one without a limit, and for what is no span.</summary>
    public static TimeSpan? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        var days = 0;
        if (text.IndexOf('-', StringComparison.Ordinal) is var dash and > 0)
        {
            if (!TryNumber(text[..dash], out days))
                return null;
            text = text[(dash + 1)..];
        }
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 3)
            return null;
        var seconds = 0L;
        foreach (var part in parts)
        {
            if (!TryNumber(part, out var number))
                return null;
            seconds = (seconds * 60) + number;
        }
        return TimeSpan.FromSeconds((days * 86_400L) + seconds);
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < 100_000;
}
