using System;
using Akka.Actor;
using Akka.Configuration;
using Akka.Coordination;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Settings of a singleton started by <see cref="ClusterSingleton"/>: those of its manager and of its proxy in one.</summary>
public class ClusterSingletonSettings : INoSerializationVerificationNeeded
{
    internal ClusterSingletonSettings(
        string role,
        TimeSpan singletonIdentificationInterval,
        TimeSpan removalMargin,
        TimeSpan handOverRetryInterval,
        int bufferSize,
        LeaseUsageSettings leaseSettings,
        bool considerAppVersion)
    {
        if (bufferSize is < 0 or > 10000)
            throw new ArgumentException($"The buffer size must be between 0 and 10000, it is {bufferSize}.", nameof(bufferSize));
        Role = string.IsNullOrEmpty(role) ? null : role;
        SingletonIdentificationInterval = singletonIdentificationInterval;
        RemovalMargin = removalMargin;
        HandOverRetryInterval = handOverRetryInterval;
        BufferSize = bufferSize;
        LeaseSettings = leaseSettings;
        ConsiderAppVersion = considerAppVersion;
    }

    public string Role { get; }

    public TimeSpan SingletonIdentificationInterval { get; }

    public TimeSpan RemovalMargin { get; }

    public TimeSpan HandOverRetryInterval { get; }

    public int BufferSize { get; }

    public LeaseUsageSettings LeaseSettings { get; }

    public bool ConsiderAppVersion { get; }

    public static ClusterSingletonSettings Create(ActorSystem system)
    {
        ToolsDefaults.Register(system);
        return Create(system.Settings.Config.GetConfig("akka.cluster"));
    }

    /// <param name="config">The section <c>akka.cluster</c>.</param>
    public static ClusterSingletonSettings Create(Config config)
    {
        if (config is null || config.IsEmpty)
            throw new ConfigurationException("The section akka.cluster is missing: a cluster singleton needs its settings.");
        var manager = ClusterSingletonManagerSettings.Create(config.GetConfig("singleton"));
        var proxy = ClusterSingletonProxySettings.Create(config.GetConfig("singleton-proxy"), manager.AppVersionMatters);
        return new ClusterSingletonSettings(
            manager.Role,
            proxy.SingletonIdentificationInterval,
            manager.RemovalMargin,
            manager.HandOverRetryInterval,
            proxy.BufferSize,
            manager.LeaseSettings,
            manager.AppVersionMatters);
    }

    public ClusterSingletonSettings WithRole(string role) =>
        new(role, SingletonIdentificationInterval, RemovalMargin, HandOverRetryInterval, BufferSize, LeaseSettings, ConsiderAppVersion);

    public ClusterSingletonSettings WithRemovalMargin(TimeSpan removalMargin) =>
        new(Role, SingletonIdentificationInterval, removalMargin, HandOverRetryInterval, BufferSize, LeaseSettings, ConsiderAppVersion);

    public ClusterSingletonSettings WithHandOverRetryInterval(TimeSpan handOverRetryInterval) =>
        new(Role, SingletonIdentificationInterval, RemovalMargin, handOverRetryInterval, BufferSize, LeaseSettings, ConsiderAppVersion);

    public ClusterSingletonSettings WithLeaseSettings(LeaseUsageSettings leaseSettings) =>
        new(Role, SingletonIdentificationInterval, RemovalMargin, HandOverRetryInterval, BufferSize, leaseSettings, ConsiderAppVersion);

    internal ClusterSingletonManagerSettings ForManager(string name) =>
        new(name, Role, RemovalMargin, HandOverRetryInterval, LeaseSettings, ConsiderAppVersion);

    internal ClusterSingletonProxySettings ForProxy(string name) =>
        new(name, Role, SingletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    public override string ToString() =>
        $"ClusterSingletonSettings(role: {Role}, identification: {SingletonIdentificationInterval}, removal margin: {RemovalMargin}, hand-over retry: {HandOverRetryInterval}, buffer: {BufferSize}, lease: {LeaseSettings}, app version: {ConsiderAppVersion})";
}
