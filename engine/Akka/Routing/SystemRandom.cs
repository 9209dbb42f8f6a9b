using System;
using Akka.Actor;

namespace Akka.Routing;

/// <summary>The actor system's own source of randomness.</summary>
internal static class SystemRandom
{
    internal static Random Of(ActorSystem system) => (system as Actor.Internal.ActorSystemImpl)?.Random ?? Random.Shared;
}
