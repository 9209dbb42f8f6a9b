using Muster.EndToEnd.Tests;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Muster.Slurm.Tests;

/// <summary>`muster run --launcher srun`: Slurm's own launcher starts the ranks, and they are as those the hosts start.</summary>
[Collection(OnSixNodes.Name)]
public sealed class LauncherTests(SixNodes slurm, ITestOutputHelper output) : IDisposable
{
    private readonly Jobs _jobs = new(slurm, output);

    public void Dispose() => _jobs.Dispose();

    [Fact]
    public async Task Ranks_that_srun_starts_meet_by_its_PMI_where_the_ledger_put_them_and_are_refused_where_it_gives_none()
    {
        var faults = Path.Combine(Path.GetDirectoryName(Checkout.Alltoall)!, "faults");
        await _jobs.SubmitAsync("node[0-3]", $"""
            $({Jobs.Muster} srun-line) &
            {Jobs.Muster} run --runs 1 --ranks 8 --oversubscribe --launcher srun --launcher-option=--mpi=pmi2 -- {Jobs.Alltoall}
            echo "met: $?"
            {Jobs.Muster} run --runs 1 --ranks 8 --oversubscribe --launcher srun --launcher-option=--mpi=pmi2 --parse '(.*)' --stdout all --label -- sh -c 'echo rank $SLURM_PROCID $MUSTER_RANK on $SLURMD_NODENAME'
            echo "placed: $?"
            {Jobs.Muster} run --runs 1 --ranks 8 --oversubscribe --launcher srun --launcher-option=--mpi=pmi2 -- {faults} --rank 5 exit 3
            echo "failed: $?"
            {Jobs.Muster} run --runs 1 --ranks 8 --oversubscribe --launcher srun --launcher-option=--mpi=none -- {Jobs.Alltoall}
            echo "alone: $?"
            {Jobs.Muster} down
            """, "--no-kill");
        (await _jobs.EndedAsync()).ShouldBe(0, _jobs.Printed);
        var printed = _jobs.Printed;
        printed.ShouldContain("met: 0");
        printed.ShouldContain("placed: 0", customMessage: printed);
        for (var rank = 0; rank < 8; rank++)
            printed.ShouldContain($"rank {rank} {rank} on node{rank % 4}");
        printed.ShouldContain("failed: 1");
        printed.ShouldContain("rank 5 on node1: exit code 3");
        printed.ShouldContain("alone: 1");
        printed.ShouldContain("every rank would run alone; add --launcher-option --mpi=pmi2");
        await _jobs.NothingLeftAsync();
    }
}
