namespace Muster.Actors.Ranks;

/// <summary>What a rank may send its PMI server; beyond, it is told so or its group ends.</summary>
public static class PmiLimits
{
    /// <summary>Longest name of a key-value space, as told by get_maxes.</summary>
    public const int NameBytes = 256;

    /// <summary>Longest key, as told by get_maxes.</summary>
    public const int KeyBytes = 64;

    /// <summary>Longest value, as told by get_maxes.</summary>
    public const int ValueBytes = 1024;

    /// <summary>Longest line: a put with everything at its longest and some words around.</summary>
    public const int LineBytes = 2048;

    /// <summary>Keys one rank may put in its life, names it may publish.</summary>
    public const int KeysPerRank = 4096;

    /// <summary>Bytes of keys and values in one message between hosts.</summary>
    public const int PartBytes = 64 * 1024;
}
