namespace Akka.Actor;

public interface IExtension;

public interface IExtensionId
{
    Type ExtensionType { get; }
    object Apply(ActorSystem system);
    object CreateExtension(ExtendedActorSystem system);
    object Get(ActorSystem system);
}

public interface IExtensionId<T> : IExtensionId
{
    new T Apply(ActorSystem system);
    new T CreateExtension(ExtendedActorSystem system);
    new T Get(ActorSystem system);
}
