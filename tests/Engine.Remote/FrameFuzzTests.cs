using System.Buffers;
using Akka.Remote.Serialization.Proto;
using Akka.Remote.Wire;
using Google.Protobuf;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Remote.Tests;

/// <summary>Mutated frames: nothing throws, nothing is read beyond its frame. MUSTER_FUZZ_FRAMES sets the number, MUSTER_FUZZ_SEED repeats a run.</summary>
public class FrameFuzzTests(ITestOutputHelper output)
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("MUSTER_FUZZ_FRAMES") ?? "300000");

    [Fact]
    public void Mutated_frames_are_decoded_or_refused_and_never_throw()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("MUSTER_FUZZ_SEED") ?? Random.Shared.Next().ToString());
        output.WriteLine($"seed {seed}, {Count} frames");
        var random = new Random(seed);
        var samples = Samples();
        var (decoded, refused) = (0, 0);
        var before = GC.GetTotalAllocatedBytes();
        var buffer = new byte[4096];
        for (var i = 0; i < Count; i++)
        {
            var length = Mutate(random, samples[random.Next(samples.Length)], buffer);
            var frame = default(InboundFrame);
            if (FrameDecoder.TryDecode(buffer.AsSpan(0, length), ref frame))
                decoded++;
            else
                refused++;
        }
        output.WriteLine($"{decoded} decoded, {refused} refused, {(GC.GetTotalAllocatedBytes() - before) / Count} bytes allocated a frame");
        (decoded + refused).ShouldBe(Count);
        refused.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_stream_of_garbage_is_cut_or_refused_and_always_ends()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = new byte[random.Next(600)];
            random.NextBytes(bytes);
            // Mostly small lengths, so that frames follow each other.
            for (var at = 0; at + 4 < bytes.Length; at += random.Next(4, 40))
                bytes[at + 1] = bytes[at + 2] = bytes[at + 3] = 0;
            var sequence = new ReadOnlySequence<byte>(bytes);
            var before = sequence.Length + 1;
            while (FrameReader.TryRead(ref sequence, 128_000, out var payload, out var length) == FrameStatus.Complete)
            {
                payload.Length.ShouldBe(length);
                sequence.Length.ShouldBeLessThan(before);
                before = sequence.Length;
            }
        }
    }

    private static int Mutate(Random random, byte[] sample, byte[] buffer)
    {
        sample.CopyTo(buffer, 0);
        var length = sample.Length;
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            switch (random.Next(4))
            {
                case 0:
                    buffer[random.Next(length)] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    buffer[random.Next(length)] = (byte)random.Next(256);
                    break;
                case 2:
                    length = Math.Max(1, length - random.Next(8));
                    break;
                default:
                    var at = random.Next(length);
                    var run = Math.Min(random.Next(1, 12), length - at);
                    random.NextBytes(buffer.AsSpan(at, run));
                    break;
            }
        }
        return length;
    }

    private static byte[][] Samples() =>
    [
        [0x12, 0x02, 0x08, 0x03],
        new AkkaProtocolMessage
        {
            Instruction = new AkkaControlMessage
            {
                CommandType = CommandType.Associate,
                HandshakeInfo = new AkkaHandshakeInfo { Origin = new AddressData { System = "S", Hostname = "127.0.0.1", Port = 1234, Protocol = "tcp" }, Uid = 5 },
            },
        }.ToByteArray(),
        RawPeer.Envelope("akka.tcp://S@127.0.0.1:1234/user/a#1", new byte[200], 17, "System.String, System.Private.CoreLib"),
        RawPeer.Envelope("akka.tcp://S@127.0.0.1:1234/user/a#1", [], 22, "Akka.Dispatch.SysMsg.Terminate, Akka", 3),
        new AkkaProtocolMessage
        {
            Payload = new AckAndEnvelopeContainer { Ack = new AcknowledgementInfo { CumulativeAck = 13, Nacks = { 11, 12 } } }.ToByteString(),
        }.ToByteArray(),
    ];
}
