using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Akka.Logger.Serilog;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Shouldly;
using Xunit;
using LogEvent = Serilog.Events.LogEvent;

namespace Engine.TestKit.Tests;

public sealed class SerilogLoggerTests : Akka.TestKit.Xunit2.TestKit, ILogEventSink
{
    private readonly ConcurrentQueue<LogEvent> _events = new();
    private readonly Serilog.ILogger _before = Serilog.Log.Logger;

    public SerilogLoggerTests()
        : base(
            Patience.Settings + """
            akka.loglevel = DEBUG
            akka.loggers = ["Akka.Logger.Serilog.SerilogLogger, Akka.Logger.Serilog"]
            akka.logger-formatter = "Akka.Logger.Serilog.SerilogLogMessageFormatter, Akka.Logger.Serilog"
            """)
    {
        Serilog.Log.Logger = new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(this).CreateLogger();
    }

    void ILogEventSink.Emit(LogEvent logEvent) => _events.Enqueue(logEvent);

    protected override void AfterAll()
    {
        base.AfterAll();
        Serilog.Log.Logger = _before;
    }

    [Fact]
    public void Templates_become_properties_and_levels_are_kept()
    {
        Log.Warning("Run {RunId} took {Elapsed} s", 7, 1.5);
        var logged = Logged("Run 7 took 1.5 s");
        logged.Level.ShouldBe(LogEventLevel.Warning);
        Scalar(logged, "RunId").ShouldBe(7);
        Scalar(logged, "Elapsed").ShouldBe(1.5);
    }

    [Fact]
    public void The_documented_properties_are_there()
    {
        var actor = Sys.ActorOf(Props.Create<Chatter>(), "chatter");
        actor.Tell("hi");
        var logged = Logged("heard \"hi\"");
        Scalar(logged, "SourceContext").ShouldBe(typeof(Chatter).FullName);
        Scalar(logged, "ActorPath").ShouldBe("akka://test/user/chatter");
        Scalar(logged, "LogSource").ToString().ShouldContain("akka://test/user/chatter");
        Scalar(logged, "Timestamp").ShouldBeOfType<DateTime>();
        Scalar(logged, "Thread").ShouldNotBeNull();
        Scalar(logged, "Job").ShouldBe(12);
    }

    [Fact]
    public void Exceptions_travel_along()
    {
        Log.Error(new InvalidOperationException("boom"), "It failed for {Who}", "me");
        Logged("It failed for \"me\"").Exception.Message.ShouldBe("boom");
    }

    [Fact]
    public void The_logger_is_read_for_every_event()
    {
        Log.Info("first");
        Logged("first");
        var other = new ConcurrentQueue<LogEvent>();
        Serilog.Log.Logger = new LoggerConfiguration().WriteTo.Sink(new Collector(other)).CreateLogger();
        Log.Info("second");
        AwaitCondition(() => other.Any(logged => logged.RenderMessage() == "second"));
    }

    [Fact]
    public void The_formatter_fills_templates_in_order()
    {
        SerilogLogMessageFormatter.Instance.Format("{A} and {B:0.0}", 1, 2.25).ShouldBe("1 and 2.3");
        SerilogLogMessageFormatter.Instance.Format("nothing").ShouldBe("nothing");
        SerilogLogMessageFormatter.Instance.Format("{A} {B}", 1).ShouldBe("1 {B}");
    }

    private LogEvent Logged(string text)
    {
        AwaitCondition(() => _events.Any(logged => logged.RenderMessage() == text), TimeSpan.FromSeconds(60), $"'{text}' was not logged");
        return _events.First(logged => logged.RenderMessage() == text);
    }

    private static object Scalar(LogEvent logged, string name) => ((ScalarValue)logged.Properties[name]).Value;

    private sealed class Collector(ConcurrentQueue<LogEvent> events) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => events.Enqueue(logEvent);
    }

    private sealed class Chatter : ReceiveActor
    {
        public Chatter()
        {
            var log = Context.GetLogger<SerilogLoggingAdapter>().ForContext("Job", 12);
            ReceiveAny(message => log.Info("heard {Message}", message));
        }
    }
}
