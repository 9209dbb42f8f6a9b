using Akka.Actor;
using Akka.Event;
using Muster.Actors.Ranks;
using Muster.Actors.Workflow;
using Muster.Messages;
using Muster.Messages.Telemetry;

namespace Muster.Actors.Telemetry;

/// <summary>
/// The monitor of a node, under the fixed path /user/monitor. It does nothing until the collector asks, samples as often as asked, and ends by itself when it
/// is not asked again: a collector that is lost with its host leaves nobody at work.
/// </summary>
public sealed class NodeMonitor : ReceiveActor, IWithTimers
{
    private const int LeastIntervalMs = 100;
    private const int MostIntervalMs = 3_600_000;

    private readonly string _node;
    private readonly RunningRanks _running;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private NodeSampler? _sampler;
    private IActorRef _collector = ActorRefs.Nobody;
    private long _term;
    private int _intervalMs;
    private bool _sampling;
    private bool _slow;

    /// <summary>Use <see cref="Props"/>.</summary>
    public NodeMonitor(string node, RunningRanks running)
    {
        (_node, _running) = (node, running);
        Receive<ObserveNode>(OnObserve);
        Receive<EndObserving>(OnEnd);
        Receive<Tick>(_ => OnTick());
        Receive<Taken>(OnTaken);
        Receive<Status.Failure>(OnFailed);
        Receive<LeaseOver>(_ =>
        {
            _log.MonitorForgotten(_node);
            Rest();
        });
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>How to create it.</summary>
    public static Props Props(string node, RunningRanks running) => Akka.Actor.Props.Create(() => new NodeMonitor(node, running));

    /// <inheritdoc />
    protected override void PostStop()
    {
        // The one at work goes with the process.
        if (!_sampling)
            _sampler?.Dispose();
    }

    private void OnObserve(ObserveNode observe)
    {
        if (observe.Term < _term)
            return;
        if (observe.Nodes.Count > 0 && !observe.Nodes.Contains(_node))
        {
            Rest();
            return;
        }
        var isNew = observe.Term != _term;
        _term = observe.Term;
        _collector = Context.Resolve(observe.Collector);
        Timers.StartSingleTimer(LeaseOver.Instance, LeaseOver.Instance, TimeSpan.FromMilliseconds(Math.Max(LeastIntervalMs, observe.LeaseMs)));
        _collector.Tell(new NodeObserved { Node = _node, Pid = Environment.ProcessId, Term = _term });
        var interval = Math.Clamp(observe.IntervalMs, LeastIntervalMs, MostIntervalMs);
        if (interval == _intervalMs && !isNew)
            return;
        _intervalMs = interval;
        _sampler ??= new NodeSampler(_node, _running);
        Timers.StartPeriodicTimer(Tick.Instance, Tick.Instance, TimeSpan.Zero, TimeSpan.FromMilliseconds(interval));
    }

    private void OnEnd(EndObserving end)
    {
        if (end.Term >= _term)
            Rest();
        Sender.Tell(new ObservingEnded { Node = _node, Term = end.Term });
    }

    private void Rest()
    {
        Timers.CancelAll();
        (_term, _intervalMs, _collector) = (0, 0, ActorRefs.Nobody);
        if (_sampling)
            return;
        _sampler?.Dispose();
        _sampler = null;
    }

    // A driver's library may take its time, so not on an actor's: a tick that finds the one before at work is left out.
    private void OnTick()
    {
        if (_sampling)
        {
            if (!_slow)
                _log.SampleLate(_node, _intervalMs);
            _slow = true;
            return;
        }
        _sampling = true;
        var (sampler, now) = (_sampler!, Context.NowMicros());
        Task.Run(() => new Taken(sampler.Take(now))).PipeTo(Self);
    }

    private void OnTaken(Taken taken)
    {
        (_sampling, _slow) = (false, false);
        if (_intervalMs > 0)
            _collector.Tell(taken.Sample);
        else
            Rest();
    }

    private void OnFailed(Status.Failure failure)
    {
        _sampling = false;
        _log.SampleFailed(failure.Cause, _node);
        _sampler?.Dispose();
        _sampler = _intervalMs > 0 ? new NodeSampler(_node, _running) : null;
    }

    private sealed record Taken(NodeSample Sample);

    private sealed record Tick
    {
        public static Tick Instance { get; } = new();
    }

    private sealed record LeaseOver
    {
        public static LeaseOver Instance { get; } = new();
    }
}
