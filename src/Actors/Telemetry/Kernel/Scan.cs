namespace Muster.Actors.Telemetry.Kernel;

/// <summary>Walks over the words and numbers of a text file of the kernel's. Nothing is allocated, and nothing that stands there makes it fail.</summary>
internal ref struct Scan(ReadOnlySpan<byte> text)
{
    private ReadOnlySpan<byte> _rest = text;

    /// <summary>What has not been read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>The next line, without its end; false when there is none.</summary>
    public bool Line(out ReadOnlySpan<byte> line)
    {
        line = default;
        if (_rest.IsEmpty)
            return false;
        var end = _rest.IndexOf((byte)'\n');
        line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        return true;
    }

    /// <summary>The next word between blanks; empty at the end.</summary>
    public ReadOnlySpan<byte> Word()
    {
        var start = 0;
        while (start < _rest.Length && IsBlank(_rest[start]))
            start++;
        var end = start;
        while (end < _rest.Length && !IsBlank(_rest[end]))
            end++;
        var word = _rest[start..end];
        _rest = _rest[end..];
        return word;
    }

    /// <summary>The next word as a number; 0 when it is none.</summary>
    public long Number() => Number(Word());

    /// <summary>Passes words by.</summary>
    public void Skip(int words)
    {
        while (words-- > 0)
            Word();
    }

    /// <summary>The digits a word begins with; what is larger than a number can be is the largest one.</summary>
    public static long Number(ReadOnlySpan<byte> word)
    {
        long number = 0;
        foreach (var c in word)
        {
            if (c is < (byte)'0' or > (byte)'9')
                break;
            if (number > (long.MaxValue - 9) / 10)
                return long.MaxValue;
            number = (number * 10) + (c - '0');
        }
        return number;
    }

    /// <summary>A word like 12.34; 0 when it is none.</summary>
    public static double Fraction(ReadOnlySpan<byte> word)
    {
        var point = word.IndexOf((byte)'.');
        if (point < 0)
            return Number(word);
        var digits = word[(point + 1)..];
        digits = digits[..Math.Min(digits.Length, 9)];
        return Number(word[..point]) + (Number(digits) / Math.Pow(10, digits.Length));
    }

    private static bool IsBlank(byte c) => c is (byte)' ' or (byte)'\t' or (byte)'\n';
}
