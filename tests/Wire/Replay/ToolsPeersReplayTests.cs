using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.PublishSubscribe;
using Akka.Cluster.Tools.Singleton;
using Akka.Remote.Serialization.Proto;
using WireSample;
using Xunit;
using Xunit.Abstractions;

namespace Engine.Wire.Tests.Replay;

public sealed class LeavingSingletonReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task The_oldest_node_hands_the_singleton_over_when_it_leaves() => Replay("h-singleton.jsonl", "A", new Oldest());

    private sealed class Oldest() : MemberScript("h-singleton.jsonl", "A", "node")
    {
        public override void Started(ReplayedNode node)
        {
            RecordedSingleton.Start(node.System);
            RecordedSingleton.StartProxy(node.System);
            UpFirst(node);
        }

        public override void Step(ReplayedNode node, string step)
        {
            if (step.StartsWith("A leaves", StringComparison.Ordinal))
                Akka.Cluster.Cluster.Get(node.System).Leave(Akka.Cluster.Cluster.Get(node.System).SelfAddress);
        }

        // Either side may be the first to know that this node is on its way out: then it offers what it would be asked for.
        public override bool MayAdd(string key) => key is "selection(14:D)" || base.MayAdd(key);
    }
}

public sealed class SingletonProxyReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task A_proxy_on_a_node_without_the_role_finds_the_singleton_and_follows_it() => Replay("h-singleton.jsonl", "C", new OnlyProxy());

    private sealed class OnlyProxy() : MemberScript("h-singleton.jsonl", "C", "other")
    {
        private IActorRef _proxy = ActorRefs.Nobody;

        public override void Started(ReplayedNode node) => _proxy = RecordedSingleton.StartProxy(node.System);

        public override void Step(ReplayedNode node, string step)
        {
            if (step is "message through the proxy on C" or "message through the proxies after hand-over")
                _ = _proxy.Ask<string>("who", TimeSpan.FromSeconds(20)).ContinueWith(t => t.Exception, TaskScheduler.Default);
        }
    }
}

public sealed class PubSubNewcomerReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task A_newcomer_learns_the_topics_and_publishes() => Replay("i-pubsub.jsonl", "C", new Newcomer());

    private sealed class Newcomer() : MemberScript("i-pubsub.jsonl", "C", "node")
    {
        private IActorRef _mediator = ActorRefs.Nobody;

        public override void Started(ReplayedNode node) => _mediator = DistributedPubSub.Get(node.System).Mediator;

        public override void Step(ReplayedNode node, string step)
        {
            if (step == "C: Publish to news")
                _mediator.Tell(new Publish("news", "from C"), ActorRefs.NoSender);
        }

        public override bool IsPeriodic(string key) => base.IsPeriodic(key) || key == "selection(9:A)";

        internal override AkkaProtocolMessage? AnswerPeriodic(string key, RemoteEnvelope envelope, string peer) =>
            key == "selection(9:A)" && peer == "A" ? AnswerStatus(envelope, peer) : base.AnswerPeriodic(key, envelope, peer);
    }
}

public sealed class SecondReceptionistReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task The_other_receptionist_serves_what_is_sent_to_it_and_takes_clients_over() => Replay("j-cluster-client.jsonl", "B", new Second());

    private sealed class Second() : MemberScript("j-cluster-client.jsonl", "B", "node")
    {
        public override void Started(ReplayedNode node)
        {
            var service = node.System.ActorOf(Props.Create(() => new RecordedEcho()), "service");
            ClusterClientReceptionist.Get(node.System).RegisterService(service);
            ClusterClientReceptionist.Get(node.System).RegisterSubscriber("topic1", node.System.ActorOf(Props.Create(() => new RecordedSource()), "subscriber"));
        }
    }
}

public sealed class ShortManifestClientReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task A_client_without_legacy_serialization_says_the_same() => Replay("j-cluster-client.jsonl", "D", new Outside());

    private sealed class Outside() : MemberScript("j-cluster-client.jsonl", "D", "")
    {
        private IActorRef _client = ActorRefs.Nobody;
        private IActorRef _source = ActorRefs.Nobody;

        public override string Config => "akka.cluster.client.use-legacy-serialization = off";

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
                case "client D: Send string, reply through the tunnel":
                    Ask(new ClusterClient.Send("/user/service", "hi"));
                    break;
                case "client D: Send with local affinity, explicit sender":
                    _client.Tell(new ClusterClient.Send("/user/service", "hi local", true), _source);
                    break;
                case "client D: Send Ping (id 1001)":
                    Ask(new ClusterClient.Send("/user/service", new Ping(6, "cc")));
                    break;
                case "client D: SendToAll":
                    _client.Tell(new ClusterClient.SendToAll("/user/service", "to all"), _source);
                    break;
                case "client D: Publish":
                    _client.Tell(new ClusterClient.Publish("topic1", "published"), _source);
                    break;
                case "client D: Send POCO":
                    _client.Tell(new ClusterClient.Send("/user/service", new Person("Fay", 8)), _source);
                    break;
            }
        }

        // The receptionist that is going away closes first or we do.
        public override bool MayAdd(string key) => key is "DisassociateShuttingDown";

        private void Ask(object question) => _ = _client.Ask<object>(question, TimeSpan.FromSeconds(20)).ContinueWith(t => t.Exception, TaskScheduler.Default);
    }
}

public sealed class LeavingWorkerReplayTests(ITestOutputHelper output) : ReplayTests(output)
{
    [Fact]
    public Task A_worker_that_leaves_ends_the_routees_deployed_on_it() => Replay("l-cluster-router.jsonl", "C", new Leaving());

    private sealed class Leaving() : MemberScript("l-cluster-router.jsonl", "C", "worker")
    {
        public override void Started(ReplayedNode node) => node.System.ActorOf(Props.Create<SimpleWorker>(), "worker");

        public override void Step(ReplayedNode node, string step)
        {
            if (step.StartsWith("C leaves", StringComparison.Ordinal))
                Akka.Cluster.Cluster.Get(node.System).Leave(Akka.Cluster.Cluster.Get(node.System).SelfAddress);
        }
    }
}

/// <summary>The recorded singleton: says where it runs, and takes a while to stop.</summary>
internal sealed class RecordedSingleton : UntypedActor
{
    public static void Start(ActorSystem system) => system.ActorOf(
        ClusterSingletonManager.Props(Props.Create(() => new RecordedSingleton()), "stop", ClusterSingletonManagerSettings.Create(system).WithRole("node")), "single");

    public static IActorRef StartProxy(ActorSystem system) =>
        system.ActorOf(ClusterSingletonProxy.Props("/user/single", ClusterSingletonProxySettings.Create(system).WithRole("node")), "proxy");

    protected override void OnReceive(object message)
    {
        var self = Akka.Cluster.Cluster.Get(Context.System).SelfAddress;
        if (message is "stop")
            Context.System.Scheduler.ScheduleTellOnce(1_500, Self, PoisonPill.Instance, Self);
        else
            Sender.Tell($"singleton@{self.Port}:{message}");
    }
}
