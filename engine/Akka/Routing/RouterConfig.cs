using System;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Util;

#pragma warning disable CS0659 // Equality is by content, the hash stays the derived types' affair, as in the public surface.

namespace Akka.Routing;

/// <summary>What kind of router an actor is, and with which parameters.</summary>
public abstract class RouterConfig : ISurrogated, IEquatable<RouterConfig>
{
    protected RouterConfig()
    {
    }

    protected RouterConfig(string routerDispatcher)
    {
        RouterDispatcher = routerDispatcher;
    }

    public virtual string RouterDispatcher { get; } = Dispatchers.DefaultDispatcherId;

    public virtual bool StopRouterWhenAllRouteesRemoved => true;

    public abstract Router CreateRouter(ActorSystem system);

    public abstract ActorBase CreateRouterActor();

    public abstract ISurrogate ToSurrogate(ActorSystem system);

    /// <summary>An actor that runs beside the routees for the logic's own needs; none by default.</summary>
    public virtual Props RoutingLogicController(RoutingLogic routingLogic) => null;

    /// <summary>True for a message that is meant for the router itself.</summary>
    public virtual bool IsManagementMessage(object message) =>
        message is IAutoReceivedMessage or Terminated or RouterManagementMessage;

    /// <summary>Fills in from <paramref name="routerConfig"/> what this one leaves open.</summary>
    public virtual RouterConfig WithFallback(RouterConfig routerConfig) => this;

    public virtual void VerifyConfig(ActorPath path)
    {
    }

    public bool Equals(RouterConfig other) => other is not null && GetType() == other.GetType() && EqualParameters(other);

    public override bool Equals(object obj) => obj is RouterConfig other && Equals(other);

    private protected virtual bool EqualParameters(RouterConfig other) => RouterDispatcher == other.RouterDispatcher;
}

/// <summary>A router with an actor of its own kind, written by the application.</summary>
public abstract class CustomRouterConfig : RouterConfig
{
    protected CustomRouterConfig()
    {
    }

    protected CustomRouterConfig(string routerDispatcher) : base(routerDispatcher)
    {
    }

    public override ActorBase CreateRouterActor() => new RouterActor();
}
