using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

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

    /// <summary>A span of time: 500ms, 90s, 5m, 2h; a bare number counts seconds.</summary>
    public static Option<TimeSpan> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "TIME",
        CustomParser = result =>
        {
            if (ParseDuration(result.Tokens[^1].Value) is { } span)
                return span;
            result.AddError($"{name} is '{result.Tokens[^1].Value}'; it must be a time such as 500ms, 90s, 5m or 2h.");
            return default;
        },
    };

    internal static TimeSpan? ParseDuration(string text)
    {
        (string Unit, double Seconds)[] units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("", 1)];
        var (unit, seconds) = Array.Find(units, u => text.EndsWith(u.Unit, StringComparison.Ordinal));
        var isNumber = double.TryParse(text[..^unit.Length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        return isNumber && number * seconds <= int.MaxValue / 1000 ? TimeSpan.FromSeconds(number * seconds) : null;
    }

    /// <summary>One of an enum's names in kebab case.</summary>
    public static T Choose<T>(ArgumentResult result, string name)
        where T : struct, Enum => Choose<T>(result, name, result.Tokens[^1].Value);

    /// <summary>Several of them, separated by commas.</summary>
    public static T[] ChooseSome<T>(ArgumentResult result, string name)
        where T : struct, Enum => [.. result.Tokens[^1].Value.Split(',').Select(text => Choose<T>(result, name, text))];

    private static T Choose<T>(ArgumentResult result, string name, string text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (text == NameOf(value))
                return value;
        }

        result.AddError($"{name} names '{text}'; it must be one of {string.Join(", ", Enum.GetValues<T>().Select(v => $"'{NameOf(v)}'"))}.");
        return default;
    }

    public static string NameOf<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));

    public static int ParseNumber(ArgumentResult result, string name, int least, int most)
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
