using System.CommandLine;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Driver.Verbs;

/// <summary>Where the streams of `muster run` go besides the parser.</summary>
/// <param name="Shows">Raw output of ranks is printed as it comes.</param>
/// <param name="Label">Each printed line begins with its rank.</param>
/// <param name="Input">The file that is the head ranks' stdin; "-" is this command's own; null for none.</param>
internal sealed record StreamWishes(bool Shows, bool Label, string? Input);

/// <summary>The options of `muster run` about the ranks' streams.</summary>
internal sealed class StreamOptions
{
    private const string All = "all";
    private const string Null = "null";

    private readonly Option<string?> _stdout = new("--stdout")
    {
        Description = "head: the head rank's is parsed; all: every rank's is kept with the run and printed here too; null; or a file on the rank's node, with {run}, {attempt}, {rank} in its name: then nothing is parsed. Default: head.",
        HelpName = "head|all|null|FILE",
    };

    private readonly Option<string?> _stderr = new("--stderr")
    {
        Description = "tail: the last 50 lines of a rank that fails; all: every rank's is kept with the run and printed here; or a file, as for --stdout. Default: tail.",
        HelpName = "tail|all|FILE",
    };

    private readonly Option<bool> _label = new("--label") { Description = "Begin each line printed for a rank with its number (and its run's, when there are several)." };

    private readonly Option<string?> _stdin = new("--stdin")
    {
        Description = "What the head rank of each run reads: a file, or - for this command's own input. Default: nothing.",
        HelpName = "FILE|-",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _stdout, _stderr, _label, _stdin })
            command.Add(option);
    }

    /// <summary>Fills in where the ranks' streams go that no template names.</summary>
    public StreamWishes Fill(ParseResult parsed, RunSpec spec, IReadOnlyList<RankTemplate> templates, string workingDirectory)
    {
        spec.Stdout = SpecOf(parsed.GetValue(_stdout), "head", workingDirectory);
        spec.Stderr = SpecOf(parsed.GetValue(_stderr), "tail", workingDirectory);
        var input = parsed.GetValue(_stdin);
        if (input is not null && templates is [{ Stdin: { Target: not StreamTarget.Pipe } }, ..])
            throw Refusal.Before("--stdin feeds the head rank, but the first template has another stdin for it: leave one of the two out, or write stdin = pipe there.");
        if (templates is [{ Stdin.Target: StreamTarget.Pipe }, ..])
            input ??= "-";
        spec.Input = input is not null;
        if (input is not null and not "-")
        {
            input = Path.GetFullPath(input, workingDirectory);
            if (!File.Exists(input))
                throw Refusal.Before($"--stdin: {input} does not exist.");
        }

        var shows = spec.Stdout?.Target == StreamTarget.Pipe || spec.Stderr?.Target == StreamTarget.Pipe
            || templates.Any(t => t.Stdout?.Target == StreamTarget.Pipe || t.Stderr?.Target == StreamTarget.Pipe);
        if (parsed.GetValue(_label) && !shows)
            throw Refusal.Before("--label marks what is printed of ranks: add --stdout all or --stderr all.");
        return new StreamWishes(shows, parsed.GetValue(_label), input);
    }

    // "null" for stdout is a file too: nothing is parsed then.
    private static StreamSpec? SpecOf(string? asked, string usual, string workingDirectory) => asked switch
    {
        null => null,
        _ when asked == usual => null,
        All => new StreamSpec { Target = StreamTarget.Pipe, Consumer = StreamConsumer.Keeper },
        Null => new StreamSpec { Target = StreamTarget.File, Path = "/dev/null" },
        _ => new StreamSpec { Target = StreamTarget.File, Path = Path.GetFullPath(asked, workingDirectory) },
    };
}
