using Akka.Event;
using Muster.Actors.Logs.Forwarding;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Muster.Actors.Hosting;

/// <summary>Where a host's log goes, and what hosting itself logs.</summary>
internal static class HostLog
{
    private const long MaxFileBytes = 64 * 1024 * 1024;
    private const int MaxFiles = 4;

    /// <summary>Everything to logs/NAME.log and to the feed of the log store, warnings to stderr too.</summary>
    public static Logger Open(HostOptions options, LogFeed feed) => new LoggerConfiguration()
        .MinimumLevel.Debug()
        .WriteTo.Sink(feed)
        .WriteTo.File(
            Path.Combine(options.LogDirectory, options.Name + ".log"),
            outputTemplate: "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u4} {LogSource} {Message:lj}{NewLine}{Exception}",
            formatProvider: System.Globalization.CultureInfo.InvariantCulture,
            fileSizeLimitBytes: MaxFileBytes,
            rollOnFileSizeLimit: true,
            retainedFileCountLimit: MaxFiles)
        .WriteTo.Console(
            restrictedToMinimumLevel: LogEventLevel.Warning,
            outputTemplate: "{Timestamp:HH:mm:ss.fff} {Level:u4} {Message:lj}{NewLine}{Exception}",
            formatProvider: System.Globalization.CultureInfo.InvariantCulture,
            standardErrorFromLevel: LogEventLevel.Verbose)
        .CreateLogger();

    public static void Ready(this ILoggingAdapter log, string name, string role, object address, double seconds) =>
        log.Info("Host {0} ({1}) is ready at {2} after {3:0.00} s", name, role, address, seconds);

    public static void Ending(this ILoggingAdapter log, string name, string reason) =>
        log.Info("Host {0} ends: {1}", name, reason);

    public static void Insecure(this ILoggingAdapter log, string address) =>
        log.Warning("Listening at {0} without certificates: anyone who reaches the port can run programs as this user", address);

    public static void AccessFileFailed(this ILoggingAdapter log, Exception cause) =>
        log.Error(cause, "The access file cannot be written: drivers and hosts started from now on will not find the cluster");

    public static void Draining(this ILoggingAdapter log, string reason) =>
        log.Warning("The cluster is stopped: {0}", reason);

    public static void SeedLost(this ILoggingAdapter log, string address, string reason, double patience) =>
        log.Error("The last seed host, at {0}, is lost: {1}. What runs goes on for {2:0} s", address, reason, patience);
}
