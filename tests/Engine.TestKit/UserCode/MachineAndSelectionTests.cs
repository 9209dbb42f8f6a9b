using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Shouldly;
using Xunit;

namespace Engine.TestKit.Tests.UserCode;

/// <summary>State machines, selections, timers, events: small programs as users write them.</summary>
public sealed class MachineAndSelectionTests : Akka.TestKit.Xunit2.TestKit
{
    public MachineAndSelectionTests() : base(Patience.Settings + "akka.loglevel = DEBUG") { }

    private enum Phase { Idle, Active }

    private sealed record Target(IActorRef Ref);

    private sealed record Queued(object Item);

    private sealed record Flushed(ImmutableList<object> Items);

    private abstract record Data;

    private sealed record Uninitialized : Data;

    private sealed record Todo(IActorRef To, ImmutableList<object> Items) : Data;

    /// <summary>Collects what is queued and hands it on after a second of silence or when told to.</summary>
    private sealed class Buncher : FSM<Phase, Data>
    {
        public Buncher()
        {
            StartWith(Phase.Idle, new Uninitialized());
            When(Phase.Idle, e => e.FsmEvent is Target target && e.StateData is Uninitialized ? Stay().Using(new Todo(target.Ref, [])) : null);
            When(Phase.Active, e => e.FsmEvent is "flush" or StateTimeout && e.StateData is Todo todo ? GoTo(Phase.Idle).Using(todo with { Items = [] }) : null,
                TimeSpan.FromMilliseconds(100));
            When(Phase.Idle, e => e.FsmEvent is ManualResetEventSlim gate ? Wait(gate) : null);
            WhenUnhandled(e => e.FsmEvent is Queued queued && e.StateData is Todo todo
                ? GoTo(Phase.Active).Using(todo with { Items = todo.Items.Add(queued.Item) })
                : Stay());
            OnTransition((from, to) =>
            {
                if (from == Phase.Active && to == Phase.Idle && StateData is Todo todo) todo.To.Tell(new Flushed(todo.Items));
            });
            Initialize();
        }

        private State<Phase, Data> Wait(ManualResetEventSlim gate)
        {
            gate.Wait(TimeSpan.FromSeconds(60));
            return Stay();
        }
    }

    [Fact]
    public void A_buncher_flushes_on_demand_and_after_silence()
    {
        var buncher = Sys.ActorOf<Buncher>();
        buncher.Tell(new FSMBase.SubscribeTransitionCallBack(TestActor));
        ExpectMsg<FSMBase.CurrentState<Phase>>().State.ShouldBe(Phase.Idle);
        buncher.Tell(new Target(TestActor));
        // Both are there before the silence after the first is measured.
        using var gate = new ManualResetEventSlim();
        buncher.Tell(gate);
        buncher.Tell(new Queued(42));
        buncher.Tell(new Queued(43));
        gate.Set();
        ExpectMsg(new FSMBase.Transition<Phase>(buncher, Phase.Idle, Phase.Active));
        // Going to the state it is in is a transition that is heard, too.
        ExpectMsg(new FSMBase.Transition<Phase>(buncher, Phase.Active, Phase.Active));
        ExpectMsg<Flushed>().Items.ShouldBe([42, 43]);
        ExpectMsg(new FSMBase.Transition<Phase>(buncher, Phase.Active, Phase.Idle));
        buncher.Tell(new Queued(44));
        buncher.Tell("flush");
        ExpectMsg(new FSMBase.Transition<Phase>(buncher, Phase.Idle, Phase.Active));
        ExpectMsg<Flushed>().Items.ShouldBe([44]);
    }

    private sealed class Node : ReceiveActor
    {
        public Node()
        {
            Receive<(string Name, string Make)>(m => m.Make == "child", m => Sender.Tell(Context.ActorOf(Props.Create<Node>(), m.Name)));
            Receive<string>(s => s.StartsWith("select ", StringComparison.Ordinal), s => Context.ActorSelection(s[7..]).Tell("hello", Sender));
            Receive<string>(s => Sender.Tell($"{Self.Path.ToStringWithoutAddress()} {s}"));
        }
    }

    private IActorRef Child(IActorRef parent, string name)
    {
        parent.Tell((name, "child"));
        return ExpectMsg<IActorRef>();
    }

