using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>What the coordinator has to do after something happened to a run.</summary>
public abstract record RunEffect
{
    /// <summary>Parser and result actor are there: hand the run to a producer.</summary>
    public sealed record Start : RunEffect;

    /// <summary>Find a parser.</summary>
    public sealed record OpenParser : RunEffect;

    /// <summary>Have the head rank's stream go to the new parser.</summary>
    public sealed record UseParser : RunEffect;

    /// <summary>Have the producer end the ranks.</summary>
    public sealed record Stop(string Reason) : RunEffect;

    /// <summary>Tell the submission's followers.</summary>
    public sealed record Tell(SubmissionEvent Happened) : RunEffect;

    /// <summary>The run is over.</summary>
    public sealed record Finish(RunState State, string Reason) : RunEffect;

    /// <summary>The attempt failed; another one follows after the delay.</summary>
    public sealed record Retry(string Reason, TimeSpan Delay) : RunEffect;
}

/// <summary>
/// One attempt of a run from its placement to its end, as a pure machine: it is fed with what happened and the time, and answers with what to do.
/// A run is over when every rank's end is known and the end mark of its stream is stored. Every wait has a bound and a reason.
/// </summary>
public sealed class RunMachine
{
    /// <summary>Bounds of the waits.</summary>
    /// <param name="Start">From placement until every rank runs.</param>
    /// <param name="Drain">Without a stored batch, once every rank has ended.</param>
    /// <param name="StopGrace">Beyond three times the stop patience.</param>
    /// <param name="Parser">Without a parser, once the run was handed over.</param>
    public sealed record Limits(TimeSpan Start, TimeSpan Drain, TimeSpan StopGrace, TimeSpan Parser)
    {
        /// <summary>For up to some hundred hosts.</summary>
        public static Limits Default { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
    }

    private readonly Limits _limits;
    private readonly RunSpec _spec;
    private readonly List<RunEffect> _effects = [];
    private readonly Dictionary<int, RankReport> _ranks = [];
    private readonly Dictionary<int, StreamAccount> _accounts = [];
    private static readonly TimeSpan ParserPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ProducerPause = TimeSpan.FromSeconds(1);

    private long? _deadline;
    private long? _parserTryAt;
    private long? _producerTryAt;
    private long _parserGoneUs;
    private string _parserLoss = "";
    private string _stopReason = "";
    private bool _cancelled;
    private bool _groupEnded;
    private bool _streamStored;
    private bool _tailUnknown;
    private string _failure = "";
    private FailureClass _class;
    private string _mpi = "";

    /// <summary>Begins with the decision to start.</summary>
    public RunMachine(RunKey key, int producer, RunSpec spec, IReadOnlyList<NodeShare> shares, long puidBase, long now, Limits? limits = null)
    {
        (Key, Producer, _spec, Shares, PuidBase, StartedUs) = (key, producer, spec, shares, puidBase, now);
        _limits = limits ?? Limits.Default;
        Ranks = shares.Sum(s => s.Ranks.Count);
        SetDeadline(now, _limits.Start);
        Tell(now, e => e.ProducerStarting = new ProducerStarting { Ranks = Ranks });
    }

    /// <summary>Run and attempt.</summary>
    public RunKey Key { get; }

    /// <summary>Index of the run in its submission.</summary>
    public int Producer { get; }

    /// <summary>Number of ranks.</summary>
    public int Ranks { get; }

    /// <summary>Which node takes which ranks.</summary>
    public IReadOnlyList<NodeShare> Shares { get; }

    /// <summary>The puid of rank 0.</summary>
    public long PuidBase { get; }

    /// <summary>Where the run stands.</summary>
    public RunState State { get; private set; } = RunState.Starting;

    /// <summary>Path of the result actor, once it is open.</summary>
    public string? Result { get; private set; }

    /// <summary>Path of the parser, once it is open.</summary>
    public string? Parser { get; private set; }

    /// <summary>Node of the parser.</summary>
    public string ParserNode { get; private set; } = "";

