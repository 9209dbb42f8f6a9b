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

    /// <summary>The site's launcher that starts the ranks, and by whose PMI they meet; empty where we do.</summary>
    public string Launcher { get; init; } = "";

    /// <summary>Whether the ranks get a PMI socket. A program known to have no MPI needs none.</summary>
    public bool Pmi => Launcher.Length == 0 && Library.Flavor != MpiFlavor.None;

    /// <summary>Whether a rank that never calls PMI init means that MPI did not come up.</summary>
    public bool MustJoin => Size > 1 && Launcher.Length == 0 && Library.Flavor is MpiFlavor.Mpich or MpiFlavor.Openmpi;

    /// <summary>The user wants ranks that wait to give up their core in any case.</summary>
    public bool YieldAsked { get; init; }

    /// <summary>UCX was told to use TCP, also within a node.</summary>
    public bool OverTcp { get; init; }

    /// <summary>Ranks that wait give up their core.</summary>
    public bool Yields => Cured && (Oversubscribed || YieldAsked);

    /// <summary>MPI_Finalize keeps UCX going while it waits.</summary>
    public bool Finalizes => Cured && (SpansNodes || OverTcp);

    // Only builds the cure was tried on: it stands in for functions of theirs.
    private bool Cured => !NoPreload && Library.Flavor == MpiFlavor.Mpich && Library.PreloadTested;

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
        if (Launcher.Length > 0)
            text += $", started by {Path.GetFileName(Launcher)}";
        if (Yields || Finalizes)
            return $"{text}, preload: {(Yields ? Finalizes ? "yield, finalize" : "yield" : "finalize")}";
        var wanted = Oversubscribed || YieldAsked || SpansNodes || OverTcp;
        return Library is { Flavor: MpiFlavor.Mpich, UsesUcx: true } && wanted
            ? $"{text}, no preload: {(NoPreload ? "as asked" : $"not tried with {Library.Build}")}"
            : text;
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
        if (Library.Flavor is (MpiFlavor.Openmpi or MpiFlavor.Auto) && (Oversubscribed || YieldAsked))
            environment.TryAdd("OMPI_MCA_mpi_yield_when_idle", "1");
        if (Pmi)
        {
            environment["PMI_FD"] = "3";
            environment["PMI_SIZE"] = Size.ToString(CultureInfo.InvariantCulture);
        }
        if (Pmi && Library.Flavor is (MpiFlavor.Openmpi or MpiFlavor.Auto))
        {
            environment["FLUX_JOB_ID"] = JobNumber.ToString(CultureInfo.InvariantCulture);
            environment["FLUX_PMI_LIBRARY_PATH"] = Path.Combine(NativeDirectory, "libmuster_pmi.so");
        }
        if (!Yields && !Finalizes)
            return;
        var library = Path.Combine(NativeDirectory, "libmuster_mpich.so");
        environment["LD_PRELOAD"] = environment.TryGetValue("LD_PRELOAD", out var others) && others.Length > 0 ? $"{library}:{others}" : library;
        if (Yields)
            environment["MUSTER_MPICH_YIELD"] = "1";
        if (Finalizes)
            environment["MUSTER_MPICH_FINALIZE"] = "1";
    }
}
