using Akka.Actor;

namespace Akka.Cluster;

/// <summary>/system/cluster/heartbeatReceiver: answers heartbeats and does nothing else.</summary>
internal sealed class HeartbeatReceiver : UntypedActor
{
    private readonly UniqueAddress _self;

    public HeartbeatReceiver(Cluster cluster) => _self = cluster.SelfUniqueAddress;

    public static Props Props(Cluster cluster) => Akka.Actor.Props.Create(() => new HeartbeatReceiver(cluster));

    protected override void OnReceive(object message)
    {
        if (message is Heartbeat beat)
            Sender.Tell(new HeartbeatRsp(_self, beat.SequenceNr, beat.CreationTimeNanos));
        else
            Unhandled(message);
    }
}
