using Muster.Actors.Allocation;
using Shouldly;
using Xunit;

namespace Muster.Tests.Allocation;

public sealed class AllocationReaderTests
{
    // What Slurm 22.05 puts into task 3 of `srun -N4 -n4`.
    private static readonly Dictionary<string, string> Task3 = new()
    {
        ["SLURMD_NODENAME"] = "node3", ["SLURM_JOB_ID"] = "17", ["SLURM_JOBID"] = "17", ["SLURM_JOB_NODELIST"] = "node[0-3]", ["SLURM_NODELIST"] = "node[0-3]",
        ["SLURM_JOB_NUM_NODES"] = "4", ["SLURM_JOB_CPUS_PER_NODE"] = "32(x3),16", ["SLURM_NODEID"] = "3", ["SLURM_PROCID"] = "3", ["SLURM_NTASKS"] = "4",
        ["SLURM_STEP_NODELIST"] = "node[0-3]", ["SLURM_STEP_NUM_NODES"] = "4", ["SLURM_STEP_NUM_TASKS"] = "4", ["SLURM_SUBMIT_DIR"] = "/home/me/sweep",
    };

    private static JobAllocation? Read(Dictionary<string, string> variables, params (string Name, string? Value)[] changes)
    {
        var all = new Dictionary<string, string>(variables);
        foreach (var (name, value) in changes)
        {
            all.Remove(name);
            if (value is not null)
                all[name] = value;
        }
        return AllocationReader.Read(n => all.GetValueOrDefault(n), path => path == "/nodes" ? ["n1", "n1", "n2", "n2"] : throw new FileNotFoundException($"no {path}"));
    }

    [Fact]
    public void A_task_of_a_step_knows_its_place()
    {
        var allocation = Read(Task3).ShouldNotBeNull();
        (allocation.BatchSystem, allocation.Job, allocation.Step!.Node, allocation.Step.Task, allocation.Step.Tasks).ShouldBe(("Slurm", "17", "node3", 3, 4));
        allocation.Nodes.ShouldBe(["node0", "node1", "node2", "node3"]);
        allocation.CoresOf("node3").ShouldBe(16);
        allocation.CoresOf("elsewhere").ShouldBeNull();
        allocation.RunDirectory("/tmp").ShouldBe("/home/me/sweep/muster-runs/slurm-17");
    }

    [Theory]
    [InlineData("10.77.0.10", "43513", "10.77.0.10:43513")]
    [InlineData(null, "43513", null)]
    [InlineData("10.77.0.10", null, null)]
    [InlineData("login1", "43513", null)]
    [InlineData("10.77.0.10", "0", null)]
    [InlineData("10.77.0.10", "70000", null)]
    public void A_task_knows_where_its_srun_listens(string? host, string? port, string? launcher) =>
        (Read(Task3, ("SLURM_SRUN_COMM_HOST", host), ("SLURM_SRUN_COMM_PORT", port))!.Step!.Launcher?.ToString()).ShouldBe(launcher);

    [Fact]
    public void A_batch_script_is_in_the_allocation_but_in_no_step() =>
        Read(Task3, ("SLURM_STEP_NODELIST", null), ("SLURM_STEP_NUM_TASKS", null)).ShouldNotBeNull().Step.ShouldBeNull();

    [Fact]
    public void Outside_of_an_allocation_there_is_none() => Read([]).ShouldBeNull();

