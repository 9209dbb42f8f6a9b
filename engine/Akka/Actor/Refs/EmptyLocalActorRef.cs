using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Stands for an actor that does not exist: what is told to it becomes a dead letter, watching it ends at once.</summary>
public class EmptyLocalActorRef : MinimalActorRef
{
    private readonly EventStream _eventStream;

    public EmptyLocalActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream)
    {
        Provider = provider;
        Path = path;
        _eventStream = eventStream;
    }

    public override ActorPath Path { get; }
    public override IActorRefProvider Provider { get; }

    [Obsolete("Use Context.Watch and Receive<Terminated>")]
    public override bool IsTerminated => true;

    internal EventStream Stream => _eventStream;

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message == null) throw new InvalidMessageException("Message is null");
        if (message is DeadLetter letter) SpecialHandle(letter.Message, letter.Sender);
        else if (!SpecialHandle(message, sender))
            _eventStream.Publish(DeadLetterActorRef.Letter(message, sender ?? Provider?.DeadLetters ?? this, this));
    }

    public override void SendSystemMessage(ISystemMessage message) => SpecialHandle(message, Provider.DeadLetters);

    protected virtual bool SpecialHandle(object message, IActorRef sender)
    {
        switch (message)
        {
            case Watch watch:
                if (watch.Watchee.Equals(this) && !watch.Watcher.Equals(this))
                    watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
                return true;
            case Unwatch:
                return true;
            case Identify identify:
                sender.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
                return true;
            case ActorSelectionMessage { Message: Identify identify } selection:
                if (!selection.WildCardFanOut) sender.Tell(new ActorIdentity(identify.MessageId, null), ActorRefs.NoSender);
                return true;
            case ActorSelectionMessage selection:
                if (!selection.WildCardFanOut || !SpecialHandle(selection.Message, sender))
                    _eventStream.Publish(DeadLetterActorRef.Letter(selection.Message, sender ?? Provider.DeadLetters, this));
                return true;
            case IDeadLetterSuppression suppressed:
                _eventStream.Publish(new SuppressedDeadLetter(suppressed, sender ?? Provider.DeadLetters, this));
                return true;
            default:
                return false;
        }
    }
}

/// <summary>The system's /deadLetters: publishes what reaches it on the event stream.</summary>
public class DeadLetterActorRef : EmptyLocalActorRef
{
    public DeadLetterActorRef(IActorRefProvider provider, ActorPath path, EventStream eventStream) : base(provider, path, eventStream) { }

    internal static AllDeadLetters Letter(object message, IActorRef sender, IActorRef recipient) =>
        message is IDeadLetterSuppression suppressed
            ? new SuppressedDeadLetter(suppressed, sender, recipient)
            : new DeadLetter(message, sender, recipient);

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message == null) throw new InvalidMessageException("Message is null");
        switch (message)
        {
            case Identify identify:
                sender?.Tell(new ActorIdentity(identify.MessageId, ActorRefs.Nobody), ActorRefs.NoSender);
                break;
            case AllDeadLetters letter:
                if (!SpecialHandle(letter.Message, letter.Sender)) Stream.Publish(letter);
                break;
            default:
                if (!SpecialHandle(message, sender)) Stream.Publish(Letter(message, sender ?? Provider.DeadLetters, this));
                break;
        }
    }

    protected override bool SpecialHandle(object message, IActorRef sender)
    {
        if (message is Watch watch)
        {
            if (!watch.Watchee.Equals(this) && !watch.Watcher.Equals(this))
                watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false, addressTerminated: false));
            return true;
        }
        return base.SpecialHandle(message, sender);
    }
}

/// <summary>Swallows everything; nothing becomes a dead letter.</summary>
internal sealed class IgnoreActorRef : MinimalActorRef
{
    private const string IgnoredAddress = "local";

    internal IgnoreActorRef(IActorRefProvider provider)
    {
        Provider = provider;
        Path = new RootActorPath(new Address("akka", IgnoredAddress)) / "ignore";
    }

    public override ActorPath Path { get; }
    public override IActorRefProvider Provider { get; }

    internal static bool IsIgnorePath(ActorPath path) => path.Address is { Protocol: "akka", System: IgnoredAddress } && path.Name == "ignore";
    internal static bool IsIgnorePath(string path) => path == "akka://local/ignore" || path.StartsWith("akka://local/ignore#", StringComparison.Ordinal);
}
