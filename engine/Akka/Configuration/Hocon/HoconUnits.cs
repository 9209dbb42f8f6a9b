using System.Globalization;

namespace Akka.Configuration.Hocon;

/// <summary>Numbers with units: sizes and durations. Units are case-sensitive, as in Akka.NET.</summary>
internal static class HoconUnits
{
    internal static bool TryByteSize(string text, out long bytes)
    {
        bytes = 0;
        Split(text, out var number, out var unit);
        if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || !TryFactor(unit, out var factor))
            return false;
        try
        {
            bytes = checked(count * factor);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    internal static bool TryDuration(string text, out TimeSpan duration)
    {
        duration = default;
        Split(text, out var number, out var unit);
        if (!double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) || !TryTicks(unit, out var ticks))
            return false;
        var total = Math.Round(count * ticks);
        if (!(total < TimeSpan.MaxValue.Ticks))
            return false;
        duration = TimeSpan.FromTicks((long)total);
        return true;
    }

    private static void Split(string text, out ReadOnlySpan<char> number, out ReadOnlySpan<char> unit)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == '.'))
            end++;
        number = text.AsSpan(0, end);
        unit = text.AsSpan(end).Trim();
    }

    private static bool TryFactor(ReadOnlySpan<char> unit, out long factor)
    {
        factor = unit switch
        {
            "" or "b" or "B" or "byte" or "bytes" => 1,
            "kB" or "kilobyte" or "kilobytes" => 1000,
            "k" or "K" or "Ki" or "KiB" or "kibibyte" or "kibibytes" => 1L << 10,
            "MB" or "megabyte" or "megabytes" => 1000_000,
            "m" or "M" or "Mi" or "MiB" or "mebibyte" or "mebibytes" => 1L << 20,
            "GB" or "gigabyte" or "gigabytes" => 1000_000_000,
            "g" or "G" or "Gi" or "GiB" or "gibibyte" or "gibibytes" => 1L << 30,
            "TB" or "terabyte" or "terabytes" => 1000_000_000_000,
            "t" or "T" or "Ti" or "TiB" or "tebibyte" or "tebibytes" => 1L << 40,
            "PB" or "petabyte" or "petabytes" => 1000_000_000_000_000,
            "p" or "P" or "Pi" or "PiB" or "pebibyte" or "pebibytes" => 1L << 50,
            "EB" or "exabyte" or "exabytes" => 1000_000_000_000_000_000,
            "e" or "E" or "Ei" or "EiB" or "exbibyte" or "exbibytes" => 1L << 60,
            _ => 0,
        };
        return factor != 0;
    }

    private static bool TryTicks(ReadOnlySpan<char> unit, out double ticks)
    {
        ticks = unit switch
        {
            "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01,
            "us" or "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
            "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
            "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
            "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
            "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
            "d" or "day" or "days" => TimeSpan.TicksPerDay,
            _ => 0,
        };
        return ticks != 0;
    }
}
