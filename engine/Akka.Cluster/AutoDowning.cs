using Akka.Actor;
using Akka.Cluster.SBR;
using Akka.Configuration;
using Akka.Event;

namespace Akka.Cluster;

/// <summary>Downs whoever is unreachable for akka.cluster.auto-down-unreachable-after. Both sides of a split do it: a last resort.</summary>
public sealed class AutoDowning : IDowningProvider
{
    private readonly ActorSystem _system;
    private readonly Cluster _cluster;

    public AutoDowning(ActorSystem system, Cluster cluster)
    {
        _system = system;
        _cluster = cluster;
    }

    public TimeSpan DownRemovalMargin => DowningProvider.RemovalMargin(_system, TimeSpan.Zero);

    public Props DowningActorProps => _cluster.Settings.AutoDownUnreachableAfter is { } after
        ? AutoDownActor.Props(_cluster, after)
        : throw new ConfigurationException("AutoDowning needs akka.cluster.auto-down-unreachable-after to be a duration");
}

/// <summary>The resolver under the name that it had at first; it reads the same configuration.</summary>
public sealed class SplitBrainResolver : IDowningProvider
{
    private readonly ActorSystem _system;
    private readonly Cluster _cluster;
    private readonly SplitBrainResolverSettings _settings;

    public SplitBrainResolver(ActorSystem system, Cluster cluster)
    {
        _system = system;
        _cluster = cluster;
        _settings = new SplitBrainResolverSettings(system.Settings.Config);
    }

    public TimeSpan StableAfter => _settings.DowningStableAfter;

    public TimeSpan DownRemovalMargin => DowningProvider.RemovalMargin(_system, TimeSpan.Zero);

    public Props DowningActorProps => SplitBrainResolverActor.Props(_cluster, _settings);
}

internal sealed class AutoDownActor : ReceiveActor
{
    private readonly Dictionary<UniqueAddress, ICancelable> _pending = [];

    public AutoDownActor(Cluster cluster, TimeSpan after)
    {
        cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IReachabilityEvent), typeof(ClusterEvent.MemberRemoved));
        Receive<ClusterEvent.UnreachableMember>(m =>
        {
            if (!_pending.ContainsKey(m.Member.UniqueAddress))
                _pending.Add(m.Member.UniqueAddress, Context.System.Scheduler.ScheduleTellOnceCancelable(after, Self, m.Member, Self));
        });
        Receive<ClusterEvent.ReachableMember>(m => Forget(m.Member.UniqueAddress));
        Receive<ClusterEvent.MemberRemoved>(m => Forget(m.Member.UniqueAddress));
        Receive<Member>(m =>
        {
            Forget(m.UniqueAddress);
            if (cluster.View.Gossip.IsLeader(cluster.SelfUniqueAddress))
            {
                Context.GetLogger().Warning("Leader is auto-downing unreachable node [{0}]", m.Address);
                cluster.Down(m.Address);
            }
        });
    }

    public static Props Props(Cluster cluster, TimeSpan after) => Akka.Actor.Props.Create(() => new AutoDownActor(cluster, after));

    private void Forget(UniqueAddress node)
    {
        if (_pending.Remove(node, out var timer))
            timer.Cancel();
    }
}
