using Akka.Actor;
using Shouldly;
using Xunit;
using static Akka.Cluster.ClusterEvent;
using static Akka.Cluster.Tests.Members.TestCluster;

namespace Akka.Cluster.Tests.Members;

public class LeavingTests
{
    [Fact]
    public async Task A_member_leaves_in_order_and_its_system_ends_with_the_reason()
    {
        await using var cluster = new TestCluster();
        var systems = await cluster.StartAll(3);
        var (subscriber, received) = Collector.In(systems[0]);
        Cluster.Get(systems[0]).Subscribe(subscriber, InitialStateAsSnapshot, typeof(IMemberEvent), typeof(IReachabilityEvent));
        await Until(() => received.OfType<CurrentClusterState>().Any());
        var leaver = Cluster.Get(systems[2]);
        var removed = new TaskCompletionSource();
        leaver.RegisterOnMemberRemoved(() => removed.SetResult());

        await leaver.LeaveAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await systems[2].WhenTerminated.WaitAsync(TimeSpan.FromSeconds(30));
        await removed.Task.WaitAsync(TimeSpan.FromSeconds(30));

        CoordinatedShutdown.Get(systems[2]).ShutdownReason.ShouldBe(CoordinatedShutdown.ClusterLeavingReason.Instance);
        await Until(() => UpMembers(systems[0]) == 2 && UpMembers(systems[1]) == 2 && Cluster.Get(systems[0]).State.Members.Count == 2, () => Describe(systems[0]));
        await Until(() => received.OfType<MemberRemoved>().Any());
        received.First().ShouldBeOfType<CurrentClusterState>();
        received.OfType<IMemberEvent>().Select(e => e.GetType()).ShouldBe([typeof(MemberLeft), typeof(MemberExited), typeof(MemberRemoved)]);
        received.OfType<MemberRemoved>().Single().PreviousStatus.ShouldBe(MemberStatus.Exiting);
        received.OfType<UnreachableMember>().ShouldBeEmpty("a graceful leave is not missed first");
    }

    [Fact]
    public async Task The_leader_leaves_and_the_next_one_leads()
    {
        await using var cluster = new TestCluster();
        var systems = await cluster.StartAll(3);
        var leader = systems.Single(s => Cluster.Get(s).SelfAddress.Equals(Cluster.Get(s).State.Leader));
        var others = systems.Where(s => s != leader).ToArray();
        Cluster.Get(others[0]).Leave(Cluster.Get(leader).SelfAddress);
        await leader.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(30));
        await Until(() => others.All(s => Cluster.Get(s).State.Members.Count == 2 && others.Any(o => Cluster.Get(o).SelfAddress.Equals(Cluster.Get(s).State.Leader))), () => Describe(others[0]));
    }

    [Fact]
    public async Task The_last_member_leaves_too()
    {
        await using var cluster = new TestCluster();
        var systems = await cluster.StartAll(1);
        await CoordinatedShutdown.Get(systems[0]).Run(CoordinatedShutdown.ClusterLeavingReason.Instance).WaitAsync(TimeSpan.FromSeconds(30));
        await systems[0].WhenTerminated.WaitAsync(TimeSpan.FromSeconds(30));
        Cluster.Get(systems[0]).IsTerminated.ShouldBeTrue();
    }

    [Fact]
    public async Task Terminating_a_member_leaves_the_cluster_first()
    {
        await using var cluster = new TestCluster();
        var systems = await cluster.StartAll(2);
        await systems[1].Terminate().WaitAsync(TimeSpan.FromSeconds(30));
        await Until(() => Cluster.Get(systems[0]).State.Members.Count == 1, () => Describe(systems[0]));
    }

    [Fact]
    public async Task A_member_that_vanishes_is_missed_downed_and_removed()
    {
        await using var cluster = new TestCluster();
        var systems = await cluster.StartAll(3);
        var (subscriber, received) = Collector.In(systems[0]);
        Cluster.Get(systems[0]).Subscribe(subscriber, typeof(IClusterDomainEvent));
        await Until(() => received.OfType<CurrentClusterState>().Any());
        _ = ((Actor.Internal.ActorSystemImpl)systems[2]).FinalTerminate();
        await Until(() => Cluster.Get(systems[0]).State.Members.Count == 2 && Cluster.Get(systems[1]).State.Members.Count == 2, () => Describe(systems[0]));
        await Until(() => received.OfType<MemberRemoved>().Any());
        received.OfType<UnreachableMember>().Count().ShouldBe(1);
        received.OfType<MemberDowned>().Count().ShouldBe(1);
        received.OfType<MemberRemoved>().Single().PreviousStatus.ShouldBe(MemberStatus.Down);
    }

    [Fact]
    public async Task A_member_that_is_declared_down_ends_with_the_reason_for_its_exit_code()
    {
        await using var cluster = new TestCluster();
        var systems = await cluster.StartAll(3);
        Cluster.Get(systems[0]).Down(Cluster.Get(systems[2]).SelfAddress);
        await systems[2].WhenTerminated.WaitAsync(TimeSpan.FromSeconds(30));
        CoordinatedShutdown.Get(systems[2]).ShutdownReason.ShouldBe(CoordinatedShutdown.ClusterDowningReason.Instance);
        await Until(() => Cluster.Get(systems[0]).State.Members.Count == 2, () => Describe(systems[0]));
    }

    [Fact]
    public async Task The_same_address_joins_again_soon_after_its_earlier_incarnation_has_died()
    {
        await using var cluster = new TestCluster();
        // No downing: only the successor's join can take the dead member out.
        var systems = await cluster.StartAll(3, "akka.cluster.downing-provider-class = \"\"");
        var address = Cluster.Get(systems[2]).SelfAddress;
        await ((Actor.Internal.ActorSystemImpl)systems[2]).FinalTerminate().WaitAsync(TimeSpan.FromSeconds(30));
        var started = Environment.TickCount64;
        var again = cluster.Start($"akka.remote.dot-netty.tcp.port = {address.Port}\nakka.cluster.downing-provider-class = \"\"");
        Cluster.Get(again).SelfAddress.ShouldBe(address);
        await Cluster.Get(again).JoinSeedNodesAsync([Cluster.Get(systems[0]).SelfAddress]).WaitAsync(TimeSpan.FromSeconds(30));
        (Environment.TickCount64 - started).ShouldBeLessThan(15_000);
        await Until(() => UpMembers(systems[0]) == 3 && Cluster.Get(systems[0]).State.Members.Count == 3, () => Describe(systems[0]));
        Cluster.Get(systems[0]).State.Members.ShouldContain(m => m.UniqueAddress == Cluster.Get(again).SelfUniqueAddress);
    }
}
