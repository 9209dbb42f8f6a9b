using System.Text.Json;
using Engine.Wire.Tests.Frames;
using Shouldly;
using Xunit;

namespace Engine.Wire.Tests.Replay;

/// <summary>Every system of every recording, and the test in which our node stands in its place.</summary>
public sealed class RecordedSides
{
    private static readonly (string File, string Node, Type Test)[] Table =
    [
        ("a-association", "A", typeof(ConnectingReplayTests)),
        ("a-association", "B", typeof(AssociationReplayTests)),
        ("a2-handshake-corner-cases", "A", typeof(CrossingAsAReplayTests)),
        ("a2-handshake-corner-cases", "B", typeof(CrossingReplayTests)),
        ("g-cluster-join-leave", "A", typeof(SeedReplayTests)),
        ("g-cluster-join-leave", "B", typeof(JoinerReplayTests)),
        ("g-cluster-join-leave", "C", typeof(LeaverReplayTests)),
        ("g2-cluster-down-unreachable", "A", typeof(DowningReplayTests)),
        ("g2-cluster-down-unreachable", "B", typeof(WitnessReplayTests)),
        ("g2-cluster-down-unreachable", "C", typeof(DownedReplayTests)),
        ("d-death-watch", "A", typeof(WatchingReplayTests)),
        ("d-death-watch", "B", typeof(DeathWatchReplayTests)),
        ("h-singleton", "A", typeof(LeavingSingletonReplayTests)),
        ("h-singleton", "B", typeof(SingletonReplayTests)),
        ("h-singleton", "C", typeof(SingletonProxyReplayTests)),
        ("j-cluster-client", "A", typeof(ReceptionistReplayTests)),
        ("j-cluster-client", "B", typeof(SecondReceptionistReplayTests)),
        ("j-cluster-client", "C", typeof(ClusterClientReplayTests)),
        ("j-cluster-client", "D", typeof(ShortManifestClientReplayTests)),
        ("i-pubsub", "A", typeof(PubSubPublisherReplayTests)),
        ("i-pubsub", "B", typeof(PubSubSubscriberReplayTests)),
        ("i-pubsub", "C", typeof(PubSubNewcomerReplayTests)),
        ("l-cluster-router", "A", typeof(ClusterRouterReplayTests)),
        ("l-cluster-router", "B", typeof(ClusterRouterReplayTests)),
        ("l-cluster-router", "C", typeof(LeavingWorkerReplayTests)),
        ("c-selection-identify", "A", typeof(SelectionSenderReplayTests)),
        ("c-selection-identify", "B", typeof(SelectionReplayTests)),
        ("e-control-messages", "A", typeof(ControlMessageSenderReplayTests)),
        ("e-control-messages", "B", typeof(ControlMessageReplayTests)),
        ("b-user-messages", "A", typeof(UserMessageSenderReplayTests)),
        ("b-user-messages", "B", typeof(UserMessageReplayTests)),
        ("b-user-messages", "C", typeof(UserMessageSenderReplayTests)),
        ("k-oversized-and-missing", "A", typeof(SendingOversizedReplayTests)),
        ("k-oversized-and-missing", "B", typeof(OversizedReplayTests)),
        ("f-remote-deploy", "A", typeof(RemoteDeployerReplayTests)),
        ("f-remote-deploy", "B", typeof(RemoteDeployReplayTests)),
    ];

    public static bool Has(string file, string node, Type test) => Table.Contains((Path.GetFileNameWithoutExtension(file), node, test));

    [Fact]
    public void Every_recorded_system_has_a_test_that_plays_the_others_against_ours()
    {
        var index = JsonDocument.Parse(File.ReadAllText(Path.Combine(Recording.Folder, "index.json"))).RootElement;
        var recorded = index.EnumerateArray().Where(e => e.TryGetProperty("systems", out _)).SelectMany(e => e.GetProperty("systems").EnumerateArray()
            .Select(s => (Path.GetFileNameWithoutExtension(e.GetProperty("file").GetString()!), s.GetProperty("label").GetString()!)));
        Table.Select(side => (side.File, side.Node)).Order().ShouldBe(recorded.Distinct().Order());
    }
}
