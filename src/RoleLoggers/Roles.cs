namespace Muster.RoleLoggers;

/// <summary>The logger of a director: `DIR_` and its name, port 9200.</summary>
public sealed class DirectorLogger(
    string loggerName,
    string loggingVariant = LoggingVariants.Basic,
    string? server = null,
    int? port = null,
    LogLevel loggingLevel = LogLevel.Info,
    bool debuggingFields = false,
    IEnumerable<FilterFunction>? filterFunctions = null,
    IEnumerable<string>? censorKeys = null,
    string filePath = "",
    Delivery? delivery = null)
    : RoleLogger("DIR_", UsualPort, loggerName, loggingVariant, server, port, loggingLevel, debuggingFields, filterFunctions, censorKeys, filePath, delivery)
{
    /// <summary>Where the server listens for directors.</summary>
    public const int UsualPort = 9200;
}

/// <summary>The logger of a trusted third party: `TTP_` and its name, port 9300.</summary>
public sealed class TTPLogger(
    string loggerName,
    string loggingVariant = LoggingVariants.Basic,
    string? server = null,
    int? port = null,
    LogLevel loggingLevel = LogLevel.Info,
    bool debuggingFields = false,
    IEnumerable<FilterFunction>? filterFunctions = null,
    IEnumerable<string>? censorKeys = null,
    string filePath = "",
    Delivery? delivery = null)
    : RoleLogger("TTP_", UsualPort, loggerName, loggingVariant, server, port, loggingLevel, debuggingFields, filterFunctions, censorKeys, filePath, delivery)
{
    /// <summary>Where the server listens for trusted third parties.</summary>
    public const int UsualPort = 9300;
}

/// <summary>The logger of a worker: `WKR_` and its name, port 9400.</summary>
public sealed class WorkerLogger(
    string loggerName,
    string loggingVariant = LoggingVariants.Basic,
    string? server = null,
    int? port = null,
    LogLevel loggingLevel = LogLevel.Info,
    bool debuggingFields = false,
    IEnumerable<FilterFunction>? filterFunctions = null,
    IEnumerable<string>? censorKeys = null,
    string filePath = "",
    Delivery? delivery = null)
    : RoleLogger("WKR_", UsualPort, loggerName, loggingVariant, server, port, loggingLevel, debuggingFields, filterFunctions, censorKeys, filePath, delivery)
{
    /// <summary>Where the server listens for workers.</summary>
    public const int UsualPort = 9400;
}
