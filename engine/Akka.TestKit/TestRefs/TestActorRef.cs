using Akka.Actor;

#pragma warning disable CS0660, CS0661 // Equality itself is the base class's.
namespace Akka.TestKit;

/// <summary>A reference to an actor that runs on the test's own thread and whose instance the test can see.</summary>
public class TestActorRef<TActor> : TestActorRefBase<TActor>
    where TActor : ActorBase
{
    public TestActorRef(ActorSystem system, Props actorProps, IActorRef supervisor = null, string name = null)
        : base(system, actorProps, supervisor, name)
    {
    }

    public static bool operator ==(TestActorRef<TActor> testActorRef, IActorRef actorRef) => testActorRef is null ? actorRef is null : testActorRef.Equals(actorRef);

    public static bool operator !=(TestActorRef<TActor> testActorRef, IActorRef actorRef) => !(testActorRef == actorRef);

    public static bool operator ==(IActorRef actorRef, TestActorRef<TActor> testActorRef) => testActorRef == actorRef;

    public static bool operator !=(IActorRef actorRef, TestActorRef<TActor> testActorRef) => !(testActorRef == actorRef);
}
