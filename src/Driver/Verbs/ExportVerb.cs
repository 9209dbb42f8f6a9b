using System.CommandLine;
using System.Globalization;
using Muster.Driver.Rendering;
using Muster.Driver.Running;
using Muster.Messages.Workflow;

namespace Muster.Driver.Verbs;

/// <summary>`muster export RUN|all --csv|--ndjson`: stored rows with the parameters of their runs, on standard output.</summary>
internal static class ExportVerb
{
    public static Command Build(Call call)
    {
        var what = new Argument<string>("what") { Description = "The number of a run, or all." };
        var csv = new Option<bool>("--csv") { Description = "Comma-separated values with a heading. The default." };
        var ndjson = new Option<bool>("--ndjson") { Description = "A JSON object a row." };
        var runDir = CommonOptions.RunDir();
        var command = new Command("export", "Write stored rows to standard output: of a running cluster, or of one that has ended.") { what, csv, ndjson, runDir };
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("export");
            if (parsed.GetValue(csv) && parsed.GetValue(ndjson))
                throw Refusal.Before("--csv and --ndjson exclude each other.");
            var text = parsed.GetValue(what)!;
            long? run = text == "all" ? null
                : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number
                : throw Refusal.Before($"'{text}' is neither a run's number nor all; `muster runs` lists them.");
            return ExportAsync(call, run, parsed.GetValue(ndjson), parsed.GetValue(runDir));
        });
        return command;
    }

    private static async Task<int> ExportAsync(Call call, long? only, bool ndjson, string? runDir)
    {
        await using var session = await ClusterSession.AttachOrOpenAsync(call, runDir).ConfigureAwait(false);
        var runs = only is { } number
            ? [(await session.Client.GetRunAsync(number, call.Ending).ConfigureAwait(false)).Summary]
            : await AllAsync(call, session).ConfigureAwait(false);
        var export = new RowExport(runs, ndjson);
        if (export.Heading is { } heading)
            call.Terminal.Out.WriteLine(heading);
        foreach (var run in runs)
        {
            var row = 0L;
            await foreach (var page in session.Client.StoredPagesAsync(run.Run, call.Ending).ConfigureAwait(false))
            {
                foreach (var values in page.Rows_)
                    call.Terminal.Out.WriteLine(export.Line(run, page.Attempt, ++row, values.Values));
            }
        }

        await call.Terminal.Out.FlushAsync().ConfigureAwait(false);
        return ExitCode.Done;
    }

    // Oldest first, as they were submitted.
    private static async Task<List<RunSummary>> AllAsync(Call call, ClusterSession session)
    {
        var runs = new List<RunSummary>();
        while (true)
        {
            var page = await session.Client.GetRunsAsync(null, runs.Count == 0 ? 0 : runs[^1].Run, 0, call.Ending).ConfigureAwait(false);
            runs.AddRange(page.Runs_);
            if (page.Runs_.Count == 0 || runs[^1].Run <= 1)
                break;
        }

        runs.Reverse();
        return runs;
    }
}
