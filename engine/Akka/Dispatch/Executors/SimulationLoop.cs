using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>
/// Runs any number of systems on the calling thread under a virtual clock. Work that is ready runs first, in order; when none is left the
/// clock jumps to the next timer. So a minute of a cluster takes as long as its work, and the same seed gives the same run.
/// </summary>
internal sealed class SimulationLoop : ISimulationLoop
{
    private readonly Queue<IRunnable> _ready = new();
    private readonly PriorityQueue<Timer, (long Due, long Order)> _timers = new();
    private readonly DateTimeOffset _epoch;
    private long _now = TimeSpan.TicksPerSecond;
    private long _order;

    internal SimulationLoop(DateTimeOffset? epoch = null)
    {
        _epoch = epoch ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Scheduler = new VirtualScheduler(this);
    }

    public IScheduler Scheduler { get; }

    /// <summary>Virtual time since the loop was made, plus one second.</summary>
    internal TimeSpan Now => TimeSpan.FromTicks(_now);

    /// <summary>When the next timer is due; null when there is none.</summary>
    internal TimeSpan? NextDue => _timers.TryPeek(out _, out var key) ? TimeSpan.FromTicks(key.Due) : null;

    internal long Steps { get; private set; }

    /// <summary>What a task threw that nobody caught.</summary>
    internal Exception Failure { get; private set; }

    // Continuations of tasks may come from other threads; the lock is free otherwise.
    public void Enqueue(IRunnable run)
    {
        lock (_ready) _ready.Enqueue(run);
    }

    /// <summary>Runs one piece of ready work. False when there is none.</summary>
    internal bool Step()
    {
        IRunnable run;
        lock (_ready)
            if (!_ready.TryDequeue(out run)) return false;
        Steps++;
        try
        {
            run.Run();
        }
        catch (Exception e)
        {
            Failure ??= e;
        }
        return true;
    }

    /// <summary>Runs everything that is due within the given virtual time, and moves the clock there.</summary>
    internal void RunFor(TimeSpan time)
    {
        long end = _now + time.Ticks;
        while (true)
        {
            while (Step()) { }
            if (!_timers.TryPeek(out var timer, out var key) || key.Due > end) break;
            _timers.Dequeue();
            if (timer.Cancelable is { IsCancellationRequested: true }) continue;
            _now = Math.Max(_now, key.Due);
            timer.Fire();
        }
        _now = end;
    }

    /// <summary>Runs until the condition holds; false when the virtual time is over first.</summary>
    internal bool RunUntil(Func<bool> condition, TimeSpan patience)
    {
        long end = _now + patience.Ticks;
        while (!condition())
        {
            if (Step()) continue;
            if (!_timers.TryPeek(out var timer, out var key) || key.Due > end)
            {
                _now = end;
                return condition();
            }
            _timers.Dequeue();
            if (timer.Cancelable is { IsCancellationRequested: true }) continue;
            _now = Math.Max(_now, key.Due);
            timer.Fire();
        }
        return true;
    }

    private void Add(Timer timer, long delay) => _timers.Enqueue(timer, (_now + delay, _order++));

    private sealed class Timer(SimulationLoop loop, IRunnable action, long interval, ICancelable cancelable)
    {
        internal ICancelable Cancelable => cancelable;

        internal void Fire()
        {
            if (interval > 0) loop.Add(this, interval);
            loop.Steps++;
            try
            {
                action.Run();
            }
            catch (Exception e)
            {
                loop.Failure ??= e;
            }
        }
    }

    private sealed class VirtualScheduler(SimulationLoop loop) : SchedulerBase(Configuration.Config.Empty, NoLogger.Instance)
    {
        protected override DateTimeOffset TimeNow => loop._epoch.AddTicks(loop._now);
        public override TimeSpan MonotonicClock => loop.Now;
        public override TimeSpan HighResMonotonicClock => loop.Now;

        private void Add(TimeSpan delay, TimeSpan interval, IRunnable action, ICancelable cancelable)
        {
            if (cancelable is { IsCancellationRequested: true }) return;
            loop.Add(new Timer(loop, action, interval.Ticks, cancelable), delay.Ticks);
        }

        protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
            Add(delay, TimeSpan.Zero, new ScheduledTell(receiver, message, sender), cancelable);

        protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
            Add(initialDelay, interval, new ScheduledTell(receiver, message, sender), cancelable);

        protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
            Add(delay, TimeSpan.Zero, new ActionRunnable(action), cancelable);

        protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
            Add(delay, TimeSpan.Zero, action, cancelable);

        protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
            Add(initialDelay, interval, new ActionRunnable(action), cancelable);

        protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
            Add(initialDelay, interval, action, cancelable);
    }
}
