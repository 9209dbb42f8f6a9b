using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Util;

namespace Akka.Routing;

/// <summary>A child of the router, chosen at random.</summary>
public sealed class RandomPool : Pool
{
    public RandomPool(Config config)
        : this(InstancesOf(config), Resizer.FromConfig(config), DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId, HasPoolDispatcher(config))
    {
    }

    public RandomPool(int nrOfInstances) : this(nrOfInstances, null, DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId)
    {
    }

    public RandomPool(int nrOfInstances, Resizer resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher, bool usePoolDispatcher = false)
        : base(nrOfInstances, resizer, supervisorStrategy, routerDispatcher, usePoolDispatcher)
    {
    }

    public override Router CreateRouter(ActorSystem system) => new(new RandomLogic(((ActorSystemImpl)system).Random));

    public override int GetNrOfInstances(ActorSystem system) => NrOfInstances;

    public RandomPool WithSupervisorStrategy(SupervisorStrategy strategy) =>
        new(NrOfInstances, Resizer, strategy, RouterDispatcher, UsePoolDispatcher);

    public RandomPool WithResizer(Resizer resizer) =>
        new(NrOfInstances, resizer, SupervisorStrategy, RouterDispatcher, UsePoolDispatcher);

    public RandomPool WithDispatcher(string dispatcher) =>
        new(NrOfInstances, Resizer, SupervisorStrategy, dispatcher, UsePoolDispatcher);

    public override RouterConfig WithFallback(RouterConfig routerConfig) => FillFrom(routerConfig);

    private protected override Pool Copy(Resizer resizer, SupervisorStrategy supervisorStrategy) =>
        new RandomPool(NrOfInstances, resizer, supervisorStrategy, RouterDispatcher, UsePoolDispatcher);

    public override ISurrogate ToSurrogate(ActorSystem system) => new RandomPoolSurrogate
    {
        NrOfInstances = NrOfInstances,
        UsePoolDispatcher = UsePoolDispatcher,
        Resizer = Resizer,
        SupervisorStrategy = SupervisorStrategy,
        RouterDispatcher = RouterDispatcher,
    };

    public class RandomPoolSurrogate : ISurrogate
    {
        public int NrOfInstances { get; set; }

        public bool UsePoolDispatcher { get; set; }

        public Resizer Resizer { get; set; }

        public SupervisorStrategy SupervisorStrategy { get; set; }

        public string RouterDispatcher { get; set; }

        public ISurrogated FromSurrogate(ActorSystem system) =>
            new RandomPool(NrOfInstances, Resizer, SupervisorStrategy, RouterDispatcher, UsePoolDispatcher);
    }
}
