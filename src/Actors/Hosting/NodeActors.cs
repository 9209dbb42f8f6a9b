using Akka;
using Akka.Actor;
using Muster.Actors.Ranks;
using Muster.Actors.Telemetry;
using Muster.Actors.Workflow;
using Muster.Messages;

namespace Muster.Actors.Hosting;

/// <summary>What a host with the role node holds: it starts the node's ranks, takes runs to produce and streams to parse, and is watched when somebody asks.</summary>
internal static class NodeActors
{
    private static readonly TimeSpan RanksPatience = TimeSpan.FromSeconds(2);

    public static void Start(ActorSystem system, HostOptions options)
    {
        system.ActorOf(Producer.Props(options.Name), HostProgram.NameOf(WellKnown.Producer));
        system.ActorOf(Parser.Props(options.Name), HostProgram.NameOf(WellKnown.Parser));
        var running = new RunningRanks();
        system.ActorOf(NodeMonitor.Props(options.Name, running), HostProgram.NameOf(WellKnown.Monitor));
        // Last: what it tells about the node makes the coordinator use the node.
        var ranks = system.ActorOf(
            RankHost.Props(new RankHostSettings
            {
                Node = options.Name,
                NativeDirectory = options.NativeDirectory,
                RunDirectory = options.RunDirectory,
                Cores = options.Cores,
                Slots = options.Slots,
                Reserve = options.Reserve,
                Running = running,
            }),
            RankHost.Name);
        // Ranks end before the host takes leave of the cluster, not after.
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "end-ranks", async () =>
        {
            await ranks.GracefulStop(RanksPatience);
            return Done.Instance;
        });
    }
}
