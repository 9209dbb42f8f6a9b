using Akka.Actor;
using Muster.Actors.Store;
using Muster.Messages;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Workflow;

namespace Muster.Actors.Ranks;

/// <summary>At /user/outputs of a seed host: one <see cref="RunOutput"/> for each attempt whose raw output is kept or read now.</summary>
public sealed class OutputKeeper : ReceiveActor
{
    private const string StoreDispatcher = "muster.store-dispatcher";

    /// <summary>How to create it.</summary>
    /// <param name="directory">Folder of the store.</param>
    public static Props Props(string directory) => Akka.Actor.Props.Create(() => new OutputKeeper(directory));

    /// <summary>Creates it.</summary>
    public OutputKeeper(string directory)
    {
        Receive<LineBatch>(batch => Child(directory, batch.Key).Forward(batch));
        Receive<CloseResult>(close =>
        {
            if (!Context.Child(NameOf(close.Key)).IsNobody())
                Context.Child(NameOf(close.Key)).Forward(close);
        });
        // The coordinator says which attempt: a driver may leave that open.
        Receive<FollowOutput>(follow =>
        {
            var key = new RunKey { Run = follow.Run, Attempt = follow.Attempt };
            if (Context.Child(NameOf(key)).IsNobody() && !File.Exists(RunOutput.PathOf(directory, key)))
                Sender.Tell(new OutputPart { Run = follow.Run, Attempt = follow.Attempt, Next = follow.From, Complete = follow.Over });
            else
                Child(directory, key).Forward(follow);
        });
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;

    private static string NameOf(RunKey key) => $"run-{key.Run}-{key.Attempt}";

    private static IActorRef Child(string directory, RunKey key)
    {
        var child = Context.Child(NameOf(key));
        return child.IsNobody() ? Context.ActorOf(RunOutput.Props(directory, key).WithDispatcher(StoreDispatcher), NameOf(key)) : child;
    }
}
