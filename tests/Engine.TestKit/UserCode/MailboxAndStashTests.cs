using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.TestKit;
using Shouldly;
using Xunit;

namespace Engine.TestKit.Tests.UserCode;

/// <summary>Mailboxes, dispatchers and stashes by configuration and by props.</summary>
public sealed class MailboxAndStashTests : Akka.TestKit.Xunit2.TestKit
{
    private const string Settings = Patience.Settings + """
        akka.loglevel = WARNING
        urgent-first { mailbox-type = "Engine.TestKit.Tests.UserCode.MailboxAndStashTests+UrgentFirst, Engine.TestKit.Tests" }
        small { mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka", mailbox-capacity = 3, mailbox-push-timeout-time = 10ms }
        deque { mailbox-type = "Akka.Dispatch.UnboundedDequeBasedMailbox, Akka" }
        few-stashed { mailbox-type = "Akka.Dispatch.UnboundedDequeBasedMailbox, Akka", stash-capacity = 2 }
        own-threads { type = ForkJoinDispatcher, throughput = 7, dedicated-thread-pool { thread-count = 2 } }
        pinned { type = PinnedDispatcher, executor = thread-pool-executor }
        deadline { type = Dispatcher, throughput = 1000, throughput-deadline-time = 5ms }
        akka.actor.deployment {
          /configured { dispatcher = own-threads, mailbox = urgent-first }
          /stashing { stash-capacity = 1 }
        }
        """;

    public MailboxAndStashTests() : base(Settings) { }

