namespace Muster.Benchmarks.Ranks;

/// <summary>MPI_Init + MPI_Finalize and nothing between.</summary>
internal static class Starts
{
    private static readonly int[] Sizes = [2, 4, 8, 16, 32];

    public static async Task OneHost(Bars bars)
    {
        Bars.Head("MPICH: Init + Finalize on one host (ms)", "hydra");
        await using var cluster = await Cluster.StartAsync(1);
        foreach (var ranks in Sizes)
        {
            var crowded = ranks > Environment.ProcessorCount;
            await bars.Pair(
                $"{ranks} ranks",
                () => cluster.Run(Cluster.Spec(ranks, Programs.Small("init"))),
                () => Programs.Milliseconds("mpiexec.hydra", ["-bind-to", "none", "-n", $"{ranks}", Programs.Small("init")], crowded ? Programs.YieldPreload : null),
                ratio: 1.1,
                plus: 15);
        }
    }

    public static async Task FourHosts(Bars bars)
    {
        Bars.Head("MPICH: Init + Finalize on four hosts (ms)", "srun");
        if (!Slurm.IsThere)
        {
            Console.WriteLine("  Slurm is not installed (Debian: slurm-wlm munge)");
            return;
        }
        await using var slurm = await Slurm.StartAsync();
        await using var cluster = await Cluster.StartAsync(4);
        await bars.Pair(
            "4 hosts x 8, srun --mpi=pmi2 -N4 -n32",
            () => cluster.Run(Cluster.Spec(32, Programs.Small("init"))),
            () => slurm.Srun(["--mpi=pmi2", "-n32", Programs.Small("init")], Programs.YieldPreload),
            ratio: 1);
        await bars.Pair(
            "/bin/true, 32 ranks over 4 hosts, srun -N4 -n32",
            () => cluster.Run(Cluster.WithoutMpi(32, "/bin/true")),
            () => slurm.Srun(["-n32", "/bin/true"]),
            ratio: 0.5);
    }

    public static async Task OpenMpi(Bars bars)
    {
        Bars.Head("Open MPI: Init + Finalize on one host (ms)", "mpirun");
        await using var cluster = await Cluster.StartAsync(1);
        foreach (var ranks in Sizes)
            await bars.Pair(
                $"{ranks} ranks",
                () => cluster.Run(Cluster.Spec(ranks, Programs.Small("init.openmpi"))),
                () => Programs.Milliseconds("mpirun.openmpi", ["--allow-run-as-root", "--oversubscribe", "--bind-to", "none", "-n", $"{ranks}", Programs.Small("init.openmpi")]),
                ratio: ranks <= 16 ? 1.1 : 1.3);
    }
}
