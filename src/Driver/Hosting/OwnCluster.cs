using System.Diagnostics;
using Muster.Client;
using Muster.Messages;
using Muster.Messages.Workflow;

namespace Muster.Driver.Hosting;

/// <summary>A cluster that this command started and owns: it watches the processes it started, and ends them in order, each with a bounded patience.</summary>
internal abstract class OwnCluster(string runDirectory, List<HostProcess> hosts, CancellationToken haste) : IAsyncDisposable
{
    /// <summary>So many of the first hosts may hold the coordinator: the cluster lives as long as one of them does.</summary>
    protected const int Coordinators = 3;

    private bool _released;

    public string RunDirectory { get; } = runDirectory;

    /// <summary>The processes of this command.</summary>
    public IReadOnlyList<HostProcess> Hosts => hosts;

    /// <summary>True when every host has ended that could hold the coordinator: nobody is left to go on.</summary>
    public bool IsLost => hosts.Take(Coordinators).All(host => host.Exited.IsCompleted);

    /// <summary>A second Ctrl-C: wait for nothing.</summary>
    protected CancellationToken Haste { get; } = haste;

    /// <summary>How long the hosts may take until all are up.</summary>
    protected abstract TimeSpan StartPatience { get; }

    /// <summary>What is started, in words.</summary>
    public abstract string Words { get; }

    /// <summary>Hosts that are up and take ranks.</summary>
    public static int NodesUp(Nodes nodes) => nodes.Nodes_.Count(n => n.State == NodeState.Up && n.Described && n.Roles.Contains(WellKnown.NodeRole));

    /// <summary>Waits for the seed's access file and connects to it. A process that ends meanwhile is a failure, told with its last words.</summary>
    public async Task<MusterClient> ConnectAsync(CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(StartPatience);
        try
        {
            return await ConnectAsync(AccessFileAsync(patience.Token), patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw StartFailed(hosts[0], $"the seed host has not come up within {StartPatience.TotalSeconds:0} s");
        }
        catch (ClusterLostException e)
        {
            ThrowIfAnyEnded();
            throw StartFailed(hosts[0], e.Message);
        }
    }

    /// <summary>Waits until every node host is Up and has told its slots.</summary>
    public async Task<Nodes> AllUpAsync(MusterClient client, CancellationToken cancel)
    {
        var started = Stopwatch.StartNew();
        while (true)
        {
            ThrowIfAnyEnded();
            var nodes = await client.GetNodesAsync(cancel).ConfigureAwait(false);
            if (Missing(nodes) is not { } missing)
                return nodes;
            if (started.Elapsed > StartPatience)
                throw StartFailed(missing.Process, $"{missing.Name} not joined within {StartPatience.TotalSeconds:0} s");
            await Task.Delay(20, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves the hosts running: `--detach` and `--keep`.</summary>
    public void Release()
    {
        _released = true;
        hosts.ForEach(host => host.Release());
    }

    /// <summary>Before the client lets go: the cluster may be told to end.</summary>
    public Task LeaveAsync(MusterClient client) => _released ? Task.CompletedTask : TellToEndAsync(client);

    public async ValueTask DisposeAsync()
    {
        if (!_released)
            await EndAsync().ConfigureAwait(false);
        foreach (var host in hosts)
            await host.DisposeAsync().ConfigureAwait(false);
    }

    protected abstract Task<MusterClient> ConnectAsync(Task<AccessFile> access, CancellationToken cancel);

    /// <summary>A host that is not there yet, in words, and the process that should have brought it; null when all are there.</summary>
    protected abstract (string Name, HostProcess Process)? Missing(Nodes nodes);

    protected virtual Task TellToEndAsync(MusterClient client) => Task.CompletedTask;

    protected abstract Task EndAsync();

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

    private void ThrowIfAnyEnded()
    {
        if (hosts.Find(host => host.Exited.IsCompleted) is { } ended)
            throw StartFailed(ended, $"{ended.Name} (pid {ended.Pid}) ended with code {ended.Exited.Result} while the cluster was starting");
    }

    private static Refusal StartFailed(HostProcess host, string what) => Refusal.Lost($"{what}. Its last lines, from {host.LogPath}:", host.LogTail());
}
