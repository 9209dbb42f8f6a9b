using Akka.Actor;

namespace Akka.TestKit;

/// <summary>A message that a test actor got, and from whom.</summary>
public abstract class MessageEnvelope
{
    protected MessageEnvelope()
    {
    }

    public abstract object Message { get; }

    public abstract IActorRef Sender { get; }
}

/// <summary>No message.</summary>
public sealed class NullMessageEnvelope : MessageEnvelope
{
    private NullMessageEnvelope()
    {
    }

    public static NullMessageEnvelope Instance = new();

    public override object Message => throw new IllegalActorStateException("No message has been received yet.");

    public override IActorRef Sender => throw new IllegalActorStateException("No message has been received yet, so there is no sender.");

    public override string ToString() => "<null message>";
}

/// <summary>A message that came.</summary>
public class RealMessageEnvelope : MessageEnvelope
{
    public RealMessageEnvelope(object message, IActorRef sender)
    {
        Message = message;
        Sender = sender;
    }

    public override object Message { get; }

    public override IActorRef Sender { get; }

    public override string ToString() => $"<{Message ?? "null"}> from {(Equals(Sender, ActorRefs.NoSender) ? "NoSender" : Sender)}";
}
