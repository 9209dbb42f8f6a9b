using Akka.Actor;
using Akka.Event;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class BehaviorTests : WithSystem
{
    private sealed class Door : ReceiveActor
    {
        public Door()
        {
            Receive<string>(s => s == "open", _ =>
            {
                Sender.Tell("opening");
                BecomeStacked(Open);
            });
            Receive<string>(s =>
            {
                Sender.Tell("closed: " + s);
            });
        }

        private void Open()
        {
            Receive<string>(s => s == "close", _ => UnbecomeStacked());
            Receive<string>(s => Sender.Tell("open: " + s));
        }
    }

    [Fact]
    public void Behaviours_stack_and_unstack()
    {
        var probe = NewProbe();
        var door = Sys.ActorOf<Door>();
        foreach (string s in new[] { "a", "open", "b", "close", "c" }) probe.Send(door, s);
        probe.Expect("closed: a");
        probe.Expect("opening");
        probe.Expect("open: b");
        probe.Expect("closed: c");
    }

    private sealed class BecomesInConstructor : ReceiveActor
    {
        public BecomesInConstructor()
        {
            Receive<string>(_ => Sender.Tell("first"));
            Become(() => Receive<string>(_ => Sender.Tell("second")));
        }
    }

    [Fact]
    public void Become_in_the_constructor_wins_over_the_handlers_beside_it()
    {
        var probe = NewProbe();
        probe.Send(Sys.ActorOf<BecomesInConstructor>(), "x");
        probe.Expect("second");
    }

    private sealed class Around(IActorRef probe) : ActorBase
    {
        protected override bool AroundReceive(Receive receive, object message)
        {
            probe.Tell("before " + message);
            bool handled = base.AroundReceive(receive, message);
            probe.Tell($"after {message}: {handled}");
            return handled;
        }

        protected override bool Receive(object message)
        {
            if (message is not string text) return false;
            probe.Tell("received " + text);
            if (text == "other") BecomeStacked(_ => true);
            if (text == "twice")
            {
                BecomeStacked(m => m is "x");
                BecomeStacked(_ =>
                {
                    UnbecomeStacked();
                    UnbecomeStacked();
                    return true;
                });
            }
            return true;
        }
    }

    [Fact]
    public void What_is_put_around_receiving_is_there_for_every_behaviour()
    {
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(UnhandledMessage));
        var actor = Sys.ActorOf(Props.Create(() => new Around(probe.Ref)));
        void Tell(object message, params string[] seen)
        {
            actor.Tell(message);
            foreach (string each in seen) probe.Expect(each);
        }

        Tell("a", "before a", "received a", "after a: True");
        actor.Tell(1);
        probe.Expect("before 1");
        probe.Expect<UnhandledMessage>().Message.ShouldBe(1);
        probe.Expect("after 1: False");
        Tell("twice", "before twice", "received twice", "after twice: True");
        Tell("back", "before back", "after back: True");
        Tell("b", "before b", "received b", "after b: True");
        Tell("other", "before other", "received other", "after other: True");
        Tell("c", "before c", "after c: True");
    }

    private sealed class StacksInConstructor : ReceiveActor
    {
        public StacksInConstructor()
        {
            Receive<string>(_ => Sender.Tell("below"));
            BecomeStacked(() => Receive<string>(_ =>
            {
                Sender.Tell("above");
                UnbecomeStacked();
            }));
        }
    }

    [Fact]
    public void What_a_constructor_stacks_lies_above_the_handlers_beside_it()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf<StacksInConstructor>();
        foreach (string expected in new[] { "above", "below", "below" })
        {
            probe.Send(actor, "x");
            probe.Expect(expected);
        }
    }

    private sealed class LateReceive : ReceiveActor
    {
        public LateReceive() => Receive<string>(_ => Receive<int>(_ => { }));
    }

    [Fact]
    public void Receive_outside_constructor_and_Become_is_an_error()
    {
        Exception? seen = null;
        var parent = Sys.ActorOf(Puppet.Props(strategy: new OneForOneStrategy(e =>
        {
            seen = e;
            return Directive.Stop;
        })));
        var child = parent.MakeChild(Props.Create<LateReceive>(), "child");
        var probe = NewProbe();
        probe.Watch(child);
        child.Tell("x");
        probe.ExpectTerminated(child);
        seen.ShouldBeOfType<InvalidOperationException>();
    }

    [Fact]
    public void An_unhandled_message_is_published()
    {
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(UnhandledMessage));
        var actor = Sys.ActorOf<Door>();
        actor.Tell(42);
        probe.Expect<UnhandledMessage>().Message.ShouldBe(42);
    }

    [Fact]
    public void An_actor_made_with_new_is_refused() => Should.Throw<ActorInitializationException>(() => new Door());

    private sealed class Asynchronous : ReceiveActor
    {
        private bool _inside;

        public Asynchronous(IActorRef log)
        {
            ReceiveAsync<int>(async n =>
            {
                if (_inside) log.Tell("interleaved");
                _inside = true;
                var sender = Sender;
                var self = Self;
                await Task.Yield();
                await Task.Delay(1);
                if (!Sender.Equals(sender) || !Self.Equals(self)) log.Tell("context lost");
                _inside = false;
                Sender.Tell(n);
            });
            ReceiveAnyAsync(m =>
            {
                Sender.Tell(m);
                return Task.CompletedTask;
            });
        }
    }

    [Fact]
    public void An_awaiting_actor_takes_no_other_message_and_keeps_its_context()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Props.Create(() => new Asynchronous(probe.Ref)));
        for (int i = 0; i < 50; i++) probe.Send(actor, i);
        probe.Send(actor, "done");
        for (int i = 0; i < 50; i++) probe.Expect(i);
        probe.Expect("done");
    }

    [Fact]
    public async Task An_actor_that_awaits_can_be_stopped()
    {
        var never = new TaskCompletionSource();
        var actor = Sys.ActorOf(Puppet.Props());
        Func<Task> wait = () => never.Task;
        actor.Tell(wait);
        var ended = actor.WatchAsync();
        Sys.Stop(actor);
        (await ended.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();
        never.SetResult();
    }
}
