using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Routing;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Remote.Serialization.Proto;
using Akka.Routing;
using Engine.Wire.Tests.Frames;
using Google.Protobuf;
using WireSample;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Wire.Tests.Replay;

public sealed class SingletonReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task The_younger_node_takes_the_singleton_over() => Replay("h-singleton.jsonl", "B", new Running("B", "node"));

    /// <summary>Our node runs the manager and a proxy, as the recorded ones do.</summary>
    private sealed class Running(string node, string role) : MemberScript("h-singleton.jsonl", node, role)
    {
        private IActorRef _proxy = ActorRefs.Nobody;
        private IActorRef _source = ActorRefs.Nobody;

        public override void Started(ReplayedNode node)
        {
            var system = node.System;
            _source = system.ActorOf(Props.Create(() => new RecordedSource()), "source");
            RecordedSingleton.Start(system);
            _proxy = RecordedSingleton.StartProxy(system);
        }

        public override void Step(ReplayedNode node, string step)
        {
            if (step == "message through the proxy on B")
            {
                _ = _proxy.Ask<string>("who", TimeSpan.FromSeconds(5));
                After(1, () => _proxy.Tell("again", _source));
            }
        }
    }
}

public sealed class PubSubSubscriberReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task A_subscribing_node_gossips_and_answers() => Replay("i-pubsub.jsonl", "B", new Subscribing());

    private sealed class Subscribing() : MemberScript("i-pubsub.jsonl", "B", "node")
    {
        private IActorRef _mediator = ActorRefs.Nobody;
        private IActorRef _service = ActorRefs.Nobody;
        private IActorRef _first = ActorRefs.Nobody;
        private IActorRef _second = ActorRefs.Nobody;

        public override void Started(ReplayedNode node)
        {
            _mediator = DistributedPubSub.Get(node.System).Mediator;
            _service = node.System.ActorOf(Props.Create(() => new RecordedEcho()), "svc");
            _first = node.System.ActorOf(Props.Create(() => new RecordedSource()), "sub1");
            _second = node.System.ActorOf(Props.Create(() => new RecordedSource()), "sub2");
        }

        public override void Step(ReplayedNode node, string step)
        {
            if (step.StartsWith("B: Subscribe", StringComparison.Ordinal))
            {
                _mediator.Tell(new Put(_service));
                _mediator.Tell(new Subscribe("news", _first), _first);
                _mediator.Tell(new Subscribe("news", _second, "g1"), _second);
            }
            else if (step.StartsWith("A subscribes too", StringComparison.Ordinal))
            {
                After(2_500, () => _mediator.Tell(new Publish("weather/today é", "sunny"), ActorRefs.NoSender));
            }
            else if (step.StartsWith("B: Unsubscribe", StringComparison.Ordinal))
            {
                _mediator.Tell(new Unsubscribe("news", _first), _first);
                _mediator.Tell(new Remove("/user/svc"));
            }
        }
    }
}

public sealed class PubSubPublisherReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task A_publishing_node_sends_straight_to_topics_groups_and_actors() => Replay("i-pubsub.jsonl", "A", new Publishing());

    private sealed class Publishing() : MemberScript("i-pubsub.jsonl", "A", "node")
    {
        private IActorRef _mediator = ActorRefs.Nobody;
        private IActorRef _source = ActorRefs.Nobody;
        private IActorRef _service = ActorRefs.Nobody;

        public override void Started(ReplayedNode node)
        {
            _mediator = DistributedPubSub.Get(node.System).Mediator;
            _source = node.System.ActorOf(Props.Create(() => new RecordedSource()), "source");
            _service = node.System.ActorOf(Props.Create(() => new RecordedEcho()), "svc");
            UpFirst(node);
        }

        public override void Step(ReplayedNode node, string step)
        {
            switch (step)
            {
                case "A: Publish string to news":
                    _mediator.Tell(new Publish("news", "headline"), _source);
                    break;
                case "A: Publish POCO to news":
                    _mediator.Tell(new Publish("news", new Person("Eve", 2)), _source);
                    break;
                case "A: Publish to one subscriber of each group":
                    _mediator.Tell(new Publish("news", "grouped", true), _source);
                    break;
                case "A: Send to /user/svc":
                    _mediator.Tell(new Send("/user/svc", "to svc"), _source);
                    break;
                case "A: SendToAll /user/svc":
                    _mediator.Tell(new SendToAll("/user/svc", "to all svc"), _source);
                    break;
                case "A: Put /user/svc too, then SendToAll (not excluding self)":
                    _mediator.Tell(new Put(_service));
                    After(2_500, () => _mediator.Tell(new SendToAll("/user/svc", "to all svc 2"), _source));
                    break;
                case "A subscribes too, topic weather with special characters":
                    _mediator.Tell(new Subscribe("weather/today é", _source), _source);
                    break;
            }
        }
    }
}

