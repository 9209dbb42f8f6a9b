using System.Runtime.CompilerServices;
using Akka.Actor;

namespace Muster.Actors.Workflow;

internal static class Clock
{
    private static readonly ConditionalWeakTable<IScheduler, StrongBox<long>> Starts = [];

    /// <summary>
    /// Microseconds since 1970, UTC, by the system's scheduler: virtual where that is. Counted from the first call, so that no wait ends, and none becomes endless, when somebody
    /// sets the machine's clock.
    /// </summary>
    public static long NowMicros(this IActorContext context)
    {
        var scheduler = context.System.Scheduler;
        var start = Starts.GetValue(scheduler, s => new StrongBox<long>(s.Now.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks - s.HighResMonotonicClock.Ticks));
        return (start.Value + scheduler.HighResMonotonicClock.Ticks) / TimeSpan.TicksPerMicrosecond;
    }

    /// <summary>The actor a serialized path names, here or on another host.</summary>
    public static IActorRef Resolve(this IActorContext context, string path) =>
        ((ExtendedActorSystem)context.System).Provider.ResolveActorRef(path);
}
