using Akka.Dispatch.SysMsg;
using Akka.Util;

namespace Akka.Actor;

public interface ICanTell
{
    void Tell(object message, IActorRef sender);
}

public interface IActorRef : ICanTell, ISurrogated, IComparable, IComparable<IActorRef>, IEquatable<IActorRef>
{
    ActorPath Path { get; }
}

public interface IActorRefScope
{
    bool IsLocal { get; }
}

public interface IRepointableRef : IActorRefScope
{
    bool IsStarted { get; }
}

public interface IInternalActorRef : IActorRef, IActorRefScope
{
    IActorRef GetChild(IReadOnlyList<string> name);
    IActorRefProvider Provider { get; }
    IInternalActorRef Parent { get; }
    [Obsolete] bool IsTerminated { get; }
    void Restart(Exception cause);
    void Resume(Exception causedByFailure = null);
    void SendSystemMessage(ISystemMessage message);
    [Obsolete] void SendSystemMessage(ISystemMessage message, IActorRef sender);
    void Start();
    void Stop();
    void Suspend();
}
