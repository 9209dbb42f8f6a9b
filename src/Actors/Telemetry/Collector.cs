using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Routing;
using Akka.Event;
using Akka.Routing;
using Muster.Actors.Workflow;
using Muster.Messages;
using Muster.Messages.Telemetry;
using Muster.Messages.Workflow;

namespace Muster.Actors.Telemetry;

/// <summary>
/// The one collector of samples, on the coordinator's host. While somebody watches it has every node host's one monitor work, in the hosts that there are at
/// the moment; while nobody does, nobody works. When its host is lost another one takes its place, counts anew, and is told by the next question what to do.
/// </summary>
public sealed partial class Collector : ReceiveActor, IWithTimers
{
    private const int MaxMonitors = 10_000;
    private const int MaxWaitMs = 30_000;
    private const int MaxRecent = 4096;
    private const int MaxSampleBytes = 48 * 1024;
    private const int LeaseMs = 15_000;
    private const int LeastSilenceUs = 3_000_000;
    private const int SilentIntervals = 4;
    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(40);
    private static readonly long RenewalUs = LeaseMs * 1000L / 3;
    // A router learns of a new host about when we do: while hosts have not answered they are told again.
    private static readonly long RepeatUs = 400_000;

    private readonly string _host;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly long _term = Context.NowMicros();
    private readonly Watchers _watchers = new();
    private readonly MonitorTable _monitors = new();
    private readonly RecentSamples _recent = new(MaxRecent);
    private readonly LinkedList<Waiting> _waiting = [];
    private IActorRef _router = ActorRefs.Nobody;
    private (int IntervalMs, IReadOnlyList<string> Nodes) _told;
    private long _toldUs;
    private long _observingSinceUs;
    private bool _observing;

    private sealed record Waiting(FollowTelemetry Request, IActorRef Asker, long DeadlineUs);

