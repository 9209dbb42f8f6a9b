using Muster.Actors.Allocation;

namespace Muster.Driver.Hosting;

/// <summary>What the command line makes of the allocation it runs in.</summary>
internal static class InAllocation
{
    /// <summary>The allocation around this process; null outside of one.</summary>
    public static JobAllocation? Read()
    {
        try
        {
            return AllocationReader.ReadOwn();
        }
        catch (InvalidDataException e)
        {
            throw Refusal.Before(e.Message);
        }
    }

    /// <summary>This program, as a step calls it: not the entry script of a checkout, which might begin to build on every node.</summary>
    public static string OwnProgram() => HostPrograms.Entry() ?? Environment.ProcessPath ?? "muster";

    /// <summary>A warning when the job does not outlive the loss of a node, as far as that is known; null without one.</summary>
    public static async Task<string?> NodeLossAsync(JobAllocation allocation, CancellationToken cancel) => allocation is { IsSlurm: true, Nodes.Length: > 1 }
        ? NoKillCheck.Complaint(allocation, await BatchTools.OriginAsync(allocation.Job, cancel).ConfigureAwait(false), string.Join(' ', [.. SrunLine.For(allocation), OwnProgram(), "host"]))
        : null;
}
