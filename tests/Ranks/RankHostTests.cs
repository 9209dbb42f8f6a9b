using Akka.Actor;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Ranks;

/// <summary>Rank hosts with real wardens and real ranks.</summary>
public sealed partial class RankHostTests
{
    private static readonly string[] Quick = ["-m", "64", "--warmup", "5", "-i", "20"];

    [Theory]
    [InlineData("alltoall", 4, 2)]
    [InlineData("alltoall", 3, 1)]
    [InlineData("alltoall", 5, 3)]
    [InlineData("alltoall.openmpi", 4, 2)]
    public async Task Ranks_of_several_nodes_meet_and_their_lines_come_out_whole(string program, int ranks, int nodes)
    {
        await using var on = new Nodes(nodes);
        on.Start(on.Group(ranks, Artifacts.Workload(program), Quick));
        var ends = on.UntilEnd(nodes);
        ends.Select(e => e.Rank).ShouldBe(Enumerable.Range(0, ranks));
        ends.ShouldAllBe(e => e.Reason == "" && e.ExitCode == 0 && e.RuntimeUs > 0, string.Join('\n', ends));
        on.All.OfType<RanksStarted>().Sum(s => s.Ranks.Count).ShouldBe(ranks);
        on.All.OfType<RanksStarted>().ShouldAllBe(s => s.Mpi == (program == "alltoall" ? "MPICH (libmpich.so.12), preload: yield" : "Open MPI (libmpi.so.40)"));
        var rows = on.Text().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => l[0] != '#').Select(l => l.Split(' ')[0]);
        rows.ShouldBe(["1", "2", "4", "8", "16", "32", "64"]);
        var account = on.All.OfType<NodeGroupEnded>().SelectMany(e => e.Accounts).ShouldHaveSingleItem();
        account.BytesProduced.ShouldBe(on.Text().Length);
        account.LinesProduced.ShouldBe(on.Text().Count(c => c == '\n'));
        account.BytesDropped.ShouldBe(0);
        on.All.OfType<LineBatch>().Last().End.ShouldBeTrue();
    }

    [Fact]
    public async Task A_rank_that_fails_ends_its_group_on_every_node()
    {
        await using var on = new Nodes(2);
        on.Start(on.Group(4, Artifacts.Workload("faults"), ["--rank", "1", "stderr", "60"]));
        var ends = on.UntilEnd(2);
        var failed = ends.Single(e => e.Rank == 1);
        failed.StoppedByUs.ShouldBeFalse();
        failed.Node.ShouldBe("node1");
        failed.Reason.ShouldBe("exit code 3");
        failed.StderrTail.Count.ShouldBe(50);
        failed.StderrTail[^1].ShouldBe("complaint 60");
        ends.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData("signal", "11", "killed by SIGSEGV")]
    [InlineData("abort", "5", "MPI_Abort(5)")]
    [InlineData("nofinalize", "0", "ended with exit code 0 but without MPI_Finalize")]
    [InlineData("exit", "9", "exit code 9")]
    public async Task The_true_reason_of_a_failure_is_told(string fault, string number, string reason)
    {
        await using var on = new Nodes(2);
        on.Start(on.Group(2, Artifacts.Workload("faults"), ["--rank", "0", fault, number]));
        on.UntilEnd(2).Single(e => e.Rank == 0).Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task Ranks_that_never_join_fail_the_run_instead_of_running_alone()
    {
        await using var on = new Nodes(1);
        on.Start(on.Group(2, Artifacts.Workload("faults"), ["--no-mpi", "nonewline"]));
        on.UntilEnd(1).Where(e => !e.StoppedByUs).ShouldAllBe(e => e.Reason.Contains("never joined"));
    }

    [Theory]
    [InlineData("/nowhere/program", "/nowhere/program does not exist here")]
    [InlineData("/etc/passwd", "/etc/passwd is not executable")]
    public async Task A_group_that_cannot_start_is_refused_with_the_reason_and_ends_elsewhere(string program, string reason)
    {
        await using var on = new Nodes(2);
        var start = on.Group(2, Artifacts.Workload("faults"), ["hang"]);
        start.Templates[1].Program = program;
        on.Start(start);
        on.Next<GroupRefused>(r => r.Node == "node1").Reason.ShouldContain(reason);
        on.Next<NodeGroupEnded>(e => e.Node == "node0");
    }

    [Fact]
    public async Task A_stop_reaches_ranks_that_ignore_every_signal_but_the_last()
    {
        await using var on = new Nodes(2);
        on.Start(on.Group(2, Artifacts.Workload("faults"), ["--no-mpi", "deaf"], MpiFlavor.None, pipeAll: true));
        // Each says so when it ignores the signals.
        on.Next<LineBatch>();
        on.Next<LineBatch>();
        for (var i = 0; i < 2; i++)
            on.Tell(i, new StopGroup { Key = on.Key, Epoch = 1, Reason = "asked" });
        on.UntilEnd(2).ShouldAllBe(e => e.Signal == 9 && e.StoppedByUs);
    }

    [Fact]
    public async Task What_ranks_leave_behind_is_ended_and_named()
    {
        await using var on = new Nodes(1);
        on.Start(on.Group(2, Artifacts.Workload("faults"), ["--no-mpi", "--rank", "0", "child"], MpiFlavor.None));
        on.UntilEnd(1);
        var ended = on.All.OfType<NodeGroupEnded>().Single();
        ended.Strays.Count.ShouldBe(2);
        ended.Strays.ShouldAllBe(s => s.StartsWith("keeps-stdout (pid "));
        on.Text().ShouldBe("parent\n");
    }

    [Fact]
    public async Task A_stop_or_an_end_that_overtakes_the_start_prevents_it()
    {
        await using var on = new Nodes(2);
        on.Tell(0, new StopGroup { Key = on.Key, Epoch = 1, Reason = "changed my mind" });
        on.Next<NodeGroupEnded>().Accounts.ShouldBeEmpty();
        on.Tell(1, new EndGroup { Key = on.Key, Reason = "node0: no" });
        var start = on.Group(2, "/bin/sleep", ["60"], MpiFlavor.None);
        on.Start(start);
        on.Next<GroupRefused>().Reason.ShouldBe("it was ended before it started: changed my mind");
        start.NodeIndex = 1;
        on.Tell(1, start);
        on.Next<GroupRefused>().Reason.ShouldBe("it was ended before it started: node0: no");
    }

    [Fact]
    public async Task An_older_coordinator_is_refused()
    {
        await using var on = new Nodes(1);
        var start = on.Group(1, "/bin/true", [], MpiFlavor.None);
        start.Epoch = 5;
        on.Start(start);
        on.UntilEnd(1);
        var old = on.Group(1, "/bin/true", [], MpiFlavor.None);
        old.Key.Attempt = 2;
        on.Start(old);
        on.Next<GroupRefused>().Reason.ShouldContain("epoch");
    }

    [Fact]
    public async Task A_killed_warden_fails_its_runs_with_the_reason_and_the_next_run_has_a_new_one()
    {
        await using var on = new Nodes(1);
        on.Start(on.Group(2, Artifacts.Workload("faults"), ["--no-mpi", "hang"], MpiFlavor.None));
        var pid = on.Next<RanksStarted>().Ranks[0].Pid;
        var warden = int.Parse(File.ReadAllText($"/proc/{pid}/stat").Split(") ")[1].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        System.Diagnostics.Process.GetProcessById(warden).Kill();
        on.UntilEnd(1).ShouldAllBe(e => e.Reason.Contains("warden ended (killed by SIGKILL)"));
        var next = on.Group(1, "/bin/true", [], MpiFlavor.None);
        for (var attempt = 2; ; attempt++)
        {
            next.Key.Attempt = attempt;
            on.Start(next);
            var answer = on.Next<object>(m => m is RanksStarted or GroupRefused);
            if (answer is RanksStarted)
                break;
            ((GroupRefused)answer).Reason.ShouldContain("warden of this node does not run");
            attempt.ShouldBeLessThan(1000);
            await Task.Delay(50);
        }
    }

    [Fact]
    public async Task A_host_without_a_warden_says_so_once_and_refuses_work_with_the_reason_until_there_is_one()
    {
        var folder = Directory.CreateTempSubdirectory("muster-native").FullName;
        await using var on = new Nodes(1, nativeDirectory: _ => folder);
        var wanted = on.Group(1, "/bin/true", [], MpiFlavor.None);
        on.Start(wanted);
        on.Next<GroupRefused>().Reason.ShouldContain($"cannot start the warden {folder}/warden");
        foreach (var file in Directory.GetFiles(Artifacts.NativeDirectory))
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(file)), file);
        on.UntilLogged("node0 can start ranks now");
        on.Faults.Count(e => e.ToString().Contains("can start no ranks")).ShouldBe(1);
        wanted.Key.Attempt = 2;
        on.Start(wanted);
        on.Next<RankEnded>().ExitCode.ShouldBe(0);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_group_stopped_while_it_starts_leaves_nobody()
    {
        await using var on = new Nodes(2);
        on.Start(on.Group(8, Artifacts.Workload("alltoall"), []));
        on.Tell(0, new StopGroup { Key = on.Key, Epoch = 1, Reason = "changed my mind" });
        on.UntilEnd(2).ShouldAllBe(e => e.StoppedByUs || e.Reason == "");
    }

    [Fact]
    public async Task Runs_side_by_side_keep_to_themselves()
    {
        await using var on = new Nodes(2);
        await using var other = new Nodes(2);
        on.Start(on.Group(2, Artifacts.Workload("alltoall"), Quick));
        other.Start(other.Group(2, Artifacts.Workload("faults"), ["exit", "7"]));
        other.UntilEnd(2).Single(e => e.Rank == 0).Reason.ShouldBe("exit code 7");
        on.UntilEnd(2).ShouldAllBe(e => e.Reason == "");
    }

    [Fact]
    public async Task Ranks_are_bound_to_their_cores()
    {
        await using var on = new Nodes(1);
        var start = on.Group(2, "/bin/sh", ["-c", "grep Cpus_allowed_list /proc/self/status"], MpiFlavor.None, pipeAll: true);
        var cores = Muster.Actors.Ranks.Machine.GrantedCores();
        start.Nodes[0].Cores.Add([cores[^1], cores[0]]);
        on.Start(start);
        on.UntilEnd(1).ShouldAllBe(e => e.Reason == "");
        on.Text(0).ShouldEndWith($"\t{cores[^1]}\n");
        on.Text(1).ShouldEndWith($"\t{cores[0]}\n");
    }

    [Fact]
    public async Task Starts_fences_reports_and_a_stop_go_over_the_tree_of_64_nodes()
    {
        await using var on = new Nodes(64);
        on.Start(on.Group(128, Artifacts.TestProgram("pmi_fences"), ["3"], MpiFlavor.Mpich));
        var ends = on.UntilEnd(64);
        ends.Select(e => e.Rank).ShouldBe(Enumerable.Range(0, 128));
        ends.ShouldAllBe(e => e.Reason == "", string.Join('\n', ends.SelectMany(e => e.StderrTail)));
        on.Text().ShouldBe("128 ranks, 3 fences\n");
        // Whatever a node below has to say, node 0 says it.
        on.Speakers.ShouldBe(["rank-host-0"]);
        on.Reports.ShouldBeLessThan(128 + 64 + 64);
    }

    [Fact]
    public async Task A_stop_told_to_node_0_ends_64_nodes_and_so_does_a_failure_at_the_far_end()
    {
        await using var on = new Nodes(64);
        var sleeping = on.Group(64, "/bin/sleep", ["600"], MpiFlavor.None);
        sleeping.StopPatienceMs = 60_000;
        on.Start(sleeping);
        for (var i = 0; i < 64; i++)
            on.Next<RanksStarted>();
        on.Tell(0, new SignalGroup { Key = on.Key, Signal = 18 });
        on.Tell(0, new StopGroup { Key = on.Key, Epoch = 1, Reason = "asked" });
        on.UntilEnd(64).ShouldAllBe(e => e.StoppedByUs && e.Signal == 2);

        await using var failing = new Nodes(64);
        failing.Start(failing.Group(64, "/bin/sh", ["-c", "[ $MUSTER_RANK = 63 ] && exit 7; exec sleep 600"], MpiFlavor.None));
        var ends = failing.UntilEnd(64);
        ends.Single(e => !e.StoppedByUs).ShouldSatisfyAllConditions(e => e.Rank.ShouldBe(63), e => e.Reason.ShouldBe("exit code 7"));
    }

    [Fact]
    public async Task Names_that_ranks_publish_are_known_on_every_node_until_they_are_withdrawn()
    {
        await using var on = new Nodes(3);
        on.Start(on.Group(6, Artifacts.TestProgram("pmi_fences"), ["2", "names"], MpiFlavor.Mpich));
        on.UntilEnd(3).ShouldAllBe(e => e.Reason == "", string.Join('\n', on.All));
        on.Text().ShouldBe("6 ranks, 2 fences\n");
    }

    [Fact]
    public async Task A_signal_reaches_every_rank()
    {
        await using var on = new Nodes(2);
        on.Start(on.Group(4, "/bin/sh", ["-c", "trap 'echo usr1; exit 0' USR1; echo ready; while :; do sleep 0.05; done"], MpiFlavor.None, pipeAll: true));
        for (var i = 0; i < 4; i++)
            on.Next<LineBatch>();
        on.Tell(0, new SignalGroup { Key = on.Key, Signal = 10 });
        on.UntilEnd(2).ShouldAllBe(e => e.Reason == "" && !e.StoppedByUs);
        for (var rank = 0; rank < 4; rank++)
            on.Text(rank).ShouldBe("ready\nusr1\n");
    }

    [Fact]
    public async Task A_rank_that_fails_is_started_again_until_the_cap_and_its_stream_goes_on()
    {
        await using var on = new Nodes(1);
        var start = on.Group(2, "/bin/sh", ["-c", "echo $MUSTER_RANK; printf tail; exit $((3 * MUSTER_RANK))"], MpiFlavor.None, pipeAll: true);
        foreach (var template in start.Templates)
            template.Restart = new RestartPolicy { Most = 2, DelayMs = 20 };
        on.Start(start);
        var ends = on.UntilEnd(1);
        ends.Select(e => (e.Rank, e.Reason, e.Restarts)).ShouldBe([(0, "", 0), (1, "exit code 3", 2)], ignoreOrder: true);
        on.Text(0).ShouldBe("0\ntail");
        on.Text(1).ShouldBe("1\ntail1\ntail1\ntail");
        on.All.OfType<LineBatch>().Count(b => b.Rank == 1 && b.CutLine).ShouldBe(2);
        on.All.OfType<LineBatch>().Count(b => b.Rank == 1 && b.End).ShouldBe(1);
    }

    [Fact]
    public async Task A_stop_ends_a_group_whose_rank_waits_to_be_started_again()
    {
        await using var on = new Nodes(1);
        var start = on.Group(2, "/bin/sh", ["-c", "[ $MUSTER_RANK = 1 ] && { echo again; exit 3; }; exec sleep 600"], MpiFlavor.None, pipeAll: true);
        foreach (var template in start.Templates)
            template.Restart = new RestartPolicy { Most = 5, DelayMs = 60_000 };
        on.Start(start);
        on.UntilLogged("rank 1 ended (exit code 3) and is started again");
        on.Tell(0, new StopGroup { Key = on.Key, Epoch = 1, Reason = "asked" });
        on.UntilEnd(1).ShouldAllBe(e => e.StoppedByUs);
    }

    [Fact]
    public async Task A_rank_of_an_MPI_program_is_not_started_again_alone()
    {
        await using var on = new Nodes(1);
        var start = on.Group(2, Artifacts.Workload("alltoall"), Quick);
        start.Templates[0].Restart = new RestartPolicy { Most = 1 };
        on.Start(start);
        on.Next<GroupRefused>().Reason.ShouldContain("retry the whole run instead");
    }

    [Fact]
    public async Task Errors_that_are_ignored_end_nobody_else()
    {
        await using var on = new Nodes(2);
        var start = on.Group(4, "/bin/sh", ["-c", "[ $MUSTER_RANK = 0 ] && { sleep 0.3; exit 0; }; exit $MUSTER_RANK"], MpiFlavor.None);
        start.IgnoreErrors = true;
        on.Start(start);
        on.UntilEnd(2).Select(e => (e.ExitCode, e.Ignored, e.StoppedByUs)).ShouldBe([(0, false, false), (1, true, false), (2, true, false), (3, true, false)]);
    }

    [Fact]
    public async Task When_an_inner_node_of_the_tree_is_lost_those_below_it_end_and_tell_the_producer_themselves()
    {
        await using var on = new Nodes(19);
        on.Start(on.Group(19, "/bin/sleep", ["600"], MpiFlavor.None));
        for (var i = 0; i < 19; i++)
            on.Next<RanksStarted>();
        // Nodes 17 and 18 are below nodes 1 and 1.
        Muster.Actors.Ranks.FenceTree.ChildrenOf(1, 19).ShouldBe([17, 18]);
        on.Lose(1);
        while (on.All.OfType<NodeGroupEnded>().Select(e => e.Node).Distinct().Count() < 18)
            on.Next<NodeGroupEnded>();
        on.All.OfType<NodeGroupEnded>().ShouldNotContain(e => e.Node == "node1");
        on.Speakers.ShouldBeSubsetOf(["rank-host-0", "rank-host-17", "rank-host-18"]);
        on.Speakers.ShouldContain("rank-host-17");
    }

    [Fact]
    public async Task Ranks_bound_to_a_NUMA_domain_may_use_the_run_s_cores_in_it()
    {
        await using var on = new Nodes(1);
        var start = on.Group(2, "/bin/sh", ["-c", "grep Cpus_allowed_list /proc/self/status"], MpiFlavor.None, pipeAll: true);
        var cores = Muster.Actors.Ranks.Machine.NumaDomains(Muster.Actors.Ranks.Machine.GrantedCores())[0].Cores.Take(2).ToArray();
        start.BindNuma = true;
        start.Nodes[0].Cores.Add([cores[0], cores[^1]]);
        on.Start(start);
        on.UntilEnd(1).ShouldAllBe(e => e.Reason == "");
        for (var rank = 0; rank < 2; rank++)
            Muster.Actors.Ranks.CoreList.Parse(on.Text(rank).Split('\t')[1])!.Value.ShouldBe(cores);
    }

    [Fact]
    public async Task Ranks_start_with_the_limits_asked_for()
    {
        await using var on = new Nodes(1);
        var start = on.Group(1, "/bin/sh", ["-c", "ulimit -Sn; ulimit -Hn; ulimit -c"], MpiFlavor.None);
        start.Limits.Add([new ResourceLimit { Name = "nofile", Soft = 100, Hard = 200 }, new ResourceLimit { Name = "core", Soft = 0, Hard = 0 }]);
        on.Start(start);
        on.UntilEnd(1).ShouldAllBe(e => e.Reason == "");
        on.Text().ShouldBe("100\n200\n0\n");
    }

    [Fact]
    public async Task A_host_describes_its_node()
    {
        await using var on = new Nodes(1);
        on.Tell(0, new GetNodeDescription());
        var node = on.Next<NodeDescription>();
        node.Node.ShouldBe("node0");
        node.Address.ShouldContain("/user/rank-host-0#");
        node.Cores.ShouldNotBeEmpty();
        node.Slots.ShouldBe(node.Cores.Count);
        node.Mpich.ShouldStartWith("libmpich.so.12");
    }
}
