using Akka.Actor;

namespace Akka.Cluster.SBR;

/// <summary>Downs one side of a split by the strategy that akka.cluster.split-brain-resolver names; the default.</summary>
public class SplitBrainResolverProvider : IDowningProvider
{
    private readonly ActorSystem _system;
    private readonly Cluster _cluster;
    private readonly SplitBrainResolverSettings _settings;

    public SplitBrainResolverProvider(ActorSystem system, Cluster cluster)
    {
        _system = system;
        _cluster = cluster;
        _settings = new SplitBrainResolverSettings(system.Settings.Config);
    }

    public TimeSpan DownRemovalMargin => DowningProvider.RemovalMargin(_system, _settings.DowningStableAfter);

    public Props DowningActorProps => SplitBrainResolverActor.Props(_cluster, _settings);
}
