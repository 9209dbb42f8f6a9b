using Akka.Actor;
using Muster.Actors.Workflow;
using Muster.Messages;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

/// <summary>Which requests wait for nodes, and what is said when none takes ranks.</summary>
public sealed class NodeArrivalsTests
{
    private const long Started = 5_000_000;
    private static readonly long Long = (long)NodeArrivals.Patience.TotalMicroseconds;

    private readonly NodeTable _table = new();

    [Fact]
    public void Without_any_node_a_coordinator_that_has_just_started_waits_for_the_first_one()
    {
        Add("seed", WellKnown.SeedRole, NodeState.Up, Started);
        MayChange(RefusalCode.NoNodes, at: Started + Long - 1).ShouldBeTrue();
        MayChange(RefusalCode.NoNodes, at: Started + Long).ShouldBeFalse();
    }

    [Theory]
    [InlineData(NodeState.Joining, true)]
    [InlineData(NodeState.Up, true)]
    [InlineData(NodeState.Unreachable, true)]
    [InlineData(NodeState.Leaving, false)]
    [InlineData(NodeState.Down, false)]
    public void A_node_that_comes_is_waited_for_and_one_that_goes_is_not(NodeState state, bool waits)
    {
        Add("node0", WellKnown.NodeRole, state, since: Started + 3 * Long);
        MayChange(RefusalCode.NoNodes, at: Started + 4 * Long - 1).ShouldBe(waits);
        MayChange(RefusalCode.TooManyRanks, at: Started + 4 * Long - 1).ShouldBe(waits);
        MayChange(RefusalCode.NoNodes, at: Started + 4 * Long).ShouldBeFalse("for so long only");
        MayChange(RefusalCode.TooManyRanks, at: Started + 4 * Long).ShouldBeFalse("for so long only");
    }

    [Fact]
    public void What_no_node_changes_is_refused_at_once()
    {
        Add("node0", WellKnown.NodeRole, NodeState.Joining, Started);
        foreach (var code in new[] { RefusalCode.BadRequest, RefusalCode.ProgramNotFound, RefusalCode.NoMpi, RefusalCode.Stopping })
            MayChange(code, Started).ShouldBeFalse($"{code}");
    }

    [Fact]
    public void More_ranks_than_the_known_nodes_take_are_refused_at_once_when_no_other_node_comes()
    {
        Describe(Add("node0", WellKnown.NodeRole, NodeState.Up, Started));
        MayChange(RefusalCode.TooManyRanks, Started).ShouldBeFalse();
    }

    [Fact]
    public void A_drained_node_is_not_waited_for()
    {
        Describe(Add("node0", WellKnown.NodeRole, NodeState.Up, Started)).Drained = true;
        MayChange(RefusalCode.NoNodes, Started).ShouldBeFalse();
        NodeArrivals.WhyNone([.. _table.All]).ShouldBe("No node host takes ranks now: node0 is drained.");
    }

    [Fact]
    public void A_number_of_ranks_that_the_nodes_decide_waits_until_every_node_that_is_up_has_told_its_slots()
    {
        Describe(Add("node0", WellKnown.NodeRole, NodeState.Up, Started));
        MayChange(null, Started, ranksGiven: false).ShouldBeFalse();
        var second = Add("node1", WellKnown.NodeRole, NodeState.Up, Started);
        MayChange(null, Started, ranksGiven: false).ShouldBeTrue();
        MayChange(null, Started, ranksGiven: true).ShouldBeFalse();
        Describe(second);
        MayChange(null, Started, ranksGiven: false).ShouldBeFalse();
    }

    [Fact]
    public void The_refusal_says_what_is_the_matter_with_each_node()
    {
        NodeArrivals.WhyNone([.. _table.All]).ShouldBe("No node host is up to run ranks. Start some with: muster up --nodes N");
        Add("node0", WellKnown.NodeRole, NodeState.Joining, Started);
        Describe(Add("node1", WellKnown.NodeRole, NodeState.Unreachable, Started));
        NodeArrivals.WhyNone([.. _table.All]).ShouldBe("No node host takes ranks now: node0:1 is joining, node1 does not answer.");
    }

    private bool MayChange(RefusalCode? refusal, long at, bool ranksGiven = true) => NodeArrivals.MayChange(refusal, ranksGiven, [.. _table.All], Started, at);

    private NodeTable.Host Add(string name, string role, NodeState state, long since)
    {
        var address = new Address("akka.tcp", WellKnown.SystemName, name, 1);
        _table.Set(address, [role], state, since);
        return _table.At(address)!;
    }

    private NodeTable.Host Describe(NodeTable.Host host)
    {
        _table.Describe(host.Address, new NodeDescription { Node = host.Address.Host });
        return host;
    }
}
