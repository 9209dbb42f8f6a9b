using Akka.Event;

namespace Akka.Actor;

/// <summary>The timers of one actor. They end with it, and what an ended or replaced timer had already sent is dropped.</summary>
internal sealed class TimerScheduler(ActorCell cell, bool logDebug) : ITimerScheduler
{
    private readonly Dictionary<object, TimerMessage> _timers = [];
    private int _generation;

    public IReadOnlyCollection<object> ActiveTimers => _timers.Keys;

    public bool IsTimerActive(object key) => _timers.ContainsKey(key);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => StartSingleTimer(key, msg, timeout, null);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) =>
        Start(key, msg, timeout, null, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => StartPeriodicTimer(key, msg, interval, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) =>
        StartPeriodicTimer(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        StartPeriodicTimer(key, msg, initialDelay, interval, null);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, initialDelay, interval, sender);

    public void Cancel(object key)
    {
        if (!_timers.Remove(key, out var timer)) return;
        timer.Task.Cancel();
        if (logDebug) cell.Publish(new Debug(cell.Self.Path.ToString(), typeof(TimerScheduler), $"Cancel timer [{key}] with generation [{timer.Generation}]"));
    }

    public void CancelAll()
    {
        foreach (var timer in _timers.Values) timer.Task.Cancel();
        _timers.Clear();
    }

    private void Start(object key, object message, TimeSpan delay, TimeSpan? interval, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(message);
        Cancel(key);
        var timer = message is INotInfluenceReceiveTimeout
            ? new QuietTimerMessage(this, key, message, ++_generation, interval != null)
            : new TimerMessage(this, key, message, ++_generation, interval != null);
        var scheduler = cell.System.Scheduler;
        timer.Task = interval is { } period
            ? scheduler.ScheduleTellRepeatedlyCancelable(delay, period, cell.Self, timer, sender ?? cell.Self)
            : scheduler.ScheduleTellOnceCancelable(delay, cell.Self, timer, sender ?? cell.Self);
        _timers[key] = timer;
    }

    internal object Accept(TimerMessage timer)
    {
        if (!_timers.TryGetValue(timer.Key, out var current) || current.Generation != timer.Generation) return null;
        if (!timer.Repeats) _timers.Remove(timer.Key);
        return timer.Message;
    }
}

/// <summary>What a timer sends; the cell takes the message out of it just before the actor receives it.</summary>
internal class TimerMessage(TimerScheduler owner, object key, object message, int generation, bool repeats) : INoSerializationVerificationNeeded, IDeadLetterSuppression, IWrappedMessage
{
    internal object Key => key;
    public object Message => message;
    internal int Generation => generation;
    internal bool Repeats => repeats;
    internal ICancelable Task { get; set; }

    /// <summary>The message, or null when the timer was cancelled, replaced, or belonged to an earlier incarnation.</summary>
    internal object Unwrap(ActorBase actor) =>
        actor is IWithTimers { Timers: { } timers } && ReferenceEquals(timers, owner) ? owner.Accept(this) : null;

    public override string ToString() => $"TimerMessage({key}, {message}, generation {generation})";
}

/// <summary>Carries a message that does not end the silence its actor waits for, so it must not do so itself.</summary>
internal sealed class QuietTimerMessage(TimerScheduler owner, object key, object message, int generation, bool repeats)
    : TimerMessage(owner, key, message, generation, repeats), INotInfluenceReceiveTimeout;
