using System.Text.Json.Nodes;
using Muster.Messages.Workflow;

namespace Muster.Driver.Rendering;

/// <summary>The JSON of `muster runs` and `muster show`; docs/driver.md lists the fields.</summary>
internal static class RunJson
{
    public static JsonObject Of(RunSummary run) => new()
    {
        ["run"] = run.Run,
        ["submission"] = run.Submission,
        ["producer"] = run.Producer,
        ["state"] = CommonWords.Of(run.State),
        ["reason"] = run.Reason,
        ["program"] = run.Program,
        ["ranks"] = run.Ranks,
        ["attempt"] = run.Attempt,
        ["rows"] = run.Rows,
        ["parameters"] = new JsonObject(run.Parameters.Select(p => KeyValuePair.Create(p.Name, (JsonNode?)p.Value))),
        ["columns"] = EnsembleJson.Strings(run.Columns),
        ["submitted"] = Time(run.SubmittedUs),
        ["started"] = Time(run.StartedUs),
        ["ended"] = Time(run.EndedUs),
    };

    public static JsonObject Of(RunDetails run, IEnumerable<Row> rows) => new()
    {
        ["summary"] = Of(run.Summary),
        ["owner"] = run.Owner,
        ["program"] = run.Spec.Program,
        ["args"] = EnsembleJson.Strings(run.Spec.Args),
        ["cwd"] = run.Spec.Cwd,
        ["parse"] = run.Spec.Parse,
        ["rowsFile"] = run.RowsFile,
        ["attempts"] = new JsonArray([.. run.Attempts.Select(Of)]),
        ["rows"] = new JsonArray([.. rows.Select(row => EnsembleJson.Strings(row.Values))]),
    };

    private static JsonObject Of(AttemptReport attempt) => new()
    {
        ["attempt"] = attempt.Attempt,
        ["state"] = CommonWords.Of(attempt.State),
        ["reason"] = attempt.Reason,
        ["mpi"] = attempt.Mpi,
        ["started"] = Time(attempt.StartedUs),
        ["ranksStarted"] = Time(attempt.RanksStartedUs),
        ["firstRow"] = Time(attempt.FirstRowUs),
        ["ranksEnded"] = Time(attempt.RanksEndedUs),
        ["ended"] = Time(attempt.EndedUs),
        ["lines"] = attempt.Lines,
        ["rows"] = attempt.Rows,
        ["unmatched"] = attempt.Unmatched,
        ["undecodable"] = attempt.Undecodable,
        ["moments"] = new JsonArray([.. attempt.Moments.Select(m => new JsonObject { ["at"] = Time(m.AtUs), ["what"] = m.What })]),
        ["strays"] = EnsembleJson.Strings(attempt.Strays),
        ["producerNode"] = attempt.ProducerNode,
        ["parserNode"] = attempt.ParserNode,
        ["ranksTotal"] = attempt.RanksTotal,
        ["ranks"] = new JsonArray([.. attempt.Ranks.Select(Of)]),
    };

    private static JsonObject Of(RankReport rank) => new()
    {
        ["rank"] = rank.Rank,
        ["node"] = rank.Node,
        ["pid"] = rank.Pid,
        ["puid"] = rank.Puid,
        ["ended"] = rank.Ended,
        ["exitCode"] = rank.ExitCode,
        ["signal"] = rank.Signal,
        ["reason"] = rank.Reason,
        ["stoppedByUs"] = rank.StoppedByUs,
        ["seconds"] = rank.RuntimeUs / 1e6,
        ["stderr"] = EnsembleJson.Strings(rank.StderrTail),
    };

    private static JsonNode? Time(long microseconds) => microseconds == 0 ? null : CommonWords.Time(microseconds);
}
