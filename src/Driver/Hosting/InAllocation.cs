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
}
