using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>
/// Keeps user and system messages in arrival order until the real cell takes over. Short-lived, so a lock is enough; once the cell is
/// there, late callers that still hold this object are passed on.
/// </summary>
public class UnstartedCell : ICell
{
    private readonly object _gate = new();
    private readonly RepointableActorRef _self;
    private List<object> _queue;
    private ICell _target;

    public UnstartedCell(ActorSystemImpl system, RepointableActorRef self, Props props, IInternalActorRef supervisor)
    {
        SystemImpl = system;
        _self = self;
        Props = props;
        Parent = supervisor;
    }

    public IActorRef Self => _self;
    public ActorSystem System => SystemImpl;
    public ActorSystemImpl SystemImpl { get; }
    public Props Props { get; }
    public IInternalActorRef Parent { get; }
    public bool IsLocal => true;

    public bool IsTerminated
    {
        get
        {
            lock (_gate) return _target?.IsTerminated ?? false;
        }
    }

    public bool HasMessages => NumberOfMessages > 0;

    public int NumberOfMessages
    {
        get
        {
            lock (_gate)
            {
                if (_target != null) return _target.NumberOfMessages;
                int count = 0;
                if (_queue != null)
                    foreach (object item in _queue)
                        if (item is Envelope) count++;
                return count;
            }
        }
    }

    public IChildrenContainer ChildrenContainer => EmptyChildrenContainer.Instance;
    public IEnumerable<IInternalActorRef> GetChildren() => [];
    public IInternalActorRef GetSingleChild(string name) => ActorRefs.Nobody;
    public IInternalActorRef GetChildByName(string name) => ActorRefs.Nobody;

    public bool TryGetChildStatsByName(string name, out IChildStats child)
    {
        child = null;
        return false;
    }

    public void Start() { }
    public void Suspend() => SendSystemMessage(new Suspend());
    public void Resume(Exception causedByFailure) => SendSystemMessage(new Resume(causedByFailure));
    public void Restart(Exception cause) => SendSystemMessage(new Recreate(cause));
    public void Stop() => SendSystemMessage(new Terminate());

    public void SendMessage(IActorRef sender, object message)
    {
        if (message == null) throw new InvalidMessageException("Message is null");
        lock (_gate)
        {
            if (_target == null)
            {
                (_queue ??= []).Add(new Envelope(message, sender));
                return;
            }
        }
        _target.SendMessage(sender, message);
    }

    public void SendSystemMessage(ISystemMessage message)
    {
        lock (_gate)
        {
            if (_target == null)
            {
                (_queue ??= []).Add(message);
                return;
            }
        }
        _target.SendSystemMessage(message);
    }

    public void ReplaceWith(ICell cell)
    {
        lock (_gate)
        {
            if (_queue != null)
            {
                foreach (object item in _queue)
                {
                    if (item is Envelope envelope) cell.SendMessage(envelope.Sender, envelope.Message);
                    else cell.SendSystemMessage((ISystemMessage)item);
                }
                _queue = null;
            }
            _target = cell;
            _self.SwapUnderlying(cell);
        }
    }
}
