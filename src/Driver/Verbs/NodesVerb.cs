using System.CommandLine;
using System.Text.Json.Nodes;
using Muster.Driver.Rendering;
using Muster.Driver.Running;

namespace Muster.Driver.Verbs;

/// <summary>`muster nodes`: the hosts of the cluster and what they offer.</summary>
internal static class NodesVerb
{
    public static Command Build(Call call)
    {
        var runDir = CommonOptions.RunDir();
        var output = CommonOptions.Output();
        var command = new Command("nodes", "Show the hosts of the cluster: state, slots, cores, memory, MPI.") { runDir, output };
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
                    ["memoryBytes"] = node.MemoryBytes,
                    ["mpich"] = node.Mpich,
                })]),
            });
        }
        else if (call.Terminal.Format == OutputFormat.Table)
        {
            new TextTable(
                ["node", "state", "roles", "pid", "ranks", "slots", "memory", "mpich", "address"],
                answer.Nodes_.Select(node => (IReadOnlyList<string>)
                [
                    node.Node, CommonWords.Of(node.State), string.Join(",", node.Roles), $"{node.Pid}",
                    node.Described ? $"{node.SlotsUsed}" : "-", node.Described ? $"{node.Slots}" : "-",
                    CommonWords.Bytes(node.MemoryBytes), node.Mpich.Length > 0 ? node.Mpich : "-", node.Address,
                ]).ToList(),
                $"run directory {session.RunDirectory}").Draw(call.Terminal.Ansi);
        }

        return ExitCode.Done;
    }
}
