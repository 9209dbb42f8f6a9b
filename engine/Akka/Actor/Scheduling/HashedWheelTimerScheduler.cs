using System.Diagnostics;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// A wheel of buckets, one per tick; its thread sleeps until the next bucket that holds anything, so an idle system costs nothing.
/// </summary>
public sealed class HashedWheelTimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly TimerWheel _wheel;
    private readonly TimeSpan _shutdownTimeout;
    private readonly Thread _thread;
    private bool _stopped;

    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log) : base(scheduler, log)
    {
        var tick = scheduler.GetTimeSpan("akka.scheduler.tick-duration", TimeSpan.FromMilliseconds(10));
        int ticksPerWheel = scheduler.GetInt("akka.scheduler.ticks-per-wheel", 512);
        if (ticksPerWheel <= 0)
            throw new ArgumentOutOfRangeException(nameof(scheduler), ticksPerWheel, "akka.scheduler.ticks-per-wheel must be greater than 0.");
        _shutdownTimeout = scheduler.GetTimeSpan("akka.scheduler.shutdown-timeout", TimeSpan.FromSeconds(5));
        _wheel = new TimerWheel(Math.Max(1, tick.Ticks), (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)ticksPerWheel));
        _thread = new Thread(Run) { IsBackground = true, Name = "scheduler" };
        _thread.UnsafeStart();
    }

    protected override DateTimeOffset TimeNow => DateTimeOffset.UtcNow;
    public override TimeSpan MonotonicClock => TimeSpan.FromMilliseconds(Environment.TickCount64);
    public override TimeSpan HighResMonotonicClock => Stopwatch.GetElapsedTime(0);

    DateTimeOffset ITimeProvider.Now => DateTimeOffset.UtcNow;

    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, TimeSpan.Zero, new ScheduledTell(receiver, message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, interval, new ScheduledTell(receiver, message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Add(delay, TimeSpan.Zero, new ActionRunnable(action), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Add(delay, TimeSpan.Zero, action, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, interval, new ActionRunnable(action), cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    private void Add(TimeSpan delay, TimeSpan interval, IRunnable action, ICancelable cancelable)
    {
        if (cancelable is { IsCancellationRequested: true }) return;
        lock (_wheel)
        {
            if (_stopped) throw new SchedulerException("Cannot enqueue, the scheduler has been shut down.");
            if (_wheel.Add(HighResMonotonicClock.Ticks, delay.Ticks, interval.Ticks, action, cancelable)) Monitor.Pulse(_wheel);
        }
    }

    private void Run()
    {
        while (true)
        {
            TimerWheel.Entry due;
            lock (_wheel)
            {
                if (_stopped) return;
                long now = HighResMonotonicClock.Ticks;
                due = _wheel.TakeDue(now);
                if (due == null)
                {
                    long wait = _wheel.TicksToNext(now);
                    if (wait == long.MaxValue) Monitor.Wait(_wheel);
                    else Monitor.Wait(_wheel, TimeSpan.FromTicks(Math.Max(wait, TimeSpan.TicksPerMillisecond)));
                    continue;
                }
            }
            while (due != null)
            {
                var entry = due;
                due = entry.Next;
                entry.Next = null;
                Fire(entry);
            }
        }
    }

    private void Fire(TimerWheel.Entry entry)
    {
        if (entry.Cancelable is { IsCancellationRequested: true }) return;
        try
        {
            entry.Action.Run();
        }
        catch (Exception e)
        {
            try
            {
                Log?.Error(e, "Error while executing scheduled task {0}", entry.Action);
            }
            catch (Exception inLogging)
            {
                Console.Error.WriteLine($"A scheduled task failed: {e}; logging it failed too: {inLogging.Message}");
            }
        }
        if (entry.Interval <= 0 || entry.Cancelable is { IsCancellationRequested: true }) return;
        lock (_wheel)
        {
            if (!_stopped) _wheel.AddAgain(entry, HighResMonotonicClock.Ticks);
        }
    }

    public void Dispose()
    {
        lock (_wheel)
        {
            if (_stopped) return;
            _stopped = true;
            _wheel.Clear();
            Monitor.PulseAll(_wheel);
        }
        if (Thread.CurrentThread != _thread && !_thread.Join(_shutdownTimeout))
            Log?.Warning("Failed to shutdown scheduler within {0}", _shutdownTimeout);
    }
}

/// <summary>A message to be told later.</summary>
internal sealed class ScheduledTell(ICanTell receiver, object message, IActorRef sender) : IRunnable
{
    public void Run() => receiver.Tell(message, sender);
    public void Execute() => Run();
    public override string ToString() => $"[{receiver}.Tell({message}, {sender})]";
}
