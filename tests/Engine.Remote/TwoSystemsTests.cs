using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Shouldly;
using Xunit;

namespace Engine.Remote.Tests;

public class TwoSystemsTests
{
    [Fact]
    public async Task An_actor_answers_across_systems()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B"));
        b.ActorOf(Props.Create(() => new Echo()), "echo");

        (await Systems.Ref(a, b, "/user/echo").Ask<string>("hello", Systems.Patience)).ShouldBe("hello");
        (await Systems.Ref(a, b, "/user/echo").Ask<long>(42L, Systems.Patience)).ShouldBe(42L);
        (await a.ActorSelection(Systems.AddressOf(b) + "/user/ec*").Ask<string>("by selection", Systems.Patience)).ShouldBe("by selection");
    }

    [Fact]
    public async Task Messages_of_one_sender_arrive_in_order_however_many_wait()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B"));
        var received = new List<object>();
        b.ActorOf(Props.Create(() => new Collector(received)), "sink");
        var sink = Systems.Ref(a, b, "/user/sink");

        const int count = 50_000;
        for (var i = 0; i < count; i++)
            sink.Tell(i, ActorRefs.NoSender);
        await Systems.Until(() => { lock (received) return received.Count == count; }, "all messages arrive");
        for (var i = 0; i < count; i++)
            received[i].ShouldBe(i);
    }

    [Fact]
    public async Task The_reply_reaches_the_sender_through_a_reference_that_travelled()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B"));
        var received = new List<object>();
        var collector = a.ActorOf(Props.Create(() => new Collector(received)), "collector");
        b.ActorOf(Props.Create(() => new Echo()), "echo");

        var back = await Systems.Ref(a, b, "/user/echo").Ask<IActorRef>(collector, Systems.Patience);
        back.ShouldBe(collector);
        back.Path.Uid.ShouldBe(collector.Path.Uid);
    }

    [Fact]
    public async Task A_watched_actor_that_stops_is_reported_after_its_last_message()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B"));
        b.ActorOf(Props.Create(() => new Echo()), "target");
        var target = await a.ActorSelection(Systems.AddressOf(b) + "/user/target").ResolveOne(Systems.Patience);
        var received = new List<object>();
        var watcher = a.ActorOf(Props.Create(() => new Watching(target, received)), "watcher");

        await target.Ask<string>("established", Systems.Patience);
        for (var i = 0; i < 100; i++)
            target.Tell("answer", watcher);
        target.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        await Systems.Until(() => { lock (received) return received.OfType<Terminated>().Any(); }, "Terminated arrives");
        received.Count.ShouldBe(101);
        received.Last().ShouldBeOfType<Terminated>().ActorRef.ShouldBe(target);
    }

    [Fact]
    public async Task A_missing_actor_is_reported_dead_at_once()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B"));
        var received = new List<object>();
        var missing = Systems.Ref(a, b, "/user/never");
        a.ActorOf(Props.Create(() => new Watching(missing, received)), "watcher");
        await Systems.Until(() => { lock (received) return received.OfType<Terminated>().Any(); }, "Terminated arrives");
        received.OfType<Terminated>().Single().ExistenceConfirmed.ShouldBeFalse();
    }

    [Fact]
    public async Task The_end_of_a_system_is_published_at_once_and_ends_what_is_watched_there()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A", 0, Systems.PatientWatcher), systems.Start("B"));
        b.ActorOf(Props.Create(() => new Echo()), "target");
        var events = new List<object>();
        a.EventStream.Subscribe(a.ActorOf(Props.Create(() => new Collector(events)), "events"), typeof(DisassociatedEvent));
        var target = await a.ActorSelection(Systems.AddressOf(b) + "/user/target").ResolveOne(Systems.Patience);
        var received = new List<object>();
        a.ActorOf(Props.Create(() => new Watching(target, received)), "watcher");
        await target.Ask<string>("established", Systems.Patience);

        var address = Systems.AddressOf(b);
        await b.Terminate();
        await Systems.Until(() => { lock (received) return received.OfType<Terminated>().Any(); }, "Terminated arrives");
        await Systems.Until(() => { lock (events) return events.OfType<DisassociatedEvent>().Any(e => e.RemoteAddress.Equals(address)); }, "DisassociatedEvent arrives");
    }

    [Fact]
    public async Task A_restarted_system_is_reached_again_when_it_speaks_first()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B"));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        (await Systems.Ref(a, b, "/user/echo").Ask<string>("one", Systems.Patience)).ShouldBe("one");
        var port = Systems.AddressOf(b).Port!.Value;
        await b.Terminate();

        var again = systems.Start("B", port);
        again.ActorOf(Props.Create(() => new Echo()), "echo");
        a.ActorOf(Props.Create(() => new Echo()), "echo");
        // The gate of A is closed for 5 s; the connection from the other side opens it.
        (await Systems.Ref(again, a, "/user/echo").Ask<string>("two", Systems.Patience)).ShouldBe("two");
        (await Systems.Ref(a, again, "/user/echo").Ask<string>("three", Systems.Patience)).ShouldBe("three");
    }

    [Fact]
    public async Task A_quarantined_system_is_refused_whoever_connects()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B", 0, "akka.remote.retry-gate-closed-for = 100ms"));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        var events = new List<object>();
        b.EventStream.Subscribe(b.ActorOf(Props.Create(() => new Collector(events)), "events"), typeof(RemotingLifecycleEvent));
        (await Systems.Ref(a, b, "/user/echo").Ask<string>("one", Systems.Patience)).ShouldBe("one");

        var provider = (RemoteActorRefProvider)((ExtendedActorSystem)a).Provider;
        provider.Quarantine(Systems.AddressOf(b), AddressUidExtension.Uid(b));
        await Systems.Until(() => { lock (events) return events.OfType<DisassociatedEvent>().Any(); }, "the link ends");

        var toA = Systems.Ref(b, a, "/user/nobody");
        await Systems.Until(() =>
        {
            toA.Tell("hello?", ActorRefs.NoSender);
            lock (events)
                return events.OfType<ThisActorSystemQuarantinedEvent>().Any();
        }, "B learns that it is quarantined");
    }

    [Fact]
    public async Task An_oversized_message_is_discarded_with_an_error_that_names_everything_and_the_association_lives()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B"));
        var errors = new List<object>();
        a.EventStream.Subscribe(a.ActorOf(Props.Create(() => new Collector(errors)), "errors"), typeof(Error));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        var echo = Systems.Ref(a, b, "/user/echo");

        echo.Tell(new string('x', 200_000), ActorRefs.NoSender);
        (await echo.Ask<string>("after", Systems.Patience)).ShouldBe("after");
        await Systems.Until(() => { lock (errors) return errors.Count > 0; }, "the error is logged");
        var text = errors.OfType<Error>().First().ToString();
        text.ShouldContain("System.String");
        text.ShouldContain("200000");
        text.ShouldContain("/user/echo");
        text.ShouldContain("akka.remote.dot-netty.tcp.maximum-frame-size");
    }

    [Fact]
    public async Task The_largest_message_that_may_be_sent_is_received()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A", 0, "akka.loglevel = OFF"), systems.Start("B"));
        var received = new List<object>();
        b.ActorOf(Props.Create(() => new Collector(received)), "sink");
        var sink = Systems.Ref(a, b, "/user/sink");
        for (var size = 127_850; size < 127_950; size++)
            sink.Tell(new byte[size], ActorRefs.NoSender);
        sink.Tell("end", ActorRefs.NoSender);
        await Systems.Until(() => { lock (received) return received.Contains("end"); }, "the link survives");
        received.OfType<byte[]>().Count().ShouldBeInRange(10, 99);
    }

    [Fact]
    public async Task A_message_nobody_can_serialize_ends_the_association_as_recorded_and_the_gate_opens_again()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A", 0, "akka.loglevel = ERROR, akka.stdout-loglevel = OFF, akka.remote.retry-gate-closed-for = 300ms"), systems.Start("B"));
        var (events, dead, errors) = (Systems.Collect(a, typeof(AssociationEvent)), Systems.Collect(a, typeof(DeadLetter)), Systems.Collect(a, typeof(Error)));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        var echo = Systems.Ref(a, b, "/user/echo");
        (await echo.Ask<string>("before", Systems.Patience)).ShouldBe("before");

        var received = new List<object>();
        b.ActorOf(Props.Create(() => new Collector(received)), "sink");
        var sink = Systems.Ref(a, b, "/user/sink");
        sink.Tell("sent before it", ActorRefs.NoSender);
        sink.Tell(new Action(() => { }), ActorRefs.NoSender);
        sink.Tell("at the closed gate", ActorRefs.NoSender);
        await Systems.Until(() => events.Any(e => e is DisassociatedEvent), "the association ends");
        await Systems.Until(() => dead.Any(d => d is DeadLetter { Message: "at the closed gate" }), "the gate is closed");
        dead.Any(d => d is DeadLetter { Message: Action }).ShouldBeTrue();
        var error = errors.First(e => e is Error { Message: { } m } && m.ToString()!.Contains("cannot be serialized", StringComparison.Ordinal)).ToString()!;
        error.ShouldContain("System.Action");
        error.ShouldContain("/user/sink");
        error.ShouldContain("akka.actor.serialization-bindings");

        await Systems.Until(() =>
        {
            sink.Tell("after it", ActorRefs.NoSender);
            lock (received)
                return received.Contains("after it");
        }, "the gate opens");
        lock (received)
            received[0].ShouldBe("sent before it");
    }

    [Fact]
    public async Task A_taken_port_fails_the_start_with_the_place_and_the_reason()
    {
        await using var systems = new Systems();
        var port = Systems.AddressOf(systems.Start("A")).Port!.Value;
        var error = Should.Throw<Exception>(() => systems.Start("B", port));
        var text = error.ToString();
        text.ShouldContain($"127.0.0.1:{port}");
        text.ShouldContain("98");
        text.ShouldContain("akka.remote.dot-netty.tcp.port");
    }

    internal sealed class Console : MinimalLogger
    {
        internal static readonly System.Collections.Concurrent.ConcurrentQueue<object> Written = new();

        protected override void Log(object message) => Written.Enqueue(message);
    }

    [Fact]
    public async Task A_system_whose_port_is_taken_goes_down_without_a_wall_of_errors()
    {
        await using var systems = new Systems();
        var port = Systems.AddressOf(systems.Start("A")).Port!.Value;
        Should.Throw<Exception>(() => systems.Start("B", port,
            "akka.stdout-logger-class = \"Engine.Remote.Tests.TwoSystemsTests+Console, Engine.Remote.Tests\""));
        Console.Written.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nobody_at_the_other_end_costs_a_dead_letter_and_no_wall_of_errors()
    {
        await using var systems = new Systems();
        var a = systems.Start("A");
        var dead = new List<object>();
        a.EventStream.Subscribe(a.ActorOf(Props.Create(() => new Collector(dead)), "dead"), typeof(DeadLetter));
        var errors = new List<object>();
        a.EventStream.Subscribe(a.ActorOf(Props.Create(() => new Collector(errors)), "errors"), typeof(AssociationErrorEvent));
        var nobody = ((ExtendedActorSystem)a).Provider.ResolveActorRef("akka.tcp://B@127.0.0.1:1/user/x");
        for (var i = 0; i < 10; i++)
            nobody.Tell(i, ActorRefs.NoSender);
        await Systems.Until(() => { lock (dead) return dead.Count == 10; }, "ten dead letters");
        errors.Count.ShouldBe(1);
        errors[0].ToString()!.ShouldContain("refused");
    }

    [Fact]
    public async Task An_association_counts_what_it_carries_and_what_it_loses()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A", 0, "akka.loglevel = OFF"), systems.Start("B"));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        var echo = Systems.Ref(a, b, "/user/echo");
        for (var i = 0; i < 10; i++)
            (await echo.Ask<string>("count me", Systems.Patience)).ShouldBe("count me");
        echo.Tell(new string('x', 200_000), ActorRefs.NoSender);

        var remoting = (Akka.Remote.Associations.Remoting)((RemoteActorRefProvider)((ExtendedActorSystem)a).Provider).Transport;
        var association = remoting.Associations.Single();
        association.Remote.ShouldBe(Systems.AddressOf(b));
        association.RemoteUid.ShouldBe(AddressUidExtension.Uid(b));
        association.IsConnected.ShouldBeTrue();
        association.QueueDepth.ShouldBe(0);
        association.Stats.MessagesSent.ShouldBe(10);
        association.Stats.MessagesReceived.ShouldBe(10);
        association.Stats.Oversized.ShouldBe(1);
        association.Stats.BytesSent.ShouldBeGreaterThan(1_000);
    }
}
