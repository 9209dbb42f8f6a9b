using System;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>Settings of a singleton proxy, by default those under <c>akka.cluster.singleton-proxy</c>.</summary>
public sealed class ClusterSingletonProxySettings : INoSerializationVerificationNeeded
{
    public ClusterSingletonProxySettings(string singletonName, string role, TimeSpan singletonIdentificationInterval, int bufferSize, bool considerAppVersion)
    {
        if (string.IsNullOrWhiteSpace(singletonName))
            throw new ArgumentNullException(nameof(singletonName), "A singleton proxy needs the singleton's name.");
        if (singletonIdentificationInterval <= TimeSpan.Zero)
            throw new ArgumentException($"The identification interval must be positive, it is {singletonIdentificationInterval}.", nameof(singletonIdentificationInterval));
        if (bufferSize is < 0 or > 10000)
            throw new ArgumentException($"The buffer size must be between 0 and 10000, it is {bufferSize}.", nameof(bufferSize));
        SingletonName = singletonName;
        Role = string.IsNullOrEmpty(role) ? null : role;
        SingletonIdentificationInterval = singletonIdentificationInterval;
        BufferSize = bufferSize;
        ConsiderAppVersion = considerAppVersion;
    }

    public string SingletonName { get; }

    public string Role { get; }

    public TimeSpan SingletonIdentificationInterval { get; }

    public int BufferSize { get; }

    public bool ConsiderAppVersion { get; }

    public static ClusterSingletonProxySettings Create(ActorSystem system)
    {
        ToolsDefaults.Register(system);
        var config = system.Settings.Config;
        return Create(config.GetConfig("akka.cluster.singleton-proxy"), config.GetBoolean("akka.cluster.singleton.consider-app-version"));
    }

    public static ClusterSingletonProxySettings Create(Config config, bool considerAppVersion)
    {
        if (config is null || config.IsEmpty)
            throw new ConfigurationException("The section akka.cluster.singleton-proxy is missing: a singleton proxy needs its settings.");
        return new ClusterSingletonProxySettings(
            config.GetString("singleton-name"),
            config.GetString("role"),
            config.GetTimeSpan("singleton-identification-interval"),
            config.GetInt("buffer-size"),
            considerAppVersion);
    }

    public ClusterSingletonProxySettings WithSingletonName(string singletonName) =>
        new(singletonName, Role, SingletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    public ClusterSingletonProxySettings WithRole(string role) =>
        new(SingletonName, role, SingletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    public ClusterSingletonProxySettings WithSingletonIdentificationInterval(TimeSpan singletonIdentificationInterval) =>
        new(SingletonName, Role, singletonIdentificationInterval, BufferSize, ConsiderAppVersion);

    public ClusterSingletonProxySettings WithBufferSize(int bufferSize) =>
        new(SingletonName, Role, SingletonIdentificationInterval, bufferSize, ConsiderAppVersion);
}
