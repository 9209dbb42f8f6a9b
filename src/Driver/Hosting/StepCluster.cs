using Muster.Actors.Allocation;
using Muster.Client;
using Muster.Messages;
using Muster.Messages.Workflow;

namespace Muster.Driver.Hosting;

/// <summary>A host on every node of a Slurm allocation, started by one srun. It ends when the cluster is told to; srun kills only what does not.</summary>
internal sealed class StepCluster : OwnCluster
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan KillPatience = TimeSpan.FromSeconds(10);

    private readonly int _nodes;

    private StepCluster(ClusterPlan plan, int nodes, HostProcess srun, CancellationToken haste)
        : base(plan.RunDirectory, [srun], haste) => _nodes = nodes;

    public override string Words => "by srun";

    // A slurmctld under load takes its time to start a step on hundreds of nodes.
    protected override TimeSpan StartPatience => TimeSpan.FromSeconds(60);

    public static StepCluster Start(ClusterPlan plan, JobAllocation allocation, CancellationToken haste)
    {
        List<string> line =
        [
            .. SrunLine.For(allocation).Skip(1),
            .. HostPrograms.Entry() is { } entry ? [entry, "host"] : HostExec.CommandLine(["host"], HostPrograms.Find, HostPrograms.RequiredNative()),
            "--run-dir", plan.RunDirectory,
            .. plan.Places.Network is { } network ? ["--network", network] : Array.Empty<string>(),
            .. plan.NodeOptions,
        ];
        var log = Hosting.RunDirectory.LogOf(plan.RunDirectory, "srun");
        return new StepCluster(plan, allocation.Nodes.Length, HostProcess.StartTool("srun", "srun", line, log, plan.Detached), haste);
    }

    protected override async Task<MusterClient> ConnectAsync(Task<AccessFile> access, CancellationToken cancel) =>
        await MusterClient.ConnectAsync(await access.ConfigureAwait(false), null, cancel).ConfigureAwait(false);

    protected override (string Name, HostProcess Process)? Missing(Nodes nodes)
    {
        var missing = _nodes - NodesUp(nodes);
        return missing > 0 ? ($"{missing} of {_nodes} hosts have", Hosts[0]) : null;
    }

    protected override async Task TellToEndAsync(MusterClient client)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Haste);
        patience.CancelAfter(AnswerPatience);
        try
        {
            await client.StopClusterAsync("the command that started the hosts has ended", patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ClusterLostException)
        {
            // Nobody answers: the signal to srun ends what is left.
            Hosts[0].Terminate();
        }
    }

    protected override async Task EndAsync()
    {
        try
        {
            await Hosts[0].Exited.WaitAsync(LeavePatience, Haste).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            await Hosts[0].EndAsync(KillPatience, Haste).ConfigureAwait(false);
        }
    }
}
