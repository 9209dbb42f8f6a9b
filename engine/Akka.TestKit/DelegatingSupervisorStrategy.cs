using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>Supervises each child by a strategy of its own, others by the default.</summary>
public class DelegatingSupervisorStrategy : SupervisorStrategy
{
    private readonly Dictionary<IActorRef, SupervisorStrategy> _byChild = new();

    public DelegatingSupervisorStrategy()
    {
    }

    public override IDecider Decider { get; } = DefaultDecider;

    public void Update(IActorRef child, SupervisorStrategy supervisorStrategy) => _byChild[child] = supervisorStrategy;

    protected override Directive Handle(IActorRef child, Exception exception) =>
        Of(child) is { } own ? own.Decider.Decide(exception) : Decider.Decide(exception);

    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children)
    {
        Of(child)?.HandleChildTerminated(actorContext, child, children);
        _byChild.Remove(child);
    }

    public override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children) =>
        (Of(child) ?? DefaultStrategy).ProcessFailure(context, restart, child, cause, stats, children);

    public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException("Supervision by a test stays in the test.");

    private SupervisorStrategy Of(IActorRef child) => _byChild.GetValueOrDefault(child);
}
