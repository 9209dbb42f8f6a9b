using Akka.Actor.Internal;

namespace Akka.Actor;

public partial class ActorCell
{
    private ActorBase NewActor()
    {
        PrepareForNewActor();
        var before = InternalCurrentActorCellKeeper.Current;
        InternalCurrentActorCellKeeper.Current = this;
        try
        {
            var actor = CreateNewActorInstance() ?? throw new ActorInitializationException(_self, "Actor instance passed to ActorOf can't be 'null'");
            SetActorFields(actor);
            (actor as IInitializableActor)?.Init();
            return actor;
        }
        finally
        {
            InternalCurrentActorCellKeeper.Current = before;
        }
    }

    protected void PrepareForNewActor()
    {
        ClearBehaviors();
        _actorCleared = false;
    }

    protected virtual ActorBase CreateNewActorInstance()
    {
        var actor = _props.NewActor();
        if (actor == null) return null;
        if (actor is IActorStash stashing) stashing.Stash ??= this.CreateStash(stashing);
        if (actor is IWithTimers timed) timed.Timers ??= new TimerScheduler(this, _system.Settings.DebugTimerScheduler);
        var plugins = _system.ActorPipelineResolver;
        if (plugins.HasForeign) plugins.ResolvePipeline(actor.GetType()).AfterActorIncarnated(actor, this);
        return actor;
    }

    protected void SetActorFields(ActorBase actor)
    {
        if (_props.SupervisorStrategy != null) actor.StrategyInternal = _props.SupervisorStrategy;
    }
}
