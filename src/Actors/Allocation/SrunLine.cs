using System.Globalization;

namespace Muster.Actors.Allocation;

/// <summary>The srun line that gives every host what the job was granted.</summary>
public static class SrunLine
{
    /// <summary>
    /// srun and its options for hosts on all nodes of the allocation: beside other steps, alive when a node is lost, with all granted cores, memory and GPUs
    /// of the node, and no cores bound, because the hosts bind their ranks themselves.
    /// </summary>
    public static IReadOnlyList<string> For(JobAllocation allocation)
    {
        ArgumentNullException.ThrowIfNull(allocation);
        var nodes = allocation.Nodes.Length.ToString(CultureInfo.InvariantCulture);
        List<string> line = ["srun", "-N" + nodes, "-n" + nodes, "--ntasks-per-node=1", "--overlap", "--no-kill"];
        // Nodes of different sizes: what each of them has.
        if (allocation.Cores.Length > 0)
            line.Add(string.Create(CultureInfo.InvariantCulture, $"--cpus-per-task={allocation.Cores.Min()}"));
        line.Add("--cpu-bind=none");
        line.Add("--mem=0");
        if (allocation.GpusPerNode > 0)
            line.Add(string.Create(CultureInfo.InvariantCulture, $"--gpus-per-node={allocation.GpusPerNode}"));
        return line;
    }
}
