using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Makes the failure detector that a configuration names.</summary>
public static class FailureDetectorLoader
{
    public static FailureDetector LoadFailureDetector(this IActorContext context, string fqcn, Config config) =>
        Load(fqcn, config, context.System);

    public static FailureDetector Load(string fqcn, Config config, ActorSystem system)
    {
        // Ours run on the scheduler's clock, so that a simulated cluster suspects in simulated time.
        var scheduler = system.Scheduler;
        Clock clock = () => (long)scheduler.MonotonicClock.TotalMilliseconds;
        var type = Type.GetType(fqcn) ?? typeof(FailureDetectorLoader).Assembly.GetType(fqcn.Split(',')[0].Trim())
            ?? throw new ConfigurationException($"The failure detector class [{fqcn}] of the configuration does not exist.");
        if (type == typeof(PhiAccrualFailureDetector))
            return new PhiAccrualFailureDetector(config, system.EventStream, clock);
        if (type == typeof(DeadlineFailureDetector))
            return new DeadlineFailureDetector(config, clock);
        try
        {
            return (FailureDetector)Activator.CreateInstance(type, config, system.EventStream);
        }
        catch (Exception e)
        {
            throw new ConfigurationException($"The failure detector [{fqcn}] cannot be made: it needs a constructor (Config, EventStream).", e);
        }
    }
}
