using System.Text.Json;
using Muster.EndToEnd.Tests;
using Muster.Tests;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Muster.Slurm.Tests;

/// <summary>The four ways to start under Slurm: docs/slurm.md (a) to (d).</summary>
[Collection(OnSixNodes.Name)]
public sealed class StartTests(SixNodes slurm, ITestOutputHelper output) : IDisposable
{
    private readonly Jobs _jobs = new(slurm, output);

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public async Task A_batch_script_starts_hosts_on_all_nodes_and_ends_with_the_code_of_its_work()
    {
        await _jobs.SubmitAsync("node[0-3]", $"""
            $({Jobs.Muster} srun-line) &
            {Jobs.Muster} run --runs 2 --ranks 4 --oversubscribe -- {Jobs.Alltoall}
            code=$?
            {Jobs.Muster} down
            exit $code
            """, "--no-kill");
        (await _jobs.EndedAsync()).ShouldBe(0, _jobs.Printed);
        _jobs.Printed.ShouldContain("node 0 has 1 ranks, node 1 has 1 ranks, node 2 has 1 ranks, node 3 has 1 ranks");
        _jobs.Printed.ShouldContain("ended 4 hosts");
        await _jobs.NothingLeftAsync();
        File.Exists(Path.Combine(_jobs.RunDirectory, "access.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_batch_script_whose_work_fails_fails()
    {
        await _jobs.SubmitAsync("node[0-3]", $"""
            $({Jobs.Muster} srun-line) &
            {Jobs.Muster} run --runs 1 --ranks 4 --oversubscribe --parse . -- sh -c 'echo x; exit 3'
            code=$?
            {Jobs.Muster} down
            exit $code
            """, "--no-kill");
        (await _jobs.EndedAsync()).ShouldBe(1, _jobs.Printed);
    }

    [Fact]
    public async Task Seed_and_node_hosts_are_separate_steps_of_one_allocation()
    {
        await _jobs.SubmitAsync("node[0-3]", $"""
            srun -N1 -n1 --overlap --no-kill --mem=0 {Jobs.Muster} seed &
            srun -N4 -n4 --overlap --no-kill --mem=0 --cpus-per-task=32 --cpu-bind=none {Jobs.Muster} node-host &
            {Jobs.Muster} run --runs 1 --ranks 4 --oversubscribe -- {Jobs.Alltoall}
            code=$?
            {Jobs.Muster} nodes
            {Jobs.Muster} down
            exit $code
            """, "--no-kill");
        (await _jobs.EndedAsync()).ShouldBe(0, _jobs.Printed);
        _jobs.Printed.ShouldContain("ready seed seed akka.tcp://Muster@10.77.0.20:");
        for (var i = 0; i < 4; i++)
            _jobs.Printed.ShouldContain($"ready node node{i} akka.tcp://Muster@10.77.0.2{i}:");
    }

    [Fact]
    public async Task Inside_a_bare_allocation_a_run_starts_the_hosts_itself_and_ends_them()
    {
        using var salloc = _jobs.Allocate("node[0-3]", [Jobs.Muster, "run", "--runs", "1", "--ranks", "4", "--oversubscribe", "--", .. Jobs.Alltoall.Split(' ')]);
        (await salloc.EndedAsync(150)).ShouldBe(0, salloc.Everything);
        salloc.Everything.ShouldContain("starting 4 hosts on the nodes of Slurm job");
        salloc.Everything.ShouldContain("node 3 has 1 ranks");
        salloc.Everything.ShouldContain("cluster ended");
        await _jobs.NothingLeftAsync();
    }

    [Fact]
    public async Task In_a_bare_allocation_the_shim_starts_the_hosts_itself_and_its_workers_run_on_both_nodes()
    {
        using var salloc = _jobs.Allocate("node[0-1]", Jobs.Muster, "shim", "--num-workers", "4", "--timeout", "60s", "echo", "done");
        (await salloc.EndedAsync(150)).ShouldBe(0, salloc.Everything);
        var log = await File.ReadAllTextAsync(Directory.GetFiles(_jobs.Scene.Here, "muster-shim_*.log").ShouldHaveSingleItem(salloc.Everything));
        foreach (var host in new[] { "node0", "node1" })
            log.Split('\n').Count(line => line.Contains($"shim_{host}_", StringComparison.Ordinal) && line.EndsWith("Execution complete", StringComparison.Ordinal)).ShouldBe(2, log);
        await _jobs.NothingLeftAsync();
    }

    [Fact]
    public async Task The_demo_runs_in_a_bare_allocation()
    {
        using var salloc = _jobs.Allocate("node[0-1]", Jobs.Muster, "demo");
        (await salloc.EndedAsync(150)).ShouldBe(0, salloc.Everything);
        salloc.Everything.ShouldNotContain("without --no-kill");
        await _jobs.NothingLeftAsync();
    }

    [Fact]
    public async Task Four_hosts_come_up_by_one_srun_and_leave_when_told()
    {
        using var srun = _jobs.Allocate("node[0-3]", "sh", "-c", $"$({Jobs.Muster} srun-line)");
        Figure.Add("salloc, srun-line and srun to four hosts Up, s (bar 5 from srun on)", await _jobs.Until(() => AccessHosts() == 4, "four hosts are up"));
        var leaving = System.Diagnostics.Stopwatch.StartNew();
        using var down = _jobs.On("node1", Jobs.Muster, "down", "--run-dir", _jobs.RunDirectory);
        (await down.EndedAsync()).ShouldBe(0, down.Everything);
        await _jobs.Until(() => srun.HasEnded, "srun has ended");
        Figure.Add("muster down, from its start to the end of four hosts and their srun, s (bar 5)", leaving.Elapsed.TotalSeconds);
        (await srun.EndedAsync()).ShouldBe(0, srun.Everything);
    }

    [Fact]
    public async Task A_host_without_a_seed_says_why_within_10_s_and_ends()
    {
        using var srun = _jobs.On("ctl", "timeout", "100", "srun", "-w", "node0", "-n1", "--no-kill", Jobs.Muster, "node-host");
        await srun.PrintedAsync("No cluster found: there is no");
        (await srun.EndedAsync(120)).ShouldBe(4, srun.Everything);
    }

    [Fact]
    public async Task An_access_file_of_a_dead_run_is_told_from_a_living_one()
    {
        await _jobs.SubmitAsync("node[0-3]", $"""
            mkdir -p muster-runs/slurm-$SLURM_JOB_ID
            echo '{JsonSerializer.Serialize(new { version = 1, system = "Muster", seed = "akka.tcp://Muster@10.77.0.20:9", seedPid = 1, seedMachine = "node0", startedAt = "2026-01-01T00:00:00Z", hosts = Array.Empty<int>() })}' > muster-runs/slurm-$SLURM_JOB_ID/access.json
            {Jobs.Muster} runs --run-dir muster-runs/slurm-$SLURM_JOB_ID
            """);
        (await _jobs.EndedAsync()).ShouldBe(4, _jobs.Printed);
        _jobs.Printed.ShouldContain("that cluster has ended");
    }

    [Fact]
    public async Task A_host_outside_of_a_step_is_told_the_line_that_starts_it()
    {
        using var salloc = _jobs.Allocate("node[0-1]", Jobs.Muster, "host");
        (await salloc.EndedAsync(120)).ShouldBe(3, salloc.Everything);
        salloc.Everything.ShouldContain("Start the step: srun -N2 -n2 --ntasks-per-node=1 --overlap --no-kill --cpus-per-task=32 --cpu-bind=none --mem=0 muster host");
    }

    [Fact]
    public async Task A_job_without_no_kill_is_warned_with_the_line_that_is_right()
    {
        const string Line = "srun -N2 -n2 --ntasks-per-node=1 --overlap --no-kill --cpus-per-task=32 --cpu-bind=none --mem=0 ";
        using var salloc = _jobs.On("ctl", "timeout", "100", "salloc", "-w", "node[0-1]", Jobs.Muster, "srun-line");
        (await salloc.EndedAsync(120)).ShouldBe(0, salloc.Everything);
        salloc.Out.ShouldHaveSingleItem().ShouldStartWith(Line);
        salloc.Error.ShouldContain(line => line.Contains("was submitted without --no-kill", StringComparison.Ordinal) && line.Contains(Line, StringComparison.Ordinal), salloc.Everything);
        await _jobs.SubmitAsync("node[0-1]", $"""
            #SBATCH --no-kill
            {Jobs.Muster} srun-line
            """);
        (await _jobs.EndedAsync()).ShouldBe(0, _jobs.Printed);
        _jobs.Printed.Trim().ShouldStartWith(Line);
        File.Delete(Path.Combine(_jobs.Scene.Here, "job.code"));
        await _jobs.SubmitAsync("node[0-1]", $"{Jobs.Muster} srun-line");
        (await _jobs.EndedAsync()).ShouldBe(0, _jobs.Printed);
        _jobs.Printed.ShouldContain("has no '#SBATCH --no-kill' in its script");
    }

    [Fact]
    public async Task Two_hosts_on_a_node_and_a_contradictory_environment_are_refused()
    {
        using var two = _jobs.On("ctl", "timeout", "100", "srun", "-w", "node0", "-n2", Jobs.Muster, "host");
        (await two.EndedAsync(120)).ShouldBe(3, two.Everything);
        two.Everything.ShouldContain("The step has 2 tasks on 1 nodes");
        using var odd = _jobs.On("ctl", "timeout", "100", "srun", "-w", "node0", "-n1", "env", "SLURM_JOB_NUM_NODES=7", Jobs.Muster, "host");
        (await odd.EndedAsync(120)).ShouldBe(2, odd.Everything);
        odd.Everything.ShouldContain("SLURM_JOB_NUM_NODES is 7 but SLURM_JOB_NODELIST=node0 has 1 nodes");
        using var strange = _jobs.On("ctl", "timeout", "100", "srun", "-w", "node0", "-n1", Jobs.Muster, "host", "--network", "10.99.0.0/16");
        (await strange.EndedAsync(120)).ShouldBe(3, strange.Everything);
        strange.Everything.ShouldContain("No interface of node0 is in the network 10.99.0.0/16. It has 10.77.0.20");
    }

    private int AccessHosts()
    {
        try
        {
            return Directory.GetDirectories(Path.Combine(_jobs.Scene.Here, "muster-runs"))
                .Sum(d => JsonDocument.Parse(File.ReadAllText(Path.Combine(d, "access.json"))).RootElement.GetProperty("hosts").GetArrayLength());
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return 0;
        }
    }
}
