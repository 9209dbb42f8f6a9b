using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>Which MPI a program was built with, by the libraries it loads.</summary>
/// <param name="Flavor">MPICH (and what has its ABI), OPENMPI, NONE for a program that loads no MPI, AUTO when the file does not tell (a script).</param>
/// <param name="Library">The MPI library's file, empty when there is none.</param>
/// <param name="UsesUcx">The MPI library loads UCX itself, so its progress runs through ucp_worker_progress.</param>
public sealed record MpiLibrary(MpiFlavor Flavor, string Library, bool UsesUcx)
{
    /// <summary>The MPI library loads a PMIx client itself.</summary>
    public bool UsesPmix { get; init; }

    private const int MostFiles = 256;

    // MPICH 4.0, as Debian 12 builds it.
    private const string TestedForPreload = "libmpich.so.12.2.";

    /// <summary>Whether the preload was tried on this build.</summary>
    public bool PreloadTested => UsesUcx && Build.StartsWith(TestedForPreload, StringComparison.Ordinal);

    /// <summary>The library's file name with its whole version, behind all links.</summary>
    public string Build => Library.Length > 0 && File.Exists(Library) ? Path.GetFileName(File.ResolveLinkTarget(Library, returnFinalTarget: true)?.FullName ?? Library) : Path.GetFileName(Library);

    private static readonly string[] SystemDirectories =
    [
        "/lib/x86_64-linux-gnu", "/usr/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/lib64", "/usr/lib64", "/lib", "/usr/lib", "/usr/local/lib",
    ];

    /// <summary>Nothing is known about the program.</summary>
    public static MpiLibrary Unknown { get; } = new(MpiFlavor.Auto, "", false);

    /// <summary>Follows the program's libraries, nearest first, until one is an MPI library.</summary>
    public static MpiLibrary Of(string program, string? libraryPath)
    {
        if (ElfImage.Read(program) is not { } image)
            return Unknown;
        string[] environment = libraryPath?.Split(':', StringSplitOptions.RemoveEmptyEntries) ?? [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<ElfImage>([image]);
        while (queue.TryDequeue(out var next) && seen.Count < MostFiles)
            foreach (var name in next.Needed)
            {
                if (!seen.Add(name))
                    continue;
                var file = Find(name, next.SearchPath, image.SearchPath, environment);
                var library = file == null ? null : ElfImage.Read(file);
                if (FlavorOf(name) is { } flavor)
                    return new MpiLibrary(flavor, file ?? name, Loads(library, "libucp.so")) { UsesPmix = Loads(library, "libpmix.so") };
                if (library != null && !IsPlain(name))
                    queue.Enqueue(library);
            }
        return new MpiLibrary(MpiFlavor.None, "", false);
    }

    /// <summary>The MPICH of the system: the library's full file name, "" when there is none.</summary>
    public static string InstalledMpich() => Installed("libmpich.so.12");

    /// <summary>The Open MPI of the system: the library's full file name, "" when there is none.</summary>
    public static string InstalledOpenMpi() => Installed("libmpi.so.40");

    private static string Installed(string library) =>
        Find(library, [], [], []) is { } file ? Path.GetFileName(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file) : "";

    private static MpiFlavor? FlavorOf(string library) => library switch
    {
        _ when library.StartsWith("libmpich.so", StringComparison.Ordinal) => MpiFlavor.Mpich,
        // The MPICH ABI initiative's name: MPICH, Intel MPI, MVAPICH.
        _ when library.StartsWith("libmpi.so.12", StringComparison.Ordinal) => MpiFlavor.Mpich,
        _ when library.StartsWith("libmpi_cray", StringComparison.Ordinal) => MpiFlavor.Mpich,
        _ when library.StartsWith("libmpi.so", StringComparison.Ordinal) => MpiFlavor.Openmpi,
        _ => null,
    };

    private static bool Loads(ElfImage? library, string name) => library?.Needed.Any(n => n.StartsWith(name, StringComparison.Ordinal)) == true;

    private static bool IsPlain(string library) =>
        library.StartsWith("libc.so", StringComparison.Ordinal) || library.StartsWith("libm.so", StringComparison.Ordinal) || library.StartsWith("ld-linux", StringComparison.Ordinal);

    private static string? Find(string name, params IReadOnlyList<string>[] paths) =>
        paths.SelectMany(p => p).Concat(SystemDirectories).Select(d => Path.Combine(d, name)).FirstOrDefault(File.Exists);
}
