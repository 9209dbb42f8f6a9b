using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Event;
using Akka.Routing;
using Akka.Serialization;

namespace Akka.Actor;

/// <summary>Makes and finds actors of this process.</summary>
public sealed partial class LocalActorRefProvider : IActorRefProvider
{
    private readonly ActorPath _tempNode;
    private readonly Func<ActorPath, IInternalActorRef> _deadLettersFactory;
    private readonly Dictionary<string, IInternalActorRef> _extraNames = new();
    private readonly TaskCompletionSource<Status> _terminationPromise;
    private ActorSystemImpl _system;
    private long _tempNumber;
    private RootGuardianActorRef _rootGuardian;
    private LocalActorRef _userGuardian;
    private LocalActorRef _systemGuardian;
    private VirtualPathContainer _tempContainer;
    private IInternalActorRef _deadLetters;
    private IgnoreActorRef _ignoreRef;
    private Information _serializationInformation;

    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream) : this(systemName, settings, eventStream, null, null) { }

    public LocalActorRefProvider(string systemName, Settings settings, EventStream eventStream, Deployer deployer, Func<ActorPath, IInternalActorRef> deadLettersFactory)
    {
        Settings = settings;
        EventStream = eventStream;
        Deployer = deployer ?? new Deployer(settings);
        _terminationPromise = new TaskCompletionSource<Status>((settings.System as ActorSystemImpl)?.Continuations ?? TaskCreationOptions.RunContinuationsAsynchronously);
        RootPath = new RootActorPath(new Address("akka", systemName));
        _tempNode = RootPath / "temp";
        _deadLettersFactory = deadLettersFactory ?? (path => new DeadLetterActorRef(this, path, eventStream));
        Log = Logging.GetLogger(eventStream, "LocalActorRefProvider(" + RootPath.Address + ")");
    }

    public Settings Settings { get; }
    public EventStream EventStream { get; }
    public Deployer Deployer { get; }
    public ILoggingAdapter Log { get; }
    public ActorPath RootPath { get; }
    public Address DefaultAddress => RootPath.Address;
    public IInternalActorRef RootGuardian => _rootGuardian;
    public LocalActorRef Guardian => _userGuardian;
    public LocalActorRef SystemGuardian => _systemGuardian;
    public IInternalActorRef TempContainer => _tempContainer;
    public IActorRef DeadLetters => _deadLetters ??= _deadLettersFactory(RootPath / "deadLetters");
    public IActorRef IgnoreRef => _ignoreRef ??= new IgnoreActorRef(this);
    public Task TerminationTask => _terminationPromise.Task;
    public Information SerializationInformation => _serializationInformation ??= new Information(DefaultAddress, _system);

    public void Init(ActorSystemImpl system)
    {
        _system = system;
        _ = DeadLetters;
        var dispatcher = system.Dispatchers.InternalDispatcher;
        var mailbox = system.Mailboxes.GetMailboxType(Props.Create<GuardianActor>(), dispatcher.Configurator.Config);

        var supervisor = new RootGuardianSupervisor((RootActorPath)RootPath, this, _terminationPromise, Log);
        var rootProps = Props.Create<GuardianActor>().WithSupervisorStrategy(new OneForOneStrategy(cause =>
        {
            Log.Error(cause, "guardian failed, shutting down system");
            return Directive.Stop;
        }));
        _rootGuardian = new RootGuardianActorRef(system, rootProps, dispatcher, mailbox, supervisor, RootPath, (IInternalActorRef)DeadLetters, _extraNames);
        _tempContainer = new VirtualPathContainer(system.Provider, _tempNode, _rootGuardian, Log);
        _rootGuardian.SetTempContainer(_tempContainer);
        _rootGuardian.Start();

        _userGuardian = Guarded("user", system.GuardianProps.HasValue
            ? system.GuardianProps.Value
            : Props.Create<GuardianActor>().WithSupervisorStrategy(SupervisorStrategyConfigurator.CreateConfigurator(Settings.SupervisorStrategyClass).Create()));
        var guardian = _userGuardian;
        _systemGuardian = Guarded("system", Props.From(typeof(SystemGuardianActor), () => new SystemGuardianActor(guardian)));

        // The end of /user ends /system, the end of /system ends the root.
        _systemGuardian.SendSystemMessage(new Dispatch.SysMsg.Watch(_userGuardian, _systemGuardian));
        _rootGuardian.SendSystemMessage(new Dispatch.SysMsg.Watch(_systemGuardian, _rootGuardian));
        EventStream.StartDefaultLoggers(system);

        // Guardians live as long as their system: on the wire they have no uid.
        LocalActorRef Guarded(string name, Props props)
        {
            _rootGuardian.Cell.ReserveChild(name);
            var actor = new LocalActorRef(system, props, dispatcher, mailbox, _rootGuardian, new ChildActorPath(RootPath, name, ActorCell.UndefinedUid));
            _rootGuardian.Cell.InitChild(actor);
            actor.Start();
            return actor;
        }
    }

    public void RegisterExtraName(string name, IInternalActorRef actor) => _extraNames.Add(name, actor);

    public ActorPath TempPath() => _tempNode / (Interlocked.Increment(ref _tempNumber) - 1).Base64Encode();

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path)
    {
        if (!path.Parent.Equals(_tempNode)) throw new InvalidOperationException("Cannot RegisterTempActor() with anything not obtained from tempPath()");
        _tempContainer.AddChild(path.Name, actorRef);
    }

    public void UnregisterTempActor(ActorPath path)
    {
        if (!path.Parent.Equals(_tempNode)) throw new InvalidOperationException("Cannot UnregisterTempActor() with anything not obtained from tempPath()");
        _tempContainer.RemoveChild(path.Name);
    }

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => new(tcs, TempPath(), _system.Provider);

    public Address GetExternalAddressFor(Address address) => address.Equals(RootPath.Address) ? address : null;

    public IActorRef RootGuardianAt(Address address) => address.Equals(RootPath.Address) ? RootGuardian : DeadLetters;

    public IActorRef ResolveActorRef(string path)
    {
        if (IgnoreActorRef.IsIgnorePath(path)) return IgnoreRef;
        if (ActorPath.TryParse(path, out var actorPath) && actorPath.Address.Equals(RootPath.Address)) return ResolveLocal(_rootGuardian, actorPath);
        Log.Debug("Resolve of unknown path [{0}] failed. Invalid format.", path);
        return DeadLetters;
    }

    public IActorRef ResolveActorRef(ActorPath path)
    {
        if (IgnoreActorRef.IsIgnorePath(path)) return IgnoreRef;
        if (path.Root.Equals(RootPath)) return ResolveLocal(_rootGuardian, path);
        Log.Debug("Resolve of foreign ActorPath [{0}] failed", path);
        return DeadLetters;
    }

    /// <summary>The actor that a path names below a reference of this process, or a stand-in that makes dead letters.</summary>
    internal IInternalActorRef ResolveLocal(IInternalActorRef start, ActorPath path)
    {
        var elements = path.Elements;
        if (elements.Count == 0 || (elements.Count == 1 && elements[0].Length == 0)) return start;
        IReadOnlyList<string> names = elements;
        if (path.Uid != ActorCell.UndefinedUid)
        {
            string[] withUid = [.. elements];
            withUid[^1] += "#" + path.Uid;
            names = withUid;
        }
        var found = start.GetChild(names);
        if (!found.IsNobody()) return (IInternalActorRef)found;
        if (Log.IsDebugEnabled) Log.Debug("Resolve of path sequence [/{0}] failed", ActorPath.FormatPathElements(elements));
        return new EmptyLocalActorRef(_system.Provider, path, EventStream);
    }

    public IInternalActorRef ActorOf(ActorSystemImpl system, Props props, IInternalActorRef supervisor, ActorPath path, bool systemService, Deploy deploy, bool lookupDeploy, bool async)
    {
        // The configuration has the last word, then the argument, then the props.
        var merged = props.Deploy;
        if (deploy != null) merged = deploy.WithFallback(merged);
        if (lookupDeploy && Deployer.Lookup(path) is { } configured) merged = configured.WithFallback(merged);
        if (!ReferenceEquals(merged, props.Deploy)) props = props.WithExactDeploy(merged);
        if (merged.RouterConfig is not (null or NoRouter)) return RoutedActors.Create(system, props, supervisor, path, async);

        if (!system.Dispatchers.HasDispatcher(props.Dispatcher))
            throw new ConfigurationException($"Dispatcher [{props.Dispatcher}] not configured for path {path}");
        try
        {
            var dispatcher = system.Dispatchers.Lookup(props.Dispatcher);
            var mailbox = system.Mailboxes.GetMailboxType(props, dispatcher.Configurator.Config);
            if (async) return new RepointableActorRef(system, props, dispatcher, mailbox, supervisor, path).Initialize(async: true);
            return new LocalActorRef(system, props, dispatcher, mailbox, supervisor, path, announce: supervisor is not ActorRefWithCell);
        }
        catch (Exception e) when (e is not ConfigurationException)
        {
            throw new ConfigurationException($"Configuration problem while creating [{path}] with dispatcher [{props.Dispatcher}] and mailbox [{props.Mailbox}]", e);
        }
    }
}
