using System.Globalization;

namespace Muster.Actors.Allocation;

/// <summary>Slurm's lists of one number a node, like <c>32(x3),16</c>: 32, 32, 32, 16.</summary>
public static class Repeats
{
    /// <summary>Expands a list.</summary>
    /// <exception cref="FormatException">The list does not parse.</exception>
    public static IReadOnlyList<int> Expand(string list)
    {
        ArgumentNullException.ThrowIfNull(list);
        var numbers = new List<int>();
        foreach (var item in list.Split(','))
        {
            var open = item.IndexOf("(x", StringComparison.Ordinal);
            var times = 1;
            var isGood = int.TryParse(open < 0 ? item : item[..open], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && (open < 0 || (item[^1] == ')' && int.TryParse(item[(open + 2)..^1], NumberStyles.None, CultureInfo.InvariantCulture, out times)))
                && times is > 0 and <= Hostlist.MaxNames
                && numbers.Count + times <= Hostlist.MaxNames;
            if (!isGood)
                throw new FormatException($"The list of numbers '{(list.Length <= 200 ? list : list[..200] + "...")}' does not parse at '{(item.Length <= 40 ? item : item[..40] + "...")}': it is written like 32(x3),16.");
            numbers.AddRange(Enumerable.Repeat(number, times));
        }
        return numbers;
    }
}
