using System.Globalization;
using Muster.Driver.Configuration;
using Muster.Messages.Ranks;

namespace Muster.Driver.Running;

/// <summary>
/// Reads `muster run --templates FILE`: the blocks of ranks of each run, in HOCON or JSON, as a list or an object that holds the list by the name templates. Relative paths
/// count from the working directory. A stream that a template does not name is left unset: the command line's options say where it goes.
/// </summary>
internal static class TemplateFile
{
    private const string ListName = "templates";
    private const int MostRanks = 1_000_000;
    private static readonly string[] Keys = ["program", "args", "env", "cwd", "count", "stdin", "stdout", "stderr"];

    public static IReadOnlyList<RankTemplate> Read(string file, string workingDirectory, string? path)
    {
        file = Path.GetFullPath(file, workingDirectory);
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refusal.Before($"--templates cannot be read: {e.Message}");
        }

        try
        {
            return Parse(text, workingDirectory, path);
        }
        catch (HoconSyntaxException e)
        {
            throw Refusal.Before($"{file} line {e.At.Line} column {e.At.Column}: {e.Message}.");
        }
    }

    /// <exception cref="HoconSyntaxException">Something in the text is wrong, and where.</exception>
    internal static IReadOnlyList<RankTemplate> Parse(string text, string workingDirectory, string? path)
    {
        var root = HoconTree.Read(text);
        if (root is HoconFields fields)
        {
            if (fields.Fields.Find(f => f.Name != ListName) is { } other)
                throw new HoconSyntaxException(other.At, $"'{other.Name}' is not known here; write the list as {ListName} = [ {{ program = ... }} ]");
            root = fields.Fields.Count == 1 ? fields.Fields[0].Value : root;
        }

        if (root is not HoconItems { Items.Count: > 0 } items)
            throw new HoconSyntaxException(root.At, "no templates are here; write them as a list: [ { program = ./head }, { program = ./worker, count = 3 } ]");
        var templates = items.Items.Select((item, i) => TemplateOf(item, i == 0, workingDirectory, path)).ToList();
        return templates.Sum(t => (long)t.Count) <= MostRanks ? templates : throw new HoconSyntaxException(root.At, $"these templates have more than {MostRanks} ranks");
    }

    private static RankTemplate TemplateOf(HoconNode node, bool first, string workingDirectory, string? path)
    {
        if (node is not HoconFields { Fields: var fields })
            throw new HoconSyntaxException(node.At, "a template is an object, such as { program = ./worker, count = 3 }");
        if (fields.Find(f => !Keys.Contains(f.Name)) is { } unknown)
            throw new HoconSyntaxException(unknown.At, $"'{unknown.Name}' is nothing that a template has; it has {string.Join(", ", Keys)}");
        HoconNode? Find(string key) => fields.Find(f => f.Name == key)?.Value;
        var program = Find("program") ?? throw new HoconSyntaxException(node.At, "this template names no program");
        var template = new RankTemplate
        {
            Program = ProgramOf(program, workingDirectory, path),
            Count = Find("count") is { } count ? CountOf(count) : 1,
            Cwd = Find("cwd") is { } cwd ? Path.GetFullPath(TextOf(cwd, "cwd"), workingDirectory) : "",
            Stdin = StreamOf(Find("stdin"), "stdin", workingDirectory),
            Stdout = StreamOf(Find("stdout"), "stdout", workingDirectory),
            Stderr = StreamOf(Find("stderr"), "stderr", workingDirectory),
        };
        if (template.Stdin is { Target: StreamTarget.Pipe } && !first)
            throw new HoconSyntaxException(Find("stdin")!.At, "only the head rank, the first of the first template, reads from a pipe; name a file or null");
        template.Args.Add(ArgumentsOf(Find("args")));
        foreach (var (name, value) in VariablesOf(Find("env")))
            template.Env[name] = value;
        return template;
    }

    private static string ProgramOf(HoconNode node, string workingDirectory, string? path)
    {
        try
        {
            return ProgramFile.Find(TextOf(node, "program"), workingDirectory, path);
        }
        catch (Refusal e)
        {
            throw new HoconSyntaxException(node.At, e.Message.TrimEnd('.'));
        }
    }

    private static string TextOf(HoconNode node, string what) =>
        node is HoconText { Text.Length: > 0 } text ? text.Text : throw new HoconSyntaxException(node.At, $"{what} is a text");

    private static int CountOf(HoconNode node) =>
        node is HoconText text && int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostRanks
            ? count
            : throw new HoconSyntaxException(node.At, $"count is a number of ranks, 1 to {MostRanks}");

    private static IEnumerable<string> ArgumentsOf(HoconNode? node) => node switch
    {
        null => [],
        HoconItems items => items.Items.Select(i => i is HoconText argument ? argument.Text : throw new HoconSyntaxException(i.At, "an argument is a text or a number")),
        _ => throw new HoconSyntaxException(node.At, "args is a list, such as [ \"-m\", 4 ]"),
    };

    private static IEnumerable<(string Name, string Value)> VariablesOf(HoconNode? node) => node switch
    {
        null => [],
        HoconFields fields => fields.Fields.Select(f => (f.Name, f.Value is HoconText value ? value.Text : throw new HoconSyntaxException(f.Value.At, $"the variable {f.Name} is a text or a number"))),
        _ => throw new HoconSyntaxException(node.At, "env is an object, such as { OMP_NUM_THREADS = 2 }"),
    };

    private static StreamSpec? StreamOf(HoconNode? node, string name, string workingDirectory) => node is null ? null : TextOf(node, name) switch
    {
        "pipe" => new StreamSpec { Target = StreamTarget.Pipe, Consumer = StreamConsumer.Keeper },
        "null" => new StreamSpec { Target = StreamTarget.NullDevice },
        var file => new StreamSpec { Target = StreamTarget.File, Path = Path.GetFullPath(file, workingDirectory) },
    };
}
