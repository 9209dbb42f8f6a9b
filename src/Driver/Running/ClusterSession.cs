using Muster.Client;
using Muster.Driver.Hosting;
using Muster.Messages.Workflow;

namespace Muster.Driver.Running;

/// <summary>A connection to a cluster that was found running, or to one that this call started and will end.</summary>
internal sealed class ClusterSession : IAsyncDisposable
{
    private ClusterSession(MusterClient client, string runDirectory, LocalCluster? own)
    {
        Client = client;
        RunDirectory = runDirectory;
        Own = own;
    }

    public MusterClient Client { get; }

    public string RunDirectory { get; }

    /// <summary>The cluster this call started; null when it was running before.</summary>
    public LocalCluster? Own { get; }

    public static async Task<FoundCluster> FindAsync(Call call, string? runDir)
    {
        var found = await Hosting.RunDirectory.FindAsync(
            runDir, Environment.GetEnvironmentVariable(Hosting.RunDirectory.Variable), call.WorkingDirectory, Hosting.RunDirectory.SeedListensAsync).ConfigureAwait(false);
        return found;
    }

    /// <summary>Connects to a running cluster.</summary>
    public static async Task<ClusterSession> AttachAsync(Call call, string? runDir)
    {
        var found = await FindAsync(call, runDir).ConfigureAwait(false);
        var client = await MusterClient.ConnectAsync(found.Required, null, call.Ending).ConfigureAwait(false);
        return new ClusterSession(client, found.Directory!, null);
    }

    /// <summary>Starts a cluster and waits until every host is Up.</summary>
    public static async Task<ClusterSession> StartAsync(Call call, LocalClusterPlan plan, Phases phases)
    {
        var cluster = LocalCluster.Start(plan, call.Interruption.Haste);
        MusterClient? client = null;
        try
        {
            client = await cluster.ConnectAsync(call.Ending).ConfigureAwait(false);
            phases.End("seed host answers");
            var nodes = await cluster.AllUpAsync(client, call.Ending).ConfigureAwait(false);
            var up = nodes.Nodes_.Count(node => node.State == NodeState.Up);
            phases.End($"cluster of {up} hosts up");
            return new ClusterSession(client, plan.RunDirectory, cluster);
        }
        catch
        {
            if (client is not null)
                await client.DisposeAsync().ConfigureAwait(false);
            await cluster.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        var ending = Own?.DisposeAsync() ?? ValueTask.CompletedTask;
        await Client.DisposeAsync().ConfigureAwait(false);
        await ending.ConfigureAwait(false);
    }
}
