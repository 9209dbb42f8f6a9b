using System.CommandLine;
using System.Globalization;

namespace Muster.Driver.Verbs;

/// <summary>Options of the verbs that watch nodes.</summary>
internal static class TelemetryOptions
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    public static Option<TimeSpan> Interval()
    {
        const string name = "--interval";
        return new Option<TimeSpan>(name)
        {
            Description = "Between two samples of a node, from 100ms. Where several watch, the shortest holds.",
            HelpName = "TIME",
            DefaultValueFactory = _ => TimeSpan.FromSeconds(1),
            CustomParser = result =>
            {
                if (CommonOptions.ParseDuration(result.Tokens[^1].Value) is { } span && span >= Least && span <= Most)
                    return span;
                result.AddError($"{name} is '{result.Tokens[^1].Value}'; it must be a time from 100ms to 1h.");
                return default;
            },
        };
    }

    /// <summary>A number with a point that is larger than a bound.</summary>
    public static Option<double> Fraction(string name, double usual, double above, string description) => new(name)
    {
        Description = description,
        HelpName = "X",
        DefaultValueFactory = _ => usual,
        CustomParser = result =>
        {
            var text = result.Tokens[^1].Value;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && number > above)
                return number;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}'; it must be a number above {above}."));
            return usual;
        },
    };
}
