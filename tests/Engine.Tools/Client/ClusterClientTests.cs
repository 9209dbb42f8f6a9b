using System.Collections.Immutable;
using System.Diagnostics;
using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Event;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Tools.Tests.Client;

public sealed class ClusterClientTests(ITestOutputHelper output) : IDisposable
{
    private readonly LocalCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    private static ActorPath ReceptionistOf(ActorSystem system) =>
        new RootActorPath(LocalCluster.AddressOf(system)) / "system" / "receptionist";

    private IActorRef Client(ActorSystem outside, params ActorSystem[] contacts) => outside.ActorOf(
        ClusterClient.Props(ClusterClientSettings.Create(outside)
            .WithInitialContacts(contacts.Select(ReceptionistOf).ToImmutableHashSet())
            .WithEstablishingGetContactsInterval(TimeSpan.FromMilliseconds(300))),
        "client");

    private ActorSystem Outside(string name = "Driver") => _cluster.Outside(name, "akka.actor.provider = remote\nakka.cluster.client.heartbeat-interval = 200ms");

    private static IActorRef Serve(ActorSystem system, string name = "service")
    {
        var service = system.ActorOf(Props.Create(() => new Echo()), name);
        ClusterClientReceptionist.Get(system).RegisterService(service);
        return service;
    }

    /// <summary>Asked until an answer comes: what is on its way while a receptionist goes is lost, as with any connection.</summary>
    private static void Answers(ActorSystem outside, IActorRef client, string question)
    {
        var answers = new Probe(outside);
        Eventually.Holds(
            () =>
            {
                client.Tell(new ClusterClient.Send("/user/service", question), answers.Ref);
                return answers.Hears("echo:" + question);
            },
            $"the service answers '{question}'");
    }

    private static string Ask(IActorRef client, object message) => client.Ask<string>(message, Eventually.Patience).Result;

