using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>A reference that can be handed out before its cell exists: until then an <see cref="UnstartedCell"/> keeps the messages.</summary>
public class RepointableActorRef : ActorRefWithCell, IRepointableRef
{
    protected readonly ActorSystemImpl System;
    protected readonly Props Props;
    protected readonly MessageDispatcher Dispatcher;
    protected readonly IInternalActorRef Supervisor;
    protected readonly ActorPath _path;

    internal readonly MailboxType MailboxType;

    private volatile ICell _underlying;
    private volatile ICell _lookup;

    public RepointableActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType,
        IInternalActorRef supervisor, ActorPath path)
    {
        System = system;
        Props = props;
        Dispatcher = dispatcher;
        MailboxType = mailboxType;
        Supervisor = supervisor;
        _path = path;
    }

    public override ActorPath Path => _path;
    public override IActorRefProvider Provider => System.Provider;
    public override IInternalActorRef Parent => Underlying.Parent;
    public override ICell Underlying => _underlying;
    public ICell Lookup => _lookup;
    public override IEnumerable<IActorRef> Children => Lookup.GetChildren();
    public override bool IsLocal => Underlying.IsLocal;
    public override bool IsTerminated => Underlying.IsTerminated;

    public bool IsStarted => _underlying switch
    {
        null => throw new InvalidOperationException("IsStarted called before initialized"),
        UnstartedCell => false,
        _ => true,
    };

    /// <summary>Called once, before the reference is handed out; registers with the supervisor, which later calls <see cref="Point"/>.</summary>
    public RepointableActorRef Initialize(bool async)
    {
        if (_underlying != null) throw new InvalidOperationException("initialize called more than once!");
        var unstarted = new UnstartedCell(System, this, Props, Supervisor);
        _lookup = unstarted;
        _underlying = unstarted;
        Supervisor.SendSystemMessage(new Supervise(this, async));
        if (!async) Point();
        return this;
    }

    /// <summary>Builds the real cell and moves what was queued meanwhile into it.</summary>
    public void Point()
    {
        switch (_underlying)
        {
            case UnstartedCell unstarted:
                ActorCell cell;
                try
                {
                    cell = NewCell();
                }
                catch (Exception cause)
                {
                    var failure = new ActorInitializationException(this, "exception while building the cell", cause);
                    cell = new ActorCell(System, this, Props, Dispatcher, Supervisor);
                    cell.InitFailed(failure);
                }
                // Children are found through the lookup cell as soon as they can exist, messages switch over afterwards.
                _lookup = cell;
                cell.Start();
                unstarted.ReplaceWith(cell);
                break;
            case null:
                throw new InvalidOperationException("Underlying cell is null");
        }
    }

    protected virtual ActorCell NewCell()
    {
        var cell = new ActorCell(System, this, Props, Dispatcher, Supervisor);
        cell.Init(sendSupervise: false, MailboxType);
        return cell;
    }

    public void SwapUnderlying(ICell cell) => _underlying = cell;

    protected override void TellInternal(object message, IActorRef sender) => _underlying.SendMessage(sender, message);

    public override void SendSystemMessage(ISystemMessage message) => _underlying.SendSystemMessage(message);

    public override IInternalActorRef GetSingleChild(string name) => Lookup.GetSingleChild(name);

    public override IActorRef GetChild(IReadOnlyList<string> name) => RefNames.Walk(this, name);

    public override void Start() { }
    public override void Stop() => Underlying.Stop();
    public override void Suspend() => Underlying.Suspend();
    public override void Resume(Exception causedByFailure = null) => Underlying.Resume(causedByFailure);
    public override void Restart(Exception cause) => Underlying.Restart(cause);
}

