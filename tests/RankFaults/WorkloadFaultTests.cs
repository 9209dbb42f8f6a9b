using System.Globalization;
using Muster.EndToEnd.Tests;
using Muster.Messages.Workflow;
using Shouldly;
using Xunit;

namespace Muster.RankFaults.Tests;

/// <summary>A seed and two node hosts for all cases that a cluster must survive. A folder of it is empty on node1.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    internal Hosts Hosts { get; private set; } = null!;

    internal static string OnlyOnNode0(Scene scene) => Path.Combine(scene.Here, "only-on-node0");

    public async Task InitializeAsync()
    {
        var apart = Environment.UserName == "root";
        Hosts = await Hosts.StartAsync(2, (scene, node) =>
        {
            var folder = OnlyOnNode0(scene);
            Directory.CreateDirectory(folder);
            return apart && node == 1 ? Hosts.WithMount(folder, "size=64k") : "";
        });
        var program = Path.Combine(OnlyOnNode0(Hosts.Scene), "hello");
        File.Copy("/bin/echo", program);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    public Task DisposeAsync() => Hosts.DisposeAsync().AsTask();
}

[CollectionDefinition(nameof(TwoNodes))]
public sealed class OnTwoNodes : ICollectionFixture<TwoNodes>;

/// <summary>Programs that go wrong, on a cluster that goes on.</summary>
[Trait("Category", "RankFaults")]
[Collection(nameof(TwoNodes))]
public sealed class WorkloadFaultTests(TwoNodes cluster)
{
    private Hosts Hosts => cluster.Hosts;

    [Theory]
    [InlineData("exit", "3", "exit code 3", 3, 0)]
    [InlineData("signal", "11", "killed by SIGSEGV", 0, 11)]
    [InlineData("signal", "9", "killed by SIGKILL", 0, 9)]
    [InlineData("abort", "5", "MPI_Abort(5)", null, null)]
    [InlineData("nofinalize", "0", "ended with exit code 0 but without MPI_Finalize", 0, 0)]
    public Task A_rank_that_fails_ends_its_run_with_the_true_reason(string fault, string number, string reason, int? code, int? signal) => FaultTable.Case($"{fault} {number} of one rank of four", async () =>
    {
        var run = await Hosts.RunAsync(Hosts.Faults(4, "--rank", "1", fault, number));
        run.Summary.State.ShouldBe(RunState.Failed, run.ToString());
        run.Summary.Reason.ShouldBe($"rank 1 on node1: {reason}");
        var attempt = run.Attempts.ShouldHaveSingleItem();
        var failed = attempt.Ranks[0];
        (failed.Rank, failed.Node, failed.Reason).ShouldBe((1, "node1", reason));
        if (code is not null)
            (failed.ExitCode, failed.Signal).ShouldBe((code.Value, signal!.Value));
        attempt.Ranks.ShouldAllBe(r => r.Ended && (r.Rank == 1 || r.StoppedByUs || r.Reason.Length > 0));
        await Hosts.NoRankLeftAsync(TimeSpan.Zero);
        return run.Summary.Reason;
    });

    [Fact]
    public Task The_record_of_a_failure_keeps_the_last_50_lines_of_stderr() => FaultTable.Case("200 lines of stderr, then exit 3", async () =>
    {
        var run = await Hosts.RunAsync(Hosts.Faults(2, "--rank", "0", "stderr", "200"));
        var failed = run.Attempts[0].Ranks[0];
        failed.Reason.ShouldBe("exit code 3");
        failed.StderrTail.ShouldBe(Enumerable.Range(151, 50).Select(i => string.Create(CultureInfo.InvariantCulture, $"complaint {i}")));
        return $"{failed.Reason}, {failed.StderrTail.Count} lines, the last \"{failed.StderrTail[^1]}\"";
    });

