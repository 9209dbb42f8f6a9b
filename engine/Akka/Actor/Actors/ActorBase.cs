using Akka.Event;

namespace Akka.Actor;

public abstract class ActorBase : IInternalActor
{
    private readonly ActorCell _cell;
    private bool _cleared;

    protected ActorBase() =>
        _cell = ActorCell.Current
                ?? throw new ActorInitializationException("Do not create actors using 'new', always create them using an ActorContext/System");

    IActorContext IInternalActor.ActorContext => Context;

    protected static IActorContext Context => CurrentCell;

    private static ActorCell CurrentCell
    {
        get
        {
            var cell = ActorCell.Current;
            if (cell == null || cell.ActorHasBeenCleared)
                throw new NotSupportedException("There is no active ActorContext, this is most likely due to use of async operations from within this actor.");
            return cell;
        }
    }

    protected IActorRef Self => _cleared ? _cell.Self : CurrentCell.Self;
    protected IActorRef Sender => CurrentCell.Sender;

    protected static Receive EmptyReceive { get; } = _ => false;

    protected abstract bool Receive(object message);

    protected virtual bool AroundReceive(Receive receive, object message)
    {
        bool handled = receive(message);
        if (!handled) Unhandled(message);
        return handled;
    }

    internal bool DeliverInternal(Receive receive, object message) => AroundReceive(receive, message);

    internal Receive OwnBehavior() => Receive;

    /// <summary>What <see cref="AroundReceive"/> does with the actor's own behaviour, without a delegate between.</summary>
    internal void ReceiveOrPublish(object message)
    {
        if (!Receive(message)) Unhandled(message);
    }

    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated) throw new DeathPactException(terminated.ActorRef);
        Context.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    protected void Become(Receive receive) => Context.Become(receive);
    protected void BecomeStacked(Receive receive) => Context.BecomeStacked(receive);
    protected void UnbecomeStacked() => Context.UnbecomeStacked();
    protected void SetReceiveTimeout(TimeSpan? timeout) => Context.SetReceiveTimeout(timeout);

    protected virtual void PreStart() { }

    protected virtual void PostStop() { }

    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Context.GetChildren())
        {
            Context.Unwatch(child);
            Context.Stop(child);
        }
        PostStop();
    }

    protected virtual void PostRestart(Exception reason) => PreStart();

    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;

    public virtual void AroundPreStart() => PreStart();

    public virtual void AroundPostStop()
    {
        (this as IWithTimers)?.Timers?.CancelAll();
        PostStop();
    }

    public virtual void AroundPreRestart(Exception cause, object message)
    {
        (this as IWithTimers)?.Timers?.CancelAll();
        PreRestart(cause, message);
    }

    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    internal SupervisorStrategy MakeStrategy() => SupervisorStrategy() ?? Actor.SupervisorStrategy.DefaultStrategy;

    /// <summary>After its end an instance may still be referenced by an async method: it keeps its name, not its context.</summary>
    internal void Clear() => _cleared = true;
}
