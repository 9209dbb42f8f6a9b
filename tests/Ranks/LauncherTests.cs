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

    [Theory]
    [InlineData("faults", "exit", "4", "exit code 4")]
    [InlineData("faults", "signal", "11", "killed by SIGSEGV")]
    [InlineData("faults.openmpi", "exit", "4", "exit code 4")]
    [InlineData("faults.openmpi", "signal", "11", "killed by SIGSEGV")]
    public async Task A_failure_under_a_launcher_has_its_true_reason_and_ends_the_group(string program, string fault, string number, string reason)
    {
        await using var on = new Nodes(2);
        on.Start(Launched(on, 4, "mpirun", Artifacts.Workload(program), "--rank", "1", fault, number));
        var ends = on.UntilEnd(2);
        ends.Select(e => e.Rank).ShouldBe(Enumerable.Range(0, 4));
        var failed = ends.Single(e => e.Rank == 1);
        (failed.Reason, failed.StoppedByUs).ShouldBe((reason, false));
        ends.Where(e => e.Rank != 1).ShouldAllBe(e => e.StoppedByUs || e.Reason.StartsWith(RankVerdict.ByLauncher), string.Join('\n', ends));
    }

    [Fact]
    public async Task MPI_Abort_under_a_launcher_fails_the_group_and_leaves_nobody()
    {
        await using var on = new Nodes(1);
        on.Start(Launched(on, 2, "mpirun", Artifacts.Workload("faults"), "--rank", "0", "abort", "5"));
        on.UntilEnd(1).ShouldContain(e => e.Reason != "" && !e.StoppedByUs);
    }

    [Theory]
    [InlineData("mpiexec.hydra")]
    [InlineData("mpirun.openmpi")]
    public async Task A_stop_and_a_signal_reach_ranks_of_a_launcher(string launcher)
    {
        await using var on = new Nodes(2);
        var start = Launched(on, 4, launcher, "/bin/sh", "-c", "trap 'echo usr1' USR1; trap '' INT; echo ready; while :; do sleep 0.05; done");
        foreach (var template in start.Templates)
            template.Stdout.Target = StreamTarget.Pipe;
        on.Start(start);
        for (var i = 0; i < 4; i++)
            on.Next<LineBatch>();
        on.Tell(0, new SignalGroup { Key = on.Key, Signal = 10 });
        for (var i = 0; i < 4; i++)
            on.Next<LineBatch>();
        on.Tell(0, new StopGroup { Key = on.Key, Epoch = 1, Reason = "asked" });
        on.UntilEnd(2).ShouldAllBe(e => e.StoppedByUs && (e.Signal == 15 || e.Signal == 9));
        for (var rank = 0; rank < 4; rank++)
            on.Text(rank).ShouldBe("ready\nusr1\n");
    }

    [Theory]
    [InlineData("mpirun.openmpi", "alltoall", "joins its group by PMI, but mpirun.openmpi gave this rank Open MPI's runtime")]
    [InlineData("mpiexec.hydra", "alltoall.openmpi", "but mpiexec.hydra gave this rank PMI")]
    [InlineData("/nowhere/mpirun", "alltoall", "/nowhere/mpirun does not exist here")]
    [InlineData("/bin/false", "alltoall", "false ended (exit code 1) without starting this rank")]
    public async Task A_launcher_that_cannot_serve_the_program_is_refused_with_the_reason_instead_of_many_single_ranks(string launcher, string program, string reason)
    {
        await using var on = new Nodes(1);
        on.Start(Launched(on, 2, launcher, Artifacts.Workload(program)));
        on.Next<GroupRefused>().Reason.ShouldContain(reason);
    }

    [Fact]
    public async Task A_launcher_that_is_killed_fails_its_run_and_its_ranks_end()
    {
        await using var on = new Nodes(1);
        on.Start(Launched(on, 2, "mpiexec.hydra", Artifacts.Workload("faults"), "hang"));
        var rank = on.Next<RanksStarted>().Ranks[0].Pid;
        // rank, rank-wrap, hydra's proxy, hydra.
        var launcher = ParentOf(ParentOf(ParentOf(rank)));
        File.ReadAllText($"/proc/{launcher}/comm").ShouldStartWith("mpiexec");
        System.Diagnostics.Process.GetProcessById(launcher).Kill();
        on.UntilEnd(1).ShouldContain(e => e.Reason != "");
        // The kernel ends the ranks of rank-wraps that are killed; by then their host has heard of the latter.
        SpinWait.SpinUntil(() => !Directory.Exists($"/proc/{rank}"), TimeSpan.FromSeconds(60)).ShouldBeTrue();
    }

    [Fact]
    public void An_mpirun_fills_one_node_after_the_other_and_srun_puts_each_rank_where_it_belongs()
    {
        var start = new StartGroup { Nodes = { new NodeShare { Node = "a", Ranks = { 0, 2 } }, new NodeShare { Node = "b", Ranks = { 1 } } } };
        Launchers.PlacementFault(start, "/usr/bin/mpirun").ShouldBe("mpirun fills one node after the other: use --placement block");
        Launchers.PlacementFault(start, "/usr/bin/srun").ShouldBeNull();
        Launchers.HostFile(start).ShouldBe(["a", "b", "a"]);
        var block = new StartGroup { Nodes = { new NodeShare { Node = "a", Ranks = { 0, 1 } }, new NodeShare { Node = "b", Ranks = { 2 } } }, LauncherOptions = { "--mpi=pmi2" } };
        Launchers.PlacementFault(block, "/usr/bin/mpirun").ShouldBeNull();
        Launchers.Arguments(block, "/usr/bin/mpirun", "/n/rank-wrap", "door").ShouldBe(["/usr/bin/mpirun", "-np", "3", "-host", "a:2,b:1", "--mpi=pmi2", "/n/rank-wrap", "door"]);
        var srun = Launchers.Arguments(block, "srun", "/n/rank-wrap", "door");
        srun[..3].ShouldBe(["srun", "--nodes=2", "--ntasks=3"]);
        srun[^3..].ShouldBe(["--mpi=pmi2", "/n/rank-wrap", "door"]);
    }

    private static int ParentOf(int pid) => int.Parse(File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    private static StartGroup Launched(Nodes on, int ranks, string launcher, string program, params string[] arguments)
    {
        var start = on.Group(ranks, program, arguments, program == "/bin/sh" ? MpiFlavor.None : MpiFlavor.Auto);
        start.Launcher = launcher;
        foreach (var template in start.Templates)
        {
            template.Env["OMPI_ALLOW_RUN_AS_ROOT"] = "1";
            template.Env["OMPI_ALLOW_RUN_AS_ROOT_CONFIRM"] = "1";
        }
        return start;
    }
}
