using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>The sender of an ask: its first message completes the task.</summary>
public class FutureActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result;

    public FutureActorRef(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider)
    {
        _result = result;
        Path = path;
        Provider = provider;
    }

    public override ActorPath Path { get; }
    public override IActorRefProvider Provider { get; }
    internal override IInternalActorRef ParentNode => Provider.TempContainer;

    public virtual void DeliverAsk(object message, ICanTell destination) => destination.Tell(message, this);

    internal override void OnSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case Watch watch when watch.Watchee.Equals(this) && !watch.Watcher.Equals(this):
                var watcher = watch.Watcher;
                var self = this;
                _result.Task.ContinueWith(_ => watcher.SendSystemMessage(new DeathWatchNotification(self, true, false)), TaskContinuationOptions.ExecuteSynchronously);
                break;
            case DeathWatchNotification notification:
                Tell(new Terminated(notification.Actor, notification.ExistenceConfirmed, notification.AddressTerminated), notification.Actor);
                break;
        }
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        // In a simulation whatever awaits the answer must go on in the loop, not inside (or beside) the actor that answers.
        if (Provider.Settings.System is Internal.ActorSystemImpl { IsSimulated: true } simulated)
            simulated.Dispatchers.DefaultGlobalDispatcher.Schedule(() => Complete(message, sender));
        else
            Complete(message, sender);
    }

    private void Complete(object message, IActorRef sender)
    {
        bool taken = message switch
        {
            ISystemMessage system => _result.TrySetException(new InvalidOperationException($"system message of type '{system.GetType().Name}' is invalid for {nameof(FutureActorRef<T>)}")),
            // Whoever asks for any object wants an answer; only who asks for a failure is given it as one.
            Status.Failure failure when typeof(T) == typeof(object) => Fail(failure),
            T answer => _result.TrySetResult(answer),
            null => _result.TrySetResult(default),
            Status.Failure failure => Fail(failure),
            ActorSelectionMessage { Message: Identify identify } => Answer(sender, identify),
            Identify identify => Answer(sender, identify),
            _ => _result.TrySetException(new ArgumentException($"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };
        if (!taken && !_result.Task.IsCanceled) Provider.DeadLetters.Tell(message, this);
    }

    private bool Fail(Status.Failure failure) =>
        _result.TrySetException(failure.Cause ?? new TaskCanceledException("Task cancelled by actor via Failure message."));

    private bool Answer(IActorRef sender, Identify identify)
    {
        sender?.Tell(new ActorIdentity(identify.MessageId, this), ActorRefs.NoSender);
        return true;
    }
}
