using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Event;

/// <summary>Writes dead letters to the log, a few, and then goes quiet for a while.</summary>
public class DeadLetterListener : ActorBase
{
    private static readonly TimeSpan Forever = Timeout.InfiniteTimeSpan;

    private readonly EventStream _eventStream = Context.System.EventStream;
    private readonly ActorSystemImpl _system = (ActorSystemImpl)Context.System;
    private readonly int _maxCount = Context.System.Settings.LogDeadLetters;
    private readonly TimeSpan _pause = Context.System.Settings.LogDeadLettersSuspendDuration;
    private int _count;
    private TimeSpan? _quietUntil;

    /// <summary>Subscribed by whoever makes the listener, before it runs: the first dead letter counts, too.</summary>
    internal static void Subscribe(EventStream stream, IActorRef listener)
    {
        stream.Subscribe(listener, typeof(DeadLetter));
        stream.Subscribe(listener, typeof(Dropped));
        stream.Subscribe(listener, typeof(UnhandledMessage));
    }

    protected override void PreStart() => Subscribe(_eventStream, Self);

    protected override void PostStop() => _eventStream.Unsubscribe(Self);

    protected override void PreRestart(Exception reason, object message) { }

    protected override void PostRestart(Exception reason) { }

    protected override bool Receive(object message)
    {
        if (message is not AllDeadLetters letter) return false;
        if (letter.Message is IDeadLetterSuppression || (_system.IsTerminating && !_system.Settings.LogDeadLettersDuringShutdown)) return true;
        // A handful of letters in the log says that something is wrong; thousands hide what.
        if (_quietUntil is { } until)
        {
            _count++;
            if (_pause == Forever || _system.Scheduler.MonotonicClock < until) return true;
            Write(letter, $", of which {_count} were not logged. The counter will be reset now");
            _quietUntil = null;
            _count = 0;
            return true;
        }
        if (_count < int.MaxValue) _count++;
        if (_maxCount == int.MaxValue || _count < _maxCount)
        {
            Write(letter, "");
            return true;
        }
        if (_pause == Forever)
        {
            Write(letter, ", no more dead letters will be logged");
            _quietUntil = TimeSpan.MaxValue;
        }
        else
        {
            Write(letter, $", no more dead letters will be logged in next [{_pause}]");
            _quietUntil = _system.Scheduler.MonotonicClock + _pause;
        }
        _count = 0;
        return true;
    }

    private void Write(AllDeadLetters letter, string done)
    {
        string kind = letter.Message?.GetType().Name ?? "null";
        string origin = letter.Sender == null || letter.Sender.Equals(Context.System.DeadLetters) ? "without sender" : $"from {letter.Sender}";
        string text = letter switch
        {
            UnhandledMessage => $"Message [{kind}] {origin} to {letter.Recipient} was unhandled. [{_count}] dead letters encountered{done}. This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'. Message content: {letter.Message}",
            Dropped dropped => $"Message [{kind}] {origin} to {letter.Recipient} was dropped. {dropped.Reason}. [{_count}] dead letters encountered{done}. This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'. Message content: {letter.Message}",
            _ => $"Message [{kind}] {origin} to {letter.Recipient} was not delivered. [{_count}] dead letters encountered{done}. If this is not an expected behavior then {letter.Recipient} may have terminated unexpectedly. This logging can be turned off or adjusted with configuration settings 'akka.log-dead-letters' and 'akka.log-dead-letters-during-shutdown'. Message content: {letter.Message}",
        };
        string source = letter.Recipient?.Path.ToString() ?? Self.Path.ToString();
        _eventStream.Publish(new Info(source, letter.Recipient?.GetType() ?? GetType(), text));
    }
}
