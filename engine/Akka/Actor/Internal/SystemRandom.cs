namespace Akka.Actor.Internal;

/// <summary>
/// The only source of randomness of a system: uids, gossip targets, random routers. Lock-free (a counter that is mixed, as in SplitMix64),
/// and with a given seed and one thread always the same sequence.
/// </summary>
internal sealed class SystemRandom
{
    private const ulong Step = 0x9E3779B97F4A7C15UL;

    private ulong _state;

    internal SystemRandom(long? seed)
    {
        Span<byte> entropy = stackalloc byte[8];
        if (seed == null) System.Security.Cryptography.RandomNumberGenerator.Fill(entropy);
        _state = seed is { } given ? (ulong)given : BitConverter.ToUInt64(entropy);
    }

    internal ulong NextUInt64()
    {
        ulong z = Interlocked.Add(ref _state, Step);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>At least 0, less than <paramref name="maxExclusive"/>.</summary>
    internal int Next(int maxExclusive) => (int)(((NextUInt64() >> 32) * (ulong)maxExclusive) >> 32);

    /// <summary>At least 0.0, less than 1.0.</summary>
    internal double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uid of an actor or a system: positive, 31 bits.</summary>
    internal int NextUid()
    {
        int uid;
        do uid = (int)(NextUInt64() >> 33);
        while (uid == ActorCell.UndefinedUid);
        return uid;
    }
}
