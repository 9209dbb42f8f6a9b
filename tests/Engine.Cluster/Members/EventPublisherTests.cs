using Akka.Actor;
using Akka.Cluster.Tests.Gossiping;
using Akka.Util;
using Shouldly;
using Xunit;
using static Akka.Cluster.ClusterEvent;
using static Akka.Cluster.Tests.Members.TestCluster;

namespace Akka.Cluster.Tests.Members;

/// <summary>The publisher of domain events by itself: no membership, no network.</summary>
public class EventPublisherTests
{
    private static readonly UniqueAddress Self = Some.Node(1);

    [Fact]
    public async Task Its_end_is_told_as_the_clusters_shutting_down_and_then_everybodys_removal()
    {
        using var system = ActorSystem.Create("plain", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF");
        var view = new ClusterView(Self, [], AppVersion.Zero);
        var publisher = system.ActorOf(EventPublisher.Props(Self, view));
        var (subscriber, received) = Collector.In(system);
        publisher.Tell(new EventPublisher.Subscribe(subscriber, InitialStateAsEvents, [typeof(IMemberEvent), typeof(ClusterShuttingDown)]));
        publisher.Tell(new EventPublisher.PublishChanges(Some.Of(Some.Member(1), Some.Member(2, MemberStatus.Leaving))));
        publisher.Tell(PoisonPill.Instance);
        await Until(() => received.Count >= 5, () => string.Join(", ", received));
        received.Take(3).ShouldBe([new MemberUp(Some.Member(1)), new MemberLeft(Some.Member(2, MemberStatus.Leaving)), ClusterShuttingDown.Instance]);
        received.Skip(3).Cast<MemberRemoved>().Select(e => (e.Member.UniqueAddress, e.PreviousStatus))
            .ShouldBe([(Some.Node(1), MemberStatus.Up), (Some.Node(2), MemberStatus.Leaving)], ignoreOrder: true);
        view.Self.Status.ShouldBe(MemberStatus.Removed);
        view.State.Members.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_subscriber_of_a_kind_of_events_gets_no_others()
    {
        using var system = ActorSystem.Create("plain", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF");
        var publisher = system.ActorOf(EventPublisher.Props(Self, new ClusterView(Self, [], AppVersion.Zero)));
        var (leaders, ofLeaders) = Collector.In(system);
        var (reach, ofReach) = Collector.In(system);
        publisher.Tell(new EventPublisher.Subscribe(leaders, InitialStateAsEvents, [typeof(RoleLeaderChanged)]));
        publisher.Tell(new EventPublisher.Subscribe(reach, InitialStateAsEvents, [typeof(ReachableMember)]));
        var both = Some.Of(Some.Member(1), Some.Member(2, MemberStatus.Up, 2, "r"));
        publisher.Tell(new EventPublisher.PublishChanges(both));
        publisher.Tell(new EventPublisher.PublishChanges(both.WithReachability(Reachability.Empty.Unreachable(Self, Some.Node(2)))));
        publisher.Tell(new EventPublisher.PublishChanges(both));
        publisher.Tell(new EventPublisher.PublishChanges(Some.Of(Some.Member(1))));
        await Until(() => ofLeaders.Count >= 2 && !ofReach.IsEmpty, () => $"{string.Join(", ", ofLeaders)}; {string.Join(", ", ofReach)}");
        ofReach.ShouldBe([new ReachableMember(Some.Member(2))]);
        ofLeaders.First().ShouldBe(new RoleLeaderChanged("r", Some.Node(2).Address));
        ofLeaders.Last().ShouldBe(new RoleLeaderChanged("r", null));
    }
}