    [Fact]
    public async Task Selections_go_up_down_and_across()
    {
        var top = Sys.ActorOf<Node>("top");
        var a = Child(top, "a");
        var b = Child(top, "b");
        Child(a, "leaf1");
        Child(a, "leaf2");
        a.Tell("select ../b");
        ExpectMsg("/user/top/b hello");
        a.Tell("select leaf1");
        ExpectMsg("/user/top/a/leaf1 hello");
        a.Tell("select /user/top");
        ExpectMsg("/user/top hello");
        Sys.ActorSelection("/user/top/a/leaf*").Tell("x");
        ExpectMsgAllOf("/user/top/a/leaf1 x", "/user/top/a/leaf2 x");
        Sys.ActorSelection("/user/top/?").Tell("x");
        ExpectMsgAllOf("/user/top/a x", "/user/top/b x");
        Sys.ActorSelection("/user/*/a/../b").Tell("x");
        ExpectMsg("/user/top/b x");
        Sys.ActorSelection($"akka://{Sys.Name}/user/top/b").Tell("x");
        ExpectMsg("/user/top/b x");

        Sys.ActorSelection("/user/top/b").Tell(new Identify("who"));
        ExpectMsg<ActorIdentity>(i => i.MessageId.Equals("who") && i.Subject.Equals(b));
        Sys.ActorSelection("/user/top/c").Tell(new Identify("nobody"));
        ExpectMsg<ActorIdentity>().Subject.ShouldBeNull();
        (await Sys.ActorSelection("/user/top/b").ResolveOne(TimeSpan.FromSeconds(60))).ShouldBe(b);
        await Should.ThrowAsync<ActorNotFoundException>(() => Sys.ActorSelection("/user/top/c").ResolveOne(TimeSpan.FromSeconds(60)));
        EventFilter.DeadLetter<string>(m => m == "lost").ExpectOne(() => Sys.ActorSelection("/user/top/c").Tell("lost"));
    }

    private sealed class Ticking : ReceiveActor, IWithTimers
    {
        public Ticking(IActorRef probe)
        {
            Receive<int>(n => probe.Tell(n));
            Receive<string>(s =>
            {
                switch (s)
                {
                    case "replace": Timers.StartSingleTimer("key", 2, TimeSpan.FromMilliseconds(20)); break;
                    case "again": Timers.StartPeriodicTimer("tick", 3, TimeSpan.FromMilliseconds(10)); break;
                    case "active?": Sender.Tell(Timers.IsTimerActive("tick")); break;
                    default: Timers.Cancel("tick"); break;
                }
            });
        }

        public ITimerScheduler Timers { get; set; }

        protected override void PreStart() => Timers.StartSingleTimer("key", 1, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Timers_replace_repeat_and_end()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Ticking(TestActor)));
        actor.Tell("replace");
        ExpectMsg(2);
        actor.Tell("again");
        for (int i = 0; i < 3; i++) ExpectMsg(3);
        actor.Tell("cancel");
        actor.Tell("active?");
        FishForMessage<bool>(active => !active);
        ExpectNoMsg(TimeSpan.FromMilliseconds(60));
    }

    private interface IMusic;

    private record Jazz(string Artist) : IMusic;

    private sealed record Swing(string Artist) : Jazz(Artist);

    [Fact]
    public void The_event_stream_follows_interfaces_and_base_types()
    {
        var (all, jazz) = (CreateTestProbe(), CreateTestProbe());
        Sys.EventStream.Subscribe(all, typeof(IMusic));
        Sys.EventStream.Subscribe<Jazz>(jazz);
        Sys.EventStream.Publish(new Swing("Ella"));
        all.ExpectMsg(new Swing("Ella"));
        jazz.ExpectMsg(new Swing("Ella"));
        Sys.EventStream.Unsubscribe(jazz, typeof(Jazz)).ShouldBeTrue();
        Sys.EventStream.Publish(new Jazz("Miles"));
        all.ExpectMsg(new Jazz("Miles"));
        jazz.ExpectNoMsg(TimeSpan.FromMilliseconds(30));
    }

    private sealed class Logging : ReceiveActor
    {
        private readonly ILoggingAdapter _log = Context.GetLogger();

        public Logging() => ReceiveAny(m =>
        {
            _log.Debug("debug {0}", m);
            _log.Info("info {0} and {1}", m, 2);
            _log.Warning("warning {0}", m);
            _log.Error(new InvalidOperationException("why"), "error {0}", m);
        });
    }

    [Fact]
    public void An_actor_logs_by_level_with_its_path_as_source()
    {
        var actor = Sys.ActorOf<Logging>("logging");
        EventFilter.Debug("debug x").And.Info("info x and 2").And.Warning(contains: "warning").And.Error(start: "error").Expect(4, () => actor.Tell("x"));
        EventFilter.Info(source: actor.Path.ToString()).ExpectOne(() => actor.Tell("y"));
        EventFilter.Exception<InvalidOperationException>(contains: "error").ExpectOne(() => actor.Tell("z"));
    }

    [Fact]
    public void An_inbox_receives_and_watches()
    {
        using var inbox = Inbox.Create(Sys);
        var top = Sys.ActorOf<Node>("inboxed");
        inbox.Watch(top);
        inbox.Send(top, "hello");
        inbox.Receive(TimeSpan.FromSeconds(60)).ShouldBe("/user/inboxed hello");
        top.Tell(PoisonPill.Instance, ActorRefs.NoSender);
        inbox.Receive(TimeSpan.FromSeconds(60)).ShouldBeOfType<Terminated>().ActorRef.ShouldBe(top);
        Should.Throw<TimeoutException>(() => inbox.Receive(TimeSpan.FromMilliseconds(20)));
    }
}
