using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Cluster.SBR;

public sealed partial class KeepOldestSettings
{
    internal KeepOldestSettings() { }
    public KeepOldestSettings(bool downIfAlone, string role) { }
    public bool DownIfAlone { get => throw null; }
    public string Role { get => throw null; }
}
public sealed partial class LeaseMajoritySettings
{
    internal LeaseMajoritySettings() { }
    public LeaseMajoritySettings(string leaseImplementation, TimeSpan acquireLeaseDelayForMinority, TimeSpan releaseAfter, string role, string leaseName) { }
    public TimeSpan AcquireLeaseDelayForMinority { get => throw null; }
    public TimeSpan ReleaseAfter { get => throw null; }
    public string LeaseImplementation { get => throw null; }
    public string LeaseName { get => throw null; }
    public string Role { get => throw null; }
    public string SafeLeaseName(string systemName)=> throw null;
}
public partial class SplitBrainResolverProvider : Akka.Cluster.IDowningProvider
{
    internal SplitBrainResolverProvider() { }
    public SplitBrainResolverProvider(Akka.Actor.ActorSystem system, Akka.Cluster.Cluster cluster) { }
    public Akka.Actor.Props DowningActorProps { get => throw null; }
    public TimeSpan DownRemovalMargin { get => throw null; }
}
public sealed partial class SplitBrainResolverSettings
{
    internal SplitBrainResolverSettings() { }
    public SplitBrainResolverSettings(Akka.Configuration.Config config) { }
    public Akka.Cluster.SBR.KeepOldestSettings KeepOldestSettings { get => throw null; }
    public Akka.Cluster.SBR.LeaseMajoritySettings LeaseMajoritySettings { get => throw null; }
    public Akka.Cluster.SBR.StaticQuorumSettings StaticQuorumSettings { get => throw null; }
    public TimeSpan DownAllWhenUnstable { get => throw null; }
    public TimeSpan DowningStableAfter { get => throw null; }
    public const string DownAllName = "down-all";
    public const string KeepMajorityName = "keep-majority";
    public const string KeepOldestName = "keep-oldest";
    public const string LeaseMajorityName = "lease-majority";
    public const string StaticQuorumName = "static-quorum";
    public static readonly ImmutableHashSet<string> AllStrategyNames;
    public string DowningStrategy { get => throw null; }
    public string KeepMajorityRole { get => throw null; }
}
public sealed partial class StaticQuorumSettings
{
    internal StaticQuorumSettings() { }
    public StaticQuorumSettings(int size, string role) { }
    public int Size { get => throw null; }
    public string Role { get => throw null; }
}
