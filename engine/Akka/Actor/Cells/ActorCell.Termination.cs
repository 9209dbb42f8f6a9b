using Akka.Actor.Internal;
using Akka.Event;

namespace Akka.Actor;

public partial class ActorCell
{
    private void Terminate()
    {
        SetReceiveTimeout();
        CancelReceiveTimeout();
        UnwatchWatchedActors(_actor);
        StopChildren();
        bool wasTerminating = IsTerminating;
        if (SetChildrenTerminationReason(SuspendReason.Termination.Instance))
        {
            if (!wasTerminating)
            {
                // User messages stop now; the actor ends when its last child did.
                SuspendNonRecursive();
                SetFailed(_self);
                DebugLifecycle("stopping");
            }
        }
        else
        {
            SetTerminated();
            FinishTerminate();
        }
    }

    private void FinishTerminate()
    {
        // A restart that was waiting for children has already cleaned up the instance.
        var actor = ReferenceEquals(_actor, KnownFaults?.Retired) ? null : _actor;
        try
        {
            if (actor != null)
            {
                try
                {
                    if (!IsFailedFatally)
                        using (Enter()) actor.AroundPostStop();
                }
                catch (Exception e)
                {
                    Publish(new Error(e, _self.Path.ToString(), actor.GetType(), e.Message));
                }
                try
                {
                    UnstashEverything(actor);
                }
                catch (Exception e)
                {
                    Publish(new Error(e, _self.Path.ToString(), actor.GetType(), "unstashing at the end failed"));
                }
                if (_system.Settings.EmitActorTelemetry) PublishTelemetry(new ActorStopped(_self, actor.GetType()));
            }
        }
        finally
        {
            try
            {
                Dispatcher.Detach(this);
            }
            finally
            {
                try
                {
                    try
                    {
                        // Before the parent: when this was the last child it waited for, the system may end and take its links down at once.
                        TellRemoteWatchersWeDied();
                    }
                    finally
                    {
                        Parent.SendSystemMessage(new Dispatch.SysMsg.DeathWatchNotification(_self, existenceConfirmed: true, addressTerminated: false));
                    }
                }
                finally
                {
                    try
                    {
                        TellWatchersWeDied();
                    }
                    finally
                    {
                        try
                        {
                            StopFunctionRefs();
                            UnwatchWatchedActors(actor);
                        }
                        finally
                        {
                            DebugLifecycle("stopped");
                            ClearActor(actor);
                            ClearActorCell();
                            _actor = null;
                        }
                    }
                }
            }
        }
    }

    protected void StopFunctionRefs() { }

    protected void ClearActorCell()
    {
        UnstashSystemMessages();
        ClearBehaviors();
        if (_more != null) _more.TaskScheduler = null;
    }

    private void UnstashSystemMessages()
    {
        if (_more?.SystemStash is not { } stash) return;
        foreach (var message in stash) _system.DeadLetterMailbox.SystemEnqueue(_self, message);
        _more.SystemStash = null;
    }

    protected void ClearActor(ActorBase actor)
    {
        if (actor != null)
        {
            actor.Clear();
            if (actor is IDisposable disposable)
            {
                try
                {
                    disposable.Dispose();
                }
                catch (Exception e)
                {
                    Publish(new Error(e, _self.Path.ToString(), actor.GetType(), $"An error occurred while disposing {actor.GetType()} actor."));
                }
            }
            _props.Release(actor);
        }
        _actorCleared = true;
    }

    private static void UnstashEverything(ActorBase actor)
    {
        if (actor is IActorStash { Stash: { } stash }) stash.UnstashAll();
    }

    private void HandleChildTerminated(IActorRef child)
    {
        var status = RemoveChildAndGetStateChange(child);
        // A strategy may react to the end of a child; what it throws is this actor's failure.
        if (_actor != null)
        {
            try
            {
                Strategy.HandleChildTerminated(this, child, GetChildren());
            }
            catch (Exception e)
            {
                Publish(new Error(e, _self.Path.ToString(), LogClass, "handleChildTerminated failed"));
                HandleInvokeFailure(e);
            }
        }
        switch (status)
        {
            case SuspendReason.Recreation recreation:
                FinishRecreate(recreation.Cause);
                break;
            case SuspendReason.Creation:
                FinishCreate();
                break;
            case SuspendReason.Termination:
                FinishTerminate();
                break;
        }
    }
}
