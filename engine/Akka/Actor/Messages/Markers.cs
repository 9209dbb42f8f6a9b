namespace Akka.Actor;

public interface IAutoReceivedMessage;

public interface IPossiblyHarmful;

public interface INoSerializationVerificationNeeded;

public interface INotInfluenceReceiveTimeout;

public interface IWrappedMessage
{
    object Message { get; }
}

public interface ILogReceive;

public interface IActorTelemetryEvent : INoSerializationVerificationNeeded, INotInfluenceReceiveTimeout
{
    IActorRef Subject { get; }
    Type ActorType { get; }
}
