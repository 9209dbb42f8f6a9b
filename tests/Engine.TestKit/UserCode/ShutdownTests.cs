using System.Collections.Concurrent;
using Akka;
using Akka.Actor;
using Akka.Configuration;
using Shouldly;
using Xunit;

namespace Engine.TestKit.Tests.UserCode;

/// <summary>Coordinated shutdown as an application uses it.</summary>
public sealed class ShutdownTests
{
    private const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF, coordinated-shutdown.run-by-clr-shutdown-hook = off }";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private sealed class MyReason : CoordinatedShutdown.Reason;

    private static readonly string[] Phases =
    [
        CoordinatedShutdown.PhaseBeforeServiceUnbind, CoordinatedShutdown.PhaseServiceUnbind, CoordinatedShutdown.PhaseServiceRequestsDone, CoordinatedShutdown.PhaseServiceStop,
        CoordinatedShutdown.PhaseBeforeClusterShutdown, CoordinatedShutdown.PhaseClusterShardingShutdownRegion, CoordinatedShutdown.PhaseClusterLeave,
        CoordinatedShutdown.PhaseClusterExiting, CoordinatedShutdown.PhaseClusterExitingDone, CoordinatedShutdown.PhaseClusterShutdown,
        CoordinatedShutdown.PhaseBeforeActorSystemTerminate, CoordinatedShutdown.PhaseActorSystemTerminate,
    ];

    private static ActorSystem Start(string more = "") => ActorSystem.Create("shutdown", ConfigurationFactory.ParseString(more).WithFallback(Quiet));

    [Fact]
    public async Task The_twelve_phases_run_in_order_once_for_the_first_reason()
    {
        var system = Start();
        var shutdown = CoordinatedShutdown.Get(system);
        var ran = new ConcurrentQueue<string>();
        foreach (string phase in Phases.Reverse())
        {
            shutdown.AddTask(phase, "note", () =>
            {
                ran.Enqueue(phase);
                return Task.FromResult(Done.Instance);
            });
        }
        shutdown.ShutdownReason.ShouldBeNull();
        var reason = new MyReason();
        var first = shutdown.Run(reason);
        var second = shutdown.Run(CoordinatedShutdown.UnknownReason.Instance);
        await first.WaitAsync(Patience);
        await second.WaitAsync(Patience);
        ran.ShouldBe(Phases);
        shutdown.ShutdownReason.ShouldBe(reason);
        system.WhenTerminated.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Terminate_runs_the_phases_and_a_late_start_skips_the_earlier_ones()
    {
        var system = Start();
        var ran = new ConcurrentQueue<string>();
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "note", () =>
        {
            ran.Enqueue("stop");
            return Task.FromResult(Done.Instance);
        });
        await system.Terminate().WaitAsync(Patience);
        ran.ShouldBe(["stop"]);
        CoordinatedShutdown.Get(system).ShutdownReason.ShouldBe(CoordinatedShutdown.ActorSystemTerminateReason.Instance);

        system = Start();
        var shutdown = CoordinatedShutdown.Get(system);
        foreach (string phase in new[] { CoordinatedShutdown.PhaseServiceStop, CoordinatedShutdown.PhaseClusterLeave })
        {
            shutdown.AddTask(phase, "note", () =>
            {
                ran.Enqueue(phase);
                return Task.FromResult(Done.Instance);
            });
        }
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance, CoordinatedShutdown.PhaseClusterLeave).WaitAsync(Patience);
        ran.ShouldBe(["stop", CoordinatedShutdown.PhaseClusterLeave]);
    }

    [Fact]
    public async Task Tasks_that_fail_or_take_too_long_do_not_stop_the_rest_unless_the_phase_says_so()
    {
        var system = Start("akka.coordinated-shutdown.phases.service-unbind.timeout = 100ms");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.Timeout(CoordinatedShutdown.PhaseServiceUnbind).ShouldBe(TimeSpan.FromMilliseconds(100));
        shutdown.Timeout(CoordinatedShutdown.PhaseClusterExiting).ShouldBe(TimeSpan.FromSeconds(10));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "fails", () => throw new InvalidOperationException("at once"));
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "hangs", () => new TaskCompletionSource<Done>().Task);
        await shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience);
        system.WhenTerminated.IsCompletedSuccessfully.ShouldBeTrue();

        system = Start("akka.coordinated-shutdown.phases.service-unbind.recover = off");
        shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceUnbind, "fails", () => Task.FromException<Done>(new InvalidOperationException("for good")));
        (await Should.ThrowAsync<InvalidOperationException>(() => shutdown.Run(CoordinatedShutdown.UnknownReason.Instance).WaitAsync(Patience))).Message.ShouldBe("for good");
        system.WhenTerminated.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_phase_of_ones_own_takes_its_place_and_an_unknown_one_is_refused()
    {
        var system = Start("""
            akka.coordinated-shutdown.phases { drain { depends-on = [service-stop] }, before-cluster-shutdown.depends-on = [drain] }
            """);
        var shutdown = CoordinatedShutdown.Get(system);
        var ran = new ConcurrentQueue<string>();
        foreach (string phase in new[] { CoordinatedShutdown.PhaseBeforeClusterShutdown, "drain", CoordinatedShutdown.PhaseServiceStop })
        {
            shutdown.AddTask(phase, "note", () =>
            {
                ran.Enqueue(phase);
                return Task.FromResult(Done.Instance);
            });
        }
        Should.Throw<ArgumentException>(() => shutdown.AddTask("no-such-phase", "x", () => Task.FromResult(Done.Instance)));
        await shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).WaitAsync(Patience);
        ran.ShouldBe([CoordinatedShutdown.PhaseServiceStop, "drain", CoordinatedShutdown.PhaseBeforeClusterShutdown]);
    }
}
