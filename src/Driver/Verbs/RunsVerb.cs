using System.CommandLine;
using System.Text.Json.Nodes;
using Muster.Driver.Rendering;
using Muster.Driver.Running;
using Muster.Messages.Workflow;

namespace Muster.Driver.Verbs;

/// <summary>`muster runs`: the runs of the cluster, newest first.</summary>
internal static class RunsVerb
{
    public static Command Build(Call call)
    {
        var most = CommonOptions.Number("--max", 50, 1, 1_000_000, "At most so many, newest first.");
        var runDir = CommonOptions.RunDir();
        var output = CommonOptions.Output();
        var command = new Command("runs", "List the runs of the cluster, newest first.") { most, runDir, output };
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("runs");
            call.Terminal.Format = parsed.GetValue(output);
            return ListAsync(call, parsed.GetValue(most), parsed.GetValue(runDir));
        });
        return command;
    }

    private static async Task<int> ListAsync(Call call, int most, string? runDir)
    {
        await using var session = await ClusterSession.AttachOrOpenAsync(call, runDir).ConfigureAwait(false);
        var runs = new List<RunSummary>();
        long total;
        do
        {
            var before = runs.Count == 0 ? 0 : runs[^1].Run;
            var page = await session.Client.GetRunsAsync(null, before, Math.Min(200, most - runs.Count), call.Ending).ConfigureAwait(false);
            total = page.Total;
            if (page.Runs_.Count == 0)
                break;
            runs.AddRange(page.Runs_);
        }
        while (runs.Count < most && runs[^1].Run > 1);

        if (call.Terminal.Format == OutputFormat.Json)
            call.Terminal.Json(new JsonObject { ["total"] = total, ["runs"] = new JsonArray([.. runs.Select(RunJson.Of)]) });
        else if (call.Terminal.Format == OutputFormat.Table)
            Table(runs, total).Draw(call.Terminal.Ansi);
        return ExitCode.Done;
    }

    private static TextTable Table(List<RunSummary> runs, long total) => new(
        ["run", "state", "ranks", "rows", "seconds", "started", "program", "reason"],
        runs.Select(run => (IReadOnlyList<string>)
        [
            $"{run.Run}", CommonWords.Of(run.State), $"{run.Ranks}", $"{run.Rows}", CommonWords.Seconds(run.StartedUs, run.EndedUs),
            CommonWords.Time(run.StartedUs), run.Program, run.Reason,
        ]).ToList(),
        runs.Count < total ? $"{total - runs.Count} older runs: use --max." : null);
}
