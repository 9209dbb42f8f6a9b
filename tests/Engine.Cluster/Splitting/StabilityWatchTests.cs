using Akka.Cluster.SBR;
using Akka.Cluster.Tests.Gossiping;
using Shouldly;
using Xunit;

namespace Akka.Cluster.Tests.Splitting;

public class StabilityWatchTests
{
    private readonly StabilityWatch _watch = new(S(20), S(15), S(0));

    private static TimeSpan S(double seconds) => TimeSpan.FromSeconds(seconds);

    private static SplitView View(params int[] unreachable)
    {
        var gossip = Some.Of(Some.Member(1), Some.Member(2), Some.Member(3), Some.Member(4));
        return SplitView.Of(gossip.WithReachability(unreachable.Aggregate(Reachability.Empty, (r, n) => r.Unreachable(Some.Node(1), Some.Node(n)))), Some.Node(1));
    }

    [Fact]
    public void Nothing_is_decided_while_everybody_is_within_reach()
    {
        _watch.Observe(View(), S(0));
        _watch.Judge(S(1000)).ShouldBe(Stability.Wait);
    }

    [Fact]
    public void A_split_is_decided_once_it_has_stayed_as_it_is()
    {
        _watch.Observe(View(2), S(10));
        _watch.Judge(S(29)).ShouldBe(Stability.Wait);
        _watch.Judge(S(30)).ShouldBe(Stability.Stable);
    }

    [Fact]
    public void Every_change_starts_the_wait_again()
    {
        _watch.Observe(View(2), S(10));
        _watch.Observe(View(2, 3), S(25));
        _watch.Judge(S(30)).ShouldBe(Stability.Wait);
        _watch.Judge(S(45)).ShouldBe(Stability.Stable);
    }

    [Fact]
    public void Too_many_changes_for_too_long_are_given_up_on()
    {
        for (var t = 0; t <= 36; t += 6)
            _watch.Observe(t % 12 == 0 ? View(2) : View(3), S(t));
        _watch.Judge(S(36)).ShouldBe(Stability.Unstable);
    }

    [Fact]
    public void Once_everybody_is_back_the_next_change_is_the_first()
    {
        _watch.Observe(View(2), S(0));
        _watch.Observe(View(), S(5));
        _watch.Observe(View(2), S(6));
        _watch.Observe(View(), S(7));
        for (var t = 30; t <= 48; t += 6)
            _watch.Observe(t % 12 == 0 ? View(2) : View(3), S(t));
        _watch.Judge(S(48)).ShouldBe(Stability.Wait);
    }
}
