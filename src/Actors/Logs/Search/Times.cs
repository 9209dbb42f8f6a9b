using System.Globalization;

namespace Muster.Actors.Logs.Search;

/// <summary>Times as a query and the command line name them.</summary>
public static class Times
{
    private const long SecondUs = 1_000_000;

    /// <summary>Microseconds since 1970 of now, now-5m, a date, a date and time (UTC when it says nothing else), or seconds since 1970; null when it is none of these.</summary>
    public static long? Parse(string text, DateTimeOffset now)
    {
        if (text.StartsWith("now", StringComparison.Ordinal))
        {
            var rest = text[3..].Trim();
            var nowUs = MicrosecondsOf(now);
            return rest.Length == 0 ? nowUs : rest[0] is '-' or '+' && Span(rest[1..]) is { } span ? rest[0] == '-' ? nowUs - span : nowUs + span : null;
        }
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 10_000 and < 1e11)
            return (long)Math.Round(seconds * SecondUs);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var time) ? MicrosecondsOf(time) : null;
    }

    /// <summary>Microseconds of 500ms, 90s, 5m, 2h, 7d or 1w; null when it is none.</summary>
    public static long? Span(string text)
    {
        (string Unit, double Seconds)[] units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86_400), ("w", 604_800)];
        var (unit, length) = Array.Find(units, u => text.EndsWith(u.Unit, StringComparison.Ordinal));
        return unit is not null && double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * length < 1e10
            ? (long)(number * length * SecondUs)
            : null;
    }

    /// <summary>A moment in microseconds since 1970.</summary>
    public static long MicrosecondsOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The other way.</summary>
    public static DateTimeOffset MomentOf(long us) => DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(us, -62_135_596_800_000_000, 253_402_300_799_000_000) * TimeSpan.TicksPerMicrosecond);
}
