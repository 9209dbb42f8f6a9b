using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Coordination;

public abstract partial class Lease
{
    internal Lease() { }
    public Lease(Akka.Coordination.LeaseSettings settings) { }
    public Akka.Coordination.LeaseSettings Settings { get => throw null; }
    public abstract Task<bool> Acquire();
    public abstract Task<bool> Acquire(Action<Exception> leaseLostCallback);
    public abstract Task<bool> Release();
    public abstract bool CheckLease();
}
public partial class LeaseException : Exception
{
    internal LeaseException() { }
    public LeaseException(string message) { }
    public LeaseException(string message, Exception innerEx) { }
    protected LeaseException(SerializationInfo info, StreamingContext context) { }
}
public partial class LeaseProvider : Akka.Actor.IExtension
{
    internal LeaseProvider() { }
    public LeaseProvider(Akka.Actor.ExtendedActorSystem system) { }
    public Akka.Coordination.Lease GetLease(string leaseName, string configPath, string ownerName)=> throw null;
    public static Akka.Configuration.Config DefaultConfig()=> throw null;
    public static Akka.Coordination.LeaseProvider Get(Akka.Actor.ActorSystem system)=> throw null;
}
public partial class LeaseProviderExtensionProvider : Akka.Actor.ExtensionIdProvider<Akka.Coordination.LeaseProvider>
{
    public LeaseProviderExtensionProvider() { }
    public override Akka.Coordination.LeaseProvider CreateExtension(Akka.Actor.ExtendedActorSystem system)=> throw null;
}
public sealed partial class LeaseSettings
{
    internal LeaseSettings() { }
    public LeaseSettings(string leaseName, string ownerName, Akka.Coordination.TimeoutSettings timeoutSettings, Akka.Configuration.Config leaseConfig) { }
    public Akka.Configuration.Config LeaseConfig { get => throw null; }
    public Akka.Coordination.LeaseSettings WithTimeoutSettings(Akka.Coordination.TimeoutSettings timeoutSettings)=> throw null;
    public Akka.Coordination.TimeoutSettings TimeoutSettings { get => throw null; }
    public override string ToString()=> throw null;
    public static Akka.Coordination.LeaseSettings Create(Akka.Configuration.Config config, string leaseName, string ownerName)=> throw null;
    public string LeaseName { get => throw null; }
    public string OwnerName { get => throw null; }
}
public sealed partial class LeaseTimeoutException : Akka.Coordination.LeaseException
{
    internal LeaseTimeoutException() { }
    public LeaseTimeoutException(string message) { }
    public LeaseTimeoutException(string message, Exception innerEx) { }
    protected LeaseTimeoutException(SerializationInfo info, StreamingContext context) { }
}
public sealed partial class LeaseUsageSettings
{
    internal LeaseUsageSettings() { }
    public LeaseUsageSettings(string leaseImplementation, TimeSpan leaseRetryInterval) { }
    public TimeSpan LeaseRetryInterval { get => throw null; }
    public override string ToString()=> throw null;
    public string LeaseImplementation { get => throw null; }
}
public sealed partial class TimeoutSettings
{
    internal TimeoutSettings() { }
    public TimeoutSettings(TimeSpan heartbeatInterval, TimeSpan heartbeatTimeout, TimeSpan operationTimeout) { }
    public Akka.Coordination.TimeoutSettings WithHeartbeatInterval(TimeSpan heartbeatInterval)=> throw null;
    public Akka.Coordination.TimeoutSettings WithHeartbeatTimeout(TimeSpan heartbeatTimeout)=> throw null;
    public Akka.Coordination.TimeoutSettings withOperationTimeout(TimeSpan operationTimeout)=> throw null;
    public TimeSpan HeartbeatInterval { get => throw null; }
    public TimeSpan HeartbeatTimeout { get => throw null; }
    public TimeSpan OperationTimeout { get => throw null; }
    public override string ToString()=> throw null;
    public static Akka.Coordination.TimeoutSettings Create(Akka.Configuration.Config config)=> throw null;
}
