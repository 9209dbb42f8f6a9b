using System;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Cluster.Tools.Client;

/// <summary>Settings of a receptionist, by default those under <c>akka.cluster.client.receptionist</c>.</summary>
public sealed class ClusterReceptionistSettings : INoSerializationVerificationNeeded
{
    public ClusterReceptionistSettings(
        string role,
        int numberOfContacts,
        TimeSpan responseTunnelReceiveTimeout,
        TimeSpan heartbeatInterval,
        TimeSpan acceptableHeartbeatPause,
        TimeSpan failureDetectionInterval)
    {
        Role = string.IsNullOrEmpty(role) ? null : role;
        NumberOfContacts = numberOfContacts;
        ResponseTunnelReceiveTimeout = responseTunnelReceiveTimeout;
        HeartbeatInterval = heartbeatInterval;
        AcceptableHeartbeatPause = acceptableHeartbeatPause;
        FailureDetectionInterval = failureDetectionInterval;
    }

    public string Role { get; }

    public int NumberOfContacts { get; }

    public TimeSpan ResponseTunnelReceiveTimeout { get; }

    public TimeSpan HeartbeatInterval { get; }

    public TimeSpan AcceptableHeartbeatPause { get; }

    public TimeSpan FailureDetectionInterval { get; }

    public static ClusterReceptionistSettings Create(ActorSystem system)
    {
        ToolsDefaults.Register(system);
        return Create(system.Settings.Config.GetConfig("akka.cluster.client.receptionist"));
    }

    public static ClusterReceptionistSettings Create(Config config)
    {
        if (config is null || config.IsEmpty)
            throw new ConfigurationException("The section akka.cluster.client.receptionist is missing: a receptionist needs its settings.");
        return new ClusterReceptionistSettings(
            config.GetString("role"),
            config.GetInt("number-of-contacts"),
            config.GetTimeSpan("response-tunnel-receive-timeout"),
            config.GetTimeSpan("heartbeat-interval"),
            config.GetTimeSpan("acceptable-heartbeat-pause"),
            config.GetTimeSpan("failure-detection-interval"));
    }

    public ClusterReceptionistSettings WithRole(string role) =>
        new(role, NumberOfContacts, ResponseTunnelReceiveTimeout, HeartbeatInterval, AcceptableHeartbeatPause, FailureDetectionInterval);

    public ClusterReceptionistSettings WithoutRole() => WithRole(null);

    public ClusterReceptionistSettings WithNumberOfContacts(int numberOfContacts) =>
        new(Role, numberOfContacts, ResponseTunnelReceiveTimeout, HeartbeatInterval, AcceptableHeartbeatPause, FailureDetectionInterval);

    public ClusterReceptionistSettings WithResponseTunnelReceiveTimeout(TimeSpan responseTunnelReceiveTimeout) =>
        new(Role, NumberOfContacts, responseTunnelReceiveTimeout, HeartbeatInterval, AcceptableHeartbeatPause, FailureDetectionInterval);

    public ClusterReceptionistSettings WithHeartbeat(TimeSpan heartbeatInterval, TimeSpan acceptableHeartbeatPause, TimeSpan failureDetectionInterval) =>
        new(Role, NumberOfContacts, ResponseTunnelReceiveTimeout, heartbeatInterval, acceptableHeartbeatPause, failureDetectionInterval);
}
