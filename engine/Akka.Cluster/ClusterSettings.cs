using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using Akka.Actor;
using Akka.Configuration;
using Akka.Util;

namespace Akka.Cluster;

/// <summary>What akka.cluster says, read once.</summary>
public sealed class ClusterSettings
{
    internal const string MembershipDispatcher = "akka.cluster.membership-dispatcher";

    public ClusterSettings(Config config, string systemName)
    {
        var cluster = config.GetConfig("akka.cluster")
            ?? throw new ConfigurationException($"[akka.cluster] is missing in the configuration of system [{systemName}]: is its provider a cluster provider?");

        LogInfoVerbose = cluster.GetBoolean("log-info-verbose");
        LogInfo = LogInfoVerbose || cluster.GetBoolean("log-info");
        FailureDetectorConfig = cluster.GetConfig("failure-detector");
        FailureDetectorImplementationClass = FailureDetectorConfig.GetString("implementation-class");
        HeartbeatInterval = FailureDetectorConfig.GetTimeSpan("heartbeat-interval");
        HeartbeatExpectedResponseAfter = FailureDetectorConfig.GetTimeSpan("expected-response-after");
        MonitoredByNrOfMembers = FailureDetectorConfig.GetInt("monitored-by-nr-of-members");
        if (MonitoredByNrOfMembers <= 0)
            throw new ArgumentException("akka.cluster.failure-detector.monitored-by-nr-of-members must be greater than 0");

        SeedNodes = [.. cluster.GetStringList("seed-nodes").Select(ParseSeed)];
        SeedNodeTimeout = cluster.GetTimeSpan("seed-node-timeout");
        RetryUnsuccessfulJoinAfter = Optional(cluster, "retry-unsuccessful-join-after");
        ShutdownAfterUnsuccessfulJoinSeedNodes = Optional(cluster, "shutdown-after-unsuccessful-join-seed-nodes");
        PeriodicTasksInitialDelay = cluster.GetTimeSpan("periodic-tasks-initial-delay");
        GossipInterval = cluster.GetTimeSpan("gossip-interval");
        GossipTimeToLive = cluster.GetTimeSpan("gossip-time-to-live");
        LeaderActionsInterval = cluster.GetTimeSpan("leader-actions-interval");
        UnreachableNodesReaperInterval = cluster.GetTimeSpan("unreachable-nodes-reaper-interval");
        PublishStatsInterval = Optional(cluster, "publish-stats-interval");
        AutoDownUnreachableAfter = Optional(cluster, "auto-down-unreachable-after");
        Roles = [.. cluster.GetStringList("roles")];
        AppVersion = VersionOf(cluster.GetString("app-version"));
        MinNrOfMembers = cluster.GetInt("min-nr-of-members");
        MinNrOfMembersOfRole = NeededPerRole(cluster.GetConfig("role"));
        RunCoordinatedShutdownWhenDown = cluster.GetBoolean("run-coordinated-shutdown-when-down");
        UseDispatcher = cluster.GetString("use-dispatcher") is { Length: > 0 } chosen ? chosen : MembershipDispatcher;
        GossipDifferentViewProbability = cluster.GetDouble("gossip-different-view-probability");
        ReduceGossipDifferentViewProbability = cluster.GetInt("reduce-gossip-different-view-probability");
        SchedulerTickDuration = cluster.GetTimeSpan("scheduler.tick-duration");
        SchedulerTicksPerWheel = cluster.GetInt("scheduler.ticks-per-wheel");
        VerboseHeartbeatLogging = cluster.GetBoolean("debug.verbose-heartbeat-logging");
        VerboseGossipReceivedLogging = cluster.GetBoolean("debug.verbose-receive-gossip-logging");
        UseLegacyHeartbeatMessage = cluster.GetBoolean("use-legacy-heartbeat-message");
        (AllowWeaklyUpMembers, WeaklyUpAfter) = WeaklyUp(cluster.GetString("allow-weakly-up-members"), cluster);
        DowningProviderType = DowningType(cluster.GetString("downing-provider-class"));
    }

