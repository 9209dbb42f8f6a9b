using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Routing;
using Shouldly;
using Xunit;

namespace Engine.Tools.Tests.Routing;

/// <summary>How routers start, fail, resize and end.</summary>
public sealed class RouterLifeTests : IDisposable
{
    private static readonly TimeSpan Patience = Eventually.Patience;

    private readonly ActorSystem _system = ActorSystem.Create("RouterLife", ConfigurationFactory.ParseString("""
        akka.loglevel = ERROR
        akka.stdout-loglevel = OFF
        akka.actor.deployment {
          /round-robin-pool { router = round-robin-pool, nr-of-instances = 2 }
          /random-pool { router = random-pool, nr-of-instances = 2 }
          /smallest-mailbox-pool { router = smallest-mailbox-pool, nr-of-instances = 2 }
          /broadcast-pool { router = broadcast-pool, nr-of-instances = 2 }
          /scatter-gather-pool { router = scatter-gather-pool, nr-of-instances = 2, within = 30s }
          /tail-chopping-pool { router = tail-chopping-pool, nr-of-instances = 2, within = 30s, tail-chopping-router.interval = 50ms }
          /consistent-hashing-pool { router = consistent-hashing-pool, nr-of-instances = 2 }
          /round-robin-group { router = round-robin-group, routees.paths = ["/user/target"] }
          /random-group { router = random-group, routees.paths = ["/user/target"] }
          /broadcast-group { router = broadcast-group, routees.paths = ["/user/target"] }
          /scatter-gather-group { router = scatter-gather-group, routees.paths = ["/user/target"], within = 30s }
          /tail-chopping-group { router = tail-chopping-group, routees.paths = ["/user/target"], within = 30s, tail-chopping-router.interval = 50ms }
          /consistent-hashing-group { router = consistent-hashing-group, routees.paths = ["/user/target"] }
          "/parent/*" { router = round-robin-pool, nr-of-instances = 3 }
        }
        """));

    public void Dispose() => _system.Terminate().Wait(Patience);

    private static readonly Props Worker = Props.Create(() => new NamedWorker(null));

    private static IReadOnlyList<Routee> RouteesOf(IActorRef router) => router.Ask<Routees>(GetRoutees.Instance, Patience).Result.Members.ToList();

    private Probe Watching(params IActorRef[] watched)
    {
        var probe = new Probe(_system);
        _system.ActorOf(Props.Create(() => new Watcher(watched, probe.Ref))).Ask<string>("watching?", Patience).Wait();
        return probe;
    }

    [Theory]
    [InlineData("round-robin-pool")]
    [InlineData("random-pool")]
    [InlineData("smallest-mailbox-pool")]
    [InlineData("broadcast-pool")]
    [InlineData("scatter-gather-pool")]
    [InlineData("tail-chopping-pool")]
    [InlineData("consistent-hashing-pool")]
    public void Every_pool_is_made_from_configuration(string type)
    {
        var router = _system.ActorOf(Worker.WithRouter(FromConfig.Instance), type);
        RouteesOf(router).Count.ShouldBe(2);
        router.Ask<string>(new ConsistentHashableEnvelope("name", 7), Patience).Result.ShouldBeOneOf("$a", "$b");
    }

    [Theory]
    [InlineData("round-robin-group")]
    [InlineData("random-group")]
    [InlineData("broadcast-group")]
    [InlineData("scatter-gather-group")]
    [InlineData("tail-chopping-group")]
    [InlineData("consistent-hashing-group")]
    public void Every_group_is_made_from_configuration(string type)
    {
        _system.ActorOf(Worker, "target");
        var router = _system.ActorOf(Props.Empty.WithRouter(FromConfig.Instance), type);
        RouteesOf(router).Single().ShouldBeOfType<ActorSelectionRoutee>();
        router.Ask<string>(new ConsistentHashableEnvelope("name", 7), Patience).Result.ShouldBe("target");
    }

    [Fact]
    public void A_poison_pill_is_for_the_router_and_takes_its_routees_along()
    {
        var router = _system.ActorOf(Worker.WithRouter(new RoundRobinPool(2)));
        var routees = RouteesOf(router).Cast<ActorRefRoutee>().Select(r => r.Actor).ToArray();
        var ends = Watching([router, .. routees]);
        router.Tell(PoisonPill.Instance);
        Enumerable.Range(0, 3).Select(_ => ends.Expect<IActorRef>()).ShouldBe([router, .. routees], ignoreOrder: true);
    }

