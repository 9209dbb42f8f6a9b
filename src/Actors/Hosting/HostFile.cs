using System.Text.Json;
using System.Text.Json.Serialization;

namespace Muster.Actors.Hosting;

/// <summary>hosts/NAME.json in the run directory: one host's process, for whoever has to find or end it. Removed when the host ends in order.</summary>
/// <param name="Name">Name of the host.</param>
/// <param name="Pid">Process id.</param>
/// <param name="Machine">Machine it runs on: the pid means nothing elsewhere.</param>
/// <param name="Address">Akka address.</param>
/// <param name="Role">Its role.</param>
/// <param name="Pbm">Where it answers pbm, host:port.</param>
public sealed record HostFile(string Name, int Pid, string Machine, string Address, string Role, string Pbm)
{
    /// <summary>Writes the file in one step and returns its path.</summary>
    public string Write(string runDirectory)
    {
        var directory = Directory.CreateDirectory(Path.Combine(runDirectory, "hosts"));
        var path = Path.Combine(directory.FullName, Name + ".json");
        var fresh = path + ".new";
        File.WriteAllText(fresh, JsonSerializer.Serialize(this, HostFileJson.Default.HostFile));
        File.Move(fresh, path, overwrite: true);
        return path;
    }
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HostFile))]
internal sealed partial class HostFileJson : JsonSerializerContext;
