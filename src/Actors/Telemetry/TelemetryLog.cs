using Akka.Event;

namespace Muster.Actors.Telemetry;

/// <summary>What telemetry logs.</summary>
internal static class TelemetryLog
{
    public static void MonitorForgotten(this ILoggingAdapter log, string node) =>
        log.Warning("The monitor of node {0} ends: nobody has asked for its samples any more, the collector may be lost", node);

    public static void SampleLate(this ILoggingAdapter log, string node, int intervalMs) =>
        log.Warning("Sampling node {0} takes longer than {1} ms: samples are left out until it is done", node, intervalMs);

    public static void SampleFailed(this ILoggingAdapter log, Exception cause, string node) =>
        log.Error(cause, "Node {0} could not be sampled; the next one is tried as usual", node);

    public static void CollectorUp(this ILoggingAdapter log, string node) => log.Debug("The collector of samples is on host {0}", node);

    public static void SampleRefused(this ILoggingAdapter log, string node, int bytes) =>
        log.Warning("A sample of node {0} has {1} bytes, which is more than a sample may have: it is left out", node, bytes);
}
