using Akka.Dispatch;

namespace Akka.Actor;

public interface IActorRefFactory
{
    ActorSelection ActorSelection(ActorPath actorPath);
    ActorSelection ActorSelection(string actorPath);
    IActorRef ActorOf(Props props, string name = null);
}

public interface ICanWatch
{
    IActorRef Unwatch(IActorRef subject);
    IActorRef Watch(IActorRef subject);
    IActorRef WatchWith(IActorRef subject, object message);
}

public interface IActorContext : IActorRefFactory, ICanWatch
{
    ActorSystem System { get; }
    IActorRef Child(string name);
    IActorRef Parent { get; }
    IActorRef Self { get; }
    IActorRef Sender { get; }
    Props Props { get; }
    MessageDispatcher Dispatcher { get; }
    IEnumerable<IActorRef> GetChildren();
    TimeSpan? ReceiveTimeout { get; }
    void Become(Receive receive);
    void BecomeStacked(Receive receive);
    void SetReceiveTimeout(TimeSpan? timeout);
    void Stop(IActorRef child);
    void UnbecomeStacked();
}

public interface IUntypedActorContext : IActorContext
{
    void Become(UntypedReceive receive);
    void BecomeStacked(UntypedReceive receive);
}

public interface IInternalActor
{
    IActorContext ActorContext { get; }
}

public delegate bool Receive(object message);

public delegate void UntypedReceive(object message);
