using Akka.Actor;
using Muster.Actors.Ranks;
using Muster.Actors.Store;
using Muster.Messages;
using Muster.Messages.Ranks;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

// What drivers ask.
public sealed partial class Coordinator
{
    private const int DefaultRunsPage = 200;
    private const int DefaultRanksPage = 256;
    private const int MaxStderrBytes = 32 * 1024;
    private const int MaxWaitMs = 30_000;
    /// <summary>How soon a follower of a run without a store asks again.</summary>
    internal const int NotStartedPollMs = 100;

    private const int MaxArriving = 16;

    private readonly LinkedList<WaitingFollower> _followers = [];
    private readonly Dictionary<string, List<ParameterSet>> _parameterSets = [];

    private sealed record WaitingFollower(FollowSubmission Request, EventLog Log, IActorRef Follower, long DeadlineUs);

    private void ReceiveRequests()
    {
        Receive<SubmitRuns>(OnSubmit);
        Receive<PlanRuns>(OnPlan);
        Receive<CancelSubmission>(OnCancel);
        Receive<CancelRun>(OnCancelRun);
        Receive<ResumeRuns>(OnResume);
        Receive<AddParameters>(OnAddParameters);
        Receive<GetUnmatched>(OnGetUnmatched);
        Receive<GetRuns>(OnGetRuns);
        Receive<GetRun>(OnGetRun);
        Receive<GetNodes>(_ => OnGetNodes());
        Receive<DrainNode>(OnDrainNode);
        Receive<FollowSubmission>(OnFollowSubmission);
        Receive<FollowRows>(OnFollowRows);
        Receive<StopCluster>(OnStopCluster);
    }

    private void OnSubmit(SubmitRuns request)
    {
        if (_book.Find(request.Submission) is { } known)
        {
            Sender.Tell(Accepted(known));
            return;
        }
        var (asked, ranksGiven) = (request, request.Spec?.Ranks > 0);
        var fault = _stopping ? (RefusalCode.Stopping, "The cluster is going down.") : default((RefusalCode, string)?);
        request = request.Clone();
        if (_parameterSets.TryGetValue(request.Submission, out var sets))
            (request.Parameters ??= new Parameters()).Sets.Add(sets);
        fault ??= SubmissionRules.FindFault(request);
        fault ??= Prepare(request.Spec, request.Count, request.Concurrent, out _);
        if (HoldForNodes(asked, fault?.Item1, ranksGiven))
            return;
        if (fault is { } refused)
        {
            Refuse(Sender, request.Submission, refused.Item1, refused.Item2);
            return;
        }
        if (_submitting.Values.Any(s => s.Record.Request.Submission == request.Submission))
            return;
        // The number of the first run is taken by the record; another submission meanwhile waits its turn in the journal.
        var record = new RunRecord
        {
            AtUs = Context.NowMicros(),
            Submitted = new SubmissionRecord { Request = request, FirstRun = _book.Reserve(request.Count), Ranks = request.Spec.Ranks },
        };
        _submitting[++_writes] = (record.Submitted, Sender);
        _journal.Tell(new JournalKeeper.Write(_writes, [record], Flush: true, Refusable: true));
    }

    // Sets that are more than one message takes come before their submission. They are kept in memory only: a driver that meets another coordinator begins anew.
    private void OnAddParameters(AddParameters add)
    {
        if (!_parameterSets.TryGetValue(add.Submission, out var sets))
        {
            if (_parameterSets.Count >= MaxArriving)
                _parameterSets.Remove(_parameterSets.Keys.First());
            _parameterSets[add.Submission] = sets = [];
        }
        if (add.First == sets.Count && sets.Count + add.Sets.Count <= SubmissionRules.MaxRuns)
            sets.AddRange(add.Sets);
        Sender.Tell(new ParametersAdded { Submission = add.Submission, Sets = sets.Count });
    }

