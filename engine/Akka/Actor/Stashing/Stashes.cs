using Akka.Dispatch;

namespace Akka.Actor.Internal;

/// <summary>Messages set aside. They go back in front of the mailbox, so the actor's queue must be a deque.</summary>
public abstract class AbstractStash : IStash
{
    private readonly ActorCell _cell;
    private readonly int _capacity;
    private LinkedList<Envelope> _stash = new();
    private int _lastEnvelopeId;

    internal AbstractStash(IActorContext context, int capacity)
    {
        _cell = (ActorCell)context;
        _capacity = capacity;
        if (Mailbox == null)
            throw new NotSupportedException($"DequeBasedMailbox required, got: {_cell.Mailbox?.MessageQueue?.GetType().Name}. An (unbounded) deque-based mailbox can be configured as follows: my-custom-mailbox {{ mailbox-type = \"{typeof(UnboundedDequeBasedMailbox).FullName}\" }}");
    }

    protected AbstractStash(IActorContext context) : this(context, CapacityOf((ActorCell)context)) { }

    private IDequeBasedMessageQueueSemantics Mailbox => _cell.Mailbox?.MessageQueue as IDequeBasedMessageQueueSemantics;

    private static int CapacityOf(ActorCell cell)
    {
        int own = cell.Props.Deploy.StashCapacity;
        return own != Deploy.NoStashSize ? own : cell.SystemImpl.Mailboxes.StashCapacity(cell.Props.Dispatcher, cell.Props.Mailbox);
    }

    public int Count => _stash.Count;
    public bool IsEmpty => _stash.Count == 0;
    public bool NonEmpty => _stash.Count > 0;
    public virtual int Capacity => _capacity;
    public bool IsFull => Capacity >= 0 && _stash.Count >= Capacity;

    public void Stash()
    {
        object message = _cell.CurrentMessage;
        var sender = _cell.Sender;
        if (_stash.Count > 0 && _lastEnvelopeId == _cell.CurrentEnvelopeId)
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        if (IsFull)
            throw new StashOverflowException($"Couldn't enqueue message {message} from {sender} to stash of {_cell.Self}");
        _lastEnvelopeId = _cell.CurrentEnvelopeId;
        _stash.AddLast(new Envelope(message, sender));
    }

    public void Unstash()
    {
        if (_stash.First is not { } first) return;
        _stash.RemoveFirst();
        Mailbox.EnqueueFirst(first.Value);
        Reset();
    }

    public void UnstashAll() => UnstashAll(_ => true);

    public void UnstashAll(Func<Envelope, bool> filterPredicate)
    {
        if (_stash.Count == 0) return;
        for (var node = _stash.Last; node != null; node = node.Previous)
            if (filterPredicate(node.Value)) Mailbox?.EnqueueFirst(node.Value);
        _stash = new LinkedList<Envelope>();
        Reset();
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var taken = _stash;
        _stash = new LinkedList<Envelope>();
        Reset();
        return taken;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        var all = envelopes.ToList();
        for (int i = all.Count - 1; i >= 0; i--) _stash.AddFirst(all[i]);
    }

    private void Reset() => _lastEnvelopeId = 0;
}

public class UnboundedStashImpl : AbstractStash
{
    public UnboundedStashImpl(IActorContext context) : base(context, -1) { }

    public override int Capacity => -1;
}

public class BoundedStashImpl : AbstractStash
{
    public BoundedStashImpl(IActorContext context) : base(context) { }
}
