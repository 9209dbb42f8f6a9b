using System.Globalization;
using Muster.Client;
using Muster.Messages;
using Muster.Messages.Workflow;

namespace Muster.Driver.Hosting;

/// <summary>A host on every machine of a list, started over ssh: PBS, or a host file. The first is the seed and a node. A host ends when its ssh does.</summary>
internal sealed class SshCluster : OwnCluster
{
    private static readonly TimeSpan LeavePatience = TimeSpan.FromSeconds(8);

    private SshCluster(string runDirectory, List<HostProcess> hosts, CancellationToken haste)
        : base(runDirectory, hosts, haste)
    {
    }

    public override string Words => "over ssh";

    protected override TimeSpan StartPatience => TimeSpan.FromSeconds(60);

    public static SshCluster Start(ClusterPlan plan, IReadOnlyList<(string Name, int Slots)> machines, CancellationToken haste)
    {
        var program = HostPrograms.Entry() is { } entry ? [entry, "host"] : HostExec.CommandLine(["host"], HostPrograms.Find, HostPrograms.RequiredNative());
        var hosts = new List<HostProcess>();
        foreach (var (name, slots) in machines)
        {
            List<string> remote =
            [
                .. program, "--task", hosts.Count.ToString(CultureInfo.InvariantCulture),
                "--tasks", machines.Count.ToString(CultureInfo.InvariantCulture), "--name", name, "--run-dir", plan.RunDirectory, "--exit-with-parent",
                "--slots", slots.ToString(CultureInfo.InvariantCulture),
            ];
            if (plan.Places.Network is { } network)
                remote.AddRange(["--network", network]);
            remote.AddRange(plan.NodeOptions);
            // ssh hands one line to the shell over there.
            List<string> line = ["-o", "BatchMode=yes", name, string.Join(' ', remote.Select(Quote).Prepend("exec"))];
            hosts.Add(HostProcess.StartTool(name, "ssh", line, Hosting.RunDirectory.LogOf(plan.RunDirectory, name), detached: false));
        }
        return new SshCluster(plan.RunDirectory, hosts, haste);
    }

    protected override async Task<MusterClient> ConnectAsync(Task<AccessFile> access, CancellationToken cancel) =>
        await MusterClient.ConnectAsync(await access.ConfigureAwait(false), null, cancel).ConfigureAwait(false);

    protected override (string Name, HostProcess Process)? Missing(Nodes nodes) =>
        Hosts.FirstOrDefault(host => !nodes.Nodes_.Any(n => n.Node == host.Name && n.State == NodeState.Up && n.Described)) is { } missing
            ? ($"{missing.Name} has", missing)
            : null;

    protected override Task EndAsync() => Task.WhenAll(Hosts.Select(host => host.EndByInputAsync(LeavePatience, Haste)));

    private static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
