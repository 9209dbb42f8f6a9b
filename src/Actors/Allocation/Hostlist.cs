using System.Globalization;

namespace Muster.Actors.Allocation;

/// <summary>
/// Slurm's compressed lists of host names: <c>login,node[001-003,7],rack[0-1]n[1-2]-ib</c>. Names come in the order in which Slurm counts them: items from
/// left to right, ranges upwards, the last bracket of an item fastest. A range pads its numbers to the width of its lower end.
/// </summary>
public static class Hostlist
{
    /// <summary>More names than this are a mistake in the list, not a machine.</summary>
    public const int MaxNames = 65_536;

    private const int MaxDigits = 18;

    /// <summary>Expands a list.</summary>
    /// <exception cref="FormatException">The list does not parse; the message names the column and what was expected there.</exception>
    public static IReadOnlyList<string> Expand(string list)
    {
        ArgumentNullException.ThrowIfNull(list);
        var names = new List<string>();
        var at = 0;
        while (true)
        {
            while (at < list.Length && IsBlank(list[at]))
                at++;
            if (at == list.Length)
                break;
            ExpandItem(list, ref at, names);
            while (at < list.Length && IsBlank(list[at]))
                at++;
            if (at == list.Length)
                break;
            if (list[at] != ',')
                continue;
            at++;
            if (list.AsSpan(at).Trim(" \t\n").IsEmpty || list[at] == ',')
                throw At(list, at, "a host name is missing");
        }
        return names.Count > 0 ? names : throw new FormatException("The list of nodes is empty.");
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n';

    // An item is a product: of what stands before a bracket and the bracket's numbers, again and again.
    private static void ExpandItem(string list, ref int at, List<string> names)
    {
        var start = at;
        var first = names.Count;
        var parts = new List<string> { "" };
        while (at < list.Length && list[at] != ',' && !IsBlank(list[at]))
        {
            if (list[at] == '[')
            {
                parts = Product(list, parts, ReadBracket(list, ref at), first);
                continue;
            }
            var end = at;
            while (end < list.Length && list[end] is not ('[' or ',') && !IsBlank(list[end]))
            {
                if (!char.IsAsciiLetterOrDigit(list[end]) && list[end] is not ('-' or '_' or '.'))
                    throw At(list, end, list[end] == ']' ? "a ']' without its '['" : $"'{list[end]}' cannot stand in a host name");
                end++;
            }
            var text = list[at..end];
            for (var i = 0; i < parts.Count; i++)
                parts[i] += text;
            at = end;
        }
        if (at == start)
            throw At(list, at, "a host name is missing");
        if (names.Count + parts.Count > MaxNames)
            throw TooMany(list);
        names.AddRange(parts);
    }

    private static List<string> Product(string list, List<string> parts, List<string> numbers, int already)
    {
        if (already + (long)parts.Count * numbers.Count > MaxNames)
            throw TooMany(list);
        var product = new List<string>(parts.Count * numbers.Count);
        foreach (var part in parts)
            foreach (var number in numbers)
                product.Add(part + number);
        return product;
    }

    // At '['; leaves behind ']'.
    private static List<string> ReadBracket(string list, ref int at)
    {
        var open = at++;
        var numbers = new List<string>();
        while (true)
        {
            var low = ReadNumber(list, open, ref at, out var width);
            var high = low;
            if (at < list.Length && list[at] == '-')
            {
                at++;
                var column = at;
                high = ReadNumber(list, open, ref at, out _);
                if (high < low)
                    throw At(list, column, $"the range ends at {high}, below its start {low}");
            }
            if (numbers.Count + (high - low) >= MaxNames)
                throw TooMany(list);
            for (var n = low; n <= high; n++)
                numbers.Add(n.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0'));
            if (at == list.Length)
                throw At(list, open, "this '[' is never closed");
            if (list[at] == ']')
            {
                at++;
                return numbers;
            }
            if (list[at] != ',')
                throw At(list, at, $"'{list[at]}' cannot stand between brackets: numbers and ranges like 0-3,7 can");
            at++;
        }
    }

    private static long ReadNumber(string list, int open, ref int at, out int width)
    {
        var start = at;
        while (at < list.Length && char.IsAsciiDigit(list[at]))
            at++;
        width = at - start;
        if (width == 0)
            throw at == list.Length ? At(list, open, "this '[' is never closed") : At(list, at, "a number is missing");
        return width <= MaxDigits ? long.Parse(list.AsSpan(start, width), NumberStyles.None, CultureInfo.InvariantCulture) : throw At(list, start, "the number is too long");
    }

    private static FormatException TooMany(string list) => new($"The list of nodes '{Shorten(list)}' stands for more than {MaxNames} names.");

    private static FormatException At(string list, int index, string what) =>
        new($"The list of nodes '{Shorten(list)}' does not parse: column {index + 1}: {what}.");

    private static string Shorten(string list) => list.Length <= 200 ? list : list[..200] + "...";
}
