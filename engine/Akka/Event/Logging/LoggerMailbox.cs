using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Akka.Event;

/// <summary>The queue of a logger: what it had not written when it ended goes to the console.</summary>
internal sealed class LoggerMessageQueue(ActorSystem system) : IMessageQueue, ILoggerMessageQueueSemantics, IUnboundedMessageQueueSemantics
{
    private readonly UnboundedMessageQueue _queue = new();

    public bool HasMessages => _queue.HasMessages;
    public int Count => _queue.Count;
    public void Enqueue(IActorRef receiver, Envelope envelope) => _queue.Enqueue(receiver, envelope);
    public bool TryDequeue(out Envelope envelope) => _queue.TryDequeue(out envelope);

    public void CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        var stdout = system.Settings.StdoutLogger;
        var level = Logging.LogLevelFor(system.Settings.StdoutLogLevel);
        while (TryDequeue(out var envelope))
        {
            if (envelope.Message is not LogEvent logEvent) deadletters.Enqueue(owner, envelope);
            else if (logEvent.LogLevel() >= level) stdout.Tell(logEvent, envelope.Sender);
        }
    }
}

internal sealed class LoggerMailboxType(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<LoggerMessageQueue>
{
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new LoggerMessageQueue(system);
}

public class LoggerMailbox : Mailbox, ILoggerMessageQueueSemantics, IUnboundedMessageQueueSemantics, IMessageQueue
{
    public LoggerMailbox(IActorRef owner, ActorSystem system) : base(new LoggerMessageQueue(system)) { }

    bool IMessageQueue.HasMessages => MessageQueue.HasMessages;
    int IMessageQueue.Count => MessageQueue.Count;
    void IMessageQueue.Enqueue(IActorRef receiver, Envelope envelope) => MessageQueue.Enqueue(receiver, envelope);
    bool IMessageQueue.TryDequeue(out Envelope envelope) => MessageQueue.TryDequeue(out envelope);
    void IMessageQueue.CleanUp(IActorRef owner, IMessageQueue deadletters) => MessageQueue.CleanUp(owner, deadletters);
}
