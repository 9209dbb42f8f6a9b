using System.Runtime.CompilerServices;

namespace Muster.Tests.Ranks;

/// <summary>Where the native programs and workloads of this checkout lie, built when they are not there yet.</summary>
internal static class Artifacts
{
    private static readonly Lazy<string> Root = new(FindRoot);

    public static string NativeDirectory => Path.Combine(Root.Value, "artifacts", "native");

    public static string Warden => Path.Combine(NativeDirectory, "warden");

    public static string File(params string[] path) => Path.Combine([Root.Value, .. path]);

    public static string TestProgram(string name) => Path.Combine(Root.Value, "artifacts", "native", "tests", name);

    public static string Workload(string name) => Path.Combine(Root.Value, "workloads", name);

    [ModuleInitializer]
    internal static void Build()
    {
        foreach (var folder in new[] { "native", "workloads", "tests/Native" })
        {
            using var make = System.Diagnostics.Process.Start("make", ["-s", "-C", Path.Combine(Root.Value, folder)]);
            make.WaitForExit();
        }
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "Actors.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("Actors.sln is in no folder above the tests");
        return folder;
    }
}
