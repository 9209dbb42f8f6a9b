using System.Collections.Immutable;
using System.Text.Json;
using Akka.Actor;
using Akka.Cluster.Serialization;
using Akka.Util;
using Shouldly;
using Xunit;

namespace Akka.Cluster.Tests.Wire;

public class ClusterFrameTests
{
    private readonly ClusterMessageSerializer _serializer = new(null);

    public static TheoryData<string> Files => [.. Recorded.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_recorded_cluster_message_decodes_and_encodes_to_the_same_bytes(string file)
    {
        foreach (var (what, manifest, bytes) in Recorded.ClusterMessages(file))
        {
            if (manifest.Contains("ClusterRouterPool"))
                continue;
            var message = _serializer.FromBinary(bytes, manifest);
            _serializer.Manifest(message).ShouldBe(manifest, what);
            Convert.ToHexString(_serializer.ToBinary(message)).ShouldBe(Convert.ToHexString(bytes), what);
        }
    }

    [Fact]
    public void The_recordings_hold_every_kind_of_cluster_message() =>
        Recorded.Files.SelectMany(Recorded.ClusterMessages).Select(m => m.Manifest).Distinct().Count().ShouldBe(13);

    [Fact]
    public void A_welcome_with_a_thousand_members_fits_into_a_frame_and_is_read()
    {
        ImmutableHashSet<string> roles = ["node", "producer", "parser"];
        var members = Enumerable.Range(0, 1000).Select(n =>
            Member.Create(new UniqueAddress(new Address("akka.tcp", "muster", $"node{n:0000}.cluster", 4053), 1_000_000_000 + n * 12345), n + 1, MemberStatus.Up, roles, AppVersion.Create("1.2.3"))).ToArray();
        var gossip = new Gossip([.. members], SeenBy.Of(members.Select(m => m.UniqueAddress)), Reachability.Empty, VectorClock.Create());
        foreach (var member in members.Take(20))
            gossip = new Gossip(gossip.Members, gossip.Seen, gossip.Reachability, gossip.Version.Increment(Gossip.ClockNode(member.UniqueAddress)));

        var bytes = _serializer.ToBinary(new Welcome(members[0].UniqueAddress, gossip));
        bytes.Length.ShouldBeLessThan(127_000);
        var read = (Welcome)_serializer.FromBinary(bytes, _serializer.Manifest(new Welcome(members[0].UniqueAddress, gossip)));
        read.Gossip.Members.Count.ShouldBe(1000);
        read.Gossip.Seen.Count.ShouldBe(1000);
        read.Gossip.Version.ShouldBe(gossip.Version);
    }
}

/// <summary>The messages with serializer id 5 in the recordings, also those inside selections.</summary>
internal static class Recorded
{
    public static IEnumerable<string> Files =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Recordings"), "*.jsonl").Select(Path.GetFileName).Order();

    public static IEnumerable<(string What, string Manifest, byte[] Bytes)> ClusterMessages(string file)
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Recordings", file)))
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            var what = $"{file} {root.GetProperty("n").GetInt32()}";
            if (root.TryGetProperty("bytes_hex", out var vector))
            {
                if (root.GetProperty("serializerId").GetInt32() == 5)
                    yield return (what, root.GetProperty("manifest").GetString(), Convert.FromHexString(vector.GetString()));
                continue;
            }
            var payload = Remote.Serialization.Proto.AkkaProtocolMessage.Parser.ParseFrom(Convert.FromHexString(root.GetProperty("frame_hex").GetString())).Payload;
            if (payload.IsEmpty)
                continue;
            var message = Remote.Serialization.Proto.AckAndEnvelopeContainer.Parser.ParseFrom(payload).Envelope?.Message;
            if (message?.SerializerId == 6)
                message = Remote.Serialization.Proto.SelectionEnvelope.Parser.ParseFrom(message.Message).Payload;
            if (message?.SerializerId == 5)
                yield return (what, message.MessageManifest.ToStringUtf8(), message.Message.ToByteArray());
        }
    }
}
