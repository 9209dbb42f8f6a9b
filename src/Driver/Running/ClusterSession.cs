using System.Diagnostics;
using Muster.Actors.Allocation;
using Muster.Client;
using Muster.Driver.Hosting;
using Muster.Driver.Rendering;
using Muster.Messages;
using Muster.Messages.Workflow;

namespace Muster.Driver.Running;

/// <summary>A connection to a cluster that was found running, or to one that this call started and will end.</summary>
internal sealed class ClusterSession : IAsyncDisposable
{
    private static readonly TimeSpan HostsPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TakeOverPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StartPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ScriptPause = TimeSpan.FromMilliseconds(150);

    private ClusterSession(MusterClient client, string runDirectory, OwnCluster? own)
    {
        Client = client;
        RunDirectory = runDirectory;
        Own = own;
    }

    public MusterClient Client { get; }

    public string RunDirectory { get; }

    /// <summary>The cluster this call started; null when it was running before.</summary>
    public OwnCluster? Own { get; }

    public static async Task<FoundCluster> FindAsync(Call call, string? runDir)
    {
        var clock = Stopwatch.StartNew();
        // Between two commands of a script nothing of it can be seen for a moment: twice without a trace is none.
        var without = 0;
        while (true)
        {
            var found = await Hosting.RunDirectory.FindAsync(
                runDir, Environment.GetEnvironmentVariable(Hosting.RunDirectory.Variable), call.WorkingDirectory, Hosting.RunDirectory.SeedListensAsync).ConfigureAwait(false);
            // A batch script starts its hosts in the background and goes on to the work at once.
            if (found.Access is not null || clock.Elapsed > HostsPatience || InAllocation.Read() is not { IsSlurm: true } allocation)
                return found;
            without = StartedSteps.HostsOf(allocation.Job) ? 0 : without + 1;
            if (without == 2)
                return found;
            await Task.Delay(without == 0 ? StartPoll : ScriptPause, call.Ending).ConfigureAwait(false);
        }
    }

