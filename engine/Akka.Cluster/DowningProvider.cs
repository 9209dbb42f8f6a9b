using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster;

/// <summary>Decides who of a split cluster is declared down.</summary>
public interface IDowningProvider
{
    TimeSpan DownRemovalMargin { get; }

    Props DowningActorProps { get; }
}

/// <summary>Nobody is declared down but by hand.</summary>
public sealed class NoDowning : IDowningProvider
{
    private readonly ActorSystem _system;

    public NoDowning(ActorSystem system, Cluster cluster) => _system = system;

    public TimeSpan DownRemovalMargin => Akka.Cluster.DowningProvider.RemovalMargin(_system, TimeSpan.Zero);

    public Props DowningActorProps => null;
}

internal static class DowningProvider
{
    public static IDowningProvider Load(Type type, ActorSystem system, Cluster cluster)
    {
        if (type == typeof(NoDowning))
            return new NoDowning(system, cluster);
        if (type == typeof(SBR.SplitBrainResolverProvider))
            return new SBR.SplitBrainResolverProvider(system, cluster);
        return Activator.CreateInstance(type, system, cluster) as IDowningProvider
            ?? throw new ConfigurationException($"akka.cluster.downing-provider-class: [{type}] is no IDowningProvider");
    }

    public static TimeSpan RemovalMargin(ActorSystem system, TimeSpan otherwise)
    {
        const string key = "akka.cluster.down-removal-margin";
        var text = system.Settings.Config.GetString(key);
        return text is null or "" or "off" or "false" ? otherwise : system.Settings.Config.GetTimeSpan(key);
    }
}
