using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Remote.Associations;

namespace Akka.Remote;

/// <summary>Ends remoting between the user guardian and the system guardian: late enough for last messages, early enough to say good-bye.</summary>
internal sealed class RemotingTerminator : UntypedActor
{
    private readonly Remoting _remoting;

    public RemotingTerminator(Remoting remoting) => _remoting = remoting;

    protected override void PreStart() =>
        ((ExtendedActorSystem)Context.System).SystemGuardian.Tell(RegisterTerminationHook.Instance, Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case TerminationHook:
                var (guardian, self) = (Sender, Self);
                (_remoting.Provider.RemoteDaemon as RemoteSystemDaemon)?.StopChildren();
                _remoting.Shutdown().ContinueWith(
                    _ => guardian.Tell(TerminationHookDone.Instance, self), TaskContinuationOptions.ExecuteSynchronously);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    protected override void PostStop()
    {
        // The system may be aborted without hooks; the port must be free all the same.
        _ = _remoting.Shutdown();
        base.PostStop();
    }
}
