namespace Akka.Actor;

public interface IIndirectActorProducer
{
    ActorBase Produce();
    Type ActorType { get; }
    void Release(ActorBase actor);
}

public interface IActorProducerPlugin
{
    bool CanBeAppliedTo(Type actorType);
    void AfterIncarnated(ActorBase actor, IActorContext context);
    void BeforeIncarnated(ActorBase actor, IActorContext context);
}
