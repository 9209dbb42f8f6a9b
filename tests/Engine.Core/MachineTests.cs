using Akka.Actor;
using Shouldly;
using Xunit;

namespace Engine.Core.Tests;

/// <summary>FSM: states as functions, transitions, timeouts, named timers, ends.</summary>
public sealed class MachineTests : WithSystem
{
    private enum Door { Closed, Open, Locked }

    private sealed class DoorActor : FSM<Door, int>
    {
        public DoorActor(IActorRef log, TimeSpan? patience = null)
        {
            var (openFor, lockedFor) = (patience ?? TimeSpan.FromMilliseconds(30), patience ?? TimeSpan.FromMilliseconds(20));
            StartWith(Door.Closed, 0);
            When(Door.Closed, e => e.FsmEvent switch
            {
                "open" => GoTo(Door.Open).Using(e.StateData + 1).Replying("opened"),
                "knock" => Stay().Replying("who is there"),
                "again" => GoTo(Door.Closed),
                "lock" => GoTo(Door.Locked).ForMax(lockedFor),
                "ring" => Ring(),
                _ => null,
            });
            When(Door.Open, e => e.FsmEvent switch
            {
                StateTimeout => GoTo(Door.Closed),
                "stop" => Stop(new Failure("worn out")),
                _ => null,
            }, openFor);
            When(Door.Locked, e => e.FsmEvent is StateTimeout ? GoTo(Door.Closed) : null);
            When(Door.Locked, e => e.FsmEvent is "key" ? GoTo(Door.Closed).Replying("unlocked") : null);
            WhenUnhandled(e => e.FsmEvent is "count" ? Stay().Replying(e.StateData) : Stay().Replying($"not in {StateName}"));
            OnTransition((from, to) => log.Tell($"{from}->{to} {NextStateData}"));
            OnTermination(e => log.Tell($"ended {e.TerminatedState} {e.Reason}"));
            Initialize();

            State<Door, int> Ring()
            {
                SetTimer("bell", "knock", TimeSpan.FromMilliseconds(10));
                return Stay();
            }
        }
    }

    [Fact]
    public void A_transition_changes_state_and_data_replies_and_is_heard()
    {
        var (log, driver) = (NewProbe(), NewProbe());
        var door = Sys.ActorOf(Props.Create(() => new DoorActor(log.Ref, null)));

        door.Tell("open", driver.Ref);
        driver.Expect<string>().ShouldBe("opened");
        log.Expect<string>().ShouldBe("Closed->Open 1");
        log.Expect<string>().ShouldBe("Open->Closed 1");
        door.Tell("count", driver.Ref);
        driver.Expect<int>().ShouldBe(1);
    }

    [Fact]
    public void Staying_is_silent_and_going_to_the_same_state_is_not()
    {
        var (log, driver) = (NewProbe(), NewProbe());
        var door = Sys.ActorOf(Props.Create(() => new DoorActor(log.Ref, null)));

        door.Tell("knock", driver.Ref);
        driver.Expect<string>().ShouldBe("who is there");
        door.Tell("again", driver.Ref);
        log.Expect<string>().ShouldBe("Closed->Closed 0");
    }

    [Fact]
    public void A_stay_may_have_a_timeout_of_its_own_and_a_state_several_functions()
    {
        var (log, driver) = (NewProbe(), NewProbe());
        var door = Sys.ActorOf(Props.Create(() => new DoorActor(log.Ref, null)));

        door.Tell("lock", driver.Ref);
        log.Expect<string>().ShouldBe("Closed->Locked 0");
        log.Expect<string>().ShouldBe("Locked->Closed 0");

        door = Sys.ActorOf(Props.Create(() => new DoorActor(log.Ref, TimeSpan.FromMinutes(5))));
        door.Tell("lock", driver.Ref);
        door.Tell("key", driver.Ref);
        driver.Expect<string>().ShouldBe("unlocked");
    }

    [Fact]
    public void A_named_timer_sends_its_message_as_an_event()
    {
        var (log, driver) = (NewProbe(), NewProbe());
        var door = Sys.ActorOf(Props.Create(() => new DoorActor(log.Ref, null)));
        var listener = NewProbe();
        door.Tell(new FSMBase.SubscribeTransitionCallBack(listener.Ref), driver.Ref);
        listener.Expect<FSMBase.CurrentState<Door>>();

        door.Tell("ring", listener.Ref);
        door.Tell("count", driver.Ref);
        driver.Expect<int>().ShouldBe(0);
        // The timer's event comes from the machine itself: its reply is an event nobody asked for, so it answers itself.
        door.Tell("nonsense", driver.Ref);
        driver.Expect<string>().ShouldBe("not in Closed");
    }

    [Fact]
    public void A_listener_hears_the_state_and_each_transition()
    {
        var (log, listener) = (NewProbe(), NewProbe());
        var door = Sys.ActorOf(Props.Create(() => new DoorActor(log.Ref, null)));

        door.Tell(new FSMBase.SubscribeTransitionCallBack(listener.Ref));
        listener.Expect<FSMBase.CurrentState<Door>>().ShouldBe(new FSMBase.CurrentState<Door>(door, Door.Closed));
        door.Tell("lock");
        listener.Expect<FSMBase.Transition<Door>>().ShouldBe(new FSMBase.Transition<Door>(door, Door.Closed, Door.Locked));
    }

    [Fact]
    public void A_machine_ends_once_with_its_reason()
    {
        var log = NewProbe();
        var door = Sys.ActorOf(Props.Create(() => new DoorActor(log.Ref, TimeSpan.FromMinutes(5))));
        door.Tell("open");
        door.Tell("stop");
        log.Expect<string>().ShouldBe("Closed->Open 1");
        log.Expect<string>().ShouldBe("ended Open Failure(worn out)");

        var other = Sys.ActorOf(Props.Create(() => new DoorActor(log.Ref, null)));
        other.Tell(PoisonPill.Instance);
        log.Expect<string>().ShouldStartWith("ended Closed");
    }
}
