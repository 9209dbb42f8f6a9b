using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Where the messages of ended actors go.</summary>
public sealed class DeadLetterMailbox : Mailbox
{
    private readonly IActorRef _deadLetters;

    public DeadLetterMailbox(IActorRef deadLetters) : base(new Queue(deadLetters))
    {
        _deadLetters = deadLetters;
        BecomeClosed();
    }

    /// <summary>What steers an actor that has ended is no news; the rest is answered (a watch) or told as a dead letter.</summary>
    internal override void SystemEnqueue(IActorRef receiver, SystemMessage message)
    {
        if (message is not (ActorTask or Akka.Dispatch.SysMsg.Suspend or Akka.Dispatch.SysMsg.Resume))
            _deadLetters.Tell(new DeadLetter(message, receiver, receiver), ActorRefs.NoSender);
    }

    private sealed class Queue(IActorRef deadLetters) : IMessageQueue
    {
        public bool HasMessages => false;
        public int Count => 0;

        public void Enqueue(IActorRef receiver, Envelope envelope)
        {
            if (envelope.Message is AllDeadLetters) return;
            deadLetters.Tell(new DeadLetter(envelope.Message, envelope.Sender ?? deadLetters, receiver), envelope.Sender);
        }

        public bool TryDequeue(out Envelope envelope)
        {
            envelope = default;
            return false;
        }

        public void CleanUp(IActorRef owner, IMessageQueue deadletters) { }
    }
}
