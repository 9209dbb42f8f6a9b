using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Muster.Actors.Allocation;
using Muster.Actors.Logs;
using Muster.Actors.Ranks;
using Muster.Messages;

namespace Muster.Actors.Hosting;

/// <summary>What a host's command line says.</summary>
public sealed record HostOptions
{
    /// <summary>The kind of a host that finds out in its step what it is.</summary>
    public const string AnyKind = "host";

    private const string Loopback = "127.0.0.1";

    /// <summary>Roles in the cluster: <see cref="WellKnown.SeedRole"/>, <see cref="WellKnown.NodeRole"/> or both.</summary>
    public required ImmutableArray<string> Roles { get; init; }

    /// <summary>This host forms the cluster; all others join it.</summary>
    public bool FormsCluster { get; init; }

    /// <summary>The run directory: access file, store, logs.</summary>
    public required string RunDirectory { get; init; }

    /// <summary>Name of the node as users know it; unique in the cluster.</summary>
    public required string Name { get; init; }

    /// <summary>True for the host that srun starts on every node: its place in the step decides what it is.</summary>
    public bool PlacedByStep { get; init; }

    /// <summary>This host's number among those started together, where no batch system gives it: over ssh.</summary>
    public int? Task { get; init; }

    /// <summary>How many were started together over ssh.</summary>
    public int Tasks { get; init; }

    /// <summary>The first host of a step is the seed only, and no node.</summary>
    public bool SeedOnly { get; init; }

    /// <summary>Address to listen at.</summary>
    public string ListenAt { get; init; } = Loopback;

    /// <summary>The network whose interface to listen at; null: no matter which.</summary>
    public IPNetwork? Network { get; init; }

    /// <summary>Port to listen at; 0 = any free one.</summary>
    public int Port { get; init; }

    /// <summary>Akka address of the seed; null = read it from the access file.</summary>
    public string? Seed { get; init; }

    /// <summary>Listening beyond loopback without certificates is allowed.</summary>
    public bool Insecure { get; init; }

    /// <summary>Node hosts that are started with this seed; 0 = not known.</summary>
    public int ExpectedNodes { get; init; }

    /// <summary>What the run's hosts trust each other by; null on loopback, and when insecure.</summary>
    public AccessTrust? Trust { get; init; }

    /// <summary>The run's secret.</summary>
    public string Token { get; init; } = "";

    /// <summary>Where this host answers pbm, host:port.</summary>
    public string Pbm { get; init; } = "127.0.0.1:0";

