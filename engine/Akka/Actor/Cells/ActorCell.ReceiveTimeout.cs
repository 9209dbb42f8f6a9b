namespace Akka.Actor;

public partial class ActorCell
{
    // Null unless the actor has asked for a time-out.
    private SilenceWatch Silence => _more?.Silence;

    private sealed class SilenceWatch(TimeSpan timeout)
    {
        internal readonly TimeSpan Timeout = timeout;
        internal ICancelable Timer;
    }

    public TimeSpan? ReceiveTimeout => Silence?.Timeout;

    TimeSpan? IActorContext.ReceiveTimeout => Silence?.Timeout;

    public void SetReceiveTimeout(TimeSpan? timeout = null)
    {
        if (timeout is { } given && given <= TimeSpan.Zero && given != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(timeout), given, "A receive timeout must be positive");
        CancelReceiveTimeout();
        var silence = timeout is { } value && value != Timeout.InfiniteTimeSpan ? new SilenceWatch(value) : null;
        if (silence != null || Silence != null) More.Silence = silence;
    }

    public void CheckReceiveTimeout(bool reschedule = true)
    {
        if (Silence is not { } watch) return;
        // An await suspends the mailbox: the silence is the actor's own, so the clock starts when it ends.
        if (Mailbox.IsSuspended || (watch.Timer != null && !reschedule)) return;
        CancelReceiveTimeout();
        watch.Timer = _system.Scheduler.ScheduleTellOnceCancelable(watch.Timeout, _self, Akka.Actor.ReceiveTimeout.Instance, _self);
    }

    private void CancelReceiveTimeout()
    {
        if (Silence?.Timer is not { } timer) return;
        timer.Cancel();
        Silence.Timer = null;
    }
}
