using Akka.Actor;
using Akka.Pattern;
using Akka.TestKit;
using Akka.TestKit.Configs;
using Shouldly;
using Xunit;

namespace Engine.Base.Tests;

public sealed class PatternTests : Akka.TestKit.Xunit2.TestKit
{
    public PatternTests()
        : base(((Akka.Configuration.Config)"akka.loglevel = OFF\nakka.stdout-loglevel = OFF\nakka.test { single-expect-default = 60s, default-timeout = 60s }").WithFallback(TestConfigs.TestSchedulerConfig))
    {
    }

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    private CircuitBreaker Breaker(int failures = 2) => new(Sys.Scheduler, failures, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    private static Task<int> Good() => Task.FromResult(1);

    private static Task<int> Bad() => Task.FromException<int>(new InvalidOperationException("bad"));

    [Fact]
    public async Task A_breaker_opens_after_so_many_failures_in_a_row()
    {
        var breaker = Breaker();
        var opened = new TaskCompletionSource();
        breaker.OnOpen(() => opened.SetResult());
        await Should.ThrowAsync<InvalidOperationException>(() => breaker.WithCircuitBreaker(Bad));
        (await breaker.WithCircuitBreaker(Good)).ShouldBe(1);
        breaker.CurrentFailureCount.ShouldBe(0);
        await Should.ThrowAsync<InvalidOperationException>(() => breaker.WithCircuitBreaker(Bad));
        breaker.IsClosed.ShouldBeTrue();
        await Should.ThrowAsync<InvalidOperationException>(() => breaker.WithCircuitBreaker(Bad));
        breaker.IsOpen.ShouldBeTrue();
        breaker.LastCaughtException.Message.ShouldBe("bad");
        var refused = await Should.ThrowAsync<OpenCircuitException>(() => breaker.WithCircuitBreaker(Good));
        refused.RemainingDuration.ShouldBe(TimeSpan.FromSeconds(10));
        Time.Advance(TimeSpan.Zero);
        opened.Task.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public async Task Half_open_lets_one_call_decide()
    {
        var breaker = Breaker(1);
        breaker.Fail();
        breaker.IsOpen.ShouldBeTrue();
        Time.Advance(TimeSpan.FromSeconds(10));
        breaker.IsHalfOpen.ShouldBeTrue();
        var pending = new TaskCompletionSource<int>();
        var trial = breaker.WithCircuitBreaker(() => pending.Task);
        await Should.ThrowAsync<OpenCircuitException>(() => breaker.WithCircuitBreaker(Good));
        pending.SetResult(5);
        (await trial).ShouldBe(5);
        breaker.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_failed_trial_opens_again_for_longer()
    {
        var breaker = Breaker(1).WithExponentialBackoff(TimeSpan.FromSeconds(15));
        breaker.Fail();
        Time.Advance(TimeSpan.FromSeconds(10));
        await Should.ThrowAsync<InvalidOperationException>(() => breaker.WithCircuitBreaker(Bad));
        breaker.IsOpen.ShouldBeTrue();
        Time.Advance(TimeSpan.FromSeconds(14));
        breaker.IsOpen.ShouldBeTrue();
        Time.Advance(TimeSpan.FromSeconds(1));
        breaker.IsHalfOpen.ShouldBeTrue();
        breaker.Succeed();
        breaker.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public async Task A_call_that_takes_too_long_is_a_failure()
    {
        var breaker = Breaker(1);
        var pending = new TaskCompletionSource<int>();
        var call = breaker.WithCircuitBreaker(() => pending.Task);
        Time.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<TimeoutException>(() => call);
        breaker.IsOpen.ShouldBeTrue();
    }

    [Fact]
    public void Synchronous_calls_are_guarded_too()
    {
        var breaker = Breaker(1);
        breaker.WithSyncCircuitBreaker(() => 3).ShouldBe(3);
        Should.Throw<InvalidOperationException>(() => breaker.WithSyncCircuitBreaker(() => throw new InvalidOperationException()));
        Should.Throw<OpenCircuitException>(() => breaker.WithSyncCircuitBreaker(() => { }));
    }

    [Fact]
    public async Task A_synchronous_call_that_takes_too_long_gives_the_default_and_counts_as_a_failure()
    {
        var breaker = Breaker(1);
        using var release = new ManualResetEventSlim();
        var call = Task.Run(() => breaker.WithSyncCircuitBreaker(() =>
        {
            release.Wait(TimeSpan.FromSeconds(60));
            return 3;
        }));
        // The call's timer may not be set yet when the clock moves for the first time.
        await AwaitConditionAsync(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(call.IsCompleted);
        });
        (await call).ShouldBe(0);
        breaker.LastCaughtException.ShouldBeAssignableTo<TimeoutException>();
        release.Set();
    }

    [Fact]
    public async Task Retries_wait_on_the_scheduler()
    {
        var attempts = 0;
        Task<int> Attempt() => ++attempts < 3 ? Bad() : Good();
        (await RetrySupport.Retry(Attempt, 5)).ShouldBe(1);
        attempts.ShouldBe(3);
        attempts = 0;
        await Should.ThrowAsync<InvalidOperationException>(() => RetrySupport.Retry(Attempt, 1));
        attempts.ShouldBe(2);
        attempts = 0;
        var slow = RetrySupport.Retry(Attempt, 5, TimeSpan.FromSeconds(1), Sys.Scheduler);
        await AwaitConditionAsync(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            return slow.IsCompleted;
        });
        (await slow).ShouldBe(1);
    }

    [Fact]
    public void A_child_that_stops_is_made_again_later_and_later()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(Props.Create<Child>(), "child", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), 0, -1).WithManualReset()), "onstop");
        var first = Current(supervisor);
        Watch(first);
        supervisor.Tell("stop", ActorRefs.NoSender);
        ExpectTerminated(first);
        AwaitAssert(() => Current(supervisor).ShouldBeNull());
        Time.Advance(TimeSpan.FromSeconds(1));
        AwaitAssert(() => Current(supervisor).ShouldNotBeNull());
        Restarts(supervisor).ShouldBe(1);
        supervisor.Tell("stop", ActorRefs.NoSender);
        AwaitAssert(() => Restarts(supervisor).ShouldBe(2));
        Time.Advance(TimeSpan.FromSeconds(1));
        Current(supervisor).ShouldBeNull();
        Time.Advance(TimeSpan.FromSeconds(1));
        AwaitAssert(() => Current(supervisor).ShouldNotBeNull());
        supervisor.Tell(BackoffSupervisor.Reset.Instance, ActorRefs.NoSender);
        AwaitAssert(() => Restarts(supervisor).ShouldBe(0));
        supervisor.Tell("echo", TestActor);
        ExpectMsg("echo");
    }

    [Fact]
    public void A_child_that_fails_is_made_again_after_a_delay_until_it_failed_too_often()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnFailure(Props.Create<Child>(), "child", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), 0, 1).WithManualReset()), "onfailure");
        Watch(supervisor);
        var first = Current(supervisor);
        Watch(first);
        supervisor.Tell("fail", ActorRefs.NoSender);
        ExpectTerminated(first);
        Time.Advance(TimeSpan.FromSeconds(1));
        AwaitAssert(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Current(supervisor).ShouldNotBeNull();
        });
        supervisor.Tell("fail", ActorRefs.NoSender);
        ExpectTerminated(supervisor);
    }

    [Fact]
    public void While_the_child_is_away_others_are_told_so()
    {
        var options = Backoff.OnStop(Props.Create<Child>(), "child", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), 0, -1)
            .WithReplyWhileStopped("away").WithFinalStopMessage(message => message is "end");
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(options), "away");
        supervisor.Tell("stop", ActorRefs.NoSender);
        AwaitAssert(() => Current(supervisor).ShouldBeNull());
        supervisor.Tell("hello", TestActor);
        ExpectMsg("away");
        Watch(supervisor);
        supervisor.Tell("end", TestActor);
        ExpectMsg("away");
        ExpectTerminated(supervisor);
    }

    private IActorRef Current(IActorRef supervisor)
    {
        var probe = CreateTestProbe();
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance, probe.Ref);
        return probe.ExpectMsg<BackoffSupervisor.CurrentChild>().Ref;
    }

    private int Restarts(IActorRef supervisor)
    {
        var probe = CreateTestProbe();
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance, probe.Ref);
        return probe.ExpectMsg<BackoffSupervisor.RestartCount>().Count;
    }

    private sealed class Child : ReceiveActor
    {
        public Child()
        {
            Receive<string>(text => text == "stop", _ => Context.Stop(Self));
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("as asked"));
            ReceiveAny(message => Sender.Tell(message));
        }
    }
}
