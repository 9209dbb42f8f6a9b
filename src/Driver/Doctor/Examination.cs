using System.Globalization;
using System.Runtime.InteropServices;
using Muster.Driver.Hosting;

namespace Muster.Driver.Doctor;

/// <summary>Looks at everything that Muster uses on this machine and says what each missing thing costs.</summary>
internal static class Examination
{
    public static IReadOnlyList<Finding> Of(ISite site) =>
    [
        Runtime(),
        Sdk(site),
        Host(site, HostPrograms.Seed),
        Host(site, HostPrograms.Node),
        Native(site, "warden", HostPrograms.Warden, FindingState.Broken, "no rank can be started"),
        Native(site, "MPICH preload", "libmuster_mpich.so", FindingState.Lacking, "more ranks than cores run very slowly under MPICH"),
        Mpich(site),
        OpenMpi(site),
        Program(site, "workloads/alltoall", Path.Combine(site.Home ?? ".", "workloads", "alltoall"), "`muster demo` has no program"),
        Slurm(site),
        Cores(),
        Memory(site),
        site.CanListen()
            ? new Finding("ports", FindingState.Good, "free ones on 127.0.0.1")
            : new Finding("ports", FindingState.Broken, "none free on 127.0.0.1", "no host can listen; look at `ss -tn` and ulimit -n"),
    ];

    private static Finding Runtime() => new(".NET runtime", FindingState.Good, RuntimeInformation.FrameworkDescription);

    private static Finding Sdk(ISite site)
    {
        var version = site.Which("dotnet") is { } dotnet ? site.FirstLine(dotnet, "--version") : null;
        return version is not null
            ? new Finding(".NET SDK", FindingState.Good, version)
            : new Finding(".NET SDK", FindingState.Lacking, "not in PATH", "nothing can be built here; what is built runs. Install dotnet-sdk-10.0");
    }

    private static Finding Host(ISite site, string program)
    {
        try
        {
            return new Finding(program, FindingState.Good, HostPrograms.Find(program, site.BaseDirectory, site.Home));
        }
        catch (Refusal e)
        {
            return new Finding(program, FindingState.Broken, "not built", e.Message.TrimEnd('.'));
        }
    }

    private static Finding Native(ISite site, string subject, string file, FindingState without, string cost)
    {
        var folder = HostPrograms.FindNative(site.BaseDirectory, site.Home, site.Exists);
        return folder is not null && site.Exists(Path.Combine(folder, file))
            ? new Finding(subject, FindingState.Good, Path.Combine(folder, file))
            : new Finding(subject, without, "not built", $"{cost}; build it with `./muster build` (Debian: gcc make libc6-dev)");
    }

    private static Finding Mpich(ISite site)
    {
        var launcher = site.Which("mpiexec.hydra") ?? site.Which("mpiexec.mpich");
        var compiler = site.Which("mpicc.mpich");
        if (launcher is null && compiler is null)
            return new Finding("MPICH", FindingState.Lacking, "not found", "MPICH programs lack their libraries, and the demo cannot be built (Debian: mpich libmpich-dev)");
        var version = site.Which("mpichversion") is { } tell ? site.FirstLine(tell) : null;
        return compiler is null
            ? new Finding("MPICH", FindingState.Lacking, version ?? launcher!, "without mpicc.mpich the demo cannot be built (Debian: libmpich-dev)")
            : new Finding("MPICH", FindingState.Good, version is null ? compiler : Squeeze(version));
    }

    private static Finding OpenMpi(ISite site)
    {
        var launcher = site.Which("mpirun.openmpi") ?? site.Which("orted");
        return launcher is null
            ? new Finding("Open MPI", FindingState.Lacking, "not found", "Open MPI programs lack their libraries (Debian: openmpi-bin)")
            : new Finding("Open MPI", FindingState.Good, site.FirstLine(launcher, "--version") ?? launcher);
    }

    private static Finding Slurm(ISite site)
    {
        if (site.Which("srun") is not { } srun)
            return new Finding("Slurm", FindingState.Lacking, "no srun in PATH", "clusters start on this machine only (Debian: slurm-client)");
        var job = site.Variable("SLURM_JOB_ID");
        return new Finding("Slurm", FindingState.Good, $"{site.FirstLine(srun, "--version") ?? srun}, {(job is null ? "not inside an allocation" : $"inside job {job}")}");
    }

    private static Finding Cores() => new(
        "cores",
        FindingState.Good,
        $"{Environment.ProcessorCount} granted; ranks beyond that need --oversubscribe");

    private static Finding Memory(ISite site)
    {
        var line = site.Read("/proc/meminfo")?.Split('\n').FirstOrDefault(l => l.StartsWith("MemAvailable:", StringComparison.Ordinal));
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not { Length: > 1 } || !long.TryParse(words[1], CultureInfo.InvariantCulture, out var kib))
            return new Finding("memory", FindingState.Lacking, "/proc/meminfo is not readable", "free memory is not known");
        var text = string.Create(CultureInfo.InvariantCulture, $"{kib / 1048576.0:0.0} GiB free");
        return kib > 512 * 1024
            ? new Finding("memory", FindingState.Good, text)
            : new Finding("memory", FindingState.Lacking, text, "a seed and two node hosts need about 300 MB");
    }

    private static Finding Program(ISite site, string subject, string path, string cost) => site.Exists(path)
        ? new Finding(subject, FindingState.Good, path)
        : new Finding(subject, FindingState.Lacking, $"not built: {path}", $"{cost}; `./muster build` compiles it with MPICH's compiler");

    private static string Squeeze(string line) => string.Join(' ', line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
