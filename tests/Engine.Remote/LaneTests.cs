using System.Text;
using Akka.Actor;
using Akka.Remote;
using Akka.Remote.Associations;
using Akka.Serialization;
using Shouldly;
using Xunit;

namespace Engine.Remote.Tests;

/// <summary>Messages whose reading takes long wait in a lane of their association; nothing else waits for them.</summary>
public class LaneTests
{
    private const string Bound = """
        akka.actor {
          serializers.slow = "Engine.Remote.Tests.SlowSerializer, Engine.Remote.Tests"
          serialization-bindings."Engine.Remote.Tests.Slow, Engine.Remote.Tests" = slow
          serialization-identifiers."Engine.Remote.Tests.SlowSerializer, Engine.Remote.Tests" = 4242
        }
        akka.remote.transport-failure-detector.heartbeat-interval = 100ms

        """;

    [Fact]
    public async Task A_serializer_that_hangs_holds_up_its_own_association_and_no_other_and_no_heartbeat()
    {
        await using var systems = new Systems();
        using var gate = new SlowSerializer.Gate("hangs");
        var (a, b, c) = (systems.Start("A", 0, Bound), systems.Start("B", 0, Bound), systems.Start("C", 0, Bound));
        var received = new List<object>();
        b.ActorOf(Props.Create(() => new Collector(received)), "sink");
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        var sink = Systems.Ref(a, b, "/user/sink");
        sink.Tell("before", ActorRefs.NoSender);
        sink.Tell(new Slow("hangs"), ActorRefs.NoSender);
        await Systems.Until(() => gate.Waiting, "the serializer is at it");
        sink.Tell("after", ActorRefs.NoSender);

        for (var i = 0; i < 100; i++)
            (await Systems.Ref(c, b, "/user/echo").Ask<string>("from elsewhere", Systems.Patience)).ShouldBe("from elsewhere");
        // Signs of life of the very association go by.
        var probe = ((ExtendedActorSystem)a).SystemActorOf(Props.Create(() => new Life(Systems.AddressOf(b))), "cluster");
        (await probe.Ask<string>("alive?", Systems.Patience)).ShouldBe("alive");
        lock (received)
            received.ShouldBe(["before"]);
        gate.Open();
        await Systems.Until(() => { lock (received) return received.Count == 3; }, "the rest arrives");
        received.ShouldBe(["before", new Slow("hangs"), "after"]);
    }

