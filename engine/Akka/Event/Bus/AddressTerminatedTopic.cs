using System.Collections.Concurrent;
using Akka.Actor;

namespace Akka.Event;

/// <summary>Cells with watches across the network subscribe here; remoting and membership publish addresses that are gone for good.</summary>
internal sealed class AddressTerminatedTopic : IExtension
{
    private readonly ConcurrentDictionary<IActorRef, bool> _subscribers = new();

    internal static AddressTerminatedTopic Get(ActorSystem system) =>
        ((Actor.Internal.ActorSystemImpl)system).AddressTerminatedTopic;

    internal void Subscribe(IActorRef subscriber) => _subscribers[subscriber] = true;

    internal void Unsubscribe(IActorRef subscriber) => _subscribers.TryRemove(subscriber, out _);

    internal void Publish(AddressTerminated message)
    {
        foreach (var pair in _subscribers) pair.Key.Tell(message, ActorRefs.NoSender);
    }
}
