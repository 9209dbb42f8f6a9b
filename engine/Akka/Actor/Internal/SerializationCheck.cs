namespace Akka.Actor.Internal;

/// <summary>akka.actor.serialize-messages and serialize-creators: local messages take the way over the wire, to find out what cannot.</summary>
internal static class SerializationCheck
{
    internal static object RoundTrip(ActorSystemImpl system, object message)
    {
        object inner = WrappedMessage.Unwrap(message);
        if (inner is INoSerializationVerificationNeeded || message is INoSerializationVerificationNeeded) return message;
        return system.Serialization.RoundTrip(message);
    }

    internal static void Creator(ActorSystemImpl system, Props props)
    {
        foreach (object argument in props.Arguments)
        {
            if (argument is null or INoSerializationVerificationNeeded) continue;
            RoundTrip(system, argument);
        }
    }
}
