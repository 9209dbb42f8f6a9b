using Akka.Actor;
using Muster.Messages;
using Muster.Messages.Runs;

namespace Muster.Actors.Workflow;

/// <summary>At /user/producer of each node host, reached through the coordinator's router: one <see cref="RunProducer"/> for each run.</summary>
public sealed class Producer : ReceiveActor
{
    /// <summary>How to create it.</summary>
    /// <param name="node">Name of the node it is on.</param>
    public static Props Props(string node) => Akka.Actor.Props.Create(() => new Producer(node));

    /// <summary>Creates it.</summary>
    public Producer(string node)
    {
        Receive<StartRun>(start =>
        {
            var name = $"run-{start.Key.Run}-{start.Key.Attempt}";
            if (Context.Child(name).IsNobody())
                Context.ActorOf(RunProducer.Props(start, Sender, node), name);
        });
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;
}
