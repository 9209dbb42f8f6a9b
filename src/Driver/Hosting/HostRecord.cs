using System.Text.Json;
using System.Text.Json.Serialization;

namespace Muster.Driver.Hosting;

/// <summary>What each host writes about itself into the run directory: hosts/NAME.json.</summary>
internal sealed record HostRecord(string Name, int Pid, string Machine)
{
    /// <summary>The hosts of a run directory whose processes still live on this machine.</summary>
    public static IReadOnlyList<HostRecord> Living(string runDirectory) => [.. All(runDirectory).Where(host => host.Lives(runDirectory))];

    /// <summary>The hosts of a run directory on other machines that have not said that they ended.</summary>
    public static IReadOnlyList<HostRecord> Elsewhere(string runDirectory) => [.. All(runDirectory).Where(host => host.Machine != Environment.MachineName)];

    private static IEnumerable<HostRecord> All(string runDirectory)
    {
        var folder = Path.Combine(runDirectory, "hosts");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json").Select(TryRead).OfType<HostRecord>() : [];
    }

    /// <summary>True while the host's file is there.</summary>
    public bool IsWrittenDown(string runDirectory) => TryRead(Path.Combine(runDirectory, "hosts", Name + ".json")) is { } now && now.Pid == Pid;

    /// <summary>True when the pid is still a host of this run directory: pids are used again.</summary>
    public bool Lives(string runDirectory)
    {
        if (Machine != Environment.MachineName)
            return false;
        try
        {
            var words = File.ReadAllText($"/proc/{Pid}/cmdline").Split('\0');
            // A host in a step finds its run directory by itself.
            return words[0].Contains("muster-", StringComparison.Ordinal) && (words.Contains(runDirectory) || !words.Contains("--run-dir"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static HostRecord? TryRead(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), HostRecordJson.Default.HostRecord);
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HostRecord))]
internal sealed partial class HostRecordJson : JsonSerializerContext;
