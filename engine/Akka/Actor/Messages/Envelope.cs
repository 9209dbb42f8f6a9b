namespace Akka.Actor;

public struct Envelope
{
    public Envelope(object message, IActorRef sender, ActorSystem system)
        : this(message, sender ?? (IActorRef)system.DeadLetters) { }

    public Envelope(object message, IActorRef sender)
    {
        Message = message;
        Sender = sender;
    }

    public object Message { get; private set; }
    public IActorRef Sender { get; private set; }

    public override string ToString() =>
        $"<{Message ?? "null"}> from {(ReferenceEquals(Sender, ActorRefs.NoSender) ? "NoSender" : Sender.ToString())}";
}
