using Akka.Actor;
using Muster.Actors.Ranks;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

/// <summary>Ranks that real mpiruns start: they are to be as those the hosts start themselves.</summary>
public sealed class LauncherTests
{
    [Theory]
    [InlineData("alltoall", "mpirun", 4, 1, "MPICH (libmpich.so.12), started by mpirun")]
    [InlineData("alltoall", "mpiexec.hydra", 4, 2, "MPICH (libmpich.so.12), started by mpiexec.hydra")]
    [InlineData("alltoall.openmpi", "mpirun", 4, 2, "Open MPI (libmpi.so.40), started by mpirun")]
    public async Task Ranks_of_a_launcher_meet_by_its_own_PMI_and_their_streams_and_codes_come_to_the_hosts(string program, string launcher, int ranks, int nodes, string mpi)
    {
        await using var on = new Nodes(nodes);
        on.Start(Launched(on, ranks, launcher, Artifacts.Workload(program), "-m", "64", "--warmup", "5", "-i", "20"));
        var ends = on.UntilEnd(nodes);
        ends.Select(e => e.Rank).ShouldBe(Enumerable.Range(0, ranks));
        ends.ShouldAllBe(e => e.Reason == "" && e.RuntimeUs > 0, string.Join('\n', ends));
        on.All.OfType<RanksStarted>().Sum(s => s.Ranks.Count).ShouldBe(ranks);
        on.All.OfType<RanksStarted>().ShouldAllBe(s => s.Mpi.StartsWith(mpi));
        on.Text().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').Select(l => l.Split(' ')[0]).ShouldBe(["1", "2", "4", "8", "16", "32", "64"]);
        var account = on.All.OfType<NodeGroupEnded>().SelectMany(e => e.Accounts).ShouldHaveSingleItem();
        (account.BytesProduced, account.BytesDropped).ShouldBe((on.Text().Length, 0));
    }

    private static StartGroup Launched(Nodes on, int ranks, string launcher, string program, params string[] arguments)
    {
        var start = on.Group(ranks, program, arguments);
        start.Launcher = launcher;
        foreach (var template in start.Templates)
        {
            template.Env["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
            template.Env["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        }
        return start;
    }
}
