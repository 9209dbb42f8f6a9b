using Muster.Client;
using Muster.Messages;
using Muster.Messages.Workflow;

namespace Muster.Driver.Hosting;

/// <summary>What to start.</summary>
/// <param name="RunDirectory">The run directory of the new cluster.</param>
/// <param name="Nodes">Node hosts on this machine; an allocation has as many as it has nodes.</param>
/// <param name="Detached">The hosts outlive this command.</param>
internal sealed record ClusterPlan(string RunDirectory, int Nodes, bool Detached)
{
    /// <summary>More words for the command line of each node host.</summary>
    public IReadOnlyList<string> NodeOptions { get; init; } = [];

    public HostPlaces Places { get; init; } = HostPlaces.Found;
}

/// <summary>Where hosts are started.</summary>
/// <param name="Machines">Over ssh on these; empty: on the nodes of the allocation, or on this machine.</param>
/// <param name="Network">The network that hosts on several machines talk over; null: the one their names mean.</param>
internal sealed record HostPlaces(IReadOnlyList<(string Name, int Slots)> Machines, string? Network)
{
    /// <summary>As this process finds itself.</summary>
    public static HostPlaces Found { get; } = new([], null);

    /// <summary>On this machine, whatever allocation it is in.</summary>
    public bool Local { get; init; }
}

/// <summary>A seed host and node hosts on this machine, started side by side; at the end the nodes leave first, then the seed.</summary>
internal sealed class LocalCluster : OwnCluster
{
    private static readonly string[] Capable = ["--coordinator"];
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(6);

    private LocalCluster(ClusterPlan plan, List<HostProcess> hosts, CancellationToken haste)
        : base(plan.RunDirectory, hosts, haste)
    {
    }

    public override string Words => "on this machine";

    protected override TimeSpan StartPatience => TimeSpan.FromSeconds(30);

    /// <summary>Starts every host at once; the nodes wait for the seed's access file on their own.</summary>
    public static LocalCluster Start(ClusterPlan plan, CancellationToken haste)
    {
        var hosts = new List<HostProcess>();
        var seed = HostPrograms.Find(HostPrograms.Seed);
        var node = HostPrograms.Find(HostPrograms.Node);
        var native = HostPrograms.RequiredNative();
        hosts.Add(StartHost(plan, "seed", seed));
        for (var i = 0; i < plan.Nodes; i++)
            hosts.Add(StartHost(plan, $"node{i}", node, ["--native", native, .. plan.NodeOptions, .. i < Coordinators - 1 ? Capable : []]));
        return new LocalCluster(plan, hosts, haste);
    }

    protected override Task<MusterClient> ConnectAsync(Task<AccessFile> access, CancellationToken cancel) =>
        MusterClient.ConnectAsync(access, new ClientOptions { Hostname = "127.0.0.1" }, cancel);

    protected override (string Name, HostProcess Process)? Missing(Nodes nodes) =>
        Hosts.Skip(1).FirstOrDefault(host => !nodes.Nodes_.Any(n => n.Pid == host.Pid && n.State == NodeState.Up && n.Described)) is { } missing
            ? ($"{missing.Name} has", missing)
            : null;

    protected override async Task EndAsync()
    {
        await Task.WhenAll(Hosts.Skip(1).Select(host => host.EndAsync(LeavePatience, Haste))).ConfigureAwait(false);
        await Hosts[0].EndAsync(LeavePatience, Haste).ConfigureAwait(false);
    }

    private static HostProcess StartHost(ClusterPlan plan, string name, string program, params IEnumerable<string> more) => HostProcess.Start(
        name,
        program,
        ["--run-dir", plan.RunDirectory, "--name", name, "--host", "127.0.0.1", .. more],
        Hosting.RunDirectory.LogOf(plan.RunDirectory, name),
        plan.Detached);
}
