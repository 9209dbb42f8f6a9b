using System.Numerics;

namespace Akka.Util;

/// <summary>The three-stream Murmur hash that consistent hash rings are built with; nodes must agree on every bit of it.</summary>
public static class MurmurHash
{
    public const uint StartMagicA = 0x95543787;
    public const uint StartMagicB = 0x2ad7eb25;

    private const uint VisibleMagic = 0x971e137b;
    private const uint VisibleMixer = 0x52dce729;
    private const uint MixerA = 0x7b7d159c;
    private const uint MixerB = 0x6bce6396;
    private const uint FinalMixer1 = 0x85ebca6b;
    private const uint FinalMixer2 = 0xc2b2ae35;
    private const uint SeedString = 0xf7ca7fd2;
    private const uint SeedArray = 0x3c074a61;

    public static uint StartHash(uint seed) => seed ^ VisibleMagic;

    public static uint NextMagicA(uint magicA) => unchecked((magicA * 5) + MixerA);

    public static uint NextMagicB(uint magicB) => unchecked((magicB * 5) + MixerB);

    public static uint ExtendHash(uint hash, uint value, uint magicA, uint magicB) =>
        unchecked(((hash ^ (BitOperations.RotateLeft(value * magicA, 11) * magicB)) * 3) + VisibleMixer);

    public static uint FinalizeHash(uint hash)
    {
        unchecked
        {
            var h = hash ^ (hash >> 16);
            h *= FinalMixer1;
            h ^= h >> 13;
            h *= FinalMixer2;
            return h ^ (h >> 16);
        }
    }

    public static int ByteHash(byte[] b) => ArrayHash(b);

    public static int ArrayHash<T>(T[] a)
    {
        var hash = StartHash(unchecked((uint)a.Length * SeedArray));
        uint magicA = StartMagicA, magicB = StartMagicB;
        foreach (var item in a)
        {
            hash = ExtendHash(hash, unchecked((uint)item.GetHashCode()), magicA, magicB);
            magicA = NextMagicA(magicA);
            magicB = NextMagicB(magicB);
        }

        return unchecked((int)FinalizeHash(hash));
    }

    public static int StringHash(string s)
    {
        var hash = StartHash(unchecked((uint)s.Length * SeedString));
        uint magicA = StartMagicA, magicB = StartMagicB;
        var i = 0;
        for (; i + 1 < s.Length; i += 2)
        {
            hash = ExtendHash(hash, ((uint)s[i] << 16) + s[i + 1], magicA, magicB);
            magicA = NextMagicA(magicA);
            magicB = NextMagicB(magicB);
        }

        if (i < s.Length)
            hash = ExtendHash(hash, s[i], magicA, magicB);
        return unchecked((int)FinalizeHash(hash));
    }

    /// <summary>A hash that does not depend on the order of the items.</summary>
    public static int SymmetricHash<T>(IEnumerable<T> xs, uint seed)
    {
        unchecked
        {
            uint sum = 0, xor = 0, product = 1, count = 0;
            foreach (var item in xs)
            {
                var h = (uint)item.GetHashCode();
                sum += h;
                xor ^= h;
                if (h != 0)
                    product *= h;
                count++;
            }

            var hash = StartHash(seed * count);
            uint magicA = StartMagicA, magicB = StartMagicB;
            foreach (var part in (ReadOnlySpan<uint>)[sum, xor, product])
            {
                hash = ExtendHash(hash, part, magicA, magicB);
                magicA = NextMagicA(magicA);
                magicB = NextMagicB(magicB);
            }

            return (int)FinalizeHash(hash);
        }
    }
}
