using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.Routing;

namespace Akka.Actor;

/// <summary>What a system reads from its configuration once, when it is made.</summary>
public class Settings
{
    private readonly Config _userConfig;
    private Config _fallback;

    public Settings(ActorSystem system, Config config) : this(system, config, ActorSystemSetup.Empty) { }

    public Settings(ActorSystem system, Config config, ActorSystemSetup setup)
    {
        System = system;
        Setup = setup;
        _userConfig = config ?? Config.Empty;
        _fallback = ConfigurationFactory.Default();
        RebuildConfig();

        ProviderSelectionType = Selection(setup);
        ConfigVersion = Config.GetString("akka.version");
        SupervisorStrategyClass = Config.GetString("akka.actor.guardian-supervisor-strategy");
        AskTimeout = Config.GetTimeSpan("akka.actor.ask-timeout", Timeout.InfiniteTimeSpan, allowInfinite: true);
        CreationTimeout = Config.GetTimeSpan("akka.actor.creation-timeout");
        UnstartedPushTimeout = Config.GetTimeSpan("akka.actor.unstarted-push-timeout");
        SerializeAllMessages = Config.GetBoolean("akka.actor.serialize-messages");
        SerializeAllCreators = Config.GetBoolean("akka.actor.serialize-creators");
        EmitActorTelemetry = Config.GetBoolean("akka.actor.telemetry.enabled");

        LogLevel = Config.GetString("akka.loglevel", "INFO");
        StdoutLogLevel = Config.GetString("akka.stdout-loglevel", "WARNING");
        Loggers = Config.GetStringList("akka.loggers");
        LoggersDispatcher = Config.GetString("akka.loggers-dispatcher");
        LoggerStartTimeout = Config.GetTimeSpan("akka.logger-startup-timeout", TimeSpan.FromSeconds(5));
        LoggerAsyncStart = Config.GetBoolean("akka.logger-async-start");
        LogFormatter = Formatter();
        var filters = setup?.Get<LogFilterSetup>();
        LogFilter = filters is { HasValue: true } ? filters.Value.Value.CreateEvaluator() : LogFilterEvaluator.NoFilters;
        string stdoutLogger = Config.GetString("akka.stdout-logger-class");
        StdoutLogger = string.IsNullOrEmpty(stdoutLogger)
            ? new StandardOutLogger()
            : (MinimalLogger)ConfiguredType.Create(stdoutLogger, "akka.stdout-logger-class");
        StdoutLogger.Filter = LogFilter;
        LogConfigOnStart = Config.GetBoolean("akka.log-config-on-start");
        LogSerializerOverrideOnStart = Config.GetBoolean("akka.log-serializer-override-on-start", true);
        LogDeadLetters = Config.GetString("akka.log-dead-letters") switch
        {
            "on" or "true" => int.MaxValue,
            null or "off" or "false" => 0,
            _ => Config.GetInt("akka.log-dead-letters"),
        };
        LogDeadLettersDuringShutdown = Config.GetBoolean("akka.log-dead-letters-during-shutdown");
        LogDeadLettersSuspendDuration = Config.GetTimeSpan("akka.log-dead-letters-suspend-duration", TimeSpan.FromMinutes(5), allowInfinite: true);

        AddLoggingReceive = Config.GetBoolean("akka.actor.debug.receive");
        DebugAutoReceive = Config.GetBoolean("akka.actor.debug.autoreceive");
        DebugLifecycle = Config.GetBoolean("akka.actor.debug.lifecycle");
        DebugEventStream = Config.GetBoolean("akka.actor.debug.event-stream");
        DebugUnhandledMessage = Config.GetBoolean("akka.actor.debug.unhandled");
        DebugRouterMisconfiguration = Config.GetBoolean("akka.actor.debug.router-misconfiguration");
        DebugTimerScheduler = Config.GetBoolean("akka.actor.debug.log-timers");
        FsmDebugEvent = Config.GetBoolean("akka.actor.debug.fsm");

        Home = Config.GetString("akka.home", "");
        DefaultVirtualNodesFactor = Config.GetInt("akka.actor.deployment.default.virtual-nodes-factor", 10);
        SchedulerClass = Config.GetString("akka.scheduler.implementation");
        SchedulerShutdownTimeout = Config.GetTimeSpan("akka.scheduler.shutdown-timeout", TimeSpan.FromSeconds(5));
        CoordinatedShutdownTerminateActorSystem = Config.GetBoolean("akka.coordinated-shutdown.terminate-actor-system", true);
        CoordinatedShutdownRunByActorSystemTerminate = Config.GetBoolean("akka.coordinated-shutdown.run-by-actor-system-terminate", true);
        if (CoordinatedShutdownRunByActorSystemTerminate && !CoordinatedShutdownTerminateActorSystem)
            throw new ConfigurationException("akka.coordinated-shutdown.run-by-actor-system-terminate=on and akka.coordinated-shutdown.terminate-actor-system=off is not a supported configuration combination.");
    }

