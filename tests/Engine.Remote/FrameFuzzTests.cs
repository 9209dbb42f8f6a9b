using System.Buffers;
using System.Text;
using Akka.Actor;
using Akka.Remote;
using Akka.Remote.Associations;
using Akka.Remote.Serialization.Proto;
using Akka.Remote.Transport;
using Akka.Remote.Wire;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Remote.Tests;

/// <summary>Mutated frames: nothing throws, nothing is read beyond its frame. MUSTER_FUZZ_FRAMES sets the number, MUSTER_FUZZ_SEED repeats a run.</summary>
public class FrameFuzzTests(ITestOutputHelper output)
{
    private static readonly int Count = int.Parse(
        Environment.GetEnvironmentVariable("MUSTER_FUZZ_FRAMES") ?? (Environment.GetEnvironmentVariable("MUSTER_TEST_SIZE") == "soak" ? "10000000" : "300000"));

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

    /// <summary>The same against a whole system: handshakes, associations, serializers, actors, dead letters.</summary>
    [Fact]
    public async Task Mutated_frames_do_a_system_no_harm_and_leave_no_memory_behind()
    {
        var count = Count / 6;
        var seed = int.Parse(Environment.GetEnvironmentVariable("MUSTER_FUZZ_SEED") ?? Random.Shared.Next().ToString());
        var random = new Random(seed);
        await using var systems = new Systems();
        var b = systems.Start("S", 0, "akka.loglevel = OFF, akka.stdout-loglevel = OFF, akka.loggers = [], akka.log-dead-letters = off");
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        var me = Systems.AddressOf(b);
        var remoting = (Remoting)((RemoteActorRefProvider)((ExtendedActorSystem)b).Provider).Transport;
        var samples = Samples(me.ToString());
        var (links, uid, taken, memory, peak) = (0, 0, 0, 0L, 0L);
        Link? link = null;
        var buffer = new byte[8192];
        for (var i = 0; i < count; i++)
        {
            if (link is not { Phase: LinkPhase.Open })
            {
                link = remoting.Accept();
                remoting.Opened(link);
                links++;
                // Few peers that come back, so that their associations are used on and on.
                Give(remoting, link, Associate("Raw", (uint)(1 + random.Next(20)), (ulong)(1 + uid++ / 1_000)));
            }
            var length = Mutate(random, samples[random.Next(samples.Length)], buffer);
            if (Give(remoting, link, buffer.AsSpan(0, length).ToArray()))
                taken++;
            while (link.Outbox.Take(out _) is { } chunk)
                link.Outbox.Return(chunk);
            if (i % (count / 10) == count / 20)
            {
                // What piles up in mailboxes and lanes is no leak.
                await Systems.Until(() => remoting.Associations.All(x => x.Lane.IsIdle), "the lanes are read");
                memory = GC.GetTotalMemory(true);
                peak = peak == 0 ? memory : Math.Max(peak, memory);
            }
        }
        output.WriteLine($"seed {seed}, {count} frames over {links} links, {taken} taken, {peak >> 20} MiB at most, {memory >> 20} MiB at the end");
        peak.ShouldBeLessThan(200 << 20);
        (await b.ActorSelection("/user/echo").Ask<string>("alive", Systems.Patience)).ShouldBe("alive");
        var a = systems.Start("A");
        (await Systems.Ref(a, b, "/user/echo").Ask<string>("for others, too", Systems.Patience)).ShouldBe("for others, too");
    }

    private static bool Give(Remoting remoting, Link link, byte[] payload)
    {
        var bytes = new ReadOnlySequence<byte>([.. BitConverter.GetBytes(payload.Length), .. payload]);
        var trusted = remoting.Received(link, ref bytes);
        (bytes.IsEmpty || !trusted).ShouldBeTrue();
        return trusted;
    }

