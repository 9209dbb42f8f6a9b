namespace Akka.Actor;

public partial class ActorCell
{
    private TimeSpan? _receiveTimeout;
    private ICancelable _receiveTimer;

    public TimeSpan? ReceiveTimeout => _receiveTimeout;

    TimeSpan? IActorContext.ReceiveTimeout => _receiveTimeout;

    public void SetReceiveTimeout(TimeSpan? timeout = null)
    {
        if (timeout is { } given && given <= TimeSpan.Zero && given != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(timeout), given, "A receive timeout must be positive");
        _receiveTimeout = timeout == Timeout.InfiniteTimeSpan ? null : timeout;
        if (_receiveTimeout == null) CancelReceiveTimeout();
    }

    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (_receiveTimeout is not { } timeout)
        {
            CancelReceiveTimeout();
            return;
        }
        // An await suspends the mailbox: the silence is the actor's own, so the clock starts when it ends.
        if (Mailbox.IsSuspended || (_receiveTimer != null && !reschedule)) return;
        CancelReceiveTimeout();
        _receiveTimer = _system.Scheduler.ScheduleTellOnceCancelable(timeout, _self, Akka.Actor.ReceiveTimeout.Instance, _self);
    }

    private void CancelReceiveTimeout()
    {
        if (_receiveTimer == null) return;
        _receiveTimer.Cancel();
        _receiveTimer = null;
    }
}
