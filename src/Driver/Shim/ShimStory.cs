using System.Globalization;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Driver.Shim;

/// <summary>A record of a worker.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Stream">What the program wrote there follows the text.</param>
internal sealed record ShimLine(string Text, RankStream? Stream = null)
{
    public string Function { get; init; } = "run_image";

    public string Level { get; init; } = "INFO";
}

/// <summary>The words of the shim's log, those of the log it replaces wherever that had any. Pure.</summary>
internal static class ShimStory
{
    public const string Hello = "hello from logging thread";

    // The name as users' scripts know it, parenthesis and all.
    private const string CommandFunction = "run_cmdline)";

    public static string Began(IReadOnlyList<string> words) => $"Beginning execution, cmdline={string.Join(' ', words)}";

    /// <summary>What became of an attempt to run the program.</summary>
    /// <param name="attempt">Its report.</param>
    /// <param name="wroteOut">There is something on stdout.</param>
    /// <param name="wroteError">There is something on stderr.</param>
    public static IEnumerable<ShimLine> Ended(AttemptReport attempt, bool wroteOut, bool wroteError)
    {
        if (attempt.State == RunState.Completed)
        {
            yield return new ShimLine("Execution complete");
            yield return new ShimLine("stdout: ", RankStream.Stdout);
            if (wroteError)
                yield return new ShimLine("stderr: ", RankStream.Stderr);
            yield break;
        }

        var rank = attempt.Ranks.FirstOrDefault();
        if (attempt.Failure == FailureClass.Timeout)
            yield return new ShimLine("FATAL: Failed to execute command, timeout reached") { Function = CommandFunction };
        else if (NeverRan(attempt))
            yield return new ShimLine("FATAL: Exception while attempting to start a process") { Function = CommandFunction };

        yield return attempt switch
        {
            { State: RunState.Cancelled } => new ShimLine("Execution cancelled"),
            { Failure: FailureClass.ExitCode } when rank is not null => Unsuccessful(rank.ExitCode),
            { Failure: FailureClass.Signal } when rank is not null => Failed(-rank.Signal),
            _ when NeverRan(attempt) => Unsuccessful(1),
            _ => Failed(-1),
        };
        if (wroteOut)
            yield return new ShimLine("stdout: ", RankStream.Stdout);
        if (wroteError || attempt.Failure is FailureClass.ExitCode or FailureClass.Signal or FailureClass.Timeout)
            yield return new ShimLine("Error output: ", RankStream.Stderr);
        else
            yield return new ShimLine($"Error output: {attempt.Reason}");
    }

    /// <summary>A program that could not be started for a reason known before anything ran.</summary>
    public static IEnumerable<ShimLine> Missing(string reason) =>
        Ended(new AttemptReport { State = RunState.Failed, Reason = reason }, wroteOut: false, wroteError: false);

    /// <summary>Another attempt follows.</summary>
    public static ShimLine Again(AttemptSuperseded superseded, int retries)
    {
        var of = retries < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" of {retries}");
        return new ShimLine(string.Create(CultureInfo.InvariantCulture, $"Retry {superseded.Attempt}{of} in {superseded.DelayMs / 1000.0:0.###} s")) { Level = "WARNING" };
    }

    public static ShimLine NoMore() => new("No more retries");

    private static bool NeverRan(AttemptReport attempt) => attempt is { State: RunState.Failed, Failure: FailureClass.Other, RanksStartedUs: 0 };

    private static ShimLine Unsuccessful(int code) => new(string.Create(CultureInfo.InvariantCulture, $"Execution unscuccesful; exit code={code}"));

    private static ShimLine Failed(int code) => new(string.Create(CultureInfo.InvariantCulture, $"Execution FAILED; exit code={code}"));

    /// <summary>A list as the seed prints it: ['a', 'b'].</summary>
    public static string ListOf(IEnumerable<string> words) => $"[{string.Join(", ", words.Select(Quoted))}]";

    private static string Quoted(string word)
    {
        var quote = word.Contains('\'') && !word.Contains('"') ? '"' : '\'';
        return $"{quote}{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace(quote.ToString(), $"\\{quote}", StringComparison.Ordinal)}{quote}";
    }
}
