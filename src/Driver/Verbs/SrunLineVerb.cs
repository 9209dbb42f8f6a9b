using System.CommandLine;
using System.Text.Json.Nodes;
using Muster.Actors.Allocation;
using Muster.Driver.Hosting;

namespace Muster.Driver.Verbs;

/// <summary>`muster srun-line`: the line that starts the hosts on all nodes of this allocation with all that was granted.</summary>
internal static class SrunLineVerb
{
    public static Command Build(Call call)
    {
        var output = CommonOptions.Output();
        var network = PlaceOptions.Network();
        var command = new Command("srun-line", "Print the srun line that starts a host on every node of this allocation.") { network, output };
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("srun-line");
            call.Terminal.Format = parsed.GetValue(output);
            return PrintAsync(call, parsed.GetValue(network));
        });
        return command;
    }

    private static async Task<int> PrintAsync(Call call, string? network)
    {
        var allocation = InAllocation.Read();
        if (allocation is not { IsSlurm: true })
            throw Refusal.Before(allocation is null
                ? "this is no Slurm allocation. Get one with salloc, or call this in a batch script."
                : $"job {allocation.Job} is of {allocation.BatchSystem}, which has no srun; `muster up` starts the hosts there over ssh.");
        var line = SrunLine.For(allocation).Concat([InAllocation.OwnProgram(), "host"]).Concat(network is null ? [] : ["--network", network]).ToList();
        if (call.Terminal.Format == OutputFormat.Json)
            call.Terminal.Json(new JsonObject { ["line"] = new JsonArray([.. line.Select(word => (JsonNode)word)]) });
        // On the error stream: what is printed is run.
        if (await InAllocation.NodeLossAsync(allocation, call.Ending).ConfigureAwait(false) is { } warning)
            call.Terminal.Fail(warning);
        call.Terminal.Out.WriteLine(string.Join(' ', line));
        return ExitCode.Done;
    }
}
