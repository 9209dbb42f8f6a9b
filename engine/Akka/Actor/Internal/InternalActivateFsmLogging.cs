namespace Akka.Actor.Internal;

/// <summary>Told to an FSM, turns its debug logging on.</summary>
public class InternalActivateFsmLogging
{
    private InternalActivateFsmLogging() { }

    public static InternalActivateFsmLogging Instance { get; } = new();
}