    [Fact]
    public void A_poison_pill_in_a_broadcast_is_for_the_routees_and_the_pool_ends_with_the_last()
    {
        var router = _system.ActorOf(Worker.WithRouter(new RoundRobinPool(2)));
        var routees = RouteesOf(router).Cast<ActorRefRoutee>().Select(r => r.Actor).ToArray();
        var ends = Watching([router, .. routees]);
        router.Tell(new Broadcast(PoisonPill.Instance));
        Enumerable.Range(0, 3).Select(_ => ends.Expect<IActorRef>()).ShouldBe([router, .. routees], ignoreOrder: true);
    }

    [Fact]
    public void A_group_outlives_what_it_sends_to_and_a_poison_pill_to_it_spares_its_routees()
    {
        var target = _system.ActorOf(Worker, "target");
        var router = _system.ActorOf(new RoundRobinGroup("/user/target").Props());
        var ends = Watching(router, target);
        router.Tell(PoisonPill.Instance);
        ends.Expect<IActorRef>().ShouldBe(router);
        target.Ask<string>("name", Patience).Result.ShouldBe("target");

        var other = _system.ActorOf(new RoundRobinGroup("/user/target").Props());
        other.Tell(new Broadcast(PoisonPill.Instance));
        ends.Expect<IActorRef>().ShouldBe(target);
        RouteesOf(other).Count.ShouldBe(1);
    }

    [Fact]
    public void A_pool_with_a_resizer_stays_when_its_last_routee_ends()
    {
        var resizer = new Steady();
        var router = _system.ActorOf(Worker.WithRouter(new RoundRobinPool(0).WithResizer(resizer)));
        RouteesOf(router).Count.ShouldBe(2);
        var routees = RouteesOf(router).Cast<ActorRefRoutee>().Select(r => r.Actor).ToArray();
        var ends = Watching(routees);
        foreach (var routee in routees)
            _system.Stop(routee);
        ends.Expect<IActorRef>();
        ends.Expect<IActorRef>();
        Eventually.Holds(() => RouteesOf(router).Count == 0, "the dead routees are forgotten");
    }

    [Fact]
    public void By_default_a_failure_of_a_routee_is_the_parents_affair_and_a_restart_of_the_router_restarts_all()
    {
        var probe = new Probe(_system);
        var parent = _system.ActorOf(Props.Create(() => new Parent(Directive.Restart)));
        var listener = probe.Ref;
        var router = parent.Ask<IActorRef>(Props.Create(() => new NamedWorker(listener)).WithRouter(new RoundRobinPool(3)), Patience).Result;
        RouteesOf(router).Count.ShouldBe(3);
        router.Tell("die");
        for (var i = 0; i < 3; i++)
            probe.Expect<string>().ShouldBe("restarted");
        RouteesOf(router).Count.ShouldBe(3);
        router.Ask<string>("name", Patience).Result.ShouldStartWith("$");
    }

    [Fact]
    public void A_strategy_of_its_own_decides_before_the_parent_does()
    {
        var probe = new Probe(_system);
        var listener = probe.Ref;
        var strategy = new OneForOneStrategy(cause =>
        {
            listener.Tell(cause);
            return Directive.Stop;
        });
        var router = _system.ActorOf(Worker.WithRouter(new RoundRobinPool(2, null, strategy, null)));
        router.Tell("die");
        probe.Expect<InvalidOperationException>().Message.ShouldBe("as told");
        Eventually.Holds(() => RouteesOf(router).Count == 1, "the failed routee is stopped");
    }

    [Fact]
    public void A_router_of_an_actor_is_its_child_and_is_configured_under_its_path()
    {
        var parent = _system.ActorOf(Props.Create(() => new Parent(Directive.Escalate)), "parent");
        var router = parent.Ask<IActorRef>(Worker.WithRouter(FromConfig.Instance), Patience).Result;
        router.Path.Parent.ShouldBe(parent.Path);
        RouteesOf(router).Cast<ActorRefRoutee>().Select(r => r.Actor.Path.Parent).Distinct().Single().ShouldBe(router.Path);
        RouteesOf(router).Count.ShouldBe(3);
    }

    [Fact]
    public void Shrinking_stops_the_youngest_routees_after_what_they_were_told()
    {
        var router = _system.ActorOf(Worker.WithRouter(new RoundRobinPool(3)));
        var all = RouteesOf(router).Cast<ActorRefRoutee>().Select(r => r.Actor).ToList();
        var ends = Watching([.. all]);
        router.Tell(new AdjustPoolSize(-2));
        new[] { ends.Expect<IActorRef>(), ends.Expect<IActorRef>() }.ShouldBe([all[1], all[2]], ignoreOrder: true);
        RouteesOf(router).Cast<ActorRefRoutee>().Single().Actor.ShouldBe(all[0]);
    }

