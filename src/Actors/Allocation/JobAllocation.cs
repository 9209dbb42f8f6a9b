using System.Collections.Immutable;
using System.Net;

namespace Muster.Actors.Allocation;

/// <summary>The nodes a batch system has granted to this job.</summary>
public sealed record JobAllocation
{
    /// <summary>Name of the batch system as its users know it.</summary>
    public required string BatchSystem { get; init; }

    /// <summary>The job's number.</summary>
    public required string Job { get; init; }

    /// <summary>The nodes in the batch system's order; the seed host runs on the first.</summary>
    public required ImmutableArray<string> Nodes { get; init; }

    /// <summary>Cores granted on each node, in the same order; empty when the batch system does not tell.</summary>
    public ImmutableArray<int> Cores { get; init; } = [];

    /// <summary>GPUs granted on each node; 0 = none.</summary>
    public int GpusPerNode { get; init; }

    /// <summary>MiB of memory granted on each node; null when the batch system does not limit it.</summary>
    public long? MemoryMib { get; init; }

    /// <summary>Where the job was submitted: the place for its run directory.</summary>
    public string? SubmitDirectory { get; init; }

    /// <summary>This process's place in a step; null in a batch script or an interactive shell.</summary>
    public StepPlace? Step { get; init; }

    /// <summary>True under Slurm, whose tools can be asked for addresses and time limits.</summary>
    public bool IsSlurm => BatchSystem == "Slurm";

    /// <summary>The run directory of the job's hosts: the same for every step of the job.</summary>
    public string RunDirectory(string workingDirectory) =>
        Path.Combine(SubmitDirectory ?? workingDirectory, "muster-runs", $"{BatchSystem.ToLowerInvariant()}-{string.Concat(Job.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}");

    /// <summary>Cores granted on a node; null when it is not known.</summary>
    public int? CoresOf(string node) => Nodes.IndexOf(node) is var i && i >= 0 && i < Cores.Length ? Cores[i] : null;
}

/// <summary>One task of a running step.</summary>
/// <param name="Node">The node it runs on.</param>
/// <param name="Task">Its number, from 0.</param>
/// <param name="Tasks">Tasks of the step.</param>
/// <param name="Nodes">Nodes of the step.</param>
/// <param name="Launcher">Where the step's srun listens; null when it is not known.</param>
public sealed record StepPlace(string Node, int Task, int Tasks, ImmutableArray<string> Nodes, IPEndPoint? Launcher = null);
