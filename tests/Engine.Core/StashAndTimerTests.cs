using System.Diagnostics;
using Akka.Actor;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class StashAndTimerTests : WithSystem
{
    private sealed class Patient : ReceiveActor, IWithUnboundedStash
    {
        public Patient() => Become(Closed);

        public IStash Stash { get; set; } = null!;

        private void Closed()
        {
            Receive<string>(s => s == "open", _ =>
            {
                Stash.UnstashAll();
                Become(Open);
            });
            ReceiveAny(_ => Stash.Stash());
        }

        private void Open() => ReceiveAny(m => Sender.Tell(m));
    }

    [Fact]
    public void Stashed_messages_come_back_in_order_before_later_ones_with_their_senders()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf<Patient>();
        for (int i = 0; i < 5; i++) probe.Send(actor, i);
        probe.Send(actor, "open");
        probe.Send(actor, 5);
        for (int i = 0; i < 6; i++) probe.Expect(i);
    }

    private sealed class StashTwice : ReceiveActor, IWithStash
    {
        public StashTwice(IActorRef probe) => Receive<string>(_ =>
        {
            Stash.Stash();
            probe.Tell(Should.Throw<IllegalActorStateException>(() => Stash.Stash()).Message);
        });

        public IStash Stash { get; set; } = null!;
    }

    [Fact]
    public void The_same_message_cannot_be_stashed_twice()
    {
        var probe = NewProbe();
        Sys.ActorOf(Props.Create(() => new StashTwice(probe.Ref))).Tell("x");
        probe.Expect<string>().ShouldContain("more than once");
    }

    private sealed class SmallStash : ReceiveActor, IWithStash
    {
        public SmallStash(IActorRef probe) => ReceiveAny(_ =>
        {
            try
            {
                Stash.Stash();
            }
            catch (StashOverflowException)
            {
                probe.Tell(Stash.Count);
            }
        });

        public IStash Stash { get; set; } = null!;
    }

    [Fact]
    public void A_bounded_stash_overflows()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new SmallStash(probe.Ref)).WithStashCapacity(3));
        for (int i = 0; i < 4; i++) actor.Tell(i);
        probe.Expect(3);
    }

    private sealed class Stashing(Action<string> life) : ReceiveActor, IWithUnboundedStash
    {
        public IStash Stash { get; set; } = null!;

        protected override void PreStart()
        {
            life("start");
            Receive();
        }

        private void Receive() => Become(() =>
        {
            Receive<Exception>(e => throw e);
            Receive<string>(s => s == "stash", _ => Stash.Stash());
            Receive<string>(s => life(s));
        });
    }

    [Fact]
    public void A_restart_gives_the_stash_back()
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<string>();
        int starts = 0;
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(Akka.Event.DeadLetter));
        Action<string> life = s =>
        {
            seen.Enqueue(s);
            if (s == "start") Interlocked.Increment(ref starts);
        };
        var actor = Sys.ActorOf(Props.Create(() => new Stashing(life)));
        actor.Tell("stash");
        actor.Tell(new InvalidOperationException("boom"));
        actor.Tell("after");
        Until(() => seen.Contains("after"), "the actor went on");
        starts.ShouldBe(2);
        Sys.Stop(actor);
        probe.Expect<Akka.Event.DeadLetter>().Message.ShouldBe("stash");
    }

    private sealed class Timed : ReceiveActor, IWithTimers
    {
        public Timed(IActorRef probe)
        {
            Receive<Probe.Do>(d => d.Action(Context));
            Receive<Action<ITimerScheduler>>(a => a(Timers));
            Receive<Exception>(e => throw e);
            ReceiveAny(probe.Tell);
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }

    private static void With(IActorRef actor, Action<ITimerScheduler> action) => actor.Tell(action);

    [Fact]
    public void A_single_timer_fires_once_and_a_periodic_one_until_cancelled()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Timed(probe.Ref)));
        With(actor, t => t.StartSingleTimer("one", "single", TimeSpan.FromMilliseconds(10)));
        probe.Expect("single");
        With(actor, t =>
        {
            t.IsTimerActive("one").ShouldBeFalse();
            t.StartPeriodicTimer("many", "tick", TimeSpan.FromMilliseconds(10));
        });
        for (int i = 0; i < 3; i++) probe.Expect("tick");
        With(actor, t => t.Cancel("many"));
        actor.Tell("last");
        while (probe.Expect<string>() != "last") { }
        probe.ExpectNothingFor(TimeSpan.FromMilliseconds(60));
    }

    [Fact]
    public void A_replaced_timer_never_delivers_its_old_message()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Timed(probe.Ref)));
        With(actor, t =>
        {
            t.StartSingleTimer("k", "old", TimeSpan.Zero);
            Until(() => ((ActorRefWithCell)actor).Underlying.HasMessages, "the old message is queued");
            t.StartSingleTimer("k", "new", TimeSpan.FromMilliseconds(10));
        });
        probe.Expect("new");
        probe.ExpectNothingSoFar();
    }

    [Fact]
    public void A_restart_cancels_the_timers()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Timed(probe.Ref)));
        With(actor, t => t.StartPeriodicTimer("k", "tick", TimeSpan.FromMilliseconds(10)));
        probe.Expect("tick");
        actor.Tell(new InvalidOperationException("boom"));
        actor.Tell("restarted");
        while (probe.Expect<string>() != "restarted") { }
        probe.ExpectNothingFor(TimeSpan.FromMilliseconds(60));
    }

    [Fact]
    public void A_receive_timeout_comes_when_nothing_else_does_and_can_be_switched_off()
    {
        var probe = NewProbe();
        var clock = Stopwatch.StartNew();
        probe.Ref.Tell(new Probe.Do(context => context.SetReceiveTimeout(TimeSpan.FromMilliseconds(40))));
        probe.Expect<ReceiveTimeout>();
        clock.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(35));
        probe.Expect<ReceiveTimeout>();
        probe.Ref.Tell(new Probe.Do(context => context.SetReceiveTimeout(null)));
        probe.ExpectNothingFor(TimeSpan.FromMilliseconds(100));
    }
}
