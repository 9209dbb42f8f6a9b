using Akka.Actor;
using Akka.Configuration;
using Akka.Routing;
using Shouldly;
using Xunit;

namespace Engine.Tools.Tests.Routing;

public sealed class RouterTests : IDisposable
{
    private const string Deployment = """
        akka.loglevel = WARNING
        akka.actor.deployment {
          /pool { router = round-robin-pool, nr-of-instances = 3 }
          /group { router = round-robin-group, routees.paths = ["/user/w1", "/user/w2"] }
          /broadcast { router = broadcast-pool, nr-of-instances = 2 }
          /resized { router = round-robin-pool, nr-of-instances = 1, resizer { enabled = on, lower-bound = 2, upper-bound = 4 } }
          "/parent/*" { router = random-pool, nr-of-instances = 2 }
        }
        """;

    private readonly ActorSystem _system = ActorSystem.Create("Routers", ConfigurationFactory.ParseString(Deployment));

    public void Dispose() => _system.Terminate().Wait(Eventually.Patience);

    private static readonly Props Echo = Props.Create(() => new EchoName());

    private static string AskName(IActorRef router, object message = null) => router.Ask<string>(message ?? "who", Eventually.Patience).Result;

    private static IReadOnlyList<Routee> RouteesOf(IActorRef router) => router.Ask<Routees>(GetRoutees.Instance, Eventually.Patience).Result.Members.ToList();

    [Fact]
    public void A_pool_creates_its_routees_and_they_take_turns()
    {
        var router = _system.ActorOf(Echo.WithRouter(new RoundRobinPool(3)), "three");
        var names = Enumerable.Range(0, 6).Select(_ => AskName(router)).ToList();
        names.ShouldBe(["$a", "$b", "$c", "$a", "$b", "$c"]);
        RouteesOf(router).Count.ShouldBe(3);
    }

