using Muster.Actors.Allocation;
using Muster.Actors.Ranks;
using Muster.Messages;

namespace Muster.Actors.Hosting;

/// <summary>Completes a host's options by its place in the step that started it: which role, which name, which address, and whether it has the whole grant.</summary>
internal static class HostPlace
{
    // The coordinator outlives the loss of two hosts.
    private const int CoordinatorHosts = 3;

    /// <summary>The completed options, or why the host cannot start with which code.</summary>
    public static async Task<(HostOptions? Options, ExitCode Code, string Reason)> FindAsync(HostOptions options, string kind)
    {
        if (Complaint(options, kind) is { } complaint)
            return (null, ExitCode.CannotStart, complaint);
        options = Placed(options);
        try
        {
            if (options.ListenAt.Length == 0)
                options = options with { ListenAt = (await NodeAddress.FindAsync(options.Allocation?.Step?.Node ?? (options.Task is null ? Environment.MachineName : options.Name), options.Network, options.Allocation?.IsSlurm == true)).ToString() };
        }
        catch (InvalidDataException e)
        {
            return (null, ExitCode.CannotStart, e.Message);
        }
        return (options, ExitCode.Stopped, "");
    }

    /// <summary>What speaks against this host in this step; null when nothing does.</summary>
    public static string? Complaint(HostOptions options, string kind)
    {
        var program = kind == HostOptions.AnyKind ? "muster host" : kind == WellKnown.SeedRole ? "muster seed" : "muster node-host";
        var allocation = options.Allocation;
        if (options.PlacedByStep && allocation?.Step is null && options.Task is null)
        {
            return allocation is { IsSlurm: true }
                ? $"muster host is one of the tasks of a step. Start the step: {string.Join(' ', SrunLine.For(allocation))} muster host"
                : "muster host is started by srun on every node of an allocation. Without Slurm, `muster up` starts the hosts.";
        }
        if (allocation?.Step is not { } step || (!options.PlacedByStep && kind == WellKnown.SeedRole))
            return null;
        if (step.Tasks > step.Nodes.Length)
            return $"The step has {step.Tasks} tasks on {step.Nodes.Length} nodes, and a node has one host. Start it so: {string.Join(' ', SrunLine.For(allocation))} {program}";
        // Who names cores takes less on purpose.
        return options.Cores is null
            ? GrantCheck.Complaint(allocation, step.Node, Machine.GrantedCores().Length, OnlineCores(), GrantCheck.MemoryLimit(), program)
            : null;
    }

    /// <summary>
    /// Role, name and share of the others by the place in the step. The first task is the seed and, unless told otherwise, a node too; the next two are nodes
    /// that take the coordinator over when the first is lost.
    /// </summary>
    public static HostOptions Placed(HostOptions options)
    {
        var step = options.Allocation?.Step;
        if (!options.PlacedByStep)
            return options.FormsCluster && step is not null ? options with { ExpectedNodes = options.Allocation!.Nodes.Length } : options;
        if ((options.Task ?? step?.Task) is not 0 and var task)
            return options with { Roles = task < CoordinatorHosts ? [WellKnown.SeedRole, WellKnown.NodeRole] : [WellKnown.NodeRole] };
        return options with
        {
            Roles = options.SeedOnly ? [WellKnown.SeedRole] : [WellKnown.SeedRole, WellKnown.NodeRole],
            FormsCluster = true,
            ExpectedNodes = (options.Task is null ? step!.Tasks : options.Tasks) - (options.SeedOnly ? 1 : 0),
        };
    }

    private static int OnlineCores()
    {
        try
        {
            return CoreList.Parse(File.ReadAllText("/sys/devices/system/cpu/online").Trim()) is { Length: > 0 } online
                ? online.Length
                : Environment.ProcessorCount;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Environment.ProcessorCount;
        }
    }
}
