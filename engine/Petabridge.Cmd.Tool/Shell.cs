namespace Petabridge.Cmd.Tool;

/// <summary>The interactive shell: prompt, history, completion, help.</summary>
internal sealed class Shell(Client client, Target target, TextWriter output, TextWriter error)
{
    private readonly LineEditor _editor = new(text => Completion.Of(text, client.Palettes));

    public int Run()
    {
        output.WriteLine($"successfully connected to [{target.Host}]:{target.Port}");
        output.WriteLine("Commands downloaded from server. type `help` to see what's available");
        var last = Pbm.Done;
        while (_editor.ReadLine($"[{target.Host}:{target.Port}] pbm> ", output) is { } line)
        {
            var words = CommandLineText.Split(line);
            if (words.Count == 0)
                continue;
            if (words[0] is "exit" or "quit")
                return last;
            if (words[0] == "help")
            {
                output.WriteLine(Help(words));
                continue;
            }
            last = Pbm.Execute(client, words, target.Json, output, error);
            if (last == Pbm.NotConnected)
                return last;
        }
        return last;
    }

    private string Help(List<string> words)
    {
        if (words.Count == 1)
            return string.Join('\n', client.Palettes.SelectMany(p => p.Commands.Select(c => $"  {p.ModuleName + " " + c.Name,-24} {c.Description}")).Append("  exit"));
        var palette = client.Palettes.FirstOrDefault(p => p.ModuleName == words[1]);
        if (palette is null)
            return $"there is no palette {words[1]}";
        var commands = palette.Commands.Where(c => words.Count == 2 || c.Name == words[2]);
        return string.Join('\n', commands.SelectMany(c => c.Arguments
            .Select(a => $"      {string.Join(", ", a.Switch),-20} {a.Description}{(a.IsMandatory ? " (needed)" : "")}")
            .Prepend($"  {palette.ModuleName + " " + c.Name,-24} {c.Description}")));
    }
}

/// <summary>What may stand next.</summary>
internal static class Completion
{
    /// <summary>The words that the last word of a text may become.</summary>
    public static IReadOnlyList<string> Of(string text, IReadOnlyList<CommandPalette> palettes)
    {
        var words = CommandLineText.Split(text);
        var begun = words.Count > 0 && !char.IsWhiteSpace(text[^1]) ? words[^1] : "";
        var before = begun.Length > 0 ? words.Take(words.Count - 1).ToList() : words;
        return [.. Candidates(before, palettes).Where(c => c.StartsWith(begun, StringComparison.Ordinal))];
    }

    private static IEnumerable<string> Candidates(List<string> before, IReadOnlyList<CommandPalette> palettes)
    {
        if (before.Count == 0)
            return palettes.Select(p => p.ModuleName).Concat(["help", "exit"]);
        if (palettes.FirstOrDefault(p => p.ModuleName == before[0]) is not { } palette)
            return [];
        if (before.Count == 1)
            return palette.Commands.Select(c => c.Name);
        if (!palette.CommandsByName.TryGetValue(before[1], out var command))
            return [];
        return command.Arguments.FirstOrDefault(a => before.Count > 2 && a.Switch.Contains(before[^1])) is { } argument
            ? argument.DefaultValues
            : command.Arguments.Where(a => a.AllowMultiple || !a.Switch.Any(before.Contains)).SelectMany(a => a.Switch);
    }
}
