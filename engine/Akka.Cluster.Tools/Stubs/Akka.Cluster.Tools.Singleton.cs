using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Cluster.Tools.Singleton;

public partial class ClusterSingleton : Akka.Actor.IExtension
{
    internal ClusterSingleton() { }
    public ClusterSingleton(Akka.Actor.ExtendedActorSystem system) { }
    public Akka.Actor.IActorRef Init(Akka.Cluster.Tools.Singleton.SingletonActor singleton)=> throw null;
    public static Akka.Cluster.Tools.Singleton.ClusterSingleton Get(Akka.Actor.ActorSystem system)=> throw null;
}
public sealed partial class ClusterSingletonManager : Akka.Actor.FSM<Akka.Cluster.Tools.Singleton.ClusterSingletonState, Akka.Cluster.Tools.Singleton.IClusterSingletonData>
{
    internal ClusterSingletonManager() { }
    public ClusterSingletonManager(Akka.Actor.Props singletonProps, object terminationMessage, Akka.Cluster.Tools.Singleton.ClusterSingletonManagerSettings settings) { }
    protected override void PostStop()=> throw null;
    protected override void PreStart()=> throw null;
    public static Akka.Actor.Props Props(Akka.Actor.Props singletonProps, Akka.Cluster.Tools.Singleton.ClusterSingletonManagerSettings settings)=> throw null;
    public static Akka.Actor.Props Props(Akka.Actor.Props singletonProps, object terminationMessage, Akka.Cluster.Tools.Singleton.ClusterSingletonManagerSettings settings)=> throw null;
    public static Akka.Configuration.Config DefaultConfig()=> throw null;
}
public sealed partial class ClusterSingletonManagerIsStuckException : Akka.Actor.AkkaException
{
    internal ClusterSingletonManagerIsStuckException() { }
    public ClusterSingletonManagerIsStuckException(SerializationInfo info, StreamingContext context) { }
    public ClusterSingletonManagerIsStuckException(string message) { }
}
public sealed partial class ClusterSingletonManagerSettings : Akka.Actor.INoSerializationVerificationNeeded
{
    internal ClusterSingletonManagerSettings() { }
    public ClusterSingletonManagerSettings(string singletonName, string role, TimeSpan removalMargin, TimeSpan handOverRetryInterval, Akka.Coordination.LeaseUsageSettings leaseSettings, bool considerAppVersion) { }
    public ClusterSingletonManagerSettings(string singletonName, string role, TimeSpan removalMargin, TimeSpan handOverRetryInterval, bool considerAppVersion) { }
    public Akka.Cluster.Tools.Singleton.ClusterSingletonManagerSettings WithHandOverRetryInterval(TimeSpan handOverRetryInterval)=> throw null;
    public Akka.Cluster.Tools.Singleton.ClusterSingletonManagerSettings WithLeaseSettings(Akka.Coordination.LeaseUsageSettings leaseSettings)=> throw null;
    public Akka.Cluster.Tools.Singleton.ClusterSingletonManagerSettings WithRemovalMargin(TimeSpan removalMargin)=> throw null;
    public Akka.Cluster.Tools.Singleton.ClusterSingletonManagerSettings WithRole(string role)=> throw null;
    public Akka.Cluster.Tools.Singleton.ClusterSingletonManagerSettings WithSingletonName(string singletonName)=> throw null;
    public Akka.Coordination.LeaseUsageSettings LeaseSettings { get => throw null; }
    public TimeSpan HandOverRetryInterval { get => throw null; }
    public TimeSpan RemovalMargin { get => throw null; }
    [System.Obsolete] public bool ConsiderAppVersion { get => throw null; }
    public static Akka.Cluster.Tools.Singleton.ClusterSingletonManagerSettings Create(Akka.Actor.ActorSystem system)=> throw null;
    public static Akka.Cluster.Tools.Singleton.ClusterSingletonManagerSettings Create(Akka.Configuration.Config config)=> throw null;
    public string Role { get => throw null; }
    public string SingletonName { get => throw null; }
}
public partial class ClusterSingletonProvider : Akka.Actor.ExtensionIdProvider<Akka.Cluster.Tools.Singleton.ClusterSingleton>
{
    public ClusterSingletonProvider() { }
    public override Akka.Cluster.Tools.Singleton.ClusterSingleton CreateExtension(Akka.Actor.ExtendedActorSystem system)=> throw null;
}
public sealed partial class ClusterSingletonProxy : Akka.Actor.ReceiveActor
{
    internal ClusterSingletonProxy() { }
    public ClusterSingletonProxy(string singletonManagerPath, Akka.Cluster.Tools.Singleton.ClusterSingletonProxySettings settings) { }
    protected override void PostStop()=> throw null;
    protected override void PreStart()=> throw null;
    public static Akka.Actor.Props Props(string singletonManagerPath, Akka.Cluster.Tools.Singleton.ClusterSingletonProxySettings settings)=> throw null;
    public static Akka.Configuration.Config DefaultConfig()=> throw null;
}
public sealed partial class ClusterSingletonProxySettings : Akka.Actor.INoSerializationVerificationNeeded
{
    internal ClusterSingletonProxySettings() { }
    public ClusterSingletonProxySettings(string singletonName, string role, TimeSpan singletonIdentificationInterval, int bufferSize, bool considerAppVersion) { }
    public Akka.Cluster.Tools.Singleton.ClusterSingletonProxySettings WithBufferSize(int bufferSize)=> throw null;
    public Akka.Cluster.Tools.Singleton.ClusterSingletonProxySettings WithRole(string role)=> throw null;
    public Akka.Cluster.Tools.Singleton.ClusterSingletonProxySettings WithSingletonIdentificationInterval(TimeSpan singletonIdentificationInterval)=> throw null;
    public Akka.Cluster.Tools.Singleton.ClusterSingletonProxySettings WithSingletonName(string singletonName)=> throw null;
    public TimeSpan SingletonIdentificationInterval { get => throw null; }
    public bool ConsiderAppVersion { get => throw null; }
    public int BufferSize { get => throw null; }
    public static Akka.Cluster.Tools.Singleton.ClusterSingletonProxySettings Create(Akka.Actor.ActorSystem system)=> throw null;
    public static Akka.Cluster.Tools.Singleton.ClusterSingletonProxySettings Create(Akka.Configuration.Config config, bool considerAppVersion)=> throw null;
    public string Role { get => throw null; }
    public string SingletonName { get => throw null; }
}
public partial class ClusterSingletonSettings : Akka.Actor.INoSerializationVerificationNeeded
{
    internal ClusterSingletonSettings() { }
    public Akka.Cluster.Tools.Singleton.ClusterSingletonSettings WithHandOverRetryInterval(TimeSpan handOverRetryInterval)=> throw null;
    public Akka.Cluster.Tools.Singleton.ClusterSingletonSettings WithLeaseSettings(Akka.Coordination.LeaseUsageSettings leaseSettings)=> throw null;
    public Akka.Cluster.Tools.Singleton.ClusterSingletonSettings WithRemovalMargin(TimeSpan removalMargin)=> throw null;
    public Akka.Cluster.Tools.Singleton.ClusterSingletonSettings WithRole(string role)=> throw null;
    public Akka.Coordination.LeaseUsageSettings LeaseSettings { get => throw null; }
    public TimeSpan HandOverRetryInterval { get => throw null; }
    public TimeSpan RemovalMargin { get => throw null; }
    public TimeSpan SingletonIdentificationInterval { get => throw null; }
    public bool ConsiderAppVersion { get => throw null; }
    public int BufferSize { get => throw null; }
    public override string ToString()=> throw null;
    public static Akka.Cluster.Tools.Singleton.ClusterSingletonSettings Create(Akka.Actor.ActorSystem system)=> throw null;
    public static Akka.Cluster.Tools.Singleton.ClusterSingletonSettings Create(Akka.Configuration.Config config)=> throw null;
    public string Role { get => throw null; }
}
public enum ClusterSingletonState { Start = 0, AcquiringLease = 1, Oldest = 2, Younger = 3, BecomingOldest = 4, WasOldest = 5, HandingOver = 6, TakeOver = 7, Stopping = 8, End = 9 }
public partial interface IClusterSingletonData
{
}
public partial class SingletonActor
{
    internal SingletonActor() { }
    public Akka.Actor.Props Props { get => throw null; }
    public Akka.Cluster.Tools.Singleton.SingletonActor WithProps(Akka.Actor.Props props)=> throw null;
    public Akka.Cluster.Tools.Singleton.SingletonActor WithSettings(Akka.Cluster.Tools.Singleton.ClusterSingletonSettings settings)=> throw null;
    public Akka.Cluster.Tools.Singleton.SingletonActor WithStopMessage(object stopMessage)=> throw null;
    public Akka.Util.Option<Akka.Cluster.Tools.Singleton.ClusterSingletonSettings> Settings { get => throw null; }
    public Akka.Util.Option<object> StopMessage { get => throw null; }
    public static Akka.Cluster.Tools.Singleton.SingletonActor Create(Akka.Actor.Props props, string name)=> throw null;
    public string Name { get => throw null; }
}
