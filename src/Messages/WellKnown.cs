namespace Muster.Messages;

/// <summary>Names that every host and every driver must agree on.</summary>
public static class WellKnown
{
    /// <summary>Name of the actor system of every host and every driver.</summary>
    public const string SystemName = "Muster";

    /// <summary>Role of hosts that may hold the coordinator and result actors.</summary>
    public const string SeedRole = "seed";

    /// <summary>Role of hosts that start ranks.</summary>
    public const string NodeRole = "node";

    /// <summary>The coordinator as drivers reach it: registered with the receptionist under this path.</summary>
    public const string WorkflowService = "/user/workflow";

    /// <summary>Singleton manager of the coordinator.</summary>
    public const string CoordinatorManager = "/user/coordinator";

    /// <summary>Parent of the result actors, on seed hosts.</summary>
    public const string Results = "/user/results";

    /// <summary>On seed hosts: keeps the raw output of runs that want it.</summary>
    public const string Outputs = "/user/outputs";

    /// <summary>On seed hosts: names that ranks published.</summary>
    public const string Names = "/user/names";

    /// <summary>On every node host: starts and watches the node's ranks.</summary>
    public const string RankHost = "/user/rank-host";

    /// <summary>On every node host: takes runs to produce.</summary>
    public const string Producer = "/user/producer";

    /// <summary>On every node host: takes streams to parse.</summary>
    public const string Parser = "/user/parser";

    /// <summary>On every node host: samples the node while somebody watches.</summary>
    public const string Monitor = "/user/monitor";

    /// <summary>Singleton manager of the collector of samples, on seed hosts.</summary>
    public const string CollectorManager = "/user/collector";

    /// <summary>The collector as those who watch reach it: registered with the receptionist under this path.</summary>
    public const string TelemetryService = "/user/telemetry";

    /// <summary>On every host: takes <see cref="Hosts.StopHost"/>.</summary>
    public const string Host = "/user/host";

    /// <summary>The log store as drivers and aggregators reach it: registered with the receptionist under this path.</summary>
    public const string LogsService = "/user/logs";

    /// <summary>Singleton manager of the log store.</summary>
    public const string LogStoreManager = "/user/log-store";

    /// <summary>On seed hosts: takes batches of log records.</summary>
    public const string LogAggregator = "/user/log-aggregator";

    /// <summary>On seed hosts that take log records of other programs: the inputs.</summary>
    public const string LogInputs = "/user/log-inputs";

    /// <summary>On every host: sends its log records.</summary>
    public const string LogForwarder = "/user/log-forwarder";

    /// <summary>The expression used when a run names none: a size and a latency, as OSU benchmarks print them.</summary>
    public const string DefaultParse = @"^(\d+)\s+([\d.]+)";

    /// <summary>Where a cluster client finds the receptionist of a host.</summary>
    public static string ReceptionistOf(string address) => address + "/system/receptionist";
}
