using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.TestActors;
using Akka.TestKit.Xunit2;
using Akka.TestKit.Xunit2.Internals;
using Shouldly;
using Xunit;
using Xunit.Sdk;

namespace Engine.TestKit.Tests;

public sealed class ExpectationTests : Akka.TestKit.Xunit2.TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    public ExpectationTests()
        : base(Patience.Settings + "akka.loglevel = WARNING")
    {
    }

    [Fact]
    public void The_test_actor_is_the_implicit_sender()
    {
        var echo = Sys.ActorOf(SimpleEchoActor.Props(), "echo");
        echo.Tell("hello");
        ExpectMsg("hello");
        LastSender.ShouldBe(echo);
        LastMessage.ShouldBe("hello");
    }

    [Fact]
    public async Task The_test_actor_stays_the_sender_after_an_await()
    {
        var echo = Sys.ActorOf(SimpleEchoActor.Props());
        await Task.Yield();
        await Task.Delay(1);
        echo.Tell("hello");
        (await ExpectMsgAsync<string>()).ShouldBe("hello");
    }

    [Fact]
    public void Messages_are_expected_by_type_value_predicate_and_assertion()
    {
        foreach (var number in Enumerable.Range(1, 8))
            TestActor.Tell(number);
        ExpectMsg<int>().ShouldBe(1);
        ExpectMsg(2);
        ExpectMsg<int>(number => number == 3);
        ExpectMsg<int>(number => { number.ShouldBe(4); });
        ExpectMsg<int>((number, sender) => number == 5 && sender.Equals(TestActor));
        ExpectMsg<int>((number, sender) => { number.ShouldBe(6); });
        ExpectMsg(70, (expected, actual) => expected == actual * 10);
        ExpectMsgFrom(TestActor, 8);
        ExpectNoMsg(Short);
    }

    [Fact]
    public async Task Every_form_has_an_async_twin()
    {
        foreach (var number in Enumerable.Range(1, 8))
            TestActor.Tell(number);
        (await ExpectMsgAsync<int>()).ShouldBe(1);
        await ExpectMsgAsync(2);
        await ExpectMsgAsync<int>(number => number == 3);
        await ExpectMsgAsync<int>(number => { number.ShouldBe(4); });
        await ExpectMsgAsync<int>((number, sender) => number == 5);
        await ExpectMsgAsync<int>((number, sender) => { number.ShouldBe(6); });
        await ExpectMsgFromAsync<int>(TestActor, number => number == 7);
        await ExpectMsgFromAsync(TestActor, 8);
        await ExpectNoMsgAsync(Short);
    }

    [Fact]
    public void Failures_are_xunit_failures_that_tell_what_came()
    {
        Should.Throw<FailException>(() => ExpectMsg<string>(Short)).Message.ShouldContain("while waiting for a message of type System.String");
        TestActor.Tell(5);
        Should.Throw<FailException>(() => ExpectMsg<string>(Short)).Message.ShouldContain("received 5 (type System.Int32)");
        TestActor.Tell(5);
        Should.Throw<AkkaEqualException>(() => ExpectMsg(6)).Message.ShouldContain("Expected: 6");
        TestActor.Tell(5);
        Should.Throw<TrueException>(() => ExpectMsg<int>(number => number == 6)).Message.ShouldContain("did not satisfy the predicate");
        TestActor.Tell(5);
        Should.Throw<FailException>(() => ExpectNoMsg(Short)).Message.ShouldContain("instead we received");
    }

    [Fact]
    public void Several_messages_are_expected_in_any_order()
    {
        TestActor.Tell("b");
        TestActor.Tell("a");
        ExpectMsgAllOf("a", "b");
        TestActor.Tell("c");
        ExpectMsgAnyOf(["x", "c"]);
        TestActor.Tell("d");
        TestActor.Tell(4);
        ExpectMsgAllOfMatchingPredicates(PredicateInfo.Create<int>(number => number == 4), PredicateInfo.Create<string>(text => text == "d"));
        TestActor.Tell("e");
        Should.Throw<FailException>(() => ExpectMsgAllOf("f")).Message.ShouldContain("Not found: [f]");
    }

    [Fact]
    public async Task Several_messages_are_received_or_fished()
    {
        foreach (var number in Enumerable.Range(1, 10))
            TestActor.Tell(number);
        ReceiveN(2).ShouldBe([1, 2]);
        FishForMessage<int>(number => number == 4).ShouldBe(4);
        PeekOne().ShouldBe(5);
        ReceiveOne().ShouldBe(5);
        ReceiveWhile<int>(number => number < 8, TimeSpan.FromSeconds(60)).ShouldBe([6, 7]);
        ReceiveOne().ShouldBe(8);
        var rest = new List<object>();
        await foreach (var message in ReceiveNAsync(2))
            rest.Add(message);
        rest.ShouldBe([9, 10]);
        HasMessages.ShouldBeFalse();
        ReceiveOne(TimeSpan.Zero).ShouldBeNull();
        TestActor.Tell("x");
        TestActor.Tell("y");
        (await WaitForRadioSilenceAsync(Short)).Count.ShouldBe(2);
    }

    [Fact]
    public void Within_bounds_a_block_from_both_sides()
    {
        Within(TimeSpan.FromSeconds(60), () => Remaining.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(60)));
        Should.Throw<FailException>(() => Within(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(90), () => { })).Message.ShouldContain("should at least have been");
        Should.Throw<FailException>(() => Within(Short, () => ExpectMsg("never"))).Message.ShouldContain("Timeout");
        Within(Short, () => ExpectNoMsg());
        Should.Throw<InvalidOperationException>(() => Remaining);
    }

    [Fact]
    public async Task Conditions_and_assertions_are_awaited()
    {
        var count = 0;
        AwaitCondition(() => ++count > 3);
        AwaitAssert(() => (++count).ShouldBeGreaterThan(8));
        await AwaitConditionAsync(() => ++count > 10);
        await AwaitAssertAsync(() => (++count).ShouldBeGreaterThan(12));
        AwaitConditionNoThrow(() => false, Short).ShouldBeFalse();
        Should.Throw<FailException>(() => AwaitCondition(() => false, Short));
        Should.Throw<ShouldAssertException>(() => AwaitAssert(() => 1.ShouldBe(2), Short));
    }

    [Fact]
    public void Messages_can_be_ignored()
    {
        IgnoreMessages<string>(text => text == "noise");
        TestActor.Tell("noise");
        TestActor.Tell("news");
        ExpectMsg("news");
        IgnoreNoMessages();
        TestActor.Tell("noise");
        ExpectMsg("noise");
    }

    [Fact]
    public void Ends_of_actors_are_expected()
    {
        var actor = Watch(Sys.ActorOf(BlackHoleActor.Props));
        Sys.Stop(actor);
        ExpectTerminated(actor).ActorRef.ShouldBe(actor);
    }

    [Fact]
    public void A_probe_talks_for_itself()
    {
        var probe = CreateTestProbe("probe");
        var other = CreateTestProbe();
        probe.Send(other, "ping");
        other.ExpectMsg("ping");
        other.Sender.ShouldBe(probe.Ref);
        other.Reply("pong");
        probe.ExpectMsgFrom(other.Ref, "pong");
        probe.Forward(TestActor);
        ExpectMsg("pong");
        LastSender.ShouldBe(other.Ref);
        probe.Equals(probe.Ref).ShouldBeTrue();
        ((IActorRef)probe).Tell("direct", ActorRefs.NoSender);
        probe.ExpectMsg("direct");
    }

    [Fact]
    public void An_auto_pilot_answers_until_it_is_told_to_stop()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell("re: " + message, ActorRefs.NoSender);
            return message is "last" ? AutoPilot.NoAutoPilot : AutoPilot.KeepRunning;
        }));
        probe.Ref.Tell("first", TestActor);
        probe.Ref.Tell("last", TestActor);
        probe.Ref.Tell("after", TestActor);
        ExpectMsg("re: first");
        ExpectMsg("re: last");
        ExpectNoMsg(Short);
        probe.ReceiveN(3).ShouldBe(["first", "last", "after"]);
    }

    [Fact]
    public void A_probe_is_a_parent()
    {
        var probe = CreateTestProbe();
        var child = probe.ChildActorOf<BlackHoleActor>("kid");
        child.Path.Parent.ShouldBe(probe.Ref.Path);
        ChildActorOf(SimpleEchoActor.Props()).Path.Parent.ShouldBe(TestActor.Path);
    }

    [Fact]
    public void Latches_and_barriers_let_through_when_all_have_come()
    {
        var latch = CreateTestLatch(2);
        latch.CountDown();
        latch.IsOpen.ShouldBeFalse();
        Should.Throw<TimeoutException>(() => latch.Ready(Short));
        latch.CountDown();
        latch.Ready();
        var barrier = CreateTestBarrier(2);
        var other = Task.Run(() => barrier.Await());
        barrier.Await();
        other.Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
    }

    [Fact]
    public void Small_actors_are_described_in_place()
    {
        var actor = ActorOf(dsl => dsl.Receive<int>((number, context) => context.Sender.Tell(number + 1)), "dsl");
        actor.Tell(1);
        ExpectMsg(2);
    }
}

public sealed class NoSenderTests : Akka.TestKit.Xunit2.TestKit, INoImplicitSender
{
    public NoSenderTests() : base(Patience.Settings) { }

    [Fact]
    public void Without_an_implicit_sender_answers_are_dead_letters()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("x");
        probe.ExpectMsg("x");
        probe.Sender.ShouldBe(Sys.DeadLetters);
    }
}
