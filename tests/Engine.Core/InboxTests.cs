using Akka.Actor;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class InboxTests : WithSystem
{
    [Fact]
    public async Task An_inbox_asks_waits_selects_and_watches()
    {
        using var inbox = Inbox.Create(Sys);
        var actor = Sys.ActorOf(Puppet.Props());
        inbox.Send(actor, "one");
        inbox.Receive(TimeSpan.FromSeconds(60)).ShouldBe("one");
        inbox.Send(actor, "two");
        inbox.Send(actor, "three");
        inbox.ReceiveWhere(m => m is "three", TimeSpan.FromSeconds(60)).ShouldBe("three");
        (await inbox.ReceiveAsync(TimeSpan.FromSeconds(60))).ShouldBe("two");
        inbox.Watch(actor);
        actor.Tell(PoisonPill.Instance);
        inbox.Receive(TimeSpan.FromSeconds(60)).ShouldBeOfType<Terminated>().ActorRef.ShouldBe(actor);
        Should.Throw<TimeoutException>(() => inbox.Receive(TimeSpan.FromMilliseconds(20)));
        (await inbox.ReceiveAsync(TimeSpan.FromMilliseconds(20))).ShouldBeOfType<Status.Failure>();
    }
}