    public ActorSystem System { get; }
    public ActorSystemSetup Setup { get; }
    public Config Config { get; private set; }
    public ProviderSelection ProviderSelectionType { get; }
    public string ProviderClass => ProviderSelectionType.Fqn;
    public bool HasCluster => ProviderSelectionType.HasCluster;
    public string ConfigVersion { get; }
    public string SupervisorStrategyClass { get; }
    public TimeSpan AskTimeout { get; }
    public TimeSpan CreationTimeout { get; }
    public TimeSpan UnstartedPushTimeout { get; }
    public bool SerializeAllMessages { get; }
    public bool SerializeAllCreators { get; }
    public bool EmitActorTelemetry { get; }
    public string LogLevel { get; }
    public string StdoutLogLevel { get; }
    public IList<string> Loggers { get; }
    public string LoggersDispatcher { get; }
    public TimeSpan LoggerStartTimeout { get; }
    public bool LoggerAsyncStart { get; }
    public ILogMessageFormatter LogFormatter { get; }
    public LogFilterEvaluator LogFilter { get; }
    public MinimalLogger StdoutLogger { get; }
    public bool LogConfigOnStart { get; }
    public bool LogSerializerOverrideOnStart { get; }
    public int LogDeadLetters { get; }
    public bool LogDeadLettersDuringShutdown { get; }
    public TimeSpan LogDeadLettersSuspendDuration { get; }
    public bool AddLoggingReceive { get; }
    public bool DebugAutoReceive { get; }
    public bool DebugLifecycle { get; }
    public bool DebugEventStream { get; }
    public bool DebugUnhandledMessage { get; }
    public bool DebugRouterMisconfiguration { get; }
    public bool DebugTimerScheduler { get; }
    public bool FsmDebugEvent { get; }
    public string Home { get; }
    public int DefaultVirtualNodesFactor { get; }
    public string SchedulerClass { get; }
    public TimeSpan SchedulerShutdownTimeout { get; }
    public bool CoordinatedShutdownTerminateActorSystem { get; }
    public bool CoordinatedShutdownRunByActorSystemTerminate { get; }

    /// <summary>
    /// Adds defaults below what the user configured and above the defaults that are already there: so an assembly may change those of the
    /// assemblies it builds on. Extensions bring theirs this way.
    /// </summary>
    public void InjectTopLevelFallback(Config config)
    {
        _fallback = config.SafeWithFallback(_fallback);
        RebuildConfig();
    }

    private void RebuildConfig() => Config = _userConfig.SafeWithFallback(_fallback);

    private ProviderSelection Selection(ActorSystemSetup setup)
    {
        var bootstrap = setup?.Get<BootstrapSetup>();
        if (bootstrap is { HasValue: true } && bootstrap.Value.Value.ActorRefProvider is { HasValue: true } chosen) return chosen.Value;
        return ProviderSelection.GetProvider(Config.GetString("akka.actor.provider"));
    }

    private ILogMessageFormatter Formatter()
    {
        string name = Config.GetString("akka.logger-formatter");
        var type = ConfiguredType.Find(name);
        if (type == null || type == typeof(DefaultLogMessageFormatter)) return DefaultLogMessageFormatter.Instance;
        return (ILogMessageFormatter)ConfiguredType.Create(name, "akka.logger-formatter");
    }

    public override string ToString() => Config.ToString();
}
