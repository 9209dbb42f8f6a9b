using System.CommandLine;
using System.Text.Json.Nodes;
using Muster.Driver.Rendering;
using Muster.Driver.Running;
using Muster.Messages.Workflow;

namespace Muster.Driver.Verbs;

/// <summary>`muster nodes`: the hosts of the cluster and what they offer.</summary>
internal static class NodesVerb
{
    public static Command Build(Call call)
    {
        var runDir = CommonOptions.RunDir();
        var output = CommonOptions.Output();
        var command = new Command("nodes", "Show the hosts of the cluster: state, slots, cores, GPUs, memory, MPI.") { runDir, output };
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("nodes");
            call.Terminal.Format = parsed.GetValue(output);
            return ShowAsync(call, parsed.GetValue(runDir));
        });
        return command;
    }

    private static async Task<int> ShowAsync(Call call, string? runDir)
    {
        await using var session = await ClusterSession.AttachAsync(call, runDir).ConfigureAwait(false);
        var answer = await session.Client.GetNodesAsync(call.Ending).ConfigureAwait(false);
        if (call.Terminal.Format == OutputFormat.Json)
        {
            call.Terminal.Json(new JsonObject
            {
                ["runDirectory"] = session.RunDirectory,
                ["nodes"] = new JsonArray([.. answer.Nodes_.Select(node => new JsonObject
                {
                    ["node"] = node.Node,
                    ["state"] = CommonWords.Of(node.State),
                    ["roles"] = EnsembleJson.Strings(node.Roles),
                    ["address"] = node.Address,
                    ["pid"] = node.Pid,
                    ["slots"] = node.Slots,
                    ["slotsUsed"] = node.SlotsUsed,
                    ["cores"] = EnsembleJson.Numbers(node.Cores),
                    ["reserve"] = node.Reserve,
                    ["freeCores"] = EnsembleJson.Numbers(node.FreeCores),
                    ["numa"] = new JsonArray([.. node.Numa.Select(domain => new JsonObject { ["id"] = domain.Id, ["cores"] = EnsembleJson.Numbers(domain.Cores) })]),
                    ["gpus"] = new JsonArray([.. node.Gpus.Select(gpu => new JsonObject
                    {
                        ["id"] = gpu.Id, ["vendor"] = gpu.Vendor, ["model"] = gpu.Model, ["numa"] = gpu.Numa, ["free"] = node.FreeGpus.Contains(gpu.Id),
                    })]),
                    ["memoryBytes"] = node.MemoryBytes,
                    ["mpich"] = node.Mpich,
                    ["openmpi"] = node.Openmpi,
                })]),
            });
        }
        else if (call.Terminal.Format == OutputFormat.Table)
        {
            new TextTable(
                ["node", "state", "roles", "pid", "ranks", "slots", "cores", "kept", "numa", "gpus", "memory", "mpi", "address"],
                answer.Nodes_.Select(node => (IReadOnlyList<string>)
                [
                    node.Node, CommonWords.Of(node.State), string.Join(",", node.Roles), $"{node.Pid}",
                    node.Described ? $"{node.SlotsUsed}" : "-", node.Described ? $"{node.Slots}" : "-",
                    Or(CommonWords.Ranges(node.Cores)), node.Described ? $"{node.Reserve}" : "-", node.Numa.Count > 0 ? $"{node.Numa.Count}" : "-",
                    Gpus(node), CommonWords.Bytes(node.MemoryBytes), Or(string.Join(", ", new[] { node.Mpich, node.Openmpi }.Where(m => m.Length > 0))), node.Address,
                ]).ToList(),
                $"run directory {session.RunDirectory}").Draw(call.Terminal.Ansi);
        }

        return ExitCode.Done;
    }

    private static string Or(string text) => text.Length > 0 ? text : "-";

    private static string Gpus(NodeInfo node) => node.Gpus.Count == 0
        ? "-"
        : $"{node.FreeGpus.Count} of {node.Gpus.Count} free ({string.Join(", ", node.Gpus.Select(g => g.Model.Length > 0 ? g.Model : g.Vendor).Distinct())})";
}