    [Fact]
    public void A_router_from_the_configuration_has_the_configured_size()
    {
        var router = _system.ActorOf(Echo.WithRouter(FromConfig.Instance), "pool");
        RouteesOf(router).Count.ShouldBe(3);
        Enumerable.Range(0, 3).Select(_ => AskName(router)).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void The_configuration_wins_over_the_code()
    {
        var router = _system.ActorOf(Echo.WithRouter(new RandomPool(7)), "pool");
        RouteesOf(router).Count.ShouldBe(3);
    }

    [Fact]
    public void A_wildcard_configures_the_children_of_a_path()
    {
        var parent = _system.ActorOf(Props.Create(() => new Parent()), "parent");
        RouteesOf(parent.Ask<IActorRef>(Echo.WithRouter(FromConfig.Instance), Eventually.Patience).Result).Count.ShouldBe(2);
    }

    [Fact]
    public void A_router_that_the_configuration_lacks_is_refused() =>
        Should.Throw<ConfigurationException>(() => _system.ActorOf(Echo.WithRouter(FromConfig.Instance), "unknown"));

    [Fact]
    public void A_router_type_that_does_not_exist_is_refused_with_the_known_ones()
    {
        using var system = new OwnSystem("akka.actor.deployment { /wrong { router = no-such-router } }");
        var thrown = Should.Throw<Exception>(() => system.Start().ActorOf(Echo.WithRouter(FromConfig.Instance), "wrong"));
        thrown.ToString().ShouldContain("round-robin-pool");
    }

    [Fact]
    public void A_group_sends_to_the_actors_at_its_paths()
    {
        _system.ActorOf(Echo, "w1");
        _system.ActorOf(Echo, "w2");
        var router = _system.ActorOf(Props.Empty.WithRouter(FromConfig.Instance), "group");
        Enumerable.Range(0, 4).Select(_ => AskName(router)).ShouldBe(["w1", "w2", "w1", "w2"]);
        var fromCode = _system.ActorOf(new RandomGroup("/user/w2").Props());
        AskName(fromCode).ShouldBe("w2");
    }

    [Fact]
    public void Broadcast_reaches_all_routees_of_any_router()
    {
        var router = _system.ActorOf(Echo.WithRouter(new RoundRobinPool(3)));
        var probe = new Probe(_system);
        router.Tell(new Broadcast("who"), probe.Ref);
        Enumerable.Range(0, 3).Select(_ => probe.Expect<string>()).ShouldBe(["$a", "$b", "$c"], ignoreOrder: true);
        _system.ActorOf(Echo.WithRouter(FromConfig.Instance), "broadcast").Tell("who", probe.Ref);
        Enumerable.Range(0, 2).Select(_ => probe.Expect<string>()).ShouldBe(["$a", "$b"], ignoreOrder: true);
    }

    [Fact]
    public void A_dead_routee_leaves_the_router_and_the_last_one_takes_it_along()
    {
        var router = _system.ActorOf(Echo.WithRouter(new RoundRobinPool(2)));
        var probe = new Probe(_system);
        _system.ActorOf(Props.Create(() => new Watcher(router, probe.Ref)));
        router.Tell(PoisonPillFor("$a"));
        Eventually.Holds(() => RouteesOf(router).Count == 1, "one routee is left");
        Enumerable.Range(0, 3).Select(_ => AskName(router)).Distinct().ShouldBe(["$b"]);
        router.Tell(PoisonPillFor("$b"));
        probe.Fish<IActorRef>().ShouldBe(router);
    }

    [Fact]
    public void A_pool_grows_and_shrinks_when_told()
    {
        var router = _system.ActorOf(Echo.WithRouter(new RoundRobinPool(2)));
        router.Tell(new AdjustPoolSize(3));
        Eventually.Holds(() => RouteesOf(router).Count == 5, "five routees");
        router.Tell(new AdjustPoolSize(-4));
        Eventually.Holds(() => RouteesOf(router).Count == 1, "one routee");
    }

    [Fact]
    public void Routees_can_be_added_and_removed_by_hand()
    {
        var router = _system.ActorOf(Echo.WithRouter(new RoundRobinPool(1)));
        var other = _system.ActorOf(Echo, "other");
        router.Tell(new AddRoutee(Routee.FromActorRef(other)));
        Eventually.Holds(() => RouteesOf(router).Count == 2, "two routees");
        Enumerable.Range(0, 2).Select(_ => AskName(router)).ShouldBe(["$a", "other"], ignoreOrder: true);
        router.Tell(new RemoveRoutee(Routee.FromActorRef(other)));
        Eventually.Holds(() => RouteesOf(router).Count == 1, "one routee");
        AskName(other).ShouldBe("other");
    }

    [Fact]
    public void A_resizer_keeps_the_pool_between_its_bounds()
    {
        var router = _system.ActorOf(Echo.WithRouter(FromConfig.Instance), "resized");
        RouteesOf(router).Count.ShouldBe(2);
        for (var i = 0; i < 200; i++)
            router.Tell("who");
        RouteesOf(router).Count.ShouldBeInRange(2, 4);
    }

    [Fact]
    public void A_failing_routee_is_restarted_by_the_strategy_of_the_pool()
    {
        var strategy = new OneForOneStrategy(_ => Directive.Restart);
        var router = _system.ActorOf(Echo.WithRouter(new RoundRobinPool(1).WithSupervisorStrategy(strategy)));
        var before = router.Ask<int>("id", Eventually.Patience).Result;
        router.Tell(new InvalidOperationException("as told"));
        router.Ask<int>("id", Eventually.Patience).Result.ShouldNotBe(before);
        RouteesOf(router).Count.ShouldBe(1);
    }

    [Fact]
    public void Equal_keys_go_to_the_same_routee_and_messages_without_a_key_to_none()
    {
        var router = _system.ActorOf(Echo.WithRouter(new ConsistentHashingPool(5)));
        for (var key = 0; key < 20; key++)
        {
            var first = AskName(router, new ConsistentHashableEnvelope("who", "key" + key));
            AskName(router, new ConsistentHashableEnvelope("who", "key" + key)).ShouldBe(first);
        }

        var mapped = _system.ActorOf(Echo.WithRouter(new ConsistentHashingPool(5).WithHashMapping(m => m is string s ? s : null)));
        AskName(mapped).ShouldBe(AskName(mapped));
    }

    [Fact]
    public void The_first_of_several_answers_wins()
    {
        var slow = _system.ActorOf(Props.Create(() => new Silent()), "slow");
        var fast = _system.ActorOf(Echo, "fast");
        var gather = _system.ActorOf(new ScatterGatherFirstCompletedGroup(Eventually.Patience, "/user/slow", "/user/fast").Props());
        AskName(gather).ShouldBe("fast");
        var chop = _system.ActorOf(new TailChoppingGroup(["/user/slow", "/user/fast"], Eventually.Patience, TimeSpan.FromMilliseconds(50)).Props());
        AskName(chop).ShouldBe("fast");
    }

    [Fact]
    public void When_nobody_answers_in_time_the_asker_gets_a_failure()
    {
        _system.ActorOf(Props.Create(() => new Silent()), "silent");
        var gather = _system.ActorOf(new ScatterGatherFirstCompletedGroup(TimeSpan.FromMilliseconds(200), "/user/silent").Props());
        Should.Throw<Exception>(() => AskName(gather)).InnerException.ShouldBeOfType<AskTimeoutException>();
    }

    [Fact]
    public void The_smallest_mailbox_gets_the_message()
    {
        var router = _system.ActorOf(Echo.WithRouter(new SmallestMailboxPool(3)));
        Enumerable.Range(0, 9).Select(_ => AskName(router)).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public void Messages_for_a_router_without_routees_are_dead_letters()
    {
        var probe = new Probe(_system);
        _system.EventStream.Subscribe(probe.Ref, typeof(Akka.Event.DeadLetter));
        var router = _system.ActorOf(new RoundRobinGroup().Props());
        router.Tell("lost");
        probe.Fish<Akka.Event.DeadLetter>(d => Equals(d.Message, "lost"));
    }

    private static object PoisonPillFor(string name) => new Broadcast(new StopIfNamed(name));

    private sealed record StopIfNamed(string Name);

    private sealed class EchoName : UntypedActor
    {
        private static int s_instances;
        private readonly int _id = Interlocked.Increment(ref s_instances);

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case StopIfNamed stop:
                    if (stop.Name == Self.Path.Name)
                        Context.Stop(Self);
                    break;
                case Exception failure:
                    throw failure;
                case "id":
                    Sender.Tell(_id);
                    break;
                default:
                    Sender.Tell(Self.Path.Name);
                    break;
            }
        }
    }

    private sealed class Silent : UntypedActor
    {
        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Parent : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(Context.ActorOf((Props)message, "child"));
    }

    private sealed class Watcher : UntypedActor
    {
        private readonly IActorRef _listener;

        public Watcher(IActorRef watched, IActorRef listener)
        {
            _listener = listener;
            Context.Watch(watched);
        }

        protected override void OnReceive(object message) => _listener.Tell(((Terminated)message).ActorRef);
    }

    private sealed class OwnSystem(string config) : IDisposable
    {
        private ActorSystem _own;

        public ActorSystem Start() => _own = ActorSystem.Create("Own", ConfigurationFactory.ParseString(config));

        public void Dispose() => _own?.Terminate().Wait(Eventually.Patience);
    }
}
