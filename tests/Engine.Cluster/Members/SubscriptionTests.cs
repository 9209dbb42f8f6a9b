using Akka.Actor;
using Akka.Configuration;
using Akka.Util;
using Shouldly;
using Xunit;
using static Akka.Cluster.ClusterEvent;
using static Akka.Cluster.Tests.Members.TestCluster;

namespace Akka.Cluster.Tests.Members;

public class SubscriptionTests
{
    [Fact]
    public async Task Subscribers_get_the_present_as_a_snapshot_or_as_the_events_that_led_to_it()
    {
        await using var cluster = new TestCluster();
        var systems = await cluster.StartAll(2, "akka.cluster.roles = [worker]");
        var self = Cluster.Get(systems[0]);
        var (asSnapshot, snapshot) = Collector.In(systems[0]);
        var (asEvents, events) = Collector.In(systems[0]);
        self.Subscribe(asSnapshot, typeof(MemberUp));
        self.Subscribe(asEvents, InitialStateAsEvents, typeof(MemberUp), typeof(LeaderChanged), typeof(RoleLeaderChanged));

        await Until(() => snapshot.Count >= 1 && events.Count >= 4, () => string.Join(", ", events));
        var state = snapshot.Single().ShouldBeOfType<CurrentClusterState>();
        state.Members.Count.ShouldBe(2);
        state.Unreachable.ShouldBeEmpty();
        state.Leader.ShouldBe(self.State.Leader);
        state.RoleLeader("worker").ShouldBe(self.State.Leader);
        state.AllRoles.ShouldBe(["worker"]);
        events.OfType<MemberUp>().Select(e => e.Member.UniqueAddress).Order().ShouldBe(state.Members.Select(m => m.UniqueAddress));
        events.OfType<LeaderChanged>().Single().Leader.ShouldBe(state.Leader);
        events.OfType<RoleLeaderChanged>().Single().Role.ShouldBe("worker");
    }

    [Fact]
    public async Task Whoever_unsubscribes_from_one_kind_still_gets_the_others()
    {
        await using var cluster = new TestCluster();
        var systems = await cluster.StartAll(1);
        var self = Cluster.Get(systems[0]);
        var (subscriber, received) = Collector.In(systems[0]);
        self.Subscribe(subscriber, InitialStateAsSnapshot, typeof(MemberJoined), typeof(MemberUp));
        self.Unsubscribe(subscriber, typeof(MemberJoined));
        Cluster.Get(cluster.Start()).Join(self.SelfAddress);
        await Until(() => received.OfType<MemberUp>().Any());
        received.OfType<MemberJoined>().ShouldBeEmpty();

        self.Unsubscribe(subscriber);
        var (other, seen) = Collector.In(systems[0]);
        self.Subscribe(other, typeof(MemberLeft));
        self.Leave(Cluster.Get(cluster.Systems[1]).SelfAddress);
        await Until(() => seen.OfType<MemberLeft>().Any());
        received.Count.ShouldBe(2, "the snapshot and one MemberUp");
    }

    [Fact]
    public async Task The_state_is_sent_to_whoever_asks()
    {
        await using var cluster = new TestCluster();
        var systems = await cluster.StartAll(1);
        var (asker, received) = Collector.In(systems[0]);
        Cluster.Get(systems[0]).SendCurrentClusterState(asker);
        await Until(() => !received.IsEmpty);
        received.Single().ShouldBeOfType<CurrentClusterState>().Members.Single().Status.ShouldBe(MemberStatus.Up);
    }

    [Fact]
    public async Task Only_domain_events_can_be_subscribed_to()
    {
        await using var cluster = new TestCluster();
        var system = cluster.Start();
        var (subscriber, _) = Collector.In(system);
        Should.Throw<ArgumentException>(() => Cluster.Get(system).Subscribe(subscriber));
        Should.Throw<ArgumentException>(() => Cluster.Get(system).Subscribe(subscriber, typeof(string)));
    }

    [Fact]
    public async Task Roles_and_versions_of_others_are_known()
    {
        await using var cluster = new TestCluster();
        var first = Cluster.Get(cluster.Start("akka.cluster { roles = [a, b], app-version = \"1.2.3\" }"));
        first.Join(first.SelfAddress);
        var second = Cluster.Get(cluster.Start("akka.cluster { roles = [b], app-version = \"1.10.0\" }"));
        await second.JoinAsync(first.SelfAddress).WaitAsync(TimeSpan.FromSeconds(30));
        var seen = second.State.Members.Single(m => m.UniqueAddress == first.SelfUniqueAddress);
        seen.Roles.Order().ShouldBe(["a", "b"]);
        seen.HasRole("a").ShouldBeTrue();
        seen.AppVersion.ShouldBe(AppVersion.Create("1.2.3"));
        seen.AppVersion.CompareTo(second.SelfMember.AppVersion).ShouldBeLessThan(0);
        seen.IsOlderThan(second.SelfMember).ShouldBeTrue();
        second.State.RoleLeader("a").ShouldBe(first.SelfAddress);
        second.State.RoleLeader("nobody").ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_comes_up_before_a_role_has_its_number()
    {
        const string needs = "akka.cluster.role { worker.min-nr-of-members = 1 }";
        await using var cluster = new TestCluster();
        var first = Cluster.Get(cluster.Start(needs));
        first.Join(first.SelfAddress);
        Cluster.Get(cluster.Start(needs)).Join(first.SelfAddress);
        await Until(() => first.State.Members.Count == 2);
        first.State.Members.ShouldAllBe(m => m.Status == MemberStatus.Joining);
        Cluster.Get(cluster.Start(needs + "\nakka.cluster.roles = [worker]")).Join(first.SelfAddress);
        await Until(() => UpMembers(cluster.Systems[0]) == 3, () => Describe(cluster.Systems[0]));
    }

    [Fact]
    public async Task A_member_joins_again_without_harm_and_a_system_that_has_left_cannot()
    {
        await using var cluster = new TestCluster();
        var systems = await cluster.StartAll(2);
        var (first, second) = (Cluster.Get(systems[0]), Cluster.Get(systems[1]));
        await second.JoinAsync(first.SelfAddress).WaitAsync(TimeSpan.FromSeconds(30));
        await second.JoinSeedNodesAsync([first.SelfAddress]).WaitAsync(TimeSpan.FromSeconds(30));
        var removed = new TaskCompletionSource();
        second.RegisterOnMemberRemoved(() => removed.SetResult());
        await second.LeaveAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30));
        await removed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await systems[1].WhenTerminated.WaitAsync(TimeSpan.FromSeconds(30));
        second.IsTerminated.ShouldBeTrue();
        second.SelfMember.Status.ShouldBe(MemberStatus.Removed);
        await second.LeaveAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await Should.ThrowAsync<ClusterJoinFailedException>(second.JoinAsync(first.SelfAddress));
        var late = new TaskCompletionSource();
        second.RegisterOnMemberRemoved(() => late.SetResult());
        await late.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Waiting_to_have_left_can_be_given_up()
    {
        await using var cluster = new TestCluster();
        // Alone and no member: nobody is there to let it go.
        var self = Cluster.Get(cluster.Start());
        using var cancel = new CancellationTokenSource(100);
        await Should.ThrowAsync<OperationCanceledException>(self.LeaveAsync(cancel.Token));
    }

    [Fact]
    public void A_system_without_a_cluster_provider_is_told_what_it_needs()
    {
        var system = ActorSystem.Create("plain", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF");
        Should.Throw<ConfigurationException>(() => Cluster.Get(system)).Message.ShouldContain("provider");
        system.Terminate();
    }
}
