using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace Akka.Remote.Associations;

/// <summary>
/// The counters of every association of every system in this process, as the meter Akka.Remote. Nothing is counted for it: a listener that asks is answered from
/// the associations' own figures. A system that is left without being shut down is not kept alive by it.
/// </summary>
internal static class AssociationMeter
{
    private static readonly ConditionalWeakTable<Remoting, object> Systems = new();
    private static readonly Meter Meter = Make();

    public static void Add(Remoting remoting) => Systems.AddOrUpdate(remoting, Meter);

    public static void Remove(Remoting remoting) => Systems.Remove(remoting);

    private static Meter Make()
    {
        var meter = new Meter("Akka.Remote");
        meter.CreateObservableCounter("messages.sent", () => Measure(a => Volatile.Read(ref a.Stats.MessagesSent)));
        meter.CreateObservableCounter("bytes.sent", () => Measure(a => Volatile.Read(ref a.Stats.BytesSent)));
        meter.CreateObservableCounter("messages.received", () => Measure(a => Volatile.Read(ref a.Stats.MessagesReceived)));
        meter.CreateObservableCounter("bytes.received", () => Measure(a => Volatile.Read(ref a.Stats.BytesReceived)));
        meter.CreateObservableGauge("queue", () => Measure(a => a.QueueDepth));
        return meter;
    }

    private static IEnumerable<Measurement<long>> Measure(Func<Association, long> figure)
    {
        foreach (var (remoting, _) in Systems)
        {
            var system = remoting.DefaultAddress?.ToString();
            foreach (var association in remoting.Associations)
                yield return new Measurement<long>(
                    figure(association), new KeyValuePair<string, object>("system", system), new KeyValuePair<string, object>("remote", association.Remote.ToString()));
        }
    }
}
