using Muster.Actors.Ranks;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>What a submission must fulfil before anything starts, apart from placement.</summary>
public static class SubmissionRules
{
    /// <summary>Largest number of runs in a submission.</summary>
    public const int MaxRuns = 100_000;

    /// <summary>Largest number of ranks in a run.</summary>
    public const int MaxRanks = 65_536;

    private const int MaxIdLength = 64;
    private const int MaxRestarts = 1000;

    /// <summary>The first rule that is broken, or null.</summary>
    public static (RefusalCode Code, string Reason)? FindFault(SubmitRuns request)
    {
        if (request.Submission.Length is 0 or > MaxIdLength || !request.Submission.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return (RefusalCode.BadRequest, $"'{request.Submission}' is no submission id: use 1 to {MaxIdLength} letters, digits and '-'.");
        if (new ParameterTable(request.Parameters).FindFault() is { } fault)
            return (RefusalCode.BadRequest, fault);
        if (request.MaxFails < 0)
            return (RefusalCode.BadRequest, "The number of runs that may fail cannot be negative.");
        return FindFault(request.Spec, request.Count, request.Concurrent);
    }

    /// <summary>The first rule that is broken, or null.</summary>
    public static (RefusalCode Code, string Reason)? FindFault(RunSpec? spec, int count, int concurrent)
    {
        if (spec is null || spec.Program.Length == 0)
            return (RefusalCode.BadRequest, "No program is named: give the program to run and its arguments after --.");
        if (count is < 1 or > MaxRuns)
            return (RefusalCode.BadRequest, $"{count} runs cannot be submitted: ask for 1 to {MaxRuns} runs.");
        if (concurrent < 1)
            return (RefusalCode.BadRequest, $"{concurrent} concurrent runs make no progress: ask for 1 or more.");
        if (spec.Ranks is < 0 or > MaxRanks)
            return (RefusalCode.BadRequest, $"A run cannot have {spec.Ranks} ranks: ask for 1 to {MaxRanks}, or leave it out for a share of the free slots.");
        if (spec.Retry is { } retry && (retry.Retries is < RetryRules.Always or > RetryRules.MaxRetries || retry.DelayMs < 0))
            return (RefusalCode.BadRequest, $"A run cannot be retried {retry.Retries} times after {retry.DelayMs} ms: ask for 0 to {RetryRules.MaxRetries} retries, or {RetryRules.Always} for no end of them, and a delay of 0 or more.");
        if (spec.Gpus < 0 || spec.GpusPerRank < 0 || (spec.Gpus > 0 && spec.GpusPerRank > 0))
            return (RefusalCode.BadRequest, "GPUs are asked for either per rank or for the whole run, and not fewer than none.");
        if (spec.More.Count > 0 && (spec.More.Any(m => m.Count < 1) || spec.Ranks <= spec.More.Sum(m => (long)m.Count)))
            return (RefusalCode.BadRequest, "Each block of ranks needs at least one rank, and the ranks of the run count those of every block.");
        if (spec.Restart is { } restart && (restart.Most is < 0 or > MaxRestarts || restart.DelayMs < 0))
            return (RefusalCode.BadRequest, $"A rank cannot be started again {restart.Most} times after {restart.DelayMs} ms: ask for 0 to {MaxRestarts} restarts and a delay of 0 or more.");
        if (ResourceLimits.FaultOf(spec.Limits) is { } limit)
            return (RefusalCode.BadRequest, limit);
        if (spec.TimeoutMs < 0 || spec.StopPatienceMs < 0 || spec.StopPatiences is { } patience && Math.Min(patience.InterruptMs, Math.Min(patience.TerminateMs, patience.KillMs)) < 0)
            return (RefusalCode.BadRequest, "A time limit and a stop patience cannot be negative.");
        if (LineParser.TryCreate(ParserOf(spec), out var error) is null)
            return (RefusalCode.BadRegex, error);
        return null;
    }

    /// <summary>What the run asks of the ledger.</summary>
    public static RankRequest RequestOf(long run, RunSpec spec) =>
        new(run, spec.Ranks, spec.Placement == Placement.Block ? PlacementOrder.Block : PlacementOrder.RoundRobin, spec.Oversubscribe, spec.Binding != Binding.Unbound)
        {
            MustBind = spec.Binding is Binding.Core or Binding.Numa,
            GpusPerRank = spec.GpusPerRank,
            Gpus = spec.Gpus,
            FirstNode = spec.Rotate ? run : 0,
        };

    /// <summary>The parser of the run's lines.</summary>
    public static ParserSpec ParserOf(RunSpec spec)
    {
        var parser = spec.Parser_?.Clone() ?? new ParserSpec();
        if (parser.Expression.Length == 0)
            parser.Expression = ParseOf(spec);
        if (parser.Cwd.Length == 0)
            parser.Cwd = spec.Cwd;
        return parser;
    }

    /// <summary>Names of a row's values, as far as the parser tells without a line.</summary>
    public static IReadOnlyList<string> ColumnsOf(RunSpec spec) => LineParser.TryCreate(ParserOf(spec), out _)?.Columns ?? [];

    /// <summary>The expression that parses the run's lines.</summary>
    public static string ParseOf(RunSpec spec) => spec.Parse.Length > 0 ? spec.Parse : Messages.WellKnown.DefaultParse;

    /// <summary>Ranks of each run: as asked, else an equal share of the slots for each concurrent run, at least one.</summary>
    public static int RanksOf(RunSpec spec, int count, int concurrent, int slots) =>
        spec.Ranks > 0 ? spec.Ranks : Math.Max(1, slots / Math.Max(1, Math.Min(count, concurrent)));
}
