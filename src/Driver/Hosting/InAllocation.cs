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

    /// <summary>How this command is called: the entry script where there is one.</summary>
    public static string OwnProgram()
    {
        var script = Environment.GetEnvironmentVariable("MUSTER_HOME") is { Length: > 0 } home ? Path.Combine(home, "muster") : null;
        return script is not null && File.Exists(script) ? script : Environment.ProcessPath ?? "muster";
    }
}