    [Fact]
    public void Removing_a_child_stops_it_and_removing_a_stranger_does_not()
    {
        var router = _system.ActorOf(Worker.WithRouter(new RoundRobinPool(2)));
        var child = ((ActorRefRoutee)RouteesOf(router)[0]).Actor;
        var stranger = _system.ActorOf(Worker, "stranger");
        var ends = Watching(child, stranger);
        router.Tell(new AddRoutee(new ActorSelectionRoutee(_system.ActorSelection("/user/stranger"))));
        Eventually.Holds(() => RouteesOf(router).Count == 3, "three routees");
        router.Tell(new RemoveRoutee(new ActorRefRoutee(child)));
        router.Tell(new RemoveRoutee(new ActorSelectionRoutee(_system.ActorSelection("/user/stranger"))));
        ends.Expect<IActorRef>().ShouldBe(child);
        Eventually.Holds(() => RouteesOf(router).Count == 1, "one routee");
        stranger.Ask<string>("name", Patience).Result.ShouldBe("stranger");
    }

    [Fact]
    public void A_resizer_grows_a_pool_whose_routees_are_all_busy()
    {
        var resizer = new DefaultResizer(lower: 1, upper: 5, pressureThreshold: 1, rampupRate: 1, messagesPerResize: 1);
        using var gate = new ManualResetEventSlim();
        var open = gate;
        var router = _system.ActorOf(Props.Create(() => new Blocked(open)).WithRouter(new RoundRobinPool(1).WithResizer(resizer)));
        for (var i = 0; i < 20; i++)
            router.Tell("work");
        Eventually.Holds(() =>
        {
            router.Tell("work");
            return RouteesOf(router).Count == 5;
        }, "the pool has grown to its upper bound");
        gate.Set();
    }

    [Fact]
    public void A_message_of_a_key_goes_to_one_routee_however_the_key_is_told()
    {
        var router = _system.ActorOf(Worker.WithRouter(new ConsistentHashingPool(8).WithHashMapping(m => m is string text ? text : null)));
        foreach (var key in new[] { "a", "b", "c", "d", "e", "f", "g", "h" })
        {
            var mapped = router.Ask<string>(key, Patience).Result;
            router.Ask<string>(new ConsistentHashableEnvelope("name", key), Patience).Result.ShouldNotBeNull();
            router.Ask<string>(key, Patience).Result.ShouldBe(mapped);
            var keyed = router.Ask<string>(new Keyed(key), Patience).Result;
            router.Ask<string>(new Keyed(key), Patience).Result.ShouldBe(keyed);
            keyed.ShouldBe(mapped);
        }
    }

    [Fact]
    public void What_has_no_key_reaches_no_routee_but_a_broadcast_reaches_all()
    {
        var router = _system.ActorOf(Worker.WithRouter(new ConsistentHashingPool(3)));
        var probe = new Probe(_system);
        router.Tell("name", probe.Ref);
        probe.ExpectNothing(TimeSpan.FromMilliseconds(200));
        router.Tell(new Broadcast("name"), probe.Ref);
        Enumerable.Range(0, 3).Select(_ => probe.Expect<string>()).ShouldBe(["$a", "$b", "$c"], ignoreOrder: true);
    }

