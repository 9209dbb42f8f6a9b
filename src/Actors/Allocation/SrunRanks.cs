using System.Globalization;

namespace Muster.Actors.Allocation;

/// <summary>How srun is told to start a run's ranks in the job that the hosts are in, each rank on its node.</summary>
public static class SrunRanks
{
    /// <summary>Names the file with a line for each rank, its node, which the arbitrary distribution follows.</summary>
    public static string HostFileVariable => "SLURM_HOSTFILE";

    /// <summary>
    /// All of the job's cores and memory, as the hosts have them: which are a rank's, the ledger says. And what a failing rank means is its group's to say.
    /// </summary>
    public static string[] Options(int nodes, int ranks) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"--nodes={nodes}"),
        string.Create(CultureInfo.InvariantCulture, $"--ntasks={ranks}"),
        "--distribution=arbitrary", "--overlap", "--whole", "--mem=0", "--cpu-bind=none", "--kill-on-bad-exit=0", "--input=none",
    ];
}
