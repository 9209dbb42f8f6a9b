namespace Engine.Processes.Tests;

/// <summary>What was built beside these tests.</summary>
internal static class Checkout
{
    // artifacts/ENGINE/bin/PROJECT/CONFIGURATION
    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory);

    public static string Host { get; } = Path.Combine(Here.Parent!.Parent!.FullName, "Engine.Processes.Host", Here.Name, "Engine.Processes.Host");

    /// <summary>The warden and the MPI libraries, which ./muster builds.</summary>
    public static string Native { get; } = Path.Combine(Here.Parent!.Parent!.Parent!.Parent!.FullName, "native");
}
