using Akka.Actor;

namespace Muster.Actors.Workflow;

internal static class Clock
{
    /// <summary>Microseconds since 1970, UTC, by the system's scheduler: virtual where that is.</summary>
    public static long NowMicros(this IActorContext context) =>
        (context.System.Scheduler.Now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The actor a serialized path names, here or on another host.</summary>
    public static IActorRef Resolve(this IActorContext context, string path) =>
        ((ExtendedActorSystem)context.System).Provider.ResolveActorRef(path);
}
