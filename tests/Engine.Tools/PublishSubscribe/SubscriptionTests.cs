using Akka.Actor;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.PublishSubscribe.Internal;
using Akka.Event;
using Shouldly;
using Xunit;

namespace Engine.Tools.Tests.PublishSubscribe;

/// <summary>What one mediator promises to those who register, subscribe and publish with it.</summary>
public sealed class SubscriptionTests : IDisposable
{
    private static readonly TimeSpan Patience = Eventually.Patience;

    private readonly LocalCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    private static IActorRef Mediator(ActorSystem system) => DistributedPubSub.Get(system).Mediator;

    private static int Count(ActorSystem system, string topic) => Mediator(system).Ask<int>(new CountSubscribers(topic), Patience).Result;

    private static Probe Subscribed(ActorSystem system, string topic, string group = null)
    {
        var probe = new Probe(system);
        Mediator(system).Tell(new Subscribe(topic, probe.Ref, group), probe.Ref);
        probe.Expect<SubscribeAck>().Subscribe.ShouldBe(new Subscribe(topic, probe.Ref, group));
        return probe;
    }

    [Fact]
    public void Subscribing_and_unsubscribing_are_acknowledged_and_counted()
    {
        var system = _cluster.Join();
        var first = Subscribed(system, "topic");
        var second = Subscribed(system, "topic");
        Count(system, "topic").ShouldBe(2);
        Count(system, "other").ShouldBe(0);
        Mediator(system).Tell(new Subscribe("topic", first.Ref), first.Ref);
        first.Expect<SubscribeAck>();
        Count(system, "topic").ShouldBe(2);

        Mediator(system).Tell(new Unsubscribe("topic", first.Ref), first.Ref);
        first.Expect<UnsubscribeAck>().Unsubscribe.Topic.ShouldBe("topic");
        Mediator(system).Tell(new Unsubscribe("never heard of", first.Ref), first.Ref);
        first.Expect<UnsubscribeAck>().Unsubscribe.Topic.ShouldBe("never heard of");
        Count(system, "topic").ShouldBe(1);

        Mediator(system).Tell(new Publish("topic", "news"));
        second.Expect<string>().ShouldBe("news");
        first.ExpectNothing(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_subscriber_that_has_ended_counts_no_more()
    {
        var system = _cluster.Join();
        var probe = Subscribed(system, "topic");
        system.Stop(probe.Ref);
        Eventually.Holds(() => Count(system, "topic") == 0, "the subscriber's end is seen");
    }

    [Fact]
    public void With_and_without_a_group_are_different_subscriptions()
    {
        var system = _cluster.Join();
        var alone = Subscribed(system, "topic");
        Probe[] group = [Subscribed(system, "topic", "g"), Subscribed(system, "topic", "g")];
        var other = Subscribed(system, "topic", "h");

        Mediator(system).Tell(new Publish("topic", "to those without a group"));
        alone.Expect<string>().ShouldBe("to those without a group");
        Mediator(system).Tell(new Publish("topic", "to one of each group", true));
        other.Expect<string>().ShouldBe("to one of each group");
        Eventually.Holds(() => group.Sum(p => p.Count<string>()) == 1, "one of the group has it");
        alone.ExpectNothing(TimeSpan.FromMilliseconds(100));
        group.Sum(p => p.Count<string>()).ShouldBe(0);
    }

    [Fact]
    public void The_subscribers_of_a_group_take_turns_where_the_settings_say_so()
    {
        var system = _cluster.Join("akka.cluster.pub-sub.routing-logic = round-robin");
        Probe[] group = [Subscribed(system, "topic", "g"), Subscribed(system, "topic", "g")];
        for (var i = 0; i < 6; i++)
            Mediator(system).Tell(new Publish("topic", "turn", true));
        foreach (var probe in group)
            for (var i = 0; i < 3; i++)
                probe.Expect<string>().ShouldBe("turn");
    }

    [Fact]
    public void All_subscribers_of_a_group_hear_where_the_settings_say_so()
    {
        var system = _cluster.Join("akka.cluster.pub-sub.routing-logic = broadcast");
        Probe[] group = [Subscribed(system, "topic", "g"), Subscribed(system, "topic", "g")];
        Mediator(system).Tell(new Publish("topic", "all", true));
        foreach (var probe in group)
            probe.Expect<string>().ShouldBe("all");
    }

    [Fact]
    public void The_topics_are_those_with_subscribers_on_any_node_groups_aside()
    {
        var a = _cluster.Join();
        var b = _cluster.Join();
        Mediator(b);
        Subscribed(a, "one/with a slash");
        Subscribed(a, "two", "group");
        Eventually.Holds(
            () => Mediator(b).Ask<CurrentTopics>(GetTopics.Instance, Patience).Result.Topics.SetEquals(["one/with a slash", "two"]),
            "the other node lists both topics");
    }

    [Fact]
    public void What_nobody_hears_is_a_dead_letter()
    {
        var system = _cluster.Join();
        var letters = new Probe(system);
        system.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        foreach (var message in new object[] { new Publish("nobody", 1), new Publish("nobody", 2, true), new Send("/user/nobody", 3), new SendToAll("/user/nobody", 4) })
            Mediator(system).Tell(message);
        for (var expected = 1; expected <= 4; expected++)
            letters.Fish<DeadLetter>(d => Equals(d.Message, expected));
    }

    [Fact]
    public void What_nobody_hears_is_dropped_where_the_settings_say_so()
    {
        var system = _cluster.Join("akka.cluster.pub-sub.send-to-dead-letters-when-no-subscribers = off");
        var letters = new Probe(system);
        system.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        Mediator(system).Tell(new Publish("nobody", "lost"));
        Mediator(system).Tell(new Send("/user/nobody", "lost too"));
        Count(system, "nobody").ShouldBe(0);
        letters.ExpectNothing(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_registered_actor_gets_what_is_sent_to_its_path_until_it_is_removed()
    {
        var system = _cluster.Join();
        var probe = new Probe(system, "service");
        Mediator(system).Tell(new Put(probe.Ref));
        Mediator(system).Tell(new Send("/user/service", "one"));
        Mediator(system).Tell(new Send("/user/service", "two", true));
        Mediator(system).Tell(new SendToAll("/user/service", "three"));
        Mediator(system).Tell(new SendToAll("/user/service", "not to the own node", true));
        foreach (var expected in new[] { "one", "two", "three" })
            probe.Expect<string>().ShouldBe(expected);
        Mediator(system).Tell(new Remove("/user/service"));
        Mediator(system).Tell(new Send("/user/service", "too late"));
        probe.ExpectNothing(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void The_sender_of_a_message_stays_its_sender()
    {
        var system = _cluster.Join();
        var subscriber = Subscribed(system, "topic");
        var publisher = new Probe(system);
        Mediator(system).Tell(new Publish("topic", "who?"), publisher.Ref);
        subscriber.Expect<string>();
        subscriber.LastSender.ShouldBe(publisher.Ref);
    }

    [Fact]
    public void A_topic_without_a_name_is_refused()
    {
        Should.Throw<ArgumentException>(() => new Subscribe("", ActorRefs.Nobody));
        Should.Throw<ArgumentException>(() => new Subscribe(null, ActorRefs.Nobody));
        Should.Throw<ArgumentException>(() => new Unsubscribe("", ActorRefs.Nobody));
    }
}
