using System.CommandLine;
using Muster.Driver.Rendering;
using Muster.Driver.Running;
using Muster.Messages.Workflow;

namespace Muster.Driver.Verbs;

/// <summary>`muster show RUN`: everything about one run.</summary>
internal static class ShowVerb
{
    public static Command Build(Call call)
    {
        var run = new Argument<long>("run")
        {
            Description = "The run's number.",
            CustomParser = result =>
            {
                if (!long.TryParse(result.Tokens[0].Value, out var number) || number < 1)
                    result.AddError($"'{result.Tokens[0].Value}' is no run number; `muster runs` lists them.");
                return number;
            },
        };
        var unmatched = new Option<bool>("--unmatched") { Description = "Print the lines that gave no row, as far as they are kept (the first ten thousand), and nothing else." };
        var runDir = CommonOptions.RunDir();
        var output = CommonOptions.Output();
        var command = new Command("show", "Show one run: its story with times, placement, ranks, failures, rows.") { run, unmatched, runDir, output };
        command.SetAction((parsed, _) =>
        {
            call.RefuseProgram("show");
            call.Terminal.Format = parsed.GetValue(output);
            return parsed.GetValue(unmatched)
                ? ShowUnmatchedAsync(call, parsed.GetValue(run), parsed.GetValue(runDir))
                : ShowAsync(call, parsed.GetValue(run), parsed.GetValue(runDir));
        });
        return command;
    }

    private static async Task<int> ShowAsync(Call call, long number, string? runDir)
    {
        await using var session = await ClusterSession.AttachOrOpenAsync(call, runDir).ConfigureAwait(false);
        var details = await session.Client.GetRunAsync(number, call.Ending).ConfigureAwait(false);
        var rows = await session.Client.StoredRowsAsync(number, call.Ending).ConfigureAwait(false);
        if (call.Terminal.Format == OutputFormat.Json)
            call.Terminal.Json(RunJson.Of(details, rows));
        else if (call.Terminal.Format == OutputFormat.Table)
            Show(call.Terminal, details, rows);
        return ExitCode.Done;
    }

    private static async Task<int> ShowUnmatchedAsync(Call call, long number, string? runDir)
    {
        await using var session = await ClusterSession.AttachOrOpenAsync(call, runDir).ConfigureAwait(false);
        var lines = await session.Client.UnmatchedLinesAsync(number, call.Ending).ConfigureAwait(false);
        if (call.Terminal.Format == OutputFormat.Json)
            call.Terminal.Json(new System.Text.Json.Nodes.JsonObject { ["run"] = number, ["unmatched"] = EnsembleJson.Strings(lines) });
        else if (call.Terminal.Format == OutputFormat.Table)
            foreach (var line in lines)
                call.Terminal.Line(line);
        return ExitCode.Done;
    }

    private static void Show(Terminal terminal, RunDetails run, IReadOnlyList<Row> rows)
    {
        var summary = run.Summary;
        terminal.Line($"run {summary.Run}: {CommonWords.Of(summary.State)}{(summary.Reason.Length > 0 ? $", {summary.Reason}" : "")}");
        terminal.Line($"  program    {summary.Program}");
        terminal.Line($"  submitted  {CommonWords.Time(summary.SubmittedUs)} by {run.Owner}, submission {summary.Submission}");
        if (summary.Parameters.Count > 0)
            terminal.Line($"  parameters {string.Join(", ", summary.Parameters.Select(p => $"{p.Name}={p.Value}"))}");
        terminal.Line($"  rows       {summary.Rows} in {run.RowsFile}");
        foreach (var attempt in run.Attempts)
        {
            terminal.Line($"  attempt {attempt.Attempt}: {CommonWords.Of(attempt.State)}{(attempt.Reason.Length > 0 ? $", {attempt.Reason}" : "")}");
            foreach (var (at, what) in RunStory.Of(run, attempt))
                terminal.Line($"    {CommonWords.Time(at)}  {CommonWords.Seconds(summary.SubmittedUs, at),9} s  {what}");
            terminal.Line($"    {attempt.Lines} lines: {attempt.Rows} rows, {attempt.Unmatched} without a match, {attempt.Undecodable} not UTF-8");
            terminal.Line($"    producer on {attempt.ProducerNode}, {(attempt.ParserNode.Length > 0 ? $"parser on {attempt.ParserNode}" : "no parser: nothing was printed")}");
            foreach (var account in attempt.Accounts)
            {
                terminal.Line($"    rank {account.Rank}: {account.LinesProduced} lines, {account.BytesProduced} bytes produced, "
                    + (account.BytesDropped + account.LinesDropped > 0 ? $"{account.LinesDropped} lines, {account.BytesDropped} bytes dropped: {account.DropReason}"
                        : account.DropReason.Length > 0 ? account.DropReason : "none dropped"));
            }
            if (attempt.Mpi.Length > 0)
                terminal.Line($"    {attempt.Mpi}");
            if (attempt.Strays.Count > 0)
                terminal.Line($"    outlived their ranks and were ended: {string.Join(", ", attempt.Strays)}");
            if (attempt.Ranks.Count > 0)
                Ranks(attempt).Draw(terminal.Ansi);
            foreach (var rank in attempt.Ranks.Where(rank => rank.StderrTail.Count > 0).Take(8))
            {
                terminal.Line($"    stderr of rank {rank.Rank}, the end:");
                foreach (var line in rank.StderrTail.TakeLast(20))
                    terminal.Line($"    | {line}");
            }
        }

        if (rows.Count > 0)
            RowTable.Of([RunOutcome.Of(summary, rows)]).Draw(terminal.Ansi);
    }

    private static TextTable Ranks(AttemptReport attempt) => new(
        ["rank", "node", "pid", "puid", "end", "seconds"],
        attempt.Ranks.Select(rank => (IReadOnlyList<string>)
        [
            $"{rank.Rank}", rank.Node, $"{rank.Pid}", $"{rank.Puid}", End(rank), CommonWords.Seconds(1, rank.RuntimeUs + 1),
        ]).ToList(),
        attempt.RanksTotal > attempt.Ranks.Count ? $"{attempt.RanksTotal - attempt.Ranks.Count} more ranks." : null);

    private static string End(RankReport rank) =>
        !rank.Ended ? "running" : rank.Reason.Length > 0 ? rank.Reason + (rank.StoppedByUs ? " (stopped)" : "") : "exit 0";
}
