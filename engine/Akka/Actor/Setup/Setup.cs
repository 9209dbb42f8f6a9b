namespace Akka.Actor.Setup;

/// <summary>One programmatic setting of an actor system; at most one of each type counts.</summary>
public abstract class Setup
{
    protected Setup()
    {
    }

    public ActorSystemSetup And(Setup other) => ActorSystemSetup.Create(this, other);
}
