namespace Akka.Actor.Internal;

/// <summary>Which cell the current thread is running.</summary>
public static class InternalCurrentActorCellKeeper
{
    [ThreadStatic] private static ActorCell t_current;

    public static ActorCell Current
    {
        get => t_current;
        set => t_current = value;
    }
}
