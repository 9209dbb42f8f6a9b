using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

public sealed class EventStreamTests : WithSystem
{
    private record Animal;

    private sealed record Cat : Animal;

    private sealed record Dog : Animal;

    [Fact]
    public void Subscribers_get_a_type_and_those_below_it_except_what_they_excluded()
    {
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(Animal)).ShouldBeTrue();
        Sys.EventStream.Subscribe(probe.Ref, typeof(Animal)).ShouldBeFalse();
        Sys.EventStream.Publish(new Cat());
        probe.Expect<Cat>();
        Sys.EventStream.Unsubscribe(probe.Ref, typeof(Dog));
        Sys.EventStream.Publish(new Dog());
        probe.ExpectNothingSoFar();
        Sys.EventStream.Unsubscribe(probe.Ref);
        Sys.EventStream.Publish(new Cat());
        probe.ExpectNothingSoFar();
    }

    [Fact]
    public async Task An_actor_that_ended_is_no_subscriber_any_more()
    {
        var letters = NewProbe();
        Sys.EventStream.Subscribe(letters.Ref, typeof(DeadLetter));
        var probe = NewProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(Animal));
        await probe.Ref.GracefulStop(TimeSpan.FromSeconds(60));
        Until(() => !Sys.EventStream.HasSubscribers(typeof(Cat)), "the subscription is gone");
        Sys.EventStream.Publish(new Cat());
        letters.ExpectNothingSoFar();
    }
}

public sealed class LoggingTests
{
    internal static readonly ConcurrentDictionary<string, ConcurrentQueue<LogEvent>> Written = new();

    internal sealed class Recorder : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
    {
        public Recorder()
        {
            Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
            Receive<LogEvent>(e => Written.GetOrAdd(Context.System.Name, _ => new()).Enqueue(e));
        }
    }

    private static ActorSystem System(string name, string level) => ActorSystem.Create(name, $$"""
        akka { loggers = ["Engine.Core.Tests.LoggingTests+Recorder, Engine.Core.Tests"], loglevel = {{level}}, stdout-loglevel = OFF }
        """);

    [Fact]
    public async Task A_configured_logger_gets_what_its_level_lets_through()
    {
        var system = System("levels", "WARNING");
        var log = Logging.GetLogger(system, "here");
        log.IsInfoEnabled.ShouldBeFalse();
        log.Info("not {0}", "this");
        log.Warning("but {0} and {1}", "this", 2);
        log.Error(new InvalidOperationException("why"), "failed");
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(60));
        var written = Written["levels"].Where(e => e.LogSource.StartsWith("here", StringComparison.Ordinal)).ToList();
        written.Select(e => e.Message.ToString()).ShouldBe(["but this and 2", "failed"]);
        written[1].Cause.Message.ShouldBe("why");
    }

    [Fact]
    public async Task A_format_that_does_not_fit_is_written_anyway()
    {
        var system = System("formats", "INFO");
        Logging.GetLogger(system, "here").Info("{0} and {1}", "one");
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(60));
        Written["formats"].ShouldContain(e => e.Message.ToString()!.Contains("{0} and {1} [one]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dead_letters_are_written_with_type_sender_and_recipient()
    {
        var system = System("letters", "INFO");
        system.ActorSelection("/user/nobody").Tell("hello");
        WithSystem.Until(() => Written.TryGetValue("letters", out var w) && w.Any(e => e.Message.ToString()!.Contains("Message [String]", StringComparison.Ordinal)), "the dead letter is logged");
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(60));
        Written["letters"].ShouldContain(e => e.Message.ToString()!.Contains("akka://letters/user/nobody] was not delivered", StringComparison.Ordinal));
    }

    internal sealed class Captive : MinimalLogger
    {
        internal static readonly ConcurrentQueue<object> Printed = new();

        protected override void Log(object message) => Printed.Enqueue(message);
    }

    [Fact]
    public async Task The_default_logger_goes_on_after_a_restart()
    {
        var system = ActorSystem.Create("restarted", """akka { stdout-loglevel = OFF, stdout-logger-class = "Engine.Core.Tests.LoggingTests+Captive, Engine.Core.Tests" }""");
        var logger = (IInternalActorRef)await system.ActorSelection("/system/log*-DefaultLogger").ResolveOne(TimeSpan.FromSeconds(60));
        logger.Restart(new InvalidOperationException("for the test"));
        logger.Tell(new Info("here", typeof(LoggingTests), "after the restart"));
        WithSystem.Until(() => Captive.Printed.Any(e => e is Info { Message: "after the restart" }), "the restarted logger writes");
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public void A_logger_that_cannot_be_found_stops_the_start() =>
        Should.Throw<Akka.Configuration.ConfigurationException>(() => ActorSystem.Create("nologger", """akka { loggers = ["No.Such.Logger, Nowhere"], stdout-loglevel = OFF }"""))
            .Message.ShouldContain("No.Such.Logger");

    [Fact]
    public async Task A_source_can_be_filtered_from_the_console()
    {
        var setup = new LogFilterBuilder().ExcludeSourceContaining("noise").ExcludeMessageContaining("secret").Build();
        var evaluator = setup.CreateEvaluator();
        evaluator.ShouldTryKeepMessage(new Info("some noise", typeof(object), "x"), out _).ShouldBeFalse();
        evaluator.ShouldTryKeepMessage(new Info("here", typeof(object), "the secret"), out _).ShouldBeFalse();
        evaluator.ShouldTryKeepMessage(new Info("here", typeof(object), "fine"), out _).ShouldBeTrue();
        await Task.CompletedTask;
    }
}
