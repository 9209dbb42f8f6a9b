using Akka.Actor.Internal;
using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

public interface ICell
{
    ActorSystem System { get; }
    IActorRef Self { get; }
    IInternalActorRef GetChildByName(string name);
    IInternalActorRef GetSingleChild(string name);
    IInternalActorRef Parent { get; }
    Internal.ActorSystemImpl SystemImpl { get; }
    Internal.IChildrenContainer ChildrenContainer { get; }
    Props Props { get; }
    [Obsolete] IEnumerable<IInternalActorRef> GetChildren();
    bool HasMessages { get; }
    bool IsLocal { get; }
    bool IsTerminated { get; }
    bool TryGetChildStatsByName(string name, out Internal.IChildStats child);
    int NumberOfMessages { get; }
    void Restart(Exception cause);
    void Resume(Exception causedByFailure);
    void SendMessage(IActorRef sender, object message);
    void SendSystemMessage(ISystemMessage message);
    void Start();
    void Stop();
    void Suspend();
}
