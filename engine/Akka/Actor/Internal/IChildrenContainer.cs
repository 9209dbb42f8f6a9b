using Akka.Actor;

namespace Akka.Actor.Internal;

public interface IChildStats;

public interface IChildrenContainer
{
    IChildrenContainer Add(string name, ChildRestartStats stats);
    IChildrenContainer Remove(IActorRef child);
    IChildrenContainer Reserve(string name);
    IChildrenContainer ShallDie(IActorRef actor);
    IChildrenContainer Unreserve(string name);
    IReadOnlyCollection<IInternalActorRef> Children { get; }
    IReadOnlyCollection<ChildRestartStats> Stats { get; }
    bool Contains(IActorRef actor);
    bool IsNormal { get; }
    bool IsTerminating { get; }
    bool TryGetByName(string name, out IChildStats stats);
    bool TryGetByRef(IActorRef actor, out ChildRestartStats stats);
}
