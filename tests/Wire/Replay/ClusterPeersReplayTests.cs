using Akka.Actor;
using Akka.Cluster;
using Engine.Wire.Tests.Frames;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Wire.Tests.Replay;

public sealed class LeaverReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public async Task A_third_node_joins_and_leaves_in_order_as_recorded()
    {
        var script = new AsThird();
        await Replay(ClusterScript.JoinAndLeave, "C", script);
        script.Verify(3);
    }

    private sealed class AsThird() : ClusterScript(JoinAndLeave, "C", "worker")
    {
        public override void Started(ReplayedNode node) => Cluster.Get(node.System);

        public override void Step(ReplayedNode node, string step)
        {
            var cluster = Cluster.Get(node.System);
            if (step.StartsWith("C joins", StringComparison.Ordinal))
                cluster.JoinSeedNodes([Recorded("A").Address]);
            else if (step == "3 nodes up, idle")
                Expect("three nodes up", () => Up(cluster, 47101, 47102, 47103));
            else if (step.StartsWith("C leaves gracefully", StringComparison.Ordinal))
                cluster.Leave(cluster.SelfAddress);
            else if (step.StartsWith("B told to leave", StringComparison.Ordinal))
                Expect("this node has left", () => cluster.IsTerminated);
        }
    }
}

public sealed class WitnessReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public async Task A_node_reports_another_unreachable_has_it_downed_refuses_it_and_is_downed_itself_as_recorded()
    {
        var script = new AsWitness();
        await Replay(ClusterScript.DownUnreachable, "B", script);
        script.Verify(5);
    }

    private sealed class AsWitness() : ClusterScript(DownUnreachable, "B", "beta")
    {
        public override string Config => base.Config + "\nakka.cluster.downing-provider-class = \"\"";

        public override void Started(ReplayedNode node) => Cluster.Get(node.System).JoinSeedNodes([Recorded("A").Address]);

        public override void Step(ReplayedNode node, string step)
        {
            var cluster = Cluster.Get(node.System);
            if (step.StartsWith("C is cut off", StringComparison.Ordinal))
                Silence("C");
            else if (step.StartsWith("traffic to C flows again: reachable", StringComparison.Ordinal))
            {
                Require("C is missed", () => cluster.State.Unreachable.Any(m => m.Address.Port == 47103));
                Hear("C");
            }
            else if (step.StartsWith("Down command", StringComparison.Ordinal))
            {
                Require("C is missed again", () => cluster.State.Unreachable.Any(m => m.Address.Port == 47103));
                Ref(node, "akka.tcp://Cluster@127.0.0.1:47101/system/cluster/core/daemon").Tell(new DownCommand(Recorded("C").Address), ActorRefs.NoSender);
            }
            else if (step.StartsWith("traffic to C flows again after", StringComparison.Ordinal))
                Expect("C is removed", () => Up(cluster, 47101, 47102));
            else if (step == "end")
                Expect("this node has ended", () => cluster.IsTerminated);
        }

        public override bool MayAdd(string key) => key is "Disassociate" or "DisassociateShuttingDown";
    }
}

public sealed class DownedReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public async Task A_node_that_was_cut_off_and_downed_is_told_so_whenever_it_calls()
    {
        var script = new AsDowned();
        await Replay(ClusterScript.DownUnreachable, "C", script);
        script.Verify(3);
    }

    private sealed class AsDowned() : ClusterScript(DownUnreachable, "C", "gamma")
    {
        // The recorded node had just started when it connected, and was greeted by B before it gossiped by itself.
        public override string Config => base.Config + "\nakka.cluster { downing-provider-class = \"\", periodic-tasks-initial-delay = 2s }";

        public override void Started(ReplayedNode node) => Cluster.Get(node.System).JoinSeedNodes([Recorded("A").Address]);

        public override void Step(ReplayedNode node, string step)
        {
            var cluster = Cluster.Get(node.System);
            if (step.StartsWith("C is cut off", StringComparison.Ordinal))
            {
                Silence("A");
                Silence("B");
            }
            else if (step.StartsWith("traffic to C flows again: reachable", StringComparison.Ordinal))
            {
                Require("the others are missed", () => cluster.State.Unreachable.Count == 2);
                Hear("A");
                Hear("B");
            }
            else if (step.StartsWith("C is cut off again", StringComparison.Ordinal))
                Expect("the others are back", () => cluster.State.Unreachable.IsEmpty);
        }

        public override bool MayAdd(string key) => key is "Disassociate" or "DisassociateShuttingDown";
    }
}
