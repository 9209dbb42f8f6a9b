using Akka.Actor;
using Akka.Cluster;
using Muster.Actors.Ranks;
using Muster.Actors.Store;
using Muster.Messages;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

// A coordinator that takes over: what did the one before promise, what runs still, who has it.
public sealed partial class Coordinator
{
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan RecoveryLeast = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan AskInterval = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<long, AttemptRecord> _attempts = [];
    private readonly Dictionary<Address, HashSet<RunKey>> _claims = [];
    private HashSet<string> _formerHosts = [];
    private HashSet<string> _hostsRecorded = [];
    private bool _recovering;
    private long _askedUs;

    private void ReceiveRecoveryNews()
    {
        Receive<Producing>(OnProducing);
        Receive<RunHeld>(OnRunHeld);
    }

    private void OnJournalOpened(JournalKeeper.Opened opened)
    {
        foreach (var record in opened.Records)
            Replay(record);
        if (opened.BytesCut > 0)
            _log.JournalCut(opened.BytesCut);
        _epoch++;
        foreach (var submission in _book.Submissions)
            submission.Recover();
        RecordHosts();
        _log.CoordinatorStarted(_epoch, (int)(_book.NextRun - 1));
        if (_cluster.State.Members.Any(m => _formerHosts.Contains(Identity(m))))
            TakeOver();
        else
            Interrupt();
        _attempts.Clear();
        Begin();
    }

    private static string Identity(Member member) => $"{member.Address}#{member.UniqueAddress.Uid}";

    /// <summary>Which hosts may hold the coordinator: one that finds itself, or another that lives, in this list has taken over; else the cluster is a new one.</summary>
    private void RecordHosts()
    {
        var hosts = _cluster.State.Members.Where(m => m.HasRole(WellKnown.SeedRole)).Select(Identity).ToHashSet();
        // Without this host it is no list of the cluster's: the membership has just ended here.
        if (_hostsRecorded.SetEquals(hosts) || !hosts.Contains(Identity(_cluster.SelfMember)))
            return;
        _hostsRecorded = hosts;
        Record(new RunRecord { CoordinatorStarted = new CoordinatorRecord { Epoch = _epoch, Hosts = { hosts.Order() } } });
    }

    /// <summary>The hosts of the cluster that had the runs are gone: nothing of theirs is left. Somebody may ask to go on with them.</summary>
    private void Interrupt()
    {
        foreach (var submission in _book.Submissions.Where(s => !s.Over))
        {
            submission.Interrupted = true;
            _log.SubmissionInterrupted(submission.Id, submission.Unfinished);
        }
        // Kept for a resume, which begins those attempts again.
        foreach (var (run, attempt) in _attempts)
            _interrupted[run] = attempt;
    }

    private readonly Dictionary<long, AttemptRecord> _interrupted = [];

    private void TakeOver()
    {
        var now = Context.NowMicros();
        foreach (var submission in _book.Submissions.Where(s => !s.Over))
        {
            foreach (var summary in submission.BegunNotOver.ToArray())
                Activate(submission, summary, _attempts.GetValueOrDefault(summary.Run), now);
        }
        _recovering = true;
        _log.TakingOver(_active.Values.Count(r => r.Machine is not null));
    }

    private void Activate(Submission submission, RunSummary summary, AttemptRecord? attempt, long now)
    {
        var run = new ActiveRun(submission, summary.Run) { QueuedUs = now };
        _active[run.Run] = run;
        if (attempt is null)
        {
            run.LastKey = new RunKey { Run = run.Run, Attempt = summary.Attempt };
            Enqueue(run);
            return;
        }
        run.Unclaimed = true;
        run.Machine = RunMachine.Recover(attempt, submission.ProducerOf(run.Run), submission.SpecOf(run.Run), submission.Events.Of(run.Run), summary.StartedUs, now, _settings.Limits);
        _ledger = _ledger.Hold(RequestOf(run), attempt.Shares);
        if (submission.WasCancelled)
            run.Machine.Cancel("Cancelled.", now);
    }

    private void OnProducing(Producing producing)
    {
        if (!_claims.TryGetValue(HostOf(Sender), out var claimed))
            _claims[HostOf(Sender)] = claimed = [];
        foreach (var key in producing.Keys)
            claimed.Add(key);
    }

    private void OnRunHeld(RunHeld held)
    {
        if (_active.TryGetValue(held.Key.Run, out var run) && run.Machine is { } machine && machine.Key.Equals(held.Key))
        {
            if (!run.Unclaimed)
                return;
            run.Unclaimed = false;
            run.Producer = Context.Watch(Sender);
            if (held.Result.Length > 0)
                run.ResultHost = HostOf(Context.Resolve(held.Result));
            Sender.Tell(new AdoptRun { Key = held.Key, Epoch = _epoch });
            _log.RunAdopted(held.Key.Run, held.Key.Attempt, held.Node);
            machine.Adopt(held, Context.NowMicros());
            foreach (var share in machine.Shares.Where(s => _nodes.All.All(n => n.RankHost != s.RankHost)))
            {
                var reason = "it was lost together with the coordinator";
                run.Producer.Tell(new NodeLost { Epoch = _epoch, Node = share.Node, RankHost = share.RankHost, Reason = reason });
                machine.Fail($"node {share.Node} was lost with {(share.Ranks.Count == 1 ? "rank" : "ranks")} {string.Join(", ", share.Ranks.Take(8))}: {reason}", Context.NowMicros(), FailureClass.Host);
            }
            Do(run);
            return;
        }
        // Begun by a coordinator that died before it could write that down: its number must not be used again.
        if (_book.FindByRun(held.Key.Run) is { } submission)
            submission.SkipAttempt(held.Key);
        _log.RunDisowned(held.Key.Run, held.Key.Attempt, held.Node);
        Sender.Tell(new CloseRun { Key = held.Key, Epoch = _epoch });
    }


