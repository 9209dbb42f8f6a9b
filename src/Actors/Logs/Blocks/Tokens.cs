using System.Text;

namespace Muster.Actors.Logs.Blocks;

/// <summary>Words of a text, as a search finds them: letters, digits and underscores in a row, whatever their case.</summary>
internal static class Tokens
{
    /// <summary>Finds the word at or behind <paramref name="at"/>; false when there is none. Moves behind it.</summary>
    public static bool Next(ReadOnlySpan<byte> text, ref int at, out ReadOnlySpan<byte> word)
    {
        while (at < text.Length && !IsWord(text[at]))
            at++;
        var start = at;
        while (at < text.Length && IsWord(text[at]))
            at++;
        word = text[start..at];
        return at > start;
    }

    /// <summary>The words of a text, folded.</summary>
    public static List<byte[]> Of(string text)
    {
        var words = new List<byte[]>();
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; Next(bytes, ref at, out var word);)
            words.Add(Fold(word));
        return words;
    }

    /// <summary>A word whose case does not matter any more.</summary>
    public static byte[] Fold(ReadOnlySpan<byte> word) =>
        Ascii.IsValid(word)
            ? Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(word).ToLowerInvariant())
            : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(word).ToLowerInvariant());

    /// <summary>True when the word, whatever its case, is this folded one.</summary>
    public static bool AreSame(ReadOnlySpan<byte> word, ReadOnlySpan<byte> folded)
    {
        if (Ascii.IsValid(word))
            return word.Length == folded.Length && Ascii.EqualsIgnoreCase(word, folded);
        return Fold(word).AsSpan().SequenceEqual(folded);
    }

    /// <summary>True when these folded words stand in the text one after the other.</summary>
    public static bool Contain(ReadOnlySpan<byte> text, IReadOnlyList<byte[]> folded)
    {
        for (var at = 0; Next(text, ref at, out var word);)
        {
            if (!AreSame(word, folded[0]))
                continue;
            var (on, found) = (at, 1);
            while (found < folded.Count && Next(text, ref on, out var next) && AreSame(next, folded[found]))
                found++;
            if (found == folded.Count)
                return true;
        }
        return false;
    }

    private static bool IsWord(byte b) => b >= 0x80 || b == (byte)'_' || char.IsAsciiLetterOrDigit((char)b);
}
