using Muster.Actors.Ranks;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

// What happens to a run.
public sealed partial class RunMachine
{
    /// <summary>A producer has the attempt: everything it knows follows.</summary>
    /// <param name="held">What it told.</param>
    /// <param name="now">The time.</param>
    public void Adopt(RunHeld held, long now)
    {
        if (!Current(held.Key))
            return;
        (ProducerNode, _knownParser) = (held.Node, held.Parser_.Length > 0 ? held.Parser_ : null);
        if (Result is null && !_streamStored)
        {
            Search("Another coordinator took over.", now);
            WantResult(now);
        }
        if (State == RunState.StoppingRanks)
            _effects.Add(new RunEffect.Stop(_stopReason));
    }

    /// <summary>Nobody has the attempt any more, through no fault of its own: it is begun again whatever the policy says.</summary>
    public void BeginAgain(string reason, long now)
    {
        if (Over)
            return;
        (Reason, State, EndedUs, _deadline) = (reason, RunState.Failed, now, null);
        if (_cancelled)
        {
            State = RunState.Cancelled;
            Tell(now, e => e.RunEnded = new RunEnded { State = State, Reason = _stopReason, Lines = Stored.Lines, Rows = Stored.Rows });
            _effects.Add(new RunEffect.Finish(State, _stopReason));
            return;
        }
        Classify(FailureClass.Host);
        Supersede(TimeSpan.Zero, now);
    }

    /// <summary>A producer took the run.</summary>
    public void On(RunTaken taken, long now)
    {
        if (!Current(taken.Key))
            return;
        if (_producerGoneUs > 0)
            Note(now, $"the producer on {taken.Node} took the ranks over");
        (ProducerNode, _producerTryAt, _producerGoneUs) = (taken.Node, null, 0);
        if (State == RunState.StoppingRanks)
            _effects.Add(new RunEffect.Stop(_stopReason));
    }

    /// <summary>The producer's host is gone, but every rank is where it was: another producer takes them over.</summary>
    public void ReplaceProducer(string reason, long now)
    {
        if (Over || _groupEnded)
            return;
        Note(now, reason);
        (ProducerNode, _producerLoss, _producerGoneUs) = ("", reason, now);
        if (Result is null && _resultTryAt is null && !_streamStored)
        {
            Search(reason, now);
            WantResult(now);
        }
        HandOver(now);
    }

    /// <summary>Every rank runs.</summary>
    public void On(GroupStarted started, long now)
    {
        if (!Current(started.Key) || _pidsKnown)
            return;
        foreach (var node in started.Nodes)
        {
            if (_mpi.Length == 0)
                _mpi = node.Mpi;
            foreach (var rank in node.Ranks)
                Report(rank.Rank, node.Node).Pid = rank.Pid;
        }
        if (started.More)
            return;
        _pidsKnown = true;
        if (RanksStartedUs != 0)
            return;
        RanksStartedUs = now;
        var placed = new RanksPlaced { HeadPuid = PuidBase };
        placed.Nodes.Add(Shares.Select(s => new NodeRanks { Node = s.Node, Ranks = s.Ranks.Count }));
        Tell(now, e => e.RanksPlaced = placed);
        if (IsParsed(_spec))
            Tell(now, e => e.ParserStarted = new ParserStarted { Puid = PuidBase, Node = ParserNode });
        Tell(now, e => e.GroupWaiting = new GroupWaiting());
        if (State != RunState.Starting)
            return;
        State = RunState.Running;
        if (_spec.TimeoutMs > 0)
            SetDeadline(now, TimeSpan.FromMilliseconds(_spec.TimeoutMs));
        else
            _deadline = null;
    }

    /// <summary>Ranks were reaped.</summary>
    public void On(GroupRankEnded report)
    {
        if (!Current(report.Ended.Key))
            return;
        On(report.Ended);
        foreach (var ended in report.More)
            On(ended);
    }

    private void On(RankEnded ended)
    {
        var rank = Report(ended.Rank, ended.Node);
        rank.Ended = true;
        rank.ExitCode = ended.ExitCode;
        rank.Signal = ended.Signal;
        rank.Reason = ended.Reason;
        rank.StoppedByUs = ended.StoppedByUs;
        rank.RuntimeUs = ended.RuntimeUs;
        (rank.Ignored, rank.Restarts) = (ended.Ignored, ended.Restarts);
        (rank.UserUs, rank.SystemUs, rank.MaxRssKib) = (ended.UserUs, ended.SystemUs, ended.MaxRssKib);
        rank.StderrTail.Clear();
        rank.StderrTail.Add(ended.StderrTail);
        if (rank.Reason.Length > 0 && !rank.StoppedByUs && !rank.Ignored && (_firstFailure is null || RankVerdict.Outranks(rank.Reason, _firstFailure.Reason)))
            _firstFailure = rank;
    }

