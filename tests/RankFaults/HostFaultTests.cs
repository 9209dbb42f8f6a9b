using System.Globalization;
using Muster.EndToEnd.Tests;
using Muster.Messages.Ranks;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.RankFaults.Tests;

/// <summary>Hosts and wardens that are killed or stopped.</summary>
[Trait("Category", "RankFaults")]
[Collection(nameof(TwoNodes))]
public sealed class HostFaultTests(TwoNodes cluster)
{
    [Fact]
    public Task Kill_9_of_a_host_ends_its_ranks_and_the_run_is_tried_again_elsewhere() => FaultTable.Case("kill -9 of a host, one retry", async () =>
    {
        await using var hosts = await Hosts.StartAsync(2);
        var spec = hosts.Steps(4);
        spec.Retry = new RetryPolicy { Retries = 1 };
        var submitted = await hosts.SubmitAsync(spec);
        var ranks = (await submitted.RunningAsync()).Attempts[0].Ranks;
        var lost = ranks.Where(r => r.Node == "node1").Select(r => r.Pid).ToArray();
        lost.Length.ShouldBe(2);
        hosts.Nodes[1].Signal(Posix.SigKill);
        await Gone(lost, Hosts.Soon);
        hosts.LetGo();
        var run = await submitted.EndedAsync();
        run.Summary.State.ShouldBe(RunState.Completed, run.ToString());
        run.Attempts.Count.ShouldBe(2);
        run.Attempts[0].Failure.ShouldBe(FailureClass.Host);
        run.Attempts[0].Reason.ShouldContain("node1");
        run.Attempts[1].Ranks.ShouldAllBe(r => r.Node == "node0");
        return $"attempt 1: {run.Attempts[0].Reason}; attempt 2 {run.Summary.State} on node0";
    });

    /// <summary>As a user who may have no more than some hundred processes: a fork bomb that escapes must not take the machine along.</summary>
    [RootFact]
    public Task Nothing_is_left_two_seconds_after_kill_9_of_a_host_with_forking_ranks() => FaultTable.Case($"kill -9 of a host with {Size.Of(16, 64)} forking ranks", async () =>
    {
        var count = Size.Of(16, 64);
        await using var hosts = await Hosts.StartAsync(1, (_, _) => $"ulimit -u {200 + count * 20}; ", Hosts.SomeUser(0));
        var spec = hosts.FaultsWithoutMpi(count, "--rank", "-1", "forks", "100");
        var submitted = await hosts.SubmitAsync(spec);
        await submitted.RunningAsync();
        await Eventually.Async(() => hosts.Ranks().Count > count * 3, "every rank has forked");
        var before = hosts.Ranks().Count;
        hosts.Nodes[0].Signal(Posix.SigKill);
        await hosts.NoRankLeftAsync(Hosts.Soon);
        return $"{before} processes before, none after 2 s (ps)";
    });

    [Fact]
    public Task Kill_9_of_the_warden_ends_its_ranks_and_what_escaped_and_the_next_run_has_a_new_one() => FaultTable.Case("kill -9 of the warden, ranks with detached children", async () =>
    {
        var hosts = cluster.Hosts;
        var submitted = await hosts.SubmitAsync(hosts.FaultsWithoutMpi(4, "--rank", "-1", "detach"));
        await submitted.RunningAsync();
        await Eventually.Async(() => hosts.Ranks().Count == 8, "every rank has detached a child and lives on");
        var warden = hosts.WardenOf(0);
        Posix.Kill(warden, Posix.SigKill).ShouldBe(0);
        await hosts.NoRankLeftAsync(Hosts.Soon);
        var run = await submitted.EndedAsync();
        run.Summary.State.ShouldBe(RunState.Failed);
        run.Summary.Reason.ShouldContain("warden ended (killed by SIGKILL)");
        await Eventually.Async(() => hosts.HasWarden(0) && hosts.WardenOf(0) != warden, "the host has started another warden");
        await hosts.StillWorksAsync();
        return run.Summary.Reason;
    });

    [Fact]
    public Task A_host_that_is_stopped_for_a_while_loses_nothing() => FaultTable.Case("SIGSTOP of a host for 10 s", async () =>
    {
        var hosts = cluster.Hosts;
        hosts.Hold();
        var submitted = await hosts.SubmitAsync(hosts.Steps(4));
        await submitted.RunningAsync();
        await submitted.WhenAsync(d => d.Summary.Rows >= 10, "prints");
        hosts.Nodes[0].Signal(Stop);
        await Task.Delay(TimeSpan.FromSeconds(10));
        hosts.Nodes[0].Signal(Continue);
        hosts.LetGo();
        var run = await submitted.EndedAsync();
        run.Summary.State.ShouldBe(RunState.Completed, run.ToString());
        var rows = await hosts.Client.StoredRowsAsync(run.Summary.Run);
        rows.Select(r => r.Values[0]).ShouldBe(Enumerable.Range(1, rows.Count).Select(i => $"step {i}"));
        rows.Count.ShouldBe((int)run.Attempts[0].Lines);
        await hosts.UpAgainAsync();
        await hosts.StillWorksAsync();
        return $"{run.Summary.State}, every one of {rows.Count} rows once and in order";
    });

