using Akka.Dispatch;

namespace Akka.Actor;

public interface IStash
{
    IEnumerable<Envelope> ClearStash();
    bool IsEmpty { get; }
    bool IsFull { get; }
    bool NonEmpty { get; }
    int Capacity { get; }
    int Count { get; }
    void Prepend(IEnumerable<Envelope> envelopes);
    void Stash();
    void Unstash();
    void UnstashAll();
    void UnstashAll(Func<Envelope, bool> predicate);
}

public interface IActorStash
{
    IStash Stash { get; set; }
}

public interface IWithUnrestrictedStash : IActorStash;

public interface IWithUnboundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;

public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

[Obsolete]
public interface IWithBoundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IBoundedDequeBasedMessageQueueSemantics>;