    /// <summary>Every rank that could be reaped was.</summary>
    public void On(GroupEnded ended, long now)
    {
        if (!Current(ended.Key) || _groupEnded)
            return;
        foreach (var account in ended.Nodes.SelectMany(n => n.Accounts))
            _accounts[(account.Rank, account.Stream)] = account;
        _strays.AddRange(ended.Nodes.SelectMany(n => n.Strays.Select(s => $"{n.Node}: {s}")).Take(MostStrays));
        if (ended.More)
            return;
        if (ended.LostNodes.Count > 0)
            Classify(FailureClass.Host);
        if (!_streamStored && _accounts.TryGetValue((0, RankStream.Stdout), out var head))
            EndStream(head, now);
        var headNode = Shares.First(s => s.Ranks.Contains(0)).Node;
        EndGroup(ended.Reason, tailUnknown: ended.LostNodes.Contains(headNode) || RanksStartedUs == 0, now);
    }

    /// <summary>Something the run cannot do without is gone or refused: stop what runs and fail.</summary>
    public void Fail(string reason, long now, FailureClass failure = FailureClass.Other)
    {
        if (Over)
            return;
        if (_failure.Length == 0)
            (_failure, _class) = (reason, failure);
        Stop(reason, now);
    }

    /// <summary>The producer is gone and with it every later report; its ranks were told to end.</summary>
    public void LoseProducer(string reason, long now, FailureClass failure = FailureClass.Other)
    {
        // Once the ranks' end is known it has nothing more to tell.
        if (Over || _groupEnded)
            return;
        // A run that was cancelled before anybody took it has lost nothing.
        if (_failure.Length == 0 && !_cancelled)
            (_failure, _class) = (reason, failure);
        EndGroup(reason, tailUnknown: true, now);
    }

    /// <summary>A driver asked for the end.</summary>
    public void Cancel(string reason, long now)
    {
        if (Over)
            return;
        _cancelled = true;
        Stop(reason, now);
    }

    /// <summary>Time passed.</summary>
    public void Tick(long now)
    {
        if (Over)
            return;
        if (_resultTryAt <= now)
        {
            if (HandedOver && _parserGoneUs > 0 && now - _parserGoneUs > (long)_limits.Parser.TotalMicroseconds && _storeFault.Length == 0)
                LoseStream($"{_parserLoss} No {(_opening ? "" : "other ")}host took its rows within {_limits.Parser.TotalSeconds:0} s.", now);
            else
                WantResult(now);
        }
        if (Over)
            return;
        if (_parserTryAt <= now)
        {
            if (HandedOver && _parserGoneUs > 0 && now - _parserGoneUs > (long)_limits.Parser.TotalMicroseconds)
                LoseStream($"{_parserLoss} No {(_opening ? "" : "other ")}parser answered within {_limits.Parser.TotalSeconds:0} s.", now);
            else
                WantParser(now);
        }
        if (_producerTryAt <= now && !_groupEnded)
        {
            if (_producerGoneUs > 0 && now - _producerGoneUs > (long)_limits.Producer.TotalMicroseconds)
                Fail($"{_producerLoss}, and no other producer answered within {_limits.Producer.TotalSeconds:0} s", now, FailureClass.Host);
            else
                HandOver(now);
        }
        if (Over || _deadline is null || now < _deadline)
            return;
        switch (State)
        {
            case RunState.Starting:
                Fail(WhatIsMissing(), now);
                break;
            case RunState.Running:
                Fail($"The run took longer than its limit of {_spec.TimeoutMs} ms and was stopped.", now, FailureClass.Timeout);
                break;
            case RunState.StoppingRanks:
                var missing = Shares.SelectMany(s => s.Ranks.Where(r => !_ranks.TryGetValue(r, out var k) || !k.Ended).Select(r => $"{r} on {s.Node}")).Take(8);
                EndGroup($"{_stopReason} The end of these ranks was not reported in time: {string.Join(", ", missing)}.", tailUnknown: true, now);
                break;
            default:
                _tailUnknown = true;
                if (_failure.Length == 0)
                    _failure = $"Every rank has ended, but the end of the head rank's output was not stored within {_limits.Drain.TotalSeconds:0} s: {Stored.Rows} rows of {Stored.Lines} lines are stored, the tail is unknown.";
                FinishWhenDone(now);
                break;
        }
    }
}
