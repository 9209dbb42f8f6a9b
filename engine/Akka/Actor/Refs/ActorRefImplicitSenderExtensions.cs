namespace Akka.Actor;

public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Tells with the current actor as the sender, or with no sender outside an actor.</summary>
    public static void Tell(this IActorRef receiver, object message) =>
        receiver.Tell(message, ActorCell.GetCurrentSelfOrNoSender());

    /// <summary>Passes a message on, keeping the sender of the message being processed.</summary>
    public static void Forward(this IActorRef receiver, object message) =>
        receiver.Tell(message, ActorCell.GetCurrentSenderOrNoSender());
}