    [Fact]
    public void Tail_chopping_asks_one_more_each_interval()
    {
        var heard = new Probe(_system);
        var listener = heard.Ref;
        for (var i = 0; i < 3; i++)
            _system.ActorOf(Props.Create(() => new Deaf(listener)), "deaf" + i);
        var paths = Enumerable.Range(0, 3).Select(i => "/user/deaf" + i);
        var router = _system.ActorOf(new TailChoppingGroup(paths, Patience, TimeSpan.FromMilliseconds(100)).Props());
        router.Tell("anybody?");
        Enumerable.Range(0, 3).Select(_ => heard.Expect<string>()).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void A_routee_that_answers_with_a_failure_has_answered()
    {
        _system.ActorOf(Props.Create(() => new Refusing()), "refusing");
        var probe = new Probe(_system);
        foreach (var props in new[]
        {
            new TailChoppingGroup(["/user/refusing"], Patience, TimeSpan.FromMilliseconds(50)).Props(),
            new ScatterGatherFirstCompletedGroup(["/user/refusing"], Patience).Props(),
        })
        {
            _system.ActorOf(props).Tell("please", probe.Ref);
            probe.Expect<Status.Failure>().Cause.Message.ShouldBe("not today");
        }
    }

    [Fact]
    public void Tail_chopping_fails_when_all_were_silent()
    {
        var heard = new Probe(_system).Ref;
        _system.ActorOf(Props.Create(() => new Deaf(heard)), "deaf");
        var router = _system.ActorOf(new TailChoppingGroup(["/user/deaf"], TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(100)).Props());
        var probe = new Probe(_system);
        router.Tell("anybody?", probe.Ref);
        probe.Expect<Status.Failure>().Cause.ShouldBeOfType<AskTimeoutException>();
    }

    [Fact]
    public void Scatter_gather_tells_the_sender_of_its_failure()
    {
        var heard = new Probe(_system).Ref;
        _system.ActorOf(Props.Create(() => new Deaf(heard)), "deaf");
        var router = _system.ActorOf(new ScatterGatherFirstCompletedGroup(["/user/deaf"], TimeSpan.FromMilliseconds(200)).Props());
        var probe = new Probe(_system);
        router.Tell("anybody?", probe.Ref);
        probe.Expect<Status.Failure>().Cause.ShouldBeOfType<AskTimeoutException>();
    }

    [Fact]
    public void The_smallest_mailbox_is_not_that_of_a_busy_routee()
    {
        using var gate = new ManualResetEventSlim();
        var open = gate;
        var router = _system.ActorOf(Props.Create(() => new Blocked(open)).WithRouter(new SmallestMailboxPool(2)));
        var probe = new Probe(_system);
        router.Tell("work", probe.Ref);
        probe.Expect<string>().ShouldBe("busy");
        var blocked = probe.LastSender;
        for (var i = 0; i < 3; i++)
        {
            router.Tell("name", probe.Ref);
            probe.Expect<string>();
            probe.LastSender.ShouldNotBe(blocked);
        }
        gate.Set();
    }

    [Fact]
    public void Listeners_hear_until_they_are_deaf()
    {
        var speaker = _system.ActorOf(Props.Create(() => new Speaker()));
        var probe = new Probe(_system);
        speaker.Tell(new Listen(probe.Ref));
        speaker.Tell("one");
        probe.Expect<string>().ShouldBe("one");
        speaker.Tell(new Deafen(probe.Ref));
        speaker.Tell("two");
        probe.ExpectNothing(TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public void Messages_of_one_sender_reach_one_routee_in_their_order()
    {
        var probe = new Probe(_system);
        var listener = probe.Ref;
        var router = _system.ActorOf(Props.Create(() => new Deaf(listener)).WithRouter(new RoundRobinPool(1)));
        for (var i = 0; i < 1_000; i++)
            router.Tell(i);
        for (var i = 0; i < 1_000; i++)
            probe.Expect<string>().ShouldBe($"$a {i}");
    }

    private sealed record Keyed(string Key) : IConsistentHashable
    {
        public object ConsistentHashKey => Key;
    }

    private sealed class Steady : Resizer
    {
        public override bool IsTimeForResize(long messageCounter) => messageCounter == 0;

        public override int Resize(IEnumerable<Routee> currentRoutees) => 2;
    }

    private sealed class NamedWorker(IActorRef listener) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is "die")
                throw new InvalidOperationException("as told");
            Sender.Tell(Self.Path.Name);
        }

        protected override void PostRestart(Exception reason) => listener?.Tell("restarted");
    }

    private sealed class Deaf(IActorRef listener) : UntypedActor
    {
        protected override void OnReceive(object message) => listener.Tell($"{Self.Path.Name} {message}");
    }

    private sealed class Refusing : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(new Status.Failure(new InvalidOperationException("not today")));
    }

    private sealed class Blocked(ManualResetEventSlim gate) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            Sender.Tell(message is "work" ? "busy" : Self.Path.Name);
            if (message is "work" && !gate.IsSet)
                gate.Wait(Patience);
        }
    }

    private sealed class Speaker : UntypedActor, IListeners
    {
        public ListenerSupport Listeners { get; } = new();

        protected override void OnReceive(object message)
        {
            if (message is ListenerMessage)
                Listeners.ListenerReceive(message);
            else
                Listeners.Gossip(message);
        }
    }

    private sealed class Parent(Directive directive) : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(Context.ActorOf((Props)message, "child"));

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => directive);
    }

    private sealed class Watcher : UntypedActor
    {
        private readonly IActorRef _listener;

        public Watcher(IActorRef[] watched, IActorRef listener)
        {
            _listener = listener;
            foreach (var actor in watched)
                Context.Watch(actor);
        }

        protected override void OnReceive(object message)
        {
            if (message is Terminated terminated)
                _listener.Tell(terminated.ActorRef);
            else
                Sender.Tell("watching");
        }
    }
}
