using System;
using Akka.Actor;

namespace Akka.Routing;

/// <summary>The actor behind a router: it handles what is addressed to the router itself.</summary>
internal class RouterActor : UntypedActor
{
    /// <summary>How long a removed routee lives on for what was routed to it just before.</summary>
    internal static readonly TimeSpan StopDelay = TimeSpan.FromMilliseconds(100);

    private IActorRef _logicController;

    protected RoutedActorCell Cell { get; } = Context as RoutedActorCell
        ?? throw new InvalidOperationException("A router actor runs only in the cell of a router.");

    protected override void PreStart()
    {
        if (Cell.RouterConfig.RoutingLogicController(Cell.Router.RoutingLogic) is { } props)
        {
            _logicController = Context.ActorOf(props, "routingLogicController");
            Context.Watch(_logicController);
        }
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case GetRoutees:
                Sender.Tell(new Routees(Cell.Router.Routees));
                break;
            case AddRoutee add:
                Cell.AddRoutee(add.Routee);
                break;
            case RemoveRoutee remove:
                Cell.RemoveRoutee(remove.Routee, stopChild: true);
                StopIfAllRouteesRemoved();
                break;
            case Terminated terminated:
                Cell.RemoveRoutee(new ActorRefRoutee(terminated.ActorRef), stopChild: false);
                StopIfAllRouteesRemoved();
                break;
            default:
                if (_logicController is not null)
                    _logicController.Forward(message);
                else
                    Unhandled(message);
                break;
        }
    }

    protected virtual void StopIfAllRouteesRemoved()
    {
        if (Cell.Router.RouteeArray.Length == 0 && Cell.RouterConfig.StopRouterWhenAllRouteesRemoved)
            Context.Stop(Self);
    }

    /// <summary>A restarted router keeps its routees.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
    }
}

/// <summary>The actor behind a pool: supervises the routees and changes their number.</summary>
internal class RouterPoolActor : RouterActor
{
    private readonly SupervisorStrategy _supervisorStrategy;

    internal RouterPoolActor(SupervisorStrategy supervisorStrategy)
    {
        _supervisorStrategy = supervisorStrategy;
        Pool = (Pool)Cell.RouterConfig;
    }

    protected Pool Pool { get; }

    protected override SupervisorStrategy SupervisorStrategy() => _supervisorStrategy;

    protected override void OnReceive(object message)
    {
        if (message is not AdjustPoolSize { Change: var change })
        {
            base.OnReceive(message);
            return;
        }

        if (change > 0)
        {
            Cell.AddRoutees(Cell.NewRoutees(Pool, change));
        }
        else if (change < 0)
        {
            var routees = Cell.Router.RouteeArray;
            Cell.RemoveRoutees(routees[^Math.Min(-change, routees.Length)..], stopChild: true);
        }
    }
}

internal sealed class ResizablePoolActor : RouterPoolActor
{
    internal ResizablePoolActor(SupervisorStrategy supervisorStrategy) : base(supervisorStrategy)
    {
    }

    protected override void OnReceive(object message)
    {
        if (message is Resize)
            ((ResizablePoolCell)Cell).Resize();
        else
            base.OnReceive(message);
    }
}
