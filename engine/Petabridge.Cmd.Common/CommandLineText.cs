using System.Text;

namespace Petabridge.Cmd;

/// <summary>Reads <c>palette command -switch value ...</c> by the palettes that are known; both the client and the host check with it.</summary>
internal static class CommandLineText
{
    /// <summary>Splits a typed line into words; quotes keep spaces together.</summary>
    public static List<string> Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (quote, isWord) = ('\0', false);
        foreach (var c in line)
        {
            if (quote != '\0')
            {
                if (c == quote)
                    quote = '\0';
                else
                    word.Append(c);
            }
            else if (c is '"' or '\'')
            {
                (quote, isWord) = (c, true);
            }
            else if (!char.IsWhiteSpace(c))
            {
                word.Append(c);
                isWord = true;
            }
            else if (isWord)
            {
                words.Add(word.ToString());
                word.Clear();
                isWord = false;
            }
        }
        if (isWord)
            words.Add(word.ToString());
        return words;
    }

    /// <summary>The command that words mean; null with the error, which offers the nearest names.</summary>
    public static Command Parse(IReadOnlyList<string> words, IReadOnlyCollection<CommandPalette> palettes, out string error)
    {
        error = "";
        if (palettes.FirstOrDefault(p => p.ModuleName == words[0]) is not { } palette)
        {
            error = $"'{words[0]}' is no palette{Nearest(words[0], palettes.Select(p => p.ModuleName))}";
            return null;
        }
        if (words.Count == 1)
        {
            error = $"{palette.ModuleName} needs a command: {string.Join(", ", palette.Commands.Select(c => c.Name))}.";
            return null;
        }
        if (!palette.CommandsByName.TryGetValue(words[1], out var definition))
        {
            error = $"'{words[1]}' is no command of {palette.ModuleName}{Nearest(words[1], palette.Commands.Select(c => c.Name))}";
            return null;
        }
        var arguments = new List<Tuple<string, string>>();
        for (var i = 2; i < words.Count; i++)
        {
            if (definition.Arguments.FirstOrDefault(a => a.Switch.Contains(words[i])) is not { } argument)
                error = $"'{words[i]}' is no switch of {palette.ModuleName} {definition.Name}{Nearest(words[i], definition.Arguments.SelectMany(a => a.Switch))}";
            else if (i + 1 == words.Count)
                error = $"{words[i]} needs a value: {argument.Description}.";
            else if (!argument.AllowMultiple && arguments.Exists(a => argument.Switch.Contains(a.Item1)))
                error = $"{words[i]} is given twice.";
            else
                arguments.Add(Tuple.Create(words[i], words[++i]));
            if (error.Length > 0)
                return null;
        }
        if (definition.Arguments.FirstOrDefault(a => a.IsMandatory && !arguments.Exists(given => a.Switch.Contains(given.Item1))) is { } missing)
        {
            error = $"{palette.ModuleName} {definition.Name} needs {missing.Switch[0]}: {missing.Description}.";
            return null;
        }
        return new Command(palette.ModuleName, definition.Name, [.. arguments]);
    }

    private static string Nearest(string word, IEnumerable<string> known)
    {
        var near = known.Select(name => (Name: name, Distance: Distance(word, name)))
            .Where(n => n.Distance <= Math.Max(2, word.Length / 2) || n.Name.StartsWith(word, StringComparison.Ordinal))
            .OrderBy(n => n.Distance).Take(3).Select(n => n.Name).ToList();
        return near.Count > 0 ? $"; did you mean {string.Join(" or ", near)}?" : $". There are {string.Join(", ", known)}.";
    }

    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return row[to.Length];
    }
}
