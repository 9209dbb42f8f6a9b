using System.CommandLine;
using System.CommandLine.Parsing;

namespace Muster.Driver.Configuration;

/// <summary>A line of a site's profile: an option's name without its dashes, and what it is where the command line does not say.</summary>
internal sealed record SiteDefault(string Key, string Value, int Line)
{
    public string Option => "--" + Key;

    /// <summary>As it would stand on the command line.</summary>
    public string Word => $"{Option}={Value}";
}

/// <summary>What a site sets for its users: defaults of options. The command line wins.</summary>
/// <param name="File">Where it was read from.</param>
/// <param name="Defaults">Its lines.</param>
internal sealed record SiteProfile(string File, IReadOnlyList<SiteDefault> Defaults)
{
    /// <summary>Names the file where the command line does not.</summary>
    public const string Variable = "MUSTER_SITE";

    public const string OptionName = "--site";

    // What is said once for a command, and what decides where its profile is from.
    private static readonly string[] NoKeys = [OptionName, "--help"];

    /// <summary>The verbs whose options may have a default of the site.</summary>
    public static IReadOnlyList<string> Verbs { get; } = ["run", "up", "demo", "resume", "shim", "srun-line"];

    public static Option<string?> Option() => new(OptionName)
    {
        Description = $"The site's profile: a file with defaults of options. Default: ${Variable}.",
        HelpName = "FILE",
    };

    /// <summary>The profile that a command line or the environment names; null when neither does.</summary>
    public static SiteProfile? Read(ParseResult parsed, string? variable, string workingDirectory)
    {
        var named = parsed.GetValue<string?>(OptionName) ?? variable;
        if (string.IsNullOrEmpty(named))
            return null;
        var file = Path.GetFullPath(named, workingDirectory);
        string[] lines;
        try
        {
            lines = System.IO.File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refusal.Before($"the site's profile {file}, named by {OptionName} or {Variable}, cannot be read: {e.Message}");
        }

        return new SiteProfile(file, Parse(lines, file, parsed.RootCommandResult.Command));
    }

    /// <summary>The words that stand for what the command line leaves open.</summary>
    public IEnumerable<string> WordsFor(ParseResult parsed) =>
        from entry in Defaults
        from option in parsed.CommandResult.Command.Options
        where option.Name == entry.Option && parsed.GetResult(option) is not { Implicit: false }
        select entry.Word;

    private static List<SiteDefault> Parse(string[] lines, string file, Command root)
    {
        var defaults = new List<SiteDefault>();
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            var words = line.Split('=', 2, StringSplitOptions.TrimEntries);
            if (words is not [{ Length: > 0 } key, { Length: > 0 } value])
                throw Refusal.Before($"{file} line {i + 1}: '{line}' is not understood; write a line as: mpi = openmpi");
            var entry = new SiteDefault(key, value, i + 1);
            Check(entry, file, root);
            if (defaults.Find(d => d.Key == key) is { } earlier && !Repeats(entry, root))
                throw Refusal.Before($"{file} line {i + 1}: '{key}' stands in line {earlier.Line} already.");
            defaults.Add(entry);
        }

        return defaults;
    }

    // A wrong line is told with its number, by whatever verb reads it first, and in the words the option itself has for it.
    private static void Check(SiteDefault entry, string file, Command root)
    {
        var verb = VerbsOf(entry, root).FirstOrDefault()
            ?? throw Refusal.Before($"{file} line {entry.Line}: '{entry.Key}' is no option of {string.Join(", ", Verbs)}; `muster run --help` lists most, to be written without --.");
        // What a verb wants besides its options is not looked at.
        if (root.Parse([verb.Name, entry.Word]).Errors.FirstOrDefault(e => e.SymbolResult is OptionResult) is { } error)
            throw Refusal.Before($"{file} line {entry.Line}: {error.Message}");
    }

    private static bool Repeats(SiteDefault entry, Command root) =>
        VerbsOf(entry, root).First().Options.First(o => o.Name == entry.Option).Arity.MaximumNumberOfValues > 1;

    private static IEnumerable<Command> VerbsOf(SiteDefault entry, Command root) =>
        NoKeys.Contains(entry.Option) ? [] : root.Subcommands.Where(v => Verbs.Contains(v.Name) && v.Options.Any(o => o.Name == entry.Option));
}
