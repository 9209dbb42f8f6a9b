using System.Globalization;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>How a rank takes part in its group: the variables its MPI looks for.</summary>
public sealed record MpiSetting
{
    /// <summary>Ranks in the group.</summary>
    public required int Size { get; init; }

    /// <summary>The program's MPI.</summary>
    public required MpiLibrary Library { get; init; }

    /// <summary>Ranks share cores, so they must give them up while they wait.</summary>
    public required bool Oversubscribed { get; init; }

    /// <summary>Ranks do not all share one memory, so MPI talks over the network.</summary>
    public required bool SpansNodes { get; init; }

    /// <summary>Where the preload and the PMI library lie.</summary>
    public required string NativeDirectory { get; init; }

    /// <summary>A number for the group, for MPIs that want one.</summary>
    public required long JobNumber { get; init; }

    /// <summary>The user wants no preload.</summary>
    public bool NoPreload { get; init; }

    /// <summary>Whether the ranks get a PMI socket. A program known to have no MPI needs none.</summary>
    public bool Pmi => Library.Flavor != MpiFlavor.None;

    /// <summary>Whether a rank that never calls PMI init means that MPI did not come up.</summary>
    public bool MustJoin => Size > 1 && Library.Flavor is MpiFlavor.Mpich or MpiFlavor.Openmpi;

    /// <summary>Whether MPICH's two faults can show: only in builds over UCX, which the preload was tested on.</summary>
    public bool Preload => !NoPreload && Library is { Flavor: MpiFlavor.Mpich, UsesUcx: true } && (Oversubscribed || SpansNodes);

    /// <summary>What a person wants to know of it.</summary>
    public string Describe()
    {
        var family = Library.Flavor switch
        {
            MpiFlavor.Mpich => "MPICH",
            MpiFlavor.Openmpi => "Open MPI",
            MpiFlavor.None => "none",
            _ => "unknown",
        };
        var text = Library.Library.Length == 0 ? family : $"{family} ({Path.GetFileName(Library.Library)})";
        if (!Preload)
            return text;
        return $"{text}, preload: {(Oversubscribed ? SpansNodes ? "yield, finalize" : "yield" : "finalize")}";
    }

    /// <summary>Adds the one rank's own variables.</summary>
    public void AddTo(Dictionary<string, string> environment, int rank)
    {
        if (Pmi)
            environment["PMI_RANK"] = rank.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Adds the variables that all ranks have alike.</summary>
    public void AddTo(Dictionary<string, string> environment)
    {
        if (!Pmi)
            return;
        environment["PMI_FD"] = "3";
        environment["PMI_SIZE"] = Size.ToString(CultureInfo.InvariantCulture);
        if (Library.Flavor is MpiFlavor.Openmpi or MpiFlavor.Auto)
        {
            environment["FLUX_JOB_ID"] = JobNumber.ToString(CultureInfo.InvariantCulture);
            environment["FLUX_PMI_LIBRARY_PATH"] = Path.Combine(NativeDirectory, "libmuster_pmi.so");
            if (Oversubscribed)
                environment.TryAdd("OMPI_MCA_mpi_yield_when_idle", "1");
        }
        if (!Preload)
            return;
        var library = Path.Combine(NativeDirectory, "libmuster_mpich.so");
        environment["LD_PRELOAD"] = environment.TryGetValue("LD_PRELOAD", out var others) && others.Length > 0 ? $"{library}:{others}" : library;
        if (Oversubscribed)
            environment["MUSTER_MPICH_YIELD"] = "1";
        if (SpansNodes)
            environment["MUSTER_MPICH_FINALIZE"] = "1";
    }
}
