using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>What lives behind a reference: mailbox, actor instance, children, watches. One thread at a time runs it.</summary>
public partial class ActorCell : ICell, IUntypedActorContext
{
    public const int UndefinedUid = 0;

    private readonly ActorSystemImpl _system;
    private readonly IInternalActorRef _self;
    private readonly Props _props;
    private Mailbox _mailbox;
    private ActorBase _actor;
    private bool _actorCleared;
    private bool _aroundOverridden;
    private int _envelopeId;

    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        _system = system;
        _self = self;
        _props = props;
        Dispatcher = dispatcher;
        Parent = parent;
    }

    public ActorSystem System => _system;
    public ActorSystemImpl SystemImpl => _system;
    public IActorRef Self => _self;
    public IInternalActorRef Parent { get; }
    public Props Props => _props;
    public MessageDispatcher Dispatcher { get; }
    public Mailbox Mailbox => Volatile.Read(ref _mailbox);
    public object CurrentMessage { get; private set; }
    public int CurrentEnvelopeId => _envelopeId;
    public IActorRef Sender { get; private set; }
    public bool IsLocal => true;
    public bool IsTerminated => Mailbox?.IsClosed ?? false;
    public bool HasMessages => Mailbox?.HasMessages ?? false;
    public int NumberOfMessages => Mailbox?.NumberOfMessages ?? 0;
    public virtual ActorTaskScheduler TaskScheduler => More.TaskScheduler ??= new ActorTaskScheduler(this);

    IActorRef IActorContext.Parent => Parent;

    internal ActorBase Actor => _actor;
    internal bool ActorHasBeenCleared => _actorCleared;
    internal static ActorCell Current => InternalCurrentActorCellKeeper.Current;

    public static IActorRef GetCurrentSelfOrNoSender() => InternalCurrentActorCellKeeper.Current?.Self ?? ActorRefs.NoSender;
    public static IActorRef GetCurrentSenderOrNoSender() => InternalCurrentActorCellKeeper.Current?.Sender ?? ActorRefs.NoSender;

    /// <summary>Gives the cell its mailbox, with the creation of the actor as its first system message.</summary>
    public void Init(bool sendSupervise, MailboxType mailboxType)
    {
        var mailbox = Dispatcher.CreateMailbox(this, mailboxType);
        mailbox.SetActor(this);
        mailbox.SystemEnqueue(_self, new Create());
        Volatile.Write(ref _mailbox, mailbox);
        if (sendSupervise) Parent.SendSystemMessage(new Supervise(_self, false));
    }

    /// <summary>For a cell that could not be built: it starts in order to fail, so that its supervisor hears of it.</summary>
    internal void InitFailed(ActorInitializationException failure)
    {
        var mailbox = new Mailbox(new Dispatch.MessageQueues.UnboundedMessageQueue());
        mailbox.SetActor(this);
        mailbox.SystemEnqueue(_self, new Create(failure));
        Volatile.Write(ref _mailbox, mailbox);
    }

    internal Mailbox SwapMailbox(Mailbox mailbox) => Interlocked.Exchange(ref _mailbox, mailbox);

    public virtual void Start()
    {
        PreStart();
        Dispatcher.Attach(this);
    }

    /// <summary>For cells of another kind: the last thing before the mailbox may run.</summary>
    protected virtual void PreStart() { }

    public void Stop() => SendSystemMessage(new Terminate());
    public void Suspend() => SendSystemMessage(new Suspend());
    public void Resume(Exception causedByFailure) => SendSystemMessage(new Resume(causedByFailure));
    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));

    public virtual void SendMessage(Envelope message)
    {
        if (message.Message == null) throw new InvalidMessageException("Message is null");
        if (_system.SerializeAllMessages) message = new Envelope(SerializationCheck.RoundTrip(_system, message.Message), message.Sender);
        Dispatcher.Dispatch(this, message);
    }

    public virtual void SendMessage(IActorRef sender, object message) => SendMessage(new Envelope(message, sender));

    public virtual void SendSystemMessage(ISystemMessage systemMessage)
    {
        try
        {
            Dispatcher.SystemDispatch(this, (SystemMessage)systemMessage);
        }
        catch (Exception cause)
        {
            ReportInternalFailure(cause);
        }
    }

    public void UseThreadContext(Action action)
    {
        using (Enter()) action();
    }

    private ThreadContext Enter() => new(this);

    /// <summary>This thread acts for a cell until it is disposed of.</summary>
    private readonly ref struct ThreadContext
    {
        private readonly ActorCell _before;

        internal ThreadContext(ActorCell cell)
        {
            _before = InternalCurrentActorCellKeeper.Current;
            InternalCurrentActorCellKeeper.Current = cell;
        }

        public void Dispose() => InternalCurrentActorCellKeeper.Current = _before;
    }

    internal void ReportInternalFailure(Exception cause) => Publish(new Error(cause, _self.Path.ToString(), GetType(), "Swallowing exception during message send or mailbox run"));

    /// <summary>Publishing must never fail a cell.</summary>
    internal void Publish(LogEvent logEvent)
    {
        try
        {
            _system.EventStream.Publish(logEvent);
        }
        catch (Exception e)
        {
            Console.Error.WriteLine($"{logEvent} (and publishing it failed: {e.Message})");
        }
    }

    internal Type LogClass => _actor?.GetType() ?? GetType();

    private void DebugLifecycle(string message)
    {
        if (_system.Settings.DebugLifecycle) Publish(new Debug(_self.Path.ToString(), LogClass, message));
    }
}
