using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A scheduler whose time stands still until the test moves it; then everything due runs in order, on the test's thread.</summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly object _gate = new();
    private readonly PriorityQueue<Item, (long Due, long Order)> _items = new();
    private readonly long _start;
    private readonly ILoggingAdapter _log;
    private long _now;
    private long _order;

    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
        _log = log;
        _now = _start = DateTimeOffset.UtcNow.UtcTicks;
    }

    public DateTimeOffset Now => TimeNow;

    public TimeSpan MonotonicClock => TimeSpan.FromTicks(Volatile.Read(ref _now) - _start);

    public TimeSpan HighResMonotonicClock => MonotonicClock;

    public IAdvancedScheduler Advanced => this;

    protected DateTimeOffset TimeNow => new(Volatile.Read(ref _now), TimeSpan.Zero);

    public void Advance(TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, TimeSpan.Zero);
        MoveTo(Volatile.Read(ref _now) + offset.Ticks);
    }

    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < TimeNow)
            throw new InvalidOperationException($"Time cannot go back from {TimeNow:O} to {when:O}.");
        MoveTo(when.UtcTicks);
    }

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender) => Add(delay, null, () => receiver.Tell(message, sender), null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, null, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), null);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) => Add(delay, null, action, cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => Add(delay, null, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) => Add(initialDelay, interval, action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => Add(initialDelay, interval, action, null);

    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) => Add(delay, null, action.Run, cancelable);

    public void ScheduleOnce(TimeSpan delay, IRunnable action) => Add(delay, null, action.Run, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) => Add(initialDelay, interval, action.Run, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) => Add(initialDelay, interval, action.Run, null);

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        if (interval is { } given)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero, nameof(interval));
        lock (_gate)
            Enqueue(new Item(action, interval, cancelable), _now + delay.Ticks);
    }

    private void Enqueue(Item item, long due) => _items.Enqueue(item, (due, _order++));

    private void MoveTo(long target)
    {
        while (true)
        {
            Item item;
            lock (_gate)
            {
                if (!_items.TryPeek(out item, out var at) || at.Due > target)
                {
                    Volatile.Write(ref _now, target);
                    return;
                }

                _items.Dequeue();
                Volatile.Write(ref _now, Math.Max(_now, at.Due));
                if (item.Cancelable is { IsCancellationRequested: true })
                    continue;
                if (item.Interval is { } interval)
                    Enqueue(item, at.Due + interval.Ticks);
            }

            try
            {
                item.Action();
            }
            catch (Exception e)
            {
                _log?.Error(e, "A scheduled action failed.");
            }
        }
    }

    private sealed record Item(Action Action, TimeSpan? Interval, ICancelable Cancelable);
}
