using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Dispatch;

public abstract class MessageDispatcher
{
    public const int DefaultThroughput = 100;

    private long _inhabitants;

    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Throughput = DefaultThroughput;
    }

    public MessageDispatcherConfigurator Configurator { get; }
    public string Id { get; protected set; }
    public int Throughput { get; set; }
    public long? ThroughputDeadlineTime { get; protected set; }
    public TimeSpan ShutdownTimeout { get; protected set; }
    public EventStream EventStream => Configurator.Prerequisites.EventStream;
    public Mailboxes Mailboxes => Configurator.Prerequisites.Mailboxes;

    protected long Inhabitants => Volatile.Read(ref _inhabitants);

    protected abstract void ExecuteTask(IRunnable run);
    protected abstract void Shutdown();

    public void Schedule(IRunnable run) => ExecuteTask(run);
    public void Schedule(Action run) => ExecuteTask(new ActionRunnable(run));

    protected void ReportFailure(Exception ex) =>
        EventStream.Publish(new Error(ex, GetType().FullName, GetType(), "Exception not handled in dispatcher"));

    internal virtual Mailbox CreateMailbox(ActorCell cell, MailboxType mailboxType) => new(mailboxType.Create(cell.Self, cell.System));

    public virtual void Attach(ActorCell cell)
    {
        Register(cell);
        RegisterForExecution(cell.Mailbox, false, true);
    }

    public virtual void Detach(ActorCell cell)
    {
        try
        {
            Unregister(cell);
        }
        finally
        {
            if (Inhabitants == 0) OnDeserted();
        }
    }

    internal virtual void OnDeserted() { }

    internal void Register(ActorCell cell) => Interlocked.Increment(ref _inhabitants);

    internal void Unregister(ActorCell cell)
    {
        Interlocked.Decrement(ref _inhabitants);
        var mailbox = cell.SwapMailbox(cell.SystemImpl.DeadLetterMailbox);
        mailbox.BecomeClosed();
        mailbox.CleanUp();
    }

    internal void ShutdownNow() => Shutdown();

    public virtual void Dispatch(ActorCell cell, Envelope envelope)
    {
        var mailbox = cell.Mailbox;
        mailbox.EnqueueUser(cell.Self, envelope.Message, envelope.Sender);
        AfterEnqueue(mailbox);
    }

    public virtual void SystemDispatch(ActorCell cell, SystemMessage message)
    {
        var mailbox = cell.Mailbox;
        mailbox.SystemEnqueue(cell.Self, message);
        RegisterForExecution(mailbox, false, true);
    }

    internal void AfterEnqueue(Mailbox mailbox)
    {
        if (mailbox.IsScheduled) return;
        if (mailbox.IsClosed) mailbox.CleanUp();
        else RegisterForExecution(mailbox, true, false);
    }

    internal virtual bool RegisterForExecution(Mailbox mailbox, bool hasMessageHint, bool hasSystemMessageHint)
    {
        if (!mailbox.CanBeScheduled(hasMessageHint, hasSystemMessageHint) || !mailbox.TrySetScheduled()) return false;
        ExecuteTask(mailbox);
        return true;
    }

    internal virtual void Suspend(ActorCell cell)
    {
        var mailbox = cell.Mailbox;
        if (ReferenceEquals(mailbox.Actor, cell) && ReferenceEquals(mailbox.Dispatcher, this)) mailbox.Suspend();
    }

    internal virtual void Resume(ActorCell cell)
    {
        var mailbox = cell.Mailbox;
        if (ReferenceEquals(mailbox.Actor, cell) && ReferenceEquals(mailbox.Dispatcher, this) && mailbox.Resume())
            RegisterForExecution(mailbox, false, false);
    }
}

public abstract class MessageDispatcherConfigurator
{
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    public Config Config { get; }
    public IDispatcherPrerequisites Prerequisites { get; }

    public abstract MessageDispatcher Dispatcher();

    protected ExecutorServiceConfigurator ConfigureExecutor() => ExecutorChoice.For(Config, Prerequisites);
}
