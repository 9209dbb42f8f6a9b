using Akka.Actor.Internal;
using Akka.Event;
using Akka.Routing;

namespace Akka.Actor;

/// <summary>
/// An actor as a finite state machine: each state is a function from event and data to the next state. This part holds what a subclass
/// declares in its constructor and what its functions answer; FSM.Running.cs holds how events move the machine.
/// </summary>
public abstract partial class FSM<TState, TData> : FSMBase, IListeners, IInternalSupportsTestFSMRef<TState, TData>
{
    /// <summary>Answers the next state, or null for an event that this state does not know.</summary>
    public delegate State<TState, TData> StateFunction(Event<TData> fsmEvent);

    public delegate void TransitionHandler(TState initialState, TState nextState);

    private readonly ILoggingAdapter _log;
    private readonly Dictionary<TState, StateFunction> _functions = [];
    private readonly Dictionary<TState, TimeSpan?> _stateTimeouts = [];
    private readonly List<TransitionHandler> _onTransition = [];
    private StateFunction _unhandled;
    private Action<StopEvent<TState, TData>> _onTermination;
    private State<TState, TData> _current;
    private State<TState, TData> _next;

    protected bool DebugEvent;

    protected FSM()
    {
        _log = Context.GetLogger();
        DebugEvent = Context.System.Settings.FsmDebugEvent;
    }

    public ListenerSupport Listeners { get; } = new();

    public TState StateName => _current is null ? throw NotStarted() : _current.StateName;

    public TData StateData => _current is null ? throw NotStarted() : _current.StateData;

    /// <summary>The data of the state being entered; only within a transition handler.</summary>
    public TData NextStateData =>
        _next is null ? throw new InvalidOperationException("NextStateData is only available during OnTransition") : _next.StateData;

    public void When(TState stateName, StateFunction func, TimeSpan? timeout = null)
    {
        if (_functions.TryGetValue(stateName, out var earlier))
        {
            _functions[stateName] = e => earlier(e) ?? func(e);
            _stateTimeouts[stateName] = timeout ?? _stateTimeouts[stateName];
        }
        else
        {
            _functions[stateName] = func;
            _stateTimeouts[stateName] = timeout;
        }
    }

    public void WhenUnhandled(StateFunction stateFunction)
    {
        var earlier = _unhandled;
        _unhandled = earlier is null ? stateFunction : e => earlier(e) ?? stateFunction(e);
    }

    public void OnTransition(TransitionHandler transitionHandler) => _onTransition.Add(transitionHandler);

    public void OnTermination(Action<StopEvent<TState, TData>> terminationHandler) => _onTermination = terminationHandler;

    public void SetStateTimeout(TState state, TimeSpan? timeout) => _stateTimeouts[state] = timeout;

    public void StartWith(TState stateName, TData stateData, TimeSpan? timeout = null) =>
        _current = new State<TState, TData>(stateName, stateData, timeout, notifies: false);

    /// <summary>Enters the first state; call it last in the constructor.</summary>
    public void Initialize() => Enter(_current ?? throw NotStarted());

    public State<TState, TData> GoTo(TState nextStateName) => new(nextStateName, StateData);

    [Obsolete("This method is obsoleted. Use GoTo(nextStateName).Using(newStateData)")]
    public State<TState, TData> GoTo(TState nextStateName, TData stateData) => new(nextStateName, stateData);

    /// <summary>Remains in this state without a transition: no handler and no listener hears of it.</summary>
    public State<TState, TData> Stay() => GoTo(StateName).Silently();

    public State<TState, TData> Stop() => Stop(Normal.Instance);

    public State<TState, TData> Stop(Reason reason) => Stop(reason, StateData);

    public State<TState, TData> Stop(Reason reason, TData stateData) => Stay().Using(stateData).WithStopReason(reason);

    public TransformHelper Transform(StateFunction func) => new(func);

    protected virtual void LogTermination(Reason reason)
    {
        if (reason is not Failure failure) return;
        if (failure.Cause is Exception exception) _log.Error(exception, "terminating due to Failure");
        else _log.Error(failure.Cause?.ToString() ?? "terminating due to Failure");
    }

    private static InvalidOperationException NotStarted() => new("You must call StartWith before calling Initialize, or asking for the state");

    /// <summary>Composes a state function with what shall happen to its answer.</summary>
    public sealed class TransformHelper
    {
        public TransformHelper(StateFunction func) => Func = func;

        public StateFunction Func { get; }

        public StateFunction Using(Func<State<TState, TData>, State<TState, TData>> andThen) =>
            e => Func(e) is { } state ? andThen(state) : null;
    }
}
