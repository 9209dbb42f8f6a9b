using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public class LocalActorRef : ActorRefWithCell
{
    private readonly ActorCell _cell;
    private readonly ActorPath _path;

    public LocalActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType,
        IInternalActorRef supervisor, ActorPath path) : this(system, props, dispatcher, mailboxType, supervisor, path, announce: true) { }

    /// <summary>A local parent that makes a child enters it itself; any other supervisor has to be told of it.</summary>
    internal LocalActorRef(ActorSystemImpl system, Props props, MessageDispatcher dispatcher, MailboxType mailboxType,
        IInternalActorRef supervisor, ActorPath path, bool announce)
    {
        _path = path;
        // The cell is published to this field before its mailbox can run, so that messages arriving early find it.
        _cell = NewActorCell(system, this, props, dispatcher, supervisor);
        _cell.Init(sendSupervise: announce, mailboxType);
    }

    public override ActorPath Path => _path;
    public override IActorRefProvider Provider => _cell.SystemImpl.Provider;
    public override IInternalActorRef Parent => _cell.Parent;
    public override ICell Underlying => _cell;
    public override IEnumerable<IActorRef> Children => _cell.GetChildren();
    public override bool IsLocal => true;
    public override bool IsTerminated => _cell.IsTerminated;

    public ActorCell Cell => _cell;

    protected ActorSystem System => _cell.System;
    protected Props Props => _cell.Props;
    protected MessageDispatcher Dispatcher => _cell.Dispatcher;
    protected IInternalActorRef Supervisor => _cell.Parent;
    protected MailboxType MailboxType => _cell.SystemImpl.Mailboxes.GetMailboxType(Props, Dispatcher.Configurator.Config);

    protected virtual ActorCell NewActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher,
        IInternalActorRef supervisor) =>
        new(system, self, props, dispatcher, supervisor);

    protected override void TellInternal(object message, IActorRef sender) => _cell.SendMessage(sender, message);

    public override void SendSystemMessage(ISystemMessage message) => _cell.SendSystemMessage(message);

    public override IInternalActorRef GetSingleChild(string name) => _cell.GetSingleChild(name);

    public override IActorRef GetChild(IReadOnlyList<string> name) => RefNames.Walk(this, name);

    public override void Start() => _cell.Start();
    public override void Stop() => _cell.Stop();
    public override void Suspend() => _cell.Suspend();
    public override void Resume(Exception causedByFailure = null) => _cell.Resume(causedByFailure);
    public override void Restart(Exception cause) => _cell.Restart(cause);
}