    public sealed class UrgentFirst(Settings settings, Config config) : UnboundedPriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => message switch
        {
            PoisonPill => 9,
            int n => n,
            _ => 0,
        };
    }

    private sealed class Gate(IActorRef probe) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is ManualResetEventSlim gate)
            {
                probe.Tell("closed");
                gate.Wait(TimeSpan.FromSeconds(60));
            }
            else probe.Tell(message);
        }
    }

    private void WhileClosed(IActorRef actor, Action act)
    {
        using var gate = new ManualResetEventSlim();
        actor.Tell(gate);
        ExpectMsg("closed");
        act();
        gate.Set();
    }

    [Fact]
    public void A_priority_mailbox_orders_what_waits_and_takes_the_pill_last()
    {
        var actor = Watch(Sys.ActorOf(Props.Create(() => new Gate(TestActor)).WithMailbox("urgent-first")));
        WhileClosed(actor, () =>
        {
            actor.Tell(PoisonPill.Instance);
            foreach (int n in new[] { 5, 3, 8, 1 }) actor.Tell(n);
        });
        foreach (int n in new[] { 1, 3, 5, 8 }) ExpectMsg(n);
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_bounded_mailbox_drops_what_does_not_fit_in_time()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Gate(TestActor)).WithMailbox("small"));
        WhileClosed(actor, () =>
        {
            for (int i = 0; i < 3; i++) actor.Tell(i);
            EventFilter.DeadLetter<int>().Expect(2, () =>
            {
                actor.Tell(3);
                actor.Tell(4);
            });
        });
        for (int i = 0; i < 3; i++) ExpectMsg(i);
    }

    [Fact]
    public void Dispatcher_and_mailbox_come_from_props_or_deployment()
    {
        string ThreadOf(IActorRef actor)
        {
            actor.Tell(new Func<string>(() => Thread.CurrentThread.Name ?? "pool"));
            return ExpectMsg<string>();
        }

        ThreadOf(Sys.ActorOf(Props.Create<Running>().WithDispatcher("own-threads"))).ShouldStartWith("own-threads");
        ThreadOf(Sys.ActorOf(Props.Create<Running>().WithDispatcher("pinned"))).ShouldStartWith("pinned");
        var configured = Sys.ActorOf(Props.Create<Running>(), "configured");
        ThreadOf(configured).ShouldStartWith("own-threads");
        Sys.Dispatchers.Lookup("own-threads").Throughput.ShouldBe(7);
        Sys.Dispatchers.Lookup("deadline").ThroughputDeadlineTime.ShouldBe(TimeSpan.FromMilliseconds(5).Ticks);
        Should.Throw<ConfigurationException>(() => Sys.ActorOf(Props.Create<Running>().WithDispatcher("no-such"))).Message.ShouldContain("no-such");
        Should.Throw<ConfigurationException>(() => Sys.ActorOf(Props.Create<Running>().WithMailbox("no-such"))).ToString().ShouldContain("no-such");
    }

    private sealed class Running : ReceiveActor
    {
        public Running() => Receive<Func<string>>(f => Sender.Tell(f()));
    }

    private sealed class Protocol : ReceiveActor, IWithStash
    {
        public Protocol()
        {
            Receive<string>(s => s == "open", _ =>
            {
                Stash.UnstashAll();
                BecomeStacked(Open);
            });
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; }

        private void Open()
        {
            Receive<string>(s => s == "close", _ => UnbecomeStacked());
            Receive<string>(s => s == "fail", _ => throw new InvalidOperationException("boom"));
            ReceiveAny(m => Sender.Tell(m));
        }
    }

    [Fact]
    public void What_is_stashed_comes_back_first_and_in_order()
    {
        var actor = Sys.ActorOf<Protocol>();
        actor.Tell("write 1");
        actor.Tell("write 2");
        actor.Tell("open");
        actor.Tell("write 3");
        foreach (string each in new[] { "write 1", "write 2", "write 3" }) ExpectMsg(each);
        actor.Tell("close");
        actor.Tell("write 4");
        ExpectNoMsg(TimeSpan.FromMilliseconds(50));
        actor.Tell("open");
        ExpectMsg("write 4");
    }

    [Theory]
    [InlineData("props")]
    [InlineData("mailbox")]
    [InlineData("deployment")]
    public void A_stash_may_be_bounded_by_props_mailbox_or_deployment(string by)
    {
        var props = Props.Create<Protocol>();
        var (actor, capacity) = by switch
        {
            "props" => (Sys.ActorOf(props.WithStashCapacity(3)), 3),
            "mailbox" => (Sys.ActorOf(props.WithMailbox("few-stashed")), 2),
            _ => (Sys.ActorOf(props, "stashing"), 1),
        };
        for (int i = 0; i < capacity; i++) actor.Tell(i);
        EventFilter.Exception<StashOverflowException>().ExpectOne(() => actor.Tell("one too many"));
        // The restart gave the stash back to the mailbox: it is stashed again.
        actor.Tell("open");
        for (int i = 0; i < capacity; i++) ExpectMsg(i);
    }

    private sealed class Unfit : UntypedActor, IWithUnboundedStash
    {
        public IStash Stash { get; set; }

        protected override void OnReceive(object message) { }
    }

    [Fact]
    public void A_stash_needs_a_deque() =>
        Should.Throw<Exception>(() => Sys.ActorOf(Props.Create<Unfit>().WithMailbox("small"))).ToString().ShouldContain("does not fulfill requirement");

    [Fact]
    public void A_serialized_system_tells_copies_of_what_is_told()
    {
        using var other = ActorSystem.Create("copies", "akka { loglevel = OFF, stdout-loglevel = OFF, actor.serialize-messages = on }");
        var kept = new TaskCompletionSource<object>();
        var actor = other.ActorOf(Props.Create(() => new Keeping(kept)));
        var list = new List<string> { "a" };
        actor.Tell(list);
        var got = kept.Task.WaitAsync(TimeSpan.FromSeconds(60)).GetAwaiter().GetResult();
        got.ShouldNotBeSameAs(list);
        ((List<string>)got).ShouldBe(["a"]);
        other.Terminate().Wait(TimeSpan.FromSeconds(60)).ShouldBeTrue();
    }

    private sealed class Keeping(TaskCompletionSource<object> kept) : UntypedActor
    {
        protected override void OnReceive(object message) => kept.SetResult(message);
    }
}
