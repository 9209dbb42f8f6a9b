using System.CommandLine;

namespace Muster.Driver.Verbs;

/// <summary>The verbs that become a host. They are listed here for --help only: the command line goes to the host as it is, before anything is parsed.</summary>
internal static class HostVerbs
{
    public static IEnumerable<Command> Build() =>
    [
        new("host", "Be a host of this step's cluster: task 0 is the seed and a node, the others are nodes. Started by srun; see `muster srun-line`."),
        new("seed", "Be the seed host only. See `muster seed --help`."),
        new("node-host", "Be a node host only. See `muster node-host --help`."),
    ];
}
