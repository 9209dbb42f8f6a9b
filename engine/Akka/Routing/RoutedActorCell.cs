using System.Collections.Generic;
using System.Threading;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Routing;

/// <summary>
/// The cell of a router. What is told to the router is handed to a routee on the sender's own thread and never enters the router's
/// mailbox; only what concerns the router itself does.
/// </summary>
internal class RoutedActorCell : ActorCell
{
    private volatile Router _router;

    internal RoutedActorCell(
        ActorSystemImpl system,
        IInternalActorRef self,
        Props routerProps,
        MessageDispatcher dispatcher,
        Props routeeProps,
        IInternalActorRef supervisor)
        : base(system, self, routerProps, dispatcher, supervisor)
    {
        RouteeProps = routeeProps;
        RouterConfig = routerProps.RouterConfig;
    }

    internal RouterConfig RouterConfig { get; }

    internal Props RouteeProps { get; }

    internal Router Router => _router;

    /// <summary>The first routees exist before the router takes its first message.</summary>
    public override void Start()
    {
        _router = RouterConfig.CreateRouter(System);
        switch (RouterConfig)
        {
            case Pool pool:
                AddRoutees(NewRoutees(pool, pool.GetNrOfInstances(System)));
                break;
            case Group group:
                var routees = new List<Routee>();
                foreach (var path in group.GetPaths(System) ?? [])
                    routees.Add(group.RouteeFor(path, this));
                AddRoutees(routees);
                break;
        }

        BeforeStart();
        base.Start();
    }

    protected override ActorBase CreateNewActorInstance() => RouterConfig.CreateRouterActor();

    /// <summary>Called with the first routees in place, before any message.</summary>
    protected virtual void BeforeStart()
    {
    }

    public override void SendMessage(Envelope message)
    {
        if (message.Message is null)
            throw new InvalidMessageException("Message is null");
        if (RouterConfig.IsManagementMessage(message.Message))
            base.SendMessage(message);
        else
            Route(message.Message, message.Sender);
    }

    internal List<Routee> NewRoutees(Pool pool, int count)
    {
        var routees = new List<Routee>(count > 0 ? count : 0);
        for (var i = 0; i < count; i++)
            routees.Add(pool.NewRoutee(RouteeProps, this));
        return routees;
    }

    internal void AddRoutee(Routee routee) => AddRoutees([routee]);

    /// <summary>Watches the new routees, so that the dead ones leave the router.</summary>
    internal void AddRoutees(IReadOnlyList<Routee> routees)
    {
        if (routees.Count == 0)
            return;
        foreach (var routee in routees)
        {
            if (routee is ActorRefRoutee actor)
                Watch(actor.Actor);
        }

        var current = _router.RouteeArray;
        var all = new Routee[current.Length + routees.Count];
        current.CopyTo(all, 0);
        for (var i = 0; i < routees.Count; i++)
            all[current.Length + i] = routees[i];
        _router = _router.WithRoutees(all);
    }

    internal void RemoveRoutee(Routee routee, bool stopChild) => RemoveRoutees([routee], stopChild);

    /// <summary>Takes routees out of the router; its own children among them are stopped when asked for.</summary>
    internal void RemoveRoutees(IReadOnlyList<Routee> routees, bool stopChild)
    {
        var left = new List<Routee>(_router.RouteeArray);
        foreach (var routee in routees)
        {
            left.Remove(routee);
            if (routee is not ActorRefRoutee actor)
                continue;
            Unwatch(actor.Actor);
            if (stopChild)
                StopIfChild(actor.Actor);
        }

        _router = _router.WithRoutees(left.ToArray());
    }

    private void Route(object message, IActorRef sender)
    {
        var router = _router;
        if (router.RouteeArray.Length == 0)
            System.DeadLetters.Tell(message is RouterEnvelope envelope ? envelope.Message : message, sender);
        else
            router.Route(message, sender);
    }

    /// <summary>A little later, so that a message routed to it at this very moment is still handled.</summary>
    private void StopIfChild(IActorRef routee)
    {
        if (TryGetChildStatsByName(routee.Path.Name, out var child) && child is ChildRestartStats stats && stats.Child.Equals(routee))
            System.Scheduler.ScheduleTellOnce(RouterActor.StopDelay, routee, PoisonPill.Instance, Self);
    }
}

/// <summary>A pool's cell that counts messages and lets the resizer have its turns.</summary>
internal sealed class ResizablePoolCell : RoutedActorCell
{
    private readonly Pool _pool;
    private long _messageCounter = -1;
    private int _resizing;

    internal ResizablePoolCell(
        ActorSystemImpl system,
        IInternalActorRef self,
        Props routerProps,
        MessageDispatcher dispatcher,
        Props routeeProps,
        IInternalActorRef supervisor,
        Pool pool)
        : base(system, self, routerProps, dispatcher, routeeProps, supervisor)
    {
        _pool = pool;
    }

    protected override void BeforeStart()
    {
        if (IsTurnOfResizer())
            Resize();
    }

    public override void SendMessage(Envelope message)
    {
        if (!RouterConfig.IsManagementMessage(message.Message) && IsTurnOfResizer() && Interlocked.CompareExchange(ref _resizing, 1, 0) == 0)
            base.SendMessage(new Envelope(Routing.Resize.Instance, Self));
        base.SendMessage(message);
    }

    internal void Resize()
    {
        try
        {
            var change = _pool.Resizer.Resize(Router.RouteeArray);
            if (change > 0)
                AddRoutees(NewRoutees(_pool, change));
            else if (change < 0)
                RemoveRoutees(Router.RouteeArray[^global::System.Math.Min(-change, Router.RouteeArray.Length)..], stopChild: true);
        }
        finally
        {
            Volatile.Write(ref _resizing, 0);
        }
    }

    private bool IsTurnOfResizer() => _pool.Resizer.IsTimeForResize(Interlocked.Increment(ref _messageCounter));
}
