using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Configuration;
using Akka.Event;
using Akka.Remote;

namespace Akka.Cluster;

/// <summary>Membership of this actor system in a cluster.</summary>
public partial class Cluster : IExtension
{
    private readonly ClusterView _view;
    private readonly IActorRef _daemon;
    private int _terminated;

    public Cluster(ActorSystemImpl system)
    {
        System = system;
        Settings = new ClusterSettings(system.Settings.Config, system.Name);
        if (system.Provider is not IClusterActorRefProvider provider)
        {
            throw new ConfigurationException(
                $"System [{system.Name}] runs on [{system.Provider.GetType().Name}]; a cluster needs akka.actor.provider = cluster");
        }

        Log = Logging.GetLogger(system, typeof(Cluster).FullName);
        SelfUniqueAddress = new UniqueAddress(provider.Transport.DefaultAddress, AddressUidExtension.Uid(system));
        FailureDetector = new DefaultFailureDetectorRegistry<Address>(
            () => FailureDetectorLoader.Load(Settings.FailureDetectorImplementationClass, Settings.FailureDetectorConfig, system));
        _view = new ClusterView(SelfUniqueAddress, Settings.Roles, Settings.AppVersion);
        DowningProvider = Akka.Cluster.DowningProvider.Load(Settings.DowningProviderType, system, this);
        Info("Starting up");

        _daemon = system.SystemActorOf(
            ClusterDaemon.Props(this, _view).WithDispatcher(Settings.UseDispatcher).WithDeploy(Deploy.Local), "cluster");
        system.RegisterOnTermination(Shutdown);
        Info("Started up successfully");
    }

    public static Cluster Get(ActorSystem system) => system.WithExtension<Cluster, ClusterExtension>();

    public ClusterSettings Settings { get; }

    public UniqueAddress SelfUniqueAddress { get; }

    public Address SelfAddress => SelfUniqueAddress.Address;

    public ImmutableHashSet<string> SelfRoles => Settings.Roles;

    public Member SelfMember => _view.Self;

    public ClusterEvent.CurrentClusterState State => _view.State;

    public bool IsTerminated => Volatile.Read(ref _terminated) == 1;

    public bool IsUp => SelfMember.Status is MemberStatus.Up or MemberStatus.WeaklyUp;

    public ExtendedActorSystem System { get; }

    public IDowningProvider DowningProvider { get; }

    public DefaultFailureDetectorRegistry<Address> FailureDetector { get; }

    internal ClusterView View => _view;

    internal ILoggingAdapter Log { get; }

    public ActorPath RemotePathOf(IActorRef actorRef)
    {
        var path = actorRef.Path;
        return path.Address.HasGlobalScope ? path : path.Root.Address.Equals(SelfAddress) ? path : RootedAt(path);
    }

    private ActorPath RootedAt(ActorPath path) => ActorPath.Parse(path.ToStringWithAddress(SelfAddress)).WithUid(path.Uid);

    /// <summary>Ends membership in this system at once, without telling anyone: part of the system's own end and of leaving.</summary>
    internal void Shutdown()
    {
        if (Interlocked.Exchange(ref _terminated, 1) != 0)
            return;
        Info("Shutting down...");
        System.Stop(_daemon);
        CompletePending(new ClusterJoinFailedException("The cluster extension has shut down before it was Up"));
        Info("Successfully shut down");
    }

    internal void Info(string message)
    {
        if (Settings.LogInfo)
            Log.Info("Cluster Node [{0}] - {1}", SelfAddress, message);
    }
}

/// <summary>Makes a system's <see cref="Cluster"/>.</summary>
public class ClusterExtension : ExtensionIdProvider<Cluster>
{
    public override Cluster CreateExtension(ExtendedActorSystem system) => new((ActorSystemImpl)system);
}
