using System;
using System.Threading.Tasks;
using Akka.Actor;

namespace Akka.Routing;

/// <summary>A destination of a router. This base type swallows nothing: what is sent to it goes to the dead letters.</summary>
public class Routee
{
    /// <summary>Chosen when there is no destination at all.</summary>
    public static readonly Routee NoRoutee = new NoDestination();

    public virtual void Send(object message, IActorRef sender)
    {
    }

    public virtual Task<object> Ask(object message, TimeSpan? timeout) => Task.FromResult<object>(null);

    public static Routee FromActorRef(IActorRef actorRef) => new ActorRefRoutee(actorRef);

    private sealed class NoDestination : Routee
    {
        public override void Send(object message, IActorRef sender)
        {
            if (sender is IInternalActorRef { Provider: { } provider })
                provider.DeadLetters.Tell(message, sender);
        }

        public override string ToString() => "NoRoutee";
    }
}

/// <summary>A routee known by its actor reference, as pools have them.</summary>
public class ActorRefRoutee : Routee
{
    public ActorRefRoutee(IActorRef actor)
    {
        Actor = actor;
    }

    public IActorRef Actor { get; }

    public override void Send(object message, IActorRef sender) => Actor.Tell(message, sender);

    public override Task<object> Ask(object message, TimeSpan? timeout) => Actor.Ask<object>(message, timeout);

    protected bool Equals(ActorRefRoutee other) => other is not null && Equals(Actor, other.Actor);

    public override bool Equals(object obj) => ReferenceEquals(this, obj) || (obj is ActorRefRoutee other && Equals(other));

    public override int GetHashCode() => Actor is null ? 0 : Actor.GetHashCode();
}

/// <summary>A routee known by its path, as groups have them.</summary>
public class ActorSelectionRoutee : Routee
{
    public ActorSelectionRoutee(ActorSelection actor)
    {
        Selection = actor;
    }

    public ActorSelection Selection { get; }

    public override void Send(object message, IActorRef sender) => Selection.Tell(message, sender);

    public override Task<object> Ask(object message, TimeSpan? timeout) => Selection.Ask<object>(message, timeout);

    protected bool Equals(ActorSelectionRoutee other) => other is not null && Equals(Selection, other.Selection);

    public override bool Equals(object obj) => ReferenceEquals(this, obj) || (obj is ActorSelectionRoutee other && Equals(other));

    public override int GetHashCode() => Selection is null ? 0 : Selection.GetHashCode();
}

/// <summary>Several destinations at once.</summary>
public class SeveralRoutees : Routee
{
    private readonly Routee[] _routees;

    public SeveralRoutees(Routee[] routees)
    {
        _routees = routees;
    }

    public override void Send(object message, IActorRef sender)
    {
        foreach (var routee in _routees)
            routee.Send(message, sender);
    }
}
