using Akka.Actor;
using Akka.Cluster.Routing;
using Akka.Remote.Routing;
using Akka.Routing;
using Shouldly;
using Xunit;

namespace Engine.Tools.Tests.Routing;

/// <summary>Pools whose routees live on other nodes.</summary>
public sealed class DeployedRouterTests : IDisposable
{
    private const string Deployable = """akka.remote.deployable-actors = ["Engine.Tools.Tests.Routing.Settler, Engine.Tools.Tests"]""";

    private readonly LocalCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    private static readonly Props Worker = Props.Create(() => new Settler());

    private static List<Address> Places(IActorRef router, ActorSystem local) => router.Ask<Routees>(GetRoutees.Instance, Eventually.Patience).Result.Members
        .Select(r => ((ActorRefRoutee)r).Actor.Path.Address)
        .Select(a => a.HasLocalScope ? LocalCluster.AddressOf(local) : a)
        .ToList();

    /// <summary>Where the routees run by their own word, which only those say that are alive.</summary>
    private static List<Address> Answers(ActorSystem system, IActorRef router, int expected)
    {
        var probe = new Probe(system);
        router.Tell(new Broadcast("where"), probe.Ref);
        return Enumerable.Range(0, expected).Select(_ => probe.Expect<string>()).Select(Address.Parse).ToList();
    }

    [Fact]
    public void A_cluster_pool_deploys_on_members_with_its_role_as_many_as_each_and_all_may_have()
    {
        var front = _cluster.Join(Deployable, "front");
        var worker1 = _cluster.Join(Deployable, "worker");
        var worker2 = _cluster.Join(Deployable, "worker");
        var router = front.ActorOf(new ClusterRouterPool(new RoundRobinPool(0), new ClusterRouterPoolSettings(5, 2, false, "worker")).Props(Worker), "router");
        Eventually.Holds(() => Places(router, front).Count == 4, "two routees on each worker");
        Answers(front, router, 4).GroupBy(a => a).ToDictionary(g => g.Key, g => g.Count())
            .ShouldBe(new Dictionary<Address, int> { [LocalCluster.AddressOf(worker1)] = 2, [LocalCluster.AddressOf(worker2)] = 2 }, ignoreOrder: true);

        // Five in all: the next member gets the one that is left, and what a member leaves behind.
        var worker3 = _cluster.Join(Deployable, "worker");
        Eventually.Holds(() => Places(router, front).Count == 5, "one routee on the new worker");
        Places(router, front).Count(a => a.Equals(LocalCluster.AddressOf(worker3))).ShouldBe(1);
        LocalCluster.Leave(worker1);
        Eventually.Holds(() => Places(router, front).Count(a => a.Equals(LocalCluster.AddressOf(worker3))) == 2, "two routees on the new worker");
        Answers(front, router, 4).ShouldNotContain(LocalCluster.AddressOf(worker1));
        _cluster.Crash(worker2, front);
        Eventually.Holds(() => Places(router, front).SequenceEqual(Enumerable.Repeat(LocalCluster.AddressOf(worker3), 2)), "the routees of the crashed worker are gone");
    }

    [Fact]
    public void A_cluster_pool_from_the_configuration_counts_this_node_where_it_is_allowed()
    {
        var settings = Deployable + """

            akka.actor.deployment {
              /here { router = round-robin-pool, cluster { enabled = on, max-nr-of-instances-per-node = 3, allow-local-routees = on } }
              /elsewhere { router = round-robin-pool, nr-of-instances = 2, cluster { enabled = on, max-nr-of-instances-per-node = 3, allow-local-routees = off } }
              /nowhere { router = round-robin-pool, cluster { enabled = on, use-role = nobody } }
            }
            """;
        var a = _cluster.Join(settings);
        var b = _cluster.Join(Deployable);
        var here = a.ActorOf(Worker.WithRouter(FromConfig.Instance), "here");
        Eventually.Holds(() => Places(here, a).Count == 6, "three routees on each node");
        Answers(a, here, 6).Count(at => at.Equals(LocalCluster.AddressOf(a))).ShouldBe(3);
        // nr-of-instances is the limit of all together.
        var elsewhere = a.ActorOf(Worker.WithRouter(FromConfig.Instance), "elsewhere");
        Eventually.Holds(() => Places(elsewhere, a).Count == 2, "two routees");
        Answers(a, elsewhere, 2).ShouldAllBe(at => at.Equals(LocalCluster.AddressOf(b)));
        Places(a.ActorOf(Worker.WithRouter(FromConfig.Instance), "nowhere"), a).ShouldBeEmpty();
    }

    [Fact]
    public void A_remote_pool_deploys_on_its_nodes_in_turn_and_loses_what_ends_there()
    {
        var a = _cluster.Join(Deployable);
        var b = _cluster.Join(Deployable);
        var c = _cluster.Join(Deployable);
        Address[] nodes = [LocalCluster.AddressOf(b), LocalCluster.AddressOf(c)];
        var router = a.ActorOf(new RemoteRouterConfig(new RoundRobinPool(4), nodes).Props(Worker), "remote");
        Places(router, a).ShouldBe([nodes[0], nodes[1], nodes[0], nodes[1]]);
        Answers(a, router, 4).Count(at => at.Equals(nodes[0])).ShouldBe(2);
        // Each is a child of the router, wherever it lives: it ends with it and is watched by it.
        router.Ask<Routees>(GetRoutees.Instance, Eventually.Patience).Result.Members.Cast<ActorRefRoutee>().First().Actor.Tell(PoisonPill.Instance);
        Eventually.Holds(() => Places(router, a).Count == 3, "the ended routee is forgotten");
        router.Tell(new AdjustPoolSize(1));
        Eventually.Holds(() => Places(router, a).Count == 4, "one more");
        Answers(a, router, 4).Distinct().ShouldBe(nodes, ignoreOrder: true);
    }

    [Fact]
    public void A_remote_pool_is_configured_by_its_nodes()
    {
        var b = _cluster.Join(Deployable);
        var a = _cluster.Join(Deployable + $$"""

            akka.actor.deployment./remote { router = round-robin-pool, nr-of-instances = 2, target.nodes = ["{{LocalCluster.AddressOf(b)}}"] }
            """);
        var router = a.ActorOf(Worker.WithRouter(FromConfig.Instance), "remote");
        Answers(a, router, 2).ShouldAllBe(at => at.Equals(LocalCluster.AddressOf(b)));
    }
}

/// <summary>Says where it lives.</summary>
public sealed class Settler : UntypedActor
{
    protected override void OnReceive(object message) => Sender.Tell(Akka.Cluster.Cluster.Get(Context.System).SelfAddress.ToString());
}
