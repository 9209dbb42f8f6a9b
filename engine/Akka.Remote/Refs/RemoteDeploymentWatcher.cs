using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Remote;

/// <summary>Tells supervisors of the death of children that were deployed on a node which is gone.</summary>
internal sealed class RemoteDeploymentWatcher : UntypedActor
{
    private readonly Dictionary<IActorRef, IInternalActorRef> _supervisors = new();

    internal sealed record WatchRemote(IActorRef Actor, IActorRef Supervisor);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case WatchRemote watch:
                _supervisors[watch.Actor] = (IInternalActorRef)watch.Supervisor;
                Context.Watch(watch.Actor);
                break;
            case Terminated terminated when _supervisors.Remove(terminated.ActorRef, out var supervisor):
                supervisor.SendSystemMessage(new DeathWatchNotification(
                    terminated.ActorRef, terminated.ExistenceConfirmed, terminated.AddressTerminated));
                break;
        }
    }
}
