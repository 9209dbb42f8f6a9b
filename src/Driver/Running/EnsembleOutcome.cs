using Muster.Client;
using Muster.Messages.Workflow;

namespace Muster.Driver.Running;

/// <summary>Collects what became of a submission's runs from what happens.</summary>
internal sealed class EnsembleOutcome
{
    private readonly SortedDictionary<long, RunOutcome> _runs = [];
    private readonly SortedDictionary<long, RunOutcome> _running = [];

    public IReadOnlyCollection<RunOutcome> Runs => _runs.Values;

    public SubmissionEnded? Ended { get; private set; }

    public int Failed { get; private set; }

    // Counted as things happen: a large ensemble asks after every one of them.
    public long Rows { get; private set; }

    /// <summary>No row at all is worth an exit code of its own: false where output goes elsewhere.</summary>
    public bool RowsExpected { get; init; } = true;

    public int ExitCode => RowsExpected || Failed > 0 ? Driver.ExitCode.OfRuns(Failed, Rows) : Driver.ExitCode.Done;

    /// <summary>One line about where things stand.</summary>
    public string Standing(int total)
    {
        return $"{_runs.Count - _running.Count} of {total} runs ended, {Rows} rows"
            + (_running.Count == 0 ? "" : $", running: {string.Join(", ", _running.Values.Take(16).Select(run => run.Producer))}{(_running.Count > 16 ? ", ..." : "")}");
    }

    public void On(Happening happening)
    {
        if (happening.Rows is { } page)
        {
            var run = RunOf(page.Run, page.Producer);
            BeginAttempt(run, page.Attempt);
            foreach (var row in page.Rows_)
                run.Rows.Add(row.Values);
            Rows += page.Rows_.Count;
        }

        switch (happening.Event)
        {
            case { EventCase: SubmissionEvent.EventOneofCase.ProducerStarting } starting:
                RunOf(starting.Run, starting.Producer).Ranks = starting.ProducerStarting.Ranks;
                break;
            case { EventCase: SubmissionEvent.EventOneofCase.AttemptSuperseded } superseded:
                BeginAttempt(RunOf(superseded.Run, superseded.Producer), superseded.AttemptSuperseded.NextAttempt);
                break;
            case { EventCase: SubmissionEvent.EventOneofCase.RunEnded } ended:
                End(RunOf(ended.Run, ended.Producer), ended.RunEnded);
                break;
            case { EventCase: SubmissionEvent.EventOneofCase.SubmissionEnded } all:
                Ended = all.SubmissionEnded;
                break;
        }
    }

    private RunOutcome RunOf(long run, int producer)
    {
        if (!_runs.TryGetValue(run, out var outcome))
            _runs[run] = _running[run] = outcome = new RunOutcome(run, producer);
        return outcome;
    }

    private void BeginAttempt(RunOutcome run, int attempt)
    {
        var before = run.Rows.Count;
        run.BeginAttempt(attempt);
        Rows -= before - run.Rows.Count;
    }

    private void End(RunOutcome run, RunEnded end)
    {
        if (run.End is null && end.State != RunState.Completed)
            Failed++;
        run.End = end;
        _running.Remove(run.Run);
    }
}

/// <summary>One run of the submission.</summary>
internal sealed class RunOutcome(long run, int producer)
{
    public long Run { get; } = run;

    public int Producer { get; } = producer;

    public int Attempt { get; private set; }

    public int Ranks { get; set; }

    public List<IReadOnlyList<string>> Rows { get; } = [];

    /// <summary>Null while it runs.</summary>
    public RunEnded? End { get; set; }

    /// <summary>The rows of the attempts before are the run's no more.</summary>
    public void BeginAttempt(int attempt)
    {
        if (attempt <= Attempt)
            return;
        Attempt = attempt;
        Rows.Clear();
    }

    public static RunOutcome Of(RunSummary summary, IEnumerable<Row> rows)
    {
        var outcome = new RunOutcome(summary.Run, summary.Producer) { Ranks = summary.Ranks, Attempt = summary.Attempt };
        outcome.Rows.AddRange(rows.Select(row => row.Values));
        return outcome;
    }
}
