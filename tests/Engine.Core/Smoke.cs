using Akka.Actor;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class SystemLifecycle
{
    private sealed class Echo : ReceiveActor
    {
        public Echo()
        {
            Receive<string>(s => Sender.Tell(s + "!"));
            ReceiveAsync<int>(async n => { await Task.Yield(); await Task.Delay(1); Sender.Tell(n + 1); });
        }
    }

    [Fact]
    public async Task A_system_starts_answers_and_ends()
    {
        var system = ActorSystem.Create("smoke");
        var echo = system.ActorOf(Props.Create(() => new Echo()), "echo");
        (await echo.Ask<string>("hi", TimeSpan.FromSeconds(5))).ShouldBe("hi!");
        (await echo.Ask<int>(41, TimeSpan.FromSeconds(5))).ShouldBe(42);
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(10));
    }
}
