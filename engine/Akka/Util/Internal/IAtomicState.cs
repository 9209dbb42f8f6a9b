namespace Akka.Util.Internal;

/// <summary>A state that runs what it is given and tells listeners when it is entered.</summary>
public interface IAtomicState
{
    bool HasListeners { get; }

    void AddListener(Action listener);

    Task<T> Invoke<T>(Func<Task<T>> body);

    void Enter();
}
