using System.Text.Json;
using Akka.Actor;
using Akka.Configuration;
using Akka.Remote.Wire;
using Shouldly;
using Xunit;
using Xunit.Abstractions;
using AkkaSerialization = Akka.Serialization.Serialization;

namespace Engine.Wire.Tests.Frames;

/// <summary>What the recorded frames carry: each message becomes an object and the object the same bytes again.</summary>
public sealed class RecordedMessageTests(ITestOutputHelper output) : IDisposable
{
    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create("Cluster", ConfigurationFactory.ParseString("""
        akka {
          loglevel = OFF
          stdout-loglevel = OFF
          actor {
            provider = "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster"
            serializers.ping = "WireSample.PingSerializer, WireSample"
            serialization-bindings { "WireSample.Ping, WireSample" = ping, "WireSample.Pong, WireSample" = ping }
            serialization-settings.allowed-assemblies = ["WireSample"]
          }
          remote.deployable-actors = ["WireSample.Worker, WireSample", "WireSample.SimpleWorker, WireSample"]
          extensions = ["Akka.Cluster.Tools.PublishSubscribe.DistributedPubSubExtensionProvider, Akka.Cluster.Tools"]
          remote.dot-netty.tcp { hostname = "127.0.0.1", port = 0, public-port = 47101 }
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        """).WithFallback(Akka.Cluster.Tools.Singleton.ClusterSingletonManager.DefaultConfig())
        .WithFallback(Akka.Cluster.Tools.Client.ClusterClientReceptionist.DefaultConfig()));

    public void Dispose() => _system.Terminate().Wait(TimeSpan.FromSeconds(20));

    [Fact]
    public void Every_recorded_message_is_read_and_written_back_to_the_same_bytes()
    {
        var (same, differ) = (0, new List<string>());
        foreach (var file in Recording.Files)
            foreach (var recorded in Recording.Read(file))
            {
                var frame = default(InboundFrame);
                FrameDecoder.TryDecode(recorded.Payload, ref frame).ShouldBeTrue();
                if (!frame.HasEnvelope || IsUnreadable(file, recorded.Number))
                    continue;
                var problem = RoundTrip(frame.Message.ToArray(), frame.SerializerId, System.Text.Encoding.UTF8.GetString(frame.Manifest));
                if (problem == null)
                    same++;
                else
                    differ.Add($"{file} {recorded.Number} {recorded.Kind}: {problem}");
            }
        output.WriteLine($"{same} messages are the same, {differ.Count} differ");
        Report(differ);
    }

    [Fact]
    public void Every_serializer_vector_is_read_and_written_back_to_the_same_bytes()
    {
        var differ = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(Recording.Folder, "serializer-vectors.jsonl")))
        {
            var vector = JsonDocument.Parse(line).RootElement;
            var problem = RoundTrip(
                Convert.FromHexString(vector.GetProperty("bytes_hex").GetString()!), vector.GetProperty("serializerId").GetInt32(), vector.GetProperty("manifest").GetString()!);
            if (problem != null)
                differ.Add($"vector {vector.GetProperty("n")} {vector.GetProperty("what")}: {problem}");
        }
        Report(differ);
    }

    /// <summary>A JSON value at top level does not say its type: it comes back as text, as it does on the recorded peers.</summary>
    private static bool LosesItsType(byte[] bytes, int serializerId) => serializerId == 1 && bytes.Length > 0 && bytes[0] != '{';

    /// <summary>JSON inside that the recorded peers could not read either: exceptions, whose ISerializable form has wrapped numbers.</summary>
    private static bool IsUnreadable(string file, int number) => file == "e-control-messages.jsonl" && number is 22 or 29;

    /// <summary>The entries of a map have no order on the wire.</summary>
    private static bool SameButForMapOrder(byte[] a, byte[] b, int serializerId, string manifest) =>
        serializerId == 9 && manifest == "B"
        && Akka.Cluster.Tools.PublishSubscribe.Serialization.Proto.Delta.Parser.ParseFrom(a).Equals(Akka.Cluster.Tools.PublishSubscribe.Serialization.Proto.Delta.Parser.ParseFrom(b));

    private string? RoundTrip(byte[] bytes, int serializerId, string manifest)
    {
        if (LosesItsType(bytes, serializerId))
            return null;
        try
        {
            var message = _system.Serialization.Deserialize(bytes, serializerId, manifest);
            var serializer = _system.Serialization.FindSerializerFor(message);
            if (serializer.Identifier != serializerId)
                return $"serializer {serializer.Identifier} writes a {message.GetType()} that came with {serializerId}";
            // Written only with use-legacy-behavior = off, read always.
            var short17 = serializerId == 17 && manifest.Length == 1;
            if (!short17 && AkkaSerialization.ManifestFor(serializer, message) != manifest)
                return $"manifest {AkkaSerialization.ManifestFor(serializer, message)} instead of {manifest}";
            var again = AkkaSerialization.WithTransport(_system, (serializer, message), static s => s.serializer.ToBinary(s.message));
            return again.AsSpan().SequenceEqual(bytes) || SameButForMapOrder(again, bytes, serializerId, manifest) ? null : $"{Convert.ToHexString(again)} instead of {Convert.ToHexString(bytes)}";
        }
        catch (Exception e)
        {
            return e.GetType().Name + ": " + e.Message;
        }
    }

    private void Report(List<string> differ)
    {
        foreach (var line in differ)
            output.WriteLine(line.Length > 600 ? line[..600] + "..." : line);
        differ.Count.ShouldBe(0, string.Join('\n', differ.Take(5).Select(d => d.Length > 300 ? d[..300] : d)));
    }
}
