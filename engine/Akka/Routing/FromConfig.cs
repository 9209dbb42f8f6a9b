using System;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Util;

namespace Akka.Routing;

/// <summary>The router is described under <c>akka.actor.deployment</c>, by the actor's path.</summary>
public class FromConfig : Pool
{
    public FromConfig() : this(null, DefaultSupervisorStrategy, Dispatchers.DefaultDispatcherId)
    {
    }

    public FromConfig(Resizer resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher)
        : base(0, resizer, supervisorStrategy, routerDispatcher, false)
    {
    }

    public static FromConfig Instance { get; } = new();

    public Props Props() => Actor.Props.Empty.WithRouter(Instance);

    public override void VerifyConfig(ActorPath path) => throw new ConfigurationException(
        $"The actor at {path} takes its router from the configuration, but akka.actor.deployment describes no router for this path.");

    public override Router CreateRouter(ActorSystem system) =>
        throw new NotSupportedException("A router from the configuration is created by the router that the configuration names.");

    public override ActorBase CreateRouterActor() =>
        throw new NotSupportedException("A router from the configuration is created by the router that the configuration names.");

    public override int GetNrOfInstances(ActorSystem sys) => 0;

    public FromConfig WithSupervisorStrategy(SupervisorStrategy strategy) => new(Resizer, strategy, RouterDispatcher);

    public FromConfig WithResizer(Resizer resizer) => new(resizer, SupervisorStrategy, RouterDispatcher);

    public FromConfig WithDispatcher(string dispatcherId) => new(Resizer, SupervisorStrategy, dispatcherId);

    public override ISurrogate ToSurrogate(ActorSystem system) => new FromConfigSurrogate();

    public class FromConfigSurrogate : ISurrogate
    {
        public ISurrogated FromSurrogate(ActorSystem system) => Instance;
    }
}
