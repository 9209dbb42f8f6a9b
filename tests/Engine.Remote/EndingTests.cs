using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Akka.Remote.Associations;
using Shouldly;
using Xunit;

namespace Engine.Remote.Tests;

/// <summary>What becomes of messages and marks when systems end or fall silent.</summary>
public class EndingTests
{
    [Fact]
    public async Task What_was_told_before_an_orderly_end_is_delivered()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B"));
        var received = new List<object>();
        b.ActorOf(Props.Create(() => new Collector(received)), "sink");
        var sink = Systems.Ref(a, b, "/user/sink");
        var payload = new string('x', 1_000);
        const int count = 20_000;
        for (var i = 0; i < count; i++)
            sink.Tell(payload, ActorRefs.NoSender);
        // Twenty megabytes: far more than the writer takes, on a link that is not even there yet.
        await a.Terminate().WaitAsync(Systems.Patience);
        await Systems.Until(() => { lock (received) return received.Count == count; }, "everything arrives");
    }

    [Fact]
    public async Task An_end_does_not_wait_longer_for_a_peer_that_does_not_read_than_the_setting_allows()
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, "akka.remote.flush-wait-on-shutdown = 300ms, akka.stdout-loglevel = OFF");
        var warnings = Systems.Collect(b, typeof(Warning));
        using var peer = await RawPeer.Connect(Systems.AddressOf(b).Port!.Value);
        await peer.Associate("Raw", 1, 7);
        var sink = ((ExtendedActorSystem)b).Provider.ResolveActorRef("akka.tcp://Raw@127.0.0.1:1/user/sink");
        for (var i = 0; i < 20_000; i++)
            sink.Tell(new byte[1_000], ActorRefs.NoSender);
        var start = b.Scheduler.MonotonicClock;
        await b.Terminate().WaitAsync(Systems.Patience);
        (b.Scheduler.MonotonicClock - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(300));
        warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Watchers_learn_of_an_orderly_end_whenever_their_watch_arrived()
    {
        for (var round = 0; round < 10; round++)
        {
            await using var systems = new Systems();
            var (a, b) = (systems.Start("A", 0, Systems.PatientWatcher), systems.Start("B"));
            var targets = Enumerable.Range(0, 20).Select(i => b.ActorOf(Props.Create(() => new Echo()), $"target{i}")).ToArray();
            (await Systems.Ref(a, b, "/user/target0").Ask<string>("there", Systems.Patience)).ShouldBe("there");
            var received = new List<object>();
            foreach (var target in targets)
            {
                var far = Systems.Ref(a, b, $"/user/{target.Path.Name}#{target.Path.Uid}");
                a.ActorOf(Props.Create(() => new Watching(far, received)));
            }
            var watcher = ((RemoteActorRefProvider)((ExtendedActorSystem)a).Provider).RemoteWatcher;
            while ((await watcher.Ask<RemoteWatcher.Stats>(RemoteWatcher.Stats.Empty, Systems.Patience)).Watching < 20)
                await Task.Yield();
            // Known here, and perhaps not yet there.
            await b.Terminate().WaitAsync(Systems.Patience);
            await Systems.Until(() => { lock (received) return received.OfType<Terminated>().Count() == 20; }, $"20 Terminated in round {round}");
        }
    }

    [Fact]
    public async Task A_system_that_was_silent_for_long_is_quarantined_and_forgiven_after_the_time_that_is_set()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A", 0, """
            akka.remote { quarantine-after-silence = 500ms, prune-quarantine-marker-after = 2s, retry-gate-closed-for = 100ms }
            akka.stdout-loglevel = OFF
            """), systems.Start("B"));
        var events = Systems.Collect(a, typeof(RemotingLifecycleEvent));
        a.ActorOf(Props.Create(() => new Echo()), "echo");
        using (var peer = await RawPeer.Connect(Systems.AddressOf(a).Port!.Value))
            await peer.Associate("Raw", 1, 7);
        await Systems.Until(() => events.OfType<QuarantinedEvent>().Any(), "it is quarantined");
        events.OfType<QuarantinedEvent>().Single().ShouldSatisfyAllConditions(
            e => e.Address.ShouldBe(Address.Parse("akka.tcp://Raw@127.0.0.1:1")), e => e.Uid.ShouldBe(7));

        var association = Associations(a).Single(x => x.Remote.System == "Raw");
        await Systems.Until(() => association.RemoteUid == null, "the mark is pruned");
        using (var again = await RawPeer.Connect(Systems.AddressOf(a).Port!.Value))
        {
            await again.Associate("Raw", 1, 7);
            await again.Send(RawPeer.Envelope(Systems.AddressOf(a) + "/user/echo", [], 16, "PP"));
            await Systems.Until(() => association.RemoteUid == 7, "it is taken again");
        }
        b.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_new_incarnation_at_the_address_of_a_crashed_one_is_taken_at_once()
    {
        await using var systems = new Systems();
        var a = systems.Start("A", 0, "akka.stdout-loglevel = OFF");
        var dead = Systems.Collect(a, typeof(DeadLetter));
        var back = ((ExtendedActorSystem)a).Provider.ResolveActorRef("akka.tcp://Raw@127.0.0.1:1/user/sink");
        for (var uid = 1; uid <= 5; uid++)
        {
            using var peer = await RawPeer.Connect(Systems.AddressOf(a).Port!.Value);
            await peer.Associate("Raw", 1, uid);
            var association = Associations(a).Single();
            await Systems.Until(() => association.RemoteUid == uid && association.IsConnected, $"incarnation {uid} is taken");
            back.Tell($"to {uid}", ActorRefs.NoSender);
            byte[]? frame;
            do
                frame = await peer.Receive();
            while (frame is { Length: 4 });
            System.Text.Encoding.UTF8.GetString(frame!).ShouldContain($"to {uid}");
        }
        dead.ShouldBeEmpty();
    }

    private static IEnumerable<Association> Associations(ActorSystem system) =>
        ((Remoting)((RemoteActorRefProvider)((ExtendedActorSystem)system).Provider).Transport).Associations;
}
