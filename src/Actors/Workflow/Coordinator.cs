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
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>
/// The workflow's one coordinator: takes submissions, keeps the ledger of slots, hands runs to producers and parsers, follows every host, and knows what
/// became of every run. Decisions are in <see cref="RunBook"/>, <see cref="RunMachine"/>, <see cref="Ledger"/> and <see cref="NodeTable"/>; this actor carries messages
/// to them and does what they say.
/// </summary>
public sealed partial class Coordinator : ReceiveActor, IWithTimers, IWithStash
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
    private IActorRef _producers = ActorRefs.Nobody;
    private IActorRef _parsers = ActorRefs.Nobody;
    private IActorRef _outputs = ActorRefs.Nobody;
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

        /// <summary>Host of the run's result actor; it stays from attempt to attempt.</summary>
        public Address? ResultHost { get; set; }

        /// <summary>Who waits for rows before anybody stores them.</summary>
        public List<(FollowRows Request, IActorRef Follower, long DeadlineUs)> RowFollowers { get; } = [];

        /// <summary>An attempt of an earlier coordinator that no producer has claimed yet.</summary>
        public bool Unclaimed { get; set; }
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
        _journal = Context.ActorOf(JournalKeeper.Props(settings.StoreDirectory, settings.Database, settings.Bounds).WithDispatcher(Results.StoreDispatcher), "journal");
        Opening();
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc/>
    public IStash Stash { get; set; } = null!;

    /// <inheritdoc/>
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    // Everything waits until the journal was read.
    private void Opening()
    {
        Receive<JournalKeeper.Opened>(opened =>
        {
            Become(Working);
            OnJournalOpened(opened);
            Stash.UnstashAll();
        });
        Receive<JournalKeeper.Unusable>(OnJournalUnusable);
        ReceiveAny(_ => Stash.Stash());
    }

    private void Working()
    {
        ReceiveRequests();
        ReceiveRunReports();
        ReceiveNodeNews();
        ReceiveJournalNews();
        ReceiveRecoveryNews();
        ReceiveRankRequests();
        Receive<Tick>(_ => OnTick());
        Receive<UnknownMessage>(unknown =>
        {
            _log.UnknownMessage(unknown.Manifest, Sender);
            Sender.Tell(unknown.ToAnswer());
        });
    }

    private void Begin()
    {
        _begun = true;
        if (_settings.Access is { } access)
            Context.ActorOf(access(_epoch), "access");
        _producers = Context.ActorOf(NodeRouter(WellKnown.Producer), "producers");
        _parsers = Context.ActorOf(NodeRouter(WellKnown.Parser), "parsers");
        _outputs = Context.Resolve(_cluster.SelfAddress + WellKnown.Outputs);
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, TickInterval);
        // At once: what waited until the journal was read comes before the news of the subscription.
        foreach (var member in _cluster.State.Members)
            OnMember(member, StateOf(member.Status));
    }

    private static Props NodeRouter(string path) => new ClusterRouterGroup(
        new RoundRobinGroup(path),
        new ClusterRouterGroupSettings(MaxRoutees, [path], allowLocalRoutees: true, WellKnown.NodeRole)).Props();

    private void OnTick()
    {
        var now = Context.NowMicros();
        foreach (var run in _active.Values.Where(r => r.Machine?.Deadline <= now).ToArray())
        {
            run.Machine!.Tick(now);
            Do(run);
        }
        EndRecovery(now);
        JudgeHeld();
        GiveUpOnMissingSlots(now);
        AnswerExpiredFollowers(now);
        AnswerExpiredRowFollowers(now);
        StopHostsWhenIdle();
    }
}
