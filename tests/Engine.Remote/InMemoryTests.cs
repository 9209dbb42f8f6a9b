using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Remote;
using Akka.Remote.Transport;
using Akka.Remote.Transport.InMemory;
using Shouldly;
using Xunit;

namespace Engine.Remote.Tests;

/// <summary>The in-memory twin of the network: the same associations over links that can be cut, delayed, lossy and out of order.</summary>
public sealed class InMemoryTests : IAsyncDisposable
{
    private readonly InMemoryNetwork _network = new(4711) { MinDelay = TimeSpan.Zero, MaxDelay = TimeSpan.FromMilliseconds(1) };
    private readonly List<ActorSystem> _systems = new();

    [Fact]
    public async Task Systems_talk()
    {
        var (a, b) = (Start("A"), Start("B"));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        (await Systems.Ref(a, b, "/user/echo").Ask<string>("hello", Systems.Patience)).ShouldBe("hello");
    }

    [Fact]
    public async Task Messages_take_the_time_that_is_set()
    {
        var (a, b) = (Start("A"), Start("B"));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        await Systems.Ref(a, b, "/user/echo").Ask<string>("connect", Systems.Patience);
        _network.ExtraDelay = (from, _) => from.Equals(Systems.AddressOf(a)) ? TimeSpan.FromMilliseconds(300) : TimeSpan.Zero;
        var start = a.Scheduler.MonotonicClock;
        await Systems.Ref(a, b, "/user/echo").Ask<string>("slowly", Systems.Patience);
        (a.Scheduler.MonotonicClock - start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(280));
    }

    [Fact]
    public async Task A_cut_holds_messages_back_until_it_heals()
    {
        var (a, b) = (Start("A"), Start("B"));
        var received = new List<object>();
        b.ActorOf(Props.Create(() => new Collector(received)), "sink");
        var sink = Systems.Ref(a, b, "/user/sink");
        sink.Tell("before", ActorRefs.NoSender);
        await Systems.Until(() => Count(received) == 1, "the link is up");
        _network.Cut(Systems.AddressOf(a), Systems.AddressOf(b));
        for (var i = 0; i < 100; i++)
            sink.Tell(i, ActorRefs.NoSender);
        var start = a.Scheduler.MonotonicClock;
        await Systems.Until(() => a.Scheduler.MonotonicClock - start > TimeSpan.FromMilliseconds(300), "the clock goes on");
        Count(received).ShouldBe(1);
        _network.Heal(Systems.AddressOf(a), Systems.AddressOf(b));
        await Systems.Until(() => Count(received) == 101, "they arrive");
        lock (received)
            received.Skip(1).ShouldBe(Enumerable.Range(0, 100).Cast<object>());
    }

    [Fact]
    public async Task A_crash_is_seen_at_once_and_a_new_system_takes_the_address()
    {
        var (a, b) = (Start("A"), Start("B", 4000));
        var events = Systems.Collect(a, typeof(DisassociatedEvent));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        var echo = Systems.Ref(a, b, "/user/echo");
        await echo.Ask<string>("connect", Systems.Patience);
        _network.Crash(Systems.AddressOf(b));
        await Systems.Until(() => events.Any(), "the end is published");
        a.ActorOf(Props.Create(() => new Echo()), "echo");
        var again = Start("B", 4000);
        again.ActorOf(Props.Create(() => new Echo()), "echo");
        (await Systems.Ref(again, a, "/user/echo").Ask<string>("here again", Systems.Patience)).ShouldBe("here again");
        (await echo.Ask<string>("and back", Systems.Patience)).ShouldBe("and back");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_end_behind_a_cut_is_seen_when_it_heals(bool crash)
    {
        var (a, b) = (Start("A"), Start("B"));
        var events = Systems.Collect(a, typeof(DisassociatedEvent));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        await Systems.Ref(a, b, "/user/echo").Ask<string>("connect", Systems.Patience);
        _network.Cut(Systems.AddressOf(a), Systems.AddressOf(b));
        if (crash)
            _network.Crash(Systems.AddressOf(b));
        else
            await b.Terminate();
        var start = a.Scheduler.MonotonicClock;
        await Systems.Until(() => a.Scheduler.MonotonicClock - start > TimeSpan.FromMilliseconds(300), "the clock goes on");
        events.ShouldBeEmpty();
        _network.HealAll();
        await Systems.Until(() => events.Any(), "the end is published");
    }

    [Fact]
    public async Task An_attempt_that_is_answered_too_late_ends()
    {
        var (a, b) = (Start("A", connectionTimeout: "500ms"), Start("B"));
        var errors = Systems.Collect(a, typeof(AssociationErrorEvent));
        _network.ExtraDelay = (from, _) => from.Equals(Systems.AddressOf(b)) ? TimeSpan.FromSeconds(5) : TimeSpan.Zero;
        Systems.Ref(a, b, "/user/echo").Tell("connect", ActorRefs.NoSender);
        await Systems.Until(() => errors.Any(), "the attempt ends");
        _network.ExtraDelay = null;
    }

    [Fact]
    public async Task Death_watch_survives_loss_and_reordering_because_system_messages_are_sent_again()
    {
        var (a, b) = (Start("A"), Start("B"));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        await Systems.Ref(a, b, "/user/echo").Ask<string>("connect", Systems.Patience);
        var dead = new List<object>();
        var targets = Enumerable.Range(0, 30).Select(i => b.ActorOf(Props.Create(() => new Echo()), $"target{i}")).ToArray();
        _network.Loss = 0.3;
        _network.Reorder = 0.3;
        _network.MaxDelay = TimeSpan.FromMilliseconds(20);
        foreach (var target in targets)
        {
            var far = Systems.Ref(a, b, $"/user/{target.Path.Name}#{target.Path.Uid}");
            a.ActorOf(Props.Create(() => new Watching(far, dead)));
        }
        foreach (var target in targets)
            target.Tell(PoisonPill.Instance);
        await Systems.Until(() => Count(dead) == 30, "every end is told");
        lock (dead)
            dead.Cast<Terminated>().Select(t => t.ActorRef.Path.Name).Distinct().Count().ShouldBe(30);
    }

    private static int Count(List<object> received)
    {
        lock (received)
            return received.Count;
    }

    private ActorSystem Start(string name, int port = 0, string connectionTimeout = "15s")
    {
        var setup = ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString($$"""
                akka {
                  loglevel = OFF
                  stdout-loglevel = OFF
                  actor.provider = "Akka.Remote.RemoteActorRefProvider, Akka.Remote"
                  remote { dot-netty.tcp { hostname = "127.0.0.1", port = {{port}}, connection-timeout = {{connectionTimeout}} }, resend-interval = 200ms }
                  coordinated-shutdown.run-by-clr-shutdown-hook = off
                }
                """)),
            new LinkTransportSetup((system, settings) => new InMemoryTransport(_network, system, settings)));
        var started = ActorSystem.Create(name, setup);
        _systems.Add(started);
        return started;
    }

    public async ValueTask DisposeAsync() => await Task.WhenAll(_systems.Select(s => s.Terminate())).WaitAsync(Systems.Patience);
}