    private void Accept(SubmissionRecord kept, IActorRef driver)
    {
        _parameterSets.Remove(kept.Request.Submission);
        var request = kept.Request;
        var submission = _book.Restore(request, kept.FirstRun, kept.Ranks, Context.NowMicros());
        _log.SubmissionAccepted(submission.Id, request.Owner, request.Count, request.Concurrent, submission.Ranks, request.Spec.Program);
        driver.Tell(Accepted(submission));
        StartWhatFits();
    }

    private void OnPlan(PlanRuns request)
    {
        var fault = SubmissionRules.FindFault(request.Spec, request.Count, request.Concurrent);
        RankRequest? first = null;
        var spec = request.Spec?.Clone() ?? new RunSpec();
        fault ??= Prepare(spec, request.Count, request.Concurrent, out first);
        if (HoldForNodes(request, fault?.Code, request.Spec?.Ranks > 0))
            return;
        if (fault is { } refused)
        {
            Refuse(Sender, "", refused.Code, refused.Reason);
            return;
        }
        var planned = new RunsPlanned { Ranks = spec.Ranks, Program = spec.Program, GpusPerRank = spec.GpusPerRank };
        planned.Concurrent = spec.Oversubscribe ? request.Concurrent : Math.Min(request.Concurrent, Math.Max(1, _ledger.TotalSlots / spec.Ranks));
        planned.Shares.Add(_ledger.Plan(first!) ?? []);
        Sender.Tell(planned);
    }

    /// <summary>Checks what depends on the nodes and fills in what the driver left to the cluster.</summary>
    private (RefusalCode Code, string Reason)? Prepare(RunSpec spec, int count, int concurrent, out RankRequest? request)
    {
        request = null;
        if (spec.Cwd.Length == 0)
            spec.Cwd = _settings.RunDirectory;
        if (ProgramLookup.Find(spec.Program, spec.Cwd, Environment.GetEnvironmentVariable("PATH") ?? "", out var fault) is not { } program)
            return fault;
        spec.Program = program;
        if (!_nodes.All.Any(n => n.TakesRanks))
            return (RefusalCode.NoNodes, NodeArrivals.WhyNone([.. _nodes.All]));
        spec.Ranks = SubmissionRules.RanksOf(spec, count, concurrent, _ledger.TotalSlots);
        if (spec.Mpi == MpiFlavor.Mpich && _nodes.All.FirstOrDefault(n => n.TakesRanks && n.Description!.Mpich.Length == 0) is { } bare)
            return (RefusalCode.NoMpi, $"MPICH was asked for, but node {bare.Name} has none. Install the package libmpich12 there, or leave --mpi out.");
        request = SubmissionRules.RequestOf(_book.NextRun, spec);
        if (_ledger.Refusal(request) is { } reason)
            return (RefusalCode.TooManyRanks, $"The runs cannot be placed: {reason}.");
        return null;
    }

    private void OnCancel(CancelSubmission request)
    {
        if (_book.Find(request.Submission) is not { } submission)
        {
            RefuseUnknown($"There is no submission {request.Submission}.");
            return;
        }
        Sender.Tell(new SubmissionCancelled { Submission = submission.Id, Stopping = Cancel(submission, request.Reason) });
    }

    private void OnCancelRun(CancelRun request)
    {
        if (_book.FindByRun(request.Run) is not { } submission)
        {
            RefuseUnknown($"There is no run {request.Run}. See what there is with: muster runs");
            return;
        }
        var over = submission.IsOver(request.Run);
        var reason = request.Reason.Length > 0 ? request.Reason : "Cancelled.";
        if (_active.TryGetValue(request.Run, out var run))
        {
            CancelActive(run, reason, Context.NowMicros());
            Do(run);
        }
        else if (!over && submission.CancelWaiting(request.Run, reason, Context.NowMicros()))
        {
            Record(new RunRecord { Ended = new EndRecord { Summary = submission.Begun(request.Run) } });
        }
        Sender.Tell(new RunCancelled { Run = request.Run, WasOver = over });
    }

    private void CancelActive(ActiveRun run, string reason, long now)
    {
        if (run.Machine is null)
            EndUnstarted(run, RunState.Cancelled, reason);
        else
            run.Machine.Cancel(reason.Length > 0 ? reason : "Cancelled.", now);
    }

