using System.Collections.Concurrent;
using Akka.Actor;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class SupervisionTests : WithSystem
{
    private readonly ConcurrentQueue<string> _life = new();

    private void Heard(params string[] expected)
    {
        Until(() => _life.Count >= expected.Length, () => $"{expected.Length} hooks were called, have [{string.Join(", ", _life)}]");
        _life.ShouldBe(expected);
    }

    [Fact]
    public void A_failing_child_is_restarted_by_default_and_keeps_its_reference_and_mailbox()
    {
        var parent = Sys.ActorOf(Puppet.Props());
        var child = parent.MakeChild(Puppet.Props(_life.Enqueue), "child");
        var probe = NewProbe();
        child.Tell(new InvalidOperationException("boom"));
        probe.Send(child, "still there");
        probe.Expect("still there");
        Heard("PreStart", "PreRestart(boom, InvalidOperationException)", "PostStop", "PostRestart(boom)", "PreStart");
    }

    [Fact]
    public void A_resumed_child_keeps_its_state()
    {
        var parent = Sys.ActorOf(Puppet.Props(strategy: new OneForOneStrategy(_ => Directive.Resume)));
        var child = parent.MakeChild(Puppet.Props(_life.Enqueue), "child");
        var probe = NewProbe();
        child.Tell(new InvalidOperationException("boom"));
        probe.Send(child, "on");
        probe.Expect("on");
        Heard("PreStart");
    }

    [Fact]
    public void A_child_that_the_strategy_stops_is_gone()
    {
        var parent = Sys.ActorOf(Puppet.Props(strategy: new OneForOneStrategy(_ => Directive.Stop)));
        var child = parent.MakeChild(Puppet.Props(_life.Enqueue), "child");
        var probe = NewProbe();
        probe.Watch(child);
        child.Tell(new InvalidOperationException("boom"));
        probe.ExpectTerminated(child);
        Heard("PreStart", "PostStop");
    }

    [Fact]
    public void An_escalated_failure_restarts_the_parent_and_with_it_the_child()
    {
        var grandparent = Sys.ActorOf(Puppet.Props());
        var parent = grandparent.MakeChild(Puppet.Props(s => _life.Enqueue("parent " + s), new OneForOneStrategy(_ => Directive.Escalate)), "parent");
        var child = parent.MakeChild(Puppet.Props(s => _life.Enqueue("child " + s)), "child");
        var probe = NewProbe();
        probe.Watch(child);
        child.Tell(new InvalidOperationException("boom"));
        probe.ExpectTerminated(child);
        Until(() => _life.Contains("parent PostRestart(boom)"), "the parent restarted");
    }

    [Fact]
    public void Retries_within_a_window_are_limited_and_then_the_child_stops()
    {
        var parent = Sys.ActorOf(Puppet.Props(strategy: new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart)));
        var child = parent.MakeChild(Puppet.Props(_life.Enqueue), "child");
        var probe = NewProbe();
        probe.Watch(child);
        for (int i = 0; i < 3; i++) child.Tell(new InvalidOperationException("boom"));
        probe.ExpectTerminated(child);
        _life.Count(s => s.StartsWith("PostRestart", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public void All_for_one_restarts_the_siblings_too()
    {
        var parent = Sys.ActorOf(Puppet.Props(strategy: new AllForOneStrategy(_ => Directive.Restart)));
        var one = parent.MakeChild(Puppet.Props(s => _life.Enqueue("one " + s)), "one");
        var two = parent.MakeChild(Puppet.Props(s => _life.Enqueue("two " + s)), "two");
        one.Tell(new InvalidOperationException("boom"));
        Until(() => _life.Contains("two PostRestart(boom)") && _life.Contains("one PostRestart(boom)"), "both restarted");
        var probe = NewProbe();
        probe.Send(two, "alive");
        probe.Expect("alive");
    }

    [Theory]
    [InlineData(typeof(ArgumentNullException), Directive.Resume)]
    [InlineData(typeof(ArgumentException), Directive.Resume)]
    [InlineData(typeof(TimeoutException), Directive.Stop)]
    [InlineData(typeof(InvalidOperationException), Directive.Escalate)]
    public void A_decider_takes_the_first_pair_that_fits(Type exception, Directive expected) =>
        Decider.From(Directive.Escalate, Directive.Resume.When<ArgumentException>(), Directive.Stop.When<TimeoutException>())
            .Decide((Exception)Activator.CreateInstance(exception)!).ShouldBe(expected);

    [Fact]
    public void The_default_decider_stops_on_failed_creation_kill_and_broken_death_pact()
    {
        SupervisorStrategy.DefaultDecider.Decide(new ActorInitializationException("x")).ShouldBe(Directive.Stop);
        SupervisorStrategy.DefaultDecider.Decide(new ActorKilledException("x")).ShouldBe(Directive.Stop);
        SupervisorStrategy.DefaultDecider.Decide(new DeathPactException(ActorRefs.Nobody)).ShouldBe(Directive.Stop);
        SupervisorStrategy.DefaultDecider.Decide(new InvalidOperationException("x")).ShouldBe(Directive.Restart);
    }

    private sealed class FailsInConstructor : ReceiveActor
    {
        public FailsInConstructor() => throw new InvalidOperationException("constructor");
    }

    [Fact]
    public void An_actor_whose_constructor_throws_is_stopped_and_its_parent_lives_on()
    {
        var parent = Sys.ActorOf(Puppet.Props());
        var probe = NewProbe();
        var child = parent.MakeChild(Props.Create<FailsInConstructor>(), "child");
        probe.Watch(child);
        probe.ExpectTerminated(child);
        probe.Send(parent, "alive");
        probe.Expect("alive");
    }

    [Fact]
    public void A_top_level_actor_whose_PreStart_throws_is_stopped()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Puppet.Props(start: _ => throw new InvalidOperationException("start")));
        probe.Watch(actor);
        probe.ExpectTerminated(actor);
    }

    [Fact]
    public async Task A_top_level_actor_whose_constructor_throws_is_stopped_and_the_system_still_ends()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf<FailsInConstructor>("broken");
        probe.Watch(actor);
        probe.ExpectTerminated(actor);
        await Sys.Terminate().WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void A_restart_whose_new_instance_fails_is_reported_again_and_ends_by_the_strategy()
    {
        int made = 0;
        var parent = Sys.ActorOf(Puppet.Props());
        var child = parent.MakeChild(Puppet.Props(start: _ =>
        {
            if (Interlocked.Increment(ref made) > 1) throw new InvalidOperationException("again");
        }), "child");
        var probe = NewProbe();
        probe.Watch(child);
        child.Tell(new InvalidOperationException("boom"));
        probe.ExpectTerminated(child);
        made.ShouldBe(2);
    }

    [Fact]
    public void Kill_stops_an_actor_as_a_failure()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Puppet.Props(_life.Enqueue));
        probe.Watch(actor);
        actor.Tell(Kill.Instance);
        probe.ExpectTerminated(actor);
    }

    [Fact]
    public void A_parent_that_restarts_stops_its_children_first()
    {
        var top = Sys.ActorOf(Puppet.Props());
        var parent = top.MakeChild(Puppet.Props(s => _life.Enqueue("parent " + s), start: context => context.ActorOf(Puppet.Props(s => _life.Enqueue("child " + s)), "child")), "parent");
        parent.Tell(new InvalidOperationException("boom"));
        Until(() => _life.Count(s => s == "child PreStart") == 2, "the child was made again");
        var order = _life.ToList();
        order.IndexOf("child PostStop").ShouldBeLessThan(order.IndexOf("parent PostRestart(boom)"));
    }

    [Fact]
    public void A_strategy_that_throws_fails_the_parent_not_the_system()
    {
        var top = Sys.ActorOf(Puppet.Props());
        var parent = top.MakeChild(Puppet.Props(_life.Enqueue, new OneForOneStrategy(_ => throw new InvalidOperationException("decider"))), "parent");
        var child = parent.MakeChild(Puppet.Props(), "child");
        child.Tell(new InvalidOperationException("boom"));
        Until(() => _life.Contains("PostRestart(decider)"), "the parent restarted");
    }

    [Fact]
    public void The_current_message_is_told_to_PreRestart_after_an_awaited_failure()
    {
        var parent = Sys.ActorOf(Puppet.Props());
        var child = parent.MakeChild(Puppet.Props(_life.Enqueue), "child");
        Func<Task> failing = async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("awaited");
        };
        child.Tell(failing);
        var probe = NewProbe();
        probe.Send(child, "after");
        probe.Expect("after");
        _life.ShouldContain(s => s.StartsWith("PreRestart(awaited, Func", StringComparison.Ordinal));
    }
}
