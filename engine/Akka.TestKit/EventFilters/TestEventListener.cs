using Akka.Actor;
using Akka.Dispatch.SysMsg;
using Akka.Event;
using Akka.TestKit.TestEvent;

namespace Akka.TestKit;

/// <summary>The logger of a test: offers every event to the muted filters first and prints only what none of them takes.</summary>
public class TestEventListener : DefaultLogger
{
    private readonly List<IEventFilter> _filters = new();

    public TestEventListener()
    {
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger start:
                foreach (var channel in new[] { typeof(Mute), typeof(Unmute), typeof(DeadLetter), typeof(UnhandledMessage) })
                    start.LoggingBus.Subscribe(Context.Self, channel);
                return base.Receive(message);
            case Mute mute:
                _filters.AddRange(mute.Filters);
                return true;
            case Unmute unmute:
                foreach (var filter in unmute.Filters)
                    _filters.Remove(filter);
                return true;
            case LogEvent logged:
                Offer(logged, logged);
                return true;
            case DeadLetter letter:
                OnDeadLetter(letter);
                return true;
            case UnhandledMessage unhandled:
                var warning = new Warning(unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(), $"Unhandled message from {unhandled.Sender} : {unhandled.Message}");
                Offer(warning, warning);
                return true;
        }

        return false;
    }

    private void OnDeadLetter(DeadLetter letter)
    {
        if (letter.Message is Terminate)
            return;
        var source = letter.Recipient.Path.ToString();
        var type = letter.Recipient.GetType();
        var text = letter.Message is ISystemMessage ? $"Received dead system message: {letter.Message}" : $"Received dead letter from {letter.Sender}: {letter.Message}";
        Offer(new Warning(source, type, letter), new Warning(source, type, text));
    }

    private void Offer(LogEvent matched, LogEvent printed)
    {
        foreach (var filter in _filters)
        {
            try
            {
                if (filter.Apply(matched))
                    return;
            }
            catch (Exception e)
            {
                Print(new Error(e, nameof(TestEventListener), typeof(TestEventListener), $"The event filter {filter} failed."));
            }
        }

        Print(printed);
    }
}
