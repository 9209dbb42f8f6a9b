using Akka.Actor;
using Muster.Actors.Ranks;
using Muster.Messages;
using Muster.Messages.Hosts;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

// Runs: from the line to their end.
public sealed partial class Coordinator
{
    private void ReceiveRunReports()
    {
        Receive<ResultOpened>(OnResultOpened);
        Receive<StreamWanted>(m => Feed(m.Key, (machine, now) => machine.On(m, now)));
        Receive<ParserOpened>(OnParserOpened);
        Receive<ParserRefused>(m => Feed(m.Key, (machine, now) => machine.LoseStream(m.Reason, now)));
        Receive<RunTaken>(OnRunTaken);
        Receive<GroupStarted>(m => Feed(m.Key, (machine, now) => machine.On(m, now)));
        Receive<GroupRankEnded>(m => Feed(m.Ended.Key, (machine, _) => machine.On(m)));
        Receive<GroupEnded>(m => Feed(m.Key, (machine, now) => machine.On(m, now)));
        Receive<RowsStored>(m => Feed(m.Key, (machine, now) => machine.On(m, now)));
        Receive<StoreFailed>(OnStoreFailed);
        Receive<Terminated>(OnTerminated);
        Receive<RetryNow>(OnRetryNow);
    }

    private void StartWhatFits()
    {
        if (_stopping)
            return;
        foreach (var (submission, run) in _book.TakeStartable())
        {
            _active[run] = new ActiveRun(submission, run) { QueuedUs = Context.NowMicros() };
            Enqueue(_active[run]);
        }
        (_ledger, var granted) = _ledger.Admit();
        foreach (var grant in granted)
            Begin(_active[grant.Request.Id], grant.Shares);
        AnswerFollowers();
    }

    private void Begin(ActiveRun run, IReadOnlyList<NodeShare> shares)
    {
        var now = Context.NowMicros();
        var submission = run.Submission;
        var summary = submission.Begun(run.Run)!;
        (summary.State, summary.StartedUs, summary.Attempt) = (RunState.Starting, now, summary.Attempt + 1);
        var key = new RunKey { Run = run.Run, Attempt = summary.Attempt };
        // In a large submission most runs are short. One that prints nothing needs no parser, no result actor and no file; one that does pays with a round trip before its first row.
        var late = submission.Request.Count > _settings.LateStreams && key.Attempt == 1;
        run.Machine = new RunMachine(key, submission.ProducerOf(run.Run), submission.SpecOf(run.Run), shares, _nextPuid, now, _settings.Limits, late);
        _nextPuid += submission.Ranks;
        var record = new AttemptRecord { Key = key, PuidBase = run.Machine.PuidBase };
        record.Shares.Add(shares);
        Record(new RunRecord { AttemptStarted = record });
        _log.RunStarting(run.Run, key.Attempt, submission.Ranks, string.Join(", ", shares.Select(s => $"{s.Ranks.Count} on {s.Node}")));
        Do(run);
    }

    private void Feed(RunKey key, Action<RunMachine, long> feed)
    {
        if (!_active.TryGetValue(key.Run, out var run) || run.Machine is null || !run.Machine.Key.Equals(key))
        {
            return;
        }
        feed(run.Machine, Context.NowMicros());
        Do(run);
    }

    private void OnRunTaken(RunTaken taken)
    {
        if (_active.TryGetValue(taken.Key.Run, out var run) && run.Machine?.Key.Equals(taken.Key) == true && run.Producer.IsNobody())
        {
            run.Producer = Context.Watch(Sender);
            if (run.Machine.RanksStartedUs != 0)
                Sender.Tell(new AdoptRun { Key = taken.Key, Epoch = _epoch });
        }
        else if (!run?.Producer.Equals(Sender) ?? true)
            Sender.Tell(new CloseRun { Key = taken.Key, Epoch = _epoch, Superseded = run?.Machine?.Key.Equals(taken.Key) == true });
        Feed(taken.Key, (machine, now) => machine.On(taken, now));
    }

