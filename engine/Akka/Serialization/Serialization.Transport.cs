using Akka.Actor;

namespace Akka.Serialization;

public partial class Serialization
{
    /// <summary>The information that serializers use to write references; there is some only inside of WithTransport.</summary>
    public static Information GetCurrentTransportInformation() =>
        TransportScope.Current ?? throw new InvalidOperationException("Nothing is being serialized on this thread; put the call inside Serialization.WithTransport.");

    [Obsolete("Use WithTransport(system, action).")]
    public static T WithTransport<T>(ActorSystem system, Address address, Func<T> action) =>
        TransportScope.Run(new Information(address, system), action, static run => run());

    public static T WithTransport<T>(ExtendedActorSystem system, Func<T> action) => TransportScope.Run(Transport(system), action, static run => run());

    public static T WithTransport<TState, T>(ExtendedActorSystem system, TState state, Func<TState, T> action) => TransportScope.Run(Transport(system), state, action);

    /// <summary>The path of a reference as others must write it to reach the actor, uid included.</summary>
    public static string SerializedActorPath(IActorRef actorRef)
    {
        if (actorRef is null || Equals(actorRef, ActorRefs.NoSender))
            return string.Empty;
        var path = actorRef.Path;
        var owner = (actorRef as ActorRefWithCell)?.Underlying?.System as ExtendedActorSystem;
        if (TransportScope.Current is not { } information)
            return owner is null ? path.ToSerializationFormat() : path.ToSerializationFormatWithAddress(owner.Provider.DefaultAddress);
        if (owner is null || ReferenceEquals(owner, information.System))
            return path.ToSerializationFormatWithAddress(information.Address);
        // A reference of another system in this process: under the address by which its own system is reached.
        var provider = owner.Provider;
        return path.ToSerializationFormatWithAddress(provider.GetExternalAddressFor(information.Address) ?? provider.DefaultAddress);
    }

    private static Information Transport(ExtendedActorSystem system) => system.Provider.SerializationInformation;
}
