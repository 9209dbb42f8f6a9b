using Akka.Actor;

namespace Akka.Event;

public class DummyClassForStringSources;

/// <summary>Who logs: a name and a type.</summary>
public readonly struct LogSource
{
    private LogSource(string source, Type type)
    {
        Source = source;
        Type = type;
    }

    public string Source { get; }
    public Type Type { get; }

    public static LogSource Create(object o) => Create(o, null);

    public static LogSource Create(object o, ActorSystem system) => o switch
    {
        IActorContext context => new LogSource(FromActor(context, system), SourceType(o)),
        IActorRef actor => new LogSource(FromActorRef(actor, system), SourceType(o)),
        string text => new LogSource(FromString(text, system), SourceType(o)),
        Type type => new LogSource(FromType(type, system), SourceType(o)),
        ActorSystem source => new LogSource("ActorSystem(" + source.Name + ")", source.GetType()),
        _ => new LogSource(FromType(o.GetType(), system), SourceType(o)),
    };

    public static LogSource Create(string source, Type t) => new(source, t);

    public static string FromActor(IActorContext actor, ActorSystem system) => FromActorRef(actor.Self, system);

    public static string FromActorRef(IActorRef a, ActorSystem system) => a.Path.ToString();

    public static string FromString(string source, ActorSystem system) => system == null ? source : source + "(" + system + ")";

    public static string FromType(Type t, ActorSystem system) => system == null ? Logging.SimpleName(t) : Logging.SimpleName(t) + " (" + system + ")";

    public static Type SourceType(object o) => o switch
    {
        Type type => type,
        IActorContext context => context.Props.Type,
        ActorSystem => typeof(ActorSystem),
        string => typeof(DummyClassForStringSources),
        _ => o.GetType(),
    };
}

public static class Logging
{
    public static ILoggingAdapter GetLogger(this IActorContext context, ILogMessageFormatter logMessageFormatter = null) =>
        new BusLogging(context.System.EventStream, LogSource.FromActorRef(context.Self, context.System), LogSource.SourceType(context),
            logMessageFormatter ?? context.System.Settings.LogFormatter);

    public static ILoggingAdapter GetLogger(ActorSystem system, object logSourceObj, ILogMessageFormatter logMessageFormatter = null)
    {
        var source = LogSource.Create(logSourceObj, system);
        return new BusLogging(system.EventStream, source.Source, source.Type, logMessageFormatter ?? system.Settings.LogFormatter);
    }

    public static ILoggingAdapter GetLogger(LoggingBus loggingBus, object logSourceObj, ILogMessageFormatter logMessageFormatter = null)
    {
        var source = LogSource.Create(logSourceObj);
        return new BusLogging(loggingBus, source.Source, source.Type, logMessageFormatter ?? DefaultLogMessageFormatter.Instance);
    }

    public static Type ClassFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => typeof(Debug),
        LogLevel.InfoLevel => typeof(Info),
        LogLevel.WarningLevel => typeof(Warning),
        LogLevel.ErrorLevel => typeof(Error),
        _ => throw new ArgumentException("Unknown LogLevel", nameof(logLevel)),
    };

    public static string StringFor(this LogLevel logLevel) => logLevel switch
    {
        LogLevel.DebugLevel => "DEBUG",
        LogLevel.InfoLevel => "INFO",
        LogLevel.WarningLevel => "WARNING",
        LogLevel.ErrorLevel => "ERROR",
        Off => "OFF",
        _ => throw new ArgumentException("Unknown LogLevel", nameof(logLevel)),
    };

    /// <summary>Above every level: nothing is logged.</summary>
    internal const LogLevel Off = (LogLevel)int.MaxValue;

    public static LogLevel LogLevelFor(string logLevel) => logLevel?.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.DebugLevel,
        "INFO" => LogLevel.InfoLevel,
        "WARNING" => LogLevel.WarningLevel,
        "ERROR" => LogLevel.ErrorLevel,
        "OFF" => Off,
        _ => throw new ArgumentException($@"Unknown LogLevel: ""{logLevel}"". Valid values are: ""Debug"", ""Info"", ""Warning"", ""Error"", ""Off""", nameof(logLevel)),
    };

    public static LogLevel LogLevelFor<T>() where T : LogEvent
    {
        if (typeof(T) == typeof(Debug)) return LogLevel.DebugLevel;
        if (typeof(T) == typeof(Info)) return LogLevel.InfoLevel;
        if (typeof(T) == typeof(Warning)) return LogLevel.WarningLevel;
        if (typeof(T) == typeof(Error)) return LogLevel.ErrorLevel;
        throw new ArgumentException($"Unknown LogEvent type: {typeof(T)}");
    }

    public static string SimpleName(object o) => SimpleName(o.GetType());

    public static string SimpleName(Type t)
    {
        int tick = t.Name.IndexOf('`');
        return tick < 0 ? t.Name : t.Name[..tick];
    }
}
