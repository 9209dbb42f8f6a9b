using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Routing;
using Shouldly;
using Xunit;

namespace Engine.Tools.Tests.Routing;

public class RoutingLogicTests
{
    private static Routee[] Routees(int count) => Enumerable.Range(0, count).Select(i => (Routee)new NamedRoutee(i)).ToArray();

    [Fact]
    public void Round_robin_starts_with_the_first_routee_and_gives_each_its_turn()
    {
        var logic = new RoundRobinRoutingLogic();
        var routees = Routees(3);
        var chosen = Enumerable.Range(0, 7).Select(_ => ((NamedRoutee)logic.Select("m", routees)).Number);
        chosen.ShouldBe([0, 1, 2, 0, 1, 2, 0]);
    }

    [Fact]
    public void Round_robin_goes_on_when_its_counter_wraps()
    {
        var logic = new RoundRobinRoutingLogic(int.MaxValue - 1);
        var routees = Routees(3);
        var chosen = Enumerable.Range(0, 6).Select(_ => ((NamedRoutee)logic.Select("m", routees)).Number).ToArray();
        chosen.Distinct().Count().ShouldBe(3);
        chosen.ShouldAllBe(n => n >= 0 && n < 3);
    }

    [Fact]
    public void Random_reaches_every_routee()
    {
        var logic = new RandomLogic(new SystemRandom(7));
        var routees = Routees(4);
        var counts = new int[4];
        for (var i = 0; i < 4000; i++)
            counts[((NamedRoutee)logic.Select("m", routees)).Number]++;
        counts.ShouldAllBe(c => c > 800);
    }

    [Fact]
    public void Broadcast_selects_all_routees_at_once()
    {
        var routees = Routees(3);
        new BroadcastRoutingLogic().Select("m", routees).Send("m", ActorRefs.NoSender);
        routees.Cast<NamedRoutee>().ShouldAllBe(r => r.Received.Single().Equals("m"));
    }

    [Fact]
    public void Every_logic_answers_no_routee_when_there_is_none()
    {
        RoutingLogic[] logics =
        [
            new RoundRobinRoutingLogic(), new RandomLogic(), new BroadcastRoutingLogic(), new SmallestMailboxRoutingLogic(),
            new ScatterGatherFirstCompletedRoutingLogic(TimeSpan.FromSeconds(1)),
        ];
        logics.ShouldAllBe(logic => logic.Select("m", Array.Empty<Routee>()) == Routee.NoRoutee);
    }

    [Fact]
    public void A_router_unwraps_envelopes_and_broadcasts_to_all()
    {
        var routees = Routees(2);
        var router = new Router(new RoundRobinRoutingLogic(), routees);
        router.Route(new ConsistentHashableEnvelope("keyed", 1), ActorRefs.NoSender);
        router.Route(new Broadcast("all"), ActorRefs.NoSender);
        router.Route("plain", ActorRefs.NoSender);
        ((NamedRoutee)routees[0]).Received.ShouldBe(["keyed", "all"]);
        ((NamedRoutee)routees[1]).Received.ShouldBe(["all", "plain"]);
    }

    [Fact]
    public void Adding_and_removing_routees_gives_a_new_router()
    {
        var routees = Routees(2);
        var router = new Router(new RoundRobinRoutingLogic(), routees[0]);
        router.AddRoutee(routees[1]).Routees.ShouldBe(routees);
        router.AddRoutee(routees[1]).RemoveRoutee(routees[0]).Routees.ShouldBe([routees[1]]);
        router.Routees.ShouldBe([routees[0]]);
    }

    private sealed class NamedRoutee(int number) : Routee
    {
        public int Number => number;

        public List<object> Received { get; } = [];

        public override void Send(object message, IActorRef sender) => Received.Add(message);
    }
}
