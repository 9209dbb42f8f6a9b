using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Actor;

public partial class EventStreamActor : Akka.Actor.ActorBase
{
    public EventStreamActor() { }
    protected override bool Receive(object message)=> throw null;
}
public abstract partial class FSMBase : Akka.Actor.ActorBase
{
    protected FSMBase() { }
    public sealed partial class CurrentState<TS>
    {
        internal CurrentState() { }
        public CurrentState(Akka.Actor.IActorRef fsmRef, TS state) { }
        public Akka.Actor.IActorRef FsmRef { get => throw null; }
        public TS State { get => throw null; }
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public override string ToString()=> throw null;
    }
    public partial struct Event<TD> : Akka.Actor.INoSerializationVerificationNeeded
    {
        public Event(object fsmEvent, TD stateData) { throw null; }
        public TD StateData { get => throw null; }
        public object FsmEvent { get => throw null; }
        public override string ToString()=> throw null;
    }
    public sealed partial class Failure : Akka.Actor.FSMBase.Reason
    {
        internal Failure() { }
        public Failure(object cause) { }
        public object Cause { get => throw null; }
        public override string ToString()=> throw null;
    }
    public sealed partial class LogEntry<TS, TD>
    {
        internal LogEntry() { }
        public LogEntry(TS stateName, TD stateData, object fsmEvent) { }
        public TD StateData { get => throw null; }
        public TS StateName { get => throw null; }
        public object FsmEvent { get => throw null; }
        public override string ToString()=> throw null;
    }
    public sealed partial class Normal : Akka.Actor.FSMBase.Reason
    {
        internal Normal() { }
        public static Akka.Actor.FSMBase.Normal Instance { get => throw null; }
    }
    public abstract partial class Reason
    {
        protected Reason() { }
    }
    public sealed partial class Shutdown : Akka.Actor.FSMBase.Reason
    {
        internal Shutdown() { }
        public static Akka.Actor.FSMBase.Shutdown Instance { get => throw null; }
    }
    public sealed partial class StateTimeout
    {
        internal StateTimeout() { }
        public static Akka.Actor.FSMBase.StateTimeout Instance { get => throw null; }
    }
    public sealed partial class State<TS, TD> : IEquatable<Akka.Actor.FSMBase.State<TS, TD>>
    {
        internal State() { }
        public State(TS stateName, TD stateData, TimeSpan? timeout = default, Akka.Actor.FSMBase.Reason stopReason = default, IReadOnlyList<object> replies = default, bool notifies = true) { }
        public Akka.Actor.FSMBase.Reason StopReason { get => throw null; }
        public Akka.Actor.FSMBase.State<TS, TD> ForMax(TimeSpan timeout)=> throw null;
        public Akka.Actor.FSMBase.State<TS, TD> Replying(object replyValue)=> throw null;
        public Akka.Actor.FSMBase.State<TS, TD> Using(TD nextStateData)=> throw null;
        public IReadOnlyList<object> Replies { get => throw null; }
        public TD StateData { get => throw null; }
        public TS StateName { get => throw null; }
        public TimeSpan? Timeout { get => throw null; }
        public bool Equals(Akka.Actor.FSMBase.State<TS, TD> other)=> throw null;
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public override string ToString()=> throw null;
    }
    public sealed partial class StopEvent<TS, TD> : Akka.Actor.INoSerializationVerificationNeeded
    {
        internal StopEvent() { }
        public StopEvent(Akka.Actor.FSMBase.Reason reason, TS terminatedState, TD stateData) { }
        public Akka.Actor.FSMBase.Reason Reason { get => throw null; }
        public TD StateData { get => throw null; }
        public TS TerminatedState { get => throw null; }
        public override string ToString()=> throw null;
    }
    public sealed partial class SubscribeTransitionCallBack
    {
        internal SubscribeTransitionCallBack() { }
        public SubscribeTransitionCallBack(Akka.Actor.IActorRef actorRef) { }
        public Akka.Actor.IActorRef ActorRef { get => throw null; }
    }
    public sealed partial class Transition<TS>
    {
        internal Transition() { }
        public Transition(Akka.Actor.IActorRef fsmRef, TS from, TS to) { }
        public Akka.Actor.IActorRef FsmRef { get => throw null; }
        public TS From { get => throw null; }
        public TS To { get => throw null; }
        public override bool Equals(object obj)=> throw null;
        public override int GetHashCode()=> throw null;
        public override string ToString()=> throw null;
    }
    public sealed partial class UnsubscribeTransitionCallBack
    {
        internal UnsubscribeTransitionCallBack() { }
        public UnsubscribeTransitionCallBack(Akka.Actor.IActorRef actorRef) { }
        public Akka.Actor.IActorRef ActorRef { get => throw null; }
    }
}
public abstract partial class FSM<TState, TData> : Akka.Actor.FSMBase, Akka.Actor.Internal.IInternalSupportsTestFSMRef<TState, TData>, Akka.Routing.IListeners
{
    public Akka.Actor.FSM<TState, TData>.TransformHelper Transform(Akka.Actor.FSM<TState, TData>.StateFunction func)=> throw null;
    public Akka.Actor.FSMBase.State<TState, TData> GoTo(TState nextStateName)=> throw null;
    [System.Obsolete] public Akka.Actor.FSMBase.State<TState, TData> GoTo(TState nextStateName, TData stateData)=> throw null;
    public Akka.Actor.FSMBase.State<TState, TData> Stay()=> throw null;
    public Akka.Actor.FSMBase.State<TState, TData> Stop()=> throw null;
    public Akka.Actor.FSMBase.State<TState, TData> Stop(Akka.Actor.FSMBase.Reason reason)=> throw null;
    public Akka.Actor.FSMBase.State<TState, TData> Stop(Akka.Actor.FSMBase.Reason reason, TData stateData)=> throw null;
    public Akka.Routing.ListenerSupport Listeners { get => throw null; }
    public TData NextStateData { get => throw null; }
    public TData StateData { get => throw null; }
    public TState StateName { get => throw null; }
    public bool IsTimerActive(string name)=> throw null;
    protected FSM() { }
    protected bool DebugEvent;
    protected override bool Receive(object message)=> throw null;
    protected override void PostStop()=> throw null;
    protected virtual void LogTermination(Akka.Actor.FSMBase.Reason reason)=> throw null;
    public void CancelTimer(string name)=> throw null;
    public void Initialize()=> throw null;
    public void OnTermination(Action<Akka.Actor.FSMBase.StopEvent<TState, TData>> terminationHandler)=> throw null;
    public void OnTransition(Akka.Actor.FSM<TState, TData>.TransitionHandler transitionHandler)=> throw null;
    public void SetStateTimeout(TState state, TimeSpan? timeout)=> throw null;
    public void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false)=> throw null;
    public void StartWith(TState stateName, TData stateData, TimeSpan? timeout = default)=> throw null;
    public void When(TState stateName, Akka.Actor.FSM<TState, TData>.StateFunction func, TimeSpan? timeout = default)=> throw null;
    public void WhenUnhandled(Akka.Actor.FSM<TState, TData>.StateFunction stateFunction)=> throw null;
    void Akka.Actor.Internal.IInternalSupportsTestFSMRef<TState, TData>.ApplyState(FSMBase.State<TState, TData> s) => throw null;
    bool Akka.Actor.Internal.IInternalSupportsTestFSMRef<TState, TData>.IsStateTimerActive => throw null;
    public delegate Akka.Actor.FSMBase.State<TState, TData> StateFunction(Akka.Actor.FSMBase.Event<TData> fsmEvent);
    public sealed partial class TransformHelper
    {
        internal TransformHelper() { }
        public TransformHelper(Akka.Actor.FSM<TState, TData>.StateFunction func) { }
        public Akka.Actor.FSM<TState, TData>.StateFunction Func { get => throw null; }
        public Akka.Actor.FSM<TState, TData>.StateFunction Using(Func<Akka.Actor.FSMBase.State<TState, TData>, Akka.Actor.FSMBase.State<TState, TData>> andThen)=> throw null;
    }
    public delegate void TransitionHandler(TState initialState, TState nextState);
}
public partial interface ILoggingFSM
{
}
public partial class Inbox : Akka.Actor.IInboxable, IDisposable
{
    internal Inbox() { }
    public Akka.Actor.IActorRef Receiver { get => throw null; }
    public Akka.Actor.IActorRef Unwatch(Akka.Actor.IActorRef subject)=> throw null;
    public Akka.Actor.IActorRef Watch(Akka.Actor.IActorRef subject)=> throw null;
    public Akka.Actor.IActorRef WatchWith(Akka.Actor.IActorRef subject, object message)=> throw null;
    public Task<object> ReceiveAsync()=> throw null;
    public Task<object> ReceiveAsync(TimeSpan timeout)=> throw null;
    public object Receive()=> throw null;
    public object Receive(TimeSpan timeout)=> throw null;
    public object ReceiveWhere(Predicate<object> predicate)=> throw null;
    public object ReceiveWhere(Predicate<object> predicate, TimeSpan timeout)=> throw null;
    protected virtual void Dispose(bool disposing)=> throw null;
    public static Akka.Actor.Inbox Create(Akka.Actor.ActorSystem system)=> throw null;
    public void Dispose()=> throw null;
    public void Send(Akka.Actor.IActorRef actorRef, object message)=> throw null;
}
