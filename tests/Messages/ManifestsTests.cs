using Google.Protobuf;
using Muster.Messages;
using Muster.Messages.Ranks;
using Shouldly;
using Xunit;

namespace Muster.Tests.Messages;

public class ManifestsTests
{
    [Fact]
    public void Every_manifest_and_every_type_stands_in_the_table_once()
    {
        Manifests.All.Select(e => e.Manifest).ShouldBeUnique();
        Manifests.All.Select(e => e.Type).ShouldBeUnique();
        Manifests.All.ShouldAllBe(e => e.Manifest.Length == 2);
    }

    [Fact]
    public void The_manifests_that_were_given_out_keep_their_meaning()
    {
        // A part of the protocol: a line may be added here, none may change.
        var given = new (string, string)[]
        {
            ("ra", "StartGroup"), ("rb", "GroupRefused"), ("rc", "RanksStarted"), ("rd", "RankEnded"), ("re", "NodeGroupEnded"), ("rf", "StopGroup"),
            ("rg", "FenceEntered"), ("rh", "FenceCompleted"), ("ri", "EndGroup"), ("rj", "LineBatch"), ("rk", "Stored"), ("rl", "GetNodeDescription"),
            ("rm", "NodeDescription"), ("rn", "UseParser"), ("rp", "GroupReports"), ("rq", "SignalGroup"), ("rr", "PutInput"), ("rs", "InputTaken"),
            ("rt", "AskName"), ("ru", "NameAnswer"), ("rv", "UseProducer"),
            ("wa", "SubmitRuns"), ("wb", "RunsAccepted"), ("wc", "RunsRefused"), ("wd", "PlanRuns"), ("we", "RunsPlanned"), ("wf", "CancelSubmission"),
            ("wg", "SubmissionCancelled"), ("wh", "GetRuns"), ("wi", "Runs"), ("wj", "GetRun"), ("wk", "RunDetails"), ("wl", "GetNodes"), ("wm", "Nodes"),
            ("wn", "FollowSubmission"), ("wo", "SubmissionEvents"), ("wp", "FollowRows"), ("wq", "Rows"), ("wr", "StopCluster"), ("ws", "ClusterStopping"),
            ("wt", "RequestRefused"), ("wu", "MessageNotUnderstood"), ("wA", "FollowOutput"), ("wB", "OutputPart"), ("wC", "SignalRun"), ("wD", "RunSignalled"),
            ("wv", "ResumeRuns"), ("ww", "RunsResumed"), ("wx", "DrainNode"), ("wy", "NodeDrained"),
            ("ns", "GetProducing"), ("nt", "Producing"), ("nu", "RunHeld"), ("nv", "AdoptRun"), ("nw", "ParserReplaced"), ("nx", "StreamWanted"),
            ("na", "OpenParser"), ("nb", "ParserOpened"), ("nc", "ParserRefused"), ("nd", "CloseParser"), ("ne", "StartRun"), ("nf", "RunTaken"),
            ("ng", "GroupStarted"), ("nh", "GroupRankEnded"), ("ni", "GroupEnded"), ("nj", "StopRun"), ("nk", "NodeLost"), ("nl", "CloseRun"),
            ("nm", "RowBatch"), ("nn", "RowsStored"), ("no", "StoreFailed"), ("np", "OpenResult"), ("nq", "ResultOpened"), ("nr", "CloseResult"),
            ("wV", "ParametersAdded"), ("wW", "AddParameters"), ("wX", "Unmatched"), ("wY", "GetUnmatched"), ("wZ", "RunCancelled"), ("wz", "CancelRun"),
            ("ha", "StopHost"), ("hb", "HostStopping"), ("hc", "GetHostStanding"), ("hd", "HostStanding"),
            ("ta", "ObserveNode"), ("tb", "NodeObserved"), ("tc", "EndObserving"), ("td", "ObservingEnded"), ("te", "NodeSample"), ("tf", "FollowTelemetry"),
            ("tg", "TelemetryPage"), ("th", "EndTelemetry"), ("ti", "TelemetryEnded"),
            ("la", "LogRecords"), ("lb", "LogsStored"), ("lc", "LogsRefused"), ("ld", "OpenLogSource"), ("le", "LogSourceOpened"), ("lf", "SearchLogs"), ("lg", "LogHits"),
            ("lh", "CountLogs"), ("li", "LogCounts"), ("lj", "TestRules"), ("lk", "RulesTested"),
        };
        Manifests.All.Select(e => (e.Manifest, e.Type.Name)).ShouldBe(given, ignoreOrder: true);
    }

    [Fact]
    public void The_document_of_the_contract_lists_every_message_of_the_workflow()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Actors.sln")))
            folder = folder.Parent!;
        var listed = System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(Path.Combine(folder.FullName, "docs", "driver.md")), @"\| ([a-z][a-zA-Z]) \| (\w+) (?=\|)")
            .Select(cells => (cells.Groups[1].Value, cells.Groups[2].Value)).ToList();
        listed.ShouldBeSubsetOf(Manifests.All.Select(e => (e.Manifest, e.Type.Name)));
        Manifests.All.Where(e => e.Manifest[0] == 'w').Select(e => (e.Manifest, e.Type.Name)).ShouldBeSubsetOf(listed);
        File.ReadAllText(Path.Combine(folder.FullName, "docs", "driver.md")).ShouldContain($"identifier **{MusterSerializer.WireIdentifier}**");
    }

    [Fact]
    public void A_field_of_a_newer_version_survives_a_round_trip()
    {
        // StartGroup with field 1000 set to 7, which this version does not know.
        var output = new MemoryStream();
        new Stored { Rank = 3 }.WriteTo(output);
        var coded = new CodedOutputStream(output, leaveOpen: true);
        coded.WriteTag(1000, WireFormat.WireType.Varint);
        coded.WriteInt32(7);
        coded.Flush();

        var read = Stored.Parser.ParseFrom(output.ToArray());

        read.Rank.ShouldBe(3);
        read.ToByteArray().ShouldBe(output.ToArray());
    }
}
