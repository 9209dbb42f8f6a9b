using Akka.Actor;
using Akka.TestKit;
using Shouldly;
using Xunit;

namespace Engine.TestKit.Tests;

public sealed class TestActorRefTests : Akka.TestKit.Xunit2.TestKit
{
    public TestActorRefTests() : base(Patience.Settings) { }

    [Fact]
    public void The_instance_is_there_and_messages_are_handled_before_tell_returns()
    {
        var counter = ActorOfAsTestActorRef<Counter>("counter");
        counter.Tell("a");
        counter.UnderlyingActor.Count.ShouldBe(1);
        counter.Tell("b");
        counter.UnderlyingActor.Count.ShouldBe(2);
        counter.Path.ToString().ShouldBe("akka://test/user/counter");
        counter.UnderlyingActor.Thread.ShouldBe(Environment.CurrentManagedThreadId);
    }

    [Fact]
    public void Received_messages_let_exceptions_through()
    {
        var counter = ActorOfAsTestActorRef(() => new Counter());
        Should.Throw<InvalidOperationException>(() => counter.Receive("fail")).Message.ShouldBe("as asked");
        counter.UnderlyingActor.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Asynchronous_handlers_are_waited_for()
    {
        var counter = ActorOfAsTestActorRef(() => new Counter());
        await counter.ReceiveAsync(5);
        counter.UnderlyingActor.Count.ShouldBe(5);
    }

    [Fact]
    public void It_is_the_reference_that_others_see()
    {
        var counter = ActorOfAsTestActorRef<Counter>();
        (counter == counter.Ref).ShouldBeTrue();
        counter.Tell("who", TestActor);
        ExpectMsg<IActorRef>().ShouldBe(counter.Ref);
        Watch(counter);
        Sys.Stop(counter.Ref);
        ExpectTerminated(counter.Ref);
    }

    [Fact]
    public void A_supervisor_can_be_given()
    {
        var parent = ActorOfAsTestActorRef<Counter>("parent");
        var child = ActorOfAsTestActorRef<Counter>(parent, "child");
        child.Path.ToString().ShouldBe("akka://test/user/parent/child");
    }

    [Fact]
    public void The_calling_thread_dispatcher_runs_ordinary_actors_too()
    {
        var thread = 0;
        var actor = Sys.ActorOf(Props.Create<Counter>().WithDispatcher(CallingThreadDispatcher.Id));
        actor.Tell("who");
        ExpectMsg<IActorRef>();
        actor.Tell(new Action(() => thread = Environment.CurrentManagedThreadId));
        thread.ShouldBe(Environment.CurrentManagedThreadId);
    }

    [Fact]
    public void A_state_machine_shows_and_takes_state_data_and_timers()
    {
        var door = ActorOfAsTestFSMRef<Door, string, int>("door");
        door.StateName.ShouldBe("shut");
        door.Tell("push");
        door.StateName.ShouldBe("open");
        door.StateData.ShouldBe(1);
        door.SetState("shut", 7);
        (door.StateName, door.StateData).ShouldBe(("shut", 7));
        door.SetTimer("t", "x", TimeSpan.FromMinutes(1));
        door.IsTimerActive("t").ShouldBeTrue();
        door.CancelTimer("t");
        door.IsTimerActive("t").ShouldBeFalse();
        door.IsStateTimerActive().ShouldBeFalse();
        door.SetStateTimeout(TimeSpan.FromMinutes(1));
        door.IsStateTimerActive().ShouldBeTrue();
    }

    [Fact]
    public void A_system_made_without_the_TestKit_can_be_tested()
    {
        using var system = ActorSystem.Create("plain", "akka.loglevel = OFF\nakka.stdout-loglevel = OFF");
        var probe = CreateTestProbe(system);
        probe.Ref.Tell("x", ActorRefs.NoSender);
        probe.ExpectMsg("x");
    }

    private sealed class Door : FSM<string, int>
    {
        public Door()
        {
            StartWith("shut", 0);
            When("shut", e => e.FsmEvent is "push" ? GoTo("open").Using(e.StateData + 1) : null);
            When("open", e => e.FsmEvent is "push" ? GoTo("shut") : null);
            Initialize();
        }
    }

    private sealed class Counter : ReceiveActor
    {
        public Counter()
        {
            Receive<string>(text => text == "fail", _ => throw new InvalidOperationException("as asked"));
            Receive<string>(text => text == "who", _ => Sender.Tell(Self));
            Receive<Action>(run => run());
            ReceiveAsync<int>(async number =>
            {
                await Task.Delay(5);
                Count += number;
            });
            ReceiveAny(_ =>
            {
                Count++;
                Thread = Environment.CurrentManagedThreadId;
            });
        }

        public int Count { get; private set; }

        public int Thread { get; private set; }
    }
}
