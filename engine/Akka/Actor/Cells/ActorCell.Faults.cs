using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Debug = Akka.Event.Debug;

namespace Akka.Actor;

public partial class ActorCell
{
    private FaultState KnownFaults => _more?.Faults;

    private FaultState Faults => More.Faults ??= new FaultState();

    private bool IsFailed => KnownFaults?.Failed != null;

    private bool IsFailedFatally
    {
        get => KnownFaults?.Fatal ?? false;
        set
        {
            if (value) Faults.Fatal = true;
            else if (KnownFaults != null) KnownFaults.Fatal = false;
        }
    }

    private sealed class FaultState
    {
        /// <summary>Who failed last: this actor itself, or a child whose failure this actor is handling. Null while all is well.</summary>
        internal IActorRef Failed;

        /// <summary>The child whose failure the strategy is looking at.</summary>
        internal IActorRef FailingChild;

        /// <summary>The instance a restart has already cleaned up, while its children end.</summary>
        internal ActorBase Retired;

        internal bool Fatal;
    }

    private void SetFailed(IActorRef perpetrator)
    {
        if (perpetrator != null) Faults.Failed = perpetrator;
        else if (KnownFaults != null) KnownFaults.Failed = null;
    }

    internal void HandleInvokeFailure(Exception cause)
    {
        if (IsFailed) return;
        try
        {
            SuspendNonRecursive();
            var failingChild = KnownFaults?.FailingChild;
            SetFailed(failingChild ?? _self);
            SuspendChildren(except: failingChild);
            Parent.SendSystemMessage(new Failed(_self, cause, _self.Path.Uid));
        }
        catch (Exception e)
        {
            Publish(new Error(e, _self.Path.ToString(), LogClass, $"Emergency stop: exception in failure handling for {cause.GetType()}"));
            try
            {
                StopChildren();
            }
            finally
            {
                FinishTerminate();
            }
        }
    }

    private void HandleFailed(Failed failed)
    {
        Sender = failed.Child;
        if (TryGetChildStatsByRef(failed.Child, out var stats) && stats.Uid == failed.Uid)
        {
            bool handled;
            Faults.FailingChild = failed.Child;
            try
            {
                handled = _actor != null && Strategy.HandleFailure(this, failed.Child, failed.Cause, stats, ChildrenContainer.Stats);
                if (!handled) HandleInvokeFailure(failed.Cause);
            }
            catch (Exception strategyFault)
            {
                HandleInvokeFailure(strategyFault);
            }
            finally
            {
                KnownFaults.FailingChild = null;
                Sender = null;
            }
        }
        else
        {
            Sender = null;
            DebugLifecycle($"dropping Failed({failed.Cause.Message}) from unknown child {failed.Child}");
        }
    }

    private void SuspendNonRecursive() => Dispatcher.Suspend(this);

    private void ResumeNonRecursive() => Dispatcher.Resume(this);

    private void FaultSuspend()
    {
        SuspendNonRecursive();
        SuspendChildren(null);
    }

    private void FaultResume(Exception causedByFailure)
    {
        if (_actor == null)
        {
            Publish(new Error(null, _self.Path.ToString(), LogClass, "changing Resume into Create"));
            FaultCreate();
        }
        else if (IsFailedFatally)
        {
            Publish(new Error(null, _self.Path.ToString(), LogClass, "changing Resume into Restart after " + causedByFailure));
            FaultRecreate(causedByFailure);
        }
        else
        {
            var perpetrator = KnownFaults?.Failed;
            try
            {
                ResumeNonRecursive();
            }
            finally
            {
                if (causedByFailure != null) SetFailed(null);
                CurrentMessage = null;
                Sender = null;
            }
            // The message it failed on broke off the silence, and no other one need come.
            CheckReceiveTimeout(reschedule: false);
            ResumeChildren(causedByFailure, perpetrator);
        }
    }

    private void FaultRecreate(Exception cause)
    {
        if (_actor == null)
        {
            Publish(new Error(null, _self.Path.ToString(), LogClass, "changing Recreate into Create after " + cause));
            FaultCreate();
            return;
        }
        if (!IsNormal)
        {
            // Children are still ending because of an earlier order; the restart was withdrawn by it, so only the suspension is undone.
            FaultResume(null);
            return;
        }
        var failedActor = _actor;
        DebugLifecycle("restarting");
        try
        {
            if (!IsFailedFatally) UseThreadContext(() => failedActor.AroundPreRestart(cause, CurrentMessage));
            UnstashEverything(failedActor);
        }
        catch (Exception e)
        {
            Publish(new Error(new PreRestartException(_self, e, cause, CurrentMessage), _self.Path.ToString(), failedActor.GetType(), e.Message));
        }
        finally
        {
            ClearActor(failedActor);
            Faults.Retired = failedActor;
        }
        if (!SetChildrenTerminationReason(new SuspendReason.Recreation(cause))) FinishRecreate(cause);
    }

    private void FinishRecreate(Exception cause)
    {
        // Children that survived PreRestart are restarted with their parent, except those that the strategy already handles.
        IInternalActorRef[] survivors = [.. ChildrenContainer.Children];
        try
        {
            ResumeNonRecursive();
            try
            {
                SetFailed(null);
                IsFailedFatally = false;
            }
            finally
            {
                CurrentMessage = null;
                Sender = null;
            }
            var fresh = NewActor();
            _actor = fresh;
            KnownFaults.Retired = null;
            UseThreadContext(() => fresh.AroundPostRestart(cause, null));
            CheckReceiveTimeout();
            if (_system.Settings.EmitActorTelemetry) PublishTelemetry(new ActorRestarted(_self, fresh.GetType(), cause));
            DebugLifecycle("restarted");
            foreach (var child in survivors)
            {
                try
                {
                    child.Restart(cause);
                }
                catch (Exception e)
                {
                    Publish(new Error(e, _self.Path.ToString(), fresh.GetType(), "restarting (" + child + ")"));
                }
            }
        }
        catch (Exception e)
        {
            if (_actor is { } broken && !ReferenceEquals(broken, KnownFaults?.Retired)) ClearActor(broken);
            _actor = null;
            IsFailedFatally = true;
            HandleInvokeFailure(new PostRestartException(_self, e, cause));
        }
    }

    private void HandleCreate(ActorInitializationException failure)
    {
        if (failure != null) throw failure;
        CreateActor();
    }

    private void CreateActor()
    {
        try
        {
            var created = NewActor();
            _actor = created;
            using (Enter()) created.AroundPreStart();
            CheckReceiveTimeout();
            DebugLifecycle("started (" + created + ")");
            if (_system.Settings.EmitActorTelemetry) PublishTelemetry(new ActorStarted(_self, created.GetType()));
        }
        catch (Exception e)
        {
            if (_actor != null)
            {
                ClearActor(_actor);
                _actor = null;
                IsFailedFatally = true;
            }
            throw e is ActorInitializationException known && known.Actor != null
                ? known
                : new ActorInitializationException(_self, "Exception during creation", e);
        }
    }

    /// <summary>An actor that failed while it was created is made again: first all its children must be gone.</summary>
    private void FaultCreate()
    {
        CancelReceiveTimeout();
        StopChildren();
        if (!SetChildrenTerminationReason(new SuspendReason.Creation())) FinishCreate();
    }

    private void FinishCreate()
    {
        try
        {
            ResumeNonRecursive();
        }
        finally
        {
            SetFailed(null);
            IsFailedFatally = false;
        }
        try
        {
            CreateActor();
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    private void PublishTelemetry(IActorTelemetryEvent e) => _system.EventStream.Publish(e);
}