    private void OnGetUnmatched(GetUnmatched request)
    {
        if (_book.FindByRun(request.Run) is null)
        {
            RefuseUnknown($"There is no run {request.Run}. See what there is with: muster runs");
            return;
        }
        var results = _active.TryGetValue(request.Run, out var active) ? ResultsOf(active) : Context.Resolve(_cluster.SelfAddress + WellKnown.Results);
        results.Forward(request);
    }

    private int Cancel(Submission submission, string reason)
    {
        var now = Context.NowMicros();
        if (submission.Cancel(now))
        {
            _log.SubmissionCancelled(submission.Id, reason);
            Record(new RunRecord { Cancelled = new CancelRecord { Submission = submission.Id, Reason = reason } });
        }
        var runs = _active.Values.Where(r => r.Submission == submission).ToArray();
        foreach (var run in runs)
        {
            CancelActive(run, reason, now);
            Do(run);
        }
        AnswerFollowers();
        return runs.Length;
    }

    private void OnGetRuns(GetRuns request)
    {
        var asked = request.Submission.Length > 0 ? _book.Find(request.Submission) : null;
        if (request.Submission.Length > 0 && asked is null)
        {
            RefuseUnknown($"There is no submission {request.Submission}.");
            return;
        }
        IReadOnlyList<Submission> submissions = asked is null ? _book.Submissions : [asked];
        var answer = new Messages.Workflow.Runs { Total = submissions.Sum(s => (long)s.Request.Count) };
        var max = request.Max > 0 ? Math.Min(request.Max, DefaultRunsPage) : DefaultRunsPage;
        var below = request.Before > 0 ? request.Before : long.MaxValue;
        for (var i = submissions.Count - 1; i >= 0 && answer.Runs_.Count < max; i--)
        {
            var submission = submissions[i];
            for (var run = Math.Min(below, submission.FirstRun + submission.Request.Count) - 1; run >= submission.FirstRun && answer.Runs_.Count < max; run--)
                answer.Runs_.Add(submission.Summary(run));
        }
        Sender.Tell(answer);
    }

    private void OnGetRun(GetRun request)
    {
        if (_book.FindByRun(request.Run) is not { } submission)
        {
            RefuseUnknown($"There is no run {request.Run}. See what there is with: muster runs");
            return;
        }
        var details = new RunDetails
        {
            Summary = submission.Summary(request.Run),
            Spec = submission.SpecOf(request.Run),
            Owner = submission.Request.Owner,
            RowsFile = _settings.Rows.PlaceOf(request.Run),
        };
        var attempts = submission.AttemptsOf(request.Run).Select(a => a.Clone()).ToList();
        if (_active.TryGetValue(request.Run, out var active) && active.Machine is { } machine)
        {
            var current = machine.ToReport();
            current.Ranks.Add(machine.RankReports().Select(r => r.Clone()));
            attempts.Add(current);
        }
        var asked = request.Attempt > 0 ? request.Attempt : attempts.Count > 0 ? attempts[^1].Attempt : 0;
        foreach (var attempt in attempts)
        {
            if (attempt.Attempt == asked)
                CutToPage(attempt, request.FirstRank, request.MaxRanks > 0 ? Math.Min(request.MaxRanks, DefaultRanksPage) : DefaultRanksPage);
            else
                ClearPlacement(attempt);
        }
        details.Attempts.Add(attempts);
        Sender.Tell(details);
    }

    private static void CutToPage(AttemptReport attempt, int first, int max)
    {
        var page = attempt.Ranks.Skip(Math.Max(0, first)).Take(max).ToArray();
        var bytes = 0;
        foreach (var rank in page)
        {
            bytes += rank.StderrTail.Sum(l => l.Length);
            if (bytes > MaxStderrBytes)
                rank.StderrTail.Clear();
        }
        attempt.Ranks.Clear();
        attempt.Ranks.Add(page);
    }

