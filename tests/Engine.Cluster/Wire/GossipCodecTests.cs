using Akka.Cluster.Serialization;
using Akka.Cluster.Tests.Gossiping;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace Akka.Cluster.Tests.Wire;

/// <summary>States come in parts that are encoded and decoded once; what comes out must not depend on what was known before.</summary>
public class GossipCodecTests
{
    private const string Manifest = "Akka.Cluster.GossipEnvelope, Akka.Cluster";
    private readonly ClusterMessageSerializer _sender = new(null);
    private readonly ClusterMessageSerializer _receiver = new(null);

    [Fact]
    public void Any_state_is_read_as_it_was_written_by_one_that_knows_others_and_by_one_that_knows_none() =>
        Some.Hold(States, state =>
        {
            var bytes = _sender.ToBinary(Envelope(state));
            var read = Read(_receiver, bytes);
            return Same(read, state)
                && Same(Read(new ClusterMessageSerializer(null), bytes), state)
                && _receiver.ToBinary(Envelope(read)).SequenceEqual(bytes)
                && new ClusterMessageSerializer(null).ToBinary(Envelope(state)).SequenceEqual(bytes);
        });

    [Fact]
    public void Fields_in_any_order_give_the_same_state()
    {
        var state = Some.Of(Some.Member(1), Some.Member(2)).Bump(1).SeenByAll().WithReachability(Reachability.Empty.Unreachable(Some.Node(1), Some.Node(2)));
        var bytes = _sender.ToBinary(new GossipEnvelope(Some.Node(1), Some.Node(2), state));
        var gossip = Serialization.Proto.GossipEnvelope.Parser.ParseFrom(bytes).SerializedGossip.ToByteArray();
        var fields = Fields(gossip);
        var reversed = new Serialization.Proto.GossipEnvelope
        {
            From = GossipFormat.ToProto(Some.Node(1)),
            To = GossipFormat.ToProto(Some.Node(2)),
            // Groups of fields the other way round; within a group the order is what indexes refer to.
            SerializedGossip = Google.Protobuf.ByteString.CopyFrom([.. fields.GroupBy(f => f.Number).Reverse().SelectMany(g => g).SelectMany(f => f.Bytes)]),
        };
        Same(Read(_receiver, Google.Protobuf.MessageExtensions.ToByteArray(reversed)), state).ShouldBeTrue();
    }

    [Fact]
    public void What_is_cut_off_or_changed_is_an_exception_and_nothing_else()
    {
        var random = new Random(4711);
        var whole = _sender.ToBinary(Envelope(Some.Of(Some.Member(1), Some.Member(2), Some.Member(3)).Bump(1).SeenByAll()
            .WithReachability(Reachability.Empty.Unreachable(Some.Node(1), Some.Node(2)))));
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = (byte[])whole.Clone();
            if (i < whole.Length)
                bytes = bytes[..i];
            for (var changes = random.Next(4); changes > 0 && bytes.Length > 0; changes--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                Read(_receiver, bytes);
            }
            catch (Exception e) when (e is not (OutOfMemoryException or StackOverflowException))
            {
                // Remoting makes a dead letter of it.
            }
        }
        Same(Read(_receiver, whole), Read(new ClusterMessageSerializer(null), whole)).ShouldBeTrue("garbage has changed what is known");
    }

    private static FsCheck.Gen<Gossip> States =>
        from state in Some.States
        from reachability in Some.Reachabilities
        select state.WithReachability(reachability);

    private static GossipEnvelope Envelope(Gossip state) => new(Some.Node(1), Some.Node(2), state);

    private static Gossip Read(ClusterMessageSerializer serializer, byte[] bytes) => ((GossipEnvelope)serializer.FromBinary(bytes, Manifest)).Gossip;

    private static bool Same(Gossip x, Gossip y) =>
        x.Version == y.Version && x.Reachability.Equals(y.Reachability) && x.Seen.Equals(y.Seen)
        && x.Members.Select(m => (m, m.Status, m.UpNumber)).SequenceEqual(y.Members.Select(m => (m, m.Status, m.UpNumber)));

    private static List<(int Number, byte[] Bytes)> Fields(byte[] message)
    {
        var fields = new List<(int, byte[])>();
        var reader = new Remote.Wire.ProtoReader(message);
        var start = 0;
        while (reader.TryReadTag(out var number, out var wireType))
        {
            reader.Skip(wireType);
            fields.Add((number, message[start..reader.Position]));
            start = reader.Position;
        }
        return fields;
    }
}
