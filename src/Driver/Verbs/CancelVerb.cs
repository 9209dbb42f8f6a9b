using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Muster.Driver.Rendering;
using Muster.Driver.Running;
using Muster.Messages.Workflow;

namespace Muster.Driver.Verbs;

/// <summary>`muster cancel RUN... | SUBMISSION | all`: stops runs, and lets waiting ones never start.</summary>
internal static class CancelVerb
{
    public static Command Build(Call call)
    {
        var what = new Argument<string[]>("what") { Description = "Numbers of runs, ids of submissions, or all.", Arity = ArgumentArity.OneOrMore };
        var runDir = CommonOptions.RunDir();
        var output = CommonOptions.Output();
        var command = new Command("cancel", "Stop runs, or whole submissions with the runs that wait.") { what, runDir, output };
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("cancel");
            call.Terminal.Format = parsed.GetValue(output);
            return CancelAsync(call, parsed.GetValue(what)!, parsed.GetValue(runDir));
        });
        return command;
    }

    private static async Task<int> CancelAsync(Call call, string[] what, string? runDir)
    {
        await using var session = await ClusterSession.AttachAsync(call, runDir).ConfigureAwait(false);
        var (runs, submissions) = (new JsonArray(), new JsonArray());
        const string Reason = "cancelled by muster cancel";
        foreach (var word in what)
        {
            if (long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var run))
            {
                var cancelled = await session.Client.CancelRunAsync(run, Reason, call.Ending).ConfigureAwait(false);
                runs.Add(new JsonObject { ["run"] = run, ["wasOver"] = cancelled.WasOver });
                call.Terminal.Line(cancelled.WasOver ? $"muster: run {run} was over" : $"muster: run {run} is cancelled");
                continue;
            }

            foreach (var submission in word == "all" ? await UnfinishedAsync(call, session).ConfigureAwait(false) : [word])
            {
                var cancelled = await session.Client.CancelAsync(submission, Reason, call.Ending).ConfigureAwait(false);
                submissions.Add(new JsonObject { ["submission"] = submission, ["stopping"] = cancelled.Stopping });
                call.Terminal.Line($"muster: submission {submission} is cancelled, {CommonWords.Count(cancelled.Stopping, "run")} being stopped");
            }
        }

        if (call.Terminal.Format == OutputFormat.Json)
            call.Terminal.Json(new JsonObject { ["runs"] = runs, ["submissions"] = submissions });
        return ExitCode.Done;
    }

    private static async Task<IEnumerable<string>> UnfinishedAsync(Call call, ClusterSession session)
    {
        var unfinished = new HashSet<string>();
        long before = 0;
        while (true)
        {
            var page = await session.Client.GetRunsAsync(null, before, 0, call.Ending).ConfigureAwait(false);
            foreach (var run in page.Runs_.Where(r => r.State is not (RunState.Completed or RunState.Failed or RunState.Cancelled)))
                unfinished.Add(run.Submission);
            if (page.Runs_.Count == 0 || page.Runs_[^1].Run <= 1)
                return unfinished;
            before = page.Runs_[^1].Run;
        }
    }
}
