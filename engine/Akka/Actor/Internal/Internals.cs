namespace Akka.Actor.Internal;

public interface IInitializableActor
{
    void Init();
}

public interface IInternalSupportsTestFSMRef<TState, TData>
{
    bool IsStateTimerActive { get; }
    void ApplyState(FSMBase.State<TState, TData> upcomingState);
}