    /// <summary>Node of the producer.</summary>
    public string ProducerNode { get; private set; } = "";

    /// <summary>True from the hand-over to a producer on.</summary>
    public bool HandedOver { get; private set; }

    /// <summary>Rows, lines and what the parser could not use, as far as stored.</summary>
    public RowsStored Stored { get; private set; } = new();

    /// <summary>When the run was placed; microseconds since 1970, as all times here.</summary>
    public long StartedUs { get; }

    /// <summary>When all ranks ran; 0 before.</summary>
    public long RanksStartedUs { get; private set; }

    /// <summary>When the first row was stored; 0 before.</summary>
    public long FirstRowUs { get; private set; }

    /// <summary>When the last rank's end was known; 0 before.</summary>
    public long RanksEndedUs { get; private set; }

    /// <summary>When it was over; 0 before.</summary>
    public long EndedUs { get; private set; }

    /// <summary>Why it failed, or empty.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>True when nothing more can happen.</summary>
    public bool Over => State is RunState.Completed or RunState.Failed or RunState.Cancelled;

    /// <summary>When <see cref="Tick"/> has something to do, or null.</summary>
    public long? Deadline => Over ? null : Earliest(_deadline, Earliest(_parserTryAt, _producerTryAt));

    /// <summary>What is to be done since the last call.</summary>
    public IReadOnlyList<RunEffect> TakeEffects()
    {
        if (_effects.Count == 0)
            return [];
        var taken = _effects.ToArray();
        _effects.Clear();
        return taken;
    }

    /// <summary>The result actor is there.</summary>
    public void On(ResultOpened opened, long now)
    {
        if (Result is null && Begun(opened.Key))
        {
            Result = opened.Result;
            WantParser(now);
        }
    }

    /// <summary>The parser is there.</summary>
    public void On(ParserOpened opened, long now)
    {
        if (Parser is not null || Result is null || !Current(opened.Key))
            return;
        (Parser, ParserNode, _parserTryAt) = (opened.Path, opened.Node, null);
        if (HandedOver)
        {
            _effects.Add(new RunEffect.UseParser());
            return;
        }
        HandedOver = true;
        HandOver(now);
    }

    /// <summary>The parser is gone. What it had not handed on is with the rank host still: another one gets it.</summary>
    public void LoseParser(string reason, long now)
    {
        if (Over || Parser is null)
            return;
        (Parser, _parserLoss, _parserGoneUs) = (null, reason, now);
        if (!_streamStored)
            WantParser(now);
    }

    /// <summary>A producer took the run.</summary>
    public void On(RunTaken taken)
    {
        if (Current(taken.Key))
            (ProducerNode, _producerTryAt) = (taken.Node, null);
    }

