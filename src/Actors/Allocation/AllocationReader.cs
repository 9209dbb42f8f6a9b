using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Muster.Actors.Allocation;

/// <summary>Reads what the batch system says in the environment. What contradicts itself is refused: a host that guesses starts on the wrong node.</summary>
public static class AllocationReader
{
    /// <summary>The allocation this process runs in; null outside of any.</summary>
    /// <param name="environment">Looks an environment variable up; null when it is not set.</param>
    /// <param name="readLines">Reads a file's lines: the node file of PBS.</param>
    /// <exception cref="InvalidDataException">The environment contradicts itself, or a list in it does not parse.</exception>
    public static JobAllocation? Read(Func<string, string?> environment, Func<string, IEnumerable<string>> readLines)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(readLines);
        try
        {
            if (Set(environment, "SLURM_JOB_ID") is { } slurm)
                return ReadSlurm(new SlurmVariables(environment), slurm);
            if (Set(environment, "PBS_JOBID") is { } pbs)
                return ReadPbs(environment, readLines, pbs);
            return null;
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"The environment of the job cannot be understood: {e.Message}", e);
        }
    }

    /// <summary>The allocation of this very process.</summary>
    /// <exception cref="InvalidDataException">See <see cref="Read"/>.</exception>
    public static JobAllocation? ReadOwn() => Read(Environment.GetEnvironmentVariable, File.ReadLines);

    private static JobAllocation ReadSlurm(SlurmVariables variables, string job)
    {
        if (variables["SLURM_JOBID"] is { } old && old != job)
            throw Contradiction($"SLURM_JOB_ID is {job} but SLURM_JOBID is {old}");
        var list = variables["SLURM_JOB_NODELIST"] ?? variables["SLURM_NODELIST"] ?? throw Contradiction($"SLURM_JOB_ID is {job} but SLURM_JOB_NODELIST is not set");
        var nodes = Hostlist.Expand(list).ToImmutableArray();
        if (nodes.Distinct(StringComparer.Ordinal).Count() != nodes.Length)
            throw Contradiction($"SLURM_JOB_NODELIST={list} names a node twice");
        if (variables.Number("SLURM_JOB_NUM_NODES") is { } count && count != nodes.Length)
            throw Contradiction($"SLURM_JOB_NUM_NODES is {count} but SLURM_JOB_NODELIST={list} has {nodes.Length} nodes");
        ImmutableArray<int> cores = variables["SLURM_JOB_CPUS_PER_NODE"] is { } perNode ? [.. Repeats.Expand(perNode)] : [];
        if (cores.Length > 0 && cores.Length != nodes.Length)
            throw Contradiction($"SLURM_JOB_CPUS_PER_NODE={variables["SLURM_JOB_CPUS_PER_NODE"]} speaks of {cores.Length} nodes but SLURM_JOB_NODELIST={list} has {nodes.Length}");
        return new JobAllocation
        {
            BatchSystem = "Slurm",
            Job = job,
            Nodes = nodes,
            Cores = cores,
            GpusPerNode = variables.Number("SLURM_GPUS_ON_NODE") ?? 0,
            MemoryMib = variables.Number("SLURM_MEM_PER_NODE") is { } memory and > 0 ? memory : null,
            SubmitDirectory = variables["SLURM_SUBMIT_DIR"],
            Step = ReadStep(variables, nodes),
        };
    }

    // A batch script has a task's number too, but no step's node list.
    private static StepPlace? ReadStep(SlurmVariables variables, ImmutableArray<string> jobNodes)
    {
        if (variables["SLURM_STEP_NODELIST"] is not { } list || variables.Number("SLURM_PROCID") is not { } task)
            return null;
        var nodes = Hostlist.Expand(list).ToImmutableArray();
        if (nodes.FirstOrDefault(n => !jobNodes.Contains(n)) is { } stranger)
            throw Contradiction($"SLURM_STEP_NODELIST={list} names {stranger}, which SLURM_JOB_NODELIST does not have");
        if (variables.Number("SLURM_STEP_NUM_NODES") is { } count && count != nodes.Length)
            throw Contradiction($"SLURM_STEP_NUM_NODES is {count} but SLURM_STEP_NODELIST={list} has {nodes.Length} nodes");
        var tasks = variables.Number("SLURM_STEP_NUM_TASKS") ?? variables.Number("SLURM_NTASKS") ?? throw Contradiction("SLURM_STEP_NUM_TASKS is not set in a step");
        if (task >= tasks)
            throw Contradiction($"SLURM_PROCID is {task} in a step of {tasks} tasks");
        var index = variables.Number("SLURM_NODEID") ?? throw Contradiction("SLURM_NODEID is not set in a step");
        if (index >= nodes.Length)
            throw Contradiction($"SLURM_NODEID is {index} but SLURM_STEP_NODELIST={list} has {nodes.Length} nodes");
        var node = variables["SLURMD_NODENAME"] ?? nodes[index];
        if (!nodes.Contains(node))
            throw Contradiction($"SLURMD_NODENAME is {node}, which SLURM_STEP_NODELIST={list} does not have");
        return new StepPlace(node, task, tasks, nodes, Launcher(variables));
    }

    private static IPEndPoint? Launcher(SlurmVariables variables) =>
        IPAddress.TryParse(variables["SLURM_SRUN_COMM_HOST"] ?? variables["SLURM_LAUNCH_NODE_IPADDR"], out var address)
        && (variables.Number("SLURM_SRUN_COMM_PORT") ?? variables.Number("SLURM_STEP_LAUNCHER_PORT")) is { } port and > 0 and <= IPEndPoint.MaxPort
            ? new IPEndPoint(address, port)
            : null;

    private static JobAllocation ReadPbs(Func<string, string?> environment, Func<string, IEnumerable<string>> readLines, string job)
    {
        var path = Set(environment, "PBS_NODEFILE") ?? throw Contradiction($"PBS_JOBID is {job} but PBS_NODEFILE is not set");
        try
        {
            // One line for each core that was granted.
            var lines = HostFileText.Read(readLines(path), path);
            return new JobAllocation
            {
                BatchSystem = "PBS",
                Job = job,
                Nodes = [.. lines.Select(l => l.Name)],
                Cores = [.. lines.Select(l => l.Slots)],
                SubmitDirectory = Set(environment, "PBS_O_WORKDIR"),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"The environment of the job contradicts itself: PBS_NODEFILE is {path}, which cannot be read: {e.Message}", e);
        }
    }

    private static string? Set(Func<string, string?> environment, string name) => environment(name) is { Length: > 0 } value ? value : null;

    private static InvalidDataException Contradiction(string what) =>
        new($"The environment of the job contradicts itself: {what}. Start this inside the job itself, without variables of another one.");

    private sealed class SlurmVariables(Func<string, string?> environment)
    {
        public string? this[string name] => Set(environment, name);

        public int? Number(string name)
        {
            if (this[name] is not { } text)
                return null;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Contradiction($"{name} is '{text}', which is no number");
        }
    }
}
