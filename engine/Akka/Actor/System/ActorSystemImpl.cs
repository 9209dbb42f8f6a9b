using System.Text.RegularExpressions;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;
using Akka.Util;

namespace Akka.Actor.Internal;

public partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly ISimulationLoop _loop;
    private readonly Lazy<int> _uid;
    private IActorRefProvider _provider;
    private IScheduler _scheduler;
    private Serialization.Serialization _serialization;
    private AddressTerminatedTopic _addressTerminatedTopic;
    private long _inboxNumber;

    public ActorSystemImpl(string name) : this(name, ConfigurationFactory.Default(), ActorSystemSetup.Empty, Option<Props>.None) { }

    public ActorSystemImpl(string name, Config config, ActorSystemSetup setup, Option<Props>? guardianProps = null)
    {
        if (name == null || !ValidName().IsMatch(name))
            throw new ArgumentException($"invalid ActorSystem name [{name}], must contain only word characters (i.e. [a-zA-Z0-9] plus non-leading '-')", nameof(name));
        ArgumentNullException.ThrowIfNull(config, nameof(config));

        Name = name;
        GuardianProps = guardianProps ?? Option<Props>.None;
        Settings = new Settings(this, config, setup ?? ActorSystemSetup.Empty);
        _loop = Settings.Setup.Get<SimulationSetup>() is { HasValue: true } simulation ? simulation.Value.Loop : null;
        string seed = Settings.Config.GetString("akka.embedded.random-seed");
        Random = new SystemRandom(string.IsNullOrEmpty(seed) ? null : long.Parse(seed, System.Globalization.CultureInfo.InvariantCulture));
        _uid = new Lazy<int>(Random.NextUid);
        _terminated = new TaskCompletionSource(Continuations);
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.StartStdoutLogger(Settings);
        Log = new BusLogging(EventStream, "ActorSystem(" + name + ")", GetType(), Settings.LogFormatter);
        try
        {
            _scheduler = _loop?.Scheduler
                         ?? (IScheduler)ConfiguredType.Create(Settings.SchedulerClass, "akka.scheduler.implementation", Settings.Config, Log);
            StartTime = _scheduler.MonotonicClock;
            Random.ServeWith(_scheduler);
            if (_scheduler is not HashedWheelTimerScheduler) EventStream.Clock = _scheduler;
            _provider = (IActorRefProvider)ConfiguredType.Create(Settings.ProviderClass, "akka.actor.provider", name, Settings, EventStream);
            SerializeAllMessages = Settings.SerializeAllMessages;
            SerializeAllCreators = Settings.SerializeAllCreators;
            Mailboxes = new Mailboxes(this);
            Dispatchers = new Dispatchers(this, new DefaultDispatcherPrerequisites(EventStream, _scheduler, Settings, Mailboxes), Log);
            ActorPipelineResolver = new ActorProducerPipelineResolver(() => Log);
        }
        catch
        {
            StopScheduler();
            throw;
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9-_]*$")]
    private static partial Regex ValidName();

    public override string Name { get; }
    public override Settings Settings { get; }
    public override EventStream EventStream { get; }
    public override ILoggingAdapter Log { get; }
    public override IScheduler Scheduler => _scheduler;
    public override IActorRefProvider Provider => _provider;
    public override Dispatchers Dispatchers { get; }
    public override Mailboxes Mailboxes { get; }
    public override Serialization.Serialization Serialization => _serialization ??= new Serialization.Serialization(this);
    public override ActorProducerPipelineResolver ActorPipelineResolver { get; }
    public override IActorRef DeadLetters => _provider.DeadLetters;
    public override IActorRef IgnoreRef => _provider.IgnoreRef;
    public override IInternalActorRef Guardian => _provider.Guardian;
    public override IInternalActorRef SystemGuardian => _provider.SystemGuardian;
    public override IInternalActorRef LookupRoot => _provider.RootGuardian;
    public Option<Props> GuardianProps { get; }

    internal SystemRandom Random { get; }
    internal int Uid => _uid.Value;
    internal bool IsSimulated => _loop != null;

    /// <summary>Where what waits for a task goes on: on the pool, or, in a simulation, where the task completes.</summary>
    internal TaskCreationOptions Continuations => IsSimulated ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;

    internal bool SerializeAllMessages { get; }
    internal bool SerializeAllCreators { get; }
    internal DeadLetterMailbox DeadLetterMailbox => Mailboxes.DeadLetterMailbox;

    internal AddressTerminatedTopic AddressTerminatedTopic =>
        _addressTerminatedTopic ?? Interlocked.CompareExchange(ref _addressTerminatedTopic, new AddressTerminatedTopic(), null) ?? _addressTerminatedTopic;

    internal long NextInboxNumber() => Interlocked.Increment(ref _inboxNumber);

    /// <summary>Brings the guardians, loggers and extensions up. A system that cannot start leaves nothing running.</summary>
    public void Start()
    {
        try
        {
            _serialization = new Serialization.Serialization(this);
            _provider.Init(this);
            EventStream.StartUnsubscriber(this);
            if (Settings.LogDeadLetters > 0) DeadLetterListener.Subscribe(EventStream, SystemActorOf(Props.Create<DeadLetterListener>(), "deadLetterListener"));
            LoadExtensions();
            CoordinatedShutdown.Get(this);
            WatchForTermination();
            if (Settings.LogConfigOnStart) Log.Warning(Settings.ToString());
            if (!IsSimulated && Settings.Config.GetBoolean("akka.embedded.warn-unknown-settings")) WarnOfUnknownSettings();
        }
        catch
        {
            EndAfterFailedStart();
            throw;
        }
    }

    private void WarnOfUnknownSettings()
    {
        foreach (var unknown in UnknownSettings.Find(Settings.Config)) Log.Warning("{0}", unknown);
    }

    public override IActorRef ActorOf(Props props, string name = null) => GuardianCell(Guardian).AttachChild(props, false, name);

    public override IActorRef SystemActorOf(Props props, string name = null) => GuardianCell(SystemGuardian).AttachChild(props, true, name);

    public override IActorRef SystemActorOf<TActor>(string name = null) => SystemActorOf(Props.Create<TActor>(), name);

    private static ActorCell GuardianCell(IInternalActorRef guardian) => ((LocalActorRef)guardian).Cell;

    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);

    public override ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this, LookupRoot);

    public override void Stop(IActorRef actor)
    {
        var path = actor.Path;
        var parent = path.Parent;
        if (parent.Equals(Guardian.Path)) Guardian.Tell(new Dispatch.SysMsg.StopChild(actor), ActorRefs.NoSender);
        else if (parent.Equals(SystemGuardian.Path)) SystemGuardian.Tell(new Dispatch.SysMsg.StopChild(actor), ActorRefs.NoSender);
        else ((IInternalActorRef)actor).Stop();
    }

    public override string PrintTree()
    {
        var text = new System.Text.StringBuilder();
        Print(LookupRoot, "", text);
        return text.ToString();
    }

    private static void Print(IActorRef actor, string indent, System.Text.StringBuilder text)
    {
        text.Append(indent).Append(actor.Path.Name.Length == 0 ? "/" : actor.Path.Name).Append(' ').AppendLine(actor.GetType().Name);
        if (actor is not ActorRefWithCell withCell) return;
        foreach (var child in withCell.Children) Print(child, indent + "   | ", text);
    }

    public override string ToString() => LookupRoot?.Path.Root.Address.ToString() ?? "akka://" + Name;
}