    [Theory]
    [InlineData("SLURM_JOBID", "18", "SLURM_JOB_ID is 17 but SLURM_JOBID is 18")]
    [InlineData("SLURM_JOB_NODELIST", "node[0-", "does not parse")]
    [InlineData("SLURM_JOB_NUM_NODES", "5", "SLURM_JOB_NUM_NODES is 5")]
    [InlineData("SLURM_JOB_NUM_NODES", "four", "which is no number")]
    [InlineData("SLURM_JOB_CPUS_PER_NODE", "32(x5)", "speaks of 5 nodes")]
    [InlineData("SLURM_JOB_CPUS_PER_NODE", "32(5)", "does not parse")]
    [InlineData("SLURM_STEP_NODELIST", "node[0-4]", "names node4")]
    [InlineData("SLURM_STEP_NUM_NODES", "3", "SLURM_STEP_NUM_NODES is 3")]
    [InlineData("SLURM_PROCID", "4", "SLURM_PROCID is 4 in a step of 4 tasks")]
    [InlineData("SLURM_NODEID", "4", "SLURM_NODEID is 4")]
    [InlineData("SLURMD_NODENAME", "login1", "SLURMD_NODENAME is login1")]
    [InlineData("SLURM_JOB_NODELIST", "node[0-2],node0", "names a node twice")]
    public void Variables_that_contradict_each_other_are_refused(string name, string value, string words)
    {
        var message = Should.Throw<InvalidDataException>(() => Read(Task3, (name, value))).Message;
        message.ShouldContain(words);
    }

    [Fact]
    public void A_job_without_a_node_list_is_refused() =>
        Should.Throw<InvalidDataException>(() => Read(new() { ["SLURM_JOB_ID"] = "17" })).Message.ShouldContain("SLURM_JOB_NODELIST is not set");

    [Fact]
    public void The_node_file_of_PBS_counts_a_name_once_for_each_core()
    {
        var allocation = Read(new() { ["PBS_JOBID"] = "12.server", ["PBS_NODEFILE"] = "/nodes", ["PBS_O_WORKDIR"] = "/home/me" }).ShouldNotBeNull();
        allocation.Nodes.ShouldBe(["n1", "n2"]);
        allocation.Cores.ShouldBe([2, 2]);
        allocation.RunDirectory("/tmp").ShouldBe("/home/me/muster-runs/pbs-12-server");
        Should.Throw<InvalidDataException>(() => Read(new() { ["PBS_JOBID"] = "12", ["PBS_NODEFILE"] = "/gone" })).Message.ShouldContain("PBS_NODEFILE is /gone");
    }

    [Theory]
    [InlineData("3:04", 184)]
    [InlineData("02:03:04", 7384)]
    [InlineData("1-02:03:04", 93784)]
    [InlineData("UNLIMITED", null)]
    [InlineData("NOT_SET", null)]
    [InlineData("", null)]
    public void Time_left_is_read_as_squeue_prints_it(string text, int? seconds) =>
        TimeLeft.Parse(text).ShouldBe(seconds is { } s ? TimeSpan.FromSeconds(s) : null);

    [Fact]
    public void What_scontrol_prints_is_understood()
    {
        BatchTools.ValueOf("NodeAddr", "NodeName=node0 Arch=x86_64 NodeAddr=10.77.0.20 NodeHostName=vm Port=46820").ShouldBe("10.77.0.20");
        BatchTools.ValueOf("NodeAddr", "NodeName=node0 NodeAddr= x").ShouldBeNull();
        BatchTools.KillWaitOf("JobFileAppend = 0\nKillWait                = 30 sec\nLaunch = x").ShouldBe(TimeSpan.FromSeconds(30));
        BatchTools.KillWaitOf("nothing").ShouldBeNull();
    }

    [Fact]
    public void A_host_file_names_each_host_once_and_refuses_what_it_does_not_know()
    {
        HostFileText.Read(["# mine", "a slots=4", "", "b", "a"], "hosts").ShouldBe([("a", 5), ("b", 1)]);
        Should.Throw<FormatException>(() => HostFileText.Read(["a cores=4"], "hosts")).Message.ShouldContain("hosts line 1: 'cores=4'");
        Should.Throw<FormatException>(() => HostFileText.Read(["a;b"], "hosts")).Message.ShouldContain("no host name");
        Should.Throw<FormatException>(() => HostFileText.Read(["#"], "hosts")).Message.ShouldContain("names no host");
    }
}
