using Akka.Actor;
using Akka.Actor.Internal;

namespace Akka.Routing;

/// <summary>Creates routers for the actor reference providers.</summary>
internal static class RoutedActors
{
    /// <summary>True for props that ask for a router instead of a plain actor.</summary>
    internal static bool IsRouted(RouterConfig config) => config is not (null or NoRouter);

    /// <param name="props">The routees' props, with the merged deployment that names the router.</param>
    internal static IInternalActorRef Create(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool async)
    {
        var config = props.Deploy.RouterConfig;
        config.VerifyConfig(path);
        var routeeProps = props.WithRouter(NoRouter.Instance);
        var routerProps = new Props(
            props.Deploy.WithDispatcher(config.RouterDispatcher).WithMailbox(Deploy.NoMailboxGiven),
            typeof(RouterActor));
        var dispatcher = system.Dispatchers.Lookup(config.RouterDispatcher);
        var mailboxType = system.Mailboxes.GetMailboxType(routerProps, dispatcher.Configurator.Config);
        return new RoutedActorRef(system, routerProps, dispatcher, mailboxType, routeeProps, supervisor, path).Initialize(async);
    }
}
