using Akka.Actor;
using Shouldly;
using Xunit;
using static Akka.Cluster.Tests.Members.TestCluster;

namespace Akka.Cluster.Tests.Members;

public class FormingTests
{
    [Fact]
    public async Task Three_systems_form_a_cluster_over_sockets()
    {
        await using var cluster = new TestCluster();
        var systems = await cluster.StartAll(3, "akka.cluster.roles = [worker]");
        systems.Select(s => Cluster.Get(s).State.Leader).Distinct().Count().ShouldBe(1);
        foreach (var system in systems)
        {
            var self = Cluster.Get(system);
            self.SelfMember.Status.ShouldBe(MemberStatus.Up);
            self.IsUp.ShouldBeTrue();
            self.SelfRoles.ShouldBe(["worker"]);
            self.State.RoleLeader("worker").ShouldBe(self.State.Leader);
        }
    }

    [Fact]
    public async Task A_seed_list_of_oneself_alone_joins_at_once()
    {
        await using var cluster = new TestCluster();
        var self = Cluster.Get(cluster.Start("akka.cluster.seed-node-timeout = 60s"));
        await self.JoinSeedNodesAsync([self.SelfAddress]).WaitAsync(TimeSpan.FromSeconds(20));
        self.SelfMember.Status.ShouldBe(MemberStatus.Up);
    }

    [Fact]
    public async Task The_first_seed_node_joins_itself_when_the_others_do_not_answer()
    {
        await using var cluster = new TestCluster();
        var self = Cluster.Get(cluster.Start());
        await self.JoinSeedNodesAsync([self.SelfAddress, self.SelfAddress.WithPort(1)]).WaitAsync(TimeSpan.FromSeconds(30));
        self.State.Leader.ShouldBe(self.SelfAddress);
    }

    [Fact]
    public async Task Seed_nodes_that_start_together_form_one_cluster()
    {
        await using var cluster = new TestCluster();
        var systems = Enumerable.Range(0, 3).Select(_ => cluster.Start()).ToArray();
        var seeds = systems.Select(s => Cluster.Get(s).SelfAddress).ToArray();
        foreach (var system in systems.Reverse())
            Cluster.Get(system).JoinSeedNodes(seeds);
        await Until(() => systems.All(s => UpMembers(s) == 3), () => string.Join("; ", systems.Select(Describe)));
    }

    [Fact]
    public async Task A_join_fails_when_it_is_cancelled()
    {
        await using var cluster = new TestCluster();
        var self = Cluster.Get(cluster.Start());
        using var cancel = new CancellationTokenSource(200);
        await Should.ThrowAsync<ClusterJoinFailedException>(self.JoinAsync(self.SelfAddress.WithPort(1), cancel.Token));
    }

    [Fact]
    public async Task Callbacks_run_once_the_member_is_up_also_when_registered_late()
    {
        await using var cluster = new TestCluster();
        var self = Cluster.Get(cluster.Start());
        var early = new TaskCompletionSource<MemberStatus>();
        var late = new TaskCompletionSource<MemberStatus>();
        self.RegisterOnMemberUp(() => early.SetResult(self.SelfMember.Status));
        self.Join(self.SelfAddress);
        (await early.Task.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(MemberStatus.Up);
        self.RegisterOnMemberUp(() => late.SetResult(self.SelfMember.Status));
        (await late.Task.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(MemberStatus.Up);
    }

    [Fact]
    public async Task Nobody_comes_up_before_the_configured_number_has_joined()
    {
        await using var cluster = new TestCluster();
        var first = Cluster.Get(cluster.Start("akka.cluster.min-nr-of-members = 2"));
        first.Join(first.SelfAddress);
        await Until(() => first.State.Members.Count == 1);
        first.SelfMember.Status.ShouldBe(MemberStatus.Joining);
        Cluster.Get(cluster.Start("akka.cluster.min-nr-of-members = 2")).Join(first.SelfAddress);
        await Until(() => UpMembers(cluster.Systems[0]) == 2);
    }

    [Fact]
    public async Task Joining_a_system_of_another_name_is_refused_with_the_reason()
    {
        await using var cluster = new TestCluster();
        var self = cluster.Start();
        var lines = new LogLines();
        self.EventStream.Subscribe(self.ActorOf(Props.Create(() => new LogCollector(lines))), typeof(Event.Warning));
        Cluster.Get(self).Join(Cluster.Get(self).SelfAddress.WithSystem("Other"));
        await Until(() => lines.Any("wrong system name"));
    }
}
