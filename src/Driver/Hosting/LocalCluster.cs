using System.Diagnostics;
using Muster.Client;
using Muster.Messages;
using Muster.Messages.Workflow;

namespace Muster.Driver.Hosting;

/// <summary>What to start.</summary>
internal sealed record LocalClusterPlan(string RunDirectory, int Nodes, bool Detached)
{
    public static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    /// <summary>Options of every node host.</summary>
    public IReadOnlyList<string> NodeOptions { get; init; } = [];
}

/// <summary>
/// A seed host and node hosts on this machine, started side by side and owned by this command: it watches them, and ends them in order
/// (nodes leave first, then the seed), each with a bounded patience.
/// </summary>
internal sealed class LocalCluster : IAsyncDisposable
{
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(6);

    private readonly List<HostProcess> _hosts;
    private readonly CancellationToken _haste;
    private bool _released;

    private LocalCluster(LocalClusterPlan plan, List<HostProcess> hosts, CancellationToken haste)
    {
        RunDirectory = plan.RunDirectory;
        _hosts = hosts;
        _haste = haste;
        SeedEnded = hosts[0].Exited;
    }

    public string RunDirectory { get; }

    public IReadOnlyList<HostProcess> Hosts => _hosts;

    /// <summary>Completes when the seed host ends, which ends the cluster.</summary>
    public Task<int> SeedEnded { get; }

    /// <summary>Starts every host at once; the nodes wait for the seed's access file on their own.</summary>
    public static LocalCluster Start(LocalClusterPlan plan, CancellationToken haste)
    {
        var hosts = new List<HostProcess>();
        var seed = HostPrograms.Find(HostPrograms.Seed);
        var node = HostPrograms.Find(HostPrograms.Node);
        var native = HostPrograms.FindNative()
            ?? throw Refusal.Before("the warden that starts ranks is not built. `./muster build` does it (Debian: gcc make libc6-dev).");
        hosts.Add(StartHost(plan, "seed", seed));
        for (var i = 0; i < plan.Nodes; i++)
            hosts.Add(StartHost(plan, $"node{i}", node, ["--native", native, .. plan.NodeOptions]));
        return new LocalCluster(plan, hosts, haste);
    }

    /// <summary>Waits for the seed's access file and connects to it. A host that ends meanwhile is a failure, told with its last words.</summary>
    public async Task<MusterClient> ConnectAsync(CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(LocalClusterPlan.StartPatience);
        try
        {
            var options = new ClientOptions { Hostname = "127.0.0.1" };
            return await MusterClient.ConnectAsync(AccessFileAsync(patience.Token), options, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw StartFailed(_hosts[0], $"the seed host has not come up within {LocalClusterPlan.StartPatience.TotalSeconds:0} s");
        }
        catch (ClusterLostException e)
        {
            ThrowIfAnyEnded();
            throw StartFailed(_hosts[0], e.Message);
        }
    }

    private async Task<AccessFile> AccessFileAsync(CancellationToken cancel)
    {
        AccessFile? access;
        while ((access = AccessFile.TryRead(RunDirectory)) is null)
        {
            ThrowIfAnyEnded();
            await Task.Delay(10, cancel).ConfigureAwait(false);
        }

        return access;
    }

    /// <summary>Waits until every node host is Up and has told its slots.</summary>
    public async Task<Nodes> AllUpAsync(MusterClient client, CancellationToken cancel)
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            ThrowIfAnyEnded();
            var nodes = await client.GetNodesAsync(cancel).ConfigureAwait(false);
            var missing = _hosts.Skip(1).Where(host => !nodes.Nodes_.Any(n => n.Pid == host.Pid && n.State == NodeState.Up && n.Described)).ToList();
            if (missing.Count == 0)
                return nodes;
            if (started.Elapsed > LocalClusterPlan.StartPatience)
                throw StartFailed(missing[0], $"{missing[0].Name} has not joined within {LocalClusterPlan.StartPatience.TotalSeconds:0} s");
            await Task.Delay(20, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves the hosts running: `--detach` and `--keep`.</summary>
    public void Release()
    {
        _released = true;
        _hosts.ForEach(host => host.Release());
    }

    /// <summary>Completes with the first host that ends.</summary>
    public async Task<HostProcess> AnyEndedAsync()
    {
        var ended = await Task.WhenAny(_hosts.Select(host => host.Exited)).ConfigureAwait(false);
        return _hosts.Find(host => host.Exited == ended)!;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_released)
        {
            await Task.WhenAll(_hosts.Skip(1).Select(host => host.EndAsync(LeavePatience, _haste))).ConfigureAwait(false);
            await _hosts[0].EndAsync(LeavePatience, _haste).ConfigureAwait(false);
        }

        foreach (var host in _hosts)
            await host.DisposeAsync().ConfigureAwait(false);
    }

    private static HostProcess StartHost(LocalClusterPlan plan, string name, string program, params string[] more) => HostProcess.Start(
        name,
        program,
        ["--run-dir", plan.RunDirectory, "--name", name, "--host", "127.0.0.1", .. more],
        Hosting.RunDirectory.LogOf(plan.RunDirectory, name),
        plan.Detached);

    private void ThrowIfAnyEnded()
    {
        if (_hosts.Find(host => host.Exited.IsCompleted) is { } ended)
            throw StartFailed(ended, $"{ended.Name} (pid {ended.Pid}) ended with code {ended.Exited.Result} while the cluster was starting");
    }

    private static Refusal StartFailed(HostProcess host, string what) => Refusal.Lost($"{what}. Its last lines, from {host.LogPath}:", host.LogTail());
}
