using Akka.Actor;
using Akka.Event;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

/// <summary>Corners of the actor API that programs run into.</summary>
public sealed class CornerTests : WithSystem
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task No_actor_is_made_once_the_system_goes_down()
    {
        var system = ActorSystem.Create("down", "akka { loglevel = OFF, stdout-loglevel = OFF }");
        await system.Terminate().WaitAsync(Soon);
        Should.Throw<InvalidOperationException>(() => system.ActorOf(Puppet.Props()));
        Should.Throw<InvalidOperationException>(() => system.ActorOf(Puppet.Props(), "named"));
    }

    [Fact]
    public void A_child_is_found_by_name_and_an_unknown_one_is_nobody()
    {
        var probe = NewProbe();
        var parent = Sys.ActorOf(Puppet.Props());
        var child = parent.MakeChild(Puppet.Props(), "child");
        parent.Tell(new Probe.Do(c =>
        {
            probe.Ref.Tell(c.Child("child"));
            probe.Ref.Tell(c.Child("other"));
            probe.Ref.Tell(c.GetChildren().ToArray());
        }));
        probe.Expect<IActorRef>().ShouldBe(child);
        probe.Expect<IActorRef>().IsNobody().ShouldBeTrue();
        probe.Expect<IActorRef[]>().ShouldBe([child]);
    }

    [Fact]
    public void A_message_forwarded_keeps_its_sender()
    {
        var probe = NewProbe();
        var last = Sys.ActorOf(Puppet.Props());
        var middle = Sys.ActorOf(Props.Create(() => new Forwarding(last)));
        probe.Send(middle, "hello");
        probe.Expect("hello");
        probe.LastSender.ShouldBe(last);
    }

    private sealed class Forwarding(IActorRef to) : UntypedActor
    {
        protected override void OnReceive(object message) => to.Forward(message);
    }

    [Fact]
    public void Watching_twice_is_told_once_and_with_another_message_is_refused()
    {
        var probe = NewProbe();
        var watched = Sys.ActorOf(Puppet.Props());
        probe.Watch(watched);
        probe.Watch(watched);
        var other = Sys.ActorOf(Puppet.Props());
        probe.Ref.Tell(new Probe.Do(c =>
        {
            c.WatchWith(other, "gone");
            string refused = Should.Throw<InvalidOperationException>(() => c.Watch(other)).Message;
            c.Self.Tell("refused");
            refused.ShouldNotBeEmpty();
        }));
        probe.Expect("refused");
        Sys.Stop(watched);
        probe.ExpectTerminated(watched);
        Sys.Stop(other);
        probe.Expect("gone");
        probe.ExpectNothingSoFar();
    }

    [Fact]
    public void Stopping_a_stopped_actor_and_a_pill_to_a_dead_one_do_nothing()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var probe = NewProbe();
        var actor = Sys.ActorOf(Puppet.Props());
        probe.Watch(actor);
        Sys.Stop(actor);
        Sys.Stop(actor);
        probe.ExpectTerminated(actor);
        Sys.Stop(actor);
        actor.Tell(PoisonPill.Instance);
        actor.Tell("to the dead");
        letters.Expect<DeadLetter>().Message.ShouldBe("to the dead");
    }

    [Fact]
    public void A_PreStart_that_makes_children_makes_them_again_after_a_restart()
    {
        var probe = NewProbe();
        var parent = Sys.ActorOf(Puppet.Props(start: c => probe.Ref.Tell(c.ActorOf(Puppet.Props(), "child"))));
        var first = probe.Expect<IActorRef>();
        probe.Watch(first);
        parent.Tell(new InvalidOperationException("again"));
        // The second child has the name of the first: the first is gone by then.
        var both = new[] { probe.Expect<object>(), probe.Expect<object>() };
        both.OfType<Terminated>().Single().ActorRef.ShouldBe(first);
        var second = both.OfType<IActorRef>().Single();
        second.Path.ShouldBe(first.Path);
        second.ShouldNotBe(first);
    }

    private sealed class FailsAfterRestart(Action<string> say) : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException("first");

        protected override void PostRestart(Exception reason)
        {
            say("PostRestart");
            throw new InvalidOperationException("second");
        }
    }

    [Fact]
    public void A_failure_in_PostRestart_is_a_PostRestartException_to_the_supervisor()
    {
        var probe = NewProbe();
        Action<string> say = s => probe.Ref.Tell(s);
        Exception? seen = null;
        var parent = Sys.ActorOf(Puppet.Props(strategy: new OneForOneStrategy(e =>
        {
            if (e is InvalidOperationException) return Directive.Restart;
            seen = e;
            return Directive.Stop;
        })));
        var child = parent.MakeChild(Props.Create(() => new FailsAfterRestart(say)), "child");
        probe.Watch(child);
        child.Tell("go");
        probe.Expect("PostRestart");
        probe.ExpectTerminated(child);
        seen.ShouldBeOfType<PostRestartException>().InnerException!.Message.ShouldBe("second");
    }

    [Fact]
    public async Task Many_threads_make_actors_with_names_of_their_own_and_without()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(t => Task.Run(() =>
            Enumerable.Range(0, 200).Select(i => i % 2 == 0 ? Sys.ActorOf(Puppet.Props()) : Sys.ActorOf(Puppet.Props(), $"t{t}-{i}")).ToArray())));
        var all = made.SelectMany(m => m).ToList();
        all.Select(a => a.Path.Name).Distinct().Count().ShouldBe(1600);
        (await Task.WhenAll(all.Select(a => a.Ask<string>("x", Soon)))).ShouldAllBe(s => s == "x");
    }

    [Fact]
    public void An_envelope_of_a_selection_that_matches_nobody_is_a_dead_letter_with_its_message()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var probe = NewProbe();
        Sys.ActorSelection("/user/nobody/here").Tell("hello", probe.Ref);
        var letter = letters.Expect<DeadLetter>();
        letter.Message.ShouldBe("hello");
        letter.Sender.ShouldBe(probe.Ref);
        letter.Recipient.Path.ToStringWithoutAddress().ShouldBe("/user/nobody/here");
    }

    [Fact]
    public void Suppressed_messages_make_suppressed_letters()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(AllDeadLetters));
        Sys.DeadLetters.Tell(new Quiet());
        letters.Expect<SuppressedDeadLetter>().Message.ShouldBeOfType<Quiet>();
        Sys.DeadLetters.Tell("loud");
        letters.Expect<DeadLetter>().Message.ShouldBe("loud");
    }

    private sealed class Quiet : IDeadLetterSuppression;
}
