using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Event;

/// <summary>A bus with loggers attached to it.</summary>
public class LoggingBus : ActorEventBus<object, Type>
{
    private static readonly LogLevel[] AllLevels = Enum.GetValues<LogLevel>();
    private static int s_names;

    private readonly List<IActorRef> _loggers = [];
    private volatile int _logLevel = (int)LogLevel.InfoLevel;

    public LoggingBus() { }

    /// <summary>Set where a system's time is not that of the machine: log events carry the system's.</summary>
    internal ITimeProvider Clock { get; set; }

    internal override void OnPublish(object @event)
    {
        if (Clock is { } clock && @event is LogEvent logEvent) logEvent.Timestamp = clock.Now.UtcDateTime;
    }

    public LogLevel LogLevel => (LogLevel)_logLevel;

    protected override bool IsSubClassification(Type parent, Type child) => parent.IsAssignableFrom(child);

    protected override void Publish(object @event, IActorRef subscriber) => subscriber.Tell(@event, ActorRefs.NoSender);

    protected override bool Classify(object @event, Type classifier) => classifier.IsInstanceOfType(@event);

    protected override Type GetClassifier(object @event) => @event.GetType();

    public void SetLogLevel(LogLevel logLevel)
    {
        IActorRef[] loggers;
        lock (_loggers)
        {
            _logLevel = (int)logLevel;
            loggers = [.. _loggers];
        }
        foreach (var logger in loggers) SubscribeFrom(logLevel, logger);
    }

    private void SubscribeFrom(LogLevel lowest, IActorRef logger)
    {
        foreach (var level in AllLevels)
        {
            if (level >= lowest) Subscribe(logger, level.ClassFor());
            else Unsubscribe(logger, level.ClassFor());
        }
    }

    /// <summary>Until the configured loggers are up, and after they went down, what happens goes to the console.</summary>
    public void StartStdoutLogger(Settings config)
    {
        SetUpStdoutLogger(config);
        Publish(new Debug(SimpleName(this), GetType(), "StandardOutLogger started"));
    }

    private void SetUpStdoutLogger(Settings config)
    {
        var level = Logging.LogLevelFor(config.StdoutLogLevel);
        foreach (var each in AllLevels)
            if (each >= level) Subscribe(config.StdoutLogger, each.ClassFor());
        _logLevel = (int)level;
    }

    internal void StartDefaultLoggers(ActorSystemImpl system)
    {
        var settings = system.Settings;
        bool stdoutStays = false;
        foreach (string name in settings.Loggers)
        {
            var type = ConfiguredType.Find(name) ?? throw new Configuration.ConfigurationException($"Logger specified in config cannot be found: \"{name}\"");
            if (type == typeof(StandardOutLogger) || typeof(MinimalLogger).IsAssignableFrom(type))
            {
                stdoutStays = true;
                continue;
            }
            AddLogger(system, type);
        }
        lock (_loggers) _logLevel = (int)Logging.LogLevelFor(settings.LogLevel);
        IActorRef[] started;
        lock (_loggers) started = [.. _loggers];
        foreach (var logger in started) SubscribeFrom(LogLevel, logger);
        if (stdoutStays)
        {
            SubscribeFrom(LogLevel, settings.StdoutLogger);
        }
        else
        {
            Publish(new Debug(SimpleName(this), GetType(), "StandardOutLogger being removed"));
            base.Unsubscribe(settings.StdoutLogger);
        }
        if (settings.DebugUnhandledMessage)
            Subscribe(system.SystemActorOf(Props.Create<UnhandledMessageForwarder>(), "UnhandledMessageForwarder"), typeof(UnhandledMessage));
        Publish(new Debug(SimpleName(this), GetType(), "Default Loggers started"));
    }

    private void AddLogger(ActorSystemImpl system, Type type)
    {
        var settings = system.Settings;
        string name = $"log{Interlocked.Increment(ref s_names)}-{SimpleName(type)}";
        var logger = system.SystemActorOf(Props.Create(type).WithDispatcher(settings.LoggersDispatcher), name);
        var initialize = new InitializeLogger(this);
        if (settings.LoggerAsyncStart || system.IsSimulated)
        {
            logger.Tell(initialize, ActorRefs.NoSender);
        }
        else
        {
            try
            {
                object answer = logger.Ask(initialize, settings.LoggerStartTimeout).GetAwaiter().GetResult();
                if (answer is not LoggerInitialized)
                    throw new LoggerInitializationException($"Logger [{name}] did not respond with {nameof(LoggerInitialized)}, sent instead [{answer}]");
            }
            catch (AskTimeoutException)
            {
                Publish(new Warning(SimpleName(this), GetType(), $"Logger [{name}] did not respond within {settings.LoggerStartTimeout} to InitializeLogger(bus), please check. It is added anyway."));
            }
        }
        lock (_loggers) _loggers.Add(logger);
        Publish(new Debug(SimpleName(this), GetType(), $"Logger {name} [{type.Name}] started"));
    }

    /// <summary>Detaches the loggers and tells them to end once they have written what they were told. The caller waits for them.</summary>
    internal IReadOnlyList<IActorRef> StopDefaultLoggers(ActorSystemImpl system)
    {
        IActorRef[] loggers;
        lock (_loggers)
        {
            loggers = [.. _loggers];
            _loggers.Clear();
        }
        var level = LogLevel;
        if (loggers.Length > 0 && Logging.LogLevelFor(system.Settings.StdoutLogLevel) is var stdout && stdout != Logging.Off)
        {
            foreach (var each in AllLevels)
                if (each >= stdout) base.Subscribe(system.Settings.StdoutLogger, each.ClassFor());
        }
        foreach (var logger in loggers)
        {
            Unsubscribe(logger);
            logger.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        }
        _logLevel = (int)level;
        return loggers;
    }

    private sealed class UnhandledMessageForwarder : ActorBase
    {
        protected override bool Receive(object message)
        {
            if (message is not UnhandledMessage unhandled) return false;
            Context.System.EventStream.Publish(new Debug(unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(),
                $"Unhandled message from {unhandled.Sender} : {unhandled.Message}"));
            return true;
        }
    }
}

public class InitializeLogger : INoSerializationVerificationNeeded
{
    public InitializeLogger(LoggingBus loggingBus) => LoggingBus = loggingBus;

    public LoggingBus LoggingBus { get; }
}

public class LoggerInitialized : INoSerializationVerificationNeeded, IDeadLetterSuppression;
