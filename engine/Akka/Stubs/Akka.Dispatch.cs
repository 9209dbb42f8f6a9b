using System.Collections.Immutable;
using System.Linq.Expressions;
using System.Runtime.Serialization;
using System.Reflection;
using System.Collections;
using Akka.Actor;
using System.Text;
using System.Text.RegularExpressions;

#pragma warning disable
namespace Akka.Dispatch;

public sealed partial class ChannelTaskScheduler : Akka.Actor.IExtension, IDisposable
{
    internal ChannelTaskScheduler() { }
    public ChannelTaskScheduler(Akka.Actor.ExtendedActorSystem system) { }
    public TaskScheduler GetScheduler(Akka.Dispatch.TaskSchedulerPriority priority)=> throw null;
    public TaskScheduler High { get => throw null; }
    public TaskScheduler Idle { get => throw null; }
    public TaskScheduler Low { get => throw null; }
    public TaskScheduler Normal { get => throw null; }
    public static Akka.Dispatch.ChannelTaskScheduler Get(Akka.Actor.ActorSystem system)=> throw null;
    public void Dispose()=> throw null;
}
public sealed partial class ChannelTaskSchedulerProvider : Akka.Actor.ExtensionIdProvider<Akka.Dispatch.ChannelTaskScheduler>
{
    public ChannelTaskSchedulerProvider() { }
    public override Akka.Dispatch.ChannelTaskScheduler CreateExtension(Akka.Actor.ExtendedActorSystem system)=> throw null;
}
public partial class FutureActor : Akka.Actor.ActorBase
{
    public FutureActor() { }
    public FutureActor(TaskCompletionSource<object> completionSource, Akka.Actor.IActorRef respondTo) { }
    protected override bool Receive(object message)=> throw null;
}
public enum TaskSchedulerPriority { None = 0, Idle = 4, Background = 4, Low = 5, BelowNormal = 6, Normal = 8, AboveNormal = 10, High = 13, Realtime = 24 }
public partial class ThreadPoolConfig
{
    internal ThreadPoolConfig() { }
    public ThreadPoolConfig(Akka.Configuration.Config config) { }
    public double PoolSizeFactor { get => throw null; }
    public int PoolSizeMax { get => throw null; }
    public int PoolSizeMin { get => throw null; }
    public static int ScaledPoolSize(int floor, double scalar, int ceiling)=> throw null;
}