    private void OnTerminated(Terminated terminated)
    {
        foreach (var run in _active.Values.Where(r => r.Machine is not null).ToArray())
        {
            if (run.Producer.Equals(terminated.ActorRef))
                OnProducerTerminated(run, terminated);
            else if (run.Parser.Equals(terminated.ActorRef))
                LoseParser(run, $"Its parser on {run.Machine!.ParserNode} ended before the rows were stored.");
            Do(run);
        }
    }

    private void OnProducerTerminated(ActiveRun run, Terminated terminated)
    {
        var host = HostOf(terminated.ActorRef) + "/";
        if (terminated.AddressTerminated && run.Machine!.Shares.All(s => !s.RankHost.StartsWith(host, StringComparison.Ordinal)))
            ReplaceProducer(run, $"the host of its producer on {run.Machine.ProducerNode} was lost");
        else
            LoseProducer(run, $"its producer on {run.Machine!.ProducerNode} ended before the ranks' end was known");
    }

    /// <summary>Without its producer a run's ranks are ended from here.</summary>
    private void LoseProducer(ActiveRun run, string reason, FailureClass failure = FailureClass.Other)
    {
        var stop = new StopGroup { Key = run.Machine!.Key, Epoch = _epoch, Reason = reason };
        foreach (var share in run.Machine.Shares)
            Context.Resolve(share.RankHost).Tell(stop);
        run.Machine.LoseProducer(reason, Context.NowMicros(), failure);
    }

    /// <summary>Only the producer's host is gone. Ranks that run are handed to another producer; where some were still being started, nobody knows which: the attempt begins again.</summary>
    private void ReplaceProducer(ActiveRun run, string reason)
    {
        var (machine, now) = (run.Machine!, Context.NowMicros());
        if (!run.Producer.IsNobody())
            Context.Unwatch(run.Producer);
        run.Producer = ActorRefs.Nobody;
        if (machine.RanksEndedUs != 0)
            return;
        if (machine.RanksStartedUs != 0)
        {
            _log.ProducerReplaced(run.Run, machine.Key.Attempt, reason);
            machine.ReplaceProducer(reason, now);
            return;
        }
        var stop = new StopGroup { Key = machine.Key, Epoch = _epoch, Reason = reason };
        foreach (var share in machine.Shares)
            Context.Resolve(share.RankHost).Tell(stop);
        machine.BeginAgain(reason, now);
    }

    /// <summary>Does what the run's machine asks for.</summary>
    private void Do(ActiveRun run)
    {
        if (run.Machine is not { } machine)
            return;
        UpdateSummary(run);
        var news = false;
        foreach (var effect in machine.TakeEffects())
        {
            switch (effect)
            {
                case RunEffect.Start:
                    ProducerFor(machine).Tell(ToStartRun(run));
                    break;
                case RunEffect.OpenResult:
                    ResultsOf(run).Tell(new OpenResult
                    {
                        Key = machine.Key,
                        Epoch = _epoch,
                        Producer = machine.Producer,
                        Parameters = { run.Submission.ParametersOf(run.Run) },
                        Columns = { run.Submission.Columns },
                    });
                    break;
                case RunEffect.OpenParser open:
                    (open.Known is { } known ? Context.Resolve(known) : _parsers).Tell(ToOpenParser(run));
                    break;
                case RunEffect.UseParser use:
                    Context.Resolve(machine.Shares.First(s => s.Ranks.Contains(0)).RankHost).Tell(new UseParser { Key = machine.Key, Path = machine.Parser, Epoch = _epoch });
                    run.Producer.Tell(new ParserReplaced { Key = machine.Key, Epoch = _epoch, Parser_ = machine.Parser, Result = machine.Result });
                    if (!use.First)
                        _log.ParserReplaced(run.Run, machine.Key.Attempt, machine.ParserNode);
                    break;
                case RunEffect.Stop stop:
                    run.Producer.Tell(new StopRun { Key = machine.Key, Epoch = _epoch, Reason = stop.Reason });
                    if (run.Producer.IsNobody() && !run.Unclaimed)
                        LoseProducer(run, stop.Reason);
                    break;
                case RunEffect.Tell tell:
                    run.Submission.Events.Add(tell.Happened);
                    news = true;
                    break;
                case RunEffect.Retry retry:
                    TryAgain(run, retry);
                    return;
                case RunEffect.Finish finish:
                    Finish(run, finish);
                    return;
            }
        }
        if (news)
            AnswerFollowers();
    }

