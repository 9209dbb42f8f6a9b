using System.Runtime.Serialization;
using Akka.Actor;

namespace Akka.Pattern;

/// <summary>A call that an open circuit breaker did not let through.</summary>
public class OpenCircuitException : AkkaException
{
    private const string Text = "Circuit Breaker is open; calls are failing fast";

    public OpenCircuitException()
        : base(Text)
    {
    }

    public OpenCircuitException(string message)
        : base(message)
    {
    }

    public OpenCircuitException(string message, TimeSpan remainingDuration)
        : base(message)
    {
        RemainingDuration = remainingDuration;
    }

    public OpenCircuitException(string message, Exception cause)
        : base(message, cause)
    {
    }

    public OpenCircuitException(string message, Exception cause, TimeSpan remainingDuration)
        : base(message, cause)
    {
        RemainingDuration = remainingDuration;
    }

    public OpenCircuitException(Exception cause)
        : base(Text, cause)
    {
    }

    public OpenCircuitException(Exception cause, TimeSpan remainingDuration)
        : base(Text, cause)
    {
        RemainingDuration = remainingDuration;
    }

    protected OpenCircuitException(SerializationInfo info, StreamingContext context)
        : base(info, context)
    {
        RemainingDuration = (TimeSpan)info.GetValue(nameof(RemainingDuration), typeof(TimeSpan));
    }

    /// <summary>How long until the breaker tries again; zero when it is being tried now.</summary>
    public TimeSpan RemainingDuration { get; }

#pragma warning disable SYSLIB0051 // Part of the public surface.
    public override void GetObjectData(SerializationInfo info, StreamingContext context)
    {
        base.GetObjectData(info, context);
        info.AddValue(nameof(RemainingDuration), RemainingDuration);
    }
#pragma warning restore SYSLIB0051
}

/// <summary>A breaker was told by hand that something failed.</summary>
public class UserCalledFailException : AkkaException
{
    public UserCalledFailException()
        : base("User code caused [CircuitBreaker] to fail because it calls the [Fail()] method.")
    {
    }

    protected UserCalledFailException(SerializationInfo info, StreamingContext context)
        : base(info, context)
    {
    }
}

/// <summary>Something was asked of an object in a state in which it cannot give it.</summary>
public class IllegalStateException : AkkaException
{
    public IllegalStateException(string message)
        : base(message)
    {
    }

    public IllegalStateException(string message, Exception innerEx)
        : base(message, innerEx)
    {
    }

    protected IllegalStateException(SerializationInfo info, StreamingContext context)
        : base(info, context)
    {
    }
}
