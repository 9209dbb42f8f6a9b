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
    /// <param name="storeDirectory">Folder of the store.</param>
    public static Props Props(string storeDirectory) => Akka.Actor.Props.Create(() => new Results(storeDirectory));

    /// <summary>Creates it.</summary>
    public Results(string storeDirectory)
    {
        Receive<OpenResult>(open => Child(storeDirectory, open.Key.Run, open).Forward(open));
        Receive<CloseResult>(close =>
        {
            var child = Context.Child(NameOf(close.Key.Run));
            if (!child.IsNobody())
                child.Forward(close);
        });
        Receive<FollowRows>(follow =>
        {
            // The coordinator sends this for runs that were opened or are over: without a child, the run is over.
            if (Context.Child(NameOf(follow.Run)).IsNobody() && !RowFile.Exists(storeDirectory, follow.Run))
                Sender.Tell(new Rows { Run = follow.Run, First = 1, Next = 1, Complete = true });
            else
                Child(storeDirectory, follow.Run, null).Forward(follow);
        });
        Receive<GetUnmatched>(get =>
        {
            if (Context.Child(NameOf(get.Run)).IsNobody() && !RowFile.Exists(storeDirectory, get.Run))
                Sender.Tell(new Unmatched { Run = get.Run, Next = 1 });
            else
                Child(storeDirectory, get.Run, null).Forward(get);
        });
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private static string NameOf(long run) => $"run-{run}";

    private static IActorRef Child(string storeDirectory, long run, OpenResult? open)
    {
        var child = Context.Child(NameOf(run));
        return child.IsNobody()
            ? Context.ActorOf(RunResult.Props(storeDirectory, run, open).WithDispatcher(StoreDispatcher), NameOf(run))
            : child;
    }
}
