using System.Runtime.Serialization;

#pragma warning disable SYSLIB0051

namespace Akka.Actor;

/// <summary>The constructor or PreStart of an actor threw; the cause is the inner exception.</summary>
public class ActorInitializationException : AkkaException
{
    public ActorInitializationException() { }
    public ActorInitializationException(string message) : base(message) { }
    public ActorInitializationException(string message, Exception cause) : base(message, cause) { }

    public ActorInitializationException(IActorRef actor, string message, Exception cause = null) : base(message, cause) =>
        Actor = actor;

    protected ActorInitializationException(SerializationInfo info, StreamingContext context) : base(info, context)
    {
        foreach (var entry in info)
            if (entry.Name == nameof(Actor))
                Actor = entry.Value as IActorRef;
    }

    public IActorRef Actor { get; set; }

    public override void GetObjectData(SerializationInfo info, StreamingContext context)
    {
        ArgumentNullException.ThrowIfNull(info);
        base.GetObjectData(info, context);
        info.AddValue(nameof(Actor), Actor);
    }

    public override string ToString() => Actor == null ? base.ToString() : Actor + ": " + base.ToString();
}

/// <summary>PreRestart threw while the actor was being restarted.</summary>
public class PreRestartException : ActorInitializationException
{
    public PreRestartException(IActorRef actor, Exception restartException, Exception cause, object optionalMessage)
        : base(actor, $"exception in PreRestart({cause?.GetType().ToString() ?? "null"}, {optionalMessage?.GetType().ToString() ?? "null"})", restartException)
    {
        RestartException = cause;
        OptionalMessage = optionalMessage;
    }

    protected PreRestartException(SerializationInfo info, StreamingContext context) : base(info, context) { }

    public Exception RestartException { get; }
    public object OptionalMessage { get; }

    public override void GetObjectData(SerializationInfo info, StreamingContext context) => base.GetObjectData(info, context);
}

/// <summary>The new instance's constructor or PostRestart threw while the actor was being restarted.</summary>
public class PostRestartException : ActorInitializationException
{
    public PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
        : base(actor, $"Exception post restart ({originalCause?.GetType().ToString() ?? "null"})", cause) =>
        OriginalCause = originalCause;

    protected PostRestartException(SerializationInfo info, StreamingContext context) : base(info, context) { }

    public Exception OriginalCause { get; }

    public override void GetObjectData(SerializationInfo info, StreamingContext context) => base.GetObjectData(info, context);
}

/// <summary>A watched actor ended and the watcher did not handle the <see cref="Terminated"/> message.</summary>
public class DeathPactException : AkkaException
{
    public DeathPactException(IActorRef deadActor) : base("Monitored actor [" + deadActor + "] terminated") => DeadActor = deadActor;

    protected DeathPactException(SerializationInfo info, StreamingContext context) : base(info, context) { }

    public IActorRef DeadActor { get; }

    public override void GetObjectData(SerializationInfo info, StreamingContext context) => base.GetObjectData(info, context);
}