    private StartRun ToStartRun(ActiveRun run)
    {
        var machine = run.Machine!;
        var start = new StartRun
        {
            Key = machine.Key,
            Epoch = _epoch,
            Spec = run.Submission.SpecOf(run.Run),
            Ranks = machine.Ranks,
            PuidBase = machine.PuidBase,
            Parser_ = machine.Parser ?? "",
            Result = machine.Result ?? "",
            Producer = machine.Producer,
            Running = machine.RanksStartedUs != 0,
            Late = machine.Late,
        };
        start.Shares.Add(machine.Shares);
        return start;
    }

    // Producers take turns; a short run on one node has its producer beside its ranks: half the messages stay on that node, and no other host can be missing.
    private IActorRef ProducerFor(RunMachine machine) =>
        machine is { Late: true, RanksStartedUs: 0, Shares: [var only] } ? Context.Resolve(HostOf(Context.Resolve(only.RankHost)) + WellKnown.Producer) : _producers;

    private static void UpdateSummary(ActiveRun run)
    {
        if (run.Submission.Begun(run.Run) is not { } summary || run.Machine is not { Over: false } machine)
            return;
        (summary.State, summary.Rows) = (machine.State, machine.Stored.Rows);
        Describe(summary, machine.Stored);
    }

    // What only the lines tell: header lines, and names of columns.
    private static void Describe(RunSummary summary, RowsStored stored)
    {
        summary.Parameters.Clear();
        summary.Parameters.Add(stored.Headers);
        summary.Columns.Clear();
        summary.Columns.Add(stored.Columns);
    }

    private void Finish(ActiveRun run, RunEffect.Finish finish)
    {
        var machine = run.Machine!;
        Close(run);
        if (run.ResultHost is not null)
            ResultsOf(run).Tell(new CloseResult { Key = machine.Key, Epoch = _epoch });
        var summary = run.Submission.Begun(run.Run)!;
        summary.Rows = machine.Stored.Rows;
        Describe(summary, machine.Stored);
        var report = machine.ToReport();
        report.Ranks.Add(machine.RankReports());
        run.Submission.Ended(run.Run, finish.State, finish.Reason, report, machine.EndedUs);
        var record = new EndRecord { Summary = summary, Cursors = { machine.Stored.Cursors }, Segments = { machine.Stored.Segments } };
        record.Attempts.Add(report);
        Record(new RunRecord { Ended = record });
        var (rows, lines) = (machine.Stored.Rows, machine.Stored.Lines);
        if (finish.State == RunState.Failed)
            _log.RunFailed(run.Run, machine.Key.Attempt, finish.Reason, rows, lines);
        else
            _log.RunEnded(run.Run, machine.Key.Attempt, finish.State.ToString().ToLowerInvariant(), rows, lines, (machine.EndedUs - machine.StartedUs) / 1e6);
        Leave(run);
        if (finish.State == RunState.Failed && run.Submission.FailedTooOften && !run.Submission.Over)
            Cancel(run.Submission, $"{run.Submission.Failed} runs failed, more than {run.Submission.Request.MaxFails}.");
    }

    /// <summary>Back into the line, after the delay. The result actor stays: followers see the next attempt's rows from their first.</summary>
    private void TryAgain(ActiveRun run, RunEffect.Retry retry)
    {
        var machine = run.Machine!;
        Close(run);
        var report = machine.ToReport();
        report.Ranks.Add(machine.RankReports());
        run.Submission.Keep(run.Run, report);
        Record(new RunRecord { AttemptEnded = new AttemptEndRecord { Run = run.Run, Attempt = report } });
        _log.AttemptFailed(run.Run, machine.Key.Attempt, retry.Reason, machine.Key.Attempt + 1, retry.Delay.TotalSeconds);
        var summary = run.Submission.Begun(run.Run)!;
        (summary.State, summary.Rows) = (RunState.Waiting, 0);
        run.Machine = null;
        run.LastKey = machine.Key;
        AskAgain(run);
        _ledger = _ledger.Release(run.Run);
        Timers.StartSingleTimer(run, new RetryNow(run), retry.Delay);
        StartWhatFits();
    }

