using Akka.Actor;

namespace Akka.Routing;

internal static class RouteeLoad
{
    internal static bool IsSuspended(ActorCell cell) => false;
}
