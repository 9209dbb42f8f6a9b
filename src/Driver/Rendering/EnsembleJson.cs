using System.Text.Json.Nodes;
using Muster.Driver.Running;
using Muster.Messages.Workflow;

namespace Muster.Driver.Rendering;

/// <summary>The JSON of `muster run` and `muster demo`; docs/driver.md lists the fields.</summary>
internal static class EnsembleJson
{
    public static JsonObject Of(string runDirectory, EnsembleOutcome outcome, Phases phases, int exitCode) => new()
    {
        ["exitCode"] = exitCode,
        ["runDirectory"] = runDirectory,
        ["completed"] = outcome.Ended?.Completed ?? 0,
        ["failed"] = outcome.Ended?.Failed ?? 0,
        ["cancelled"] = outcome.Ended?.Cancelled ?? 0,
        ["rows"] = outcome.Rows,
        ["runs"] = new JsonArray([.. outcome.Runs.Select(Of)]),
        ["phases"] = new JsonArray([.. phases.Ended.Select(phase => new JsonObject
        {
            ["name"] = phase.Name,
            ["seconds"] = Math.Round(phase.Took.TotalSeconds, 3),
            ["at"] = Math.Round(phase.At.TotalSeconds, 3),
        })]),
    };

    public static JsonObject Of(RunsPlanned plan, EnsembleRequest request) => new()
    {
        ["program"] = plan.Program,
        ["args"] = Strings(request.Spec.Args),
        ["runs"] = request.Runs,
        ["concurrent"] = plan.Concurrent,
        ["ranks"] = plan.Ranks,
        ["nodes"] = new JsonArray([.. plan.Shares.Select(share => new JsonObject
        {
            ["node"] = share.Node,
            ["ranks"] = Numbers(share.Ranks),
            ["cores"] = Numbers(share.Cores),
            ["gpus"] = Strings(share.Gpus),
            ["oversubscribed"] = share.Oversubscribed,
        })]),
    };

    public static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    public static JsonArray Numbers(IEnumerable<int> values) => new([.. values.Select(value => (JsonNode)value)]);

    private static JsonObject Of(RunOutcome run)
    {
        var json = new JsonObject
        {
            ["run"] = run.Run,
            ["producer"] = run.Producer,
            ["ranks"] = run.Ranks,
            ["state"] = CommonWords.Of(run.End?.State ?? RunState.Running),
            ["reason"] = run.End?.Reason ?? "",
            ["lines"] = run.End?.Lines ?? 0,
            ["rows"] = new JsonArray([.. run.Rows.Select(Strings)]),
        };
        if (run.End?.FirstFailure is { } rank)
        {
            json["failure"] = new JsonObject
            {
                ["rank"] = rank.Rank,
                ["node"] = rank.Node,
                ["exitCode"] = rank.ExitCode,
                ["signal"] = rank.Signal,
                ["reason"] = rank.Reason,
                ["stderr"] = Strings(rank.StderrTail),
            };
        }

        return json;
    }
}
