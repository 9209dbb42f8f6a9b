using Akka.Actor;
using Akka.TestKit;
using Shouldly;
using Xunit;

namespace Engine.TestKit.Tests.UserCode;

/// <summary>The life of actors as user code writes it.</summary>
public sealed class LifecycleTests : Akka.TestKit.Xunit2.TestKit
{
    public LifecycleTests() : base(Patience.Settings + "akka.loglevel = WARNING") { }

    private sealed record Fail(string Why);

    private sealed record Do(Action<IUntypedActorContext> Action);

    private sealed class Telling(IActorRef probe) : UntypedActor
    {
        private int _count;

        private void Say(string what) => probe.Tell(Self.Path.Name + " " + what);

        protected override void PreStart() => Say("PreStart");

        protected override void PostStop() => Say("PostStop");

        protected override void PreRestart(Exception reason, object message)
        {
            Say($"PreRestart {reason.Message} {(message as Fail)?.Why}");
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            Say("PostRestart " + reason.Message);
            base.PostRestart(reason);
        }

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Fail fail: throw new InvalidOperationException(fail.Why);
                case Do act: act.Action(Context); break;
                case "count": Sender.Tell(++_count); break;
                case Terminated ended: Say("saw the end of " + ended.ActorRef.Path.Name); break;
                default: Say("got " + message); break;
            }
        }
    }

    private IActorRef Start(string name) => Sys.ActorOf(Props.Create(() => new Telling(TestActor)), name);

    private void Expect(params string[] all)
    {
        foreach (string each in all) ExpectMsg(each);
    }

    [Fact]
    public void A_restart_runs_the_hooks_in_order_keeps_reference_and_mailbox_and_loses_state()
    {
        var actor = Start("a");
        Expect("a PreStart");
        actor.Tell("count");
        ExpectMsg(1);
        actor.Tell(new Fail("boom"));
        actor.Tell("queued");
        actor.Tell("count");
        Expect("a PreRestart boom boom", "a PostStop", "a PostRestart boom", "a PreStart", "a got queued");
        ExpectMsg(1);
        actor.Tell(PoisonPill.Instance);
        Expect("a PostStop");
    }

    [Fact]
    public void A_restart_stops_the_children_before_the_new_instance_starts()
    {
        var parent = Start("parent");
        Expect("parent PreStart");
        parent.Tell(new Do(c => c.ActorOf(Props.Create(() => new Telling(TestActor)), "child")));
        Expect("child PreStart");
        parent.Tell(new Fail("boom"));
        Expect("parent PreRestart boom boom", "parent PostStop", "child PostStop", "parent PostRestart boom", "parent PreStart");
        parent.Tell(new Do(c => TestActor.Tell(c.GetChildren().Count())));
        ExpectMsg(0);
    }

    [Fact]
    public void Children_end_before_their_parent_does()
    {
        var parent = Watch(Start("parent"));
        Expect("parent PreStart");
        parent.Tell(new Do(c => c.ActorOf(Props.Create(() => new Telling(TestActor)), "child")));
        Expect("child PreStart");
        Sys.Stop(parent);
        Expect("child PostStop", "parent PostStop");
        ExpectTerminated(parent);
    }

    [Fact]
    public void A_poison_pill_lets_what_came_before_through_and_a_stop_does_not()
    {
        using var gate = new ManualResetEventSlim();
        var actor = Watch(Start("pill"));
        Expect("pill PreStart");
        actor.Tell(new Do(_ => gate.Wait(TimeSpan.FromSeconds(60))));
        actor.Tell("before");
        actor.Tell(PoisonPill.Instance);
        actor.Tell("after");
        gate.Set();
        Expect("pill got before", "pill PostStop");
        ExpectTerminated(actor);

        using var second = new ManualResetEventSlim();
        actor = Watch(Start("stop"));
        Expect("stop PreStart");
        actor.Tell(new Do(c =>
        {
            c.Stop(c.Self);
            second.Wait(TimeSpan.FromSeconds(60));
        }));
        actor.Tell("never handled");
        EventFilter.DeadLetter<string>(m => m == "never handled").ExpectOne(() => second.Set());
        Expect("stop PostStop");
        ExpectTerminated(actor);
    }

    [Fact]
    public void Kill_is_a_failure_that_the_supervisor_decides_on()
    {
        var actor = Watch(Start("a"));
        Expect("a PreStart");
        EventFilter.Exception<ActorKilledException>().ExpectOne(() => actor.Tell(Kill.Instance));
        Expect("a PostStop");
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_watched_end_is_told_after_the_last_message_and_at_once_when_it_is_past()
    {
        var actor = Start("a");
        Expect("a PreStart");
        var watcher = Start("watcher");
        Expect("watcher PreStart");
        watcher.Tell(new Do(c => c.Watch(actor)));
        actor.Tell("last");
        actor.Tell(PoisonPill.Instance);
        Expect("a got last", "a PostStop", "watcher saw the end of a");

        var late = Start("late");
        Expect("late PreStart");
        late.Tell(new Do(c => c.Watch(actor)));
        Expect("late saw the end of a");
        Watch(actor);
        ExpectTerminated(actor).ExistenceConfirmed.ShouldBeFalse();
    }

    [Fact]
    public void The_name_is_free_for_the_next_after_Terminated()
    {
        for (int i = 0; i < 20; i++)
        {
            var actor = Watch(Start("same"));
            Expect("same PreStart");
            actor.Tell(PoisonPill.Instance);
            Expect("same PostStop");
            ExpectTerminated(actor);
        }
        Should.Throw<InvalidActorNameException>(() =>
        {
            Start("twice");
            Start("twice");
        });
    }

    private sealed class Stacked : ReceiveActor
    {
        public Stacked()
        {
            Receive<string>(s => s == "angry", _ => Become(Angry));
            Receive<string>(s => s == "push", _ => BecomeStacked(Angry));
            Receive<string>(s => Sender.Tell("calm " + s));
        }

        private void Angry()
        {
            Receive<string>(s => s == "calm", _ => Become(Calm));
            Receive<string>(s => s == "pop", _ => UnbecomeStacked());
            Receive<string>(s => s == "push", _ => BecomeStacked(Calm));
            Receive<string>(s => Sender.Tell("angry " + s));
        }

        private void Calm()
        {
            Receive<string>(s => s == "pop", _ => UnbecomeStacked());
            Receive<string>(s => Sender.Tell("calm again " + s));
        }
    }

    [Fact]
    public void Behaviours_replace_each_other_or_lie_upon_each_other()
    {
        var actor = Sys.ActorOf<Stacked>();
        foreach (var (told, answer) in new[]
                 {
                     ("x", "calm x"), ("push", null), ("x", "angry x"), ("push", null), ("x", "calm again x"), ("pop", null), ("x", "angry x"),
                     ("pop", null), ("x", "calm x"), ("pop", "calm pop"), ("angry", null), ("x", "angry x"), ("calm", null), ("x", "calm again x"),
                     // Become forgets what lay below: there is nothing to go back to.
                     ("pop", null), ("x", "calm again x"),
                 })
        {
            actor.Tell(told);
            if (answer != null) ExpectMsg(answer);
        }
    }

    private sealed class Silent : ReceiveActor
    {
        public Silent(IActorRef probe)
        {
            Context.SetReceiveTimeout(TimeSpan.FromMilliseconds(50));
            Receive<ReceiveTimeout>(_ => probe.Tell("silence"));
            Receive<Fail>(f => throw new InvalidOperationException(f.Why));
            Receive<string>(s =>
            {
                Context.SetReceiveTimeout(null);
                probe.Tell(s);
            });
        }
    }

    [Fact]
    public void Silence_is_told_again_and_again_also_after_a_restart_until_switched_off()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Silent(TestActor)));
        ExpectMsg("silence");
        ExpectMsg("silence");
        actor.Tell(new Fail("boom"));
        ExpectMsg("silence");
        actor.Tell("off");
        FishForMessage<string>(s => s == "off");
        ExpectNoMsg(TimeSpan.FromMilliseconds(150));
    }

    private sealed class NeverMind : UntypedActor
    {
        public NeverMind(IActorRef watched) => Context.Watch(watched);

        protected override void OnReceive(object message) => Unhandled(message);
    }

    [Fact]
    public void Leaving_a_watched_end_unhandled_is_a_death_pact()
    {
        var watched = Start("w");
        Expect("w PreStart");
        var watcher = Watch(Sys.ActorOf(Props.Create(() => new NeverMind(watched))));
        EventFilter.Exception<DeathPactException>().ExpectOne(() => Sys.Stop(watched));
        Expect("w PostStop");
        ExpectTerminated(watcher);
    }
}
