using Akka.Actor;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

/// <summary>Tests that concern the whole process run one after the other, after all the rest.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>User code that blocks every thread of the pool stops user code, not the engine. Runs alone: the whole process is starved.</summary>
[Collection(nameof(Alone))]
public sealed class StarvationTests : WithSystem
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public void The_guardians_answer_and_a_system_ends_while_the_thread_pool_is_blocked()
    {
        var other = ActorSystem.Create("other", "akka { loglevel = OFF, stdout-loglevel = OFF, coordinated-shutdown.run-by-actor-system-terminate = off, embedded.termination-timeout = 300ms }");
        ThreadPool.GetMinThreads(out int workers, out _);
        using var release = new ManualResetEventSlim();
        int blocked = 0;
        for (int i = 0; i < workers + 200; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                Interlocked.Increment(ref blocked);
                release.Wait();
                Interlocked.Decrement(ref blocked);
            }, null);
        }
        try
        {
            Until(() => Volatile.Read(ref blocked) >= workers, "the pool is blocked");
            var guardian = ((ExtendedActorSystem)Sys).Guardian;
            guardian.Ask<ActorIdentity>(new Identify(1), TimeSpan.FromSeconds(60)).Wait(Soon).ShouldBeTrue();
            other.Terminate().Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
        }
        finally
        {
            release.Set();
            Until(() => Volatile.Read(ref blocked) == 0, "the pool is free again");
        }
    }
}
