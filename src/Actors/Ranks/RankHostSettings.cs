using System.Collections.Immutable;
using Muster.Messages.Ranks;

namespace Muster.Actors.Ranks;

/// <summary>What a rank host needs to know about its node.</summary>
public sealed record RankHostSettings
{
    /// <summary>The node's name as users know it.</summary>
    public required string Node { get; init; }

    /// <summary>Where the warden and the MPI libraries lie.</summary>
    public required string NativeDirectory { get; init; }

    /// <summary>The cluster's run directory: ranks start there unless told otherwise.</summary>
    public required string RunDirectory { get; init; }

    /// <summary>The cores ranks may use; null: those this process was granted.</summary>
    public ImmutableArray<int>? Cores { get; init; }

    /// <summary>Ranks this node takes without oversubscribing; null: as many as cores.</summary>
    public int? Slots { get; init; }

    /// <summary>Cores kept for the host itself; null: 2, below 8 cores 1, below 4 none.</summary>
    public int? Reserve { get; init; }

    /// <summary>How long ranks have to end by themselves when the host is gone.</summary>
    public TimeSpan WardenPatience { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The GPUs granted to this host.</summary>
    public IReadOnlyList<Gpu> Gpus { get; init; } = [];

    /// <summary>Where it is written who runs here.</summary>
    public RunningRanks Running { get; init; } = new();

    /// <summary>Marks this host's processes in their environment.</summary>
    public string Token { get; } = Guid.NewGuid().ToString("N");

    /// <summary>What a site's launcher starts in the place of a rank.</summary>
    public string RankWrap => Path.Combine(NativeDirectory, "rank-wrap");

    /// <summary>The warden's program.</summary>
    public string WardenProgram => Path.Combine(NativeDirectory, "warden");
}
