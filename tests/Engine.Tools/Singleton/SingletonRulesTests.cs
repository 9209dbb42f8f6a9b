using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;
using Shouldly;
using Xunit;
using static Akka.Cluster.Tools.Singleton.ClusterSingletonState;

namespace Engine.Tools.Tests.Singleton;

public class SingletonRulesTests
{
    private static readonly UniqueAddress A = SingletonNode.Unique(1);
    private static readonly UniqueAddress B = SingletonNode.Unique(2);
    private static readonly IActorRef ManagerA = new FakeRef(A.Address, "user", "single");
    private static readonly IActorRef ManagerB = new FakeRef(B.Address, "user", "single");
    private static readonly IActorRef Child = new FakeRef(A.Address, "user", "single", "singleton");

    private static SingletonContext On(UniqueAddress self, bool exited = false, params UniqueAddress[] removed) => new(
        self,
        exited,
        false,
        removed.ToImmutableHashSet(),
        [SingletonNode.Member(1, MemberStatus.Up), SingletonNode.Member(2, MemberStatus.Up)],
        15,
        12,
        false);

    private static SingletonStep Decide(SingletonContext context, ClusterSingletonState state, IClusterSingletonData data, object @event, IActorRef sender = null) =>
        SingletonRules.Decide(context, state, data, @event, sender ?? ActorRefs.Nobody);

    [Fact]
    public void The_first_oldest_starts_the_singleton_at_once()
    {
        var step = Decide(On(A), Start, Uninitialized.Instance, new InitialOldest([A], true));
        step.Next.ShouldBe(Oldest);
        step.Effects.ShouldContain(e => e is SingletonEffect.StartSingleton);
    }

    [Fact]
    public void The_oldest_waits_while_an_older_one_is_still_on_its_way_out()
    {
        var step = Decide(On(B), Start, Uninitialized.Instance, new InitialOldest([B, A], false));
        step.Next.ShouldBe(BecomingOldest);
        step.Effects.ShouldNotContain(e => e is SingletonEffect.StartSingleton);
    }

    [Fact]
    public void A_younger_one_that_becomes_the_oldest_asks_for_the_hand_over_first()
    {
        var step = Decide(On(B), Younger, new YoungerData([A]), new OldestChanged(B));
        step.Next.ShouldBe(BecomingOldest);
        step.Effects.ShouldContain(new SingletonEffect.TellPeer(A.Address, HandOverToMe.Instance));
        step.Effects.ShouldContain(new SingletonEffect.RetryHandOver(1));
    }

    [Fact]
    public void A_younger_one_starts_at_once_when_all_older_ones_are_gone()
    {
        var step = Decide(On(B, false, A), Younger, new YoungerData([A]), new OldestChanged(B));
        step.Next.ShouldBe(Oldest);
    }

    [Fact]
    public void A_node_on_its_way_out_starts_nothing_however_late_it_hears_that_it_was_the_oldest()
    {
        var step = Decide(On(B, exited: true, A), Younger, new YoungerData([]), new OldestChanged(B));
        step.Next.ShouldBeNull();
        step.Effects.ShouldNotContain(e => e is SingletonEffect.StartSingleton);
    }

    [Fact]
    public void The_oldest_hands_over_when_asked_stopping_its_singleton_first()
    {
        var asked = Decide(On(A), Oldest, new OldestData(Child), HandOverToMe.Instance, ManagerB);
        asked.Next.ShouldBe(HandingOver);
        asked.Effects.ShouldContain(new SingletonEffect.Tell(ManagerB, HandOverInProgress.Instance));
        asked.Effects.ShouldContain(new SingletonEffect.StopSingleton(Child));
        asked.Effects.ShouldNotContain(new SingletonEffect.Tell(ManagerB, HandOverDone.Instance));

        var stopped = Decide(On(A, exited: true), HandingOver, asked.Data, new Terminated(Child, true, false));
        stopped.Next.ShouldBe(End);
        stopped.Effects.ShouldContain(new SingletonEffect.Tell(ManagerB, HandOverDone.Instance));
        stopped.Effects.ShouldContain(e => e is SingletonEffect.ExitingDone);
    }

    [Fact]
    public void Who_sees_first_that_it_is_no_longer_the_oldest_tells_the_new_one()
    {
        var step = Decide(On(A), Oldest, new OldestData(Child), new OldestChanged(B));
        step.Next.ShouldBe(WasOldest);
        step.Effects.ShouldContain(new SingletonEffect.TellPeer(B.Address, TakeOverFromMe.Instance));
        Decide(On(A), WasOldest, step.Data, HandOverToMe.Instance, ManagerB).Next.ShouldBe(HandingOver);
    }

    [Fact]
    public void Only_the_word_of_the_previous_oldest_starts_the_singleton()
    {
        var data = new BecomingOldestData([A]);
        Decide(On(B), BecomingOldest, data, HandOverDone.Instance, ManagerB).Next.ShouldBeNull();
        Decide(On(B), BecomingOldest, data, HandOverDone.Instance, ManagerA).Next.ShouldBe(Oldest);
    }

    [Fact]
    public void The_loss_of_the_previous_oldest_counts_as_its_word()
    {
        var gone = new DelayedMemberRemoved(SingletonNode.Member(1, MemberStatus.Removed));
        Decide(On(B), BecomingOldest, new BecomingOldestData([A]), gone).Next.ShouldBe(Oldest);
    }

    [Fact]
    public void A_hand_over_that_never_comes_ends_in_a_restart()
    {
        var step = Decide(On(B), BecomingOldest, new BecomingOldestData([A]), new HandOverRetry(16));
        step.Stuck.ShouldNotBeNull();
    }

    [Fact]
    public void A_downed_node_stops_its_singleton_and_then_its_manager()
    {
        var step = Decide(On(A), Oldest, new OldestData(Child), new ClusterEvent.MemberDowned(SingletonNode.Member(1, MemberStatus.Down)));
        step.Next.ShouldBe(Stopping);
        step.Effects.ShouldContain(new SingletonEffect.StopSingleton(Child));
        Decide(On(A), Stopping, step.Data, new Terminated(Child, true, false)).Stops.ShouldBeTrue();
    }

    [Fact]
    public void A_node_without_the_singleton_may_exit_at_once()
    {
        var step = Decide(On(B), Younger, new YoungerData([A]), SelfExiting.Instance, ManagerB);
        step.Effects.ShouldContain(e => e is SingletonEffect.ExitingDone);
    }

    [Fact]
    public void A_node_with_the_singleton_may_exit_only_after_the_hand_over()
    {
        var step = Decide(On(A), Oldest, new OldestData(Child), SelfExiting.Instance, ManagerA);
        step.Effects.ShouldContain(e => e is SingletonEffect.MarkExiting);
        step.Effects.ShouldNotContain(e => e is SingletonEffect.ExitingDone);
    }
}
