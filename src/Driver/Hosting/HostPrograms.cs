namespace Muster.Driver.Hosting;

/// <summary>Finds the host programs: beside this one when packed, in the build's output otherwise.</summary>
internal static class HostPrograms
{
    public const string Seed = "muster-seed";
    public const string Node = "muster-node";
    public const string Warden = "warden";

    private static readonly Dictionary<string, string> ProjectOf = new() { [Seed] = "Seed", [Node] = "NodeHost" };

    /// <summary>The entry of a packed Muster, where every node finds it; null in a checkout. This very program may be a copy in one node's memory.</summary>
    public static string? Entry() =>
        Environment.GetEnvironmentVariable("MUSTER_PACK") is { Length: > 0 } pack && Path.Combine(pack, "muster") is var entry && File.Exists(entry) ? entry : null;

    public static string Find(string program) => Find(program, AppContext.BaseDirectory, Environment.GetEnvironmentVariable("MUSTER_HOME"));

    public static string Find(string program, string baseDirectory, string? home)
    {
        var candidates = Candidates(program, baseDirectory, home).Distinct().ToList();
        return candidates.Find(File.Exists)
            ?? throw Refusal.Before(
                $"{program} is not there: looked for {string.Join(", ", candidates)}. Build it with `./muster build`, or set MUSTER_HOME to where it was built.");
    }

    /// <summary>The folder with the warden and the MPI shims; null when it is nowhere.</summary>
    public static string? FindNative() => FindNative(AppContext.BaseDirectory, Environment.GetEnvironmentVariable("MUSTER_HOME"), File.Exists);

    /// <summary>The folder with the warden, or a refusal that says how to get it.</summary>
    public static string RequiredNative() => FindNative()
        ?? throw Refusal.Before("the warden that starts ranks is not built. `./muster build` does it (Debian: gcc make libc6-dev).");

    public static string? FindNative(string baseDirectory, string? home, Func<string, bool> exists)
    {
        string[] candidates =
        [
            Path.Combine(baseDirectory, "native"),
            .. home is null ? Array.Empty<string>() : [Path.Combine(home, "artifacts", "native")],
            // artifacts/<engine>/bin/<project>/<configuration>/
            Path.GetFullPath("../../../../native", baseDirectory),
        ];
        return Array.Find(candidates, folder => exists(Path.Combine(folder, Warden)));
    }

    /// <summary>An example program below workloads/: of MUSTER_HOME, of the checkout this was built in, or of the working directory.</summary>
    public static string? FindWorkload(string name, string baseDirectory, string? home, string workingDirectory)
    {
        // artifacts/<engine>/bin/<project>/<configuration>/
        string[] roots = [.. home is null ? Array.Empty<string>() : [home], Path.GetFullPath("../../../../..", baseDirectory), workingDirectory];
        return Array.Find([.. roots.Select(root => Path.Combine(root, "workloads", name))], File.Exists);
    }

    private static IEnumerable<string> Candidates(string program, string baseDirectory, string? home)
    {
        var here = Path.TrimEndingDirectorySeparator(Path.GetFullPath(baseDirectory));
        yield return Path.Combine(here, program);

        // artifacts/<engine>/bin/<project>/<configuration>/: the same configuration of the neighbouring project.
        var configuration = Path.GetFileName(here);
        if (Path.GetDirectoryName(Path.GetDirectoryName(here)) is { } bin)
            yield return Path.Combine(bin, ProjectOf[program], configuration, program);

        if (string.IsNullOrEmpty(home))
            yield break;
        foreach (var build in new[] { "release", "debug" })
            yield return Path.Combine(home, "artifacts", "embedded", "bin", ProjectOf[program], build, program);
    }
}
