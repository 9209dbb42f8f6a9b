using Muster.Actors.Workflow;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public class NodeNameOrderTests
{
    [Fact]
    public void Numbers_in_names_count_as_numbers()
    {
        string[] names = ["node10", "node2", "x1000c0s6b1n0", "node", "x1000c0s6b0n1", "node02", "node1"];
        names.Order(NodeNameOrder.Instance).ShouldBe(["node", "node1", "node02", "node2", "node10", "x1000c0s6b0n1", "x1000c0s6b1n0"]);
    }
}
