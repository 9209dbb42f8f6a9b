using System.Text.RegularExpressions;
using Muster.Messages;
using Muster.Messages.Ranks;
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
        var blocks = Blocks(words).ToList();
        spec.Args.AddRange(blocks[0].Skip(1));
        foreach (var block in blocks.Skip(1))
            spec.More.Add(BlockOf(block, spec, workingDirectory));
        if (spec.More.Count > 0)
        {
            if (wishes.Ranks == 0)
                throw Refusal.Before("several programs need --ranks for the first, and -n for each of the others.");
            spec.Ranks = wishes.Ranks + spec.More.Sum(m => m.Count);
        }

        return new EnsembleRequest(spec, runs, Math.Min(concurrent, runs));
    }

    // As mpirun writes several programs in one job: prog a b : -n 2 prog2 c. A colon that no -n follows is an argument like any other.
    private static IEnumerable<List<string>> Blocks(IReadOnlyList<string> words)
    {
        var block = new List<string>();
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] == ":" && i + 1 < words.Count && words[i + 1] == "-n")
            {
                yield return block;
                block = [];
            }
            else
            {
                block.Add(words[i]);
            }
        }

        yield return block;
    }

    private static RankTemplate BlockOf(List<string> words, RunSpec first, string workingDirectory)
    {
        if (words.Count < 3 || !int.TryParse(words[1], out var count) || count < 1)
            throw Refusal.Before($"'{string.Join(' ', words)}' is no further program: write it like : -n 2 ./program its arguments");
        var block = new RankTemplate
        {
            Program = ProgramFile.Find(words[2], workingDirectory, Environment.GetEnvironmentVariable("PATH")),
            Cwd = workingDirectory,
            Count = count,
            Restart = first.Restart,
        };
        block.Args.AddRange(words.Skip(3));
        block.Env.Add(first.Env);
        return block;
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
