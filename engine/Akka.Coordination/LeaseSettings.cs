using System;
using Akka.Configuration;

namespace Akka.Coordination;

/// <summary>The name of a lease, who wants it, and its section of the configuration.</summary>
public sealed class LeaseSettings
{
    public LeaseSettings(string leaseName, string ownerName, TimeoutSettings timeoutSettings, Config leaseConfig)
    {
        LeaseName = leaseName;
        OwnerName = ownerName;
        TimeoutSettings = timeoutSettings;
        LeaseConfig = leaseConfig;
    }

    public string LeaseName { get; }

    public string OwnerName { get; }

    public TimeoutSettings TimeoutSettings { get; }

    public Config LeaseConfig { get; }

    public static LeaseSettings Create(Config config, string leaseName, string ownerName) =>
        new(leaseName, ownerName, TimeoutSettings.Create(config), config);

    public LeaseSettings WithTimeoutSettings(TimeoutSettings timeoutSettings) => new(LeaseName, OwnerName, timeoutSettings, LeaseConfig);

    public override string ToString() => $"LeaseSettings({LeaseName}, {OwnerName}, {TimeoutSettings})";
}

/// <summary>How often a holder says that it is alive, and how long the others wait.</summary>
public sealed class TimeoutSettings
{
    public TimeoutSettings(TimeSpan heartbeatInterval, TimeSpan heartbeatTimeout, TimeSpan operationTimeout)
    {
        if (heartbeatInterval >= heartbeatTimeout / 2)
            throw new ArgumentException($"heartbeat-interval [{heartbeatInterval}] must be less than half of heartbeat-timeout [{heartbeatTimeout}].");
        HeartbeatInterval = heartbeatInterval;
        HeartbeatTimeout = heartbeatTimeout;
        OperationTimeout = operationTimeout;
    }

    public TimeSpan HeartbeatInterval { get; }

    public TimeSpan HeartbeatTimeout { get; }

    public TimeSpan OperationTimeout { get; }

    public static TimeoutSettings Create(Config config)
    {
        var timeout = config.GetTimeSpan("heartbeat-timeout");
        // Without an interval of its own a tenth of the timeout, but at most what is left of it after five seconds.
        var interval = string.IsNullOrEmpty(config.GetString("heartbeat-interval"))
            ? TimeSpan.FromTicks(Math.Max(timeout.Ticks / 10, TimeSpan.FromSeconds(5).Ticks))
            : config.GetTimeSpan("heartbeat-interval");
        return new TimeoutSettings(interval, timeout, config.GetTimeSpan("lease-operation-timeout"));
    }

    public TimeoutSettings WithHeartbeatInterval(TimeSpan heartbeatInterval) => new(heartbeatInterval, HeartbeatTimeout, OperationTimeout);

    public TimeoutSettings WithHeartbeatTimeout(TimeSpan heartbeatTimeout) => new(HeartbeatInterval, heartbeatTimeout, OperationTimeout);

    public TimeoutSettings withOperationTimeout(TimeSpan operationTimeout) => new(HeartbeatInterval, HeartbeatTimeout, operationTimeout);

    public override string ToString() => $"TimeoutSettings({HeartbeatInterval}, {HeartbeatTimeout}, {OperationTimeout})";
}

/// <summary>Which lease a part of the cluster uses, and how often it tries to get it.</summary>
public sealed class LeaseUsageSettings
{
    public LeaseUsageSettings(string leaseImplementation, TimeSpan leaseRetryInterval)
    {
        LeaseImplementation = leaseImplementation;
        LeaseRetryInterval = leaseRetryInterval;
    }

    public string LeaseImplementation { get; }

    public TimeSpan LeaseRetryInterval { get; }

    public override string ToString() => $"LeaseUsageSettings({LeaseImplementation}, {LeaseRetryInterval})";
}
