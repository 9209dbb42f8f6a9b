using Akka.Actor;
using Akka.Remote.Serialization.Proto;

namespace Akka.Remote.Serialization;

/// <summary>References inside messages: the path by which others reach the actor, uid included.</summary>
internal static class RefFormat
{
    private const string NobodyPath = "nobody";

    public static string ToPath(IActorRef reference) => reference switch
    {
        null => "",
        Nobody => NobodyPath,
        _ => Akka.Serialization.Serialization.SerializedActorPath(reference),
    };

    public static ActorRefData ToProto(IActorRef reference) => new() { Path = ToPath(reference) };

    public static IActorRef FromPath(ExtendedActorSystem system, string path) => path switch
    {
        null or "" => null,
        NobodyPath => ActorRefs.Nobody,
        _ => system.Provider.ResolveActorRef(path),
    };

    public static IInternalActorRef FromProto(ExtendedActorSystem system, ActorRefData data) =>
        (IInternalActorRef)(FromPath(system, data?.Path) ?? ActorRefs.Nobody);
}