    /// <summary>Asks who has what, until every host that lives has told; then what nobody has is lost.</summary>
    private void EndRecovery(long now)
    {
        if (!_recovering)
            return;
        var hosts = _nodes.All.Where(n => n.Roles.Contains(WellKnown.NodeRole) && n.State is NodeState.Up or NodeState.Leaving or NodeState.Unreachable).ToArray();
        var told = hosts.All(h => _claims.TryGetValue(h.Address, out var keys) && keys.All(IsSettled));
        var age = TimeSpan.FromMicroseconds(now - _startedUs);
        if ((!told || age < RecoveryLeast) && age < RecoveryLimit)
        {
            if (now - _askedUs < AskInterval.TotalMicroseconds)
                return;
            _askedUs = now;
            foreach (var host in hosts.Where(h => !_claims.TryGetValue(h.Address, out var keys) || !keys.All(IsSettled)))
                Context.Resolve(host.Address + WellKnown.Producer).Tell(new GetProducing { Epoch = _epoch });
            return;
        }
        _recovering = false;
        foreach (var run in _active.Values.Where(r => r.Unclaimed).ToArray())
            GiveUpUnclaimed(run);
        StartWhatFits();
        _log.TookOver(age.TotalSeconds);
    }

    private bool IsSettled(RunKey key) => !_active.TryGetValue(key.Run, out var run) || !run.Unclaimed || run.Machine?.Key.Equals(key) != true;

    private void GiveUpUnclaimed(ActiveRun run)
    {
        run.Unclaimed = false;
        var (machine, now) = (run.Machine!, Context.NowMicros());
        if (machine.Shares.All(s => _nodes.All.Any(n => n.RankHost == s.RankHost)))
        {
            ReplaceProducer(run, "the run's producer was lost together with the coordinator's host");
            Do(run);
            return;
        }
        var stop = new StopGroup { Key = machine.Key, Epoch = _epoch, Reason = "its producer and its coordinator are gone" };
        foreach (var share in machine.Shares)
            Context.Resolve(share.RankHost).Tell(stop);
        if (machine.RanksStartedUs == 0)
            machine.BeginAgain("the coordinator's host was lost while the ranks were being started", now);
        else
            machine.LoseProducer("the run's producer was lost together with the coordinator's host", now, FailureClass.Host);
        Do(run);
    }

    /// <summary>A node told what runs there: what is no run of ours is ended.</summary>
    private void StopStrangers(NodeDescription description, IActorRef rankHost)
    {
        foreach (var key in description.Running)
        {
            if (_active.TryGetValue(key.Run, out var run) && run.Machine?.Key.Equals(key) == true)
                continue;
            // A group may outlive its run's end for a moment, until its last batch is stored.
            if (_book.FindByRun(key.Run) is { } submission && (submission.IsOver(key.Run) || submission.Begun(key.Run)?.Attempt > key.Attempt))
                continue;
            _log.StrangerStopped(key.Run, key.Attempt, description.Node);
            _book.FindByRun(key.Run)?.SkipAttempt(key);
            rankHost.Tell(new StopGroup { Key = key, Epoch = _epoch, Reason = "The coordinator that started it was lost, and nobody knows it." });
        }
    }

    private void OnResume(ResumeRuns request)
    {
        if (request.Submission.Length > 0 && _book.Find(request.Submission) is null)
        {
            RefuseUnknown($"There is no submission {request.Submission}.");
            return;
        }
        var wanted = _book.Submissions.Where(s => !s.Over && (request.Submission.Length == 0 || s.Id == request.Submission)).ToArray();
        var resumed = wanted.Where(s => s.Interrupted).ToArray();
        if (resumed.Length > 0)
        {
            Record(new RunRecord { Resumed = new ResumeRecord { Submissions = { resumed.Select(s => s.Id) } } });
            foreach (var submission in resumed)
                Resume(submission);
            StartWhatFits();
        }
        Sender.Tell(new RunsResumed { Submissions = { wanted.Select(s => s.Id) }, Runs = wanted.Sum(s => s.Unfinished) });
    }

    private void Resume(Submission submission)
    {
        var now = Context.NowMicros();
        submission.Interrupted = false;
        _log.SubmissionResumed(submission.Id, submission.Unfinished);
        foreach (var summary in submission.BegunNotOver.ToArray())
        {
            _interrupted.Remove(summary.Run, out var attempt);
            Activate(submission, summary, attempt, now);
            var run = _active[summary.Run];
            run.Unclaimed = false;
            run.Machine?.BeginAgain("the cluster ended while the attempt was on", now);
            Do(run);
        }
    }
}
