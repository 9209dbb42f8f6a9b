using Akka.Actor;
using Akka.Pattern;
using Akka.TestKit;
using Shouldly;
using Xunit;

namespace Engine.TestKit.Tests.UserCode;

/// <summary>Strategies as the documentation of Akka.NET shows them: a supervisor, children that fail, and what becomes of them.</summary>
public sealed class SupervisionTests : Akka.TestKit.Xunit2.TestKit
{
    public SupervisionTests() : base(Patience.Settings + "akka.loglevel = WARNING") { }

    private sealed class Supervisor : UntypedActor
    {
        private readonly SupervisorStrategy _strategy;

        public Supervisor(SupervisorStrategy strategy) => _strategy = strategy;

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;

        protected override void OnReceive(object message)
        {
            if (message is Props props) Sender.Tell(Context.ActorOf(props));
        }
    }

    private sealed class KeepsChildren : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);

        protected override void PreRestart(Exception reason, object message) { }

        protected override void OnReceive(object message)
        {
            if (message is Props props) Sender.Tell(Context.ActorOf(props));
        }
    }

    private sealed class Child : UntypedActor
    {
        private int _state;

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Exception e: throw e;
                case int n: _state = n; break;
                case "get": Sender.Tell(_state); break;
            }
        }
    }

    private static SupervisorStrategy ByType(int retries = -1, TimeSpan? within = null) => new OneForOneStrategy(retries, within, e => e switch
    {
        ArithmeticException => Directive.Resume,
        NullReferenceException => Directive.Restart,
        ArgumentException => Directive.Stop,
        _ => Directive.Escalate,
    });

    private IActorRef Under(IActorRef supervisor)
    {
        supervisor.Tell(Props.Create<Child>());
        return ExpectMsg<IActorRef>();
    }

    private int StateOf(IActorRef child)
    {
        child.Tell("get");
        return ExpectMsg<int>();
    }

    [Fact]
    public void Each_directive_does_what_it_says()
    {
        var supervisor = Sys.ActorOf(Props.Create(() => new Supervisor(ByType())), "supervisor");
        var child = Under(supervisor);
        child.Tell(42);
        child.Tell(new ArithmeticException());
        StateOf(child).ShouldBe(42);
        child.Tell(new NullReferenceException());
        StateOf(child).ShouldBe(0);
        Watch(child);
        child.Tell(new ArgumentException("stop"));
        ExpectTerminated(child);

        // Escalated: the user guardian restarts the supervisor, which stops its children.
        var second = Watch(Under(supervisor));
        second.Tell(23);
        StateOf(second).ShouldBe(23);
        second.Tell(new InvalidOperationException("escalate"));
        ExpectTerminated(second);
    }

    [Fact]
    public void Children_that_survive_the_restart_of_their_parent_are_restarted()
    {
        var supervisor = Sys.ActorOf(Props.Create<KeepsChildren>());
        var child = Under(supervisor);
        child.Tell(23);
        StateOf(child).ShouldBe(23);
        child.Tell(new InvalidOperationException("crash"));
        StateOf(child).ShouldBe(0);
    }

    [Fact]
    public void Retries_are_counted_within_the_window_and_then_the_child_is_stopped()
    {
        var supervisor = Sys.ActorOf(Props.Create(() => new Supervisor(ByType(2, TimeSpan.FromMinutes(1)))));
        var child = Watch(Under(supervisor));
        for (int i = 0; i < 2; i++)
        {
            child.Tell(7);
            child.Tell(new NullReferenceException());
            StateOf(child).ShouldBe(0);
        }
        child.Tell(new NullReferenceException());
        ExpectTerminated(child);
    }

    [Fact]
    public void All_for_one_restarts_every_child()
    {
        var supervisor = Sys.ActorOf(Props.Create(() => new Supervisor(new AllForOneStrategy(10, TimeSpan.FromMinutes(1), _ => Directive.Restart))));
        var (first, second) = (Under(supervisor), Under(supervisor));
        first.Tell(1);
        second.Tell(2);
        StateOf(second).ShouldBe(2);
        first.Tell(new InvalidOperationException());
        StateOf(first).ShouldBe(0);
        AwaitAssert(() => StateOf(second).ShouldBe(0));
    }

    [Fact]
    public void A_decider_of_pairs_and_a_strategy_on_the_props_decide_too()
    {
        var decider = Decider.From(Directive.Restart, Directive.Stop.When<ArgumentException>(), Directive.Resume.When<ArithmeticException>());
        decider.Decide(new ArgumentNullException()).ShouldBe(Directive.Stop);
        decider.Decide(new DivideByZeroException()).ShouldBe(Directive.Resume);
        decider.Decide(new InvalidOperationException()).ShouldBe(Directive.Restart);

        var supervisor = Sys.ActorOf(Props.Create(() => new Supervisor(ByType())).WithSupervisorStrategy(new OneForOneStrategy(decider)));
        var child = Under(supervisor);
        child.Tell(5);
        // The strategy of the props wins: by its own the supervisor would have escalated.
        child.Tell(new InvalidOperationException());
        StateOf(child).ShouldBe(0);
    }

    [Fact]
    public void A_top_level_actor_that_fails_is_restarted_by_the_guardian_and_stopped_if_it_cannot_start()
    {
        var child = Sys.ActorOf<Child>();
        child.Tell(5);
        child.Tell(new InvalidOperationException());
        StateOf(child).ShouldBe(0);
        EventFilter.Exception<ActorInitializationException>().ExpectOne(() =>
        {
            var broken = Watch(Sys.ActorOf(Props.Create(() => new Broken())));
            ExpectTerminated(broken);
        });
    }

    private sealed class Broken : UntypedActor
    {
        public Broken() => throw new InvalidOperationException("cannot start");

        protected override void OnReceive(object message) { }
    }

    [Fact]
    public void A_backoff_supervisor_starts_its_child_again_and_forwards_to_it()
    {
        var props = BackoffSupervisor.Props(Backoff.OnFailure(Props.Create<Child>(), "child", TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100), 0.1, 5)
            .WithManualReset());
        var supervisor = Sys.ActorOf(props, "backoff");
        supervisor.Tell(8);
        StateOf(supervisor).ShouldBe(8);
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        var first = Watch(ExpectMsg<BackoffSupervisor.CurrentChild>().Ref);
        first.Path.Name.ShouldBe("child");
        supervisor.Tell(new InvalidOperationException("fail"));
        ExpectTerminated(first);
        AwaitAssert(() =>
        {
            supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
            ExpectMsg<BackoffSupervisor.CurrentChild>().Ref.ShouldNotBeNull().ShouldNotBe(first);
        });
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        ExpectMsg<BackoffSupervisor.RestartCount>().Count.ShouldBe(1);
        supervisor.Tell(BackoffSupervisor.Reset.Instance);
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        ExpectMsg<BackoffSupervisor.RestartCount>().Count.ShouldBe(0);
        StateOf(supervisor).ShouldBe(0);
    }

    [Fact]
    public async Task A_circuit_breaker_counts_trips_and_tells_what_it_caught()
    {
        int opened = 0;
        var breaker = CircuitBreaker.Create(Sys.Scheduler, 2, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)).OnOpen(() => Interlocked.Increment(ref opened));
        for (int i = 1; i <= 2; i++)
        {
            await Should.ThrowAsync<InvalidOperationException>(() => breaker.WithCircuitBreaker(() => Task.FromException(new InvalidOperationException("down"))));
            breaker.CurrentFailureCount.ShouldBe(i);
        }
        breaker.IsOpen.ShouldBeTrue();
        var refused = await Should.ThrowAsync<OpenCircuitException>(() => breaker.WithCircuitBreaker(() => Task.FromResult(1)));
        refused.RemainingDuration.ShouldBeGreaterThan(TimeSpan.FromSeconds(30));
        breaker.LastCaughtException.Message.ShouldBe("down");
        await AwaitConditionAsync(() => Task.FromResult(Volatile.Read(ref opened) == 1));
    }
}