    /// <summary>Use <see cref="Props"/>.</summary>
    public Collector(string host)
    {
        _host = host;
        Receive<NodeSample>(OnSample);
        Receive<NodeObserved>(o => o.Term == _term, o => _monitors.Hear(HostOf(Sender), o.Node, o.Pid, _observing, Context.NowMicros()));
        Receive<NodeObserved>(_ => { });
        Receive<ObservingEnded>(OnObservingEnded);
        Receive<FollowTelemetry>(OnFollow);
        Receive<EndTelemetry>(OnEnd);
        Receive<Tick>(_ => OnTick());
        Receive<Flush>(_ => AnswerWaiting());
        Receive<EndPatienceOver>(_ => AnswerEnding());
        Receive<ClusterEvent.MemberUp>(e => OnUp(e.Member));
        Receive<ClusterEvent.MemberRemoved>(e => _monitors.Remove(e.Member.Address));
        Receive<ClusterEvent.MemberDowned>(e => _monitors.Remove(e.Member.Address));
        Receive<ClusterEvent.IMemberEvent>(_ => { });
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>How to create it.</summary>
    public static Props Props(string host) => Akka.Actor.Props.Create(() => new Collector(host));

    /// <inheritdoc />
    protected override void PreStart()
    {
        _log.CollectorUp(_host);
        _router = Context.ActorOf(
            new ClusterRouterGroup(
                new RoundRobinGroup(WellKnown.Monitor),
                new ClusterRouterGroupSettings(MaxMonitors, [WellKnown.Monitor], allowLocalRoutees: true, WellKnown.NodeRole)).Props(),
            "monitors");
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
    }

    /// <inheritdoc />
    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private Address HostOf(IActorRef actor) => actor.Path.Address.HasGlobalScope ? actor.Path.Address : _cluster.SelfAddress;

    private void OnUp(Member member)
    {
        if (member.HasRole(WellKnown.NodeRole))
            _monitors.Add(member.Address, Context.NowMicros());
    }

    private void OnSample(NodeSample sample)
    {
        var now = Context.NowMicros();
        if (!_observing || !_monitors.Hear(HostOf(Sender), sample.Node, sample.Pid, observing: true, now))
            return;
        var bytes = sample.CalculateSize();
        if (bytes > MaxSampleBytes)
        {
            _log.SampleRefused(sample.Node, bytes);
            return;
        }
        _recent.Add(sample, bytes);
        if (_waiting.Count > 0 && !Timers.IsTimerActive(Flush.Instance))
            Timers.StartSingleTimer(Flush.Instance, Flush.Instance, FlushInterval);
    }

    private void OnFollow(FollowTelemetry request)
    {
        if (request.Session.Length is 0 or > 64)
        {
            Sender.Tell(new RequestRefused { Code = RefusalCode.BadRequest, Reason = "A session that watches needs a name of at most 64 letters." });
            return;
        }
        var now = Context.NowMicros();
        _watchers.Ask(request, now);
        Observe(now);
        var from = request.Term == _term ? request.From : 0;
        if (from == 0)
            // Who begins is told who is there, and all that comes from now on.
            Sender.Tell(PageOf(request, _recent.Next));
        else if (!TryAnswer(request, from, Sender))
            _waiting.AddLast(new Waiting(request, Sender, now + (Math.Clamp(request.WaitMs, 0, MaxWaitMs) * 1000L)));
    }

    private TelemetryPage PageOf(FollowTelemetry request, long from)
    {
        var page = new TelemetryPage { Term = _term, CollectorNode = _host, MonitorsVersion = _monitors.Version };
        page.Next = _recent.Page(from, request.Nodes, page.Samples);
        if (request.Term != _term || request.Monitors != _monitors.Version)
            page.Monitors.Add(_monitors.States(request.Nodes));
        return page;
    }

    private bool TryAnswer(FollowTelemetry request, long from, IActorRef asker)
    {
        var page = PageOf(request, from);
        if (page.Samples.Count == 0 && page.Monitors.Count == 0)
            return false;
        asker.Tell(page);
        return true;
    }

    private void AnswerWaiting()
    {
        var now = Context.NowMicros();
        for (var at = _waiting.First; at is not null;)
        {
            var next = at.Next;
            var (request, asker, deadline) = at.Value;
            if (TryAnswer(request, request.From, asker))
                _waiting.Remove(at);
            else if (deadline <= now)
            {
                asker.Tell(PageOf(request, request.From));
                _waiting.Remove(at);
            }
            at = next;
        }
    }

    private void OnTick()
    {
        var now = Context.NowMicros();
        _watchers.Expire(now);
        if (_watchers.None)
        {
            if (_observing)
                Rest();
            if (_ending.Count == 0)
                Timers.Cancel(Tick.Instance);
            return;
        }
        Observe(now);
        var silence = Math.Max(LeastSilenceUs, _told.IntervalMs * 1000L * SilentIntervals);
        if (now - _observingSinceUs > silence)
            _monitors.FindSilent(now - silence, _told.Nodes);
        AnswerWaiting();
    }

    // Has the monitors do what is wanted now.
    private void Observe(long now)
    {
        var wanted = _watchers.Wanted;
        if (!_observing)
        {
            _observing = true;
            _observingSinceUs = now;
            _monitors.BeginWaiting(now);
            Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, TickInterval, TickInterval);
        }
        else if (wanted.IntervalMs == _told.IntervalMs && wanted.Nodes.SequenceEqual(_told.Nodes) && now - _toldUs < (_monitors.SomeUnknown ? RepeatUs : RenewalUs))
        {
            return;
        }
        (_told, _toldUs) = (wanted, now);
        var observe = new ObserveNode
        {
            Collector = Akka.Serialization.Serialization.SerializedActorPath(Self),
            Term = _term,
            IntervalMs = wanted.IntervalMs,
            LeaseMs = LeaseMs + wanted.IntervalMs,
        };
        observe.Nodes.Add(wanted.Nodes);
        _router.Tell(new Broadcast(observe));
    }

    private sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }

    private sealed record Flush
    {
        public static Flush Instance { get; } = new();
    }
}
