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
    private readonly HashSet<Submission> _withNews = [];

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

    /// <summary>The number of the first of so many runs that a submission will have; nobody else gets them.</summary>
    public long Reserve(int count)
    {
        var first = NextRun;
        NextRun += count;
        return first;
    }

    /// <summary>Submissions that were over are in the store no longer.</summary>
    public void Forget(IEnumerable<string> submissions)
    {
        foreach (var id in submissions)
        {
            if (_byId.Remove(id, out var submission))
                _submissions.Remove(submission);
        }
    }

    /// <summary>No run below this number is given out again.</summary>
    public void PassOver(long nextRun) => NextRun = Math.Max(NextRun, nextRun);

    /// <summary>Takes a submission back from the journal.</summary>
    public Submission Restore(SubmitRuns request, long firstRun, int ranks, long at)
    {
        if (_byId.TryGetValue(request.Submission, out var known))
            return known;
        var submission = new Submission(request, firstRun, ranks, at);
        submission.Events.OnAdded = () => _withNews.Add(submission);
        _submissions.Add(submission);
        _byId.Add(request.Submission, submission);
        NextRun = Math.Max(NextRun, firstRun + request.Count);
        return submission;
    }

    /// <summary>The submissions with events that no journal has yet, once.</summary>
    public IReadOnlyList<Submission> TakeWithNews()
    {
        if (_withNews.Count == 0)
            return [];
        var taken = _withNews.ToArray();
        _withNews.Clear();
        return taken;
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
    private const string InterruptedReason = "The cluster ended before the run did; go on with: muster resume";

    private readonly Dictionary<long, RunSummary> _begun = [];
    private readonly Dictionary<long, List<AttemptReport>> _attempts = [];
    private readonly Queue<long> _skipped = new();
    private readonly ParameterTable _parameters = new(request.Parameters);
    private readonly IReadOnlyList<string> _columns = SubmissionRules.ColumnsOf(request.Spec);
    private readonly Dictionary<long, int> _usedAttempts = [];
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

    /// <summary>True when so many runs have failed that the rest shall not be tried.</summary>
    public bool FailedTooOften => request.HasMaxFails && Failed > request.MaxFails;

    /// <summary>What is asked of one run: the parameters are filled in.</summary>
    public RunSpec SpecOf(long run) => _parameters.Fill(request.Spec, ProducerOf(run));

    /// <summary>The parameters of a run.</summary>
    public IReadOnlyList<Parameter> ParametersOf(long run) => _parameters.Of(ProducerOf(run));

    /// <summary>Names of a row's values, as far as the spec tells.</summary>
    public IReadOnlyList<string> Columns => _columns;

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
    public bool Over => Active == 0 && _skipped.Count == 0 && (_cancelled || _started == request.Count);

    /// <summary>True when the cluster that had it ended before its runs did, and nobody has asked to go on.</summary>
    public bool Interrupted
    {
        get => Events.Interrupted;
        set => Events.Interrupted = value;
    }

    /// <summary>True when a driver asked for its end.</summary>
    public bool WasCancelled => _cancelled;

    /// <summary>Runs that are not over.</summary>
    public int Unfinished => request.Count - Completed - Failed - Cancelled;

    /// <summary>Runs that have begun and are not over, in order.</summary>
    public IEnumerable<RunSummary> BegunNotOver => _begun.Values.Where(s => !IsOver(s.State)).OrderBy(s => s.Run);

    /// <summary>The next run, when one may start now.</summary>
    public long? NextToStart =>
        _cancelled || Interrupted || Active >= request.Concurrent ? null
        : _skipped.TryPeek(out var skipped) ? skipped
        : _started < request.Count ? firstRun + _started
        : null;

    /// <summary>True when the run is one of this submission.</summary>
    public bool Owns(long run) => run >= firstRun && run < firstRun + request.Count;

    /// <summary>Index of a run in the submission.</summary>
    public int ProducerOf(long run) => (int)(run - firstRun);

    /// <summary>The next run stands in line for slots.</summary>
    public void Begin(long run)
    {
        if (run != NextToStart)
            throw new InvalidOperationException($"Run {run} of submission {Id} cannot start: next is {NextToStart?.ToString() ?? "none"}.");
        if (!_skipped.TryDequeue(out _))
            _started++;
        Active++;
        _begun[run] = new RunSummary { Run = run, State = RunState.Waiting, Attempt = _usedAttempts.GetValueOrDefault(run) };
        PassBegun();
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

    /// <summary>An attempt of this number was seen that is not in the journal: it is over, and its number is used up.</summary>
    public void SkipAttempt(RunKey key)
    {
        _usedAttempts[key.Run] = Math.Max(key.Attempt, _usedAttempts.GetValueOrDefault(key.Run));
        if (_begun.TryGetValue(key.Run, out var summary) && summary.State == RunState.Waiting)
            summary.Attempt = Math.Max(summary.Attempt, key.Attempt);
    }

    /// <summary>Takes back from the journal that an attempt started.</summary>
    public void RestoreStart(RunKey key, long at)
    {
        _started = Math.Max(_started, ProducerOf(key.Run) + 1);
        _begun[key.Run] = new RunSummary { Run = key.Run, Attempt = key.Attempt, State = RunState.Starting, StartedUs = at };
    }

    /// <summary>Takes back from the journal that an attempt ended and another one follows.</summary>
    public void RestoreAttemptEnd(long run, AttemptReport attempt)
    {
        Keep(run, attempt);
        if (_begun.TryGetValue(run, out var summary))
            summary.State = RunState.Waiting;
    }

    /// <summary>Takes back from the journal how a run ended.</summary>
    public void RestoreEnd(EndRecord ended)
    {
        var run = ended.Summary.Run;
        if (_begun.TryGetValue(run, out var known) && IsOver(known.State))
            return;
        _started = Math.Max(_started, ProducerOf(run) + 1);
        _begun[run] = ended.Summary;
        foreach (var attempt in ended.Attempts)
            Keep(run, attempt);
        Count(ended.Summary.State);
    }

    /// <summary>Takes back from the journal that a driver asked for the end.</summary>
    public void RestoreCancel() => _cancelled = true;

    /// <summary>After the journal was read: what has begun counts as active, and runs that were passed over while they stood in line are not forgotten.</summary>
    public void Recover()
    {
        _ended = Events.Complete;
        Active = BegunNotOver.Count();
        for (var run = firstRun; run < firstRun + _started; run++)
        {
            if (_begun.ContainsKey(run))
                continue;
            if (_cancelled)
                Cancelled++;
            else
                _skipped.Enqueue(run);
        }
        if (_cancelled)
            Cancelled += NotBegun;
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
        Interrupted = false;
        Cancelled += NotBegun + _skipped.Count;
        _skipped.Clear();
        EndWhenOver(now);
        return true;
    }

    /// <summary>A run that has not begun never will. False when it has, or is over.</summary>
    public bool CancelWaiting(long run, string reason, long now)
    {
        if (_begun.ContainsKey(run) || _cancelled || !Owns(run))
            return false;
        if (_skipped.Contains(run))
        {
            var others = _skipped.Where(r => r != run).ToArray();
            _skipped.Clear();
            foreach (var other in others)
                _skipped.Enqueue(other);
        }
        _begun[run] = new RunSummary { Run = run, State = RunState.Cancelled, Reason = reason, EndedUs = now };
        Cancelled++;
        PassBegun();
        EndWhenOver(now);
        return true;
    }

    private int NotBegun => request.Count - _started - _begun.Keys.Count(r => r >= firstRun + _started);

    private void PassBegun()
    {
        while (_started < request.Count && _begun.ContainsKey(firstRun + _started))
            _started++;
    }

    /// <summary>What is kept of a run's attempts that are over.</summary>
    public IReadOnlyList<AttemptReport> AttemptsOf(long run) => _attempts.GetValueOrDefault(run) ?? [];

    /// <summary>True when a run is over whose head rank wrote nothing: it has no rows, and nothing was made for them.</summary>
    public bool WasSilent(long run) =>
        AttemptsOf(run) is [var only] && only.Accounts.Any(a => a is { Rank: 0, Stream: RankStream.Stdout, Silent: true });

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
        if (Interrupted && !IsOver(summary.State))
            (summary.State, summary.Reason) = (RunState.Waiting, InterruptedReason);
        summary.Submission = Id;
        summary.Producer = ProducerOf(run);
        summary.Ranks = ranks;
        summary.SubmittedUs = submittedUs;
        var headers = summary.Parameters.ToArray();
        summary.Parameters.Clear();
        summary.Parameters.Add(ParametersOf(run));
        summary.Parameters.Add(headers.Where(h => summary.Parameters.All(p => p.Name != h.Name)));
        if (summary.Columns.Count == 0)
            summary.Columns.Add(_columns);
        var spec = SpecOf(run);
        var command = string.Join(' ', spec.Args.Prepend(spec.Program));
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
