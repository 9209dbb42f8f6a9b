using System.Collections.Immutable;
using Akka.Actor;
using Akka.Event;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>The members up to this one's age, the oldest first; not safe while one of them is on its way out.</summary>
internal sealed record InitialOldest(ImmutableList<UniqueAddress> Oldest, bool IsSafe);

/// <summary>Another member is the oldest now, or none (null).</summary>
internal sealed record OldestChanged(UniqueAddress Oldest);

/// <summary>The removal of a member, after the margin in which its singleton may still have lived.</summary>
internal sealed record DelayedMemberRemoved(Member Member) : IDeadLetterSuppression;

internal sealed record HandOverRetry(int Count) : IDeadLetterSuppression;

internal sealed record TakeOverRetry(int Count) : IDeadLetterSuppression;

internal sealed record LeaseAnswered(bool Acquired, System.Exception Cause) : IDeadLetterSuppression;

internal sealed record LeaseLost(System.Exception Cause) : IDeadLetterSuppression;

internal sealed class LeaseRetry : IDeadLetterSuppression
{
    internal static readonly LeaseRetry Instance = new();
}

/// <summary>The coordinated shutdown of this node has come to the point where the singleton must leave.</summary>
internal sealed class SelfExiting
{
    internal static readonly SelfExiting Instance = new();
}

internal sealed class ForgetRemoved
{
    internal static readonly ForgetRemoved Instance = new();
}

/// <summary>What a manager knows in a state.</summary>
public interface IClusterSingletonData
{
}

internal sealed record Uninitialized : IClusterSingletonData
{
    internal static readonly Uninitialized Instance = new();
}

internal sealed record YoungerData(ImmutableList<UniqueAddress> Previous) : IClusterSingletonData;

internal sealed record BecomingOldestData(ImmutableList<UniqueAddress> Previous) : IClusterSingletonData;

internal sealed record AcquiringLeaseData(bool InProgress, IActorRef Singleton) : IClusterSingletonData;

/// <summary>The singleton is null after it has stopped by itself.</summary>
internal sealed record OldestData(IActorRef Singleton) : IClusterSingletonData;

internal sealed record WasOldestData(IActorRef Singleton, UniqueAddress NewOldest) : IClusterSingletonData;

internal sealed record HandingOverData(IActorRef Singleton, IActorRef HandOverTo) : IClusterSingletonData;

internal sealed record StoppingData(IActorRef Singleton) : IClusterSingletonData;

internal sealed record EndData : IClusterSingletonData
{
    internal static readonly EndData Instance = new();
}

/// <summary>Where a manager stands: it runs the singleton in <see cref="Oldest"/> and, until handed over, in the states after it.</summary>
public enum ClusterSingletonState
{
    Start = 0,
    AcquiringLease = 1,
    Oldest = 2,
    Younger = 3,
    BecomingOldest = 4,
    WasOldest = 5,
    HandingOver = 6,
    TakeOver = 7,
    Stopping = 8,
    End = 9,
}