    /// <summary>Every rank runs.</summary>
    public void On(GroupStarted started, long now)
    {
        if (!Current(started.Key) || RanksStartedUs != 0)
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
        RanksStartedUs = now;
        var placed = new RanksPlaced { HeadPuid = PuidBase };
        placed.Nodes.Add(Shares.Select(s => new NodeRanks { Node = s.Node, Ranks = s.Ranks.Count }));
        Tell(now, e => e.RanksPlaced = placed);
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

    /// <summary>A rank was reaped.</summary>
    public void On(GroupRankEnded report)
    {
        var ended = report.Ended;
        if (!Current(ended.Key))
            return;
        var rank = Report(ended.Rank, ended.Node);
        rank.Ended = true;
        rank.ExitCode = ended.ExitCode;
        rank.Signal = ended.Signal;
        rank.Reason = ended.Reason;
        rank.StoppedByUs = ended.StoppedByUs;
        rank.RuntimeUs = ended.RuntimeUs;
        rank.StderrTail.Clear();
        rank.StderrTail.Add(ended.StderrTail);
    }

    /// <summary>Every rank that could be reaped was.</summary>
    public void On(GroupEnded ended, long now)
    {
        if (!Current(ended.Key) || _groupEnded)
            return;
        foreach (var account in ended.Nodes.SelectMany(n => n.Accounts))
            _accounts[account.Rank] = account;
        if (ended.LostNodes.Count > 0)
            Classify(FailureClass.Host);
        var headNode = Shares.First(s => s.Ranks.Contains(0)).Node;
        EndGroup(ended.Reason, tailUnknown: ended.LostNodes.Contains(headNode) || RanksStartedUs == 0, now);
    }

    /// <summary>More is stored.</summary>
    public void On(RowsStored stored, long now)
    {
        if (!Current(stored.Key))
            return;
        if (FirstRowUs == 0 && stored.Rows > 0)
            FirstRowUs = now;
        Stored = stored;
        if (stored.End && !_streamStored)
        {
            _streamStored = true;
            TellParserEnded(now);
        }
        if (State == RunState.Draining)
            SetDeadline(now, _limits.Drain);
        FinishWhenDone(now);
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

    /// <summary>The store is gone, or no parser is to be had: no end mark will come.</summary>
    public void LoseStream(string reason, long now, FailureClass failure = FailureClass.Other)
    {
        if (Over)
            return;
        (_tailUnknown, _parserTryAt) = (true, null);
        Fail(reason, now, failure);
        FinishWhenDone(now);
    }

    /// <summary>The producer is gone and with it every later report; its ranks were told to end.</summary>
    public void LoseProducer(string reason, long now, FailureClass failure = FailureClass.Other)
    {
        if (Over)
            return;
        if (_failure.Length == 0)
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
        if (_parserTryAt <= now)
        {
            if (HandedOver && now - _parserGoneUs > (long)_limits.Parser.TotalMicroseconds)
                LoseStream($"{_parserLoss} No other parser answered within {_limits.Parser.TotalSeconds:0} s.", now);
            else
                WantParser(now);
        }
        if (_producerTryAt <= now && State == RunState.Starting)
            HandOver(now);
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

    /// <summary>The first rank that failed by itself, or null.</summary>
    public RankReport? FirstFailure() =>
        _ranks.Values.Where(r => r.Ended && r.Reason.Length > 0 && !r.StoppedByUs).MinBy(r => r.Rank);

    /// <summary>What is known of the attempt: all but the ranks.</summary>
    public AttemptReport ToReport()
    {
        var report = new AttemptReport
        {
            Attempt = Key.Attempt,
            State = State,
            Reason = Reason,
            StartedUs = StartedUs,
            RanksStartedUs = RanksStartedUs,
            FirstRowUs = FirstRowUs,
            RanksEndedUs = RanksEndedUs,
            EndedUs = EndedUs,
            ProducerNode = ProducerNode,
            ParserNode = ParserNode,
            HeadPuid = PuidBase,
            Lines = Stored.Lines,
            Rows = Stored.Rows,
            Unmatched = Stored.Unmatched,
            Undecodable = Stored.Undecodable,
            RanksTotal = Ranks,
            Mpi = _mpi,
            Failure = _class,
        };
        report.Shares.Add(Shares);
        report.Accounts.Add(_accounts.Values.OrderBy(a => a.Rank));
        return report;
    }

    /// <summary>All ranks; those that failed by themselves first, then by number.</summary>
    public IEnumerable<RankReport> RankReports() =>
        _ranks.Values.OrderBy(r => r.Reason.Length == 0 || r.StoppedByUs).ThenBy(r => r.Rank);

    // The first cause that is known counts: a lost node also kills ranks, a time limit also sends signals.
    private void Classify(FailureClass failure)
    {
        if (_class == FailureClass.Other)
            _class = failure;
    }

    private bool Current(RunKey key) => !Over && key.Equals(Key);

    private bool Begun(RunKey key) => Current(key) && State == RunState.Starting;

    private static long? Earliest(long? a, long? b) => a is { } x && b is { } y ? Math.Min(x, y) : a ?? b;

    // Handed over again while nobody takes it, as a parser is asked for again: the host that was asked may just be gone.
    private void HandOver(long now)
    {
        _producerTryAt = now + (long)ProducerPause.TotalMicroseconds;
        _effects.Add(new RunEffect.Start());
    }

    private void WantParser(long now)
    {
        _parserTryAt = now + (long)ParserPause.TotalMicroseconds;
        _effects.Add(new RunEffect.OpenParser());
    }

    private void Stop(string reason, long now)
    {
        if (_groupEnded)
        {
            FinishWhenDone(now);
            return;
        }
        if (State == RunState.StoppingRanks)
            return;
        _stopReason = reason;
        if (!HandedOver)
        {
            EndGroup(reason, tailUnknown: true, now);
            return;
        }
        (State, _producerTryAt) = (RunState.StoppingRanks, null);
        var patience = _spec.StopPatienceMs > 0 ? _spec.StopPatienceMs : 2000;
        SetDeadline(now, TimeSpan.FromMilliseconds(3L * patience) + _limits.StopGrace);
        _effects.Add(new RunEffect.Stop(reason));
    }

    private void EndGroup(string reason, bool tailUnknown, long now)
    {
        _groupEnded = true;
        _producerTryAt = null;
        _tailUnknown |= tailUnknown;
        RanksEndedUs = now;
        if (_failure.Length == 0 && !_cancelled)
            _failure = reason;
        State = RunState.Draining;
        SetDeadline(now, _limits.Drain);
        FinishWhenDone(now);
    }

    private void FinishWhenDone(long now)
    {
        if (Over || !_groupEnded || !(_streamStored || _tailUnknown))
            return;
        if (!_streamStored && HandedOver)
            TellParserEnded(now);
        EndedUs = now;
        _deadline = null;
        Reason = _failure.Length > 0 ? _failure : _cancelled ? _stopReason : "";
        State = _failure.Length > 0 ? RunState.Failed : _cancelled ? RunState.Cancelled : RunState.Completed;
        if (FirstFailure() is { } first)
            Classify(first.Signal != 0 ? FailureClass.Signal : FailureClass.ExitCode);
        if (State == RunState.Failed && !_cancelled && RetryRules.Next(_spec.Retry, Key.Attempt, _class) is { } delay)
        {
            var superseded = new AttemptSuperseded
            {
                Attempt = Key.Attempt,
                Reason = Reason,
                NextAttempt = Key.Attempt + 1,
                DelayMs = (int)delay.TotalMilliseconds,
            };
            Tell(now, e => e.AttemptSuperseded = superseded);
            _effects.Add(new RunEffect.Retry(Reason, delay));
            return;
        }
        var ended = new RunEnded { State = State, Reason = Reason, Lines = Stored.Lines, Rows = Stored.Rows };
        if (State == RunState.Failed && FirstFailure() is { } failure)
            ended.FirstFailure = failure.Clone();
        Tell(now, e => e.RunEnded = ended);
        _effects.Add(new RunEffect.Finish(State, Reason));
    }

    private string WhatIsMissing()
    {
        var what = Result is null ? "no result store answered"
            : Parser is null ? "no parser answered"
            : ProducerNode.Length == 0 ? "no producer took it"
            : "not every node reported its ranks as started";
        return $"The run did not start within {_limits.Start.TotalSeconds:0} s: {what}. See the hosts' logs in the run directory.";
    }

    private void TellParserEnded(long now) => Tell(now, e => e.ParserEnded = new ParserEnded
    {
        Lines = Stored.Lines,
        Rows = Stored.Rows,
        Unmatched = Stored.Unmatched,
        Undecodable = Stored.Undecodable,
    });

    private RankReport Report(int rank, string node)
    {
        if (!_ranks.TryGetValue(rank, out var report))
            _ranks[rank] = report = new RankReport { Rank = rank, Node = node, Puid = PuidBase + rank };
        return report;
    }

    private void Tell(long now, Action<SubmissionEvent> fill)
    {
        var happened = new SubmissionEvent { AtUs = now, Run = Key.Run, Producer = Producer, Attempt = Key.Attempt };
        fill(happened);
        _effects.Add(new RunEffect.Tell(happened));
    }

    private void SetDeadline(long now, TimeSpan after) => _deadline = now + (long)after.TotalMicroseconds;
}
