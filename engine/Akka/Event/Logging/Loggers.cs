using Akka.Actor;
using Akka.Dispatch;

namespace Akka.Event;

/// <summary>A logger that is a mere reference: it writes on the thread that logs.</summary>
public abstract class MinimalLogger : MinimalActorRef
{
    private readonly RootActorPath _path = new(new Address("akka", "all-systems"), "/StandardOutLogger");

    public LogFilterEvaluator Filter { get; internal set; } = LogFilterEvaluator.NoFilters;

    public sealed override ActorPath Path => _path;
    public sealed override IActorRefProvider Provider => throw new NotSupportedException("This logger does not provide.");

    protected abstract void Log(object message);

    protected sealed override void TellInternal(object message, IActorRef sender)
    {
        if (message == null) throw new ArgumentNullException(nameof(message), "The message to log must not be null.");
        Log(message);
    }
}

public class StandardOutLogger : MinimalLogger
{
    public static ConsoleColor DebugColor { get; set; } = ConsoleColor.Gray;
    public static ConsoleColor InfoColor { get; set; } = ConsoleColor.White;
    public static ConsoleColor WarningColor { get; set; } = ConsoleColor.Yellow;
    public static ConsoleColor ErrorColor { get; set; } = ConsoleColor.Red;
    public static bool UseColors { get; set; } = true;

    protected override void Log(object message)
    {
        if (message is LogEvent logEvent) PrintLogEvent(logEvent, Filter);
        else Console.WriteLine(message);
    }

    /// <summary>Writing to the console may fail (a closed pipe): nobody could be told of it, and the logging actor must not be failed by it.</summary>
    internal static void PrintLogEvent(LogEvent logEvent, LogFilterEvaluator filter)
    {
        try
        {
            if (!filter.ShouldTryKeepMessage(logEvent, out _)) return;
            string text = logEvent.ToString();
            if (!UseColors || Console.IsOutputRedirected)
            {
                Console.WriteLine(text);
                return;
            }
            lock (Console.Out)
            {
                var before = Console.ForegroundColor;
                Console.ForegroundColor = logEvent.LogLevel() switch
                {
                    LogLevel.DebugLevel => DebugColor,
                    LogLevel.InfoLevel => InfoColor,
                    LogLevel.WarningLevel => WarningColor,
                    _ => ErrorColor,
                };
                Console.WriteLine(text);
                Console.ForegroundColor = before;
            }
        }
        catch (IOException)
        {
            return;
        }
    }
}

public class DefaultLogger : ActorBase, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    // Taken at creation, not when the logger is initialised: a restarted logger is not initialised again and goes on all the same.
    private readonly MinimalLogger _stdoutLogger = Context.System.Settings.StdoutLogger;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                return true;
            case LogEvent logEvent:
                Print(logEvent);
                return true;
            default:
                return false;
        }
    }

    protected virtual void Print(LogEvent logEvent) => _stdoutLogger.Tell(logEvent);
}

public class TraceLogger : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case Error or Warning or Info or Debug:
                System.Diagnostics.Trace.WriteLine(message);
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
