namespace Muster.EndToEnd.Tests;

/// <summary>The checkout these tests were built in, and the programs built from it.</summary>
internal static class Checkout
{
    public static string Home { get; } = FindHome();

    public static string Muster => Built("Driver", "muster");

    public static string Seed => Built("Seed", "muster-seed");

    public static string Node => Built("NodeHost", "muster-node");

    public static string Native => Path.Combine(Home, "artifacts", "native");

    public static string Alltoall => Workload("alltoall");

    public static string Faults => Workload("faults");

    /// <summary>artifacts/ENGINE/bin/PROJECT/CONFIGURATION/PROGRAM, of the engine and configuration that the tests were built with.</summary>
    public static string Built(string project, string program)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name, program);
    }

    public static string Workload(string name)
    {
        var path = Path.Combine(Home, "workloads", name);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not built: `./muster build` does it, with MPICH's compiler.");
    }

    private static string FindHome()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"no Actors.sln above {AppContext.BaseDirectory}");
        return folder.FullName;
    }
}
