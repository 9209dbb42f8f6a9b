using Serilog.Events;

namespace Muster.RoleLoggers;

/// <summary>Levels with the numbers of Python's logging, which the records carry.</summary>
public enum LogLevel
{
    /// <summary>What only its writer wants.</summary>
    Debug = 10,

    /// <summary>The ordinary course.</summary>
    Info = 20,

    /// <summary>Something to look at.</summary>
    Warning = 30,

    /// <summary>Something failed.</summary>
    Error = 40,

    /// <summary>Nothing goes on.</summary>
    Critical = 50,
}

internal static class LogLevels
{
    /// <summary>As the Synergos logger names it.</summary>
    public static string Word(this LogLevel level) => level.ToString().ToLowerInvariant();

    public static LogEventLevel ToSerilog(this LogLevel level) => level switch
    {
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Info => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };

    /// <summary>As syslog and GELF count.</summary>
    public static int ToSyslog(this LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => 7,
        LogEventLevel.Information => 6,
        LogEventLevel.Warning => 4,
        LogEventLevel.Error => 3,
        _ => 2,
    };

    /// <summary>As Python names it.</summary>
    public static string ToPython(this LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose or LogEventLevel.Debug => "DEBUG",
        LogEventLevel.Information => "INFO",
        LogEventLevel.Warning => "WARNING",
        LogEventLevel.Error => "ERROR",
        _ => "CRITICAL",
    };
}