    [Fact]
    public void A_question_through_the_client_is_answered_through_the_receptionist()
    {
        var a = _cluster.Join();
        Serve(a);
        var outside = Outside();
        var client = Client(outside, a);
        var clock = Stopwatch.StartNew();
        Ask(client, new ClusterClient.Send("/user/service", "hi", true)).ShouldBe("echo:hi");
        output.WriteLine($"first answer after {clock.ElapsedMilliseconds} ms");
        clock.Restart();
        Ask(client, new ClusterClient.Send("/user/service", "again")).ShouldBe("echo:again");
        output.WriteLine($"second answer after {clock.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void A_message_to_all_reaches_every_registered_service_and_a_topic_its_subscribers()
    {
        var a = _cluster.Join();
        var b = _cluster.Join();
        Serve(a);
        Serve(b);
        var topic = new Probe(b);
        ClusterClientReceptionist.Get(b).RegisterSubscriber("topic", topic.Ref);
        ClusterClientReceptionist.Get(a);
        var outside = Outside();
        var client = Client(outside, a);
        var answers = new Probe(outside);
        Eventually.Holds(
            () =>
            {
                client.Tell(new ClusterClient.SendToAll("/user/service", "all"), answers.Ref);
                return answers.Hears("echo:all") && answers.Hears("echo:all", 200);
            },
            "both services answer");
        Eventually.Holds(
            () =>
            {
                client.Tell(new ClusterClient.Publish("topic", "news"), answers.Ref);
                return topic.Hears("news");
            },
            "the subscriber hears");
    }

    [Fact]
    public void When_its_receptionist_leaves_the_client_goes_on_with_another()
    {
        var a = _cluster.Join();
        var b = _cluster.Join();
        Serve(a);
        Serve(b);
        var outside = Outside();
        var client = Client(outside, a);
        var contacts = new Probe(outside);
        client.Tell(SubscribeContactPoints.Instance, contacts.Ref);
        // The second contact is there from the start when the client was quicker than the subscription.
        var known = contacts.Fish<ContactPoints>().ContactPointsList;
        known.ShouldContain(ReceptionistOf(a));
        Ask(client, new ClusterClient.Send("/user/service", "hi")).ShouldBe("echo:hi");
        if (!known.Contains(ReceptionistOf(b))) contacts.Fish<ContactPointAdded>().ContactPoint.ShouldBe(ReceptionistOf(b));
        LocalCluster.Leave(a);
        Answers(outside, client, "after");
    }

    [Fact]
    public void When_its_receptionist_crashes_the_client_goes_on_with_another_within_seconds()
    {
        var a = _cluster.Join();
        var b = _cluster.Join();
        Serve(b);
        ClusterClientReceptionist.Get(a);
        var outside = Outside();
        var client = Client(outside, a);
        Eventually.Holds(() => KnowsTwo(client), "the client knows both");
        Answers(outside, client, "before");
        var clock = Stopwatch.StartNew();
        _cluster.Crash(a, b);
        Answers(outside, client, "after");
        // By the closed connection: missed heartbeats alone would take 15 s to tell.
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(13));

        static bool KnowsTwo(IActorRef client) =>
            client.Ask<ContactPoints>(GetContactPoints.Instance, Eventually.Patience).Result.ContactPointsList.Count == 2;
    }

    [Fact]
    public void A_receptionist_tells_of_its_clients()
    {
        var a = _cluster.Join("akka.cluster.client.receptionist { acceptable-heartbeat-pause = 2s, heartbeat-interval = 200ms, failure-detection-interval = 200ms }");
        var events = new Probe(a);
        ClusterClientReceptionist.Get(a).Underlying.Tell(SubscribeClusterClients.Instance, events.Ref);
        events.Expect<ClusterClients>().ClusterClientsList.ShouldBeEmpty();
        var outside = Outside();
        var client = Client(outside, a);
        events.Fish<ClusterClientUp>().ClusterClient.Path.Name.ShouldBe("client");
        outside.Stop(client);
        events.Fish<ClusterClientUnreachable>().ClusterClient.Path.Name.ShouldBe("client");
    }

    [Fact]
    public void A_receptionist_names_its_clients_to_those_who_ask_and_tells_no_more_to_those_who_have_enough()
    {
        var a = _cluster.Join();
        var receptionist = ClusterClientReceptionist.Get(a).Underlying;
        var events = new Probe(a);
        receptionist.Tell(SubscribeClusterClients.Instance, events.Ref);
        events.Expect<ClusterClients>().ClusterClientsList.ShouldBeEmpty();
        Client(Outside(), a);
        var up = events.Fish<ClusterClientUp>().ClusterClient;
        Clients().ShouldBe([up]);
        receptionist.Tell(UnsubscribeClusterClients.Instance, events.Ref);
        Client(Outside("Other"), a);
        Eventually.Holds(() => Clients().Count == 2, "the second client is known");
        events.Count<ClusterClientUp>().ShouldBe(0);

        ImmutableHashSet<IActorRef> Clients() => receptionist.Ask<ClusterClients>(GetClusterClients.Instance, Eventually.Patience).Result.ClusterClientsList.ToImmutableHashSet();
    }

    [Fact]
    public void What_is_unregistered_gets_nothing_from_clients_any_more()
    {
        var a = _cluster.Join();
        var service = Serve(a);
        var subscriber = new Probe(a);
        var receptionist = ClusterClientReceptionist.Get(a);
        receptionist.RegisterSubscriber("topic", subscriber.Ref);
        var outside = Outside();
        var client = Client(outside, a);
        Answers(outside, client, "hi");
        client.Tell(new ClusterClient.Publish("topic", "news"));
        subscriber.Expect<string>().ShouldBe("news");

        var letters = new Probe(a);
        a.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        receptionist.UnregisterService(service);
        receptionist.UnregisterSubscriber("topic", subscriber.Ref);
        client.Tell(new ClusterClient.Send("/user/service", "too late"));
        letters.Fish<DeadLetter>(d => Equals(d.Message, "too late"));
        client.Tell(new ClusterClient.Publish("topic", "old news"));
        // Nobody hears it; that another message through the same client has come afterwards says that this one has, too.
        client.Tell(new ClusterClient.Send("/user/service", "later still"));
        letters.Fish<DeadLetter>(d => Equals(d.Message, "later still"));
        subscriber.Count<string>().ShouldBe(0);
    }

    [Fact]
    public void A_client_tells_of_contacts_that_come_and_go_until_it_is_told_to_stop()
    {
        var a = _cluster.Join();
        ClusterClientReceptionist.Get(a);
        var outside = _cluster.Outside("Driver", "akka.actor.provider = remote\nakka.cluster.client { heartbeat-interval = 200ms, refresh-contacts-interval = 200ms }");
        var client = Client(outside, a);
        var listener = new Probe(outside);
        var other = new Probe(outside);
        client.Tell(SubscribeContactPoints.Instance, listener.Ref);
        listener.Expect<ContactPoints>().ContactPointsList.ShouldBe([ReceptionistOf(a)]);
        client.Tell(SubscribeContactPoints.Instance, other.Ref);
        other.Expect<ContactPoints>();
        var b = _cluster.Join();
        ClusterClientReceptionist.Get(b);
        listener.Expect<ContactPointAdded>().ContactPoint.ShouldBe(ReceptionistOf(b));
        other.Expect<ContactPointAdded>();
        client.Tell(UnsubscribeContactPoints.Instance, other.Ref);
        LocalCluster.Leave(b);
        listener.Expect<ContactPointRemoved>().ContactPoint.ShouldBe(ReceptionistOf(b));
        client.Ask<ContactPoints>(GetContactPoints.Instance, Eventually.Patience).Result.ContactPointsList.ShouldBe([ReceptionistOf(a)]);
        other.Count<ContactPointRemoved>().ShouldBe(0);
    }

    [Fact]
    public void What_is_sent_before_there_is_a_contact_is_kept_in_order_up_to_the_buffer_size()
    {
        var a = _cluster.Join();
        var outside = Outside();
        var settings = ClusterClientSettings.Create(outside)
            .WithInitialContacts(ImmutableHashSet.Create(ReceptionistOf(a)))
            .WithEstablishingGetContactsInterval(TimeSpan.FromMilliseconds(200))
            .WithBufferSize(3);
        var client = outside.ActorOf(ClusterClient.Props(settings));
        var answers = new Probe(outside);
        for (var i = 0; i < 5; i++)
            client.Tell(new ClusterClient.Send("/user/service", "m" + i, true), answers.Ref);
        // The service is known before there is a receptionist to be found.
        var service = a.ActorOf(Props.Create(() => new Echo()), "service");
        DistributedPubSub.Get(a).Mediator.Tell(new Put(service));
        ClusterClientReceptionist.Get(a);
        for (var i = 2; i < 5; i++)
            answers.Expect<string>().ShouldBe("echo:m" + i);
    }

    [Fact]
    public void A_client_without_an_answer_gives_up_when_told_to()
    {
        var outside = Outside();
        var nowhere = ActorPath.Parse("akka.tcp://Nowhere@127.0.0.1:1/system/receptionist");
        var client = outside.ActorOf(ClusterClient.Props(ClusterClientSettings.Create(outside)
            .WithInitialContacts(ImmutableHashSet.Create(nowhere))
            .WithReconnectTimeout(TimeSpan.FromMilliseconds(300))));
        client.WatchAsync().Wait(Eventually.Patience).ShouldBeTrue();
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell("echo:" + message);
    }
}
