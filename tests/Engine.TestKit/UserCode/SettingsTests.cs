using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Shouldly;
using Xunit;

namespace Engine.TestKit.Tests.UserCode;

/// <summary>What an application chooses in its configuration: dispatchers, the guardian's strategy, extensions; and actors made by a container.</summary>
public sealed class SettingsTests : Akka.TestKit.Xunit2.TestKit
{
    private const string Dispatchers = """
        pools {
          pinned { type = PinnedDispatcher }
          fork-join { type = ForkJoinDispatcher, throughput = 5, dedicated-thread-pool { thread-count = 2, threadtype = background } }
          tasks { type = TaskDispatcher, throughput = 1 }
          executor-fork-join { type = Dispatcher, executor = fork-join-executor, dedicated-thread-pool { thread-count = 2 } }
          executor-tasks { type = Dispatcher, executor = task-executor }
          executor-channel { type = Dispatcher, executor = channel-executor, channel-executor.priority = "high" }
          executor-pool { executor = thread-pool-executor }
          alias = pools.pinned
        }
        """;

    public SettingsTests() : base(((Config)Patience.Settings).WithFallback(Dispatchers).WithFallback("akka.loglevel = ERROR")) { }

    private sealed class Where : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message is "id" ? Context.Dispatcher.Id : Environment.CurrentManagedThreadId);
    }

    [Theory]
    [InlineData("pools.pinned")]
    [InlineData("pools.fork-join")]
    [InlineData("pools.tasks")]
    [InlineData("pools.executor-fork-join")]
    [InlineData("pools.executor-tasks")]
    [InlineData("pools.executor-channel")]
    [InlineData("pools.executor-pool")]
    [InlineData("akka.actor.default-dispatcher")]
    [InlineData("akka.actor.default-blocking-io-dispatcher")]
    [InlineData("akka.actor.default-fork-join-dispatcher")]
    [InlineData("akka.actor.task-dispatcher")]
    [InlineData("akka.actor.internal-dispatcher")]
    public void An_actor_runs_on_any_kind_of_dispatcher(string id)
    {
        var actor = Sys.ActorOf(Props.Create<Where>().WithDispatcher(id));
        for (int i = 0; i < 200; i++) actor.Tell(i);
        foreach (object thread in ReceiveN(200)) thread.ShouldBeOfType<int>();
        actor.Tell("id");
        ExpectMsg(id);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_pinned_actor_stays_on_a_thread_of_its_own()
    {
        var actors = Enumerable.Range(0, 3).Select(_ => Sys.ActorOf(Props.Create<Where>().WithDispatcher("pools.pinned"))).ToList();
        var threads = actors.Select(actor =>
        {
            for (int i = 0; i < 20; i++) actor.Tell(i);
            return ReceiveN(20).Cast<int>().Distinct().ShouldHaveSingleItem();
        }).ToList();
        threads.Distinct().Count().ShouldBe(3);
        Sys.ActorOf(Props.Create<Where>().WithDispatcher("pools.alias")).Tell(1);
        threads.ShouldNotContain(ExpectMsg<int>());
    }

    private sealed class Posts : SynchronizationContext
    {
        private readonly System.Collections.Concurrent.BlockingCollection<Action> _posted = new();

        public override void Post(SendOrPostCallback d, object state) => _posted.Add(() => d(state));

        internal bool RunOne()
        {
            if (!_posted.TryTake(out var action, TimeSpan.FromSeconds(60))) return false;
            action();
            return true;
        }
    }

    [Fact]
    public void A_synchronized_actor_runs_where_its_maker_runs()
    {
        var before = SynchronizationContext.Current;
        var posts = new Posts();
        IActorRef actor;
        SynchronizationContext.SetSynchronizationContext(posts);
        try
        {
            actor = Sys.ActorOf(Props.Create<Where>().WithDispatcher("akka.actor.synchronized-dispatcher"));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
        actor.Tell(1);
        while (!HasMessages) posts.RunOne().ShouldBeTrue();
        ExpectMsg(Environment.CurrentManagedThreadId);
    }

    [Fact]
    public void A_dispatcher_that_is_not_configured_fails_the_creation()
    {
        Should.Throw<ConfigurationException>(() => Sys.ActorOf(Props.Create<Where>().WithDispatcher("pools.unknown"))).Message.ShouldContain("pools.unknown");
    }

    public sealed class Resuming : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Resume, loggingEnabled: false);
    }

    public sealed class Escalating : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Escalate, loggingEnabled: false);
    }

    private sealed class Counter : UntypedActor
    {
        private int _count;

        protected override void OnReceive(object message)
        {
            if (message is Exception e) throw e;
            Sender.Tell(++_count);
        }
    }

    private static ActorSystem Start(string strategy) => ActorSystem.Create("chosen", ConfigurationFactory.ParseString(
        $$"""akka { loglevel = OFF, stdout-loglevel = OFF, coordinated-shutdown.run-by-clr-shutdown-hook = off, actor.guardian-supervisor-strategy = "{{strategy}}" }"""));

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_guardians_strategy_is_configured()
    {
        var resuming = Start(typeof(Resuming).AssemblyQualifiedName);
        var stopping = Start("Akka.Actor.StoppingSupervisorStrategy");
        var stoppingByFullName = Start("Akka.Actor.StoppingSupervisorStrategy, Akka");
        var escalating = Start(typeof(Escalating).AssemblyQualifiedName);

        var kept = resuming.ActorOf<Counter>();
        (await kept.Ask<int>("a", Long)).ShouldBe(1);
        kept.Tell(new InvalidOperationException("on purpose"));
        (await kept.Ask<int>("b", Long)).ShouldBe(2);

        foreach (var system in new[] { stopping, stoppingByFullName })
        {
            var stopped = system.ActorOf<Counter>();
            var ended = stopped.WatchAsync();
            stopped.Tell(new InvalidOperationException("on purpose"));
            (await ended.WaitAsync(Long)).ShouldBeTrue();
        }

        escalating.ActorOf<Counter>().Tell(new InvalidOperationException("on purpose"));
        await escalating.WhenTerminated.WaitAsync(Long);
        await Task.WhenAll(resuming.Terminate(), stopping.Terminate(), stoppingByFullName.Terminate()).WaitAsync(Long);
    }

    public sealed class Greeting : IExtension
    {
        public string Text => "hello";
    }

    public sealed class GreetingProvider : ExtensionIdProvider<Greeting>
    {
        public override Greeting CreateExtension(ExtendedActorSystem system) => new();
    }

    [Fact]
    public async Task Extensions_are_named_in_the_configuration_or_asked_for()
    {
        Sys.HasExtension<Greeting>().ShouldBeFalse();
        Sys.TryGetExtension<Greeting>(out var none).ShouldBeFalse();
        none.ShouldBeNull();
        var made = Sys.WithExtension<Greeting, GreetingProvider>();
        Sys.GetExtension<Greeting>().ShouldBeSameAs(made);
        new GreetingProvider().Get(Sys).ShouldBeSameAs(made);

        var system = ActorSystem.Create("extended", ConfigurationFactory.ParseString($"akka {{ loglevel = OFF, stdout-loglevel = OFF, extensions = [\"{typeof(GreetingProvider).AssemblyQualifiedName}\"] }}"));
        system.GetExtension<Greeting>().Text.ShouldBe("hello");
        await system.Terminate().WaitAsync(Long);
    }

    private sealed class Container : IIndirectActorProducer
    {
        internal int Made;
        internal int Released;

        public Type ActorType => typeof(Counter);

        public ActorBase Produce()
        {
            Interlocked.Increment(ref Made);
            return new Counter();
        }

        public void Release(ActorBase actor) => Interlocked.Increment(ref Released);
    }

    [Fact]
    public void A_container_makes_each_incarnation_and_gets_it_back()
    {
        var container = new Container();
        var props = Props.CreateBy(container);
        props.Type.ShouldBe(typeof(Counter));
        var actor = Sys.ActorOf(props);
        actor.Tell("a");
        ExpectMsg(1);
        EventFilter.Exception<InvalidOperationException>().Mute(() =>
        {
            actor.Tell(new InvalidOperationException("on purpose"));
            actor.Tell("b");
            ExpectMsg(1);
        });
        container.Made.ShouldBe(2);
        container.Released.ShouldBe(1);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        AwaitAssert(() => Volatile.Read(ref container.Released).ShouldBe(2));
    }
}
