namespace Akka.Util;

public static class WildcardMatch
{
    /// <summary>Whether a text matches a pattern in which * stands for any run of characters and ? for one.</summary>
    public static bool Like(this string text, string pattern, bool caseSensitive = false)
    {
        int t = 0, p = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || Same(text[t], pattern[p], caseSensitive)))
            {
                t++;
                p++;
            }
            else if (star >= 0)
            {
                // Let the last star take one character more.
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    private static bool Same(char a, char b, bool caseSensitive) => a == b || (!caseSensitive && char.ToLowerInvariant(a) == char.ToLowerInvariant(b));
}
