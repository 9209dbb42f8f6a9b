using Akka.Actor;
using Akka.Configuration;

namespace Akka.Remote;

/// <summary>The section akka.remote.</summary>
public class RemoteSettings
{
    public static readonly string AkkaScheme = "akka.tcp";

    public RemoteSettings(Config config)
    {
        Config = config;
        LogReceive = config.GetBoolean("akka.remote.log-received-messages", false);
        LogSend = config.GetBoolean("akka.remote.log-sent-messages", false);
        UntrustedMode = config.GetBoolean("akka.remote.untrusted-mode", false);
        TrustedSelectionPaths = new HashSet<string>(config.GetStringList("akka.remote.trusted-selection-paths") ?? []);
        RemoteLifecycleEventsLogLevel = LifecycleLevel(config.GetString("akka.remote.log-remote-lifecycle-events", "on"));
        Dispatcher = config.GetString("akka.remote.use-dispatcher", "");
        ShutdownTimeout = Time("shutdown-timeout", 10);
        FlushWait = Time("flush-wait-on-shutdown", 2);
        StartupTimeout = Time("startup-timeout", 10);
        RetryGateClosedFor = Time("retry-gate-closed-for", 5);
        UsePassiveConnections = config.GetBoolean("akka.remote.use-passive-connections", true);
        SysMsgBufferSize = config.GetInt("akka.remote.system-message-buffer-size", 20_000);
        SysResendLimit = config.GetInt("akka.remote.resend-limit", 200);
        InitialSysMsgDeliveryTimeout = Time("initial-system-message-delivery-timeout", 180);
        QuarantineSilentSystemTimeout = Time("quarantine-after-silence", 2 * 24 * 3600);
        SysResendTimeout = Time("resend-interval", 2);
        SysMsgAckTimeout = Time("system-message-ack-piggyback-timeout", 0.3);
        QuarantineDuration = Time("prune-quarantine-marker-after", 5 * 24 * 3600);
        BackoffPeriod = Time("backoff-interval", 0.05);
        CommandAckTimeout = Time("command-ack-timeout", 30);
        LogFrameSizeExceeding = config.GetString("akka.remote.log-frame-size-exceeding", "off") is "off" or "false"
            ? null
            : config.GetByteSize("akka.remote.log-frame-size-exceeding");
        LogBufferSizeExceeding = config.GetInt("akka.remote.log-buffer-size-exceeding", 50_000);

        WatchFailureDetectorConfig = config.GetConfig("akka.remote.watch-failure-detector") ?? ConfigurationFactory.Empty;
        WatchFailureDetectorImplementationClass = WatchFailureDetectorConfig.GetString("implementation-class", typeof(PhiAccrualFailureDetector).FullName);
        WatchHeartBeatInterval = WatchFailureDetectorConfig.GetTimeSpan("heartbeat-interval", TimeSpan.FromSeconds(1));
        WatchUnreachableReaperInterval = WatchFailureDetectorConfig.GetTimeSpan("unreachable-nodes-reaper-interval", TimeSpan.FromSeconds(1));
        WatchHeartbeatExpectedResponseAfter = WatchFailureDetectorConfig.GetTimeSpan("expected-response-after", TimeSpan.FromSeconds(1));

        TransportNames = config.GetStringList("akka.remote.enabled-transports") ?? [];
        Transports = TransportNames.Select(name => new TransportSettings(config.GetConfig(name)
            ?? throw new ConfigurationException($"akka.remote.enabled-transports names {name}, which is not configured."))).ToArray();
        Adapters = new Dictionary<string, string>();
        if (config.GetConfig("akka.remote.adapters") is { } adapters)
            foreach (var (name, value) in adapters.AsEnumerable())
                Adapters[name] = value.GetString();
    }

    public Config Config { get; }
    /// <summary>Null: off.</summary>
    internal long? LogFrameSizeExceeding { get; }
    public HashSet<string> TrustedSelectionPaths { get; set; }
    public bool UntrustedMode { get; set; }
    public bool LogSend { get; set; }
    public bool LogReceive { get; set; }
    public int LogBufferSizeExceeding { get; set; }
    public string RemoteLifecycleEventsLogLevel { get; set; }
    public string Dispatcher { get; set; }
    public TimeSpan ShutdownTimeout { get; set; }
    public TimeSpan FlushWait { get; set; }
    public IList<string> TransportNames { get; set; }
    public IDictionary<string, string> Adapters { get; set; }
    public TransportSettings[] Transports { get; set; }
    public TimeSpan BackoffPeriod { get; set; }
    public TimeSpan RetryGateClosedFor { get; set; }
    public bool UsePassiveConnections { get; set; }
    public int SysMsgBufferSize { get; set; }
    public int SysResendLimit { get; set; }
    public TimeSpan SysResendTimeout { get; set; }
    public TimeSpan InitialSysMsgDeliveryTimeout { get; set; }
    public TimeSpan QuarantineSilentSystemTimeout { get; set; }
    public TimeSpan SysMsgAckTimeout { get; set; }
    public TimeSpan? QuarantineDuration { get; set; }
    public TimeSpan StartupTimeout { get; set; }
    public TimeSpan CommandAckTimeout { get; set; }
    public Config WatchFailureDetectorConfig { get; set; }
    public string WatchFailureDetectorImplementationClass { get; set; }
    public TimeSpan WatchHeartBeatInterval { get; set; }
    public TimeSpan WatchUnreachableReaperInterval { get; set; }
    public TimeSpan WatchHeartbeatExpectedResponseAfter { get; set; }

    public Props ConfigureDispatcher(Props props) => string.IsNullOrEmpty(Dispatcher) ? props : props.WithDispatcher(Dispatcher);

    private TimeSpan Time(string key, double fallbackSeconds) =>
        Config.GetTimeSpan("akka.remote." + key, TimeSpan.FromSeconds(fallbackSeconds));

    private static string LifecycleLevel(string text) => text.ToLowerInvariant() switch
    {
        "on" or "true" => "DEBUG",
        "off" or "false" => "OFF",
        var level => level.ToUpperInvariant(),
    };

    public class TransportSettings
    {
        public TransportSettings(Config config)
        {
            Config = config;
            TransportClass = config.GetString("transport-class", "");
            Adapters = config.GetStringList("applied-adapters") ?? [];
        }

        public Config Config { get; set; }
        public IList<string> Adapters { get; set; }
        public string TransportClass { get; set; }
    }
}