    /// <summary>How long before the allocation's time limit the cluster is stopped.</summary>
    public TimeSpan DrainBefore { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The allocation this host runs in; null outside of one.</summary>
    public JobAllocation? Allocation { get; init; }

    /// <summary>Slots of the node; null = as granted.</summary>
    public int? Slots { get; init; }

    /// <summary>Cores of the node; null = as granted.</summary>
    public ImmutableArray<int>? Cores { get; init; }

    /// <summary>Cores kept for the host; null = 2, below 8 cores 1, below 4 none.</summary>
    public int? Reserve { get; init; }

    /// <summary>Folder with the warden and the MPI shims.</summary>
    public string NativeDirectory { get; init; } = Path.Combine(AppContext.BaseDirectory, "native");

    /// <summary>Where the inputs for foreign log records listen; null: there are none.</summary>
    public IPAddress? TakesLogsAt { get; init; }

    /// <summary>The host ends when its standard input does.</summary>
    public bool ExitWithParent { get; init; }

    /// <summary>Others than this machine reach the host, and must show that they belong to the run.</summary>
    public bool NeedsTrust => !Insecure && !IsLoopback(ListenAt);

    /// <summary>Folder of the store.</summary>
    public string StoreDirectory => Path.Combine(RunDirectory, "store");

    /// <summary>Folder of the logs.</summary>
    public string LogDirectory => Path.Combine(RunDirectory, "logs");

    /// <summary>How the program is used.</summary>
    public static string Usage(string kind) => $"""
        usage: {(kind == AnyKind ? "muster host" : "muster-" + kind)} [options]
          --run-dir DIR       run directory: access file, store, logs (default in an allocation: below the place the job was submitted at)
          --name NAME         name of this host (default: {(kind == WellKnown.SeedRole ? "seed" : "the node's name")})
          --host ADDRESS      address to listen at (default 127.0.0.1; in a step the node's address)
          --network CIDR      listen at the interface in this network, like 10.1.0.0/16
          --port PORT         port to listen at (default 0: any free one)
          --insecure          listen beyond loopback without certificates
          --exit-with-parent  end when standard input is closed
          --drain-before TIME stop the cluster so long before the allocation's time limit (default 90s)
        {InputOption.Usage}
        """ + (kind == AnyKind ? """

          --seed-only         the first host of the step is the seed and no node
          --task N            this host's number where no batch system gives one, as over ssh; 0 is the seed
          --tasks N           how many hosts are started together
        """ : "") + (kind == WellKnown.SeedRole ? "" : """

          --coordinator       may hold the coordinator and result actors when the host that holds them is lost
          --seed ADDRESS      akka address of the seed (default: from DIR/access.json)
          --slots N           ranks this node takes without oversubscribing
          --cores LIST        cores ranks may use, like 0-3,8 (default: those this process may use)
          --reserve N         cores kept for the host (default: 2, below 8 cores 1, below 4 none)
          --native DIR        folder with the warden and the MPI shims
        """);

    /// <summary>Reads a command line; null with the error in words when it is wrong.</summary>
    /// <param name="kind">seed, node, or <see cref="AnyKind"/>.</param>
    /// <param name="args">The command line.</param>
    /// <param name="allocation">The allocation around this process; null outside of one.</param>
    /// <param name="error">What is wrong.</param>
    public static HostOptions? Parse(string kind, IReadOnlyList<string> args, JobAllocation? allocation, out string error)
    {
        error = "";
        var options = new HostOptions
        {
            Roles = kind == AnyKind ? [WellKnown.SeedRole, WellKnown.NodeRole] : [kind],
            PlacedByStep = kind == AnyKind,
            FormsCluster = kind == WellKnown.SeedRole,
            RunDirectory = allocation?.RunDirectory(Environment.CurrentDirectory) ?? "",
            // Where a step has no address of its own yet, the network is asked for one later.
            ListenAt = allocation?.Step is null ? Loopback : "",
            Allocation = allocation,
            Name = kind == WellKnown.SeedRole ? "seed" : NodeIdentity.Find(Environment.GetEnvironmentVariable, Environment.MachineName),
        };
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i];
            if (options.WithSwitch(kind, name) is { } switched)
            {
                options = switched;
                continue;
            }
            if (i + 1 == args.Count)
            {
                error = name.StartsWith("--", StringComparison.Ordinal) ? $"{name} needs a value." : $"'{name}' is not understood.";
                return null;
            }
            if (options.With(kind, name, args[++i], out error) is not { } next)
                return null;
            options = next;
        }
        if (options.RunDirectory.Length == 0)
            error = "--run-dir is missing.";
        return error.Length == 0 ? options : null;
    }

    /// <summary>The roles in words: seed, node, seed+node.</summary>
    public string RoleText => string.Join('+', Roles);

    /// <summary>True for a host with the role.</summary>
    public bool Has(string role) => Roles.Contains(role);

    /// <summary>True when only this machine reaches the address.</summary>
    public static bool IsLoopback(string address) =>
        address == "localhost" || (IPAddress.TryParse(address, out var ip) && IPAddress.IsLoopback(ip));

    private HostOptions? WithSwitch(string kind, string name) => name switch
    {
        "--insecure" => this with { Insecure = true },
        "--exit-with-parent" => this with { ExitWithParent = true },
        "--seed-only" when kind == AnyKind => this with { SeedOnly = true },
        "--coordinator" when kind == WellKnown.NodeRole => this with { Roles = [WellKnown.SeedRole, WellKnown.NodeRole] },
        _ => null,
    };

    private HostOptions? With(string kind, string name, string value, out string error)
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
            case "--task" when kind == AnyKind && TryNumber(value, 0, 65_535, out var task):
                return this with { Task = task, ListenAt = "" };
            case "--tasks" when kind == AnyKind && TryNumber(value, 1, 65_536, out var tasks):
                return this with { Tasks = tasks };
            case "--network" when IPNetwork.TryParse(value, out var network):
                return this with { Network = network, ListenAt = "" };
            case "--network":
                error = $"'{value}' is no network: write it like 10.1.0.0/16.";
                return null;
            case var option when option == InputOption.Name && kind != WellKnown.NodeRole && IPAddress.TryParse(value, out var address):
                return this with { TakesLogsAt = address };
            case var option when option == InputOption.Name && kind != WellKnown.NodeRole:
                error = $"'{value}' is no address to take log records at: write it like 127.0.0.1 or 0.0.0.0.";
                return null;
            case "--drain-before" when ParseTime(value) is { } before:
                return this with { DrainBefore = before };
            case "--drain-before":
                error = $"'{value}' is no time: write it like 90s or 5m.";
                return null;
            case "--port" when TryNumber(value, 0, 65535, out var port):
                return this with { Port = port };
            case "--port":
                error = $"'{value}' is no port: use 0 to 65535.";
                return null;
            case "--seed" when kind != WellKnown.SeedRole:
                return this with { Seed = value };
            case "--native" when kind != WellKnown.SeedRole:
                return this with { NativeDirectory = Path.GetFullPath(value) };
            case "--cores" when kind != WellKnown.SeedRole && CoreList.Parse(value) is { Length: > 0 } cores:
                return this with { Cores = cores };
            case "--cores" when kind != WellKnown.SeedRole:
                error = $"'{value}' is no list of cores: write it like 0-3,8.";
                return null;
            case "--slots" when kind != WellKnown.SeedRole && TryNumber(value, 1, 65536, out var slots):
                return this with { Slots = slots };
            case "--slots" when kind != WellKnown.SeedRole:
                error = $"'{value}' is no number of slots: use 1 to 65536.";
                return null;
            case "--reserve" when kind != WellKnown.SeedRole && TryNumber(value, 0, 4096, out var reserve):
                return this with { Reserve = reserve };
            case "--reserve" when kind != WellKnown.SeedRole:
                error = $"'{value}' is no number of cores to keep: use 0 to 4096.";
                return null;
            default:
                error = $"'{name}' is not understood.";
                return null;
        }
    }

    private static TimeSpan? ParseTime(string text)
    {
        var (digits, unit) = text.EndsWith('m') ? (text[..^1], 60) : (text.TrimEnd('s'), 1);
        return TryNumber(digits, 0, 86_400, out var number) ? TimeSpan.FromSeconds(number * unit) : null;
    }

    private static bool TryNumber(string text, int low, int high, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= low && number <= high;
}
