using System.Runtime.CompilerServices;
using Akka.Util;

namespace Akka.Actor.Internal;

/// <summary>
/// The only source of randomness of a system: uids, gossip targets, random routers. Lock-free (a counter that is mixed, as in SplitMix64),
/// and with a given seed and one thread always the same sequence.
/// </summary>
internal sealed class SystemRandom : Random
{
    private const ulong Step = 0x9E3779B97F4A7C15UL;

    private static readonly ConditionalWeakTable<IScheduler, SystemRandom> Sources = new();

    private ulong _state;

    internal SystemRandom(long? seed)
    {
        Span<byte> entropy = stackalloc byte[8];
        if (seed == null) System.Security.Cryptography.RandomNumberGenerator.Fill(entropy);
        _state = seed is { } given ? (ulong)given : BitConverter.ToUInt64(entropy);
    }

    /// <summary>The source of the system that a scheduler is of, for what is given a scheduler and no system.</summary>
    internal static Random Of(IScheduler scheduler) =>
        scheduler != null && Sources.TryGetValue(scheduler, out var source) ? source : ThreadLocalRandom.Current;

    /// <summary>The first system of a scheduler is the one: a simulation's systems have a scheduler in common.</summary>
    internal void ServeWith(IScheduler scheduler) => Sources.TryAdd(scheduler, this);

    internal ulong NextUInt64()
    {
        ulong z = Interlocked.Add(ref _state, Step);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    public override int Next() => (int)(NextUInt64() >> 33) & int.MaxValue;

    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (int)(((NextUInt64() >> 32) * (ulong)maxValue) >> 32);
    }

    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return (int)(minValue + (long)(((NextUInt64() >> 32) * (ulong)((long)maxValue - minValue)) >> 32));
    }

    public override long NextInt64() => (long)(NextUInt64() >> 1);

    public override double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    public override float NextSingle() => (NextUInt64() >> 40) * (1.0f / (1U << 24));

    protected override double Sample() => NextDouble();

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        for (int i = 0; i < buffer.Length; i++) buffer[i] = (byte)(NextUInt64() >> 56);
    }

    /// <summary>A uid of an actor or a system: positive, 31 bits.</summary>
    internal int NextUid()
    {
        int uid;
        do uid = (int)(NextUInt64() >> 33);
        while (uid == ActorCell.UndefinedUid);
        return uid;
    }
}
