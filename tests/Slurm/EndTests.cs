using Muster.EndToEnd.Tests;
using Muster.Tests;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Muster.Slurm.Tests;

/// <summary>Ends that nobody planned: the time limit, scancel, a killed srun, a lost node, a killed slurmd.</summary>
[Collection(OnSixNodes.Name)]
public sealed class EndTests(SixNodes slurm, ITestOutputHelper output) : IDisposable
{
    private const string Long = "sh -c 'while :; do sleep 0.2; echo 1 1.0; done'";

    private readonly Jobs _jobs = new(slurm, output);

    public void Dispose() => _jobs.Dispose();

    private Task LongJobAsync(string host = "", params string[] options) => _jobs.SubmitAsync("node[0-3]", $"""
        echo "job $SLURM_JOB_ID"
        $({Jobs.Muster} srun-line) {host} &
        {Jobs.Muster} run --runs 1 --ranks 4 --oversubscribe -- {Long}
        code=$?
        echo "work ended with $code"
        {Jobs.Muster} down
        wait
        echo "hosts ended with $?"
        exit $code
        """, ["--no-kill", .. options]);

    [Fact]
    public async Task Before_the_time_limit_runs_are_stopped_and_hosts_leave_with_code_6()
    {
        await LongJobAsync("--drain-before 55s", "--time=3");
        await _jobs.PrintedAsync("INFO:consumer:{0: ");
        // Moved, so that it is near when the run goes on, however long the hosts took to start.
        var number = _jobs.Printed.Split('\n').First(line => line.StartsWith("job ", StringComparison.Ordinal))[4..];
        await _jobs.AnswerAsync("scontrol", "update", $"JobId={number}", "TimeLimit=1");
        (await _jobs.EndedAsync()).ShouldNotBe(0, _jobs.Printed);
        _jobs.Printed.ShouldContain($"The time limit of job {number} is 55 s away");
        _jobs.Printed.ShouldContain("Exited with exit code 6");
        _jobs.Printed.ShouldContain("work ended with 1");
        await _jobs.NothingLeftAsync();
    }

    [Fact]
    public async Task Scancel_ends_runs_and_hosts_in_order_and_leaves_nothing()
    {
        await LongJobAsync();
        await _jobs.PrintedAsync("INFO:consumer:{0: ");
        using var cancel = _jobs.On("ctl", "scancel", "-u", Environment.UserName);
        (await cancel.EndedAsync(60)).ShouldBe(0);
        var seconds = await _jobs.Until(() => _jobs.Scene.Left().TrueForAll(p => !p.Command.Contains("muster-", StringComparison.Ordinal) && !p.Command.Contains("echo 1 1.0", StringComparison.Ordinal)),
            "no host and no rank is left");
        Figure.Add($"scancel to no host left, s (bar {SixNodes.KillWait - 5})", seconds);
        seconds.ShouldBeLessThan(SixNodes.KillWait - 5);
        var log = File.ReadAllText(Path.Combine(_jobs.RunDirectory, "logs", "node0.log"));
        log.ShouldContain("The cluster is stopped: SIGTERM came");
        log.ShouldContain("Run 1 attempt 1: cancelled");
    }

    [Fact]
    public async Task A_killed_srun_leaves_nothing_on_any_node()
    {
        await LongJobAsync();
        await _jobs.PrintedAsync("INFO:consumer:{0: ");
        // srun's own child would have Slurm kill the step when it saw its parent die: that one goes first.
        foreach (var srun in _jobs.Scene.Left().Where(p => p.Command.StartsWith("srun ", StringComparison.Ordinal)).OrderByDescending(p => p.Pid))
            _ = Posix.Kill(srun.Pid, Posix.SigKill);
        await _jobs.PrintedAsync("work ended with 1");
        await _jobs.NothingLeftAsync();
        var log = File.ReadAllText(Path.Combine(_jobs.RunDirectory, "logs", "node0.log"));
        log.ShouldContain("The cluster is stopped: The srun that started this host is gone");
        log.ShouldContain("Run 1 attempt 1: cancelled");
    }

    [Fact]
    public async Task A_lost_node_costs_its_ranks_and_nothing_else()
    {
        await _jobs.SubmitAsync("node[0-2],node5", $"""
            $({Jobs.Muster} srun-line) &
            {Jobs.Muster} run --runs 1 --ranks 4 --oversubscribe --retries 1 -- sh -c 'if [ "$MUSTER_ATTEMPT" = 2 ]; then echo 2 2.0; else while :; do sleep 0.2; echo 1 1.0; done; fi'
            echo "work ended with $?"
            {Jobs.Muster} down
            kill -9 $(jobs -p)
            """, "--no-kill");
        await _jobs.PrintedAsync("INFO:consumer:{0: ");
        RealSlurm.Call(60, [], "lose", slurm.Directory, "node5");
        // The machine is gone, not only the process: nobody refuses connections there. Slurm goes on looking for it when all is over.
        await _jobs.PrintedAsync("'2', '2.0'");
        await _jobs.PrintedAsync("work ended with 0");
        await _jobs.NothingLeftAsync();
    }

    [Fact]
    public async Task A_killed_slurmd_does_not_touch_the_run()
    {
        await _jobs.SubmitAsync("node[0-2],node4", $"""
            $({Jobs.Muster} srun-line) &
            {Jobs.Muster} run --runs 1 --ranks 4 --oversubscribe -- sh -c 'i=0; while [ $i -lt 20 ]; do i=$((i+1)); echo $i 1.0; sleep 0.2; done'
            code=$?
            {Jobs.Muster} down
            exit $code
            """, "--no-kill");
        await _jobs.PrintedAsync("INFO:consumer:{0: ");
        RealSlurm.Call(60, [], "stop-slurmd", slurm.Directory, "node4");
        await _jobs.PrintedAsync("'20', '1.0'");
        await _jobs.PrintedAsync("ended 4 hosts");
    }
}
