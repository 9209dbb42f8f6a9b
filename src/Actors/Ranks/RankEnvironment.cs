using System.Collections;
using Muster.Actors.Allocation;

namespace Muster.Actors.Ranks;

/// <summary>The environment a rank starts with: the host's, without what speaks of the host itself, then the user's.</summary>
public static class RankEnvironment
{
    /// <summary>The warden finds processes that detached from their rank by this.</summary>
    public const string GroupVariable = "MUSTER_WARDEN_GROUP";

    /// <summary>Says of which host a process is: what escaped a killed warden is found by it.</summary>
    public const string TokenVariable = "MUSTER_HOST_TOKEN";

    private static readonly string[] OfTheHost =
    [
        // Another launcher's, in which the host itself may be a rank.
        "PMI", "MPI_LOCAL", "HYDRA_", "HYDI_", "MPIEXEC_", "OMPI_COMM_WORLD", "OMPI_UNIVERSE", "ORTE_", "PRTE_", "FLUX_", "PALS_",
        // .NET's and ours.
        "DOTNET_", "COMPlus_", "ASPNETCORE_", "MUSTER_",
    ];

    /// <summary>The variables of this process that ranks inherit.</summary>
    public static Dictionary<string, string> Inherited()
    {
        var inherited = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            if (variable is { Key: string name, Value: string value } && IsForRanks(name))
                inherited[name] = value;
        return inherited;
    }

    /// <summary>Whether ranks inherit the variable.</summary>
    public static bool IsForRanks(string name) =>
        !StepVariables.Contains(name) && !OfTheHost.Any(p => name.StartsWith(p, StringComparison.Ordinal));

    /// <summary>"NAME=value" lines as exec takes them.</summary>
    public static string[] Format(IEnumerable<KeyValuePair<string, string>> environment) => [.. environment.Select(v => $"{v.Key}={v.Value}")];
}
