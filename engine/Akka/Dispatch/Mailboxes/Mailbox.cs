using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch.MessageQueues;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Dispatch;

/// <summary>
/// A mailbox is what the dispatcher runs. It is scheduled at most once at a time: whoever turns Idle into Scheduled hands it to the
/// executor, and after a run it becomes idle and looks again. A producer announces its message (a locked operation) before it reads the
/// status, the mailbox becomes idle (a locked operation) before it reads the announcements: one of the two sees the other.
/// </summary>
public partial class Mailbox : IRunnable
{
    private const int ClosedBit = 1;
    private const int ScheduledBit = 2;
    private const int SuspendUnit = 4;
    private const int SuspendMask = ~(ClosedBit | ScheduledBit);

    private int _status;
    private SystemMessageQueue _system;

    // The usual kind of queue is called without an interface.
    private readonly bool _usual;

    public Mailbox(IMessageQueue messageQueue)
    {
        MessageQueue = messageQueue;
        _usual = messageQueue is { } && messageQueue.GetType() == typeof(UnboundedMessageQueue);
    }

    public IMessageQueue MessageQueue { get; }

    private UnboundedMessageQueue UsualQueue => System.Runtime.CompilerServices.Unsafe.As<UnboundedMessageQueue>(MessageQueue);

    public MessageDispatcher Dispatcher => Actor?.Dispatcher;

    internal ActorCell Actor { get; private set; }

    internal bool IsClosed => (Volatile.Read(ref _status) & ClosedBit) != 0;
    internal bool IsScheduled => (Volatile.Read(ref _status) & ScheduledBit) != 0;
    internal bool IsSuspended => (Volatile.Read(ref _status) & SuspendMask) != 0;
    internal int SuspendCount => Volatile.Read(ref _status) / SuspendUnit;
    internal bool HasMessages => _usual ? UsualQueue.HasMessages : MessageQueue.HasMessages;
    internal bool HasSystemMessages => _system.HasMessages;
    internal int NumberOfMessages => MessageQueue.Count;

    private bool ShouldProcess => (Volatile.Read(ref _status) & (ClosedBit | SuspendMask)) == 0;

    public virtual void SetActor(ActorCell actorCell) => Actor = actorCell;

    [Conditional("MAILBOXDEBUG")]
    public static void DebugPrint(string message, params object[] args) => System.Diagnostics.Debug.WriteLine(message, args);

    internal void EnqueueUser(IActorRef receiver, object message, IActorRef sender)
    {
        if (_usual) UsualQueue.Enqueue(message, sender);
        else MessageQueue.Enqueue(receiver, new Envelope(message, sender));
    }

    /// <summary>A system message to a mailbox that is closed goes to the dead letters.</summary>
    internal virtual void SystemEnqueue(IActorRef receiver, SystemMessage message)
    {
        if (!_system.TryEnqueue(message)) SystemToDeadLetters(receiver, message);
    }

    private void SystemToDeadLetters(IActorRef receiver, SystemMessage message) =>
        Actor?.SystemImpl.DeadLetterMailbox.SystemEnqueue(receiver, message);

    internal SystemMessage TakeSystemMessages() => _system.TakeAll();

    internal bool CanBeScheduled(bool hasMessageHint, bool hasSystemMessageHint)
    {
        int status = Volatile.Read(ref _status);
        if (status == 0 || status == ScheduledBit) return hasMessageHint || hasSystemMessageHint || HasSystemMessages || HasMessages;
        if ((status & ClosedBit) != 0) return false;
        return hasSystemMessageHint || HasSystemMessages;
    }

    internal bool TrySetScheduled()
    {
        while (true)
        {
            int status = Volatile.Read(ref _status);
            if ((status & (ScheduledBit | ClosedBit)) != 0) return false;
            if (Interlocked.CompareExchange(ref _status, status | ScheduledBit, status) == status) return true;
        }
    }

    private void SetIdle() => Interlocked.And(ref _status, ~ScheduledBit);

    /// <summary>Counts up; only the cell's own run or a system message handler calls this. True when it was not suspended before.</summary>
    internal bool Suspend()
    {
        while (true)
        {
            int status = Volatile.Read(ref _status);
            if ((status & ClosedBit) != 0) return false;
            if (Interlocked.CompareExchange(ref _status, status + SuspendUnit, status) == status) return status < SuspendUnit;
        }
    }

    /// <summary>Counts down; true when messages may flow again.</summary>
    internal bool Resume()
    {
        while (true)
        {
            int status = Volatile.Read(ref _status);
            if ((status & ClosedBit) != 0) return false;
            int next = status < SuspendUnit ? status : status - SuspendUnit;
            if (Interlocked.CompareExchange(ref _status, next, status) == status) return next < SuspendUnit;
        }
    }

    internal bool BecomeClosed()
    {
        int before = Interlocked.Or(ref _status, ClosedBit);
        return (before & ClosedBit) == 0;
    }

    /// <summary>What was queued when the actor ended, or slipped in while it ended, becomes dead letters. Only called once closed.</summary>
    public virtual void CleanUp()
    {
        if (Actor == null) return;
        var deadLetters = Actor.SystemImpl.DeadLetterMailbox;
        lock (this)
        {
            var message = _system.Close();
            while (message != null)
            {
                var next = message.Next;
                message.Unlink();
                deadLetters.SystemEnqueue(Actor.Self, message);
                message = next;
            }
            MessageQueue?.CleanUp(Actor.Self, deadLetters.MessageQueue);
        }
    }
}
