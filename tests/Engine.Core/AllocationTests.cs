using Akka.Actor;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

/// <summary>What a local message costs beyond itself. Runs alone: all allocations of the process are counted.</summary>
[Collection(nameof(Alone))]
public sealed class AllocationTests : WithSystem
{
    private const int InFlight = 100, Rounds = 500_000;

    private sealed class Pong : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }

    private sealed class Ping(IActorRef pong, TaskCompletionSource done) : UntypedActor
    {
        private int _left = Rounds;

        protected override void OnReceive(object message)
        {
            if (message is string)
            {
                for (int i = 0; i < InFlight; i++) pong.Tell(done, Self);
            }
            else if (--_left > 0) Sender.Tell(message, Self);
            else done.TrySetResult();
        }
    }

    private async Task<long> PingPong()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var pong = Sys.ActorOf(Props.Create(() => new Pong()));
        var ping = Sys.ActorOf(Props.Create(() => new Ping(pong, done)));
        long before = GC.GetTotalAllocatedBytes(precise: true);
        ping.Tell("go", ActorRefs.NoSender);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    [Fact]
    public async Task A_local_tell_allocates_nothing()
    {
        await PingPong();
        // The queues grow once and the task continues once; a single byte a message would be a million.
        (await PingPong()).ShouldBeLessThan(2 * Rounds / 10);
    }

    private sealed class Child : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message);
    }

    private sealed class Parent : UntypedActor
    {
        private int _left;
        private IActorRef? _asker;

        protected override void OnReceive(object message)
        {
            if (message is int count)
            {
                (_left, _asker) = (count, Sender);
                var props = Props.Create<Child>();
                for (int i = 0; i < count; i++) Context.ActorOf(props).Tell("hello");
            }
            else if (--_left == 0) _asker.Tell("made");
        }
    }

    /// <summary>A million of them are to fit into 1 GB with room to spare; the time that takes is measured in benchmarks/engine.</summary>
    [Fact]
    public async Task An_idle_actor_keeps_little_memory()
    {
        const int count = 50_000;
        var parent = Sys.ActorOf(Props.Create(() => new Parent()));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        await parent.Ask<string>(count, TimeSpan.FromSeconds(60));
        ((GC.GetTotalMemory(forceFullCollection: true) - before) / count).ShouldBeLessThan(600);
        GC.KeepAlive(parent);
    }
}
