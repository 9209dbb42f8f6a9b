using System.Globalization;
using Muster.Actors.Allocation;
using Muster.Actors.Ranks.Io;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>The command lines of sites' own launchers: srun, and whatever takes mpirun's options. Pure.</summary>
internal static class Launchers
{
    /// <summary>Whether it is Slurm's; everything else is taken for an mpirun.</summary>
    public static bool IsSrun(string launcher) => Path.GetFileName(launcher) == "srun";

    /// <summary>The programs that may be meant, best first: where several MPIs are installed, a bare mpirun is that of the program's MPI.</summary>
    public static IReadOnlyList<string> Candidates(string launcher, MpiFlavor flavor) => (launcher, flavor) switch
    {
        ("mpirun", MpiFlavor.Mpich) => ["mpirun.mpich", "mpiexec.hydra", "mpirun"],
        ("mpirun", MpiFlavor.Openmpi) => ["mpirun.openmpi", "mpirun"],
        _ => [launcher],
    };

    /// <summary>Its arguments: each rank a rank-wrap on the node where the run has it.</summary>
    public static string[] Arguments(StartGroup start, string program, string wrap, string door)
    {
        var ranks = start.Nodes.Sum(n => n.Ranks.Count);
        string[] placed = IsSrun(program)
            ? SrunRanks.Options(start.Nodes.Count, ranks)
            : ["-np", ranks.ToString(CultureInfo.InvariantCulture), "-host", HostsOf(start)];
        return [program, .. placed, .. start.LauncherOptions, wrap, door];
    }

    /// <summary>Variables it starts with besides the ranks': the ledger has said where ranks go, so no launcher counts slots or binds once more.</summary>
    public static void AddTo(Dictionary<string, string> environment, string program, string hostFile)
    {
        if (IsSrun(program))
        {
            environment[SrunRanks.HostFileVariable] = hostFile;
            return;
        }
        environment["OMPI_MCA_rmaps_base_oversubscribe"] = "1";
        environment["OMPI_MCA_hwloc_base_binding_policy"] = "none";
        environment["PRTE_MCA_rmaps_default_mapping_policy"] = ":oversubscribe";
        environment["PRTE_MCA_hwloc_default_binding_policy"] = "none";
    }

    /// <summary>A line for each rank with its node, as srun's arbitrary distribution wants it.</summary>
    public static IEnumerable<string> HostFile(StartGroup start) =>
        start.Nodes.SelectMany(n => n.Ranks.Select(r => (Rank: r, n.Node))).OrderBy(p => p.Rank).Select(p => p.Node);

    /// <summary>Why an mpirun cannot place these ranks, or null: it fills one node after the other.</summary>
    public static string? PlacementFault(StartGroup start, string program)
    {
        var inOrder = start.Nodes.SelectMany(n => n.Ranks).ToArray();
        return IsSrun(program) || AllTogether(start) || inOrder.SequenceEqual(inOrder.Order())
            ? null
            : $"{Path.GetFileName(program)} fills one node after the other: use --placement block";
    }

    /// <summary>What the program's MPI wants of a launcher; none where it does not matter.</summary>
    public static LauncherSpeech NeedsOf(MpiLibrary library, int size) => (library.Flavor, size) switch
    {
        (_, 1) => LauncherSpeech.None,
        (MpiFlavor.Mpich, _) => library.UsesPmix ? LauncherSpeech.Pmi | LauncherSpeech.Pmix : LauncherSpeech.Pmi,
        (MpiFlavor.Openmpi, _) => LauncherSpeech.Pmix | LauncherSpeech.OpenMpi,
        _ => LauncherSpeech.None,
    };

    /// <summary>Why ranks that want this and got that would each run alone.</summary>
    public static string Mismatch(string launcher, LauncherSpeech needs, LauncherSpeech got) =>
        $"the program's MPI joins its group by {Name(needs)}, but {launcher} gave this rank {(got == LauncherSpeech.None ? "nothing to join by" : Name(got))}, so every rank would run alone; "
        + (IsSrun(launcher)
            ? $"add --launcher-option --mpi={((needs & LauncherSpeech.Pmi) != 0 ? "pmi2" : "pmix")}, see srun --mpi=list"
            : "name the mpirun of the program's own MPI with --launcher");

    private static string HostsOf(StartGroup start) => AllTogether(start)
        ? $"localhost:{start.Nodes.Sum(n => n.Ranks.Count)}"
        : string.Join(',', start.Nodes.Select(n => $"{n.Node}:{n.Ranks.Count}"));

    // Hosts that share memory are on one machine, whatever their names.
    private static bool AllTogether(StartGroup start) =>
        start.Nodes.Count == 1 || (start.Nodes[0].ShmDomain.Length > 0 && start.Nodes.All(n => n.ShmDomain == start.Nodes[0].ShmDomain));

    private static string Name(LauncherSpeech speech) =>
        (speech & LauncherSpeech.Pmi) != 0 ? "PMI" : (speech & LauncherSpeech.OpenMpi) != 0 ? "Open MPI's runtime" : "PMIx";
}
