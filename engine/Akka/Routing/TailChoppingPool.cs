using System;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Util;

namespace Akka.Routing;

/// <summary>Children of the router are asked one after the other until one answers.</summary>
public sealed class TailChoppingPool : Pool
{
    public TailChoppingPool(Config config)
        : this(
            InstancesOf(config),
            Resizer.FromConfig(config),
            DefaultSupervisorStrategy,
            Dispatchers.DefaultDispatcherId,
            config.GetTimeSpan("within"),
            config.GetTimeSpan("tail-chopping-router.interval"),
            HasPoolDispatcher(config))
    {
    }

    public TailChoppingPool(int nrOfInstances, TimeSpan within, TimeSpan interval)
        : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId, within, interval)
    {
    }

    public TailChoppingPool(
        int nrOfInstances,
        Resizer resizer,
        SupervisorStrategy supervisorStrategy,
        string routerDispatcher,
        TimeSpan within,
        TimeSpan interval,
        bool usePoolDispatcher = false)
        : base(nrOfInstances, resizer, supervisorStrategy, routerDispatcher, usePoolDispatcher)
    {
        Within = within;
        Interval = interval;
    }

    public TimeSpan Within { get; }

    public TimeSpan Interval { get; }

    public override Router CreateRouter(ActorSystem system) => new(new TailChopping(system.Scheduler, Within, Interval, ((ActorSystemImpl)system).Random));

    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    public TailChoppingPool WithSupervisorStrategy(SupervisorStrategy strategy) =>
        new(NrOfInstances, Resizer, strategy, RouterDispatcher, Within, Interval, UsePoolDispatcher);

    public TailChoppingPool WithResizer(Resizer resizer) =>
        new(NrOfInstances, resizer, SupervisorStrategy, RouterDispatcher, Within, Interval, UsePoolDispatcher);

    public TailChoppingPool WithDispatcher(string dispatcher) =>
        new(NrOfInstances, Resizer, SupervisorStrategy, dispatcher, Within, Interval, UsePoolDispatcher);

    public override RouterConfig WithFallback(RouterConfig routerConfig) => FillFrom(routerConfig);

    private protected override Pool Copy(Resizer resizer, SupervisorStrategy supervisorStrategy) =>
        new TailChoppingPool(NrOfInstances, resizer, supervisorStrategy, RouterDispatcher, Within, Interval, UsePoolDispatcher);

    private protected override bool EqualParameters(RouterConfig other) =>
        base.EqualParameters(other) && other is TailChoppingPool pool && Within == pool.Within && Interval == pool.Interval;

    public override ISurrogate ToSurrogate(ActorSystem system) => new TailChoppingPoolSurrogate
    {
        NrOfInstances = NrOfInstances,
        UsePoolDispatcher = UsePoolDispatcher,
        Resizer = Resizer,
        SupervisorStrategy = SupervisorStrategy,
        RouterDispatcher = RouterDispatcher,
        Within = Within,
        Interval = Interval,
    };

    public class TailChoppingPoolSurrogate : ISurrogate
    {
        public int NrOfInstances { get; set; }

        public bool UsePoolDispatcher { get; set; }

        public Resizer Resizer { get; set; }

        public SupervisorStrategy SupervisorStrategy { get; set; }

        public string RouterDispatcher { get; set; }

        public TimeSpan Within { get; set; }

        public TimeSpan Interval { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) =>
            new TailChoppingPool(NrOfInstances, Resizer, SupervisorStrategy, RouterDispatcher, Within, Interval, UsePoolDispatcher);
    }
}
