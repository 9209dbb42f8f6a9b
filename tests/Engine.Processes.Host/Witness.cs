using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;

namespace Engine.Processes.Host;

/// <summary>Tells what this host sees of the others: one line an event.</summary>
public sealed class Witness : ReceiveActor
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);

    public Witness()
    {
        Receive<ClusterEvent.IMemberEvent>(e => Tell(e.Member.Status.ToString(), e.Member));
        Receive<ClusterEvent.UnreachableMember>(e => Tell("Unreachable", e.Member));
        Receive<ClusterEvent.ReachableMember>(e => Tell("Reachable", e.Member));
        Receive<QuarantinedEvent>(e => Commands.Say($"Quarantined {e.Address} {e.Uid}"));
        Receive<ThisActorSystemQuarantinedEvent>(e => Commands.Say($"QuarantinedBy {e.RemoteAddress}"));
    }

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.IReachabilityEvent));
        Context.System.EventStream.Subscribe(Self, typeof(QuarantinedEvent));
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
    }

    private static void Tell(string what, Member member) => Commands.Say($"{what} {member.Address} {member.UniqueAddress.Uid}");
}
