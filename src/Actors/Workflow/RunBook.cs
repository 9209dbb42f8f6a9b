using Muster.Messages.Ranks;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>
/// All submissions and where each of their runs stands: who starts next (at most K of a submission at once, in the order of submission), when a
/// submission is over. Pure: it is told what happened and when.
/// </summary>
public sealed class RunBook
{
    private readonly List<Submission> _submissions = [];
    private readonly Dictionary<string, Submission> _byId = [];

    /// <summary>Number of the next run.</summary>
    public long NextRun { get; private set; } = 1;

    /// <summary>All submissions, oldest first.</summary>
    public IReadOnlyList<Submission> Submissions => _submissions;

    /// <summary>Runs that are starting, running, or on their way to the store.</summary>
    public int Active => _submissions.Sum(s => s.Active);

    /// <summary>The submission with an id, or null.</summary>
    public Submission? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The submission a run belongs to, or null.</summary>
    public Submission? FindByRun(long run)
    {
        var (low, high) = (0, _submissions.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_submissions[middle].FirstRun <= run)
                low = middle + 1;
            else
                high = middle;
        }
        return low > 0 && _submissions[low - 1].Owns(run) ? _submissions[low - 1] : null;
    }

    /// <summary>Takes a submission that was checked before.</summary>
    public Submission Add(SubmitRuns request, int ranks, long now) => Restore(request, NextRun, ranks, now);

    /// <summary>Takes a submission back from the journal.</summary>
    public Submission Restore(SubmitRuns request, long firstRun, int ranks, long at)
    {
        var submission = new Submission(request, firstRun, ranks, at);
        _submissions.Add(submission);
        _byId.Add(request.Submission, submission);
        NextRun = Math.Max(NextRun, firstRun + request.Count);
        return submission;
    }

    /// <summary>The runs that may stand in line for slots now, oldest submission first; they count as active from here on.</summary>
    public List<(Submission Submission, long Run)> TakeStartable()
    {
        var startable = new List<(Submission, long)>();
        foreach (var submission in _submissions)
        {
            while (submission.NextToStart is { } run)
            {
                submission.Begin(run);
                startable.Add((submission, run));
            }
        }
        return startable;
    }
}

/// <summary>One submission: R runs of one kind, at most K at once.</summary>
public sealed class Submission(SubmitRuns request, long firstRun, int ranks, long submittedUs)
{
    private readonly Dictionary<long, RunSummary> _begun = [];
    private readonly Dictionary<long, List<AttemptReport>> _attempts = [];
    private int _started;
    private bool _cancelled;
    private bool _ended;

    /// <summary>As the driver chose it.</summary>
    public string Id => request.Submission;

    /// <summary>What was asked.</summary>
    public SubmitRuns Request => request;

    /// <summary>Number of its first run.</summary>
    public long FirstRun => firstRun;

    /// <summary>Ranks of each run.</summary>
    public int Ranks => ranks;

    /// <summary>When it was accepted.</summary>
    public long SubmittedUs => submittedUs;

    /// <summary>What its followers read.</summary>
    public EventLog Events { get; } = new(request.Submission);

    /// <summary>Runs that are neither waiting nor over.</summary>
    public int Active { get; private set; }

    /// <summary>Runs that ended well.</summary>
    public int Completed { get; private set; }

    /// <summary>Runs that failed.</summary>
    public int Failed { get; private set; }

    /// <summary>Runs that were cancelled, those that never started included.</summary>
    public int Cancelled { get; private set; }

    /// <summary>True when all runs are over.</summary>
    public bool Over => Active == 0 && (_cancelled || _started == request.Count);

    /// <summary>The next run, when one may start now.</summary>
    public long? NextToStart => !_cancelled && _started < request.Count && Active < request.Concurrent ? firstRun + _started : null;

    /// <summary>True when the run is one of this submission.</summary>
    public bool Owns(long run) => run >= firstRun && run < firstRun + request.Count;

    /// <summary>Index of a run in the submission.</summary>
    public int ProducerOf(long run) => (int)(run - firstRun);

    /// <summary>The next run stands in line for slots.</summary>
    public void Begin(long run)
    {
        if (run != NextToStart)
            throw new InvalidOperationException($"Run {run} of submission {Id} cannot start: next is {NextToStart?.ToString() ?? "none"}.");
        _started++;
        Active++;
        _begun[run] = new RunSummary { Run = run, State = RunState.Waiting };
    }

