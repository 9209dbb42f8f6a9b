using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Shouldly;
using Xunit;
using Xunit.Sdk;

namespace Engine.TestKit.Tests;

public sealed class EventFilterTests : Akka.TestKit.Xunit2.TestKit
{
    public EventFilterTests()
        : base(Patience.Settings + "akka.loglevel = DEBUG\nakka.stdout-loglevel = OFF")
    {
    }

    [Fact]
    public void Log_events_are_expected_by_level_and_text()
    {
        EventFilter.Info("hello").ExpectOne(() => Log.Info("hello"));
        EventFilter.Debug(start: "he").ExpectOne(() => Log.Debug("hello"));
        EventFilter.Warning(contains: "ell").ExpectOne(() => Log.Warning("hello"));
        EventFilter.Error(new Regex("h.*o")).Expect(2, () =>
        {
            Log.Error("hello");
            Log.Error("hero");
        });
        EventFilter.ForLogLevel(LogLevel.InfoLevel, "x").ExpectOne(() => Log.Info("x"));
        EventFilter.Custom<Info>(info => info.LogClass is not null).ExpectOne(() => Log.Info("y"));
    }

    [Fact]
    public async Task Log_events_are_expected_asynchronously()
    {
        await EventFilter.Info("hello").ExpectOneAsync(async () =>
        {
            await Task.Yield();
            Log.Info("hello");
        });
        (await EventFilter.Info("hello").ExpectOneAsync(() =>
        {
            Log.Info("hello");
            return Task.FromResult(5);
        })).ShouldBe(5);
    }

    [Fact]
    public void Exceptions_are_expected_by_type_message_and_source()
    {
        var actor = ActorOf(dsl => dsl.ReceiveAny((message, _) => throw new InvalidOperationException("boom " + message)), "bomb");
        EventFilter.Exception<InvalidOperationException>("boom 1").ExpectOne(() => actor.Tell(1));
        EventFilter.Exception<InvalidOperationException>(source: "/user/bomb").ExpectOne(() => actor.Tell(2));
        EventFilter.Exception(typeof(InvalidOperationException), start: "boom", checkInnerExceptions: true).ExpectOne(() => Log.Error(new AggregateException(new InvalidOperationException("boom")), "outer"));
    }

    [Fact]
    public void Dead_letters_and_unhandled_messages_are_expected()
    {
        EventFilter.DeadLetter<string>(text => text == "lost").ExpectOne(() => Sys.DeadLetters.Tell("lost"));
        EventFilter.DeadLetter().Expect(2, () =>
        {
            Sys.DeadLetters.Tell(1);
            Sys.DeadLetters.Tell(2);
        });
        var actor = Sys.ActorOf<Akka.TestKit.TestActors.UnhandledMessageActor>();
        EventFilter.Warning(start: "Unhandled message from").ExpectOne(() => actor.Tell("what"));
    }

    [Fact]
    public void Too_few_and_too_many_are_failures()
    {
        var moment = TimeSpan.FromMilliseconds(100);
        Should.Throw<FailException>(() => EventFilter.Info("a").Expect(2, moment, LogAndWaitForIt)).Message.ShouldContain("Only received 1/2");
        Should.Throw<FailException>(() => EventFilter.Info("a").Expect(0, moment, LogAndWaitForIt)).Message.ShouldContain("too many");

        void LogAndWaitForIt()
        {
            Log.Info("a");
            // Events are heard in order: when this one was, the first was.
            EventFilter.Info("b").ExpectOne(() => Log.Info("b"));
        }
    }

    [Fact]
    public void Filters_add_up_and_mute()
    {
        EventFilter.Info("a").And.Warning("b").Expect(2, () =>
        {
            Log.Info("a");
            Log.Warning("b");
        });
        EventFilter.Error().Mute(() => Log.Error("quiet"));
        using (EventFilter.Error().Mute())
            Log.Error("quiet");
    }
}
