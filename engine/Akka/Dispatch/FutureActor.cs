using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>Completes a task with the first message it gets, and stops.</summary>
public class FutureActor : ActorBase
{
    private readonly TaskCompletionSource<object> _completionSource;
    private readonly IActorRef _respondTo;

    public FutureActor() { }

    public FutureActor(TaskCompletionSource<object> completionSource, IActorRef respondTo)
    {
        _completionSource = completionSource;
        _respondTo = respondTo ?? ActorRefs.Nobody;
    }

    protected override bool Receive(object message)
    {
        if (message is SysMsg.ISystemMessage) return false;
        if (_completionSource != null)
        {
            if (_respondTo.IsNobody()) _completionSource.TrySetResult(message);
            else _respondTo.Tell(message, Self);
        }
        Context.Stop(Self);
        return true;
    }
}