    [SoakFact]
    public Task A_host_that_is_stopped_for_a_minute_is_lost_and_leaves_nobody() => FaultTable.Case("SIGSTOP of a host for 60 s", async () =>
    {
        await using var hosts = await Hosts.StartAsync(2);
        var spec = hosts.Steps(4);
        spec.Retry = new RetryPolicy { Retries = 1 };
        var submitted = await hosts.SubmitAsync(spec);
        var lost = (await submitted.RunningAsync()).Attempts[0].Ranks.Where(r => r.Node == "node1").Select(r => r.Pid).ToArray();
        hosts.Nodes[1].Signal(Stop);
        await Task.Delay(TimeSpan.FromSeconds(60));
        hosts.Nodes[1].Signal(Continue);
        hosts.LetGo();
        var run = await submitted.EndedAsync();
        run.Summary.State.ShouldBe(RunState.Completed, run.ToString());
        await Gone(lost, TimeSpan.FromSeconds(15));
        return $"attempt 1: {run.Attempts[0].Reason}; attempt {run.Attempts.Count} {run.Summary.State}";
    });

    /// <summary>Of twenty hosts the second one passes on what the last three are told and tell.</summary>
    [SoakFact]
    public Task Those_below_a_lost_inner_node_of_a_groups_tree_are_told_and_heard_all_the_same() => FaultTable.Case("kill -9 of an inner host of a tree of 20", async () =>
    {
        const int count = 20, inner = 1, firstBelow = 17;
        await using var hosts = await Hosts.StartAsync(count);
        var spec = hosts.Spec(count, "/bin/sleep", "600");
        spec.Mpi = MpiFlavor.None;
        var submitted = await hosts.SubmitAsync(spec);
        var attempt = (await submitted.RunningAsync()).Attempts[0];
        attempt.Shares.Count.ShouldBe(count);
        var (lost, below) = (attempt.Shares[inner].Node, attempt.Shares.Skip(firstBelow).Select(s => s.Node).ToList());
        hosts.Nodes[int.Parse(lost["node".Length..], CultureInfo.InvariantCulture)].Signal(Posix.SigKill);
        var run = await submitted.EndedAsync();
        run.Summary.State.ShouldBe(RunState.Failed, run.ToString());
        run.Summary.Reason.ShouldContain($"{lost} was lost");
        var ends = run.Attempts[0].Ranks.Where(r => below.Contains(r.Node)).ToList();
        ends.Count.ShouldBe(below.Count);
        ends.ShouldAllBe(r => r.Ended && r.StoppedByUs && r.Signal != 0);
        run.Attempts[0].Ranks.Count(r => r.Ended).ShouldBe(count - 1);
        await hosts.NoRankLeftAsync(Hosts.Soon);
        return $"{run.Summary.Reason}; {string.Join(", ", ends.Select(r => $"rank {r.Rank} on {r.Node}: {r.Reason}"))}";
    });

    /// <summary>A parent-death signal follows the thread that started the process: the ranks must not be the host's, whose idle threads end.</summary>
    [Fact]
    public Task Ranks_outlive_the_idle_threads_of_their_host() => FaultTable.Case(Size.Of("an idle host, threads trimmed after 0.5 s", "90 s with an idle host"), async () =>
    {
        await using var hosts = await Hosts.StartAsync(1, environment: Size.IsSoak ? null : variables => variables["DOTNET_ThreadPool_ThreadTimeoutMs"] = "0x1F4");
        var submitted = await hosts.SubmitAsync(hosts.Steps(2));
        await submitted.RunningAsync();
        var atStart = Proc.Threads(hosts.Nodes[0].Pid);
        await Task.Delay(TimeSpan.FromSeconds(Size.Of(0, 90)));
        await Eventually.Async(() => atStart.Except(Proc.Threads(hosts.Nodes[0].Pid)).Any(), "a thread of the host has ended");
        await submitted.WhenAsync(d => d.Summary.Rows >= 10, "goes on");
        var ended = atStart.Except(Proc.Threads(hosts.Nodes[0].Pid)).Count();
        hosts.LetGo();
        var run = await submitted.EndedAsync();
        run.Summary.State.ShouldBe(RunState.Completed, run.ToString());
        return $"{run.Summary.State}; {ended} of the host's {atStart.Count} threads ended meanwhile";
    });

    [Fact]
    public Task A_host_that_was_started_with_SIGCHLD_ignored_learns_every_exit_code() => FaultTable.Case("SIGCHLD inherited as ignored", async () =>
    {
        await using var hosts = await Hosts.StartAsync(1, (_, _) => "trap '' CHLD; ");
        var run = await hosts.RunAsync(hosts.Faults(2, "--rank", "1", "exit", "3"));
        run.Summary.Reason.ShouldBe("rank 1 on node0: exit code 3");
        var children = await hosts.RunAsync(hosts.Spec(1, "/bin/sh", "-c", "(exit 7); echo $?; sh -c 'exit 8'; echo $?"));
        (await hosts.Client.StoredRowsAsync(children.Summary.Run)).Select(r => r.Values[0]).ShouldBe(["7", "8"]);
        await hosts.StillWorksAsync();
        return run.Summary.Reason;
    });

    private const int Stop = 19;
    private const int Continue = 18;

    private static Task Gone(int[] pids, TimeSpan patience) =>
        Eventually.WithinAsync(patience, () => pids.All(p => Proc.StateOf(p) is "" or "Z"), "no rank of the lost host is left");
}
