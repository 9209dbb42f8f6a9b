using Google.Protobuf;
using Muster.Messages.Hosts;
using Muster.Messages.Logs;
using Muster.Messages.Ranks;
using Muster.Messages.Runs;
using Muster.Messages.Telemetry;
using Muster.Messages.Workflow;

namespace Muster.Messages;

/// <summary>
/// The closed table of what may cross the wire. ONLY APPEND: a manifest is part of the protocol, and a retired one is never used again.
/// </summary>
public static class Manifests
{
    private static readonly (string Manifest, MessageParser Parser, Type Type)[] Table =
    [
        // ranks.proto
        Entry("ra", StartGroup.Parser),
        Entry("rb", GroupRefused.Parser),
        Entry("rc", RanksStarted.Parser),
        Entry("rd", RankEnded.Parser),
        Entry("re", NodeGroupEnded.Parser),
        Entry("rf", StopGroup.Parser),
        Entry("rg", FenceEntered.Parser),
        Entry("rh", FenceCompleted.Parser),
        Entry("ri", EndGroup.Parser),
        Entry("rj", LineBatch.Parser),
        Entry("rk", Stored.Parser),
        Entry("rl", GetNodeDescription.Parser),
        Entry("rm", NodeDescription.Parser),
        Entry("rn", UseParser.Parser),
        Entry("rp", GroupReports.Parser),
        Entry("rq", SignalGroup.Parser),
        Entry("rr", PutInput.Parser),
        Entry("rs", InputTaken.Parser),
        Entry("rt", AskName.Parser),
        Entry("ru", NameAnswer.Parser),
        Entry("rv", UseProducer.Parser),
        // workflow.proto
        Entry("wa", SubmitRuns.Parser),
        Entry("wb", RunsAccepted.Parser),
        Entry("wc", RunsRefused.Parser),
        Entry("wd", PlanRuns.Parser),
        Entry("we", RunsPlanned.Parser),
        Entry("wf", CancelSubmission.Parser),
        Entry("wg", SubmissionCancelled.Parser),
        Entry("wh", GetRuns.Parser),
        Entry("wi", Workflow.Runs.Parser),
        Entry("wj", GetRun.Parser),
        Entry("wk", RunDetails.Parser),
        Entry("wl", GetNodes.Parser),
        Entry("wm", Nodes.Parser),
        Entry("wn", FollowSubmission.Parser),
        Entry("wo", SubmissionEvents.Parser),
        Entry("wp", FollowRows.Parser),
        Entry("wq", Rows.Parser),
        Entry("wr", StopCluster.Parser),
        Entry("ws", ClusterStopping.Parser),
        Entry("wt", RequestRefused.Parser),
        Entry("wu", MessageNotUnderstood.Parser),
        Entry("wv", ResumeRuns.Parser),
        Entry("ww", RunsResumed.Parser),
        Entry("wW", AddParameters.Parser),
        Entry("wV", ParametersAdded.Parser),
        Entry("wz", CancelRun.Parser),
        Entry("wZ", RunCancelled.Parser),
        Entry("wY", GetUnmatched.Parser),
        Entry("wX", Unmatched.Parser),
        Entry("wx", DrainNode.Parser),
        Entry("wy", NodeDrained.Parser),
        Entry("wA", FollowOutput.Parser),
        Entry("wB", OutputPart.Parser),
        Entry("wC", SignalRun.Parser),
        Entry("wD", RunSignalled.Parser),
        // runs.proto
        Entry("na", OpenParser.Parser),
        Entry("nb", ParserOpened.Parser),
        Entry("nc", ParserRefused.Parser),
        Entry("nd", CloseParser.Parser),
        Entry("ne", StartRun.Parser),
        Entry("nf", RunTaken.Parser),
        Entry("ng", GroupStarted.Parser),
        Entry("nh", GroupRankEnded.Parser),
        Entry("ni", GroupEnded.Parser),
        Entry("nj", StopRun.Parser),
        Entry("nk", NodeLost.Parser),
        Entry("nl", CloseRun.Parser),
        Entry("nm", RowBatch.Parser),
        Entry("nn", RowsStored.Parser),
        Entry("no", StoreFailed.Parser),
        Entry("np", OpenResult.Parser),
        Entry("nq", ResultOpened.Parser),
        Entry("nr", CloseResult.Parser),
        Entry("ns", GetProducing.Parser),
        Entry("nt", Producing.Parser),
        Entry("nu", RunHeld.Parser),
        Entry("nv", AdoptRun.Parser),
        Entry("nw", ParserReplaced.Parser),
        Entry("nx", StreamWanted.Parser),
        // hosts.proto
        Entry("ha", StopHost.Parser),
        Entry("hb", HostStopping.Parser),
        Entry("hc", GetHostStanding.Parser),
        Entry("hd", HostStanding.Parser),
        // logs.proto
        Entry("la", LogRecords.Parser),
        Entry("lb", LogsStored.Parser),
        Entry("lc", LogsRefused.Parser),
        Entry("ld", OpenLogSource.Parser),
        Entry("le", LogSourceOpened.Parser),
        Entry("lf", SearchLogs.Parser),
        Entry("lg", LogHits.Parser),
        Entry("lh", CountLogs.Parser),
        Entry("li", LogCounts.Parser),
        Entry("lj", TestRules.Parser),
        Entry("lk", RulesTested.Parser),
        // telemetry.proto
        Entry("ta", ObserveNode.Parser),
        Entry("tb", NodeObserved.Parser),
        Entry("tc", EndObserving.Parser),
        Entry("td", ObservingEnded.Parser),
        Entry("te", NodeSample.Parser),
        Entry("tf", FollowTelemetry.Parser),
        Entry("tg", TelemetryPage.Parser),
        Entry("th", EndTelemetry.Parser),
        Entry("ti", TelemetryEnded.Parser),
    ];

    private static readonly Dictionary<string, MessageParser> ByManifest = Table.ToDictionary(e => e.Manifest, e => e.Parser);
    private static readonly Dictionary<Type, string> ByType = Table.ToDictionary(e => e.Type, e => e.Manifest);

    /// <summary>Every message type of the table with its manifest.</summary>
    public static IEnumerable<(string Manifest, Type Type)> All => Table.Select(e => (e.Manifest, e.Type));

    /// <summary>The manifest of a message type, or null when the type is not in the table.</summary>
    public static string? Of(Type type) => ByType.GetValueOrDefault(type);

    /// <summary>The parser of a manifest, or null when the manifest is not in the table.</summary>
    public static MessageParser? ParserOf(string manifest) => ByManifest.GetValueOrDefault(manifest);

    private static (string, MessageParser, Type) Entry<T>(string manifest, MessageParser<T> parser)
        where T : IMessage<T> => (manifest, parser, typeof(T));
}
