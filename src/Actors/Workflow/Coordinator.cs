using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Routing;
using Akka.Event;
using Akka.Remote;
using Akka.Routing;
using Muster.Actors.Ranks;
using Muster.Actors.Store;
using Muster.Messages;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Store;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>
/// The workflow's one coordinator: takes submissions, keeps the ledger of slots, hands runs to producers and parsers, follows every host, and knows what
/// became of every run. Decisions are in <see cref="RunBook"/>, <see cref="RunMachine"/>, <see cref="Ledger"/> and <see cref="NodeTable"/>; this actor carries messages
/// to them and does what they say.
/// </summary>
public sealed partial class Coordinator : ReceiveActor, IWithTimers
{
    private const int MaxRoutees = 10_000;
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);

    private readonly CoordinatorSettings _settings;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly RunBook _book = new();
    private readonly NodeTable _nodes = new();
    private readonly Dictionary<long, ActiveRun> _active = [];
    private readonly long _startedUs = Context.NowMicros();
    private Ledger _ledger = Ledger.Empty;
    private RunJournal? _journal;
    private IActorRef _producers = ActorRefs.Nobody;
    private IActorRef _parsers = ActorRefs.Nobody;
    private IActorRef _results = ActorRefs.Nobody;
    private long _epoch;
    private long _nextPuid = 1L << 32;
    private bool _stopping;
    private int _exitCode;
    private long _leaveDeadlineUs = long.MaxValue;

    /// <summary>A run from its place in the line to its end.</summary>
    private sealed class ActiveRun(Submission submission, long run)
    {
        public Submission Submission => submission;

        public long Run => run;

        public long QueuedUs { get; set; }

        /// <summary>Of the attempt before, when it failed and another one follows.</summary>
        public RunKey? LastKey { get; set; }

        public RunMachine? Machine { get; set; }

        public IActorRef Producer { get; set; } = ActorRefs.Nobody;

        public IActorRef Parser { get; set; } = ActorRefs.Nobody;
    }

    private sealed record RetryNow(ActiveRun Run);

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }

    /// <summary>How to create it.</summary>
    public static Props Props(CoordinatorSettings settings) => Akka.Actor.Props.Create(() => new Coordinator(settings));

    /// <summary>Creates it.</summary>
    public Coordinator(CoordinatorSettings settings)
    {
        _settings = settings;
        ReceiveRequests();
        ReceiveRunReports();
        ReceiveNodeNews();
        Receive<Tick>(_ => OnTick());
        Receive<UnknownMessage>(unknown =>
        {
            _log.UnknownMessage(unknown.Manifest, Sender);
            Sender.Tell(unknown.ToAnswer());
        });
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PreStart()
    {
        try
        {
            OpenJournal();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            _settings.OnUnusable($"The store {_settings.StoreDirectory} cannot be used: {e.Message}");
            Become(() => ReceiveAny(_ => { }));
            return;
        }
        _producers = Context.ActorOf(NodeRouter(WellKnown.Producer), "producers");
        _parsers = Context.ActorOf(NodeRouter(WellKnown.Parser), "parsers");
        _results = Context.Resolve(_cluster.SelfAddress + WellKnown.Results);
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, TickInterval);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
        _journal?.Dispose();
    }

    private static Props NodeRouter(string path) => new ClusterRouterGroup(
        new RoundRobinGroup(path),
        new ClusterRouterGroupSettings(MaxRoutees, [path], allowLocalRoutees: false, WellKnown.NodeRole)).Props();

    private void OpenJournal()
    {
        var now = Context.NowMicros();
        _journal = RunJournal.Open(_settings.StoreDirectory, Replay, now);
        if (_journal.BytesCut > 0)
            _log.JournalCut(_journal.BytesCut);
        _epoch++;
        // What no record ends was running when the last coordinator went: its hosts are gone with it.
        foreach (var submission in _book.Submissions)
            submission.EndLeftOvers("The cluster ended while the run was on.", now);
        _journal.Append(new RunRecord { AtUs = now, CoordinatorStarted = new CoordinatorRecord { Epoch = _epoch } });
        _log.CoordinatorStarted(_epoch, (int)(_book.NextRun - 1));
    }

    private void Replay(RunRecord record)
    {
        switch (record.RecordCase)
        {
            case RunRecord.RecordOneofCase.CoordinatorStarted:
                _epoch = Math.Max(_epoch, record.CoordinatorStarted.Epoch);
                break;
            case RunRecord.RecordOneofCase.Submitted:
                _book.Restore(record.Submitted.Request, record.Submitted.FirstRun, record.Submitted.Ranks, record.AtUs);
                break;
            case RunRecord.RecordOneofCase.AttemptStarted:
                var started = record.AttemptStarted;
                _nextPuid = Math.Max(_nextPuid, started.PuidBase + started.Shares.Sum(s => s.Ranks.Count));
                _book.FindByRun(started.Key.Run)?.RestoreStart(started.Key, record.AtUs);
                break;
            case RunRecord.RecordOneofCase.AttemptEnded:
                _book.FindByRun(record.AttemptEnded.Run)?.Keep(record.AttemptEnded.Run, record.AttemptEnded.Attempt);
                break;
            case RunRecord.RecordOneofCase.Ended:
                _book.FindByRun(record.Ended.Summary.Run)?.RestoreEnd(record.Ended);
                break;
            case RunRecord.RecordOneofCase.Cancelled:
                _book.Find(record.Cancelled.Submission)?.Cancel(record.AtUs);
                break;
        }
    }

    private void OnTick()
    {
        var now = Context.NowMicros();
        foreach (var run in _active.Values.Where(r => r.Machine?.Deadline <= now).ToArray())
        {
            run.Machine!.Tick(now);
            Do(run);
        }
        GiveUpOnMissingSlots(now);
        AnswerExpiredFollowers(now);
        StopHostsWhenIdle();
    }

    /// <summary>Writes a record; false, and logged, when the store does not take it.</summary>
    private bool TryAppend(RunRecord record, bool flush)
    {
        try
        {
            record.AtUs = Context.NowMicros();
            _journal!.Append(record);
            if (flush)
                _journal.Flush();
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.JournalFailed(e);
            return false;
        }
    }
}
