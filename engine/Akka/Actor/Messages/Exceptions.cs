using System.Runtime.Serialization;

namespace Akka.Actor;

public class ActorInterruptedException : AkkaException
{
    public ActorInterruptedException(string message = null, Exception cause = null) : base(message, cause) { }
    protected ActorInterruptedException(SerializationInfo info, StreamingContext context) : base(info, context) { }
}

public class ActorKilledException : AkkaException
{
    public ActorKilledException() { }
    public ActorKilledException(string message) : base(message) { }
    protected ActorKilledException(SerializationInfo info, StreamingContext context) : base(info, context) { }
}

public class ActorNotFoundException : AkkaException
{
    public ActorNotFoundException() { }
    public ActorNotFoundException(string message, Exception innerException = null) : base(message, innerException) { }
    protected ActorNotFoundException(SerializationInfo info, StreamingContext context) : base(info, context) { }
}

public class AskTimeoutException : AkkaException
{
    public AskTimeoutException(string message) : base(message) { }
    protected AskTimeoutException(SerializationInfo info, StreamingContext context) : base(info, context) { }
}

public class IllegalActorNameException : AkkaException
{
    public IllegalActorNameException(string message) : base(message) { }
    protected IllegalActorNameException(SerializationInfo info, StreamingContext context) : base(info, context) { }
}

public class IllegalActorStateException : AkkaException
{
    public IllegalActorStateException(string message) : base(message) { }
    protected IllegalActorStateException(SerializationInfo info, StreamingContext context) : base(info, context) { }
}

public class InvalidActorNameException : AkkaException
{
    public InvalidActorNameException(string message) : base(message) { }
    public InvalidActorNameException(string message, Exception innerException) : base(message, innerException) { }
    protected InvalidActorNameException(SerializationInfo info, StreamingContext context) : base(info, context) { }
}

public class InvalidMessageException : AkkaException
{
    public InvalidMessageException() { }
    public InvalidMessageException(string message) : base(message) { }
    protected InvalidMessageException(SerializationInfo info, StreamingContext context) : base(info, context) { }
}

public class LoggerInitializationException : AkkaException
{
    public LoggerInitializationException() { }
    public LoggerInitializationException(string message) : base(message) { }
    public LoggerInitializationException(string message, Exception cause = null) : base(message, cause) { }
    protected LoggerInitializationException(SerializationInfo info, StreamingContext context) : base(info, context) { }
}

public sealed class SchedulerException : AkkaException
{
    public SchedulerException(SerializationInfo info, StreamingContext context) : base(info, context) { }
    public SchedulerException(string message) : base(message) { }
}

public class StashOverflowException : AkkaException
{
    public StashOverflowException(string message, Exception cause = null) : base(message, cause) { }
    protected StashOverflowException(SerializationInfo info, StreamingContext context) : base(info, context) { }
}
