namespace Akka.Actor;

public partial class ActorCell
{
    // Null unless the actor has asked for a time-out.
    private SilenceWatch _receiveTimeout;

    private sealed class SilenceWatch(TimeSpan timeout)
    {
        internal readonly TimeSpan Timeout = timeout;
        internal ICancelable Timer;
    }

    public TimeSpan? ReceiveTimeout => _receiveTimeout?.Timeout;

    TimeSpan? IActorContext.ReceiveTimeout => _receiveTimeout?.Timeout;

    public void SetReceiveTimeout(TimeSpan? timeout = null)
    {
        if (timeout is { } given && given <= TimeSpan.Zero && given != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(timeout), given, "A receive timeout must be positive");
        CancelReceiveTimeout();
        _receiveTimeout = timeout is { } value && value != Timeout.InfiniteTimeSpan ? new SilenceWatch(value) : null;
    }

    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_receiveTimeout is not { } watch) return;
        // An await suspends the mailbox: the silence is the actor's own, so the clock starts when it ends.
        if (Mailbox.IsSuspended || (watch.Timer != null && !reschedule)) return;
        CancelReceiveTimeout();
        watch.Timer = _system.Scheduler.ScheduleTellOnceCancelable(watch.Timeout, _self, Akka.Actor.ReceiveTimeout.Instance, _self);
    }

    private void CancelReceiveTimeout()
    {
        if (_receiveTimeout?.Timer is not { } timer) return;
        timer.Cancel();
        _receiveTimeout.Timer = null;
    }
}