    [Fact]
    public Task A_run_that_hangs_ends_at_its_limit() => FaultTable.Case("hang, time limit 1.5 s", async () =>
    {
        var spec = Hosts.Faults(4, "--rank", "2", "hang");
        spec.TimeoutMs = 1500;
        var run = await Hosts.RunAsync(spec);
        run.Summary.State.ShouldBe(RunState.Failed, run.ToString());
        run.Summary.Reason.ShouldContain("limit");
        run.Attempts[0].Failure.ShouldBe(FailureClass.Timeout);
        run.Attempts[0].Ranks.ShouldAllBe(r => r.StoppedByUs);
        await Hosts.NoRankLeftAsync(TimeSpan.Zero);
        return run.Summary.Reason;
    });

    [Fact]
    public Task Ranks_that_ignore_SIGINT_and_SIGTERM_are_killed_after_two_patiences() => FaultTable.Case("ignores SIGINT and SIGTERM, cancelled", async () =>
    {
        var submitted = await Hosts.SubmitAsync(Hosts.FaultsWithoutMpi(2, "--rank", "-1", "deaf"));
        await submitted.WhenAsync(d => d.Summary.Rows > 0, "has printed that it ignores them");
        await submitted.RunningAsync();
        await submitted.CancelAsync();
        var run = await submitted.EndedAsync();
        run.Summary.State.ShouldBe(RunState.Cancelled);
        run.Attempts[0].Ranks.ShouldContain(r => r.Signal == 9);
        await Hosts.NoRankLeftAsync(TimeSpan.Zero);
        return $"{run.Summary.State}: {run.Attempts[0].Ranks.First(r => r.Signal == 9).Reason}";
    });

    [Fact]
    public Task A_flood_is_stored_whole_in_bounded_memory() => FaultTable.Case("flood of 8 MiB in lines of 64 bytes", async () =>
    {
        const int mib = 8;
        var spec = Hosts.FaultsWithoutMpi(1, "flood", $"{mib}");
        spec.Parse = "99999$";
        var before = Proc.ResidentMib(Hosts.Nodes[0].Pid);
        var run = await Hosts.RunAsync(spec, 120);
        run.Summary.State.ShouldBe(RunState.Completed, run.ToString());
        var attempt = run.Attempts[0];
        attempt.Lines.ShouldBe(mib * 1024 * 16);
        attempt.Accounts.Single().BytesProduced.ShouldBe(mib << 20);
        attempt.Accounts.Single().BytesDropped.ShouldBe(0);
        var grown = Proc.ResidentMib(Hosts.Nodes[0].Pid) - before;
        grown.ShouldBeLessThan(64);
        return $"{attempt.Lines} lines stored, 0 dropped";
    });

    [Fact]
    public Task What_is_never_flushed_is_lost_and_the_run_can_be_cancelled() => FaultTable.Case("never flushes, hangs, cancelled", async () =>
    {
        var submitted = await Hosts.SubmitAsync(Hosts.FaultsWithoutMpi(1, "noflush"));
        await submitted.RunningAsync();
        await submitted.CancelAsync();
        var run = await submitted.EndedAsync();
        run.Summary.State.ShouldBe(RunState.Cancelled);
        run.Attempts[0].Accounts.Single().BytesProduced.ShouldBe(0);
        return $"{run.Summary.State}, 0 bytes produced";
    });

    [Fact]
    public Task A_huge_line_is_split_and_what_follows_is_whole() => FaultTable.Case("a line of 3,000,000 bytes", async () =>
    {
        var spec = Hosts.FaultsWithoutMpi(1, "hugeline", "3000000");
        spec.Parse = "^(after)$";
        var run = await Hosts.RunAsync(spec);
        run.Summary.State.ShouldBe(RunState.Completed, run.ToString());
        run.Attempts[0].Lines.ShouldBe(4);
        run.Attempts[0].Accounts.Single().BytesProduced.ShouldBe(3_000_007);
        run.Summary.Rows.ShouldBe(1);
        return "3 pieces of at most 1 MiB, the next line whole";
    });