    private void OnRetryNow(RetryNow retry)
    {
        var run = retry.Run;
        if (!_active.ContainsKey(run.Run) || run.Machine is not null)
            return;
        run.QueuedUs = Context.NowMicros();
        Enqueue(run);
        StartWhatFits();
    }

    private void Enqueue(ActiveRun run) => _ledger = _ledger.Enqueue(RequestOf(run));

    private static RankRequest RequestOf(ActiveRun run) =>
        SubmissionRules.RequestOf(run.Run, run.Submission.Request.Spec) with { Ranks = run.Submission.Ranks };

    private void EndUnstarted(ActiveRun run, RunState state, string reason)
    {
        var now = Context.NowMicros();
        Timers.Cancel(run);
        if (run.LastKey is { } last)
            ResultsOf(run).Tell(new CloseResult { Key = last, Epoch = _epoch });
        run.Submission.Events.Add(new SubmissionEvent
        {
            AtUs = now,
            Run = run.Run,
            Producer = run.Submission.ProducerOf(run.Run),
            RunEnded = new RunEnded { State = state, Reason = reason },
        });
        run.Submission.Ended(run.Run, state, reason, null, now);
        Record(new RunRecord { Ended = new EndRecord { Summary = run.Submission.Begun(run.Run) } });
        Leave(run);
    }

    private void Close(ActiveRun run)
    {
        var key = run.Machine!.Key;
        _outputs.Tell(new CloseResult { Key = key });
        if (!run.Producer.IsNobody())
        {
            Context.Unwatch(run.Producer);
            run.Producer.Tell(new CloseRun { Key = key, Epoch = _epoch });
        }
        if (!run.Parser.IsNobody())
        {
            Context.Unwatch(run.Parser);
            run.Parser.Tell(new CloseParser { Key = key, Epoch = _epoch });
        }
        (run.Producer, run.Parser) = (ActorRefs.Nobody, ActorRefs.Nobody);
    }

    private void Leave(ActiveRun run)
    {
        _active.Remove(run.Run);
        AskAgain(run);
        _ledger = _ledger.Release(run.Run);
        AnswerFollowers();
        StartWhatFits();
        StopHostsWhenIdle();
    }

    /// <summary>A run in the line that the nodes left can never take is not left waiting.</summary>
    private void GiveUpOnMissingSlots(long now)
    {
        foreach (var request in _ledger.Waiting)
        {
            if (_active.TryGetValue(request.Id, out var run) && run.Machine is null
                && !_recovering && now - Math.Max(run.QueuedUs, _nodesChangedUs) > _settings.NodePatience.TotalMicroseconds
                && _ledger.Refusal(request) is { } reason)
            {
                EndUnstarted(run, RunState.Failed, $"The run cannot be placed any more: {reason}.");
                return;
            }
        }
    }

    /// <summary>Once told to stop, and no run is left: the other hosts are told, and the own one when they have left.</summary>
    private void StopHostsWhenIdle()
    {
        if (!_stopping || _active.Count > 0)
            return;
        var others = _nodes.All.Where(h => !h.Address.Equals(_cluster.SelfAddress)).ToArray();
        if (others.Length == 0 || _leaveDeadlineUs < Context.NowMicros())
        {
            TellToStop(_cluster.SelfAddress);
        }
        else if (_leaveDeadlineUs == long.MaxValue)
        {
            _leaveDeadlineUs = Context.NowMicros() + (long)_settings.LeavePatience.TotalMicroseconds;
            foreach (var host in others)
                TellToStop(host.Address);
        }
    }

    private void TellToStop(Address host) =>
        Context.Resolve(host + WellKnown.Host).Tell(new StopHost { Reason = "The cluster was told to stop.", ExitCode = _exitCode });
}
