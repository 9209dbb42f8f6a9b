using System.Text.Json;
using System.Text.Json.Serialization;

namespace Muster.Messages;

/// <summary>
/// access.json in the run directory: where the cluster is. The seed writes it, mode 0600, and again whenever a host joins or goes; every other host and
/// every driver reads it. A reader sees the old or the new text, never half of one.
/// </summary>
public sealed record AccessFile
{
    /// <summary>Name of the file in the run directory.</summary>
    public const string FileName = "access.json";

    /// <summary>Version of this format.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of the format of this file.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Name of the actor system.</summary>
    public string System { get; init; } = WellKnown.SystemName;

    /// <summary>Akka address of the seed host.</summary>
    public required string Seed { get; init; }

    /// <summary>Process id of the seed host.</summary>
    public required int SeedPid { get; init; }

    /// <summary>Host name of the machine the seed runs on: pids mean nothing elsewhere.</summary>
    public required string SeedMachine { get; init; }

    /// <summary>Number of the coordinator that wrote it: each that takes over has a higher one. Who finds a higher one than its own has been replaced.</summary>
    public long Epoch { get; init; }

    /// <summary>When the seed host started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>True when the hosts listen beyond loopback without certificates.</summary>
    public bool Insecure { get; init; }

    /// <summary>What hosts and drivers trust each other by; null for a cluster that listens on loopback only, or insecurely.</summary>
    public AccessTrust? Trust { get; init; }

    /// <summary>The run's secret, for doors that certificates do not guard: pbm and the dashboard beyond loopback.</summary>
    public string Token { get; init; } = "";

    /// <summary>Where the seed host answers pbm, host:port; empty when it does not.</summary>
    public string Pbm { get; init; } = "";

    /// <summary>Node hosts that were started with the seed; 0 = not known. Who wants all of them waits until so many are up.</summary>
    public int ExpectedNodes { get; init; }

    /// <summary>Every host that is Up, the seed first.</summary>
    public IReadOnlyList<AccessHost> Hosts { get; init; } = [];

    /// <summary>Where the seed host takes log records of other programs; empty when it does not.</summary>
    public IReadOnlyList<AccessInput> Inputs { get; init; } = [];

    /// <summary>Path of the file in a run directory.</summary>
    public static string PathIn(string runDirectory) => Path.Combine(runDirectory, FileName);

    /// <summary>Writes the file in one step, readable by its owner only.</summary>
    public void Write(string runDirectory)
    {
        var path = PathIn(runDirectory);
        var fresh = path + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var stream = new FileStream(fresh, options))
        {
            JsonSerializer.Serialize(stream, this, AccessFileJson.Default.AccessFile);
            stream.Flush(flushToDisk: true);
        }
        File.Move(fresh, path, overwrite: true);
    }

    /// <summary>Reads the file of a run directory; null when there is none.</summary>
    /// <exception cref="UnauthorizedAccessException">The cluster is another user's; the message says what to do.</exception>
    /// <exception cref="InvalidDataException">The file is there but cannot be understood; the message says what to do.</exception>
    public static AccessFile? TryRead(string runDirectory)
    {
        var path = PathIn(runDirectory);
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException($"{path} may not be read: only the user who started a cluster uses it. Start one of your own, or name its run directory with --run-dir.", e);
        }
        try
        {
            var file = JsonSerializer.Deserialize(text, AccessFileJson.Default.AccessFile)
                ?? throw new InvalidDataException($"{path} is empty. Remove it and start the cluster again.");
            return file.Version <= CurrentVersion
                ? file
                : throw new InvalidDataException($"{path} has format {file.Version}, this program reads up to {CurrentVersion}. Use the version of Muster that started the cluster.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not an access file: {e.Message} Remove it and start the cluster again.", e);
        }
    }
}

/// <summary>One host in the access file.</summary>
/// <param name="Node">Node name as users know it.</param>
/// <param name="Address">Akka address.</param>
/// <param name="Pid">Process id on its machine.</param>
/// <param name="Roles">Roles in the cluster.</param>
public sealed record AccessHost(string Node, string Address, int Pid, IReadOnlyList<string> Roles);

/// <summary>An input for log records.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Transport">tcp, udp, http or tls.</param>
/// <param name="Address">Where it listens, host:port.</param>
/// <param name="Fault">Why it listens elsewhere than it should, or not at all; empty when all is well.</param>
public sealed record AccessInput(string Name, string Transport, string Address, string Fault);

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AccessFile))]
internal sealed partial class AccessFileJson : JsonSerializerContext;
