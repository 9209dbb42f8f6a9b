using System;
using System.Collections.Generic;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.Routing;

/// <summary>A router that creates, supervises and stops its routees as its own children.</summary>
public abstract class Pool : RouterConfig, IEquatable<Pool>
{
    private static readonly SupervisorStrategy EscalateAll = new OneForOneStrategy(Decider.From(Directive.Escalate));

    private readonly SupervisorStrategy _supervisorStrategy;
    private readonly Resizer _resizer;
    private readonly bool _usePoolDispatcher;

    protected Pool(int nrOfInstances, Resizer resizer, SupervisorStrategy supervisorStrategy, string routerDispatcher, bool usePoolDispatcher)
        : base(routerDispatcher ?? Dispatchers.DefaultDispatcherId)
    {
        NrOfInstances = nrOfInstances;
        _resizer = resizer;
        _supervisorStrategy = supervisorStrategy ?? DefaultSupervisorStrategy;
        _usePoolDispatcher = usePoolDispatcher;
    }

    /// <summary>Lets the router's own parent decide about a failing routee.</summary>
    public static SupervisorStrategy DefaultSupervisorStrategy => EscalateAll;

    public int NrOfInstances { get; }

    public virtual Resizer Resizer => _resizer;

    public virtual SupervisorStrategy SupervisorStrategy => _supervisorStrategy;

    public virtual bool UsePoolDispatcher => _usePoolDispatcher;

    public override bool StopRouterWhenAllRouteesRemoved => Resizer is null;

    public abstract int GetNrOfInstances(ActorSystem system);

    public Props Props(Props routeeProps) => routeeProps.WithRouter(this);

    public override ActorBase CreateRouterActor() =>
        Resizer is null ? new RouterPoolActor(SupervisorStrategy) : new ResizablePoolActor(SupervisorStrategy);

    /// <summary>Starts one more routee as a child of the router.</summary>
    internal virtual Routee NewRoutee(Props routeeProps, IActorContext context) =>
        new ActorRefRoutee(context.ActorOf(ForRoutee(routeeProps, context)));

    /// <summary>The routee's props, on the pool's own dispatcher where one is configured for this deployment.</summary>
    internal Props ForRoutee(Props routeeProps, IActorContext context)
    {
        if (!UsePoolDispatcher || routeeProps.Dispatcher is not (null or "" or Dispatchers.DefaultDispatcherId))
            return routeeProps;
        var elements = new List<string>(context.Self.Path.Elements);
        var key = string.Join('/', elements.GetRange(1, elements.Count - 1));
        return routeeProps.WithDispatcher($"akka.actor.deployment./{key}.pool-dispatcher");
    }

    /// <summary>A copy with other values for what a deployment may leave open.</summary>
    private protected virtual Pool Copy(Resizer resizer, SupervisorStrategy supervisorStrategy) => this;

    /// <summary>Supervision and resizing come from the code where the deployment says nothing about them.</summary>
    private protected RouterConfig FillFrom(RouterConfig fallback)
    {
        if (fallback is not Pool other || fallback is NoRouter)
            return this;
        var strategy = ReferenceEquals(SupervisorStrategy, DefaultSupervisorStrategy) ? other.SupervisorStrategy : SupervisorStrategy;
        var resizer = Resizer ?? other.Resizer;
        return ReferenceEquals(strategy, SupervisorStrategy) && ReferenceEquals(resizer, Resizer) ? this : Copy(resizer, strategy);
    }

    private protected override bool EqualParameters(RouterConfig other) => other is Pool pool
        && base.EqualParameters(other)
        && NrOfInstances == pool.NrOfInstances
        && UsePoolDispatcher == pool.UsePoolDispatcher
        && Equals(Resizer, pool.Resizer);

    public bool Equals(Pool other) => Equals((RouterConfig)other);

    public override bool Equals(object obj) => obj is Pool other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(GetType(), NrOfInstances, UsePoolDispatcher, RouterDispatcher);

    private protected static int InstancesOf(Config config) => config.GetInt("nr-of-instances");

    private protected static bool HasPoolDispatcher(Config config) => config.HasPath("pool-dispatcher");
}
