using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public partial class ActorCell
{
    // How much of the outside a cell can bear just now; a message that asks for more waits until the level falls.
    private const int Open = 0;
    private const int SuspendedLevel = 1;
    private const int WaitingForChildrenLevel = 2;

    private int Level => IsWaitingForChildren ? WaitingForChildrenLevel : Mailbox.IsSuspended ? SuspendedLevel : Open;

    private static bool MustWait(SystemMessage message, int level) =>
        (level == SuspendedLevel && message.StashedWhileFailed) || (level == WaitingForChildrenLevel && message.StashedWhileWaitingForChildren);

    protected void Stash(SystemMessage msg) => (More.SystemStash ??= []).Add(msg);

    internal void SystemInvoke(SystemMessage message)
    {
        int level = Level;
        if (MustWait(message, level))
        {
            Stash(message);
            return;
        }
        HandleSystemMessage(message);
        while (_more?.SystemStash is { Count: > 0 } stash && Level < level && !Mailbox.IsClosed)
        {
            level = Level;
            _more.SystemStash = null;
            for (int i = 0; i < stash.Count; i++)
            {
                if (Mailbox.IsClosed || MustWait(stash[i], Level)) Stash(stash[i]);
                else HandleSystemMessage(stash[i]);
            }
        }
    }

    private void HandleSystemMessage(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case Failed failed: HandleFailed(failed); break;
                case DeathWatchNotification n: WatchedActorTerminated(n.Actor, n.ExistenceConfirmed, n.AddressTerminated); break;
                case Create create: HandleCreate(create.Failure); break;
                case Watch watch: AddWatcher(watch.Watchee, watch.Watcher); break;
                case Unwatch unwatch: RemWatcher(unwatch.Watchee, unwatch.Watcher); break;
                case Recreate recreate: FaultRecreate(recreate.Cause); break;
                case Akka.Dispatch.SysMsg.Suspend: FaultSuspend(); break;
                case Resume resume: FaultResume(resume.CausedByFailure); break;
                case Akka.Dispatch.SysMsg.Terminate: Terminate(); break;
                case Supervise supervise: HandleSupervise(supervise.Child, supervise.Async); break;
                case ActorTask task: HandleActorTask(task); break;
                case Akka.Dispatch.SysMsg.Stop: Terminate(); break;
                case NoMessage: break;
                default: throw new NotSupportedException($"Unknown message {message.GetType().Name}");
            }
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }
    }

    private void HandleActorTask(ActorTask message)
    {
        if (message.Continuation != null) message.Continuation();
        else _more?.TaskScheduler?.Execute(message.Task);
    }

    private void HandleSupervise(IActorRef child, bool async)
    {
        if (IsTerminating) return;
        if (ChildrenForWriting.Init((IInternalActorRef)child))
        {
            if (async && child is RepointableActorRef repointable) repointable.Point();
        }
        else
        {
            Publish(new Event.Error(null, _self.Path.ToString(), LogClass, $"received Supervise from unregistered child {child}, this will not end well"));
        }
    }
}
