using Akka.Event;

namespace Muster.Actors.Logs;

/// <summary>What the log store and those who feed it log.</summary>
internal static class LogsLog
{
    public static void Opened(this ILoggingAdapter log, string directory, long records, long bytes) =>
        log.Info("The log store in {0} is open: {1} records in {2} bytes", directory, records, bytes);

    public static void StoreUnusable(this ILoggingAdapter log, Exception cause, string directory, double seconds) =>
        log.Error(cause, "The log store in {0} cannot be opened, next try in {1:0} s: {2}. Records wait at their hosts", directory, seconds, cause.Message);

    public static void StoreRefuses(this ILoggingAdapter log, string reason) =>
        log.Error("The log store takes nothing for now: {0}. Records wait at their hosts", reason);

    public static void StoreGoesOn(this ILoggingAdapter log, double seconds) =>
        log.Info("The log store takes records again after {0:0.0} s", seconds);

    public static void StoreReplaced(this ILoggingAdapter log, string directory) =>
        log.Warning("Another host has taken over the log store in {0}: this one ends", directory);

    public static void BadBatch(this ILoggingAdapter log, string source, long number, int count, string reason) =>
        log.Error("Batch {0} of {1} with {2} records was dropped, it is damaged: {3}", number, source, count, reason);

    public static void Removed(this ILoggingAdapter log, long records) =>
        log.Info("{0} old log records were removed, as the bounds ask", records);

    public static void TendingFailed(this ILoggingAdapter log, string reason) =>
        log.Warning("The log store could not tidy up and tries again: {0}", reason);

    public static void Dropped(this ILoggingAdapter log, long records, string reason) =>
        log.Warning("{0} log records of this host were not sent to the log store and stay in its log file only: {1}", records, reason);

    public static void Spooling(this ILoggingAdapter log, string path) =>
        log.Info("Log records wait in {0} until the log store takes them", path);
}
