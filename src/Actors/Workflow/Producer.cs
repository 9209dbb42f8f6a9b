using System.Globalization;
using Akka.Actor;
using Muster.Messages;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;

namespace Muster.Actors.Workflow;

/// <summary>At /user/producer of each node host, reached through the coordinator's router: one <see cref="RunProducer"/> for each run.</summary>
public sealed class Producer : ReceiveActor
{
    /// <summary>How to create it.</summary>
    /// <param name="node">Name of the node it is on.</param>
    public static Props Props(string node) => Props(node, CoordinatorPatience);

    /// <summary>How to create it, with another patience for a lost coordinator.</summary>
    public static Props Props(string node, TimeSpan patience) => Akka.Actor.Props.Create(() => new Producer(node, patience));

    /// <summary>How long ranks go on without a coordinator.</summary>
    public static readonly TimeSpan CoordinatorPatience = TimeSpan.FromMinutes(2);

    private const int KeysInPart = 2_000;

    private long _epoch;

    /// <summary>Creates it.</summary>
    public Producer(string node, TimeSpan patience)
    {
        Receive<StartRun>(start =>
        {
            if (start.Epoch < _epoch)
                return;
            _epoch = start.Epoch;
            var name = $"run-{start.Key.Run}-{start.Key.Attempt}";
            if (Context.Child(name).IsNobody())
                Context.ActorOf(RunProducer.Props(start, Sender, node, patience), name);
        });
        Receive<GetProducing>(get =>
        {
            if (get.Epoch < _epoch)
                return;
            _epoch = get.Epoch;
            var runs = Context.GetChildren().ToArray();
            foreach (var keys in runs.Select(KeyOf).Chunk(KeysInPart).DefaultIfEmpty([]))
                Sender.Tell(new Producing { Node = node, Keys = { keys } });
            foreach (var run in runs)
                run.Forward(get);
        });
        Receive<UnknownMessage>(unknown => Sender.Tell(unknown.ToAnswer()));
    }

    // The name of a child is run-RUN-ATTEMPT.
    private static RunKey KeyOf(IActorRef run)
    {
        var parts = run.Path.Name.Split('-');
        return new RunKey { Run = long.Parse(parts[1], CultureInfo.InvariantCulture), Attempt = int.Parse(parts[2], CultureInfo.InvariantCulture) };
    }

    /// <inheritdoc/>
    protected override SupervisorStrategy SupervisorStrategy() => Akka.Actor.SupervisorStrategy.StoppingStrategy;
}
