using System.Diagnostics;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Configs;
using Akka.Util.Internal;

namespace Akka.TestKit;

/// <summary>A test with an actor system and a test actor whose messages it expects.</summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    private static readonly Config s_fullDebug = ConfigurationFactory.ParseString(
        """
        akka.log-dead-letters-during-shutdown = true
        akka.actor.debug { receive = true, autoreceive = true, lifecycle = true, event-stream = true, unhandled = true, fsm = true, router-misconfiguration = true }
        akka.log-dead-letters = true
        akka.loglevel = DEBUG
        akka.stdout-loglevel = DEBUG
        """);

    private static readonly AtomicCounter s_testActors = new(0);

    private readonly ITestKitAssertions _assertions;
    private readonly MessageQueue _queue = new();
    private MessageEnvelope _last = NullMessageEnvelope.Instance;
    private bool _lastWasNoMsg;
    private TimeSpan? _end;

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem system = null, string testActorName = null)
        : this(assertions, system, ActorSystemSetup.Empty, null, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystemSetup setup, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, setup, actorSystemName, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, Config config, string actorSystemName = null, string testActorName = null)
        : this(assertions, null, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName)
    {
    }

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        _assertions = assertions ?? throw new ArgumentNullException(nameof(assertions));
        InitializeTest(system, config, actorSystemName, testActorName);
    }

    public static Config DefaultConfig => TestConfigs.DefaultConfig;

    public static Config FullDebugConfig => s_fullDebug;

    /// <summary>A clock that only runs forward, for measuring in tests.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    public ActorSystem Sys { get; private set; }

    public TestKitSettings TestKitSettings { get; private set; }

    public IActorRef TestActor { get; private set; }

    public EventFilterFactory EventFilter { get; private set; }

    public ILoggingAdapter Log => Sys.Log;

    public IActorRef LastSender => _last.Sender;

    public object LastMessage => _last.Message;

    public bool HasMessages => !_queue.IsEmpty;

    protected void InitializeTest(ActorSystem system, Config config, string actorSystemName, string testActorName) =>
        InitializeTest(system, ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config)), actorSystemName, testActorName);

    protected virtual void InitializeTest(ActorSystem system, ActorSystemSetup config, string actorSystemName, string testActorName)
    {
        Sys = system ?? ActorSystem.Create(actorSystemName ?? "test", WithTestDefaults(config ?? ActorSystemSetup.Empty));
        // A system that somebody else made does not know the dispatchers that tests run on.
        if (!Sys.Settings.Config.HasPath("akka.test.test-actor.dispatcher"))
            Sys.Settings.InjectTopLevelFallback(DefaultConfig);
        Sys.RegisterExtension(new TestKitExtension());
        Sys.RegisterExtension(new TestKitAssertionsExtension(_assertions));
        TestKitSettings = TestKitExtension.For(Sys);
        EventFilter = new EventFilterFactory(this);
        TestActor = CreateTestActor(string.IsNullOrEmpty(testActorName) ? "testActor" + s_testActors.IncrementAndGet() : testActorName);

        if (this is TestProbe)
            return;
        var sender = this is INoImplicitSender ? null : (ActorCell)((ActorRefWithCell)TestActor).Underlying;
        InternalCurrentActorCellKeeper.Current = sender;
        SynchronizationContext.SetSynchronizationContext(new SenderKeepingContext(sender));
    }

    public IActorRef CreateTestActor(string name)
    {
        var queue = _queue;
        var actor = ((ExtendedActorSystem)Sys).SystemActorOf(Props.Create(() => new TestActorBehavior(queue)).WithDispatcher("akka.test.test-actor.dispatcher"), name);
        if (actor is IRepointableRef repointable && !SpinWait.SpinUntil(() => repointable.IsStarted, TestKitSettings.DefaultTimeout))
            throw new TimeoutException($"The test actor {name} has not started within {TestKitSettings.DefaultTimeout}.");
        return actor;
    }

    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => TestActor.Tell(new TestActor.SetIgnore(message => shouldIgnoreMessage(message)), ActorRefs.NoSender);

    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) => IgnoreMessages(message => message is TMsg own && shouldIgnoreMessage(own));

    public void IgnoreMessages<TMsg>() => IgnoreMessages(static message => message is TMsg);

    public void IgnoreNoMessages() => TestActor.Tell(new TestActor.SetIgnore(null), ActorRefs.NoSender);

    public IActorRef Watch(IActorRef actorToWatch)
    {
        TestActor.Tell(new TestActor.Watch(actorToWatch), ActorRefs.NoSender);
        return actorToWatch;
    }

    public Task<IActorRef> WatchAsync(IActorRef actorToWatch) => Task.FromResult(Watch(actorToWatch));

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        TestActor.Tell(new TestActor.Unwatch(actorToUnwatch), ActorRefs.NoSender);
        return actorToUnwatch;
    }

    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) => Task.FromResult(Unwatch(actorToUnwatch));

    public void SetAutoPilot(AutoPilot pilot) => TestActor.Tell(new TestActor.SetAutoPilot(pilot), ActorRefs.NoSender);

    public virtual TestProbe CreateTestProbe(string name = null) => CreateTestProbe(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string name = null) => new(system, _assertions, name);

    public virtual TestLatch CreateTestLatch(int count = 1) => TestLatch.Make(Dilated, TestKitSettings.DefaultTimeout, count);

    public TestBarrier CreateTestBarrier(int count) => new(this, count, TestKitSettings.DefaultTimeout);

    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(Sys, duration, verifySystemShutdown);

    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        if (system is null)
            return;
        var patience = duration ?? Dilated(TimeSpan.FromSeconds(5)).Min(TimeSpan.FromSeconds(10));
        bool ended;
        try
        {
            ended = system.Terminate().Wait(patience);
        }
        catch (AggregateException e)
        {
            system.Log.Warning("Stopping the system failed: {0}", e.InnerException);
            ended = false;
        }

        if (!ended)
        {
            var message = $"Failed to stop [{system.Name}] within [{patience}] \n{((ExtendedActorSystem)system).PrintTree()}";
            if (verifySystemShutdown)
                throw new TimeoutException(message);
            system.Log.Warning("{0}", message);
        }
    }

    private static ActorSystemSetup WithTestDefaults(ActorSystemSetup setup)
    {
        var given = setup.Get<BootstrapSetup>();
        var bootstrap = given.HasValue ? given.Value : BootstrapSetup.Create();
        var config = bootstrap.Config.HasValue ? bootstrap.Config.Value.SafeWithFallback(DefaultConfig) : DefaultConfig;
        return setup.And(bootstrap.WithConfig(config));
    }
}