    [Fact]
    public async Task Slow_and_prompt_messages_keep_their_order_and_the_end_of_their_sender_comes_last()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A", 0, Bound), systems.Start("B", 0, Bound));
        var received = new List<object>();
        var talker = b.ActorOf(Props.Create(() => new Talker()), "talker");
        var far = await a.ActorSelection(Systems.AddressOf(b) + "/user/talker").ResolveOne(Systems.Patience);
        var watcher = a.ActorOf(Props.Create(() => new Watching(far, received)));
        await Systems.Until(() => { far.Tell("watched?", watcher); lock (received) return received.Contains("yes"); }, "the watch is known");
        far.Tell("talk", watcher);
        await Systems.Until(() => { lock (received) return received.OfType<Terminated>().Any(); }, "the end is told");
        lock (received)
        {
            var said = received.Where(m => m is not "yes").ToArray();
            said.Take(2_000).ShouldBe(Talker.Speech());
            said.Length.ShouldBe(2_001);
        }
    }

    [Fact]
    public async Task A_peer_that_sends_faster_than_can_be_read_is_left_to_its_own_buffers()
    {
        await using var systems = new Systems();
        using var gate = new SlowSerializer.Gate("full");
        var b = systems.Start("B", 0, Bound);
        var received = new List<object>();
        b.ActorOf(Props.Create(() => new Collector(received)), "sink");
        using var peer = await RawPeer.Connect(Systems.AddressOf(b).Port!.Value);
        await peer.Associate("Raw", 1, 7);
        var text = Encoding.UTF8.GetBytes("full" + new string('x', 100_000));
        var frame = RawPeer.Envelope(Systems.AddressOf(b) + "/user/sink", text, 4242, "");
        const int count = 400;
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < count; i++)
                await peer.Send(frame);
        });
        var association = ((Remoting)((RemoteActorRefProvider)((ExtendedActorSystem)b).Provider).Transport).Associations.Single();
        await Systems.Until(() => association.Lane.Count * 100_000L > InboundLane.Limit, "the lane fills");
        // What the sockets hold is all that is still taken; 40 MB were offered.
        (await Task.WhenAny(sending, Task.Delay(500))).ShouldNotBe(sending);
        (association.Lane.Count * 100_000L).ShouldBeLessThan(InboundLane.Limit + 2_000_000);
        gate.Open();
        await sending;
        await Systems.Until(() => { lock (received) return received.Count == count; }, "everything arrives in the end");
    }

    [Fact]
    public async Task A_full_bounded_mailbox_holds_up_its_sender_and_no_other_association()
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, """
            small { mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka", mailbox-capacity = 1, mailbox-push-timeout-time = 120s }
            """);
        var (a, c) = (systems.Start("A"), systems.Start("C"));
        using var busy = new ManualResetEventSlim();
        b.ActorOf(Props.Create(() => new Blocked(busy)).WithMailbox("small"), "small");
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        for (var i = 0; i < 10; i++)
            Systems.Ref(a, b, "/user/small").Tell("fill", ActorRefs.NoSender);
        var start = b.Scheduler.MonotonicClock;
        for (var i = 0; i < 10; i++)
            (await Systems.Ref(c, b, "/user/echo").Ask<string>("still there?", Systems.Patience)).ShouldBe("still there?");
        (b.Scheduler.MonotonicClock - start).ShouldBeLessThan(Systems.Patience);
        busy.Set();
    }

    [Fact]
    public async Task A_bounded_mailbox_that_was_still_being_made_when_it_got_its_first_message_holds_up_no_other_association()
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, "late { mailbox-type = \"Engine.Remote.Tests.LateMailbox, Engine.Remote.Tests\" }");
        var (a, c) = (systems.Start("A"), systems.Start("C"));
        using var busy = new ManualResetEventSlim();
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        b.ActorOf(Props.Create(() => new Blocked(busy)).WithMailbox("late"), "small");
        var small = Systems.Ref(a, b, "/user/small");
        small.Tell("first", ActorRefs.NoSender);
        (await Systems.Ref(a, b, "/user/echo").Ask<string>("arrived", Systems.Patience)).ShouldBe("arrived");
        LateMailbox.Made.Set();
        await Systems.Until(() => Volatile.Read(ref Blocked.Waiting) > 0, "the actor is at its first message");
        for (var i = 0; i < 10; i++)
            small.Tell("fill", ActorRefs.NoSender);
        for (var i = 0; i < 10; i++)
            (await Systems.Ref(c, b, "/user/echo").Ask<string>("still there?", Systems.Patience)).ShouldBe("still there?");
        busy.Set();
    }

    private sealed class Blocked : ReceiveActor
    {
        public static int Waiting;

        public Blocked(ManualResetEventSlim busy) => ReceiveAny(_ =>
        {
            Interlocked.Increment(ref Waiting);
            busy.Wait();
            Interlocked.Decrement(ref Waiting);
        });
    }

    private sealed class Talker : ReceiveActor
    {
        public Talker()
        {
            Receive<string>(text => text == "watched?", _ => Sender.Tell("yes"));
            Receive<string>(text => text == "talk", _ =>
            {
                foreach (var word in Speech())
                    Sender.Tell(word);
                Context.Stop(Self);
            });
        }

        public static IEnumerable<object> Speech() => Enumerable.Range(0, 2_000).Select(i => i % 7 == 0 ? new Slow($"{i}") : (object)i);
    }

    private sealed class Life : ReceiveActor
    {
        private IActorRef _asker = ActorRefs.Nobody;

        public Life(Address node)
        {
            Receive<string>(_ =>
            {
                _asker = Sender;
                Context.ActorSelection(node + "/system/remote-watcher").Tell(RemoteWatcher.Heartbeat.Instance);
            });
            Receive<RemoteWatcher.HeartbeatRsp>(_ => _asker.Tell("alive"));
        }
    }
}

public sealed record Slow(string Text);

/// <summary>Waits at a gate of the name that a text begins with, as long as there is one and it is closed.</summary>
public sealed class SlowSerializer(ExtendedActorSystem system) : Serializer(system)
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, Gate> Gates = new();

    public override int Identifier => 4242;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => Encoding.UTF8.GetBytes(((Slow)obj).Text);

    public override object FromBinary(byte[] bytes, Type type)
    {
        var text = Encoding.UTF8.GetString(bytes);
        foreach (var (name, gate) in Gates)
            if (text.StartsWith(name, StringComparison.Ordinal))
                gate.Pass();
        return new Slow(text);
    }

    public sealed class Gate : IDisposable
    {
        private readonly ManualResetEventSlim _open = new();
        private readonly string _name;

        public Gate(string name) => Gates[_name = name] = this;

        public bool Waiting { get; private set; }

        public void Open() => _open.Set();

        public void Pass()
        {
            Waiting = true;
            _open.Wait();
        }

        public void Dispose()
        {
            Open();
            Gates.TryRemove(_name, out _);
        }
    }
}

/// <summary>A bounded mailbox that is ready when the test says so.</summary>
public sealed class LateMailbox(Settings settings, Akka.Configuration.Config config) : Akka.Dispatch.MailboxType(settings, config)
{
    public static readonly ManualResetEventSlim Made = new();

    public override Akka.Dispatch.MessageQueues.IMessageQueue Create(IActorRef owner, ActorSystem system)
    {
        Made.Wait(Systems.Patience);
        return new Akka.Dispatch.MessageQueues.BoundedMessageQueue(1, TimeSpan.FromSeconds(120));
    }
}
