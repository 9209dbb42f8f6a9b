using Akka.Actor;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class DeathWatchTests : WithSystem
{
    [Fact]
    public void Watching_an_actor_that_has_already_ended_tells_at_once()
    {
        var first = NewProbe();
        var actor = Sys.ActorOf(Puppet.Props());
        first.Watch(actor);
        actor.Tell(PoisonPill.Instance);
        first.ExpectTerminated(actor);
        var late = NewProbe();
        late.Watch(actor);
        late.ExpectTerminated(actor);
    }

    [Fact]
    public void WatchWith_tells_the_message_that_was_asked_for()
    {
        var probe = NewProbe();
        var actor = Sys.ActorOf(Puppet.Props());
        probe.Ref.Tell(new Probe.Do(context => context.WatchWith(actor, "gone")));
        actor.Tell(PoisonPill.Instance);
        probe.Expect("gone");
    }

    [Fact]
    public void Unwatch_takes_back_a_Terminated_that_is_already_queued()
    {
        var actor = Sys.ActorOf(Puppet.Props());
        var probe = NewProbe();
        var blocked = new ManualResetEventSlim();
        probe.Watch(actor);
        probe.Ref.Tell(new Probe.Do(_ => blocked.Wait(TimeSpan.FromSeconds(60))));
        probe.Unwatch(actor);
        actor.GracefulStop(TimeSpan.FromSeconds(60)).Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        blocked.Set();
        probe.ExpectNothingSoFar();
    }

    private sealed class Pact : ReceiveActor
    {
        public Pact(IActorRef other) => Context.Watch(other);
    }

    [Fact]
    public void Not_handling_Terminated_breaks_the_pact_and_stops_the_watcher()
    {
        var other = Sys.ActorOf(Puppet.Props());
        var watcher = Sys.ActorOf(Props.Create(() => new Pact(other)));
        var probe = NewProbe();
        probe.Watch(watcher);
        other.Tell(PoisonPill.Instance);
        probe.ExpectTerminated(watcher);
    }

    [Fact]
    public void A_parent_is_told_of_a_watched_childs_end_once()
    {
        var parent = NewProbe();
        IActorRef child = ActorRefs.Nobody;
        parent.Ref.Tell(new Probe.Do(context =>
        {
            child = context.ActorOf(Puppet.Props(), "child");
            context.Watch(child);
            context.Stop(child);
        }));
        parent.Expect<Terminated>().ExistenceConfirmed.ShouldBeTrue();
        parent.ExpectNothingSoFar();
    }

    [Fact]
    public void A_name_is_free_again_when_Terminated_arrives()
    {
        var parent = NewProbe();
        for (int i = 0; i < 50; i++)
        {
            parent.Ref.Tell(new Probe.Do(context => context.Stop(context.Watch(context.ActorOf(Puppet.Props(), "same")))));
            parent.Expect<Terminated>();
        }
    }

    [Fact]
    public async Task WatchAsync_and_GracefulStop_end_with_the_actor()
    {
        var actor = Sys.ActorOf(Puppet.Props());
        var watched = actor.WatchAsync();
        (await actor.GracefulStop(TimeSpan.FromSeconds(60))).ShouldBeTrue();
        (await watched.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue();
    }

    [Fact]
    public async Task GracefulStop_of_an_actor_that_does_not_end_is_cancelled()
    {
        var release = new ManualResetEventSlim();
        var actor = Sys.ActorOf(Puppet.Props());
        actor.Tell(new Probe.Do(_ => release.Wait(TimeSpan.FromSeconds(60))));
        await Should.ThrowAsync<TaskCanceledException>(() => actor.GracefulStop(TimeSpan.FromMilliseconds(50)));
        release.Set();
    }
}
