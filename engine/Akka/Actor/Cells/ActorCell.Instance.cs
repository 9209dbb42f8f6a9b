using Akka.Actor.Internal;

namespace Akka.Actor;

public partial class ActorCell
{
    private ActorBase NewActor()
    {
        PrepareForNewActor();
        using (Enter())
        {
            var actor = CreateNewActorInstance() ?? throw new ActorInitializationException(_self, "Actor instance passed to ActorOf can't be 'null'");
            SetActorFields(actor);
            (actor as IInitializableActor)?.Init();
            return actor;
        }
    }

    protected void PrepareForNewActor()
    {
        ClearBehaviors();
        _actorCleared = false;
        if (_more != null) _more.Strategy = null;
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

    protected void SetActorFields(ActorBase actor) => _aroundOverridden = ReceiveInterception.IsOverriddenBy(actor);

    // Asked of the actor when its first child fails or ends, and of each new instance anew.
    private SupervisorStrategy Strategy => More.Strategy ??= _props.SupervisorStrategy ?? _actor.MakeStrategy();
}
