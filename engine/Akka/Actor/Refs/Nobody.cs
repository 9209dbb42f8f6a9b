using Akka.Util;

namespace Akka.Actor;

public sealed class Nobody : MinimalActorRef
{
    public static Nobody Instance = new();

    private readonly RootActorPath _path = new(new Address("akka", "all-systems"), "/Nobody");

    private Nobody() { }

    public override ActorPath Path => _path;

    public override IActorRefProvider Provider => throw new NotSupportedException("Nobody does not provide");

    public override ISurrogate ToSurrogate(ActorSystem system) => new NobodySurrogate();

    public class NobodySurrogate : ISurrogate
    {
        public ISurrogated FromSurrogate(ActorSystem system) => Instance;
    }
}

public static class ActorRefs
{
    public static readonly IActorRef NoSender;
    public static readonly Nobody Nobody = Nobody.Instance;
}

public static class ActorRefExtensions
{
    public static bool IsNobody(this IActorRef actorRef) => actorRef is null or Nobody;

    public static IActorRef GetOrElse(this IActorRef actorRef, Func<IActorRef> elseValue) =>
        actorRef.IsNobody() ? elseValue() : actorRef;
}
