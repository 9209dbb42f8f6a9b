using Akka.Actor;

namespace Engine.Benchmarks;

/// <summary>Systems with remoting on loopback, everything else as it is by default.</summary>
internal static class TwoSystems
{
    internal static ActorSystem Start(string name) => ActorSystem.Create(name, """
        akka {
          loglevel = WARNING
          actor.provider = "Akka.Remote.RemoteActorRefProvider, Akka.Remote"
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0 }
        }
        """);

    /// <summary>The actor of one system as a reference of the other.</summary>
    internal static Task<IActorRef> Far(ActorSystem from, ActorSystem to, IActorRef actor) =>
        from.ActorSelection(((ExtendedActorSystem)to).Provider.DefaultAddress + actor.Path.ToStringWithoutAddress()).ResolveOne(TimeSpan.FromSeconds(5));
}
