using Muster.Actors.Allocation;
using Shouldly;
using Xunit;

namespace Muster.Tests.Workflow;

public class NodeIdentityTests
{
    [Theory]
    [InlineData(null, "login1.cluster.example", "login1")]
    [InlineData(null, "plain", "plain")]
    [InlineData(null, "", "node")]
    [InlineData("node3", "login1", "node3")]
    [InlineData("not a name", "login1", "login1")]
    public void The_batch_systems_name_counts_before_the_machines(string? slurm, string machine, string expected) =>
        NodeIdentity.Find(v => v == "SLURMD_NODENAME" ? slurm : null, machine).ShouldBe(expected);

    [Fact]
    public void A_name_goes_into_paths_and_is_checked_for_that()
    {
        NodeIdentity.IsName("x1000c0s6b1n0").ShouldBeTrue();
        NodeIdentity.IsName("../x").ShouldBeFalse();
        NodeIdentity.IsName("").ShouldBeFalse();
        NodeIdentity.IsName(new string('a', 129)).ShouldBeFalse();
    }
}
