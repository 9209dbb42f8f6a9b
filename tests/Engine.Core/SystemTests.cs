using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Event;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class SystemTests
{
    private const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF }\n";

    internal sealed class Console : MinimalLogger
    {
        internal static readonly System.Collections.Concurrent.ConcurrentQueue<LogEvent> Written = new();

        protected override void Log(object message) => Written.Enqueue((LogEvent)message);
    }

    [Fact]
    public void A_start_that_fails_says_why_once_and_goes_down_without_errors()
    {
        var error = Should.Throw<Akka.Configuration.ConfigurationException>(() => ActorSystem.Create("fails", """
            akka { stdout-loglevel = DEBUG, stdout-logger-class = "Engine.Core.Tests.SystemTests+Console, Engine.Core.Tests"
              loggers = ["Akka.Event.DefaultLogger", "No.Such.Logger, Nowhere"] }
            """));
        error.Message.ShouldContain("No.Such.Logger");
        Console.Written.ShouldNotBeEmpty();
        Console.Written.ShouldAllBe(e => e.LogLevel() == LogLevel.DebugLevel);
    }

    [Fact]
    public void Later_defaults_lie_above_earlier_ones_and_below_what_the_user_says()
    {
        var system = ActorSystem.Create("defaults", Quiet + "mine { a = user }");
        system.Settings.InjectTopLevelFallback("mine { a = first, b = first, c = first }");
        system.Settings.InjectTopLevelFallback("mine { a = second, b = second }");
        var mine = system.Settings.Config.GetConfig("mine");
        (mine.GetString("a"), mine.GetString("b"), mine.GetString("c")).ShouldBe(("user", "second", "first"));
        system.Terminate();
    }

    [Theory]
    [InlineData("-x")]
    [InlineData("a b")]
    [InlineData("")]
    public void A_bad_name_is_refused(string name) => Should.Throw<ArgumentException>(() => ActorSystem.Create(name, Quiet));

    [Fact]
    public async Task Termination_callbacks_run_last_registered_first_and_later_ones_are_refused()
    {
        var order = new List<int>();
        var system = ActorSystem.Create("callbacks", Quiet);
        system.RegisterOnTermination(() => order.Add(1));
        system.RegisterOnTermination(() => throw new InvalidOperationException("must not matter"));
        system.RegisterOnTermination(() => order.Add(2));
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(60));
        order.ShouldBe([2, 1]);
        system.WhenTerminated.IsCompletedSuccessfully.ShouldBeTrue();
        Should.Throw<RejectedExecutionException>(() => system.RegisterOnTermination(() => { }));
    }

    [Fact]
    public async Task An_actor_that_never_returns_cannot_hold_up_termination_for_good()
    {
        var release = new ManualResetEventSlim();
        var system = ActorSystem.Create("stuck", Quiet + "akka.embedded.termination-timeout = 300ms\nakka.coordinated-shutdown.run-by-actor-system-terminate = off");
        system.ActorOf(Puppet.Props(), "stuck").Tell(new Probe.Do(_ => release.Wait()));
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(60));
        release.Set();
    }

    [Fact]
    public async Task Children_end_before_their_parents()
    {
        var order = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var system = ActorSystem.Create("order", Quiet);
        var parent = system.ActorOf(Puppet.Props(s => order.Enqueue("parent " + s)));
        parent.MakeChild(Puppet.Props(s => order.Enqueue("child " + s)), "c");
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(60));
        order.Where(s => s.EndsWith("PostStop", StringComparison.Ordinal)).ShouldBe(["child PostStop", "parent PostStop"]);
    }

    private sealed class Counting : IExtension
    {
        internal static int Made;
    }

    private sealed class CountingId : ExtensionIdProvider<Counting>
    {
        public override Counting CreateExtension(ExtendedActorSystem system)
        {
            Interlocked.Increment(ref Counting.Made);
            return new Counting();
        }
    }

    [Fact]
    public async Task An_extension_is_made_once_for_all_who_ask()
    {
        var system = ActorSystem.Create("extensions", Quiet);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new CountingId().Apply(system))));
        all.Distinct().Count().ShouldBe(1);
        Counting.Made.ShouldBe(1);
        system.HasExtension<Counting>().ShouldBeTrue();
        system.GetExtension<Counting>().ShouldBeSameAs(all[0]);
        await system.Terminate();
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_uids()
    {
        async Task<long[]> Uids(string config)
        {
            var system = ActorSystem.Create("seeded", Quiet + config);
            long[] uids = [((ActorSystemImpl)system).Random.NextInt64(), ((ActorSystemImpl)system).Random.NextUid()];
            await system.Terminate();
            return uids;
        }

        (await Uids("akka.embedded.random-seed = 42")).ShouldBe(await Uids("akka.embedded.random-seed = 42"));
        (await Uids("")).ShouldNotBe(await Uids(""));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_random_parts_of_delays()
    {
        async Task<TimeSpan[]> Delays(string config)
        {
            var system = ActorSystem.Create("seeded", Quiet + config);
            TimeSpan[] delays = [.. Enumerable.Range(0, 5).Select(n => Akka.Pattern.BackoffDelay.Of(n, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), 0.5, system.Scheduler))];
            await system.Terminate();
            return delays;
        }

        (await Delays("akka.embedded.random-seed = 42")).ShouldBe(await Delays("akka.embedded.random-seed = 42"));
        (await Delays("")).ShouldNotBe(await Delays(""));
    }

    [Fact]
    public async Task A_new_system_with_the_name_of_an_ended_one_starts_afresh()
    {
        for (int i = 0; i < 5; i++)
        {
            var system = ActorSystem.Create("again", Quiet);
            (await system.ActorOf(Puppet.Props(), "x").Ask<string>("x", TimeSpan.FromSeconds(60))).ShouldBe("x");
            await system.Terminate().WaitAsync(TimeSpan.FromSeconds(60));
        }
    }

    [Fact]
    public void Uptime_is_the_schedulers()
    {
        var system = ActorSystem.Create("up", Quiet);
        var clock = Stopwatch.StartNew();
        WithSystem.Until(() => system.Uptime > TimeSpan.FromMilliseconds(20), "20 ms of uptime");
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        system.Terminate();
    }
}
