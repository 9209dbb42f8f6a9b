namespace Akka.Actor;

/// <summary>A place-holder of the surface: it takes every message and does nothing.</summary>
public class EventStreamActor : ActorBase
{
    protected override bool Receive(object message) => true;
}
