using System.Globalization;

namespace Muster.Actors.Allocation;

/// <summary>A host file: a name a line, optionally <c>slots=N</c>, as MPI launchers read it; a name on several lines counts once for each. '#' starts a comment.</summary>
public static class HostFileText
{
    /// <summary>Reads the lines; every name once, in the order of its first line.</summary>
    /// <exception cref="FormatException">A line does not parse; the message names it.</exception>
    public static IReadOnlyList<(string Name, int Slots)> Read(IEnumerable<string> lines, string path)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var order = new List<string>();
        var slots = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var words = line.Split('#')[0].Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                continue;
            if (!NodeIdentity.IsName(words[0]))
                throw new FormatException($"{path} line {number}: '{words[0]}' is no host name.");
            var count = 1;
            foreach (var word in words.Skip(1))
            {
                if (!word.StartsWith("slots=", StringComparison.Ordinal) || !int.TryParse(word.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out count) || count == 0)
                    throw new FormatException($"{path} line {number}: '{word}' is not understood; behind the name may stand slots=N.");
            }
            if (!slots.TryAdd(words[0], count))
                slots[words[0]] += count;
            else
                order.Add(words[0]);
        }
        return order.Count > 0 ? [.. order.Select(n => (n, slots[n]))] : throw new FormatException($"{path} names no host.");
    }
}
