using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Akka.Actor;

namespace Akka.Cluster.Tools.Singleton;

/// <summary>What the rules need to know of a manager besides its state.</summary>
internal sealed record SingletonContext(
    UniqueAddress Self,
    bool SelfExited,
    bool ClusterTerminated,
    ImmutableHashSet<UniqueAddress> Removed,
    IReadOnlyList<Member> Members,
    int MaxHandOverRetries,
    int MaxTakeOverRetries,
    bool UsesLease)
{
    internal bool AllRemoved(ImmutableList<UniqueAddress> nodes) => nodes.TrueForAll(Removed.Contains);
}

/// <summary>Something that a manager does because of a rule.</summary>
internal abstract record SingletonEffect
{
    /// <summary>To the manager of another node.</summary>
    internal sealed record TellPeer(Address Node, IClusterSingletonMessage Message) : SingletonEffect;

    /// <summary>To an actor: the sender of what is handled, or who asked for the hand-over.</summary>
    internal sealed record Tell(IActorRef To, object Message) : SingletonEffect;

    internal sealed record StartSingleton : SingletonEffect;

    internal sealed record StopSingleton(IActorRef Singleton) : SingletonEffect;

    internal sealed record RetryHandOver(int Count) : SingletonEffect;

    internal sealed record CancelHandOverRetry : SingletonEffect;

    internal sealed record RetryTakeOver(int Count) : SingletonEffect;

    internal sealed record AskForNextOldest : SingletonEffect;

    internal sealed record DelayRemoval(Member Member) : SingletonEffect;

    internal sealed record RememberRemoved(UniqueAddress Node) : SingletonEffect;

    internal sealed record AcquireLease : SingletonEffect;

    internal sealed record RetryLease : SingletonEffect;

    /// <summary>The coordinated shutdown has begun here; the sender gets its answer.</summary>
    internal sealed record MarkExiting : SingletonEffect;

    /// <summary>The coordinated shutdown need not wait for the singleton any longer.</summary>
    internal sealed record ExitingDone : SingletonEffect;

    internal sealed record Log(string Text) : SingletonEffect;
}

/// <summary>The outcome of a rule: the next state and what to do on the way.</summary>
internal sealed class SingletonStep
{
    private SingletonStep(ClusterSingletonState? next, IClusterSingletonData data, bool stops, string stuck, ImmutableList<SingletonEffect> effects)
    {
        Next = next;
        Data = data;
        Stops = stops;
        Stuck = stuck;
        Effects = effects;
    }

    internal static readonly SingletonStep Stay = new(null, null, false, null, []);

    internal static readonly SingletonStep Stop = new(null, null, true, null, []);

    /// <summary>Null to stay.</summary>
    internal ClusterSingletonState? Next { get; }

    /// <summary>Null to keep the data.</summary>
    internal IClusterSingletonData Data { get; }

    internal bool Stops { get; }

    /// <summary>Why the manager cannot go on and must be restarted, else null.</summary>
    internal string Stuck { get; }

    internal ImmutableList<SingletonEffect> Effects { get; }

    internal static SingletonStep GoTo(ClusterSingletonState state, IClusterSingletonData data) => new(state, data, false, null, []);

    internal static SingletonStep StayUsing(IClusterSingletonData data) => new(null, data, false, null, []);

    internal static SingletonStep IsStuck(string why) => new(null, null, false, why, []);

    internal SingletonStep Do(SingletonEffect effect) => new(Next, Data, Stops, Stuck, Effects.Add(effect));

    internal SingletonStep DoIf(bool condition, Func<SingletonEffect> effect) => condition ? Do(effect()) : this;
}