    public bool LogInfo { get; }

    public bool LogInfoVerbose { get; }

    public Config FailureDetectorConfig { get; }

    public string FailureDetectorImplementationClass { get; }

    public TimeSpan HeartbeatInterval { get; }

    public TimeSpan HeartbeatExpectedResponseAfter { get; }

    public int MonitoredByNrOfMembers { get; }

    public ImmutableList<Address> SeedNodes { get; }

    public TimeSpan SeedNodeTimeout { get; }

    public TimeSpan? RetryUnsuccessfulJoinAfter { get; }

    public TimeSpan? ShutdownAfterUnsuccessfulJoinSeedNodes { get; }

    public TimeSpan PeriodicTasksInitialDelay { get; }

    public TimeSpan GossipInterval { get; }

    public TimeSpan GossipTimeToLive { get; }

    public TimeSpan LeaderActionsInterval { get; }

    public TimeSpan UnreachableNodesReaperInterval { get; }

    public TimeSpan? PublishStatsInterval { get; }

    [Obsolete("Choose a downing provider instead.")]
    public TimeSpan? AutoDownUnreachableAfter { get; }

    public ImmutableHashSet<string> Roles { get; }

    public AppVersion AppVersion { get; }

    public double GossipDifferentViewProbability { get; }

    public int ReduceGossipDifferentViewProbability { get; }

    public string UseDispatcher { get; }

    public TimeSpan SchedulerTickDuration { get; }

    public int SchedulerTicksPerWheel { get; }

    public int MinNrOfMembers { get; }

    public ImmutableDictionary<string, int> MinNrOfMembersOfRole { get; }

    public Type DowningProviderType { get; }

    public bool RunCoordinatedShutdownWhenDown { get; }

    public bool VerboseHeartbeatLogging { get; }

    public bool VerboseGossipReceivedLogging { get; }

    public bool UseLegacyHeartbeatMessage { get; }

    public bool AllowWeaklyUpMembers { get; }

    public TimeSpan WeaklyUpAfter { get; }

    private static Address ParseSeed(string text)
    {
        if (Address.TryParse(text, out var address) && address.HasGlobalScope)
            return address;
        throw new ConfigurationException(
            $"akka.cluster.seed-nodes: [{text}] is not an address; write it as akka.tcp://SystemName@host:port");
    }

    private static TimeSpan? Optional(Config config, string key)
    {
        var text = config.GetString(key);
        return string.IsNullOrEmpty(text) || text.ToLowerInvariant() is "off" or "false" ? null : config.GetTimeSpan(key);
    }

    private static (bool, TimeSpan) WeaklyUp(string text, Config cluster) => text?.ToLowerInvariant() switch
    {
        "off" or "false" => (false, TimeSpan.Zero),
        "on" or "true" => (true, TimeSpan.FromSeconds(7)),
        _ => (true, cluster.GetTimeSpan("allow-weakly-up-members")),
    };

    private static ImmutableDictionary<string, int> NeededPerRole(Config roles)
    {
        var needed = ImmutableDictionary.CreateBuilder<string, int>();
        if (roles is { IsEmpty: false })
        {
            foreach (var (role, value) in roles.Root.GetObject().Items)
                needed[role] = value.GetObject().GetKey("min-nr-of-members").GetInt();
        }
        return needed.ToImmutable();
    }

    private static AppVersion VersionOf(string text)
    {
        if (text is not ("assembly-version" or null or ""))
            return AppVersion.Create(text);
        var version = Assembly.GetEntryAssembly()?.GetName().Version ?? new Version(0, 0, 0);
        return AppVersion.Create(string.Create(CultureInfo.InvariantCulture, $"{version.Major}.{version.Minor}.{Math.Max(0, version.Build)}"));
    }

    private static Type DowningType(string name)
    {
        if (string.IsNullOrEmpty(name))
            return typeof(NoDowning);
        return Type.GetType(name)
            ?? throw new ConfigurationException($"akka.cluster.downing-provider-class: no type [{name}] is found; write it as \"Namespace.Type, Assembly\"");
    }
}
