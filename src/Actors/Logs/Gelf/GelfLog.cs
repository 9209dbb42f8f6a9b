using Akka.Event;

namespace Muster.Actors.Logs.Gelf;

/// <summary>What the inputs log.</summary>
internal static class GelfLog
{
    public static void Listens(this ILoggingAdapter log, GelfInputSettings input, int port) =>
        log.Info("GELF input {0} listens on port {1} ({2})", input.Name, port, input.Transport);

    public static void ListensElsewhere(this ILoggingAdapter log, GelfInputSettings input, string fault) =>
        log.Warning("GELF input {0} ({1}): {2}", input.Name, input.Transport, fault);

    public static void Trouble(this ILoggingAdapter log, string what) =>
        log.Warning("GELF input: {0}", what);

    public static void StoreSilent(this ILoggingAdapter log, GelfInputSettings input, int batches) =>
        log.Warning("GELF input {0}: the store has not answered for {1} batches; they are sent again", input.Name, batches);

    public static void StoreRefuses(this ILoggingAdapter log, GelfInputSettings input, string reason) =>
        log.Warning("GELF input {0}: the store takes nothing for now: {1}", input.Name, reason);
}
