using Akka.Actor;
using Akka.Event;

namespace Akka.Remote;

/// <summary>Tells the actors of this system that every actor of an address is gone.</summary>
internal static class AddressTerminations
{
    public static void Publish(ActorSystem system, Address address) =>
        AddressTerminatedTopic.Get(system).Publish(new AddressTerminated(address));
}