    [Fact]
    public Task A_last_line_without_a_newline_is_a_line() => FaultTable.Case("no newline at the end", async () =>
    {
        var spec = Hosts.FaultsWithoutMpi(1, "nonewline", "7");
        spec.Parse = "";
        var run = await Hosts.RunAsync(spec);
        run.Summary.State.ShouldBe(RunState.Completed, run.ToString());
        var row = (await Hosts.Client.StoredRowsAsync(run.Summary.Run)).ShouldHaveSingleItem();
        row.Values.ShouldBe(["7", "1.50"]);
        return $"row ('{row.Values[0]}', '{row.Values[1]}')";
    });

    [Theory]
    [InlineData("child", "keeps-stdout")]
    [InlineData("daemon", "daemonised")]
    public Task What_outlives_its_rank_is_ended_after_the_patience_and_named(string fault, string name) => FaultTable.Case(fault == "child" ? "forks a child that keeps stdout" : "daemonises", async () =>
    {
        var run = await Hosts.RunAsync(Hosts.FaultsWithoutMpi(2, "--rank", "0", fault));
        run.Summary.State.ShouldBe(RunState.Completed, run.ToString());
        run.Attempts[0].Strays.ShouldContain(s => s.StartsWith($"node0: {name} (pid "));
        (await Hosts.Client.StoredRowsAsync(run.Summary.Run)).Select(r => r.Values[0]).ShouldBe(["parent"]);
        await Hosts.NoRankLeftAsync(TimeSpan.Zero);
        return $"{run.Summary.State}, ended: {run.Attempts[0].Strays[0]}";
    });

    [Fact]
    public Task Ranks_that_never_join_fail_the_run() => FaultTable.Case("MPI program whose ranks never call MPI_Init", async () =>
    {
        var run = await Hosts.RunAsync(Hosts.Faults(2, "--no-mpi", "nonewline"));
        run.Summary.State.ShouldBe(RunState.Failed, run.ToString());
        run.Summary.Reason.ShouldContain("never joined");
        return run.Summary.Reason;
    });

    [RootFact]
    public Task A_program_that_one_node_lacks_is_told_with_the_node() => FaultTable.Case("program on node0, missing on node1", async () =>
    {
        var program = Path.Combine(TwoNodes.OnlyOnNode0(Hosts.Scene), "hello");
        var run = await Hosts.RunAsync(Hosts.Spec(4, program, "x"));
        run.Summary.State.ShouldBe(RunState.Failed, run.ToString());
        run.Summary.Reason.ShouldBe($"node1 refused: {program} does not exist here; is it on a file system all nodes share?");
        await Hosts.NoRankLeftAsync(TimeSpan.Zero);
        return run.Summary.Reason.Replace(Hosts.Scene.Here, "...", StringComparison.Ordinal);
    });

    [RootFact]
    public Task A_directory_that_one_node_lacks_is_told_with_the_node() => FaultTable.Case("cwd on node0, missing on node1", async () =>
    {
        var folder = Path.Combine(TwoNodes.OnlyOnNode0(Hosts.Scene), "work");
        Directory.CreateDirectory(folder);
        var spec = Hosts.Spec(4, "/bin/sleep", "60");
        spec.Cwd = folder;
        var run = await Hosts.RunAsync(spec);
        run.Summary.State.ShouldBe(RunState.Failed, run.ToString());
        run.Summary.Reason.ShouldBe($"node1 refused: the directory {folder} does not exist here; is it on a file system all nodes share?");
        await Hosts.NoRankLeftAsync(TimeSpan.Zero);
        return run.Summary.Reason.Replace(Hosts.Scene.Here, "...", StringComparison.Ordinal);
    });

