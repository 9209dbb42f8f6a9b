using System;
using Akka.Actor;
using Akka.Util;

namespace Akka.Routing;

/// <summary>Stands for "not a router": the actor itself gets its messages.</summary>
public class NoRouter : RouterConfig
{
    protected NoRouter()
    {
    }

    public static NoRouter Instance { get; } = new();

    public override string RouterDispatcher => throw new NotSupportedException("An actor that is no router has no router dispatcher.");

    public override Router CreateRouter(ActorSystem system) => throw new NotSupportedException("An actor that is no router routes nothing.");

    public override ActorBase CreateRouterActor() => throw new NotSupportedException("An actor that is no router has no router actor.");

    public override RouterConfig WithFallback(RouterConfig routerConfig) => routerConfig;

    public Props Props(Props routeeProps) => routeeProps.WithRouter(this);

    private protected override bool EqualParameters(RouterConfig other) => true;

    public override ISurrogate ToSurrogate(ActorSystem system) => new NoRouterSurrogate();

    public class NoRouterSurrogate : ISurrogate
    {
        public ISurrogated FromSurrogate(ActorSystem system) => Instance;
    }
}
