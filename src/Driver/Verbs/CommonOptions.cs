using System.CommandLine;
using System.CommandLine.Parsing;

namespace Muster.Driver.Verbs;

/// <summary>Options that several verbs share, and the checks that give a wrong number a message of its own.</summary>
internal static class CommonOptions
{
    public static Option<string?> RunDir() => new("--run-dir")
    {
        Description = "The cluster's run directory. Default: $MUSTER_RUN_DIR, else the newest below ./muster-runs whose seed answers.",
        HelpName = "DIR",
    };

    public static Option<OutputFormat> Output()
    {
        var option = new Option<OutputFormat>("--output")
        {
            Description = "table: for people; json: one JSON value on standard output; quiet: errors only.",
            HelpName = "table|json|quiet",
            CustomParser = result => Choose<OutputFormat>(result, "--output"),
        };
        return option;
    }

    public static Option<int> Nodes(int usual) => Number("--nodes", usual, 1, 256, $"Node hosts to start beside the seed, which runs no ranks.");

    public static Option<int> Number(string name, int usual, int least, int most, string description)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            HelpName = "N",
            CustomParser = result => ParseNumber(result, name, least, most),
        };
        // Help prints a default that has a factory; zero stands for one that is worked out later.
        if (usual != 0)
            option.DefaultValueFactory = _ => usual;
        return option;
    }

    /// <summary>One of an enum's names in kebab case.</summary>
    public static T Choose<T>(ArgumentResult result, string name)
        where T : struct, Enum
    {
        var text = result.Tokens[^1].Value;
        foreach (var value in Enum.GetValues<T>())
        {
            if (text == NameOf(value))
                return value;
        }

        result.AddError($"{name} is '{text}'; it must be one of {string.Join(", ", Enum.GetValues<T>().Select(v => $"'{NameOf(v)}'"))}.");
        return default;
    }

    public static string NameOf<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));

    private static int ParseNumber(ArgumentResult result, string name, int least, int most)
    {
        var text = result.Tokens[^1].Value;
        if (!long.TryParse(text, out var number))
            result.AddError($"{name} is '{text}'; it must be a whole number from {least} to {most}.");
        else if (number < least || number > most)
            result.AddError($"{name} is {number}; it must be from {least} to {most}.");
        else
            return (int)number;
        return 0;
    }

}
