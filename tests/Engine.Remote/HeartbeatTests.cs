using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Remote.Serialization.Proto;
using Akka.Remote.Wire;
using Google.Protobuf;
using Shouldly;
using Xunit;

namespace Engine.Remote.Tests;

/// <summary>Alone in the process: one of these fills the thread pool.</summary>
[CollectionDefinition(nameof(HeartbeatTests), DisableParallelization = true)]
[Collection(nameof(HeartbeatTests))]
public class HeartbeatTests
{
    private const string FastHeartbeats = "akka.remote.transport-failure-detector.heartbeat-interval = 100ms";

    [Fact]
    public async Task Heartbeats_overtake_user_frames_of_a_peer_that_reads_slowly()
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, FastHeartbeats);
        using var peer = new BlockingPeer(Systems.AddressOf(b).Port!.Value);
        var sink = ((ExtendedActorSystem)b).Provider.ResolveActorRef("akka.tcp://Raw@127.0.0.1:1/user/sink");
        var payload = new byte[1_000];
        const int count = 20_000;
        for (var i = 0; i < count; i++)
            sink.Tell(payload, ActorRefs.NoSender);

        // Nothing is read until heartbeats must have been written; then the first comes after what the kernel had taken, not after 20 MB.
        var before = 0L;
        var start = b.Scheduler.MonotonicClock;
        await Systems.Until(() => b.Scheduler.MonotonicClock - start > TimeSpan.FromSeconds(1), "the clock goes on");
        await Task.Run(() =>
        {
            while (peer.Receive() is { } frame && !IsHeartbeat(frame))
                before += frame.Length;
        });
        before.ShouldBeLessThan(10_000_000);
    }

    [Fact]
    public void A_filled_thread_pool_does_not_delay_heartbeats_or_the_answers_of_the_watcher()
    {
        var systems = new Systems();
        var b = systems.Start("B", 0, FastHeartbeats);
        using var peer = new BlockingPeer(Systems.AddressOf(b).Port!.Value);
        // The watcher is started by the system guardian, which does live on the pool.
        peer.Send(Heartbeat(Systems.AddressOf(b)));
        while (IsHeartbeat(peer.Receive()!))
        {
        }
        using var gate = new ManualResetEventSlim();
        // More than the pool will start threads for while the test lasts.
        for (var i = 0; i < 2_000; i++)
            ThreadPool.UnsafeQueueUserWorkItem(_ => gate.Wait(), null);
        try
        {
            var heartbeats = new List<double>();
            var answers = new List<double>();
            var clock = Stopwatch.StartNew();
            var asked = 0;
            var machine = new Lateness();
            while (clock.Elapsed < TimeSpan.FromSeconds(4))
            {
                if (clock.Elapsed.TotalMilliseconds > asked * 500)
                {
                    asked++;
                    peer.Send(Heartbeat(Systems.AddressOf(b)));
                }
                var frame = peer.Receive()!;
                (IsHeartbeat(frame) ? heartbeats : answers).Add(clock.Elapsed.TotalMilliseconds);
            }
            // A machine that lets every thread wait lets these wait, too.
            var late = machine.Stop();
            heartbeats.Zip(heartbeats.Skip(1), (x, y) => y - x).Max().ShouldBeLessThan(1_000 + 5 * late);
            answers.Count.ShouldBeGreaterThanOrEqualTo(asked - 2 - (int)(5 * late / 500));
        }
        finally
        {
            gate.Set();
            systems.DisposeAsync().AsTask().Wait(Systems.Patience);
        }
    }

    private static bool IsHeartbeat(byte[] frame) => frame.AsSpan().SequenceEqual(new byte[] { 0x12, 0x02, 0x08, 0x03 });

    /// <summary>What a remote watcher asks once a second.</summary>
    private static byte[] Heartbeat(Address to)
    {
        var selection = new SelectionEnvelope { Payload = new Payload { SerializerId = 16, MessageManifest = ByteString.CopyFromUtf8("RWHB") } };
        foreach (var name in new[] { "system", "remote-watcher" })
            selection.Pattern.Add(new Selection { Type = Selection.Types.PatternType.ChildName, Matcher = name });
        return new AkkaProtocolMessage
        {
            Payload = new AckAndEnvelopeContainer
            {
                Envelope = new RemoteEnvelope
                {
                    Recipient = new ActorRefData { Path = to + "/" },
                    Sender = new ActorRefData { Path = "akka.tcp://Raw@127.0.0.1:1/system/remote-watcher#1" },
                    Message = new Payload { SerializerId = 6, Message = selection.ToByteString() },
                    Seq = ulong.MaxValue,
                },
            }.ToByteString(),
        }.ToByteArray();
    }

    /// <summary>How late a thread of its own is woken at worst, in milliseconds.</summary>
    private sealed class Lateness
    {
        private readonly ManualResetEventSlim _stop = new();
        private readonly Thread _thread;
        private double _worst;

        public Lateness()
        {
            _thread = new Thread(Watch) { IsBackground = true };
            _thread.Start();
        }

        public double Stop()
        {
            _stop.Set();
            _thread.Join();
            return _worst;
        }

        private void Watch()
        {
            var clock = Stopwatch.StartNew();
            for (var due = 20.0; !_stop.Wait(TimeSpan.FromMilliseconds(Math.Max(0, due - clock.Elapsed.TotalMilliseconds))); due = clock.Elapsed.TotalMilliseconds + 20)
                _worst = Math.Max(_worst, clock.Elapsed.TotalMilliseconds - due);
        }
    }

    /// <summary>A peer that needs no thread pool itself.</summary>
    private sealed class BlockingPeer : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000 };

        public BlockingPeer(int port)
        {
            _socket.Connect(IPAddress.Loopback, port);
            Send(new AkkaProtocolMessage
            {
                Instruction = new AkkaControlMessage
                {
                    CommandType = CommandType.Associate,
                    HandshakeInfo = new AkkaHandshakeInfo { Origin = new AddressData { System = "Raw", Hostname = "127.0.0.1", Port = 1, Protocol = "tcp" }, Uid = 7 },
                },
            }.ToByteArray());
            Receive();
        }

        public void Send(byte[] payload) => _socket.Send([.. BitConverter.GetBytes(payload.Length), .. payload]);

        public byte[]? Receive()
        {
            var header = Exactly(FrameReader.HeaderSize);
            return header == null ? null : Exactly(BinaryPrimitives.ReadInt32LittleEndian(header));
        }

        public void Dispose() => _socket.Dispose();

        private byte[]? Exactly(int count)
        {
            var bytes = new byte[count];
            for (var got = 0; got < count;)
            {
                var n = _socket.Receive(bytes, got, count - got, SocketFlags.None);
                if (n == 0)
                    return null;
                got += n;
            }
            return bytes;
        }
    }
}
