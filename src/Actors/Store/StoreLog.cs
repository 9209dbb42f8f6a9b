using Akka.Event;

namespace Muster.Actors.Store;

/// <summary>What the store logs.</summary>
internal static class StoreLog
{
    public static void CatalogueFailed(this ILoggingAdapter log, Exception cause) =>
        log.Warning(cause, "The catalogue cannot be written; nothing is lost, it is made anew from the journal as soon as it can be");

    public static void CatalogueWorks(this ILoggingAdapter log) =>
        log.Info("The catalogue is there again");

    public static void JournalCondensed(this ILoggingAdapter log, long before, long after) =>
        log.Info("The run journal was condensed from {0} to {1} bytes", before, after);

    public static void JournalNotCondensed(this ILoggingAdapter log, Exception cause) =>
        log.Warning(cause, "The run journal could not be condensed; it goes on as it is");

    public static void RunsRemoved(this ILoggingAdapter log, int submissions, long bytes) =>
        log.Info("Removed {0} submissions that were over, {1} bytes, as muster.retention asks", submissions, bytes);

    public static void BoundsNotKept(this ILoggingAdapter log, Exception cause) =>
        log.Warning(cause, "What muster.retention asks to remove cannot be removed now");
}
