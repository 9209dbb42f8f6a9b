using Akka.Actor;
using Akka.Cluster.Tools.Singleton;
using Akka.Event;
using Shouldly;
using Xunit;

namespace Engine.Tools.Tests.Singleton;

/// <summary>What a proxy does with messages while there is no singleton. One member; costs a second.</summary>
public sealed class SingletonProxyTests : IDisposable
{
    private readonly LocalCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    private static IActorRef Proxy(ActorSystem system, int bufferSize) => system.ActorOf(
        ClusterSingletonProxy.Props("/user/single", ClusterSingletonProxySettings.Create(system).WithBufferSize(bufferSize)));

    private static IActorRef Start(ActorSystem system, Probe heard)
    {
        var to = heard.Ref;
        return system.ActorOf(ClusterSingletonManager.Props(Props.Create(() => new Relay(to)), ClusterSingletonManagerSettings.Create(system)), "single");
    }

    private static Probe DeadLetters(ActorSystem system)
    {
        var letters = new Probe(system);
        system.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        return letters;
    }

    [Fact]
    public void A_full_buffer_drops_its_oldest_and_keeps_order_and_senders_of_the_rest()
    {
        var system = _cluster.Join();
        var letters = DeadLetters(system);
        var sender = new Probe(system);
        var proxy = Proxy(system, 3);
        for (var i = 0; i < 5; i++)
            proxy.Tell(i, sender.Ref);
        letters.Fish<DeadLetter>(d => Equals(d.Message, 0)).Sender.ShouldBe(sender.Ref);
        letters.Fish<DeadLetter>(d => d.Message is int).Message.ShouldBe(1);
        var heard = new Probe(system);
        Start(system, heard);
        for (var i = 2; i < 5; i++)
        {
            heard.Expect<int>().ShouldBe(i);
            heard.LastSender.ShouldBe(sender.Ref);
        }
    }

    [Fact]
    public void Without_a_buffer_nothing_is_kept()
    {
        var system = _cluster.Join();
        var letters = DeadLetters(system);
        var proxy = Proxy(system, 0);
        proxy.Tell("lost");
        letters.Fish<DeadLetter>(d => Equals(d.Message, "lost"));
        var heard = new Probe(system);
        Start(system, heard);
        Eventually.Holds(
            () =>
            {
                proxy.Tell("found");
                return heard.Hears("found", 100);
            },
            "the proxy finds the singleton");
        heard.ExpectNone<string>(text => text == "lost", TimeSpan.Zero);
    }

    [Fact]
    public void A_singleton_that_was_started_again_is_found_again()
    {
        var system = _cluster.Join();
        var first = new Probe(system);
        var manager = Start(system, first);
        var proxy = Proxy(system, 10);
        proxy.Tell("to the first");
        first.Expect<string>().ShouldBe("to the first");
        var ended = manager.WatchAsync();
        system.Stop(manager);
        ended.Wait(Eventually.Patience).ShouldBeTrue();
        var second = new Probe(system);
        // The manager's end is known to us, perhaps not yet to its parent, who gives the name away.
        Eventually.Holds(
            () =>
            {
                try
                {
                    Start(system, second);
                    return true;
                }
                catch (InvalidActorNameException)
                {
                    return false;
                }
            },
            "the name is free");
        // What is told to the old one before its end is known is lost, as it would be without a proxy.
        Eventually.Holds(
            () =>
            {
                proxy.Tell("to the second");
                return second.Hears("to the second", 100);
            },
            "the proxy finds the new singleton");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void A_buffer_beyond_its_bounds_is_refused(int size) =>
        Should.Throw<ArgumentException>(() => new ClusterSingletonProxySettings("single", null, TimeSpan.FromSeconds(1), size, false));

    private sealed class Relay(IActorRef to) : UntypedActor
    {
        protected override void OnReceive(object message) => to.Forward(message);
    }
}
