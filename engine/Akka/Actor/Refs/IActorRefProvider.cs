using Akka.Actor.Internal;

namespace Akka.Actor;

public interface IActorRefProvider
{
    ActorPath RootPath { get; }
    ActorPath TempPath();
    Address DefaultAddress { get; }
    Address GetExternalAddressFor(Address address);
    Deployer Deployer { get; }
    FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs);
    IActorRef DeadLetters { get; }
    IActorRef IgnoreRef { get; }
    IActorRef ResolveActorRef(ActorPath actorPath);
    IActorRef ResolveActorRef(string path);
    IActorRef RootGuardianAt(Address address);
    IInternalActorRef ActorOf(Internal.ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy deploy, bool lookupDeploy, bool async);
    IInternalActorRef RootGuardian { get; }
    IInternalActorRef TempContainer { get; }
    LocalActorRef Guardian { get; }
    LocalActorRef SystemGuardian { get; }
    Settings Settings { get; }
    Akka.Serialization.Information SerializationInformation { get; }
    Task TerminationTask { get; }
    void Init(Internal.ActorSystemImpl system);
    void RegisterTempActor(IInternalActorRef actorRef, ActorPath path);
    void UnregisterTempActor(ActorPath path);
}
