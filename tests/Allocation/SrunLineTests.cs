using System.Net;
using Muster.Actors.Allocation;
using Shouldly;
using Xunit;

namespace Muster.Tests.Allocation;

public sealed class SrunLineTests
{
    private static readonly JobAllocation Job = new() { BatchSystem = "Slurm", Job = "17", Nodes = ["n0", "n1"], Cores = [64, 64] };

    [Fact]
    public void The_line_gives_a_host_the_whole_grant() =>
        string.Join(' ', SrunLine.For(Job)).ShouldBe("srun -N2 -n2 --ntasks-per-node=1 --overlap --no-kill --cpus-per-task=64 --cpu-bind=none --mem=0");

    [Fact]
    public void The_line_names_GPUs_and_takes_the_smallest_node() =>
        string.Join(' ', SrunLine.For(Job with { Cores = [64, 48], GpusPerNode = 4 })).ShouldEndWith("--cpus-per-task=48 --cpu-bind=none --mem=0 --gpus-per-node=4");

    [Fact]
    public void One_core_of_many_is_refused_with_the_right_line()
    {
        var complaint = GrantCheck.Complaint(Job, "n0", mask: 1, machineCores: 64, memoryLimit: null, "muster host").ShouldNotBeNull();
        complaint.ShouldContain("may use 1 core of 64 cores that job 17 was granted");
        complaint.ShouldContain("--cpu-bind=none --mem=0 muster host");
    }

    [Theory]
    [InlineData(64, 64, null)]
    [InlineData(128, 128, null)]
    // A machine with fewer cores than its site says.
    [InlineData(2, 2, null)]
    public void The_whole_grant_is_taken(int mask, int machine, long? memory) => GrantCheck.Complaint(Job, "n0", mask, machine, memory, "x").ShouldBeNull();

    [Fact]
    public void Less_memory_than_granted_is_refused()
    {
        var job = Job with { MemoryMib = 1000 };
        GrantCheck.Complaint(job, "n0", 64, 64, 500L << 20, "x").ShouldNotBeNull().ShouldContain("500 MiB of 1000 MiB");
        GrantCheck.Complaint(job, "n0", 64, 64, 1000L << 20, "x").ShouldBeNull();
        GrantCheck.Complaint(job, "n0", 64, 64, null, "x").ShouldBeNull();
    }

    [Fact]
    public void A_network_picks_the_interface()
    {
        IPAddress[] local = [IPAddress.Loopback, IPAddress.Parse("192.168.1.5"), IPAddress.Parse("10.1.2.3")];
        NodeAddress.Choose([], local, IPNetwork.Parse("10.1.0.0/16")).ShouldBe(IPAddress.Parse("10.1.2.3"));
        NodeAddress.Choose([], local, IPNetwork.Parse("10.2.0.0/16")).ShouldBeNull();
        NodeAddress.Choose([IPAddress.Parse("127.0.1.1"), IPAddress.Parse("192.168.1.5")], local, null).ShouldBe(IPAddress.Parse("192.168.1.5"));
        NodeAddress.Choose([IPAddress.Parse("10.9.9.9")], local, null).ShouldBeNull();
    }

    [Theory]
    // Nothing is known, or the option was given.
    [InlineData(null, null, null, null)]
    [InlineData("#!/bin/bash\n#SBATCH -N2 --no-kill\n", null, null, null)]
    [InlineData("#!/bin/bash\n# a word\n\n#SBATCH -k # all of it\n", null, null, null)]
    [InlineData("#!/bin/bash\nsrun x", "sbatch --no-kill job.sh", null, null)]
    [InlineData(null, "salloc -N4 --no-ki", null, null)]
    [InlineData("#!/bin/bash\nsrun x", "sbatch job.sh", "yes", null)]
    // It was not.
    [InlineData("#!/bin/bash\nsrun --no-kill x", null, null, "has no '#SBATCH --no-kill' in its script")]
    [InlineData("#!/bin/bash\ntrue\n#SBATCH --no-kill", null, null, "has no '#SBATCH --no-kill' in its script")]
    [InlineData("#!/bin/bash\nsrun x", "sbatch --no-requeue job.sh", null, "was submitted without --no-kill")]
    [InlineData("#!/bin/bash\n#SBATCH --no-kill", "sbatch --no-kill=off job.sh", null, "was submitted without --no-kill")]
    [InlineData(null, "salloc -N2 srun --no-kill muster host", null, "was submitted without --no-kill")]
    public void A_job_that_dies_with_a_node_is_told(string? script, string? line, string? variable, string? words)
    {
        var complaint = NoKillCheck.Complaint(Job, new JobOrigin(script, line, variable), "srun -N2 muster host");
        if (words is null)
        {
            complaint.ShouldBeNull();
            return;
        }

        complaint.ShouldNotBeNull().ShouldContain(words);
        complaint.ShouldContain("one of its 2 nodes");
        complaint.ShouldEndWith("srun -N2 muster host");
        NoKillCheck.Complaint(Job with { Nodes = ["n0"] }, new JobOrigin(script, line, variable), "x").ShouldBeNull();
    }
}
