using Akka.Actor;
using Akka.Cluster.Routing;
using Akka.Routing;
using Shouldly;
using Xunit;

namespace Engine.Tools.Tests.Routing;

public sealed class ClusterRouterTests : IDisposable
{
    private readonly LocalCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    private static Props Group(bool allowLocal, string role = null, params string[] paths) => new ClusterRouterGroup(
        new RoundRobinGroup(paths),
        new ClusterRouterGroupSettings(100, paths, allowLocal, role)).Props();

    private static IReadOnlyList<Routee> RouteesOf(IActorRef router) => router.Ask<Routees>(GetRoutees.Instance, Eventually.Patience).Result.Members.ToList();

    private static Address Where(IActorRef router) => router.Ask<Address>("where", Eventually.Patience).Result;

    [Fact]
    public void A_group_follows_the_members_with_its_role_in_fair_turns()
    {
        var front = _cluster.Join("", "front");
        var worker1 = _cluster.Join("", "worker");
        var worker2 = _cluster.Join("", "worker");
        foreach (var worker in new[] { worker1, worker2, front })
            worker.ActorOf(Props.Create(() => new Locator()), "worker");
        var router = front.ActorOf(Group(false, "worker", "/user/worker"), "router");
        Eventually.Holds(() => RouteesOf(router).Count == 2, "two routees");
        var turns = Enumerable.Range(0, 6).Select(_ => Where(router)).ToList();
        turns.Distinct().ShouldBe(new[] { worker1, worker2 }.Select(LocalCluster.AddressOf), ignoreOrder: true);
        turns[0].ShouldNotBe(turns[1]);
        turns.Where((_, i) => i % 2 == 0).Distinct().Count().ShouldBe(1);

        var worker3 = _cluster.Join("", "worker");
        worker3.ActorOf(Props.Create(() => new Locator()), "worker");
        Eventually.Holds(() => RouteesOf(router).Count == 3, "a routee on the new member");
        LocalCluster.Leave(worker1);
        Eventually.Holds(() => RouteesOf(router).Count == 2, "the routee of the leaving member is gone");
        Enumerable.Range(0, 6).Select(_ => Where(router)).Distinct().Count().ShouldBe(2);
        _cluster.Crash(worker2, front);
        Eventually.Holds(() => RouteesOf(router).Count == 1, "the routee of the crashed member is gone");
        Where(router).ShouldBe(LocalCluster.AddressOf(worker3));
    }

    [Fact]
    public void A_group_from_the_configuration_uses_this_node_too_when_allowed()
    {
        const string deployment = """
            akka.actor.deployment {
              /router {
                router = round-robin-group
                routees.paths = ["/user/worker"]
                cluster { enabled = on, allow-local-routees = on, use-role = worker }
              }
            }
            """;
        var a = _cluster.Join(deployment, "worker");
        var b = _cluster.Join("", "worker");
        a.ActorOf(Props.Create(() => new Locator()), "worker");
        b.ActorOf(Props.Create(() => new Locator()), "worker");
        var router = a.ActorOf(Props.Empty.WithRouter(FromConfig.Instance), "router");
        Eventually.Holds(() => RouteesOf(router).Count == 2, "two routees");
        Enumerable.Range(0, 4).Select(_ => Where(router)).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public void A_group_with_several_paths_takes_one_path_of_each_node_before_the_second()
    {
        var a = _cluster.Join("", "front");
        var b = _cluster.Join("", "worker");
        var c = _cluster.Join("", "worker");
        var settings = new ClusterRouterGroupSettings(3, ["/user/w1", "/user/w2"], false, "worker");
        var router = a.ActorOf(new ClusterRouterGroup(new RoundRobinGroup("/user/w1", "/user/w2"), settings).Props());
        Eventually.Holds(() => RouteesOf(router).Count == 3, "three routees");
        var routees = RouteesOf(router).Cast<ActorSelectionRoutee>().Select(r => (r.Selection.Anchor.Path.Address, r.Selection.PathString)).ToList();
        routees.Count(r => r.PathString == "/user/w1").ShouldBe(2);
        routees.Select(r => r.Address).Distinct().ShouldBe(new[] { b, c }.Select(LocalCluster.AddressOf), ignoreOrder: true);
    }

    private sealed class Locator : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(Akka.Cluster.Cluster.Get(Context.System).SelfAddress);
    }
}