    [Fact]
    public Task A_stopped_rank_stops_its_run_and_goes_on_with_it() => FaultTable.Case("SIGSTOP of a rank, SIGCONT 2 s later", async () =>
    {
        Hosts.Hold();
        var submitted = await Hosts.SubmitAsync(Hosts.Steps(4));
        var pid = (await submitted.RunningAsync()).Attempts[0].Ranks.Single(r => r.Rank == 1).Pid;
        await submitted.WhenAsync(d => d.Summary.Rows > 0, "prints");
        Posix.Kill(pid, Signals.Stop).ShouldBe(0);
        // What was on its way when the rank was stopped comes to rest; then nothing more comes.
        long before;
        do
        {
            before = (await submitted.NowAsync()).Summary.Rows;
            await Task.Delay(500);
        }
        while ((await submitted.NowAsync()).Summary.Rows > before);
        await Task.Delay(1500);
        var stopped = await submitted.NowAsync();
        (stopped.Summary.State, stopped.Summary.Rows).ShouldBe((RunState.Running, before));
        Posix.Kill(pid, Signals.Continue).ShouldBe(0);
        await submitted.WhenAsync(d => d.Summary.Rows > before, "goes on");
        Hosts.LetGo();
        var run = await submitted.EndedAsync();
        run.Summary.State.ShouldBe(RunState.Completed, run.ToString());
        return $"{run.Summary.State}, {run.Summary.Rows} rows";
    });

    [Fact]
    public Task A_stopped_rank_can_be_cancelled() => FaultTable.Case("SIGSTOP of a rank, cancelled", async () =>
    {
        var submitted = await Hosts.SubmitAsync(Hosts.Faults(4, "--rank", "-1", "hang"));
        var pid = (await submitted.RunningAsync()).Attempts[0].Ranks.Single(r => r.Rank == 1).Pid;
        Posix.Kill(pid, Signals.Stop).ShouldBe(0);
        await submitted.CancelAsync();
        var run = await submitted.EndedAsync();
        run.Summary.State.ShouldBe(RunState.Cancelled);
        await Hosts.NoRankLeftAsync(TimeSpan.Zero);
        return $"{run.Summary.State}, nobody left";
    });

    [Fact]
    public Task A_cancel_at_any_moment_of_the_start_leaves_nobody() => FaultTable.Case("cancel during start, 12 moments", async () =>
    {
        for (var moment = 0; moment < 12; moment++)
        {
            var submitted = await Hosts.SubmitAsync(Hosts.Spec(8, "alltoall"));
            await Task.Delay(moment * moment);
            await submitted.CancelAsync();
            var run = await submitted.EndedAsync();
            run.Summary.State.ShouldBe(RunState.Cancelled, run.ToString());
            await Hosts.NoRankLeftAsync(TimeSpan.FromMilliseconds(500));
        }
        await Hosts.StillWorksAsync();
        return "12 x Cancelled, nobody left, the next run completes";
    });

    [Fact]
    public Task Two_runs_of_one_user_on_one_node_keep_to_themselves() => FaultTable.Case("two runs on one node, one is killed", async () =>
    {
        Hosts.Hold();
        var good = await Hosts.SubmitAsync(Hosts.Steps(4));
        await good.RunningAsync();
        var bad = await Hosts.SubmitAsync(Hosts.Faults(4, "--rank", "-1", "hang"));
        foreach (var rank in (await bad.RunningAsync()).Attempts[0].Ranks)
            Posix.Kill(rank.Pid, Posix.SigKill);
        (await bad.EndedAsync()).Summary.Reason.ShouldContain("killed by SIGKILL");
        (await good.NowAsync()).Summary.State.ShouldBe(RunState.Running, "it was to be still running when the other was killed");
        Hosts.LetGo();
        var run = await good.EndedAsync();
        run.Summary.State.ShouldBe(RunState.Completed, run.ToString());
        return "one Failed (SIGKILL), the other Completed";
    });

    private static class Signals
    {
        public const int Stop = 19;
        public const int Continue = 18;
    }
}
