using Akka.Actor;
using Akka.Cluster;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Wire.Tests.Replay;

public sealed class SeedReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public async Task A_seed_node_refuses_welcomes_leads_and_leaves_as_recorded()
    {
        var script = new AsSeed();
        await Replay(ClusterScript.JoinAndLeave, "A", script);
        script.Verify(5);
    }

    private sealed class AsSeed() : ClusterScript(JoinAndLeave, "A", "alpha")
    {
        public override void Started(ReplayedNode node) => Cluster.Get(node.System);

        public override void Step(ReplayedNode node, string step)
        {
            var cluster = Cluster.Get(node.System);
            if (step.StartsWith("A joins itself", StringComparison.Ordinal))
                cluster.Join(cluster.SelfAddress);
            else if (step == "2 nodes up, idle")
                Expect("two nodes up", () => Up(cluster, 47101, 47102));
            else if (step == "3 nodes up, idle")
                Expect("three nodes up", () => Up(cluster, 47101, 47102, 47103));
            else if (step.StartsWith("B told to leave", StringComparison.Ordinal))
            {
                Require("C is gone", () => Up(cluster, 47101, 47102));
                Ref(node, "akka.tcp://Cluster@127.0.0.1:47102/system/cluster/core/daemon").Tell(new LeaveCommand(Recorded("B").Address), ActorRefs.NoSender);
            }
            else if (step.StartsWith("A leaves", StringComparison.Ordinal))
            {
                Require("B is gone", () => Up(cluster, 47101));
                cluster.Leave(cluster.SelfAddress);
            }
        }
    }
}

public sealed class JoinerReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public async Task A_node_asks_joins_comes_up_and_leaves_as_recorded()
    {
        var script = new AsJoiner();
        await Replay(ClusterScript.JoinAndLeave, "B", script);
        script.Verify(5);
    }

    private sealed class AsJoiner() : ClusterScript(JoinAndLeave, "B", "beta", "worker")
    {
        public override void Started(ReplayedNode node) => Cluster.Get(node.System).JoinSeedNodes([Recorded("A").Address]);

        public override void Step(ReplayedNode node, string step)
        {
            var cluster = Cluster.Get(node.System);
            if (step == "2 nodes up, idle")
                Expect("two nodes up", () => Up(cluster, 47101, 47102));
            else if (step == "3 nodes up, idle")
                Expect("three nodes up", () => Up(cluster, 47101, 47102, 47103));
            else if (step.StartsWith("B told to leave", StringComparison.Ordinal))
                Expect("C is gone", () => Up(cluster, 47101, 47102));
            else if (step.StartsWith("A leaves", StringComparison.Ordinal))
                Expect("this node has left", () => cluster.IsTerminated);
        }
    }
}

public sealed class DowningReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public async Task An_unreachable_node_is_told_of_downed_removed_and_quarantined_as_recorded()
    {
        var script = new AsLeader();
        await Replay(ClusterScript.DownUnreachable, "A", script);
        script.Verify(5);
    }

    private sealed class AsLeader() : ClusterScript(DownUnreachable, "A", "alpha")
    {
        private const string PeerC = "C";

        public override string Config => base.Config + "\nakka.cluster.downing-provider-class = \"\"";

        public override void Started(ReplayedNode node)
        {
            var cluster = Cluster.Get(node.System);
            cluster.Join(cluster.SelfAddress);
        }

        public override void Step(ReplayedNode node, string step)
        {
            var cluster = Cluster.Get(node.System);
            if (step.StartsWith("C is cut off", StringComparison.Ordinal))
                Silence(PeerC);
            else if (step.StartsWith("traffic to C flows again: reachable", StringComparison.Ordinal))
            {
                Require("C is missed", () => cluster.State.Unreachable.Any(m => m.Address.Port == 47103));
                Hear(PeerC);
            }
            else if (step.StartsWith("Down command", StringComparison.Ordinal))
                Expect("C is missed again", () => cluster.State.Unreachable.Any(m => m.Address.Port == 47103));
            else if (step.StartsWith("traffic to C flows again after", StringComparison.Ordinal))
                Expect("C is removed", () => Up(cluster, 47101, 47102));
            else if (step.StartsWith("Cluster.Down(B)", StringComparison.Ordinal))
                cluster.Down(Recorded("B").Address);
            else if (step == "end")
                Expect("B is removed", () => Up(cluster, 47101));
        }

        public override bool MayAdd(string key) => key is "Disassociate" or "DisassociateShuttingDown";
    }
}
