using Akka.Actor;
using Akka.TestKit;
using Shouldly;
using Xunit;

namespace Engine.TestKit.Tests.UserCode;

/// <summary>Actors that await, ask and pipe.</summary>
public sealed class AsyncTests : Akka.TestKit.Xunit2.TestKit
{
    public AsyncTests() : base(Patience.Settings + "akka.loglevel = WARNING") { }

    private sealed class Awaiting : ReceiveActor, IWithUnboundedStash
    {
        private readonly Dictionary<string, TaskCompletionSource> _gates;
        private string _state = "fresh";

        public Awaiting(Dictionary<string, TaskCompletionSource> gates)
        {
            _gates = gates;
            ReceiveAsync<string>(s => s.StartsWith("wait", StringComparison.Ordinal), async s =>
            {
                var (sender, self, message) = (Sender, Self, s);
                await _gates[s].Task;
                Sender.ShouldBe(sender);
                Self.ShouldBe(self);
                Context.Self.ShouldBe(self);
                _state = "after " + message;
                Sender.Tell(_state);
            });
            ReceiveAsync<Exception>(async e =>
            {
                await Task.Yield();
                throw e;
            });
            ReceiveAsync<int>(async n =>
            {
                await Task.Delay(1);
                Become(() => Receive<int>(m => Sender.Tell(n + m)));
            });
            Receive<string>(s => s == "state", _ => Sender.Tell(_state));
        }

        public IStash Stash { get; set; }
    }

    [Fact]
    public void While_an_actor_awaits_nothing_else_is_handled_and_then_in_order()
    {
        var gates = new Dictionary<string, TaskCompletionSource> { ["wait 1"] = new(), ["wait 2"] = new() };
        var actor = Sys.ActorOf(Props.Create(() => new Awaiting(gates)));
        actor.Tell("wait 1");
        actor.Tell("state");
        actor.Tell("wait 2");
        actor.Tell("state");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        gates["wait 2"].SetResult();
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        gates["wait 1"].SetResult();
        foreach (string each in new[] { "after wait 1", "after wait 1", "after wait 2", "after wait 2" }) ExpectMsg(each);
    }

    [Fact]
    public void An_exception_after_an_await_restarts_the_actor()
    {
        var gates = new Dictionary<string, TaskCompletionSource> { ["wait 1"] = new() };
        gates["wait 1"].SetResult();
        var actor = Sys.ActorOf(Props.Create(() => new Awaiting(gates)));
        actor.Tell("wait 1");
        ExpectMsg("after wait 1");
        EventFilter.Exception<InvalidOperationException>("later").ExpectOne(() => actor.Tell(new InvalidOperationException("later")));
        actor.Tell("state");
        ExpectMsg("fresh");
    }

    [Fact]
    public void Become_after_an_await_holds_from_the_next_message_on()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Awaiting(new Dictionary<string, TaskCompletionSource>())));
        actor.Tell(40);
        actor.Tell(2);
        ExpectMsg(42);
    }

    private sealed class Asking : ReceiveActor
    {
        public Asking(IActorRef other)
        {
            ReceiveAsync<string>(async s =>
            {
                int length = await other.Ask<int>(s, TimeSpan.FromSeconds(60));
                Sender.Tell(length, Self);
            });
            Receive<int>(n => other.Ask<int>(new string('x', n)).PipeTo(Self, Sender, success: m => (m, "piped"), failure: e => new Status.Failure(e)));
            Receive<(int, string)>(t => Sender.Tell(t));
        }
    }

    private sealed class Length : ReceiveActor
    {
        public Length() => Receive<string>(s => Sender.Tell(s.Length));
    }

    [Fact]
    public async Task An_actor_may_ask_and_await_or_pipe_the_answer_to_itself()
    {
        var asking = Sys.ActorOf(Props.Create(() => new Asking(Sys.ActorOf<Length>("length"))));
        (await asking.Ask<int>("hello", TimeSpan.FromSeconds(60))).ShouldBe(5);
        asking.Tell(3);
        ExpectMsg((3, "piped")).ShouldBe((3, "piped"));
        LastSender.ShouldBe(asking);
    }

    [Fact]
    public async Task A_piped_failure_is_a_Status_Failure_and_a_piped_null_too()
    {
        await Task.FromException<int>(new TimeoutException("late")).PipeTo(TestActor);
        ExpectMsg<Status.Failure>().Cause.ShouldBeOfType<TimeoutException>().Message.ShouldBe("late");
        var cancelled = new TaskCompletionSource<int>();
        cancelled.SetCanceled();
        await cancelled.Task.PipeTo(TestActor);
        ExpectMsg<Status.Failure>().Cause.ShouldBeOfType<TaskCanceledException>();
        await Task.CompletedTask.PipeTo(TestActor, success: () => "done");
        ExpectMsg("done");
    }

    [Fact]
    public async Task Asking_one_who_is_not_there_times_out_and_the_answer_that_comes_late_is_a_dead_letter()
    {
        var nobody = Sys.ActorOf(Props.Create(() => new Length()));
        Sys.Stop(Watch(nobody));
        ExpectTerminated(nobody);
        await Should.ThrowAsync<AskTimeoutException>(() => nobody.Ask<int>("x", TimeSpan.FromMilliseconds(50)));

        var asking = TestActor.Ask<string>("question", TimeSpan.FromMilliseconds(50));
        ExpectMsg("question");
        var asker = LastSender;
        await Should.ThrowAsync<AskTimeoutException>(() => asking);
        EventFilter.DeadLetter<string>().ExpectOne(() => asker.Tell("late"));
    }

    private sealed class Chatty : ReceiveActor
    {
        public Chatty(IActorRef probe)
        {
            Receive<string>(s => s == "go", _ =>
            {
                var self = Self;
                Context.System.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(10), self, "tick", self);
            });
            ReceiveAnyAsync(async m =>
            {
                await Task.Yield();
                probe.Tell(m);
            });
        }
    }

    [Fact]
    public void Any_message_can_be_awaited()
    {
        Sys.ActorOf(Props.Create(() => new Chatty(TestActor))).Tell("go");
        ExpectMsg("tick");
    }

    [Fact]
    public async Task Stopping_an_awaiting_actor_ends_it_at_once()
    {
        var gates = new Dictionary<string, TaskCompletionSource> { ["wait 1"] = new() };
        var actor = Watch(Sys.ActorOf(Props.Create(() => new Awaiting(gates))));
        actor.Tell("wait 1");
        (await actor.GracefulStop(TimeSpan.FromMilliseconds(50)).ContinueWith(t => t.IsCanceled)).ShouldBeTrue();
        Sys.Stop(actor);
        ExpectTerminated(actor);
        gates["wait 1"].SetResult();
    }
}
