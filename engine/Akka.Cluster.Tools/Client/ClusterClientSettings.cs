using System;
using System.Collections.Immutable;
using System.Linq;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Client;

/// <summary>Settings of a cluster client, by default those under <c>akka.cluster.client</c>.</summary>
public sealed class ClusterClientSettings : INoSerializationVerificationNeeded
{
    [Obsolete("Use the constructor with useLegacySerialization and useInitialContactsDiscovery.")]
    public ClusterClientSettings(
        IImmutableSet<ActorPath> initialContacts,
        TimeSpan establishingGetContactsInterval,
        TimeSpan refreshContactsInterval,
        TimeSpan heartbeatInterval,
        TimeSpan acceptableHeartbeatPause,
        int bufferSize,
        TimeSpan? reconnectTimeout = null)
        : this(initialContacts, establishingGetContactsInterval, refreshContactsInterval, heartbeatInterval, acceptableHeartbeatPause, bufferSize, true, false, null, reconnectTimeout)
    {
    }

    [Obsolete("Use the constructor with useInitialContactsDiscovery.")]
    public ClusterClientSettings(
        IImmutableSet<ActorPath> initialContacts,
        TimeSpan establishingGetContactsInterval,
        TimeSpan refreshContactsInterval,
        TimeSpan heartbeatInterval,
        TimeSpan acceptableHeartbeatPause,
        int bufferSize,
        bool useLegacySerialization,
        TimeSpan? reconnectTimeout = null)
        : this(initialContacts, establishingGetContactsInterval, refreshContactsInterval, heartbeatInterval, acceptableHeartbeatPause, bufferSize, useLegacySerialization, false, null, reconnectTimeout)
    {
    }

    public ClusterClientSettings(
        IImmutableSet<ActorPath> initialContacts,
        TimeSpan establishingGetContactsInterval,
        TimeSpan refreshContactsInterval,
        TimeSpan heartbeatInterval,
        TimeSpan acceptableHeartbeatPause,
        int bufferSize,
        bool useLegacySerialization,
        bool useInitialContactsDiscovery,
        ClusterClientDiscoverySettings discoverySettings = null,
        TimeSpan? reconnectTimeout = null,
        bool verboseLogging = false)
    {
        if (bufferSize is < 0 or > 10000)
            throw new ArgumentException($"The buffer size must be between 0 and 10000, it is {bufferSize}.", nameof(bufferSize));
        InitialContacts = initialContacts ?? ImmutableHashSet<ActorPath>.Empty;
        EstablishingGetContactsInterval = establishingGetContactsInterval;
        RefreshContactsInterval = refreshContactsInterval;
        HeartbeatInterval = heartbeatInterval;
        AcceptableHeartbeatPause = acceptableHeartbeatPause;
        BufferSize = bufferSize;
        UseLegacySerialization = useLegacySerialization;
        UseInitialContactDiscovery = useInitialContactsDiscovery;
        DiscoverySettings = discoverySettings ?? ClusterClientDiscoverySettings.Empty;
        ReconnectTimeout = reconnectTimeout;
        VerboseLogging = verboseLogging;
    }

    private ClusterClientSettings(ClusterClientSettings other)
    {
        InitialContacts = other.InitialContacts;
        EstablishingGetContactsInterval = other.EstablishingGetContactsInterval;
        RefreshContactsInterval = other.RefreshContactsInterval;
        HeartbeatInterval = other.HeartbeatInterval;
        AcceptableHeartbeatPause = other.AcceptableHeartbeatPause;
        BufferSize = other.BufferSize;
        UseLegacySerialization = other.UseLegacySerialization;
        UseInitialContactDiscovery = other.UseInitialContactDiscovery;
        DiscoverySettings = other.DiscoverySettings;
        ReconnectTimeout = other.ReconnectTimeout;
        VerboseLogging = other.VerboseLogging;
    }

    /// <summary>Receptionists that the client asks first; it learns of the others from them.</summary>
    public IImmutableSet<ActorPath> InitialContacts { get; private init; }

    /// <summary>How often it asks while it has no receptionist.</summary>
    public TimeSpan EstablishingGetContactsInterval { get; private init; }

    /// <summary>How often it asks for news of receptionists when it has one.</summary>
    public TimeSpan RefreshContactsInterval { get; private init; }

    public TimeSpan HeartbeatInterval { get; private init; }

    public TimeSpan AcceptableHeartbeatPause { get; }

    public int BufferSize { get; private init; }

    public bool UseLegacySerialization { get; private init; }

    public bool UseInitialContactDiscovery { get; private init; }

    public ClusterClientDiscoverySettings DiscoverySettings { get; private init; }

    /// <summary>The client stops when it finds no receptionist for this long; null for never.</summary>
    public TimeSpan? ReconnectTimeout { get; private init; }

    public bool VerboseLogging { get; }

    public static ClusterClientSettings Create(ActorSystem system)
    {
        ToolsDefaults.Register(system);
        return Create(system.Settings.Config.GetConfig("akka.cluster.client"));
    }

    public static ClusterClientSettings Create(Config config)
    {
        if (config is null || config.IsEmpty)
            throw new ConfigurationException("The section akka.cluster.client is missing: a cluster client needs its settings.");
        return new ClusterClientSettings(
            config.GetStringList("initial-contacts").Select(ActorPath.Parse).ToImmutableHashSet(),
            config.GetTimeSpan("establishing-get-contacts-interval"),
            config.GetTimeSpan("refresh-contacts-interval"),
            config.GetTimeSpan("heartbeat-interval"),
            config.GetTimeSpan("acceptable-heartbeat-pause"),
            config.GetInt("buffer-size"),
            config.GetBoolean("use-legacy-serialization", true),
            config.GetBoolean("use-initial-contacts-discovery"),
            ClusterClientDiscoverySettings.Create(config),
            config.GetString("reconnect-timeout") is null or "off" or "false" ? null : config.GetTimeSpan("reconnect-timeout"),
            config.GetBoolean("verbose-logging"));
    }

    public ClusterClientSettings WithInitialContacts(IImmutableSet<ActorPath> initialContacts) =>
        initialContacts is null || initialContacts.Count == 0
            ? throw new ArgumentException("A cluster client needs at least one initial contact.", nameof(initialContacts))
            : new ClusterClientSettings(this) { InitialContacts = initialContacts };

    public ClusterClientSettings WithEstablishingGetContactsInterval(TimeSpan value) => new(this) { EstablishingGetContactsInterval = value };

    public ClusterClientSettings WithRefreshContactsInterval(TimeSpan value) => new(this) { RefreshContactsInterval = value };

    public ClusterClientSettings WithHeartbeatInterval(TimeSpan value) => new(this) { HeartbeatInterval = value };

    public ClusterClientSettings WithBufferSize(int bufferSize) => new(this) { BufferSize = bufferSize };

    public ClusterClientSettings WithReconnectTimeout(TimeSpan? reconnectTimeout) => new(this) { ReconnectTimeout = reconnectTimeout };

    public ClusterClientSettings WithUseLegacySerialization(bool useLegacySerialization) =>
        new(this) { UseLegacySerialization = useLegacySerialization };

    public ClusterClientSettings WithInitialContactsDiscovery(bool useInitialContactsDiscovery, ClusterClientDiscoverySettings discoverySettings = null) =>
        new(this) { UseInitialContactDiscovery = useInitialContactsDiscovery, DiscoverySettings = discoverySettings ?? DiscoverySettings };
}
