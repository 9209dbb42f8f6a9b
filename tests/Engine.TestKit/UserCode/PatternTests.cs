using Akka.Actor;
using Akka.Configuration;
using Akka.Pattern;
using Akka.TestKit;
using Akka.TestKit.Configs;
using Akka.Util;
using Shouldly;
using Xunit;

namespace Engine.TestKit.Tests.UserCode;

/// <summary>Backoff supervisors, circuit breakers and retries by a clock that the test moves.</summary>
public sealed class PatternTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public PatternTests() : base(((Config)Patience.Settings).WithFallback("akka.loglevel = ERROR").WithFallback(TestConfigs.TestSchedulerConfig)) { }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    private sealed class Child : UntypedActor
    {
        private readonly IActorRef _probe;

        public Child(IActorRef probe) => _probe = probe;

        protected override void PreStart() => _probe.Tell("started");

        protected override void PostStop() => _probe.Tell("stopped");

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "stop": Context.Stop(Self); break;
                case "fail": throw new InvalidOperationException("on purpose");
                case "parent": Context.Parent.Tell("from the child"); break;
                default: Sender.Tell(message); break;
            }
        }
    }

    private Props Child_() => Props.Create(() => new Child(TestActor));

    private static BackoffOptions OnStop(Props child, int retries = -1) => Backoff.OnStop(child, "child", Second, 4 * Second, 0.0, retries);

    private static BackoffOptions OnFailure(Props child, int retries = -1) => Backoff.OnFailure(child, "child", Second, 4 * Second, 0.0, retries);

    private int Restarts(IActorRef supervisor)
    {
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        return ExpectMsg<BackoffSupervisor.RestartCount>().Count;
    }

    private IActorRef Current(IActorRef supervisor)
    {
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        return ExpectMsg<BackoffSupervisor.CurrentChild>().Ref;
    }

    private void AwaitNoChild(IActorRef supervisor) => AwaitAssert(() => Current(supervisor).ShouldBeNull());

    [Fact]
    public void A_child_that_stops_comes_back_later_and_later_until_it_has_lasted()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(OnStop(Child_()).WithAutoReset(3 * Second).WithReplyWhileStopped("away")));
        ExpectMsg("started");
        foreach (int delay in new[] { 1, 2, 4, 4 })
        {
            supervisor.Tell("stop");
            ExpectMsg("stopped");
            AwaitNoChild(supervisor);
            supervisor.Tell("hello");
            ExpectMsg("away");
            Scheduler.Advance(delay * Second - TimeSpan.FromMilliseconds(1));
            Current(supervisor).ShouldBeNull();
            Scheduler.Advance(TimeSpan.FromMilliseconds(1));
            ExpectMsg("started");
            supervisor.Tell("hello");
            ExpectMsg("hello");
        }
        Restarts(supervisor).ShouldBe(4);
        Scheduler.Advance(3 * Second);
        Restarts(supervisor).ShouldBe(0);
    }

    [Fact]
    public void A_child_that_fails_is_restarted_at_once_by_a_supervisor_for_stops()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(OnStop(Child_())));
        ExpectMsg("started");
        var child = Current(supervisor);
        supervisor.Tell("fail");
        ExpectMsg("stopped");
        ExpectMsg("started");
        Current(supervisor).ShouldBe(child);
        Restarts(supervisor).ShouldBe(0);
    }

    [Fact]
    public void With_the_stopping_strategy_a_failure_is_a_stop()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(OnStop(Child_()).WithDefaultStoppingStrategy()));
        ExpectMsg("started");
        supervisor.Tell("fail");
        ExpectMsg("stopped");
        AwaitNoChild(supervisor);
        Restarts(supervisor).ShouldBe(1);
        Scheduler.Advance(Second);
        ExpectMsg("started");
    }

    [Fact]
    public void After_the_last_retry_the_supervisor_ends()
    {
        var onStop = Watch(Sys.ActorOf(BackoffSupervisor.Props(OnStop(Child_(), 1))));
        ExpectMsg("started");
        onStop.Tell("stop");
        ExpectMsg("stopped");
        AwaitNoChild(onStop);
        Scheduler.Advance(Second);
        ExpectMsg("started");
        onStop.Tell("stop");
        ExpectMsg("stopped");
        ExpectTerminated(onStop);

        var onFailure = Watch(Sys.ActorOf(BackoffSupervisor.Props(OnFailure(Child_()).WithMaxNrOfRetries(0))));
        ExpectMsg("started");
        onFailure.Tell("fail");
        ExpectMsg("stopped");
        ExpectTerminated(onFailure);
    }

    [Fact]
    public void A_supervisor_for_failures_ends_with_a_child_that_stops()
    {
        var supervisor = Watch(Sys.ActorOf(BackoffSupervisor.Props(OnFailure(Child_()))));
        ExpectMsg("started");
        supervisor.Tell("stop");
        ExpectMsg("stopped");
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void A_final_message_ends_the_supervisor_with_its_child()
    {
        var options = OnStop(Child_()).WithFinalStopMessage(message => message is "stop");
        var supervisor = Watch(Sys.ActorOf(BackoffSupervisor.Props(options)));
        ExpectMsg("started");
        supervisor.Tell("stop");
        ExpectMsg("stopped");
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void What_the_child_tells_its_parent_goes_to_the_parent_of_the_supervisor()
    {
        var supervisor = ActorOfAsTestActorRef<BackoffSupervisor>(BackoffSupervisor.Props(OnStop(Child_())), TestActor);
        ExpectMsg("started");
        supervisor.Tell("parent");
        ExpectMsg("from the child");
    }

    [Fact]
    public void Only_a_supervisor_with_manual_reset_can_be_reset()
    {
        var manual = Sys.ActorOf(BackoffSupervisor.Props(OnStop(Child_()).WithManualReset()));
        ExpectMsg("started");
        manual.Tell("stop");
        ExpectMsg("stopped");
        AwaitNoChild(manual);
        Scheduler.Advance(Second);
        ExpectMsg("started");
        Scheduler.Advance(100 * Second);
        Restarts(manual).ShouldBe(1);
        manual.Tell(BackoffSupervisor.Reset.Instance);
        Restarts(manual).ShouldBe(0);

        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.UnhandledMessage));
        var automatic = Sys.ActorOf(BackoffSupervisor.Props(OnStop(Child_())));
        ExpectMsg("started");
        automatic.Tell(BackoffSupervisor.Reset.Instance);
        ExpectMsg<Akka.Event.UnhandledMessage>().Message.ShouldBe(BackoffSupervisor.Reset.Instance);
    }

    [Fact]
    public async Task A_breaker_opens_lets_one_call_try_and_closes()
    {
        var breaker = new CircuitBreaker(Scheduler, 2, 5 * Second, 10 * Second)
            .OnOpen(() => TestActor.Tell("open")).OnHalfOpen(() => TestActor.Tell("half open")).OnClose(() => TestActor.Tell("closed"));
        breaker.Fail();
        breaker.Succeed();
        breaker.Fail();
        breaker.IsClosed.ShouldBeTrue();
        breaker.Fail();
        breaker.IsOpen.ShouldBeTrue();
        Scheduler.Advance(TimeSpan.Zero);
        ExpectMsg("open");
        bool called = false;
        Should.Throw<OpenCircuitException>(() => breaker.WithSyncCircuitBreaker(() => { called = true; }));
        called.ShouldBeFalse();

        Scheduler.Advance(10 * Second);
        Scheduler.Advance(TimeSpan.Zero);
        ExpectMsg("half open");
        breaker.IsHalfOpen.ShouldBeTrue();
        var answer = new TaskCompletionSource<string>();
        var trial = breaker.WithCircuitBreaker(() => answer.Task);
        await Should.ThrowAsync<OpenCircuitException>(() => breaker.WithCircuitBreaker(() => Task.FromResult("second")));
        answer.SetResult("first");
        (await trial).ShouldBe("first");
        breaker.IsClosed.ShouldBeTrue();
        breaker.CurrentFailureCount.ShouldBe(0);
        Scheduler.Advance(TimeSpan.Zero);
        ExpectMsg("closed");
    }

    [Fact]
    public async Task A_breaker_whose_trial_fails_waits_longer()
    {
        var breaker = new CircuitBreaker(Scheduler, 1, 5 * Second, 10 * Second).WithExponentialBackoff(15 * Second);
        var never = breaker.WithCircuitBreaker(() => new TaskCompletionSource<int>().Task);
        Scheduler.Advance(5 * Second);
        await Should.ThrowAsync<TimeoutException>(() => never);
        breaker.IsOpen.ShouldBeTrue();
        foreach (int wait in new[] { 10, 15, 15 })
        {
            Scheduler.Advance(wait * Second - TimeSpan.FromMilliseconds(1));
            breaker.IsOpen.ShouldBeTrue();
            Scheduler.Advance(TimeSpan.FromMilliseconds(1));
            breaker.IsHalfOpen.ShouldBeTrue();
            Should.Throw<InvalidOperationException>(() => breaker.WithSyncCircuitBreaker(() => throw new InvalidOperationException("still down")));
            breaker.IsOpen.ShouldBeTrue();
        }
        breaker.LastCaughtException.Message.ShouldBe("still down");
        Scheduler.Advance(15 * Second);
        breaker.WithSyncCircuitBreaker(() => 3).ShouldBe(3);
        breaker.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_call_is_tried_once_more_than_it_may_be_repeated()
    {
        int calls = 0;
        Task<int> Attempt(int good) => Interlocked.Increment(ref calls) >= good ? Task.FromResult(calls) : Task.FromException<int>(new InvalidOperationException("call " + calls));

        (await RetrySupport.Retry(() => Attempt(3), 2)).ShouldBe(3);
        calls = 0;
        (await Should.ThrowAsync<InvalidOperationException>(() => RetrySupport.Retry(() => Attempt(9), 2))).Message.ShouldBe("call 3");
        calls = 0;
        (await RetrySupport.Retry<int>(() => calls++ == 0 ? throw new InvalidOperationException("at once") : Task.FromResult(5), 1)).ShouldBe(5);

        calls = 0;
        var delays = new List<int>();
        var slow = RetrySupport.Retry(() => Attempt(3), 5, attempted =>
        {
            delays.Add(attempted);
            return attempted * Second;
        }, Scheduler);
        AwaitCondition(() =>
        {
            Scheduler.Advance(Second);
            return slow.IsCompleted;
        });
        (await slow).ShouldBe(3);
        delays.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_result_is_piped_as_it_is_or_as_asked_and_a_failure_too()
    {
        var sender = CreateTestProbe();
        await Task.FromResult(1).PipeTo(TestActor, sender);
        ExpectMsgFrom(sender, 1);
        await Task.FromResult(2).PipeTo(TestActor, success: n => "got " + n);
        ExpectMsg("got 2");
        await Task.FromException<int>(new InvalidOperationException("no")).PipeTo(TestActor, sender);
        ExpectMsgFrom<Status.Failure>(sender).Cause.Message.ShouldBe("no");
        await Task.FromException<int>(new InvalidOperationException("no")).PipeTo(TestActor, failure: e => e.Message);
        ExpectMsg("no");
        await Task.FromCanceled<int>(new CancellationToken(true)).PipeTo(TestActor);
        ExpectMsg<Status.Failure>().Cause.ShouldBeOfType<TaskCanceledException>();
        await Task.CompletedTask.PipeTo(TestActor, success: () => "done");
        ExpectMsg("done");
        await Task.FromException(new InvalidOperationException("late")).PipeTo(TestActor);
        ExpectMsg<Status.Failure>().Cause.Message.ShouldBe("late");
        await new ValueTask<int>(4).PipeTo(TestActor, success: n => n + 1);
        ExpectMsg(5);
        await Task.FromResult(6).PipeTo(Sys.ActorSelection(TestActor.Path));
        ExpectMsg(6);
    }

    private sealed class AllOrNone : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => new AllForOneStrategy(2, 10 * Second, _ => Directive.Restart);

        protected override void OnReceive(object message) => Sender.Tell(Context.ActorOf((Props)message));
    }

    [Fact]
    public void All_for_one_counts_failures_within_its_window_and_then_stops_every_child()
    {
        var supervisor = Sys.ActorOf(Props.Create<AllOrNone>());
        IActorRef Child()
        {
            supervisor.Tell(Child_());
            return FishForMessage<IActorRef>(message => message is IActorRef);
        }
        var (first, second) = (Watch(Child()), Watch(Child()));
        void Restarted(IActorRef failing)
        {
            failing.Tell("fail");
            foreach (var child in new[] { first, second })
            {
                child.Tell(child.Path.Name);
                FishForMessage(message => message is string name && name == child.Path.Name);
            }
        }
        Scheduler.Advance(Second);
        Restarted(first);
        Restarted(second);
        // The window begins with the first failure: eleven seconds later all are counted anew.
        Scheduler.Advance(11 * Second);
        Restarted(first);
        Restarted(second);
        first.Tell("fail");
        var gone = new HashSet<IActorRef>();
        while (gone.Count < 2)
            gone.Add(((Terminated)FishForMessage(message => message is Terminated)).ActorRef);
        gone.ShouldBe([first, second], ignoreOrder: true);
    }
}
