using System.Globalization;

namespace Akka.Util;

/// <summary>
/// The version of an application: up to three numbers, then what follows - or +, which may begin with a number of commits.
/// 1.2-RC1 comes before 1.2; a text that starts with no number counts as 0.
/// </summary>
public class AppVersion : IComparable<AppVersion>, IEquatable<AppVersion>
{
    public static readonly AppVersion Zero = new("0.0.0");

    private readonly int _first;
    private readonly int _second;
    private readonly int _third;
    private readonly int _commits;
    private readonly string _rest;

    private AppVersion(string version)
    {
        Version = version;
        var parts = version.Split('.');
        if (parts.Length > 3 || !TryNumbers(parts, out _first, out _second, out _third, out _commits, out _rest))
        {
            _first = _second = _third = _commits = 0;
            _rest = version;
        }
    }

    public string Version { get; }

    public static AppVersion Create(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return new AppVersion(version);
    }

    public int CompareTo(AppVersion other)
    {
        if (other is null)
            return 1;
        var order = _first.CompareTo(other._first);
        if (order == 0)
            order = _second.CompareTo(other._second);
        if (order == 0)
            order = _third.CompareTo(other._third);
        if (order == 0)
            order = _commits.CompareTo(other._commits);
        if (order != 0)
            return order;
        if (_rest.Length == 0 || other._rest.Length == 0)
            return other._rest.Length.CompareTo(_rest.Length);
        return string.CompareOrdinal(_rest, other._rest);
    }

    public bool Equals(AppVersion other) => other is not null && Version == other.Version;

    public override bool Equals(object obj) => obj is AppVersion other && Equals(other);

    public override int GetHashCode() => Version.GetHashCode(StringComparison.Ordinal);

    public static bool operator ==(AppVersion first, AppVersion second) => first is null ? second is null : first.Equals(second);

    public static bool operator !=(AppVersion first, AppVersion second) => !(first == second);

    public override string ToString() => Version;

    private static bool TryNumbers(string[] parts, out int first, out int second, out int third, out int commits, out string rest)
    {
        Span<int> numbers = stackalloc int[3];
        first = second = third = commits = 0;
        rest = "";
        for (var i = 0; i < parts.Length - 1; i++)
        {
            if (!TryInt(parts[i], out numbers[i]))
                return false;
        }

        var last = parts[^1];
        var cut = last.AsSpan().IndexOfAny('-', '+');
        if (!TryInt(cut < 0 ? last : last.AsSpan(0, cut), out numbers[parts.Length - 1]))
            return false;
        if (cut >= 0)
        {
            rest = last.Substring(cut + 1);
            var dash = rest.IndexOf('-');
            if (dash > 0 && TryInt(rest.AsSpan(0, dash), out commits))
                rest = rest.Substring(dash + 1);
        }

        (first, second, third) = (numbers[0], numbers[1], numbers[2]);
        return true;
    }

    private static bool TryInt(ReadOnlySpan<char> text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
