using Muster.Actors.Ranks;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>
/// One attempt of a run from its placement to its end, as a pure machine: it is fed with what happened and the time, and answers with what to do.
/// A run is over when every rank's end is known and the end mark of its stream is stored. Every wait has a bound and a reason.
/// </summary>
public sealed partial class RunMachine
{
    /// <summary>Bounds of the waits.</summary>
    /// <param name="Start">From placement until every rank runs.</param>
    /// <param name="Drain">Without a stored batch, once every rank has ended.</param>
    /// <param name="StopGrace">Beyond three times the stop patience.</param>
    /// <param name="Parser">Without a parser or a result actor, once the run was handed over.</param>
    public sealed record Limits(TimeSpan Start, TimeSpan Drain, TimeSpan StopGrace, TimeSpan Parser)
    {
        /// <summary>For up to some hundred hosts.</summary>
        public static Limits Default { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30));

        /// <summary>Without a producer, while ranks run.</summary>
        public TimeSpan Producer => Parser;
    }

    private readonly Limits _limits;
    private readonly RunSpec _spec;
    private readonly List<RunEffect> _effects = [];
    private readonly Dictionary<int, RankReport> _ranks = [];
    private readonly Dictionary<(int Rank, RankStream Stream), StreamAccount> _accounts = [];
    private readonly List<string> _strays = [];
    private readonly List<Moment> _moments = [];
    private RankReport? _firstFailure;
    private const int MostStrays = 64;
    private const int MostMoments = 32;
    private static readonly TimeSpan ParserPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ToldPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProducerPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ResultPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(4);

    private long? _deadline;
    private long? _resultTryAt;
    private long? _parserTryAt;
    private long? _producerTryAt;
    private long _parserGoneUs;   // since when parser, result actor or both are looked for; 0 while they are there
    private string _parserLoss = "";
    private long _parserToldUs;
    private long _producerGoneUs;
    private string _producerLoss = "";
    private string _stopReason = "";
    private string _storeFault = "";
    private string? _knownParser;
    private bool _pidsKnown;
    private bool _unopened;   // nobody needs a parser yet
    private bool _opening;    // the first one is being found, late
    private bool _parserEndTold;
    private bool _cancelled;
    private bool _groupEnded;
    private bool _streamStored;
    private bool _tailUnknown;
    private string _failure = "";
    private FailureClass _class;
    private string _mpi = "";

    /// <summary>Begins with the decision to start.</summary>
    /// <param name="key">Run and attempt.</param>
    /// <param name="producer">Index of the run in its submission.</param>
    /// <param name="spec">What is asked of it.</param>
    /// <param name="shares">Where its ranks go.</param>
    /// <param name="puidBase">The puid of rank 0.</param>
    /// <param name="now">The time.</param>
    /// <param name="limits">Bounds of the waits.</param>
    /// <param name="late">Result actor and parser are found when the head rank has written something, and not at all where it writes nothing.</param>
    public RunMachine(RunKey key, int producer, RunSpec spec, IReadOnlyList<NodeShare> shares, long puidBase, long now, Limits? limits = null, bool late = false)
    {
        (Key, Producer, _spec, Shares, PuidBase, StartedUs) = (key, producer, spec, shares, puidBase, now);
        _limits = limits ?? Limits.Default;
        Ranks = shares.Sum(s => s.Ranks.Count);
        _streamStored = !IsParsed(spec);
        SetDeadline(now, _limits.Start);
        Tell(now, e => e.ProducerStarting = new ProducerStarting { Ranks = Ranks });
        Late = _unopened = late && !_streamStored;
        if (!Late)
            WantResult(now);
        if (_streamStored || Late)
            HandOver(now);
    }

    private RunMachine(AttemptRecord started, int producer, RunSpec spec, IEnumerable<SubmissionEvent> told, long startedUs, long now, Limits limits)
    {
        (Key, Producer, _spec, Shares, PuidBase, StartedUs, _limits) = (started.Key, producer, spec, started.Shares, started.PuidBase, startedUs, limits);
        (Ranks, HandedOver, _streamStored) = (Shares.Sum(s => s.Ranks.Count), true, !IsParsed(spec));
        foreach (var happened in told.Where(e => e.Attempt == Key.Attempt))
        {
            if (happened.EventCase == SubmissionEvent.EventOneofCase.RanksPlaced)
                (RanksStartedUs, State) = (happened.AtUs, RunState.Running);
            _parserEndTold |= happened.EventCase == SubmissionEvent.EventOneofCase.ParserEnded;
        }
        Note(now, "another coordinator took over");
        if (State == RunState.Starting)
            SetDeadline(now, _limits.Start);
        else if (_spec.TimeoutMs > 0)
            SetDeadline(RanksStartedUs, TimeSpan.FromMilliseconds(_spec.TimeoutMs));
    }

    /// <summary>
    /// Goes on with an attempt that a coordinator before this one began. What followers were told is not told again; the rest is reported again by whoever has it:
    /// see <see cref="Adopt"/> and <see cref="LoseProducer"/>.
    /// </summary>
    public static RunMachine Recover(AttemptRecord started, int producer, RunSpec spec, IEnumerable<SubmissionEvent> told, long startedUs, long now, Limits? limits = null) =>
        new(started, producer, spec, told, startedUs, now, limits ?? Limits.Default);

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

    /// <summary>True when it was handed over without a parser.</summary>
    public bool Late { get; }

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
    public long? Deadline => Over ? null : Earliest(Earliest(_deadline, _resultTryAt), Earliest(_parserTryAt, _producerTryAt));

    /// <summary>What is to be done since the last call.</summary>
    public IReadOnlyList<RunEffect> TakeEffects()
    {
        if (_effects.Count == 0)
            return [];
        var taken = _effects.ToArray();
        _effects.Clear();
        return taken;
    }

    /// <summary>The first rank that failed by itself, unless a later one is likelier the cause; or null.</summary>
    public RankReport? FirstFailure() => _firstFailure;

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
        report.Accounts.Add(_accounts.Values.OrderBy(a => a.Rank).ThenBy(a => a.Stream));
        report.Strays.Add(_strays);
        report.Moments.Add(_moments);
        return report;
    }

    /// <summary>All ranks; the first failure first, then those that failed by themselves too, then by number.</summary>
    public IEnumerable<RankReport> RankReports() =>
        _ranks.Values.OrderBy(r => r != _firstFailure).ThenBy(r => r.Reason.Length == 0 || r.StoppedByUs).ThenBy(r => r.Rank);

    // The first cause that is known counts: a lost node also kills ranks, a time limit also sends signals.
    private void Classify(FailureClass failure)
    {
        if (_class == FailureClass.Other)
            _class = failure;
    }

    private void Note(long now, string what)
    {
        if (_moments.Count < MostMoments && (_moments.Count == 0 || _moments[^1].What != what))
            _moments.Add(new Moment { AtUs = now, What = what });
    }

    // Output that goes to files needs no parser, and no end mark of it comes; the result actor is where followers wait for the run's end.
    private static bool IsParsed(RunSpec spec) => spec.Stdout is not { Target: StreamTarget.File };

    private bool Current(RunKey key) => !Over && key.Equals(Key);

    private bool Begun(RunKey key) => Current(key) && State == RunState.Starting;

    private static long? Earliest(long? a, long? b) => a is { } x && b is { } y ? Math.Min(x, y) : a ?? b;

    // Handed over again while nobody takes it, as a parser is asked for again: the host that was asked may just be gone.
    private void HandOver(long now)
    {
        HandedOver = true;
        _producerTryAt = now + (long)ProducerPause.TotalMicroseconds;
        _effects.Add(new RunEffect.Start());
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
        Note(now, $"told to stop: {reason}");
        SetDeadline(now, TimeSpan.FromMilliseconds(StopPatience.Of(_spec.StopPatienceMs, _spec.StopPatiences).TotalMs) + _limits.StopGrace);
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
        AccountForTheUnknown();
        EndedUs = now;
        _deadline = null;
        Reason = _failure.Length > 0 ? _failure : _cancelled ? _stopReason : "";
        State = _failure.Length > 0 ? RunState.Failed : _cancelled ? RunState.Cancelled : RunState.Completed;
        if (FirstFailure() is { } first)
            Classify(first.Signal != 0 ? FailureClass.Signal : FailureClass.ExitCode);
        if (State == RunState.Failed && !_cancelled && RetryRules.Next(_spec.Retry, Key.Attempt, _class) is { } delay)
        {
            Supersede(delay, now);
            return;
        }
        var ended = new RunEnded { State = State, Reason = Reason, Lines = Stored.Lines, Rows = Stored.Rows };
        if (State == RunState.Failed && FirstFailure() is { } failure)
            ended.FirstFailure = failure.Clone();
        Tell(now, e => e.RunEnded = ended);
        _effects.Add(new RunEffect.Finish(State, Reason));
    }

    // Who knew what the head rank had printed is gone: what is stored is sure, and nothing else.
    private void AccountForTheUnknown()
    {
        if (!_streamStored && RanksStartedUs != 0 && !_accounts.ContainsKey((0, RankStream.Stdout)))
            _accounts[(0, RankStream.Stdout)] = new StreamAccount { LinesProduced = Stored.Lines, DropReason = "the tail is unknown: its host was lost, or did not tell; so many lines are stored" };
    }

    private void Supersede(TimeSpan delay, long now)
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
    }

    private string WhatIsMissing()
    {
        var what = Result is null && !_streamStored && !_unopened ? _storeFault.Length > 0 ? _storeFault : "no result store answered"
            : Parser is null && !_streamStored && !_unopened ? "no parser answered"
            : ProducerNode.Length == 0 ? "no producer took it"
            : "not every node reported its ranks as started";
        return $"The run did not start within {_limits.Start.TotalSeconds:0} s: {what}. See the hosts' logs in the run directory.";
    }

    private void TellParserEnded(long now)
    {
        if (_parserEndTold)
            return;
        _parserEndTold = true;
        Tell(now, e => e.ParserEnded = new ParserEnded
        {
            Lines = Stored.Lines,
            Rows = Stored.Rows,
            Unmatched = Stored.Unmatched,
            Undecodable = Stored.Undecodable,
        });
    }

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
