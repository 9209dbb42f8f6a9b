using Akka.Actor;
using Muster.Actors.Store;
using Muster.Messages;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;

namespace Muster.Actors.Workflow;

/// <summary>At /user/results of a seed host: one <see cref="RunResult"/> for each run whose rows are written or read now.</summary>
public sealed class Results : ReceiveActor
{
    /// <summary>Blocking file calls run here, not where actors that must answer fast do.</summary>
    public const string StoreDispatcher = "muster.store-dispatcher";

    /// <summary>How to create it.</summary>
    /// <param name="store">Where rows are kept.</param>
    public static Props Props(IRowStore store) => Akka.Actor.Props.Create(() => new Results(store));

    /// <summary>Creates it.</summary>
    public Results(IRowStore store)
    {
        Receive<OpenResult>(open => Child(store, open.Key.Run, open).Forward(open));
        Receive<CloseResult>(close =>
        {
            var child = Context.Child(NameOf(close.Key.Run));
            if (!child.IsNobody())
                child.Forward(close);
        });
        // The coordinator sends these for runs that were opened or are over: without a child it is over, or its actor was lost and comes again.
        Receive<FollowRows>(follow => Child(store, follow.Run, null).Forward(follow));
        Receive<GetUnmatched>(get => Child(store, get.Run, null).Forward(get));
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private static string NameOf(long run) => $"run-{run}";

    private static IActorRef Child(IRowStore store, long run, OpenResult? open)
    {
        var child = Context.Child(NameOf(run));
        return child.IsNobody()
            ? Context.ActorOf(RunResult.Props(store, run, open).WithDispatcher(store.Dispatcher), NameOf(run))
            : child;
    }
}
