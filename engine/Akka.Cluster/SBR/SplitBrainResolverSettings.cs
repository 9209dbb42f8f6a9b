using System.Collections.Immutable;
using Akka.Configuration;

namespace Akka.Cluster.SBR;

/// <summary>What akka.cluster.split-brain-resolver says.</summary>
public sealed class SplitBrainResolverSettings
{
    public const string KeepMajorityName = "keep-majority";
    public const string LeaseMajorityName = "lease-majority";
    public const string StaticQuorumName = "static-quorum";
    public const string KeepOldestName = "keep-oldest";
    public const string DownAllName = "down-all";

    public static readonly ImmutableHashSet<string> AllStrategyNames =
        [KeepMajorityName, LeaseMajorityName, StaticQuorumName, KeepOldestName, DownAllName];

    private static readonly TimeSpan LeastUnstable = TimeSpan.FromSeconds(4);

    private readonly Lazy<KeepOldestSettings> _keepOldest;
    private readonly Lazy<StaticQuorumSettings> _staticQuorum;
    private readonly Lazy<LeaseMajoritySettings> _leaseMajority;
    private readonly Lazy<string> _keepMajorityRole;

    public SplitBrainResolverSettings(Config config)
    {
        var resolver = config.GetConfig("akka.cluster.split-brain-resolver")
            ?? throw new ConfigurationException("akka.cluster.split-brain-resolver is missing in the configuration");
        DowningStableAfter = resolver.GetTimeSpan("stable-after");
        if (DowningStableAfter <= TimeSpan.Zero)
            throw new ConfigurationException("akka.cluster.split-brain-resolver.stable-after must be greater than 0");
        DowningStrategy = resolver.GetString("active-strategy")?.ToLowerInvariant() ?? "";
        if (!AllStrategyNames.Contains(DowningStrategy))
        {
            throw new ConfigurationException(
                $"akka.cluster.split-brain-resolver.active-strategy: [{DowningStrategy}] is none of [{string.Join(", ", AllStrategyNames.Order())}]");
        }
        DownAllWhenUnstable = resolver.GetString("down-all-when-unstable")?.ToLowerInvariant() switch
        {
            "off" or "false" => TimeSpan.Zero,
            "on" or "true" or null or "" => DowningStableAfter * 0.75 is var share && share > LeastUnstable ? share : LeastUnstable,
            _ => resolver.GetTimeSpan("down-all-when-unstable"),
        };
        _keepMajorityRole = new(() => Role(resolver.GetConfig(KeepMajorityName)));
        _keepOldest = new(() => resolver.GetConfig(KeepOldestName) is var c
            ? new KeepOldestSettings(c.GetBoolean("down-if-alone"), Role(c)) : null);
        _staticQuorum = new(() => QuorumOf(resolver.GetConfig(StaticQuorumName)));
        _leaseMajority = new(() => LeaseOf(resolver.GetConfig(LeaseMajorityName)));
    }

    public TimeSpan DowningStableAfter { get; }

    public string DowningStrategy { get; }

    public TimeSpan DownAllWhenUnstable { get; }

    public string KeepMajorityRole => _keepMajorityRole.Value;

    public StaticQuorumSettings StaticQuorumSettings => _staticQuorum.Value;

    public KeepOldestSettings KeepOldestSettings => _keepOldest.Value;

    public LeaseMajoritySettings LeaseMajoritySettings => _leaseMajority.Value;

    private static StaticQuorumSettings QuorumOf(Config config)
    {
        var text = config.GetString("quorum-size");
        if (text is null or "" or "undefined")
            throw new ConfigurationException("akka.cluster.split-brain-resolver.static-quorum.quorum-size has to be set for active-strategy static-quorum");
        var size = config.GetInt("quorum-size");
        if (size < 1)
            throw new ConfigurationException("akka.cluster.split-brain-resolver.static-quorum.quorum-size must be at least 1");
        return new StaticQuorumSettings(size, Role(config));
    }

    private static LeaseMajoritySettings LeaseOf(Config config)
    {
        var implementation = config.GetString("lease-implementation");
        if (string.IsNullOrEmpty(implementation))
        {
            throw new ConfigurationException(
                "akka.cluster.split-brain-resolver.lease-majority.lease-implementation must name the configuration of a lease for active-strategy lease-majority");
        }
        return new LeaseMajoritySettings(
            implementation,
            config.GetTimeSpan("acquire-lease-delay-for-minority"),
            config.GetTimeSpan("release-after"),
            Role(config),
            config.GetString("lease-name") is { Length: > 0 } name ? name.Trim() : null);
    }

    private static string Role(Config config) => config.GetString("role") is { Length: > 0 } role ? role : null;
}

public sealed class StaticQuorumSettings
{
    public StaticQuorumSettings(int size, string role)
    {
        Size = size;
        Role = role;
    }

    public int Size { get; }

    public string Role { get; }
}

public sealed class KeepOldestSettings
{
    public KeepOldestSettings(bool downIfAlone, string role)
    {
        DownIfAlone = downIfAlone;
        Role = role;
    }

    public bool DownIfAlone { get; }

    public string Role { get; }
}

public sealed class LeaseMajoritySettings
{
    public LeaseMajoritySettings(string leaseImplementation, TimeSpan acquireLeaseDelayForMinority, TimeSpan releaseAfter, string role, string leaseName)
    {
        LeaseImplementation = leaseImplementation;
        AcquireLeaseDelayForMinority = acquireLeaseDelayForMinority;
        ReleaseAfter = releaseAfter;
        Role = role;
        LeaseName = leaseName;
    }

    public string LeaseImplementation { get; }

    public TimeSpan AcquireLeaseDelayForMinority { get; }

    public TimeSpan ReleaseAfter { get; }

    public string Role { get; }

    public string LeaseName { get; }

    public string SafeLeaseName(string systemName) => LeaseName ?? $"{systemName}-akka-sbr";
}
