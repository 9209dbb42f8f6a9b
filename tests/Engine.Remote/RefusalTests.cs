using System.Text;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Akka.Remote.Associations;
using Akka.Remote.Serialization.Proto;
using Akka.Remote.Transport;
using Google.Protobuf;
using Shouldly;
using Xunit;

namespace Engine.Remote.Tests;

public class RefusalTests
{
    private const string Quiet = "akka.loglevel = OFF, akka.stdout-loglevel = OFF";

    [Theory]
    [InlineData("an impossible length", new byte[] { 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData("a length beyond the limit", new byte[] { 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData("a frame that is no protobuf", new byte[] { 3, 0, 0, 0, 0xFF, 0xFF, 0xFF })]
    [InlineData("a frame with nothing in it", new byte[] { 0, 0, 0, 0 })]
    [InlineData("a length inside that reaches beyond the frame", new byte[] { 4, 0, 0, 0, 0x0A, 0x7F, 0x12, 0x00 })]
    [InlineData("an unknown command", new byte[] { 4, 0, 0, 0, 0x12, 0x02, 0x08, 0x09 })]
    public async Task A_malformed_stream_ends_its_association_and_no_other(string what, byte[] bytes)
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, Quiet);
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        var errors = Systems.Collect(b, typeof(RemotingErrorEvent));
        var remoting = (Remoting)((RemoteActorRefProvider)((ExtendedActorSystem)b).Provider).Transport;
        var port = Systems.AddressOf(b).Port!.Value;
        using var peer = await RawPeer.Connect(port);
        await peer.Associate("Raw", 1, 7);
        await peer.SendRaw(bytes);
        (await peer.IsClosed()).ShouldBeTrue(what);
        remoting.Associations.Single().Stats.Malformed.ShouldBe(1);
        remoting.Malformed.ShouldBe(1);
        await Systems.Until(() => errors.Any(), "it is told");
        errors.Single().ToString()!.ShouldContain("akka.tcp://Raw@127.0.0.1:1 is closed: a");
        var a = systems.Start("A");
        (await Systems.Ref(a, b, "/user/echo").Ask<string>("still here", Systems.Patience)).ShouldBe("still here");
    }

    [Fact]
    public async Task A_stream_that_is_malformed_before_its_handshake_is_closed_and_counted()
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, Quiet);
        var errors = Systems.Collect(b, typeof(RemotingErrorEvent));
        using var peer = await RawPeer.Connect(Systems.AddressOf(b).Port!.Value);
        await peer.SendRaw("GET / HTTP/1.1\r\n\r\n"u8.ToArray());
        (await peer.IsClosed()).ShouldBeTrue();
        ((Remoting)((RemoteActorRefProvider)((ExtendedActorSystem)b).Provider).Transport).Malformed.ShouldBe(1);
        await Systems.Until(() => errors.Any(), "it is told");
        errors.Single().ToString()!.ShouldContain("an unknown system is closed");
    }

    [Fact]
    public async Task Connections_beyond_those_that_may_wait_for_their_handshake_are_closed_and_nobody_else_suffers()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B", 0, Quiet));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        (await Systems.Ref(a, b, "/user/echo").Ask<string>("before", Systems.Patience)).ShouldBe("before");
        var remoting = (Remoting)((RemoteActorRefProvider)((ExtendedActorSystem)b).Provider).Transport;
        var waiting = new List<Link>();
        while (remoting.Accept() is { } link)
            waiting.Add(link);
        waiting.Count.ShouldBeLessThan(10_000);

