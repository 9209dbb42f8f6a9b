using Shouldly;
using Xunit;
using static Akka.Cluster.MemberStatus;

namespace Akka.Cluster.Tests.Gossiping;

public class GossipReceptionTests
{
    private static readonly UniqueAddress Self = Some.Node(1);
    private readonly RemovedNodes _removed = new();
    private readonly Gossip _base = Some.Of(Some.Member(1), Some.Member(2)).Bump(1);

    private Reconciliation Receive(Gossip local, Gossip remote) => GossipReception.Reconcile(local, remote, Self, _removed);

    [Fact]
    public void The_same_state_only_adds_who_has_seen_it()
    {
        var result = Receive(_base.SeenToo(Self), _base.SeenToo(Some.Node(2)));
        result.Kind.ShouldBe(ReceivedGossip.Same);
        result.Winner.Seen.ShouldBe([Some.Node(2), Self], ignoreOrder: true);
        result.TalkBack.ShouldBeFalse();
    }

    [Fact]
    public void A_newer_state_is_taken_and_answered_because_the_sender_does_not_know_that_we_have_it()
    {
        var newer = _base.Put(Some.Member(3, Joining)).Bump(2);
        var result = Receive(_base, newer);
        result.Kind.ShouldBe(ReceivedGossip.Newer);
        result.Winner.ShouldBeSameAs(newer);
        result.TalkBack.ShouldBeTrue();
    }

    [Fact]
    public void An_older_state_is_answered_with_ours()
    {
        var newer = _base.Put(Some.Member(3, Joining)).Bump(1);
        var result = Receive(newer, Some.Of(Some.Member(1), Some.Member(2)));
        result.Kind.ShouldBe(ReceivedGossip.Older);
        result.Winner.ShouldBeSameAs(newer);
        result.TalkBack.ShouldBeTrue();
    }

    [Fact]
    public void Two_states_that_came_about_beside_each_other_are_merged_and_the_sender_is_told()
    {
        var result = Receive(_base.Put(Some.Member(3, Joining)).Bump(1), _base.Put(Some.Member(4, Joining)).Bump(2));
        result.Kind.ShouldBe(ReceivedGossip.Merged);
        result.Winner.Members.Count.ShouldBe(4);
        result.TalkBack.ShouldBeTrue();
    }

    [Fact]
    public void A_member_that_was_removed_here_does_not_come_back_with_a_state_beside_ours()
    {
        var three = _base.Put(Some.Member(3)).Bump(3);
        var removedHere = three.Without(new HashSet<UniqueAddress> { Some.Node(3) }).Bump(1);
        _removed.Add(Some.Node(3), TimeSpan.Zero);
        var remote = three.Bump(2);
        var result = Receive(removedHere, remote);
        result.Winner.HasMember(Some.Node(3)).ShouldBeFalse();
        // Its counts stay until the leader takes somebody out again: without them the winner would stand beside the sender's state for ever.
        result.Winner.Version.IsAfter(remote.Version).ShouldBeTrue();
        result.NeedsBump.ShouldBeTrue();
    }

    [Fact]
    public void A_member_that_was_removed_here_does_not_come_back_with_a_newer_state_either()
    {
        _removed.Add(Some.Node(3), TimeSpan.Zero);
        var result = Receive(_base, _base.Put(Some.Member(3)).Bump(2));
        result.Winner.HasMember(Some.Node(3)).ShouldBeFalse();
        result.NeedsBump.ShouldBeTrue();
    }

    [Fact]
    public void A_downed_member_that_the_other_side_has_removed_is_removed_here_too()
    {
        var three = _base.Put(Some.Member(3, Down)).Bump(1);
        var removedThere = three.Without(new HashSet<UniqueAddress> { Some.Node(3) }).Bump(2);
        var result = Receive(three.Bump(1), removedThere);
        result.Kind.ShouldBe(ReceivedGossip.Merged);
        result.Winner.HasMember(Some.Node(3)).ShouldBeFalse();
    }

    [Fact]
    public void Removed_nodes_are_forgotten_after_a_day()
    {
        _removed.Add(Some.Node(3), TimeSpan.Zero);
        _removed.Forget(TimeSpan.FromHours(23));
        _removed.Contains(Some.Node(3)).ShouldBeTrue();
        _removed.Forget(TimeSpan.FromHours(25));
        _removed.Contains(Some.Node(3)).ShouldBeFalse();
    }
}
