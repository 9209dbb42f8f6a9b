using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Configs;
using Shouldly;
using Xunit;

namespace Engine.TestKit.Tests;

public sealed class SchedulerTests : Akka.TestKit.Xunit2.TestKit
{
    public SchedulerTests()
        : base(((Akka.Configuration.Config)Patience.Settings).WithFallback(TestConfigs.TestSchedulerConfig))
    {
    }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Time_moves_only_by_hand()
    {
        var start = Scheduler.Now;
        Scheduler.ScheduleTellOnce(TimeSpan.FromHours(1), TestActor, "later", ActorRefs.NoSender);
        ExpectNoMsg(20);
        Scheduler.Advance(TimeSpan.FromMinutes(59));
        ExpectNoMsg(20);
        Scheduler.Advance(TimeSpan.FromMinutes(1));
        ExpectMsg("later");
        (Scheduler.Now - start).ShouldBe(TimeSpan.FromHours(1));
        Scheduler.MonotonicClock.ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public void What_is_due_runs_in_order_each_at_its_own_time()
    {
        var seen = new List<(string, TimeSpan)>();
        Scheduler.Advanced.ScheduleOnce(TimeSpan.FromSeconds(3), () => seen.Add(("c", Scheduler.MonotonicClock)));
        Scheduler.Advanced.ScheduleOnce(TimeSpan.FromSeconds(1), () =>
        {
            seen.Add(("a", Scheduler.MonotonicClock));
            Scheduler.Advanced.ScheduleOnce(TimeSpan.FromSeconds(1), () => seen.Add(("b", Scheduler.MonotonicClock)));
        });
        Scheduler.Advance(TimeSpan.FromSeconds(5));
        seen.ShouldBe([("a", TimeSpan.FromSeconds(1)), ("b", TimeSpan.FromSeconds(2)), ("c", TimeSpan.FromSeconds(3))]);
    }

    [Fact]
    public void Repetition_goes_on_until_cancelled()
    {
        var cancelable = new Cancelable(Sys.Scheduler);
        Scheduler.ScheduleTellRepeatedly(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TestActor, "tick", ActorRefs.NoSender, cancelable);
        Scheduler.Advance(TimeSpan.FromSeconds(5));
        ReceiveN(3);
        cancelable.Cancel();
        Scheduler.Advance(TimeSpan.FromSeconds(50));
        ExpectNoMsg(20);
    }

    [Fact]
    public void Time_never_goes_back() => Should.Throw<InvalidOperationException>(() => Scheduler.AdvanceTo(Scheduler.Now - TimeSpan.FromSeconds(1)));

    [Fact]
    public void An_actors_timers_follow()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Ticker(TestActor)));
        actor.Tell("start");
        ExpectMsg("started");
        Scheduler.Advance(TimeSpan.FromSeconds(10));
        ExpectMsg("tick");
    }

    [Fact]
    public void A_machines_timer_ends_with_the_instance_that_set_it()
    {
        using var gate = new ManualResetEventSlim();
        var machine = Sys.ActorOf(Props.Create(() => new Alarm(TestActor, gate)));
        ExpectMsg("set");
        machine.Tell("fail");
        ExpectMsg("failing");
        // The alarm waits in the mailbox while its instance fails; the next one has set an alarm of the same name.
        Scheduler.Advance(TimeSpan.FromSeconds(10));
        EventFilter.Exception<InvalidOperationException>().ExpectOne(gate.Set);
        ExpectMsg("set");
        machine.Tell("hello");
        ExpectMsg("hello");
        Scheduler.Advance(TimeSpan.FromSeconds(10));
        ExpectMsg("alarm");
    }

    private sealed class Alarm : FSM<int, int>
    {
        public Alarm(IActorRef probe, ManualResetEventSlim gate)
        {
            StartWith(0, 0);
            When(0, e =>
            {
                if (e.FsmEvent is "fail")
                {
                    probe.Tell("failing");
                    gate.Wait(TimeSpan.FromMinutes(1));
                    throw new InvalidOperationException("on purpose");
                }
                probe.Tell(e.FsmEvent);
                return Stay();
            });
            Initialize();
            SetTimer("alarm", "alarm", TimeSpan.FromSeconds(10));
            probe.Tell("set");
        }
    }

    private sealed class Ticker : ReceiveActor, IWithTimers
    {
        public Ticker(IActorRef target)
        {
            Receive<string>(text => text == "start", _ =>
            {
                Timers.StartSingleTimer("key", "tick", TimeSpan.FromSeconds(10));
                target.Tell("started");
            });
            ReceiveAny(target.Forward);
        }

        public ITimerScheduler Timers { get; set; }
    }
}
