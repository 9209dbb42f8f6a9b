namespace Akka.Actor;

/// <summary>Which provider makes a system's references: local, remote, cluster, or a class of one's own.</summary>
public abstract class ProviderSelection
{
    internal const string LocalProvider = "Akka.Actor.LocalActorRefProvider";
    internal const string RemoteProvider = "Akka.Remote.RemoteActorRefProvider, Akka.Remote";
    internal const string ClusterProvider = "Akka.Cluster.ClusterActorRefProvider, Akka.Cluster";

    private ProviderSelection(string identifier, string fqn, bool hasCluster)
    {
        Identifier = identifier;
        Fqn = fqn;
        HasCluster = hasCluster;
    }

    internal string Identifier { get; }

    internal string Fqn { get; }

    internal bool HasCluster { get; }

    /// <summary>Reads akka.actor.provider: one of the three short names, or a type name.</summary>
    internal static ProviderSelection GetProvider(string text) => text switch
    {
        "local" => Local.Instance,
        "remote" => Remote.Instance,
        "cluster" => Cluster.Instance,
        _ => new Custom(text),
    };

    public sealed class Local : ProviderSelection
    {
        public static readonly Local Instance = new();

        private Local()
            : base("local", LocalProvider, false)
        {
        }
    }

    public sealed class Remote : ProviderSelection
    {
        public static readonly Remote Instance = new();

        private Remote()
            : base("remote", RemoteProvider, false)
        {
        }
    }

    public sealed class Cluster : ProviderSelection
    {
        public static readonly Cluster Instance = new();

        private Cluster()
            : base("cluster", ClusterProvider, true)
        {
        }
    }

    public sealed class Custom : ProviderSelection
    {
        public Custom(string fqn, string identifier = null, bool hasCluster = false)
            : base(identifier ?? string.Empty, fqn, hasCluster)
        {
        }
    }
}
