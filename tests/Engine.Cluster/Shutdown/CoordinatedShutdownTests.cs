using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Shouldly;
using Xunit;

namespace Akka.Cluster.Tests.Shutdown;

public class CoordinatedShutdownTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static ActorSystem Start(string config = "") =>
        ActorSystem.Create("Local", ConfigurationFactory.ParseString(config + "\nakka.stdout-loglevel = OFF, akka.loglevel = OFF"));

    private static readonly string[] TwelvePhases =
    [
        "before-service-unbind", "service-unbind", "service-requests-done", "service-stop", "before-cluster-shutdown",
        "cluster-sharding-shutdown-region", "cluster-leave", "cluster-exiting", "cluster-exiting-done", "cluster-shutdown",
        "before-actor-system-terminate", "actor-system-terminate",
    ];

    [Fact]
    public async Task The_twelve_phases_run_one_after_the_other()
    {
        var system = Start();
        var shutdown = CoordinatedShutdown.Get(system);
        var order = new ConcurrentQueue<string>();
        foreach (var phase in TwelvePhases.Reverse())
        {
            shutdown.AddTask(phase, "note", async () =>
            {
                await Task.Yield();
                order.Enqueue(phase);
                return Done.Instance;
            });
        }
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);
        order.ShouldBe(TwelvePhases);
        await system.WhenTerminated.WaitAsync(Patience);
    }

    [Fact]
    public async Task The_first_reason_is_the_one_that_counts_and_tasks_run_once()
    {
        var system = Start();
        var shutdown = CoordinatedShutdown.Get(system);
        var runs = 0;
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "count", () =>
        {
            Interlocked.Increment(ref runs);
            return Task.FromResult(Done.Instance);
        });
        shutdown.ShutdownReason.ShouldBeNull();
        var first = shutdown.Run(CoordinatedShutdown.ClusterDowningReason.Instance);
        var second = shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        await Task.WhenAll(first, second).WaitAsync(Patience);
        shutdown.ShutdownReason.ShouldBe(CoordinatedShutdown.ClusterDowningReason.Instance);
        runs.ShouldBe(1);
    }

    [Fact]
    public async Task A_phase_that_hangs_is_given_up_on_and_one_that_fails_is_passed_over()
    {
        var system = Start("akka.coordinated-shutdown.phases.service-stop.timeout = 100ms");
        var shutdown = CoordinatedShutdown.Get(system);
        var reached = false;
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "fails", () => throw new InvalidOperationException("no"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "hangs", () => new TaskCompletionSource<Done>().Task);
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeClusterShutdown, "reached", () =>
        {
            reached = true;
            return Task.FromResult(Done.Instance);
        });
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);
        reached.ShouldBeTrue();
    }

    [Fact]
    public async Task A_phase_without_recovery_stops_the_rest()
    {
        var system = Start("akka.coordinated-shutdown.phases.service-stop.recover = off");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "fails", () => throw new InvalidOperationException("no"));
        await Should.ThrowAsync<InvalidOperationException>(shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience));
        system.WhenTerminated.IsCompleted.ShouldBeFalse();
        await ((Actor.Internal.ActorSystemImpl)system).FinalTerminate().WaitAsync(Patience);
    }

    [Fact]
    public async Task A_shutdown_can_start_from_a_later_phase()
    {
        var system = Start();
        var shutdown = CoordinatedShutdown.Get(system);
        var early = false;
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "early", () =>
        {
            early = true;
            return Task.FromResult(Done.Instance);
        });
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseClusterShutdown).WaitAsync(Patience);
        early.ShouldBeFalse();
    }

    [Fact]
    public async Task Terminating_a_system_runs_its_shutdown()
    {
        var system = Start();
        await system.Terminate().WaitAsync(Patience);
        CoordinatedShutdown.Get(system).ShutdownReason.ShouldBe(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
    }

    [Fact]
    public async Task Unless_configured_otherwise()
    {
        var system = Start("akka.coordinated-shutdown { run-by-actor-system-terminate = off, run-by-clr-shutdown-hook = off }");
        await system.Terminate().WaitAsync(Patience);
        CoordinatedShutdown.Get(system).ShutdownReason.ShouldBeNull();
    }

    [Fact]
    public async Task Times_and_phases_are_those_of_the_configuration()
    {
        var system = Start("""
            akka.coordinated-shutdown.default-phase-timeout = 7s
            akka.coordinated-shutdown.phases.mine { depends-on = [service-stop], timeout = 3s }
            """);
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop).ShouldBe(TimeSpan.FromSeconds(7));
        shutdown.Timeout(CoordinatedShutdown.PhaseClusterExiting).ShouldBe(TimeSpan.FromSeconds(10));
        shutdown.Timeout("mine").ShouldBe(TimeSpan.FromSeconds(3));
        shutdown.TotalTimeout.ShouldBe(TimeSpan.FromSeconds(9 * 7 + 3 * 10 + 3));
        Should.Throw<ArgumentException>(() => shutdown.AddTask("yours", "task", () => Task.FromResult(Done.Instance))).Message.ShouldContain("known phases are");
        await system.Terminate().WaitAsync(Patience);
    }

    [Fact]
    public void Phases_that_depend_on_each_other_in_a_circle_are_refused()
    {
        var config = ConfigurationFactory.ParseString("default-phase-timeout = 5s, phases { a { depends-on = [b] }, b { depends-on = [a] } }");
        Should.Throw<ArgumentException>(() => ShutdownPhases.Read(config)).Message.ShouldContain("in a circle");
    }
}
