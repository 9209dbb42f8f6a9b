using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>The root and the user guardian.</summary>
public class GuardianActor : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated:
                Context.Stop(Self);
                break;
            case StopChild stop:
                Context.Stop(stop.Child);
                break;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                break;
        }
        return true;
    }

    protected override void PreStart() { }
}

/// <summary>Lives as long as /user, and then until everyone who registered a termination hook has finished.</summary>
public class SystemGuardianActor : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    private readonly IActorRef _userGuardian;
    private static readonly object LoggersTakeTooLong = new();
    private static readonly TimeSpan LoggersPatience = TimeSpan.FromSeconds(2);

    private readonly HashSet<IActorRef> _hooks = [];
    private HashSet<IActorRef> _loggers;
    private bool _terminating;

    public SystemGuardianActor(IActorRef userGuardian) => _userGuardian = userGuardian;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Terminated terminated when terminated.ActorRef.Equals(_userGuardian):
                _terminating = true;
                foreach (var hook in _hooks) hook.Tell(TerminationHook.Instance, Self);
                StopWhenHooksAreDone();
                break;
            case Terminated terminated when _loggers != null:
                _loggers.Remove(terminated.ActorRef);
                StopWhenLoggersAreDone();
                break;
            case Terminated terminated:
                _hooks.Remove(terminated.ActorRef);
                StopWhenHooksAreDone();
                break;
            case not null when ReferenceEquals(message, LoggersTakeTooLong):
                _loggers.Clear();
                StopWhenLoggersAreDone();
                break;
            case StopChild stop:
                Context.Stop(stop.Child);
                break;
            case RegisterTerminationHook when !_terminating && !Equals(Sender, Context.System.DeadLetters):
                _hooks.Add(Sender);
                Context.Watch(Sender);
                break;
            case TerminationHookDone:
                _hooks.Remove(Sender);
                StopWhenHooksAreDone();
                break;
            default:
                Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
                break;
        }
        return true;
    }

    private void StopWhenHooksAreDone()
    {
        if (!_terminating || _hooks.Count > 0 || _loggers != null) return;
        var system = (ActorSystemImpl)Context.System;
        _loggers = [.. system.EventStream.StopDefaultLoggers(system)];
        foreach (var logger in _loggers) Context.Watch(logger);
        if (_loggers.Count > 0) system.Scheduler.ScheduleTellOnce(LoggersPatience, Self, LoggersTakeTooLong, Self);
        StopWhenLoggersAreDone();
    }

    /// <summary>What was logged until now is written before the rest of the system's actors end.</summary>
    private void StopWhenLoggersAreDone()
    {
        if (_loggers.Count == 0) Context.Stop(Self);
    }

    /// <summary>A guardian keeps its children when it restarts.</summary>
    protected override void PreRestart(Exception reason, object message) { }
}

/// <summary>The root of the tree, which also knows the names that no cell stands for.</summary>
public class RootGuardianActorRef : LocalActorRef
{
    private readonly IInternalActorRef _deadLetters;
    private readonly IReadOnlyDictionary<string, IInternalActorRef> _extraNames;
    private IInternalActorRef _tempContainer;

    public RootGuardianActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType, IInternalActorRef supervisor,
        ActorPath path, IInternalActorRef deadLetters, IReadOnlyDictionary<string, IInternalActorRef> extraNames)
        : base(system, props, dispatcher, mailboxType, supervisor, path)
    {
        _deadLetters = deadLetters;
        _extraNames = extraNames;
    }

    public override IInternalActorRef Parent => this;

    public void SetTempContainer(IInternalActorRef tempContainer) => _tempContainer = tempContainer;

    public override IInternalActorRef GetSingleChild(string name) => name switch
    {
        "temp" => _tempContainer,
        "deadLetters" => _deadLetters,
        _ => _extraNames.TryGetValue(name, out var extra) ? extra : base.GetSingleChild(name),
    };
}

/// <summary>Above the root: when the root ends, the system has ended.</summary>
public class RootGuardianSupervisor : MinimalActorRef
{
    private readonly TaskCompletionSource<Status> _terminationPromise;
    private readonly ILoggingAdapter _log;
    private readonly Switch _stopped = new();

    public RootGuardianSupervisor(RootActorPath root, IActorRefProvider provider, TaskCompletionSource<Status> terminationPromise, ILoggingAdapter log)
    {
        _log = log;
        _terminationPromise = terminationPromise;
        Provider = provider;
        Path = root / "_Root-guardian-supervisor";
    }

    public Exception CauseOfTermination { get; private set; }
    public override ActorPath Path { get; }
    public override IActorRefProvider Provider { get; }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (!_stopped.IsOn) _log.Error("{0} received unexpected message [{1}]", Path, message ?? throw new InvalidMessageException("Message is null"));
    }

    public override void SendSystemMessage(ISystemMessage systemMessage)
    {
        if (_stopped.IsOn) return;
        switch (systemMessage)
        {
            case Failed failed:
                CauseOfTermination = failed.Cause;
                _log.Error(failed.Cause, "guardian {0} failed, shutting down!", failed.Child);
                ((IInternalActorRef)failed.Child).Stop();
                break;
            case Supervise:
                break;
            case DeathWatchNotification:
                Stop();
                break;
            default:
                _log.Error("{0} received unexpected system message [{1}]", Path, systemMessage);
                break;
        }
    }

    public override void Stop()
    {
        if (!_stopped.TurnOn()) return;
        _terminationPromise.TrySetResult(CauseOfTermination == null ? Status.Success.Instance : new Status.Failure(CauseOfTermination));
    }

    private sealed class Switch
    {
        private int _on;

        internal bool IsOn => Volatile.Read(ref _on) != 0;

        internal bool TurnOn() => Interlocked.Exchange(ref _on, 1) == 0;
    }
}
