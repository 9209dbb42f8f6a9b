using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Event;
using Akka.Remote.Associations;
using Akka.Remote.Transport;
using Akka.Serialization;

namespace Akka.Remote;

/// <summary>
/// The local provider with an address: what is addressed to another system becomes a <see cref="RemoteActorRef"/>, what is addressed to
/// this one, from wherever, is resolved among its own actors.
/// </summary>
public partial class RemoteActorRefProvider : IRemoteActorRefProvider
{
    private readonly LocalActorRefProvider _local;
    private ActorSystemImpl _system;
    private Remoting _remoting;
    private RemoteSystemDaemon _daemon;
    private IActorRef _remoteWatcher;
    private IActorRef _deploymentWatcher;
    private ILoggingAdapter _log;
    private Information _serializationInformation;

    public RemoteActorRefProvider(string systemName, Settings settings, EventStream eventStream)
    {
        settings.InjectTopLevelFallback(RemoteDefaults.Config);
        Settings = settings;
        RemoteSettings = new RemoteSettings(settings.Config);
        Deployer = CreateDeployer(settings);
        _local = new LocalActorRefProvider(systemName, settings, eventStream, Deployer, null);
    }

    /// <summary>Called once, first of all: the local provider looks deployments up in the same deployer.</summary>
    internal virtual Deployer CreateDeployer(Settings settings) => new RemoteDeployer(settings);

    public RemoteSettings RemoteSettings { get; }

    public Settings Settings { get; }

    public Deployer Deployer { get; protected set; }

    public RemoteTransport Transport => _remoting;

    public IInternalActorRef RemoteDaemon => _daemon;

    public IActorRef RemoteWatcher => _remoteWatcher;

    public IActorRef DeadLetters => _local.DeadLetters;

    public IActorRef IgnoreRef => _local.IgnoreRef;

    public IInternalActorRef RootGuardian => _local.RootGuardian;

    public LocalActorRef Guardian => _local.Guardian;

    public LocalActorRef SystemGuardian => _local.SystemGuardian;

    public IInternalActorRef TempContainer => _local.TempContainer;

    public ActorPath RootPath => _local.RootPath;

    public Task TerminationTask => _local.TerminationTask;

    public Address DefaultAddress => _remoting.DefaultAddress;

    public Information SerializationInformation => _serializationInformation ??= new Information(DefaultAddress, _system);

    public ActorPath TempPath() => _local.TempPath();

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _local.RegisterTempActor(actorRef, path);

    public void UnregisterTempActor(ActorPath path) => _local.UnregisterTempActor(path);

    public FutureActorRef<T> CreateFutureRef<T>(TaskCompletionSource<T> tcs) => _local.CreateFutureRef(tcs);

    public virtual void Init(ActorSystemImpl system)
    {
        _system = system;
        _local.Init(system);
        _log = Logging.GetLogger(system, "remoting");

        var (links, maximumFrameSize) = LinkTransports.Create(system, RemoteSettings);
        _remoting = new Remoting(system, this, links, maximumFrameSize);
        // Frames are taken as soon as the port is bound, so what they can be addressed to has to be there before.
        _daemon = new RemoteSystemDaemon(system, this, _local.RootPath / "remote");
        _local.RegisterExtraName("remote", _daemon);
        AddressTerminatedTopic.Get(system).Subscribe(_daemon);
        _remoting.Start();
        _remoteWatcher = CreateRemoteWatcher(system);
        _deploymentWatcher = CreateRemoteDeploymentWatcher(system);
        var remoting = _remoting;
        system.SystemActorOf(
            RemoteSettings.ConfigureDispatcher(Props.Create(() => new RemotingTerminator(remoting))), "remoting-terminator");
        _remoting.Begin();
    }

    protected DefaultFailureDetectorRegistry<Address> CreateRemoteWatcherFailureDetector(ActorSystem system) =>
        new(() => FailureDetectorLoader.Load(
            RemoteSettings.WatchFailureDetectorImplementationClass, RemoteSettings.WatchFailureDetectorConfig, system));

    protected virtual IActorRef CreateRemoteWatcher(ActorSystemImpl system) =>
        system.SystemActorOf(
            RemoteSettings.ConfigureDispatcher(Akka.Remote.RemoteWatcher.Props(
                CreateRemoteWatcherFailureDetector(system),
                RemoteSettings.WatchHeartBeatInterval,
                RemoteSettings.WatchUnreachableReaperInterval,
                RemoteSettings.WatchHeartbeatExpectedResponseAfter)),
            "remote-watcher");

    protected virtual IActorRef CreateRemoteDeploymentWatcher(ActorSystemImpl system) =>
        system.SystemActorOf(
            RemoteSettings.ConfigureDispatcher(Props.Create(() => new RemoteDeploymentWatcher())), "remote-deployment-watcher");

    public bool HasAddress(Address address) => address.Equals(_local.RootPath.Address) || address.Equals(_remoting?.DefaultAddress);

    public Address GetExternalAddressFor(Address address)
    {
        if (HasAddress(address))
            return _local.RootPath.Address;
        return string.IsNullOrEmpty(address.Host) || address.Port == null ? null : _remoting.LocalAddressForRemote(address);
    }

    public void Quarantine(Address address, int? uid) => _remoting.Quarantine(address, uid);
}
