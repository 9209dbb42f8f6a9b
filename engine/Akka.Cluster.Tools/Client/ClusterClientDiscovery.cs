using System;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Client;

/// <summary>How a client would find its first contacts by a discovery method.</summary>
public sealed record ClusterClientDiscoverySettings(
    string DiscoveryMethod,
    string ServiceName,
    string PortName,
    int NumberOfContacts,
    TimeSpan Interval,
    double ExponentialBackoffJitter,
    TimeSpan ExponentialBackoffMax,
    TimeSpan ResolveTimeout,
    TimeSpan ProbeTimeout)
{
    public static readonly ClusterClientDiscoverySettings Empty = new(
        "<method>", null, null, 3, TimeSpan.FromSeconds(1), 0.2, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3));

    public static ClusterClientDiscoverySettings Create(Config clusterClientConfig)
    {
        var config = clusterClientConfig.GetConfig("discovery");
        return config is null
            ? Empty
            : new ClusterClientDiscoverySettings(
                config.GetString("method"),
                config.GetString("service-name"),
                config.GetString("port-name"),
                config.GetInt("number-of-contacts"),
                config.GetTimeSpan("interval"),
                config.GetDouble("exponential-backoff-random-factor"),
                config.GetTimeSpan("exponential-backoff-max"),
                config.GetTimeSpan("resolve-timeout"),
                config.GetTimeSpan("probe-timeout"));
    }
}

/// <summary>
/// Stands where discovery of initial contacts would be. Discovery methods come from Akka.Discovery, which this engine does not have, so
/// that starting it ends with an error that says what to do.
/// </summary>
public class ClusterClientDiscovery : UntypedActor, IWithUnboundedStash, IWithTimers
{
    private readonly ClusterClientSettings _settings;

    public ClusterClientDiscovery(ClusterClientSettings settings)
    {
        _settings = settings;
    }

    public IStash Stash { get; set; }

    public ITimerScheduler Timers { get; set; }

    protected override void PreStart() => throw new ConfigurationException(
        $"The cluster client is to find its contacts by discovery method '{_settings.DiscoverySettings.DiscoveryMethod}', but this engine has no Akka.Discovery: list akka.cluster.client.initial-contacts and set use-initial-contacts-discovery = false.");

    protected override void PostStop()
    {
    }

    protected override void OnReceive(object message) => Unhandled(message);
}
