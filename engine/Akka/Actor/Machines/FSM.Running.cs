using Akka.Actor.Internal;
using Akka.Event;
using Akka.Routing;

namespace Akka.Actor;

public abstract partial class FSM<TState, TData>
{
    private long _generation;
    private ICancelable _stateTimeout;

    bool IInternalSupportsTestFSMRef<TState, TData>.IsStateTimerActive => _stateTimeout is { IsCancellationRequested: false };

    void IInternalSupportsTestFSMRef<TState, TData>.ApplyState(State<TState, TData> upcomingState) => Apply(upcomingState);

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TimeoutMarker marker:
                if (marker.Generation == _generation) Process(StateTimeout.Instance, "state timeout");
                return true;
            case NamedTimer timer:
                if (Due(timer))
                {
                    ForgetStateTimeout();
                    Process(timer.Message, timer);
                }

                return true;
            case SubscribeTransitionCallBack subscribe:
                AddListener(subscribe.ActorRef);
                return true;
            case Listen listen:
                AddListener(listen.Listener);
                return true;
            case UnsubscribeTransitionCallBack unsubscribe:
                RemoveListener(unsubscribe.ActorRef);
                return true;
            case Deafen deafen:
                RemoveListener(deafen.Listener);
                return true;
            default:
                ForgetStateTimeout();
                Process(message, Sender);
                return true;
        }
    }

    protected override void PostStop()
    {
        // Stopped from outside, or by its own Stop(): the machine ends once either way.
        if (_current is not null) End(Stay().WithStopReason(Shutdown.Instance));
        base.PostStop();
    }

    private void Process(object message, object source)
    {
        var fsmEvent = new Event<TData>(message, StateData);
        if (DebugEvent) _log.Debug("processing {0} from {1} in state {2}", fsmEvent, source, StateName);

        var before = StateName;
        var next = (_functions.TryGetValue(before, out var function) ? function(fsmEvent) : null)
                   ?? _unhandled?.Invoke(fsmEvent)
                   ?? IgnoreUnhandled(message);
        Apply(next);
        if (DebugEvent && !EqualityComparer<TState>.Default.Equals(before, next.StateName)) _log.Debug("transition {0} -> {1}", before, next.StateName);
    }

    private State<TState, TData> IgnoreUnhandled(object message)
    {
        _log.Warning("unhandled event {0} in state {1}", message, StateName);
        return Stay();
    }

    private void Apply(State<TState, TData> next)
    {
        if (next.StopReason is null)
        {
            Enter(next);
            return;
        }

        Reply(next);
        End(next);
        Context.Stop(Self);
    }

    private void Enter(State<TState, TData> next)
    {
        if (!_functions.ContainsKey(next.StateName))
        {
            End(Stay().WithStopReason(new Failure($"Next state {next.StateName} does not exist")));
            Context.Stop(Self);
            return;
        }

        Reply(next);
        if (next.Notifies || !EqualityComparer<TState>.Default.Equals(StateName, next.StateName)) Notify(next);
        _current = next;

        var timeout = next.Timeout ?? _stateTimeouts.GetValueOrDefault(next.StateName);
        if (timeout is { } after && after >= TimeSpan.Zero && after != TimeSpan.MaxValue)
            _stateTimeout = Context.System.Scheduler.ScheduleTellOnceCancelable(after, Self, new TimeoutMarker(_generation), Self);
    }

    private void Reply(State<TState, TData> next)
    {
        for (var i = 0; i < next.Replies.Count; i++) Sender.Tell(next.Replies[i], Self);
    }

    private void Notify(State<TState, TData> next)
    {
        _next = next;
        foreach (var handler in _onTransition) handler(StateName, next.StateName);
        Listeners.Gossip(new Transition<TState>(Self, StateName, next.StateName));
        _next = null;
    }

    private void End(State<TState, TData> last)
    {
        if (_current.StopReason is not null) return;
        LogTermination(last.StopReason);
        CancelTimers();
        ForgetStateTimeout();
        _current = last;
        _onTermination?.Invoke(new StopEvent<TState, TData>(last.StopReason, last.StateName, last.StateData));
    }

    private void ForgetStateTimeout()
    {
        _generation++;
        _stateTimeout?.Cancel();
        _stateTimeout = null;
    }

    private void AddListener(IActorRef listener)
    {
        Context.Watch(listener);
        Listeners.Add(listener);
        listener.Tell(new CurrentState<TState>(Self, StateName), Self);
    }

    private void RemoveListener(IActorRef listener)
    {
        Context.Unwatch(listener);
        Listeners.Remove(listener);
    }

    /// <summary>Belongs to the stay it was started in: another message in between makes it late.</summary>
    private sealed class TimeoutMarker(long generation) : INoSerializationVerificationNeeded
    {
        public long Generation { get; } = generation;
    }
}
