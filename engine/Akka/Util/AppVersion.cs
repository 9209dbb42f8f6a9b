using System.Globalization;

namespace Akka.Util;

/// <summary>
/// An application's version, ordered as people expect: numbers by value, what follows a hyphen before the plain version, anything
/// that does not start with a number as text.
/// </summary>
public class AppVersion : IComparable<AppVersion>, IEquatable<AppVersion>
{
    public static readonly AppVersion Zero = new("0.0.0");

    private readonly int[] _numbers;
    private readonly string _rest;

    private AppVersion(string version)
    {
        Version = version;
        (_numbers, _rest) = Parse(version);
    }

    public string Version { get; }

    public static AppVersion Create(string version)
    {
        var trimmed = version?.Trim() ?? "";
        if (trimmed.Length == 0)
            throw new ArgumentException("A version must not be empty", nameof(version));
        return new AppVersion(trimmed);
    }

    public int CompareTo(AppVersion other)
    {
        if (other is null)
            return 1;
        if (Version == other.Version)
            return 0;
        for (var i = 0; i < Math.Max(_numbers.Length, other._numbers.Length); i++)
        {
            var order = At(_numbers, i).CompareTo(At(other._numbers, i));
            if (order != 0)
                return order;
        }
        // 1.2-beta comes before 1.2.
        if (_rest.Length == 0 || other._rest.Length == 0)
            return (_rest.Length == 0).CompareTo(other._rest.Length == 0);
        return string.CompareOrdinal(_rest, other._rest);
    }

    public bool Equals(AppVersion other) => other is not null && Version == other.Version;

    public override bool Equals(object obj) => Equals(obj as AppVersion);

    public override int GetHashCode() => Version.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Version;

    public static bool operator ==(AppVersion first, AppVersion second) => first is null ? second is null : first.Equals(second);

    public static bool operator !=(AppVersion first, AppVersion second) => !(first == second);

    private static int At(int[] numbers, int index) => index < numbers.Length ? numbers[index] : 0;

    private static (int[], string) Parse(string version)
    {
        var cut = version.IndexOfAny(['-', '+']);
        var head = cut < 0 ? version : version[..cut];
        var rest = cut < 0 ? "" : version[(cut + 1)..];
        var numbers = new List<int>();
        foreach (var part in head.Split('.'))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                numbers.Add(number);
            else
                return numbers.Count == 0 ? ([], version) : ([.. numbers], Tail(version, numbers));
        }
        return ([.. numbers], rest);
    }

    private static string Tail(string version, List<int> numbers) => version[Math.Min(version.Length, numbers.Sum(static n => n.ToString(CultureInfo.InvariantCulture).Length + 1))..];
}
