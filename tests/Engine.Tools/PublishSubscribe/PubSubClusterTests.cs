using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Shouldly;
using Xunit;

namespace Engine.Tools.Tests.PublishSubscribe;

public sealed class PubSubClusterTests : IDisposable
{
    private readonly LocalCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    private static IActorRef Mediator(ActorSystem system) => DistributedPubSub.Get(system).Mediator;

    private static Probe Subscriber(ActorSystem system, string topic, string group = null)
    {
        var probe = new Probe(system);
        Mediator(system).Tell(new Subscribe(topic, probe.Ref, group), probe.Ref);
        probe.Expect<SubscribeAck>().Subscribe.Topic.ShouldBe(topic);
        return probe;
    }

    private static bool Knows(ActorSystem system, string topic) =>
        Mediator(system).Ask<CurrentTopics>(GetTopics.Instance, Eventually.Patience).Result.Topics.Contains(topic);

    [Fact]
    public void What_is_published_reaches_the_subscribers_on_all_nodes()
    {
        var a = _cluster.Join();
        var b = _cluster.Join();
        var c = _cluster.Join();
        var onB = Subscriber(b, "news/today é");
        var onC = Subscriber(c, "news/today é");
        var grouped = Subscriber(b, "news/today é", "group");
        Mediator(a);
        Eventually.Holds(() => Knows(a, "news/today é"), "A knows the topic");
        Eventually.Holds(
            () =>
            {
                Mediator(a).Tell(new Publish("news/today é", "probe"));
                return onB.Hears("probe") & onC.Hears("probe");
            },
            "both nodes are known to A");
        Mediator(a).Tell(new Publish("news/today é", "headline"));
        onB.Fish<string>(m => m == "headline");
        onC.Fish<string>(m => m == "headline");
        grouped.ExpectNothing(TimeSpan.FromMilliseconds(200));
        Mediator(a).Tell(new Publish("news/today é", "one of each group", true));
        grouped.Expect<string>().ShouldBe("one of each group");
        Mediator(b).Ask<int>(new CountSubscribers("news/today é"), Eventually.Patience).Result.ShouldBe(1);
    }

    [Fact]
    public void One_subscriber_of_each_group_gets_a_message()
    {
        var a = _cluster.Join();
        var b = _cluster.Join();
        Probe[] group = [Subscriber(a, "t", "g"), Subscriber(a, "t", "g"), Subscriber(b, "t", "g")];
        Eventually.Holds(() => Knows(a, "t"), "A knows the topic");
        for (var i = 0; i < 30; i++)
            Mediator(a).Tell(new Publish("t", i, true));
        var received = 0;
        Eventually.Holds(
            () =>
            {
                received += group.Sum(probe => probe.Count<int>());
                return received >= 30;
            },
            "all thirty came");
        received.ShouldBe(30);
    }

    [Fact]
    public void A_registered_actor_is_found_by_its_path_and_gone_after_its_end()
    {
        var a = _cluster.Join();
        var b = _cluster.Join();
        var service = new Probe(b, "svc");
        Mediator(b).Tell(new Put(service.Ref));
        var sender = new Probe(a);
        var dead = new Probe(a);
        var letters = a.ActorOf(Props.Create(() => new LetterOpener(dead.Ref)));
        a.EventStream.Subscribe(letters, typeof(Akka.Event.DeadLetter));
        Eventually.Holds(
            () =>
            {
                Mediator(a).Tell(new Send("/user/svc", "hi"), sender.Ref);
                return service.Hears("hi");
            },
            "the service is found from A");
        service.LastSender.Path.Address.ShouldBe(LocalCluster.AddressOf(a));
        b.Stop(service.Ref);
        Eventually.Holds(
            () =>
            {
                Mediator(a).Tell(new Send("/user/svc", "lost"), sender.Ref);
                return dead.Hears("lost");
            },
            "a message for the ended service is a dead letter");
    }

    [Fact]
    public void Send_to_all_can_leave_out_the_own_node_and_send_can_prefer_it()
    {
        var a = _cluster.Join();
        var b = _cluster.Join();
        var here = new Probe(a, "svc");
        var there = new Probe(b, "svc");
        Mediator(a).Tell(new Put(here.Ref));
        Mediator(b).Tell(new Put(there.Ref));
        Eventually.Holds(
            () =>
            {
                Mediator(a).Tell(new SendToAll("/user/svc", "others", true));
                return there.Hears("others");
            },
            "A knows the service on B");
        here.ExpectNothing(TimeSpan.FromMilliseconds(200));
        for (var i = 0; i < 10; i++)
            Mediator(a).Tell(new Send("/user/svc", "near " + i, true));
        for (var i = 0; i < 10; i++)
            here.Expect<string>().ShouldBe("near " + i);
        there.ExpectNone<string>(m => m.StartsWith("near", StringComparison.Ordinal), TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void After_unsubscribing_nothing_comes_any_more()
    {
        var a = _cluster.Join();
        var probe = Subscriber(a, "t");
        Mediator(a).Tell(new Publish("t", 1));
        probe.Expect<int>();
        Mediator(a).Tell(new Unsubscribe("t", probe.Ref), probe.Ref);
        probe.Expect<UnsubscribeAck>();
        Mediator(a).Tell(new Publish("t", 2));
        probe.ExpectNothing(TimeSpan.FromMilliseconds(200));
    }

    /// <summary>Tells what is in a dead letter.</summary>
    private sealed class LetterOpener(IActorRef to) : UntypedActor
    {
        protected override void OnReceive(object message) => to.Tell(((Akka.Event.DeadLetter)message).Message);
    }
}
