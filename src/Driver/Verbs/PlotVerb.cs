using System.CommandLine;
using System.Globalization;
using Muster.Driver.Rendering;
using Muster.Driver.Running;

namespace Muster.Driver.Verbs;

/// <summary>`muster plot RUN`: latency by size, both logarithmic, in the terminal.</summary>
internal static class PlotVerb
{
    public static Command Build(Call call)
    {
        var run = new Argument<long>("run") { Description = "The run's number; `muster runs` lists them." };
        var width = CommonOptions.Number("--width", 72, 20, 400, "Characters across.");
        var height = CommonOptions.Number("--height", 20, 5, 200, "Lines.");
        var runDir = CommonOptions.RunDir();
        var command = new Command("plot", "Draw the second value of a run's rows by the first, both on logarithmic scales.") { run, width, height, runDir };
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("plot");
            return PlotAsync(call, parsed.GetValue(run), parsed.GetValue(width), parsed.GetValue(height), parsed.GetValue(runDir));
        });
        return command;
    }

    private static async Task<int> PlotAsync(Call call, long run, int width, int height, string? runDir)
    {
        await using var session = await ClusterSession.AttachOrOpenAsync(call, runDir).ConfigureAwait(false);
        var details = await session.Client.GetRunAsync(run, call.Ending).ConfigureAwait(false);
        var rows = await session.Client.StoredRowsAsync(run, call.Ending).ConfigureAwait(false);
        var points = rows.Where(row => row.Values.Count >= 2).Select(row => (X: Number(row.Values[0]), Y: Number(row.Values[1])))
            .Where(point => point is { X: > 0, Y: > 0 }).Select(point => (point.X!.Value, point.Y!.Value)).ToList();
        if (points.Count == 0)
            throw Refusal.Before($"run {run} has {rows.Count} rows, but none whose first two values are numbers above 0.");
        var columns = details.Summary.Columns;
        call.Terminal.Lines(LogLogPlot.Draw(points, width, height, columns.Count > 0 ? columns[0] : "size", columns.Count > 1 ? columns[1] : "latency"));
        return ExitCode.Done;
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