public sealed class ClusterClientReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task A_client_finds_its_contacts_sends_and_moves_on() => Replay("j-cluster-client.jsonl", "C", new Outside());

    private sealed class Outside() : MemberScript("j-cluster-client.jsonl", "C", "")
    {
        private IActorRef _client = ActorRefs.Nobody;
        private IActorRef _source = ActorRefs.Nobody;

        public override string Config => "";

        public override void Started(ReplayedNode node)
        {
            _source = node.System.ActorOf(Props.Create(() => new RecordedSource()), "source");
            var contact = ActorPath.Parse("akka.tcp://Cluster@127.0.0.1:47101/system/receptionist");
            _client = node.System.ActorOf(
                ClusterClient.Props(ClusterClientSettings.Create(node.System).WithInitialContacts(ImmutableHashSet.Create(contact))), "client");
        }

        public override void Step(ReplayedNode node, string step)
        {
            switch (step)
            {
                case "client C: Send string, reply through the tunnel":
                    _ = _client.Ask<string>(new ClusterClient.Send("/user/service", "hi"), TimeSpan.FromSeconds(5));
                    break;
                case "client C: Send with local affinity, explicit sender":
                    _client.Tell(new ClusterClient.Send("/user/service", "hi local", true), _source);
                    break;
                case "client C: Send Ping (id 1001)":
                    _ = _client.Ask<Pong>(new ClusterClient.Send("/user/service", new Ping(6, "cc")), TimeSpan.FromSeconds(5));
                    break;
                case "client C: SendToAll":
                    _client.Tell(new ClusterClient.SendToAll("/user/service", "to all"), _source);
                    break;
                case "client C: Publish":
                    _client.Tell(new ClusterClient.Publish("topic1", "published"), _source);
                    break;
                case "client C: Send POCO":
                    _client.Tell(new ClusterClient.Send("/user/service", new Person("Fay", 8)), _source);
                    break;
            }
        }

        // The receptionist that is going away closes first or we do.
        public override bool MayAdd(string key) => key is "DisassociateShuttingDown";
    }
}

