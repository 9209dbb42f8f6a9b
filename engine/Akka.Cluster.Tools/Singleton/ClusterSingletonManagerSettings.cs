using System;
using Akka.Actor;
using Akka.Configuration;
using Akka.Coordination;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Settings of a singleton manager, by default those under <c>akka.cluster.singleton</c>.</summary>
public sealed class ClusterSingletonManagerSettings : INoSerializationVerificationNeeded
{
    public ClusterSingletonManagerSettings(string singletonName, string role, TimeSpan removalMargin, TimeSpan handOverRetryInterval, bool considerAppVersion)
        : this(singletonName, role, removalMargin, handOverRetryInterval, null, considerAppVersion)
    {
    }

    public ClusterSingletonManagerSettings(
        string singletonName,
        string role,
        TimeSpan removalMargin,
        TimeSpan handOverRetryInterval,
        LeaseUsageSettings leaseSettings,
        bool considerAppVersion)
    {
        if (string.IsNullOrWhiteSpace(singletonName))
            throw new ArgumentNullException(nameof(singletonName), "A cluster singleton needs a name.");
        if (removalMargin < TimeSpan.Zero)
            throw new ArgumentException($"The removal margin must not be negative, it is {removalMargin}.", nameof(removalMargin));
        if (handOverRetryInterval <= TimeSpan.Zero)
            throw new ArgumentException($"The hand-over retry interval must be positive, it is {handOverRetryInterval}.", nameof(handOverRetryInterval));
        SingletonName = singletonName;
        Role = string.IsNullOrEmpty(role) ? null : role;
        RemovalMargin = removalMargin;
        HandOverRetryInterval = handOverRetryInterval;
        LeaseSettings = leaseSettings;
        AppVersionMatters = considerAppVersion;
    }

    public string SingletonName { get; }

    public string Role { get; }

    /// <summary>How long the singleton of a removed node may still live; zero means the downing provider's own margin.</summary>
    public TimeSpan RemovalMargin { get; }

    public TimeSpan HandOverRetryInterval { get; }

    public LeaseUsageSettings LeaseSettings { get; }

    [Obsolete("Only nodes with the highest app version are considered when this is set; all nodes must agree on it.")]
    public bool ConsiderAppVersion => AppVersionMatters;

    internal bool AppVersionMatters { get; }

    public static ClusterSingletonManagerSettings Create(ActorSystem system)
    {
        ToolsDefaults.Register(system);
        return Create(system.Settings.Config.GetConfig("akka.cluster.singleton"));
    }

    public static ClusterSingletonManagerSettings Create(Config config)
    {
        if (config is null || config.IsEmpty)
            throw new ConfigurationException("The section akka.cluster.singleton is missing: a singleton manager needs its settings.");
        return new ClusterSingletonManagerSettings(
            config.GetString("singleton-name"),
            config.GetString("role"),
            TimeSpan.Zero,
            config.GetTimeSpan("hand-over-retry-interval"),
            LeaseOf(config),
            config.GetBoolean("consider-app-version"));
    }

    internal static LeaseUsageSettings LeaseOf(Config config)
    {
        var lease = config.GetString("use-lease");
        return string.IsNullOrEmpty(lease) ? null : new LeaseUsageSettings(lease, config.GetTimeSpan("lease-retry-interval"));
    }

    public ClusterSingletonManagerSettings WithSingletonName(string singletonName) =>
        new(singletonName, Role, RemovalMargin, HandOverRetryInterval, LeaseSettings, AppVersionMatters);

    public ClusterSingletonManagerSettings WithRole(string role) =>
        new(SingletonName, role, RemovalMargin, HandOverRetryInterval, LeaseSettings, AppVersionMatters);

    public ClusterSingletonManagerSettings WithRemovalMargin(TimeSpan removalMargin) =>
        new(SingletonName, Role, removalMargin, HandOverRetryInterval, LeaseSettings, AppVersionMatters);

    public ClusterSingletonManagerSettings WithHandOverRetryInterval(TimeSpan handOverRetryInterval) =>
        new(SingletonName, Role, RemovalMargin, handOverRetryInterval, LeaseSettings, AppVersionMatters);

    public ClusterSingletonManagerSettings WithLeaseSettings(LeaseUsageSettings leaseSettings) =>
        new(SingletonName, Role, RemovalMargin, HandOverRetryInterval, leaseSettings, AppVersionMatters);
}