    // A cluster that has lost its coordinator lives: another takes over and says where it is, or the hosts end.
    private static async Task<FoundCluster> FindLivingAsync(Call call, string? runDir)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var found = await FindAsync(call, runDir).ConfigureAwait(false);
            if (found.Access is not null || clock.Elapsed > TakeOverPatience || runDir is null || Hosting.HostRecord.Living(Path.GetFullPath(runDir, call.WorkingDirectory)).Count == 0)
                return found;
            await Task.Delay(ScriptPause, call.Ending).ConfigureAwait(false);
        }
    }

    /// <summary>Connects to a running cluster.</summary>
    public static async Task<ClusterSession> AttachAsync(Call call, string? runDir)
    {
        var found = await FindLivingAsync(call, runDir).ConfigureAwait(false);
        var client = await MusterClient.ConnectAsync(found.Required, null, call.Ending).ConfigureAwait(false);
        return new ClusterSession(client, found.Directory!, null);
    }

    /// <summary>Connects to a running cluster, or opens the store of one that has ended: a seed host alone, for as long as the call takes.</summary>
    public static async Task<ClusterSession> AttachOrOpenAsync(Call call, string? runDir)
    {
        var found = await FindLivingAsync(call, runDir).ConfigureAwait(false);
        if (found.Access is not null)
            return await AttachAsync(call, runDir).ConfigureAwait(false);
        var directory = Hosting.RunDirectory.WithStore(runDir, Environment.GetEnvironmentVariable(Hosting.RunDirectory.Variable), call.WorkingDirectory)
            ?? throw Refusal.Lost("no cluster answers, and no run directory with stored runs is here. Name one with --run-dir.", found.Dead);
        // A cluster that was killed has left word of where it was.
        Hosting.RunDirectory.Take(directory, call.WorkingDirectory);
        return await StartAsync(call, new ClusterPlan(directory, 0, Detached: false), new Phases(TimeProvider.System, _ => { })).ConfigureAwait(false);
    }

    /// <summary>Waits until all hosts that were started with the seed are up. Only while the cluster is young: later, who is missing was lost.</summary>
    public async Task AllUpAsync(FoundCluster found, CancellationToken cancel)
    {
        var access = found.Required;
        while (TimeProvider.System.GetUtcNow() - access.StartedAt < HostsPatience
            && OwnCluster.NodesUp(await Client.GetNodesAsync(cancel).ConfigureAwait(false)) < access.ExpectedNodes)
            await Task.Delay(StartPoll, cancel).ConfigureAwait(false);
    }

    /// <summary>Starts a cluster and waits until every host is Up.</summary>
    public static async Task<ClusterSession> StartAsync(Call call, ClusterPlan plan, Phases phases)
    {
        var allocation = plan.Places.Machines.Count > 0 || plan.Places.Local ? null : InAllocation.Read();
        var warning = allocation is null ? Task.FromResult<string?>(null) : InAllocation.NodeLossAsync(allocation, call.Ending);
        var cluster = Start(plan, allocation, call.Interruption.Haste);
        MusterClient? client = null;
        try
        {
            client = await cluster.ConnectAsync(call.Ending).ConfigureAwait(false);
            phases.End("seed host answers");
            if (await warning.ConfigureAwait(false) is { } words)
                call.Terminal.Fail(words);
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

    /// <summary>The cluster that runs, else one that is started: what `run` and its like work on.</summary>
    /// <param name="call">The call.</param>
    /// <param name="options">Where, and whether one that runs will do.</param>
    /// <param name="phases">How long each phase took.</param>
    /// <param name="tell">Takes lines for people.</param>
    public static async Task<ClusterSession> OpenAsync(Call call, EnsembleOptions options, Phases phases, Action<string> tell)
    {
        if (!options.Fresh)
        {
            var found = await FindAsync(call, options.RunDir).ConfigureAwait(false);
            if (found.Access is not null)
            {
                tell($"muster: using the cluster of {found.Directory}");
                var session = await AttachAsync(call, found.Directory).ConfigureAwait(false);
                await session.AllUpAsync(found, call.Ending).ConfigureAwait(false);
                return session;
            }

            if (found.Dead.Count > 0)
                tell($"muster: {found.Dead[0]}; starting a new one");
        }

        var directory = options.RunDir is null
            ? Hosting.RunDirectory.Create(Hosting.RunDirectory.ParentOf(call.WorkingDirectory), TimeProvider.System.GetUtcNow(), Environment.ProcessId)
            : Hosting.RunDirectory.Take(options.RunDir, call.WorkingDirectory);
        tell($"muster: starting {CommonWords.Hosts(options.Places.Machines, InAllocation.Read(), options.Nodes)}, run directory {Path.GetRelativePath(call.WorkingDirectory, directory)}");
        return await StartAsync(call, new ClusterPlan(directory, options.Nodes, Detached: options.Keep) { Places = options.Places }, phases).ConfigureAwait(false);
    }

    /// <summary>Waits for what follows the cluster; one of our own is also lost when no host is left that could hold the coordinator.</summary>
    public async Task WatchAsync(Task following, Terminal terminal)
    {
        if (Own is not { } own)
        {
            await following.ConfigureAwait(false);
            return;
        }

        var told = new HashSet<HostProcess>();
        while (await Task.WhenAny([following, .. own.Hosts.Where(h => !told.Contains(h)).Select(h => h.Exited)]).ConfigureAwait(false) != following)
        {
            foreach (var host in own.Hosts.Where(host => host.Exited.IsCompleted && told.Add(host)))
            {
                if (own.IsLost)
                    throw Refusal.Lost($"the cluster is lost: no host is left that could hold the coordinator; {host.Name} (pid {host.Pid}) ended with code {host.Exited.Result}. Its last lines, from {host.LogPath}:", host.LogTail());
                terminal.Fail($"{host.Name} (pid {host.Pid}) ended with code {host.Exited.Result}.", host.LogTail(5));
            }
        }

        await following.ConfigureAwait(false);
    }

    /// <summary>Where the hosts go: the machines that were named, else the nodes of the allocation, else this machine.</summary>
    private static OwnCluster Start(ClusterPlan plan, JobAllocation? allocation, CancellationToken haste)
    {
        if (plan.Places.Machines.Count > 0)
            return SshCluster.Start(plan, plan.Places.Machines, haste);
        return allocation switch
        {
            { IsSlurm: true } slurm => StepCluster.Start(plan, slurm, haste),
            { } other => SshCluster.Start(plan, [.. other.Nodes.Select(n => (n, other.CoresOf(n) ?? 1))], haste),
            null => LocalCluster.Start(plan, haste),
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (Own is not null)
            await Own.LeaveAsync(Client).ConfigureAwait(false);
        var ending = Own?.DisposeAsync() ?? ValueTask.CompletedTask;
        await Client.DisposeAsync().ConfigureAwait(false);
        await ending.ConfigureAwait(false);
    }
}
