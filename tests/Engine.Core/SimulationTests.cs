using System.Text;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class SimulationTests
{
    private sealed class Chatter : ReceiveActor, IWithTimers
    {
        public Chatter(StringBuilder log, string name)
        {
            Receive<string>(s =>
            {
                var random = ((Akka.Actor.Internal.ActorSystemImpl)Context.System).Random;
                log.Append(name).Append(' ').Append(s).Append(' ').Append(Context.System.Scheduler.MonotonicClock).Append(' ').Append(random.Next(1000)).AppendLine();
                if (s == "tick") Sender.Tell("tock");
                else Timers.StartSingleTimer("t", "tick", TimeSpan.FromMilliseconds(random.Next(500)));
            });
            ReceiveAsync<int>(async n =>
            {
                await Task.Yield();
                string answer = await Self.Path.Root.Name.Length.ToString().ToTask();
                log.Append("awaited ").Append(n).Append(answer.Length).AppendLine();
            });
        }

        public ITimerScheduler Timers { get; set; } = null!;

        protected override void PreStart() => Timers.StartPeriodicTimer("p", "tick", TimeSpan.FromSeconds(1));
    }

    private static string Run(long seed)
    {
        var log = new StringBuilder();
        var loop = new SimulationLoop();
        var systems = Enumerable.Range(0, 3).Select(i => ActorSystem.Create("sim" + i, ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig(ConfigurationFactory.ParseString($"akka {{ loglevel = OFF, stdout-loglevel = OFF, embedded.random-seed = {seed + i} }}")),
            new SimulationSetup(loop)))).ToList();
        foreach (var system in systems)
        {
            var actor = system.ActorOf(Props.Create<Chatter>(log, system.Name), "chatter");
            actor.Tell(1);
        }
        loop.RunFor(TimeSpan.FromMinutes(1));
        foreach (var system in systems) system.Terminate();
        loop.RunUntil(() => systems.All(s => s.WhenTerminated.IsCompleted), TimeSpan.FromMinutes(1)).ShouldBeTrue();
        loop.Failure.ShouldBeNull();
        return log.ToString();
    }

    [Fact]
    public void Log_events_carry_the_virtual_time()
    {
        var loop = new SimulationLoop();
        var system = ActorSystem.Create("sim", ActorSystemSetup.Create(
            BootstrapSetup.Create().WithConfig("akka { loglevel = INFO, stdout-loglevel = OFF }"), new SimulationSetup(loop)));
        var seen = new List<LogEvent>();
        system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Keeper(seen))), typeof(Info));
        loop.RunFor(TimeSpan.FromDays(1));
        system.Log.Info("noon");
        loop.RunFor(TimeSpan.FromSeconds(1));
        seen.Single(e => e.Message.ToString() == "noon").Timestamp.ShouldBe(loop.Scheduler.Now.UtcDateTime - TimeSpan.FromSeconds(1));
    }

    private sealed class Keeper(List<LogEvent> seen) : UntypedActor
    {
        protected override void OnReceive(object message) => seen.Add((LogEvent)message);
    }

    [Fact]
    public void A_minute_of_three_systems_runs_on_one_thread_and_the_same_seed_gives_the_same_run()
    {
        string first = Run(5);
        first.Split('\n').Length.ShouldBeGreaterThan(180);
        for (int i = 0; i < 10; i++) Run(5).ShouldBe(first);
        Run(6).ShouldNotBe(first);
    }
}

internal static class Tasks
{
    internal static Task<T> ToTask<T>(this T value) => Task.FromResult(value);
}
