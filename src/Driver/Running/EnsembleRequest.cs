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
    /// <param name="templates">Blocks of ranks from a file, instead of the words.</param>
    /// <param name="wishes">What the options say about each run; the program, its arguments and the working directory are filled in.</param>
    /// <param name="runs">Runs in total.</param>
    /// <param name="concurrent">At most so many at once.</param>
    /// <param name="workingDirectory">Where relative paths count from.</param>
    public static EnsembleRequest Check(IReadOnlyList<string>? words, IReadOnlyList<RankTemplate> templates, RunSpec wishes, int runs, int concurrent, string workingDirectory)
    {
        if (templates.Count > 0 && words is { Count: > 0 })
            throw Refusal.Before("the program stands in --templates and behind --: leave one of the two out.");
        if (templates.Count == 0 && words is not { Count: > 0 })
            throw Refusal.Before("no program given. Put it behind --, as in: muster run --ranks 4 -- ./program its arguments");
        if (templates.Count == 0 && words![0].Length == 0)
            throw Refusal.Before("the program's name behind -- is empty.");
        var spec = new RunSpec(wishes)
        {
            Cwd = wishes.Cwd.Length > 0 ? Path.GetFullPath(wishes.Cwd, workingDirectory) : workingDirectory,
            Parse = CheckExpression(wishes.Parse.Length > 0 ? wishes.Parse : WellKnown.DefaultParse),
        };
        if (templates.Count > 0)
            Fill(spec, templates);
        else
            Fill(spec, words!, workingDirectory);
        return new EnsembleRequest(spec, runs, Math.Min(concurrent, runs));
    }

    private static void Fill(RunSpec spec, IReadOnlyList<string> words, string workingDirectory)
    {
        spec.Program = ProgramFile.Find(words[0], workingDirectory, Environment.GetEnvironmentVariable("PATH"));
        var blocks = Blocks(words).ToList();
        spec.Args.AddRange(blocks[0].Skip(1));
        foreach (var block in blocks.Skip(1))
            spec.More.Add(BlockOf(block, spec, workingDirectory));
        if (spec.More.Count == 0)
            return;
        if (spec.Ranks == 0)
            throw Refusal.Before("several programs need --ranks for the first, and -n for each of the others.");
        spec.Ranks += spec.More.Sum(m => m.Count);
    }

    // What a template leaves open is as the options say, which the spec holds.
    private static void Fill(RunSpec spec, IReadOnlyList<RankTemplate> templates)
    {
        if (spec.Ranks != 0)
            throw Refusal.Before("--ranks and --templates exclude each other: write count = N in each template.");
        spec.Ranks = templates.Sum(t => t.Count);
        foreach (var template in templates.Skip(1))
        {
            var block = new RankTemplate(template)
            {
                Cwd = template.Cwd.Length > 0 ? template.Cwd : spec.Cwd,
                Stdout = template.Stdout ?? spec.Stdout ?? new StreamSpec(),
                Stderr = template.Stderr ?? spec.Stderr ?? new StreamSpec(),
                Restart = spec.Restart,
            };
            foreach (var (name, value) in spec.Env.Where(v => !template.Env.ContainsKey(v.Key)))
                block.Env[name] = value;
            spec.More.Add(block);
        }

        var first = templates[0];
        spec.Program = first.Program;
        spec.Args.Add(first.Args);
        if (first.Cwd.Length > 0)
            spec.Cwd = first.Cwd;
        foreach (var (name, value) in first.Env)
            spec.Env[name] = value;
        // Nothing is parsed of what goes to a file, be it the null device.
        if (first.Stdout is { } output)
            spec.Stdout = output.Target == StreamTarget.NullDevice ? new StreamSpec { Target = StreamTarget.File, Path = "/dev/null" } : output;
        if (first.Stderr is { } error)
            spec.Stderr = error;
        if (first.Stdin is { Target: StreamTarget.File } input)
            spec.Stdin = input;
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
