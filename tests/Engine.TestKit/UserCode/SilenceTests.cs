using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Configs;
using Shouldly;
using Xunit;

namespace Engine.TestKit.Tests.UserCode;

/// <summary>What counts as silence: time stands still until the test moves it.</summary>
public sealed class SilenceTests : Akka.TestKit.Xunit2.TestKit
{
    public SilenceTests() : base(((Config)Patience.Settings).WithFallback("akka.loglevel = ERROR").WithFallback(TestConfigs.TestSchedulerConfig)) { }

    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    private sealed class Tick : INotInfluenceReceiveTimeout;

    private sealed class Tock;

    private sealed class Patient : ReceiveActor, IWithTimers
    {
        public Patient(IActorRef probe)
        {
            Receive<ReceiveTimeout>(_ => probe.Tell("silence"));
            Receive<Tick>(_ => probe.Tell("tick"));
            Receive<Tock>(_ => probe.Tell("tock"));
            Receive<string>(text =>
            {
                switch (text)
                {
                    case "ticks": Timers.StartPeriodicTimer("t", new Tick(), TimeSpan.FromSeconds(4)); break;
                    case "tocks": Timers.StartPeriodicTimer("t", new Tock(), TimeSpan.FromSeconds(4)); break;
                    case "fail":
                        Context.SetReceiveTimeout(TimeSpan.FromSeconds(10));
                        throw new InvalidOperationException("on purpose");
                    case "off": Context.SetReceiveTimeout(null); break;
                    case "on": Context.SetReceiveTimeout(TimeSpan.FromSeconds(10)); break;
                    case "timeout?": Sender.Tell(Context.ReceiveTimeout is { } t ? t.TotalSeconds : 0.0); break;
                }
            });
        }

        public ITimerScheduler Timers { get; set; }
    }

    private sealed class Resumer : UntypedActor
    {
        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Resume, loggingEnabled: false);

        protected override void OnReceive(object message)
        {
            if (message is Props props) Sender.Tell(Context.ActorOf(props));
        }
    }

    private static double Timeout(IActorRef actor) => actor.Ask<double>("timeout?").GetAwaiter().GetResult();

    [Fact]
    public void A_timers_message_that_does_not_influence_the_timeout_leaves_the_silence_alone()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Patient(TestActor)));
        actor.Tell("ticks");
        actor.Tell("on");
        Timeout(actor).ShouldBe(10);
        Scheduler.Advance(TimeSpan.FromSeconds(4));
        ExpectMsg("tick");
        Scheduler.Advance(TimeSpan.FromSeconds(4));
        ExpectMsg("tick");
        Scheduler.Advance(TimeSpan.FromSeconds(2));
        ExpectMsg("silence");
    }

    [Fact]
    public void A_timers_ordinary_message_breaks_the_silence()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Patient(TestActor)));
        actor.Tell("tocks");
        actor.Tell("on");
        for (int i = 0; i < 5; i++)
        {
            // The answer comes when the tock has been handled and the silence begins anew.
            Timeout(actor).ShouldBe(10);
            Scheduler.Advance(TimeSpan.FromSeconds(4));
            ExpectMsg("tock");
        }
        actor.Tell("off");
        Timeout(actor).ShouldBe(0);
        Scheduler.Advance(TimeSpan.FromSeconds(3));
        ExpectNoMsg(20);
    }

    [Fact]
    public void A_resumed_actor_hears_of_the_silence_after_its_failure()
    {
        var supervisor = Sys.ActorOf<Resumer>();
        supervisor.Tell(Props.Create(() => new Patient(TestActor)));
        var child = ExpectMsg<IActorRef>();
        child.Tell("fail");
        // No message may be sent to the child meanwhile: it would begin a silence of its own.
        AwaitAssert(() =>
        {
            Scheduler.Advance(TimeSpan.FromSeconds(10));
            ExpectMsg("silence", TimeSpan.FromMilliseconds(200));
        }, TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(20));
    }
}