        using var peer = await RawPeer.Connect(Systems.AddressOf(b).Port!.Value);
        (await peer.IsClosed()).ShouldBeTrue();
        (await Systems.Ref(a, b, "/user/echo").Ask<string>("meanwhile", Systems.Patience)).ShouldBe("meanwhile");
        foreach (var link in waiting)
            remoting.Closed(link, new LinkEnd("gave up"));
        using var later = await RawPeer.Connect(Systems.AddressOf(b).Port!.Value);
        await later.Associate("Raw", 1, 7);
        remoting.Associations.ShouldContain(x => x.Remote.System == "Raw");
    }

    [Fact]
    public async Task A_message_nobody_can_read_is_a_dead_letter_with_its_manifest_and_the_association_stays()
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, Quiet);
        var (dead, received) = (new List<object>(), new List<object>());
        b.EventStream.Subscribe(b.ActorOf(Props.Create(() => new Collector(dead)), "dead"), typeof(DeadLetter));
        b.ActorOf(Props.Create(() => new Collector(received)), "sink");
        var sink = Systems.AddressOf(b) + "/user/sink";
        using var peer = await RawPeer.Connect(Systems.AddressOf(b).Port!.Value);
        await peer.Associate("Raw", 1, 7);

        await peer.Send(RawPeer.Envelope(sink, [1, 2, 3], 4711, "Some.Type, Some.Assembly"));
        await peer.Send(RawPeer.Envelope(sink, Encoding.UTF8.GetBytes("""{"$type":"System.Diagnostics.Process, System.Diagnostics.Process"}"""), 1, ""));
        await peer.Send(RawPeer.Envelope(sink, [], 2, "Evil.Message, Evil"));
        await peer.Send(RawPeer.Envelope(sink, [0xFF], 22, "Akka.Dispatch.SysMsg.Watch, Akka", 0));
        await peer.Send(RawPeer.Envelope(sink, Encoding.UTF8.GetBytes("readable"), 17, "System.String, System.Private.CoreLib"));

        await Systems.Until(() => { lock (received) return received.Count == 1; }, "the readable message arrives");
        received[0].ShouldBe("readable");
        await Systems.Until(() => { lock (dead) return dead.Count >= 4; }, "four dead letters");
        var all = string.Join('\n', dead.Select(d => ((DeadLetter)d).Message.ToString()));
        all.ShouldContain("4711");
        all.ShouldContain("Some.Type, Some.Assembly");
        all.ShouldContain("Evil.Message, Evil");
    }

    [Fact]
    public async Task Messages_nested_without_end_are_a_dead_letter_and_no_stack_overflow()
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, Quiet);
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        var dead = Systems.Collect(b, typeof(DeadLetter));
        using var peer = await RawPeer.Connect(Systems.AddressOf(b).Port!.Value);
        await peer.Associate("Raw", 1, 7);

        byte[] nested = [];
        while (nested.Length < 120_000)
            nested = new StatusSuccess { Status = new Payload { SerializerId = 16, Message = ByteString.CopyFrom(nested), MessageManifest = ByteString.CopyFromUtf8("STS") } }.ToByteArray();
        await peer.Send(RawPeer.Envelope(Systems.AddressOf(b) + "/user/echo", nested, 16, "STS"));
        await Systems.Until(() => dead.Any(d => d.ToString()!.Contains("64 deep", StringComparison.Ordinal)), "the refusal is told");
        await peer.Send(RawPeer.Envelope(Systems.AddressOf(b) + "/user/echo", [], 16, "PP"));
    }

    [Fact]
    public async Task A_numbered_message_that_is_no_system_message_is_a_dead_letter_and_is_acknowledged()
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, Quiet);
        var dead = Systems.Collect(b, typeof(DeadLetter));
        using var peer = await RawPeer.Connect(Systems.AddressOf(b).Port!.Value);
        await peer.Associate("Raw", 1, 7);
        await peer.Send(RawPeer.Envelope(Systems.AddressOf(b) + "/user/sink", Encoding.UTF8.GetBytes("text"), 17, "S", 0));
        // AckAndEnvelopeContainer { ack {} }: 0 is received.
        byte[]? answer;
        do
            answer = await peer.Receive();
        while (answer is { Length: 4 } && answer[0] == 0x12);
        answer.ShouldBe(new byte[] { 0x0A, 0x02, 0x0A, 0x00 });
        await Systems.Until(() => dead.Any(d => d.ToString()!.Contains("only system messages are numbered", StringComparison.Ordinal)), "the dead letter is told");
    }

    [Fact]
    public async Task An_actor_type_that_is_not_listed_is_not_deployed()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A", 0, Quiet), systems.Start("B", 0, Quiet));
        var dead = new List<object>();
        b.EventStream.Subscribe(b.ActorOf(Props.Create(() => new Collector(dead)), "dead"), typeof(DeadLetter));
        a.ActorOf(Props.Create<Echo>().WithDeploy(new Deploy(new Akka.Actor.RemoteScope(Systems.AddressOf(b)))), "deployed");
        await Systems.Until(() => { lock (dead) return dead.Any(d => d.ToString()!.Contains("akka.remote.deployable-actors", StringComparison.Ordinal)); }, "the refusal is told");
    }

    [Fact]
    public async Task A_listed_actor_type_is_deployed_answers_and_is_watched()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B", 0, "akka.remote.deployable-actors = [\"Engine.Remote.Tests.Echo, Engine.Remote.Tests\"]"));
        var deployed = a.ActorOf(Props.Create<Echo>().WithDeploy(new Deploy(new Akka.Actor.RemoteScope(Systems.AddressOf(b)))), "deployed");
        deployed.Path.Address.ShouldBe(Systems.AddressOf(b));
        (await deployed.Ask<string>("far away", Systems.Patience)).ShouldBe("far away");
        var received = new List<object>();
        a.ActorOf(Props.Create(() => new Watching(deployed, received)), "watcher");
        a.Stop(deployed);
        await Systems.Until(() => { lock (received) return received.OfType<Terminated>().Any(); }, "Terminated arrives");
    }

    [Fact]
    public async Task A_socket_that_closes_without_a_word_is_told_at_once()
    {
        await using var systems = new Systems();
        var b = systems.Start("B");
        var events = new List<object>();
        b.EventStream.Subscribe(b.ActorOf(Props.Create(() => new Collector(events)), "events"), typeof(Akka.Remote.DisassociatedEvent));
        var peer = await RawPeer.Connect(Systems.AddressOf(b).Port!.Value);
        await peer.Associate("Raw", 1, 7);
        peer.Dispose();
        await Systems.Until(() => { lock (events) return events.Count == 1; }, "DisassociatedEvent arrives");
        ((Akka.Remote.DisassociatedEvent)events[0]).RemoteAddress.ShouldBe(Address.Parse("akka.tcp://Raw@127.0.0.1:1"));
    }

    [Fact]
    public async Task Acknowledging_what_was_never_sent_ends_the_association()
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, Quiet);
        using var peer = await RawPeer.Connect(Systems.AddressOf(b).Port!.Value);
        await peer.Associate("Raw", 1, 7);
        await peer.Send([0x0A, 0x0B, 0x0A, 0x09, 0x09, 5, 0, 0, 0, 0, 0, 0, 0]);
        (await peer.IsClosed()).ShouldBeTrue();
    }
}
