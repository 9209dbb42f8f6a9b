using System.Collections.Immutable;
using Muster.Actors.Allocation;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>
/// What this host was granted of its node: by the affinity mask (which control groups and most batch systems narrow), by limits of control groups on CPU time and
/// memory, and by what the batch system says. Never more than the machine has, never what the machine has because nobody looked.
/// </summary>
/// <param name="Cores">By number.</param>
/// <param name="Slots">Ranks that fit: at most as many as cores.</param>
/// <param name="CoresCounted">Only the number was granted: other jobs may use the same cores, so nobody is bound to one.</param>
/// <param name="MemoryBytes">Memory.</param>
/// <param name="Gpus">GPUs.</param>
public sealed record NodeGrant(ImmutableArray<int> Cores, int Slots, bool CoresCounted, long MemoryBytes, IReadOnlyList<Gpu> Gpus)
{
    /// <summary>What this process was granted.</summary>
    public static NodeGrant OfThisProcess()
    {
        var step = StepGrant.Read(Environment.GetEnvironmentVariable);
        return Of(Machine.GrantedCores(), Machine.MemoryBytes(), CgroupLimits.Read(), step, GpuInventory.Find(Environment.GetEnvironmentVariable, step.Gpus));
    }

    /// <summary>Puts together what each source says. Pure.</summary>
    public static NodeGrant Of(ImmutableArray<int> mask, long machineMemory, CgroupLimits limits, StepGrant step, IReadOnlyList<Gpu> gpus)
    {
        var slots = mask.Length;
        if (step.Cores is { } counted)
            slots = Math.Min(slots, counted);
        if (limits.Cpus is { } cpus)
            // Half a core still runs one rank.
            slots = Math.Min(slots, Math.Max(1, (int)cpus));
        var memory = new[] { machineMemory, limits.MemoryBytes ?? long.MaxValue, step.MemoryBytes ?? long.MaxValue }.Where(m => m > 0).Min();
        return new NodeGrant(mask, slots, slots < mask.Length, memory, gpus);
    }
}
