namespace Muster.Actors.Allocation;

/// <summary>Variables of the batch system that speak of the host's own step. A rank that saw them would take itself for a task of that step.</summary>
public static class StepVariables
{
    private static readonly string[] Prefixes = ["SLURM_STEP", "SLURM_CPU_BIND", "SLURM_SRUN_COMM", "SLURM_MEM_BIND", "SLURM_PMIX", "SLURM_MPI", "SLURM_DISTRIBUTION"];

    private static readonly HashSet<string> Names =
    [
        "SLURM_PROCID", "SLURM_LOCALID", "SLURM_NODEID", "SLURM_GTIDS", "SLURM_TASK_PID", "SLURM_LAUNCH_NODE_IPADDR", "SLURM_NTASKS", "SLURM_NPROCS",
        "SLURM_TASKS_PER_NODE", "SLURM_PRIO_PROCESS",
    ];

    /// <summary>Whether the variable belongs to the host's step and not to the job.</summary>
    public static bool Contains(string name) => Names.Contains(name) || Prefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal));
}
