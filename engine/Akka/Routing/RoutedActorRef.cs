using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch;

namespace Akka.Routing;

/// <summary>The reference of a router; from outside an actor reference like any other.</summary>
internal sealed class RoutedActorRef : RepointableActorRef
{
    private readonly Props _routeeProps;

    internal RoutedActorRef(
        ActorSystemImpl system,
        Props routerProps,
        MessageDispatcher dispatcher,
        MailboxType mailboxType,
        Props routeeProps,
        IInternalActorRef supervisor,
        ActorPath path)
        : base(system, routerProps, dispatcher, mailboxType, supervisor, path)
    {
        _routeeProps = routeeProps;
    }

    protected override ActorCell NewCell()
    {
        RoutedActorCell cell = Props.RouterConfig is Pool { Resizer: not null } pool
            ? new ResizablePoolCell(System, this, Props, Dispatcher, _routeeProps, Supervisor, pool)
            : new RoutedActorCell(System, this, Props, Dispatcher, _routeeProps, Supervisor);
        cell.Init(sendSupervise: false, MailboxType);
        return cell;
    }
}