    private static void ClearPlacement(AttemptReport attempt)
    {
        attempt.Ranks.Clear();
        attempt.Shares.Clear();
        attempt.Accounts.Clear();
        attempt.Strays.Clear();
    }

    private void OnGetNodes()
    {
        var free = _ledger.Free().ToDictionary(f => f.Host.Host);
        var used = new Dictionary<string, int>();
        foreach (var share in _ledger.Holding.Values.SelectMany(g => g.Shares))
            used[share.RankHost] = used.GetValueOrDefault(share.RankHost) + share.Ranks.Count;
        var answer = new Nodes { RunDir = _settings.RunDirectory, StartedUs = _startedUs };
        answer.Nodes_.Add(_nodes.ToInfos(h => free.GetValueOrDefault(h.RankHost), h => used.GetValueOrDefault(h.RankHost)));
        Sender.Tell(answer);
    }

    private void OnDrainNode(DrainNode drain)
    {
        if (_nodes.Named(drain.Node) is not { } host)
        {
            RefuseUnknown($"There is no node {drain.Node}. See what there is with: node list");
            return;
        }
        if (host.Drained == drain.Resume)
        {
            host.Drained = !drain.Resume;
            NodesChanged();
            StartWhatFits();
        }
        Sender.Tell(new NodeDrained
        {
            Node = drain.Node,
            Drained = host.Drained,
            Ranks = _ledger.Holding.Values.SelectMany(g => g.Shares).Where(s => s.RankHost == host.RankHost).Sum(s => s.Ranks.Count),
        });
    }

    private void OnFollowSubmission(FollowSubmission follow)
    {
        if (_book.Find(follow.Submission) is not { } submission)
        {
            RefuseUnknown($"There is no submission {follow.Submission}.");
            return;
        }
        if (follow.WaitMs <= 0 || submission.Events.HasNewsFrom(follow.From))
        {
            Sender.Tell(submission.Events.Read(follow.From, follow.Max));
            return;
        }
        var wait = Math.Min(follow.WaitMs, MaxWaitMs);
        _followers.AddLast(new WaitingFollower(follow, submission.Events, Sender, Context.NowMicros() + wait * 1000L));
    }

    private void AnswerFollowers() => AnswerWhere(f => f.Log.HasNewsFrom(f.Request.From));

    private void AnswerExpiredFollowers(long now) => AnswerWhere(f => f.DeadlineUs <= now);

    private void AnswerWhere(Predicate<WaitingFollower> due)
    {
        for (var node = _followers.First; node is not null;)
        {
            var next = node.Next;
            if (due(node.Value))
            {
                _followers.Remove(node);
                node.Value.Follower.Tell(node.Value.Log.Read(node.Value.Request.From, node.Value.Request.Max));
            }
            node = next;
        }
    }

    private void OnStopCluster(StopCluster request)
    {
        _stopping = true;
        _exitCode = request.ExitCode;
        var cancelled = _active.Count;
        foreach (var submission in _book.Submissions.Where(s => !s.Over).ToArray())
            Cancel(submission, request.Reason.Length > 0 ? request.Reason : "The cluster was told to stop.");
        Sender.Tell(new ClusterStopping { Hosts = _nodes.All.Count(), RunsCancelled = cancelled });
        StopHostsWhenIdle();
    }

    private RunsAccepted Accepted(Submission submission) => new()
    {
        Submission = submission.Id,
        FirstRun = submission.FirstRun,
        Count = submission.Request.Count,
        Ranks = submission.Ranks,
        Store = _settings.StoreDirectory,
    };

    private void Refuse(IActorRef driver, string submission, RefusalCode code, string reason)
    {
        _log.SubmissionRefused(submission, reason);
        driver.Tell(new RunsRefused { Submission = submission, Code = code, Reason = reason });
    }

    private void RefuseUnknown(string reason) => RefuseUnknown(Sender, reason);

    private static void RefuseUnknown(IActorRef asker, string reason) => asker.Tell(new RequestRefused { Code = RefusalCode.NotFound, Reason = reason });
}
