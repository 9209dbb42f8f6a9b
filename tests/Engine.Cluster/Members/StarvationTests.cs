using Akka.Actor;
using Shouldly;
using Xunit;
using static Akka.Cluster.ClusterEvent;
using static Akka.Cluster.Tests.Members.TestCluster;

namespace Akka.Cluster.Tests.Members;

/// <summary>What starves the whole process runs after all the rest.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public class StarvationTests
{
    private const int Blockers = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Actors_that_block_every_thread_of_the_pool_make_no_member_unreachable_and_keep_none_from_joining()
    {
        await using var cluster = new TestCluster();
        const string settings = "akka.cluster.failure-detector { heartbeat-interval = 500ms, acceptable-heartbeat-pause = 4s }";
        var systems = await cluster.StartAll(2, settings);
        var joiner = cluster.Start(settings);
        var (subscriber, received) = Collector.In(systems[0]);
        Cluster.Get(systems[0]).Subscribe(subscriber, typeof(IReachabilityEvent));
        await Until(() => !received.IsEmpty);

        // Held from a thread of its own: whatever is awaited here would wait for the pool.
        using var release = new ManualResetEventSlim();
        var gate = release;
        var held = Task.Factory.StartNew(
            () =>
            {
                for (var i = 0; i < Blockers; i++)
                    systems[i % 2].ActorOf(Props.Create(() => new Blocker(gate))).Tell("block");
                SpinWait.SpinUntil(() => Blocker.Blocked >= ThreadPoolThreads, TimeSpan.FromSeconds(30)).ShouldBeTrue("the pool is blocked");
                Cluster.Get(joiner).Join(Cluster.Get(systems[0]).SelfAddress);
                var until = Environment.TickCount64 + (long)(2 * Pause).TotalMilliseconds;
                var joined = false;
                while (Environment.TickCount64 < until)
                {
                    joined |= systems.Append(joiner).All(s => UpMembers(s) == 3);
                    Thread.Sleep(50);
                }
                return joined;
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            held.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
            held.Result.ShouldBeTrue("the third system has joined meanwhile: " + Describe(joiner));
        }
        finally
        {
            release.Set();
        }
        await Until(() => Blocker.Blocked == 0);
        systems.ShouldAllBe(s => Cluster.Get(s).State.Unreachable.Count == 0);
        received.OfType<IReachabilityEvent>().ShouldBeEmpty();
    }

    private static int ThreadPoolThreads
    {
        get
        {
            ThreadPool.GetMinThreads(out var threads, out _);
            return threads;
        }
    }

    private sealed class Blocker(ManualResetEventSlim gate) : UntypedActor
    {
        private static int _blocked;

        public static int Blocked => Volatile.Read(ref _blocked);

        protected override void OnReceive(object message)
        {
            Interlocked.Increment(ref _blocked);
            gate.Wait();
            Interlocked.Decrement(ref _blocked);
        }
    }
}
