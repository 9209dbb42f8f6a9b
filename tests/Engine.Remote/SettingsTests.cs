using System.Net;
using System.Net.Sockets;
using Akka.Actor;
using Akka.Event;
using Akka.Remote;
using Akka.Routing;
using Shouldly;
using Xunit;

namespace Engine.Remote.Tests;

/// <summary>Settings below akka.remote do what their users expect.</summary>
public class SettingsTests
{
    private const string Quiet = "akka.stdout-loglevel = OFF\nakka.loggers = []\n";

    [Fact]
    public async Task Public_host_and_port_are_the_address_and_the_bound_ones_are_listened_on()
    {
        await using var systems = new Systems();
        var port = FreePort();
        var b = systems.Start("B", 0, $$"""akka.remote.dot-netty.tcp { hostname = "0.0.0.0", public-hostname = "localhost", port = {{port}}, public-port = {{port}} }""");
        Systems.AddressOf(b).ShouldBe(new Address("akka.tcp", "B", "localhost", port));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        var a = systems.Start("A");
        // By the name, which is resolved, and not by the number, which is not its address.
        (await Systems.Ref(a, b, "/user/echo").Ask<string>("by name", Systems.Patience)).ShouldBe("by name");
    }

    [Fact]
    public async Task A_message_to_another_name_of_a_system_is_dropped_with_a_warning_that_says_both()
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, Quiet);
        var warnings = Systems.Collect(b, typeof(Warning));
        var a = systems.Start("A", 0, Quiet);
        var port = Systems.AddressOf(b).Port;
        ((ExtendedActorSystem)a).Provider.ResolveActorRef($"akka.tcp://B@localhost:{port}/user/echo").Tell("who?", ActorRefs.NoSender);
        await Systems.Until(() => warnings.Any(w => w.ToString()!.Contains($"akka.tcp://B@localhost:{port}/user/echo", StringComparison.Ordinal)
            && w.ToString()!.Contains(Systems.AddressOf(b).ToString(), StringComparison.Ordinal)), "the warning is logged");
    }

    [Fact]
    public async Task Port_0_is_a_free_port_and_an_empty_hostname_listens_everywhere()
    {
        await using var systems = new Systems();
        var a = systems.Start("A", 0, "akka.remote.dot-netty.tcp { hostname = \"\" }");
        Systems.AddressOf(a).Port!.Value.ShouldBeGreaterThan(0);
        Systems.AddressOf(a).Host.ShouldBe("0.0.0.0");
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Systems.AddressOf(a).Port!.Value);
    }

    [Fact]
    public void A_host_name_without_an_address_of_the_wanted_family_fails_the_start()
    {
        var systems = new Systems();
        Should.Throw<Exception>(() => systems.Start("A", 0, """
            akka.remote.dot-netty.tcp { hostname = "no-such-host.invalid", enforce-ip-family = on }
            """)).ToString().ShouldContain("no-such-host.invalid");
    }

    [Fact]
    public async Task Buffer_sizes_batching_and_other_stock_keys_are_taken_as_they_come()
    {
        await using var systems = new Systems();
        const string keys = """
            akka.remote.dot-netty.tcp {
              send-buffer-size = 64k, receive-buffer-size = 64k, maximum-frame-size = 1m, backlog = 16, tcp-nodelay = off, tcp-keepalive = off, tcp-reuse-addr = on
              batching { enabled = false, max-pending-writes = 1 }
              write-buffer-high-water-mark = 1m, write-buffer-low-water-mark = 512k
            }
            """;
        var (a, b) = (systems.Start("A", 0, keys), systems.Start("B", 0, keys));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        var large = new string('x', 900_000);
        (await Systems.Ref(a, b, "/user/echo").Ask<string>(large, Systems.Patience)).ShouldBe(large);
    }

    [Fact]
    public async Task Sent_and_received_messages_are_logged_when_asked_for_and_large_payloads_by_type()
    {
        await using var systems = new Systems();
        const string log = "akka.loglevel = DEBUG\nakka.remote { log-sent-messages = on, log-received-messages = on, log-frame-size-exceeding = 1000b }\n" + Quiet;
        var (a, b) = (systems.Start("A", 0, log), systems.Start("B", 0, log));
        var (sent, received, sizes) = (Systems.Collect(a, typeof(Debug)), Systems.Collect(b, typeof(Debug)), Systems.Collect(a, typeof(Info)));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        (await Systems.Ref(a, b, "/user/echo").Ask<string>("note this", Systems.Patience)).ShouldBe("note this");
        foreach (var size in new[] { 5_000, 5_100, 20_000 })
            await Systems.Ref(a, b, "/user/echo").Ask<string>(new string('x', size), Systems.Patience);
        await Systems.Until(() => sent.Any(d => d.ToString()!.Contains("sent note this", StringComparison.Ordinal)), "the sent message is logged");
        await Systems.Until(() => received.Any(d => d.ToString()!.Contains("received note this", StringComparison.Ordinal)), "the received message is logged");
        await Systems.Until(() => sizes.Any(i => i.ToString()!.Contains("[20000]", StringComparison.Ordinal)), "the largest payload is logged");
        sizes.Count(i => i.ToString()!.Contains("ayload size for [System.String]", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Lifecycle_events_are_published_but_not_logged_when_that_is_off()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A", 0, "akka.loglevel = DEBUG\nakka.remote.log-remote-lifecycle-events = off\n" + Quiet), systems.Start("B"));
        var (events, logged) = (Systems.Collect(a, typeof(RemotingLifecycleEvent)), Systems.Collect(a, typeof(LogEvent)));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        await Systems.Ref(a, b, "/user/echo").Ask<string>("hello", Systems.Patience);
        await b.Terminate();
        await Systems.Until(() => events.OfType<DisassociatedEvent>().Any(), "the events are published");
        logged.Any(l => l.ToString()!.Contains("Disassociated [", StringComparison.Ordinal)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_failed_address_is_left_alone_for_the_retry_gate_and_tried_again_after_it()
    {
        await using var systems = new Systems();
        var port = FreePort();
        var a = systems.Start("A", 0, "akka.remote.retry-gate-closed-for = 1s\n" + Quiet);
        var (dead, errors) = (Systems.Collect(a, typeof(DeadLetter)), Systems.Collect(a, typeof(AssociationErrorEvent)));
        var echo = ((ExtendedActorSystem)a).Provider.ResolveActorRef($"akka.tcp://B@127.0.0.1:{port}/user/echo");
        echo.Tell("nobody listens", ActorRefs.NoSender);
        await Systems.Until(() => dead.Count() == 1, "the attempt fails");
        var b = systems.Start("B", port, Quiet);
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        echo.Tell("gated", ActorRefs.NoSender);
        await Systems.Until(() => dead.Count() == 2, "the gate is closed although somebody listens now");
        errors.Count().ShouldBe(1);
        await Systems.Until(() =>
        {
            try
            {
                return echo.Ask<string>("open?", TimeSpan.FromSeconds(3)).GetAwaiter().GetResult() == "open?";
            }
            catch (AskTimeoutException)
            {
                return false;
            }
        }, "the gate opens");
    }

    [Fact]
    public async Task Untrusted_mode_drops_what_could_harm_and_selections_but_those_to_trusted_paths()
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, "akka.remote { untrusted-mode = on, trusted-selection-paths = [\"/user/open\"] }\n" + Quiet);
        var received = new List<object>();
        var sink = b.ActorOf(Props.Create(() => new Collector(received)), "sink");
        b.ActorOf(Props.Create(() => new Collector(received)), "open");
        b.ActorOf(Props.Create(() => new Collector(received)), "closed");
        var a = systems.Start("A", 0, Quiet);
        var far = ((ExtendedActorSystem)a).Provider.ResolveActorRef($"{Systems.AddressOf(b)}/user/sink#{sink.Path.Uid}");
        var watching = new List<object>();
        a.ActorOf(Props.Create(() => new Watching(far, watching)));

        far.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        ((IInternalActorRef)far).Stop();
        a.ActorSelection(Systems.AddressOf(b) + "/user/closed").Tell("to a closed path");
        a.ActorSelection(Systems.AddressOf(b) + "/user/open").Tell(PoisonPill.Instance);
        a.ActorSelection(Systems.AddressOf(b) + "/user/open").Tell("to an open path");
        a.ActorOf(Props.Create<Echo>().WithDeploy(new Deploy(new RemoteScope(Systems.AddressOf(b)))), "deployed").Tell("never");
        far.Tell("plain", ActorRefs.NoSender);
        await Systems.Until(() => { lock (received) return received.Count == 2; }, "what is allowed arrives");
        lock (received)
            received.ShouldBe(["to an open path", "plain"], ignoreOrder: true);
        await b.Terminate();
        lock (watching)
            watching.OfType<Terminated>().Any(t => !t.AddressTerminated).ShouldBeFalse();
    }

    [Fact]
    public async Task Actors_and_routees_are_deployed_where_configuration_says()
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, "akka.remote.deployable-actors = [\"Engine.Remote.Tests.Echo, Engine.Remote.Tests\", \"Engine.Remote.Tests.Where, Engine.Remote.Tests\"]\n");
        var address = Systems.AddressOf(b);
        var a = systems.Start("A", 0, $$"""
            akka.actor.deployment {
              /far { remote = "{{address}}" }
              /parent/far { remote = "{{address}}" }
              /pool { router = round-robin-pool, nr-of-instances = 4, target.nodes = ["{{address}}"] }
            }
            """);
        var far = a.ActorOf(Props.Create<Where>(), "far");
        far.Path.Address.ShouldBe(address);
        (await far.Ask<string>("where?", Systems.Patience)).ShouldBe(address.ToString());
        var pool = a.ActorOf(Props.Create<Where>().WithRouter(FromConfig.Instance), "pool");
        for (var i = 0; i < 8; i++)
            (await pool.Ask<string>("where?", Systems.Patience)).ShouldBe(address.ToString());
        (await pool.Ask<Routees>(GetRoutees.Instance, Systems.Patience)).Members.Count().ShouldBe(4);

        // Its supervisor is here, and decides about it: stopping ends it there.
        var dead = new List<object>();
        a.ActorOf(Props.Create(() => new Watching(far, dead)));
        a.Stop(far);
        await Systems.Until(() => { lock (dead) return dead.OfType<Terminated>().Any(); }, "it stops");
    }

    [Fact]
    public async Task A_deployed_actor_that_fails_is_restarted_by_its_supervisor_elsewhere()
    {
        await using var systems = new Systems();
        var b = systems.Start("B", 0, "akka.remote.deployable-actors = [\"Engine.Remote.Tests.Counting, Engine.Remote.Tests\"]\n" + Quiet);
        var a = systems.Start("A", 0, Quiet);
        var far = a.ActorOf(Props.Create<Counting>().WithDeploy(new Deploy(new RemoteScope(Systems.AddressOf(b)))), "far");
        (await far.Ask<int>("count", Systems.Patience)).ShouldBe(1);
        (await far.Ask<int>("count", Systems.Patience)).ShouldBe(2);
        far.Tell("fail", ActorRefs.NoSender);
        await Systems.Until(() => far.Ask<int>("count", Systems.Patience).GetAwaiter().GetResult() == 1, "it starts anew");
    }

    [Fact]
    public async Task A_single_message_leaves_at_once_whatever_batching_says()
    {
        await using var systems = new Systems();
        var (a, b) = (systems.Start("A"), systems.Start("B"));
        b.ActorOf(Props.Create(() => new Echo()), "echo");
        var echo = Systems.Ref(a, b, "/user/echo");
        await echo.Ask<string>("connect", Systems.Patience);
        var times = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            await echo.Ask<string>("alone", Systems.Patience);
            times.Add(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
        times.Sort();
        // There and back; a writer that waits for company, or for an acknowledgement, would show 40 ms or more.
        times[100].ShouldBeLessThan(10);
    }

    private static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }
}

/// <summary>Answers with the address of its system.</summary>
public sealed class Where : ReceiveActor
{
    public Where() => ReceiveAny(_ => Sender.Tell(((ExtendedActorSystem)Context.System).Provider.DefaultAddress.ToString()));
}

public sealed class Counting : ReceiveActor
{
    private int _count;

    public Counting()
    {
        Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("told to"));
        Receive<string>(_ => Sender.Tell(++_count));
    }
}