    [Fact]
    public void Frames_come_out_of_a_stream_as_they_went_in_however_it_is_split()
    {
        Prop.ForAll<byte[][], int[]>((payloads, cuts) =>
        {
            var stream = payloads.SelectMany(p => BitConverter.GetBytes(p.Length).Concat(p)).ToArray();
            var at = cuts.Select(c => stream.Length == 0 ? 0 : (int)((uint)c % (uint)(stream.Length + 1))).Append(stream.Length).Order().ToArray();
            var (read, pending, from) = (new List<byte[]>(), new List<byte[]>(), 0);
            foreach (var to in at)
            {
                pending.Add(stream[from..to]);
                from = to;
                var sequence = Segments(pending);
                while (FrameReader.TryRead(ref sequence, 128_000, out var payload, out _) == FrameStatus.Complete)
                    read.Add(payload.ToArray());
                pending = [sequence.ToArray()];
            }
            return pending.Single().Length == 0 && read.Count == payloads.Length && read.Zip(payloads, (x, y) => x.AsSpan().SequenceEqual(y)).All(same => same);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Garbage_is_cut_into_frames_within_the_limit_or_refused_however_it_is_split()
    {
        Prop.ForAll<byte[], int>((garbage, cut) =>
        {
            var at = garbage.Length == 0 ? 0 : (int)((uint)cut % (uint)garbage.Length);
            var (whole, split) = (new ReadOnlySequence<byte>(garbage), Segments([garbage[..at], garbage[at..]]));
            while (true)
            {
                var first = FrameReader.TryRead(ref whole, 64, out var payload, out var length);
                var second = FrameReader.TryRead(ref split, 64, out var other, out _);
                if (first != second || !payload.ToArray().AsSpan().SequenceEqual(other.ToArray()))
                    return false;
                if (first != FrameStatus.Complete)
                    return first == FrameStatus.Refused ? length is < 0 or > 60 : length is >= 0 and <= 60;
            }
        }).QuickCheckThrowOnFailure();
    }

    private static ReadOnlySequence<byte> Segments(List<byte[]> parts)
    {
        var first = new Segment(parts[0], 0);
        var last = first;
        foreach (var part in parts.Skip(1))
            last = last.Append(part);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(byte[] bytes, long start)
        {
            Memory = bytes;
            RunningIndex = start;
        }

        public Segment Append(byte[] bytes)
        {
            var next = new Segment(bytes, RunningIndex + Memory.Length);
            Next = next;
            return next;
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

    private static byte[] Associate(string system, uint port, ulong uid) => new AkkaProtocolMessage
    {
        Instruction = new AkkaControlMessage
        {
            CommandType = CommandType.Associate,
            HandshakeInfo = new AkkaHandshakeInfo { Origin = new AddressData { System = system, Hostname = "127.0.0.1", Port = port, Protocol = "tcp" }, Uid = uid },
        },
    }.ToByteArray();

    private static byte[][] Samples(string address = "akka.tcp://S@127.0.0.1:1234")
    {
        static ByteString Text(string text) => ByteString.CopyFromUtf8(text);
        var payload = new Payload { SerializerId = 17, Message = Text("hello"), MessageManifest = Text("S") };
        var selection = new SelectionEnvelope { Payload = payload, Pattern = { new Selection { Type = Selection.Types.PatternType.ChildName, Matcher = "user" }, new Selection { Type = Selection.Types.PatternType.ChildPattern, Matcher = "ec*" } } };
        var (user, echo, peer) = (address + "/user/a#1", address + "/user/echo", "akka.tcp://Raw@127.0.0.1:1/user/x#1");
        return
        [
            [0x12, 0x02, 0x08, 0x03],
            Associate("S", 1234, 5),
            RawPeer.Envelope(user, new byte[200], 17, "System.String, System.Private.CoreLib"),
            RawPeer.Envelope(echo, Encoding.UTF8.GetBytes("a text"), 17, "S"),
            RawPeer.Envelope(echo, [1, 2, 3], 4, ""),
            RawPeer.Envelope(echo, Encoding.UTF8.GetBytes("""{"$id":"1","$type":"System.Uri, System","a":[1,2,{"b":null}]}"""), 1, ""),
            RawPeer.Envelope(echo, new StatusSuccess { Status = payload }.ToByteArray(), 16, "STS"),
            RawPeer.Envelope(echo, new Akka.Remote.Serialization.Proto.Identify { MessageId = payload }.ToByteArray(), 16, "ID"),
            RawPeer.Envelope(echo, Encoding.UTF8.GetBytes("a { b = [1, 2], c = ${a.b} }"), 16, "CF"),
            RawPeer.Envelope(address + "/", selection.ToByteArray(), 6, ""),
            RawPeer.Envelope(address + "/system/remote-watcher", [], 16, "RWHB"),
            RawPeer.Envelope(address + "/remote", new DaemonMsgCreateData { Path = address + "/remote/akka.tcp/Raw@127.0.0.1:1/user/x#1", Supervisor = new ActorRefData { Path = peer } }.ToByteArray(), 3, ""),
            RawPeer.Envelope(user, [], 22, "Akka.Dispatch.SysMsg.Terminate, Akka", 3),
            RawPeer.Envelope(echo, new WatchData { Watchee = new ActorRefData { Path = echo }, Watcher = new ActorRefData { Path = peer } }.ToByteArray(), 22, "Akka.Dispatch.SysMsg.Watch, Akka", 0),
            new AkkaProtocolMessage
            {
                Payload = new AckAndEnvelopeContainer { Ack = new AcknowledgementInfo { CumulativeAck = 13, Nacks = { 11, 12 } } }.ToByteString(),
            }.ToByteArray(),
        ];
    }
}
