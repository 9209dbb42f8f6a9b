using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Muster.Actors.Allocation;
using Muster.Actors.Ranks;
using Muster.Messages;

namespace Muster.Actors.Hosting;

/// <summary>What a host's command line says.</summary>
public sealed record HostOptions
{
    /// <summary>Roles in the cluster: <see cref="WellKnown.SeedRole"/>, <see cref="WellKnown.NodeRole"/> or both.</summary>
    public required ImmutableArray<string> Roles { get; init; }

    /// <summary>This host forms the cluster; all others join it.</summary>
    public bool FormsCluster { get; init; }

    /// <summary>The run directory: access file, store, logs.</summary>
    public required string RunDirectory { get; init; }

    /// <summary>Name of the node as users know it; unique in the cluster.</summary>
    public required string Name { get; init; }

    /// <summary>Address to listen at.</summary>
    public string ListenAt { get; init; } = "127.0.0.1";

    /// <summary>Port to listen at; 0 = any free one.</summary>
    public int Port { get; init; }

    /// <summary>Akka address of the seed; null = read it from the access file.</summary>
    public string? Seed { get; init; }

    /// <summary>Listening beyond loopback without certificates is allowed.</summary>
    public bool Insecure { get; init; }

    /// <summary>Slots of the node; null = as granted.</summary>
    public int? Slots { get; init; }

    /// <summary>Cores of the node; null = as granted.</summary>
    public ImmutableArray<int>? Cores { get; init; }

    /// <summary>Cores kept for the host; null = 2, below 8 cores 1, below 4 none.</summary>
    public int? Reserve { get; init; }

    /// <summary>Folder with the warden and the MPI shims.</summary>
    public string NativeDirectory { get; init; } = Path.Combine(AppContext.BaseDirectory, "native");

    /// <summary>The host ends when its standard input does.</summary>
    public bool ExitWithParent { get; init; }

    /// <summary>Folder of the store.</summary>
    public string StoreDirectory => Path.Combine(RunDirectory, "store");

    /// <summary>Folder of the logs.</summary>
    public string LogDirectory => Path.Combine(RunDirectory, "logs");

    /// <summary>How the program is used.</summary>
    public static string Usage(string role) => $"""
        usage: muster-{role} --run-dir DIR [options]
          --run-dir DIR       run directory: access file, store, logs
          --name NAME         name of this host (default: {(role == WellKnown.SeedRole ? "seed" : "the node's name")})
          --host ADDRESS      address to listen at (default 127.0.0.1)
          --port PORT         port to listen at (default 0: any free one)
          --insecure          allow to listen beyond loopback without certificates
          --exit-with-parent  end when standard input is closed
        """ + (role == WellKnown.SeedRole ? "" : """

          --coordinator       may hold the coordinator and result actors when the host that holds them is lost
          --seed ADDRESS      akka address of the seed (default: from DIR/access.json)
          --slots N           ranks this node takes without oversubscribing
          --cores LIST        cores ranks may use, like 0-3,8 (default: those this process may use)
          --reserve N         cores kept for the host (default: 2, below 8 cores 1, below 4 none)
          --native DIR        folder with the warden and the MPI shims
        """);

    /// <summary>Reads a command line; null with the error in words when it is wrong.</summary>
    public static HostOptions? Parse(string role, IReadOnlyList<string> args, out string error)
    {
        error = "";
        var options = new HostOptions
        {
            Roles = [role],
            FormsCluster = role == WellKnown.SeedRole,
            RunDirectory = "",
            Name = role == WellKnown.SeedRole ? "seed" : NodeIdentity.Find(Environment.GetEnvironmentVariable, Environment.MachineName),
        };
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i];
            if (options.WithSwitch(role, name) is { } switched)
            {
                options = switched;
                continue;
            }
            if (i + 1 == args.Count)
            {
                error = name.StartsWith("--", StringComparison.Ordinal) ? $"{name} needs a value." : $"'{name}' is not understood.";
                return null;
            }
            if (options.With(role, name, args[++i], out error) is not { } next)
                return null;
            options = next;
        }
        if (options.RunDirectory.Length == 0)
            error = "--run-dir is missing.";
        else if (!options.Insecure && !IsLoopback(options.ListenAt))
            error = $"{options.ListenAt} is beyond loopback, where anyone who reaches the port could run programs as you. Certificates are not there yet: add --insecure if the network is yours alone.";
        return error.Length == 0 ? options : null;
    }

    /// <summary>The roles in words: seed, node, seed+node.</summary>
    public string RoleText => string.Join('+', Roles);

    /// <summary>True for a host with the role.</summary>
    public bool Has(string role) => Roles.Contains(role);

    /// <summary>True when only this machine reaches the address.</summary>
    public static bool IsLoopback(string address) =>
        address == "localhost" || (IPAddress.TryParse(address, out var ip) && IPAddress.IsLoopback(ip));

    private HostOptions? WithSwitch(string role, string name) => name switch
    {
        "--insecure" => this with { Insecure = true },
        "--exit-with-parent" => this with { ExitWithParent = true },
        "--coordinator" when role == WellKnown.NodeRole => this with { Roles = [WellKnown.SeedRole, WellKnown.NodeRole] },
        _ => null,
    };

    private HostOptions? With(string role, string name, string value, out string error)
    {
        error = "";
        switch (name)
        {
            case "--run-dir":
                return this with { RunDirectory = Path.GetFullPath(value) };
            case "--name" when NodeIdentity.IsName(value):
                return this with { Name = value };
            case "--name":
                error = $"'{value}' is no host name: use letters, digits, '-', '_' and '.'.";
                return null;
            case "--host":
                return this with { ListenAt = value };
            case "--port" when TryNumber(value, 0, 65535, out var port):
                return this with { Port = port };
            case "--port":
                error = $"'{value}' is no port: use 0 to 65535.";
                return null;
            case "--seed" when role == WellKnown.NodeRole:
                return this with { Seed = value };
            case "--native" when role == WellKnown.NodeRole:
                return this with { NativeDirectory = Path.GetFullPath(value) };
            case "--cores" when role == WellKnown.NodeRole && CoreList.Parse(value) is { Length: > 0 } cores:
                return this with { Cores = cores };
            case "--cores" when role == WellKnown.NodeRole:
                error = $"'{value}' is no list of cores: write it like 0-3,8.";
                return null;
            case "--slots" when role == WellKnown.NodeRole && TryNumber(value, 1, 65536, out var slots):
                return this with { Slots = slots };
            case "--slots" when role == WellKnown.NodeRole:
                error = $"'{value}' is no number of slots: use 1 to 65536.";
                return null;
            case "--reserve" when role == WellKnown.NodeRole && TryNumber(value, 0, 4096, out var reserve):
                return this with { Reserve = reserve };
            case "--reserve" when role == WellKnown.NodeRole:
                error = $"'{value}' is no number of cores to keep: use 0 to 4096.";
                return null;
            default:
                error = $"'{name}' is not understood.";
                return null;
        }
    }

    private static bool TryNumber(string text, int low, int high, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= low && number <= high;
}