public sealed class ReceptionistReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task A_receptionist_hands_on_and_back_and_says_good_bye() => Replay("j-cluster-client.jsonl", "A", new Receiving());

    private sealed class Receiving() : MemberScript("j-cluster-client.jsonl", "A", "node")
    {
        // The recorded peer does not see the gossip of our end, so that leaving in order would wait for it.
        public override string Config => base.Config + "\nakka.coordinated-shutdown.phases { cluster-leave.timeout = 100ms, cluster-exiting.timeout = 100ms }";

        public override void Started(ReplayedNode node)
        {
            var service = node.System.ActorOf(Props.Create(() => new RecordedEcho()), "service");
            ClusterClientReceptionist.Get(node.System).RegisterService(service);
            UpFirst(node);
        }

        public override void Step(ReplayedNode node, string step)
        {
            if (step.StartsWith("A terminates", StringComparison.Ordinal))
                _ = node.System.Terminate();
        }

        // Which of the two services gets a message to one of them is drawn by lot, and the peer answers only what it was recorded to get.
        // The heartbeats of the first client were cut from the recording, so that it counts as lost when we end.
        public override bool MayOmit(RecordedFrame frame) => base.MayOmit(frame) || IsDrawnByLot(frame.Step)
            || (frame.Kind == "ClusterClient.ReceptionistShutdown" && frame.Connection == 2);

        public override bool MayAdd(string key) => base.MayAdd(key) || key is "15:A" or "1001:PING-v1" or "1001:PONG-v1" or "1:" or "17:System.String, System.Private.CoreLib";

        public override bool IsPeriodic(string key) => base.IsPeriodic(key) || key == "selection(9:A)";

        internal override AkkaProtocolMessage? AnswerPeriodic(string key, RemoteEnvelope envelope, string peer) =>
            key == "selection(9:A)" && peer == "B" ? AnswerStatus(envelope, peer) : base.AnswerPeriodic(key, envelope, peer);

        private static bool IsDrawnByLot(string step) =>
            step.EndsWith("Send string, reply through the tunnel", StringComparison.Ordinal)
            || step.EndsWith("Send Ping (id 1001)", StringComparison.Ordinal)
            || step.EndsWith("Send POCO", StringComparison.Ordinal);
    }
}

public sealed class ClusterRouterReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task A_group_and_a_pool_send_to_the_members_with_their_role() => Replay("l-cluster-router.jsonl", "A", new Front());

    [Fact]
    public Task A_worker_holds_the_routees_that_another_node_deploys() => Replay("l-cluster-router.jsonl", "B", new Back());

    private sealed class Front() : MemberScript("l-cluster-router.jsonl", "A", "front")
    {
        private IActorRef _source = ActorRefs.Nobody;
        private IActorRef _group = ActorRefs.Nobody;
        private IActorRef _pool = ActorRefs.Nobody;

        public override void Started(ReplayedNode node)
        {
            _source = node.System.ActorOf(Props.Create(() => new RecordedSource()), "source");
            UpFirst(node);
        }

        public override void Step(ReplayedNode node, string step)
        {
            if (step.StartsWith("A starts the group", StringComparison.Ordinal))
            {
                var settings = new ClusterRouterGroupSettings(100, ["/user/worker"], false, "worker");
                _group = node.System.ActorOf(new ClusterRouterGroup(new RoundRobinGroup("/user/worker"), settings).Props(), "group");
            }
            else if (step.StartsWith("A starts the pool", StringComparison.Ordinal))
            {
                var settings = new ClusterRouterPoolSettings(100, 2, false, "worker");
                _pool = node.System.ActorOf(new ClusterRouterPool(new RoundRobinPool(4), settings).Props(Props.Create<SimpleWorker>()), "pool");
            }
            else if (step.StartsWith("group message ", StringComparison.Ordinal))
            {
                _group.Tell("g" + step[^1], _source);
            }
            else if (step.StartsWith("pool message ", StringComparison.Ordinal))
            {
                _pool.Tell("p" + step[^1], _source);
            }
            else if (step.StartsWith("broadcast", StringComparison.Ordinal))
            {
                _group.Tell(new Broadcast("to all routees"), _source);
            }
            else if (step == "messages after C left")
            {
                _group.Tell("g5", _source);
                _pool.Tell("p5", _source);
                After(300, () =>
                {
                    _group.Tell("g6", _source);
                    _pool.Tell("p6", _source);
                });
            }
        }
    }

    private sealed class Back() : MemberScript("l-cluster-router.jsonl", "B", "worker")
    {
        public override void Started(ReplayedNode node) => node.System.ActorOf(Props.Create<SimpleWorker>(), "worker");
    }
}

/// <summary>Sends and is sent to, and says nothing itself.</summary>
internal sealed class RecordedSource : UntypedActor
{
    protected override void OnReceive(object message)
    {
    }
}
