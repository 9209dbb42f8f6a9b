using System.Text.RegularExpressions;
using Muster.Messages;
using Muster.Messages.Workflow;

namespace Muster.Driver.Running;

/// <summary>What `muster run` was asked to do, checked as far as it can be without a cluster.</summary>
internal sealed record EnsembleRequest(RunSpec Spec, int Runs, int Concurrent)
{
    private const int MostRuns = 100_000;

    /// <summary>What varies from run to run.</summary>
    public Parameters Parameters { get; private init; } = new();

    /// <summary>So many runs may fail before the rest is cancelled; null = all.</summary>
    public int? MaxFails { get; init; }

    /// <summary>With parameters there is a run for each combination, as often as asked.</summary>
    public EnsembleRequest With(Parameters parameters, int repeats, int concurrent)
    {
        if (parameters.Sets.Count == 0 && parameters.Axes.Count == 0)
            return this;
        var count = parameters.Axes.Aggregate((long)Math.Max(1, parameters.Sets.Count) * repeats, (product, axis) => Math.Min(product * axis.Values.Count, MostRuns + 1));
        if (count > MostRuns)
            throw Refusal.Before($"these parameters make more than {MostRuns} runs.");
        return this with { Parameters = parameters, Runs = (int)count, Concurrent = (int)Math.Min(concurrent, count) };
    }

    /// <summary>Refuses what could never run, before a cluster is started for it.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="wishes">What the options say about each run; the program, its arguments and the working directory are filled in.</param>
    /// <param name="runs">Runs in total.</param>
    /// <param name="concurrent">At most so many at once.</param>
    /// <param name="workingDirectory">Where relative paths count from.</param>
    public static EnsembleRequest Check(IReadOnlyList<string>? words, RunSpec wishes, int runs, int concurrent, string workingDirectory)
    {
        if (words is not { Count: > 0 } || words[0].Length == 0)
            throw Refusal.Before("no program given. Put it behind --, as in: muster run --ranks 4 -- ./program its arguments");
        var spec = new RunSpec(wishes)
        {
            Program = ProgramFile.Find(words[0], workingDirectory, Environment.GetEnvironmentVariable("PATH")),
            Cwd = wishes.Cwd.Length > 0 ? Path.GetFullPath(wishes.Cwd, workingDirectory) : workingDirectory,
            Parse = CheckExpression(wishes.Parse.Length > 0 ? wishes.Parse : WellKnown.DefaultParse),
        };
        spec.Args.AddRange(words.Skip(1));
        return new EnsembleRequest(spec, runs, Math.Min(concurrent, runs));
    }

    private static string CheckExpression(string parse)
    {
        try
        {
            _ = new Regex(parse, RegexOptions.CultureInvariant);
            return parse;
        }
        catch (ArgumentException e)
        {
            throw Refusal.Before($"--parse does not compile: {e.Message}");
        }
    }
}