    /// <summary>A run is over. Tells the followers when it was the last.</summary>
    public void Ended(long run, RunState state, string reason, AttemptReport? attempt, long now)
    {
        if (!_begun.TryGetValue(run, out var summary) || IsOver(summary.State))
            return;
        Active--;
        (summary.State, summary.Reason, summary.EndedUs) = (state, reason, now);
        if (attempt is not null)
            Keep(run, attempt);
        Count(state);
        EndWhenOver(now);
    }

    /// <summary>Takes back from the journal that an attempt started.</summary>
    public void RestoreStart(RunKey key, long at)
    {
        _started = Math.Max(_started, ProducerOf(key.Run) + 1);
        _begun[key.Run] = new RunSummary { Run = key.Run, Attempt = key.Attempt, State = RunState.Running, StartedUs = at };
    }

    /// <summary>Takes back from the journal how a run ended.</summary>
    public void RestoreEnd(EndRecord ended)
    {
        var run = ended.Summary.Run;
        _started = Math.Max(_started, ProducerOf(run) + 1);
        _begun[run] = ended.Summary;
        foreach (var attempt in ended.Attempts)
            Keep(run, attempt);
        Count(ended.Summary.State);
    }

    /// <summary>After the journal was read: whatever is not over has no one left who could end it.</summary>
    public void EndLeftOvers(string reason, long now)
    {
        foreach (var summary in _begun.Values.Where(s => !IsOver(s.State)))
        {
            (summary.State, summary.Reason, summary.EndedUs) = (RunState.Failed, reason, now);
            Failed++;
        }
        if (!Over)
        {
            _cancelled = true;
            Cancelled += request.Count - _started;
        }
        EndWhenOver(now);
    }

    /// <summary>Keeps what is known of an attempt that is over.</summary>
    public void Keep(long run, AttemptReport attempt)
    {
        if (!_attempts.TryGetValue(run, out var kept))
            _attempts[run] = kept = [];
        kept.Add(attempt);
    }

    /// <summary>No further run starts. Returns false when that was so before.</summary>
    public bool Cancel(long now)
    {
        if (_cancelled || Over)
            return false;
        _cancelled = true;
        Cancelled += request.Count - _started;
        EndWhenOver(now);
        return true;
    }

    /// <summary>What is kept of a run's attempts that are over.</summary>
    public IReadOnlyList<AttemptReport> AttemptsOf(long run) => _attempts.GetValueOrDefault(run) ?? [];

    /// <summary>True when a run is over, or will never start.</summary>
    public bool IsOver(long run) => IsOver(Summary(run).State);

    /// <summary>The summary of a run that has begun, for the coordinator to keep up to date; null before.</summary>
    public RunSummary? Begun(long run) => _begun.GetValueOrDefault(run);

    /// <summary>A run as it is shown.</summary>
    public RunSummary Summary(long run)
    {
        var summary = _begun.TryGetValue(run, out var begun)
            ? begun.Clone()
            : new RunSummary { Run = run, State = _cancelled ? RunState.Cancelled : RunState.Waiting };
        summary.Submission = Id;
        summary.Producer = ProducerOf(run);
        summary.Ranks = ranks;
        summary.SubmittedUs = submittedUs;
        var command = string.Join(' ', request.Spec.Args.Prepend(request.Spec.Program));
        summary.Program = command.Length <= 200 ? command : command[..199] + "…";
        return summary;
    }

    private static bool IsOver(RunState state) => state is RunState.Completed or RunState.Failed or RunState.Cancelled;

    private void Count(RunState state)
    {
        switch (state)
        {
            case RunState.Completed:
                Completed++;
                break;
            case RunState.Cancelled:
                Cancelled++;
                break;
            default:
                Failed++;
                break;
        }
    }

    private void EndWhenOver(long now)
    {
        if (!Over || _ended)
            return;
        _ended = true;
        Events.Add(new SubmissionEvent
        {
            AtUs = now,
            SubmissionEnded = new SubmissionEnded { Completed = Completed, Failed = Failed, Cancelled = Cancelled },
        });
    }
}
